//! What an account charges beside its prices.
//!
//! HubSpot describes it at <https://developers.hubspot.com/docs/api-reference/settings-tax-rates-v1/guide>; there
//! programs only read it, so that the path that adds to it is ours.

use serde::{Deserialize, Serialize};

use crate::input::{TextInput, boolean};
use crate::operation::{Limit, Method, Operation, Scopes};
use crate::shape::{Body, Shape, object, optional, required};
use crate::version::Version::{D2025_09, D2026_03, D2026_09, V1};

/// What lets a caller look; whoever makes quotes may as well.
const SCOPES: Scopes = Scopes::Listed(&[
    "tax_rates.read",
    "crm.objects.quotes.read",
    "crm.objects.quotes.write",
    "cpq.quotes.read",
    "cpq.quotes.write",
]);

/// Every operation of the family.
pub const ALL: &[Operation] = &[LIST, READ, ADD];

/// List the tax rates of the account, page by page.
pub const LIST: Operation = Operation {
    id: "tax_rates.list",
    method: Method::Get,
    paths: &[
        (V1, "/tax-rates/v1/tax-rates"),
        (D2025_09, "/tax-rates/2025-09/tax-rates"),
        (D2026_03, "/tax-rates/2026-03/tax-rates"),
        (D2026_09, "/tax-rates/2026-09/tax-rates"),
    ],
    scopes: SCOPES,
    limit: Limit::Standard,
};

/// Read one tax rate.
pub const READ: Operation = Operation {
    id: "tax_rates.read",
    method: Method::Get,
    paths: &[
        (V1, "/tax-rates/v1/tax-rates/{taxRateGroupId}"),
        (D2025_09, "/tax-rates/2025-09/tax-rates/{taxRateGroupId}"),
        (D2026_03, "/tax-rates/2026-03/tax-rates/{taxRateGroupId}"),
        (D2026_09, "/tax-rates/2026-09/tax-rates/{taxRateGroupId}"),
    ],
    scopes: SCOPES,
    limit: Limit::Standard,
};

/// Add a tax rate.
pub const ADD: Operation = Operation {
    id: "linchpin.tax_rates.add",
    method: Method::Post,
    paths: &[(V1, "/_linchpin/v1/tax-rates")],
    scopes: Scopes::ADMIN,
    limit: Limit::Exempt,
};

/// A tax rate to add.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AddInput<'a> {
    /// The name.
    #[serde(borrow)]
    pub name: TextInput<'a>,
    /// What people read; the name where it is left out.
    #[serde(borrow, default)]
    pub label: Option<TextInput<'a>>,
    /// How many percents it is.
    #[serde(borrow)]
    pub percentage_rate: TextInput<'a>,
    /// Whether it can be used; so it is where that is left out.
    #[serde(default, deserialize_with = "boolean")]
    pub active: Option<bool>,
}

impl<'a> Body<'a> for AddInput<'a> {
    const SHAPE: Shape = object(
        "AddInput",
        &[
            required("name", Shape::Text),
            optional("label", Shape::Text),
            required("percentageRate", Shape::Text),
            optional("active", Shape::Boolean),
        ],
    );
}

/// A tax rate.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TaxRateBody<'a> {
    /// The id.
    pub id: String,
    /// The name.
    pub name: &'a str,
    /// What people read.
    pub label: &'a str,
    /// How many percents it is.
    pub percentage_rate: f64,
    /// Whether it can be used.
    pub active: bool,
    /// When it was made, ISO 8601.
    pub created_at: String,
    /// When it last changed, ISO 8601.
    pub updated_at: String,
}
