//! What an account switches on and off; HubSpot has it in its UI only, so that the paths and forms are ours.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::input::boolean;
use crate::operation::{Limit, Method, Operation, Scopes};
use crate::shape::{Body, Shape, object, required};
use crate::version::Version::V1;

/// Every operation of the family.
pub const ALL: &[Operation] = &[LIST, SWITCH];

/// Tell for each feature whether it is on.
pub const LIST: Operation = Operation {
    id: "linchpin.features.list",
    method: Method::Get,
    paths: &[(V1, "/_linchpin/v1/features")],
    scopes: Scopes::ADMIN,
    limit: Limit::Exempt,
};

/// Switch a feature.
pub const SWITCH: Operation = Operation {
    id: "linchpin.features.switch",
    method: Method::Put,
    paths: &[(V1, "/_linchpin/v1/features/{feature}")],
    scopes: Scopes::ADMIN,
    limit: Limit::Exempt,
};

/// What a feature is to be.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct SwitchInput {
    /// Whether it is to be on.
    #[serde(deserialize_with = "enabled")]
    pub enabled: bool,
}

fn enabled<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
    let null = || serde::de::Error::invalid_type(serde::de::Unexpected::Unit, &"a boolean");
    boolean(deserializer)?.ok_or_else(null)
}

impl Body<'_> for SwitchInput {
    const SHAPE: Shape = object("SwitchInput", &[required("enabled", Shape::Boolean)]);
}

/// Each feature by its name, and whether it is on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FeaturesBody {
    /// The features.
    pub features: BTreeMap<&'static str, bool>,
}
