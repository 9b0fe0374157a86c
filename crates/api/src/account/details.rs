//! What an account is, in the form of today and in the older one.

use std::sync::Arc;

use linchpin_domain::account::Setting;
use linchpin_wire::account::details as wire;

use crate::{App, Call, Outcome, Reply, Table};

/// Registers the family.
pub(super) fn serve(table: &mut Table) {
    table.serve(&wire::READ, read);
    table.serve(&wire::ME, me);
}

async fn read(app: Arc<App>, call: Call) -> Outcome {
    let account = call.principal().account;
    let settings = app.engine.account_settings(account).await?;
    let offset_ms = settings.zone().offset_ms(call.now(&app));
    Ok(Reply::ok(&wire::DetailsBody {
        portal_id: account.0,
        account_type: settings.get(Setting::AccountType),
        time_zone: settings.get(Setting::TimeZone),
        company_currency: settings.get(Setting::CompanyCurrency),
        additional_currencies: app.engine.additional_currencies(call.principal()).await?,
        utc_offset: offset(offset_ms),
        utc_offset_milliseconds: offset_ms,
        ui_domain: settings.get(Setting::UiDomain),
        data_hosting_location: settings.get(Setting::DataHostingLocation),
    }))
}

async fn me(app: Arc<App>, call: Call) -> Outcome {
    let account = call.principal().account;
    let settings = app.engine.account_settings(account).await?;
    let offset_ms = settings.zone().offset_ms(call.now(&app));
    Ok(Reply::ok(&wire::MeBody {
        portal_id: account.0,
        time_zone: settings.get(Setting::TimeZone),
        account_type: settings.get(Setting::AccountType),
        currency: settings.get(Setting::CompanyCurrency),
        utc_offset: offset(offset_ms),
        utc_offset_milliseconds: offset_ms,
    }))
}

/// An offset from UTC as in `-04:00`; no record shows that of UTC itself.
fn offset(ms: i64) -> String {
    let (sign, minutes) = (if ms < 0 { '-' } else { '+' }, ms.abs() / 60_000);
    format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60)
}

#[cfg(test)]
mod tests {
    use super::offset;

    #[test]
    fn offsets_have_a_sign_and_two_digits_each() {
        for (minutes, expected) in [(0, "+00:00"), (-240, "-04:00"), (330, "+05:30"), (-30, "-00:30")] {
            assert_eq!(offset(minutes * 60_000), expected);
        }
    }
}
