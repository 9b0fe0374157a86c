//! The brands of an account, which HubSpot calls business units.
//!
//! HubSpot describes them at <https://developers.hubspot.com/docs/api-reference/business-units-business-units-v3/guide>;
//! there programs only read them, so that the path that makes one is ours.

use serde::{Deserialize, Serialize};

use crate::input::TextInput;
use crate::operation::{Limit, Method, Operation, Scopes};
use crate::shape::{Body, Shape, object, optional, required};
use crate::version::Version::{D2025_09, D2026_03, D2026_09, V1, V3};

/// Every operation of the family.
pub const ALL: &[Operation] = &[LIST, CREATE];

/// List the business units that a user reaches.
pub const LIST: Operation = Operation {
    id: "business_units.user.list",
    method: Method::Get,
    paths: &[
        (V3, "/business-units/v3/business-units/user/{userId}"),
        (V3, "/business-units/public/v3/business-units/user/{userId}"),
        (D2025_09, "/business-units/public/2025-09/business-units/user/{userId}"),
        (D2026_03, "/business-units/public/2026-03/business-units/user/{userId}"),
        (D2026_09, "/business-units/public/2026-09/business-units/user/{userId}"),
    ],
    // HubSpot's specification and its documentation spell the scope differently.
    scopes: Scopes::Listed(&["business_units_view.read", "business_units.view.read"]),
    limit: Limit::Standard,
};

/// Make a business unit.
pub const CREATE: Operation = Operation {
    id: "linchpin.business_units.create",
    method: Method::Post,
    paths: &[(V1, "/_linchpin/v1/business-units")],
    scopes: Scopes::ADMIN,
    limit: Limit::Exempt,
};

/// A business unit to make.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CreateInput<'a> {
    /// The name.
    #[serde(borrow)]
    pub name: TextInput<'a>,
    /// The address of its picture.
    #[serde(borrow, default)]
    pub logo_url: Option<TextInput<'a>>,
    /// What stands in the place of the picture.
    #[serde(borrow, default)]
    pub logo_alt_text: Option<TextInput<'a>>,
}

impl<'a> Body<'a> for CreateInput<'a> {
    const SHAPE: Shape = object(
        "CreateInput",
        &[
            required("name", Shape::Text),
            optional("logoUrl", Shape::Text),
            optional("logoAltText", Shape::Text),
        ],
    );
}

/// A business unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct BusinessUnitBody<'a> {
    /// The id.
    pub id: String,
    /// The name.
    pub name: &'a str,
    /// Its picture, if it has one and the caller asks for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub logo_metadata: Option<LogoBody<'a>>,
}

/// The picture of a business unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LogoBody<'a> {
    /// What stands in its place.
    pub logo_alt_text: &'a str,
    /// Its address.
    pub logo_url: &'a str,
    /// Its address in a smaller size; it is the same.
    pub resized_url: &'a str,
}
