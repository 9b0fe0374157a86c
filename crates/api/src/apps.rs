//! Apps, their tokens, and where they are let in.

mod definitions;
mod developer_key;
mod installs;
mod tokens;

use linchpin_domain::AppId;

use crate::serve::Table;
use crate::{Call, Failure};

/// Serves the operations of the family.
pub(crate) fn serve(table: &mut Table) {
    definitions::serve(table);
    tokens::serve(table);
    installs::serve(table);
    developer_key::serve(table);
}

/// The app that the path names.
pub(crate) fn app_id(call: &Call) -> Result<AppId, Failure> {
    let text = call.parameter("appId");
    AppId::parse(text).ok_or_else(|| Failure::app_not_found(text))
}
