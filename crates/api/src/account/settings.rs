//! What an account sets once.

use std::sync::Arc;

use linchpin_domain::account::Setting;
use linchpin_wire::account::settings as wire;

use crate::{App, Call, Failure, Outcome, Reply, Table};

/// Registers the family.
pub(super) fn serve(table: &mut Table) {
    table.serve(&wire::LIST, list);
    table.serve(&wire::SET, set);
}

async fn list(app: Arc<App>, call: Call) -> Outcome {
    let settings = app.engine.account_settings(call.principal().account).await?;
    let all = Setting::ALL.map(|setting| (setting.as_str(), settings.get(setting)));
    Ok(Reply::ok(&wire::SettingsBody { settings: all.into() }))
}

async fn set(app: Arc<App>, call: Call) -> Outcome {
    let name = call.parameter("setting");
    let setting = Setting::parse(name).ok_or_else(|| Failure::setting_unknown(name))?;
    let input: wire::SetInput<'_> = call.json()?;
    app.engine.set_in_account(&**call.principal(), setting, &input.value).await?;
    Ok(Reply::no_content())
}
