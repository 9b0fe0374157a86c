//! What an account sets once; HubSpot has it in its UI only, so that the paths and forms are ours.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::input::TextInput;
use crate::operation::{Limit, Method, Operation, Scopes};
use crate::shape::{Body, Shape, object, required};
use crate::version::Version::V1;

/// Every operation of the family.
pub const ALL: &[Operation] = &[LIST, SET];

/// Tell what each setting is, set or not.
pub const LIST: Operation = Operation {
    id: "linchpin.account.settings.list",
    method: Method::Get,
    paths: &[(V1, "/_linchpin/v1/account/settings")],
    scopes: Scopes::ADMIN,
    limit: Limit::Exempt,
};

/// Change a setting.
pub const SET: Operation = Operation {
    id: "linchpin.account.settings.set",
    method: Method::Put,
    paths: &[(V1, "/_linchpin/v1/account/settings/{setting}")],
    scopes: Scopes::ADMIN,
    limit: Limit::Exempt,
};

/// What a setting is to be.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct SetInput<'a> {
    /// The value.
    #[serde(borrow)]
    pub value: TextInput<'a>,
}

impl<'a> Body<'a> for SetInput<'a> {
    const SHAPE: Shape = object("SetInput", &[required("value", Shape::Text)]);
}

/// Each setting by its name, with its value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SettingsBody<'a> {
    /// The settings.
    pub settings: BTreeMap<&'static str, &'a str>,
}
