//! The apps of an account; HubSpot has them in its UI only, so that the paths and forms are ours.

use serde::{Deserialize, Serialize};

use crate::input::TextInput;
use crate::operation::{Limit, Method, Operation, Scopes};
use crate::shape::{Body, Enumeration, Shape, object, optional, required};
use crate::version::Version::V1;

/// Every operation of the family.
pub const ALL: &[Operation] = &[LIST, CREATE, READ, UPDATE, ARCHIVE, ROTATE_SECRET];

/// List the apps that the account made and did not archive, oldest first.
pub const LIST: Operation = Operation {
    id: "linchpin.apps.list",
    method: Method::Get,
    paths: &[(V1, "/_linchpin/v1/apps")],
    scopes: Scopes::ADMIN,
    limit: Limit::Exempt,
};

/// Make an app; the answer is the only sight of its token and secret.
pub const CREATE: Operation = Operation {
    id: "linchpin.apps.create",
    method: Method::Post,
    paths: &[(V1, "/_linchpin/v1/apps")],
    scopes: Scopes::ADMIN,
    limit: Limit::Exempt,
};

/// Read one app, archived or not.
pub const READ: Operation = Operation {
    id: "linchpin.apps.read",
    method: Method::Get,
    paths: &[(V1, "/_linchpin/v1/apps/{appId}")],
    scopes: Scopes::ADMIN,
    limit: Limit::Exempt,
};

/// Change an app; what is not named stays.
pub const UPDATE: Operation = Operation {
    id: "linchpin.apps.update",
    method: Method::Patch,
    paths: &[(V1, "/_linchpin/v1/apps/{appId}")],
    scopes: Scopes::ADMIN,
    limit: Limit::Exempt,
};

/// Archive an app: its tokens end in every account.
pub const ARCHIVE: Operation = Operation {
    id: "linchpin.apps.archive",
    method: Method::Delete,
    paths: &[(V1, "/_linchpin/v1/apps/{appId}")],
    scopes: Scopes::ADMIN,
    limit: Limit::Exempt,
};

/// Give an app another secret; the one before is worthless at once.
pub const ROTATE_SECRET: Operation = Operation {
    id: "linchpin.apps.client_secret.rotate",
    method: Method::Post,
    paths: &[(V1, "/_linchpin/v1/apps/{appId}/client-secret/rotate")],
    scopes: Scopes::ADMIN,
    limit: Limit::Exempt,
};

/// The kinds of apps.
pub const KINDS: [&str; 2] = ["PRIVATE", "PUBLIC"];

/// An app to make.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct NewAppInput<'a> {
    /// What people call it.
    #[serde(borrow)]
    pub name: TextInput<'a>,
    /// One of [`KINDS`]; a private app when nothing is said.
    #[serde(borrow, default, rename = "type")]
    pub kind: Option<TextInput<'a>>,
    /// What it may do, or cannot do without; a single `*` lets a private app do everything.
    #[serde(borrow)]
    pub scopes: Vec<TextInput<'a>>,
    /// What a public app needs in accounts that have what these are about.
    #[serde(borrow, default)]
    pub conditional_scopes: Option<Vec<TextInput<'a>>>,
    /// What a public app can do without.
    #[serde(borrow, default)]
    pub optional_scopes: Option<Vec<TextInput<'a>>>,
    /// Where a public app may send people back to.
    #[serde(borrow, default)]
    pub redirect_urls: Option<Vec<TextInput<'a>>>,
}

impl<'a> Body<'a> for NewAppInput<'a> {
    const SHAPE: Shape = object(
        "NewAppInput",
        &[
            required("name", Shape::Text),
            optional("type", Shape::Word(Enumeration { name: "AppType", values: &KINDS })),
            required("scopes", Shape::List(&Shape::Text)),
            optional("conditionalScopes", Shape::List(&Shape::Text)),
            optional("optionalScopes", Shape::List(&Shape::Text)),
            optional("redirectUrls", Shape::List(&Shape::Text)),
        ],
    );
}

/// What changes about an app.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AppChangeInput<'a> {
    /// What people call it.
    #[serde(borrow, default)]
    pub name: Option<TextInput<'a>>,
    /// What it may do, or cannot do without.
    #[serde(borrow, default)]
    pub scopes: Option<Vec<TextInput<'a>>>,
    /// What a public app needs in accounts that have what these are about.
    #[serde(borrow, default)]
    pub conditional_scopes: Option<Vec<TextInput<'a>>>,
    /// What a public app can do without.
    #[serde(borrow, default)]
    pub optional_scopes: Option<Vec<TextInput<'a>>>,
    /// Where a public app may send people back to.
    #[serde(borrow, default)]
    pub redirect_urls: Option<Vec<TextInput<'a>>>,
}

impl<'a> Body<'a> for AppChangeInput<'a> {
    const SHAPE: Shape = object(
        "AppChangeInput",
        &[
            optional("name", Shape::Text),
            optional("scopes", Shape::List(&Shape::Text)),
            optional("conditionalScopes", Shape::List(&Shape::Text)),
            optional("optionalScopes", Shape::List(&Shape::Text)),
            optional("redirectUrls", Shape::List(&Shape::Text)),
        ],
    );
}

/// An app.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AppBody<'a> {
    /// Its number.
    pub id: String,
    /// One of [`KINDS`].
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// What people call it.
    pub name: &'a str,
    /// What it may do, or cannot do without; a single `*` stands for everything.
    pub scopes: Vec<&'a str>,
    /// What only public apps have.
    #[serde(flatten)]
    pub public: Option<PublicBody<'a>>,
    /// When it was made, ISO 8601.
    pub created_at: String,
    /// When it last changed, ISO 8601.
    pub updated_at: String,
    /// Whether it is archived.
    pub archived: bool,
    /// When it was archived, ISO 8601.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub archived_at: Option<String>,
}

/// What only public apps have.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PublicBody<'a> {
    /// The name by which OAuth knows it.
    pub client_id: &'a str,
    /// What it needs in accounts that have what these are about.
    pub conditional_scopes: &'a [String],
    /// What it can do without.
    pub optional_scopes: &'a [String],
    /// Where it may send people back to.
    pub redirect_urls: &'a [String],
}

/// An app that was made, with the only sight of its token and secret.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct NewAppBody<'a> {
    /// The app.
    #[serde(flatten)]
    pub app: AppBody<'a>,
    /// The token of a private app.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub token: Option<&'a str>,
    /// Its secret, by which a public app shows who it is, and anyone's webhooks are signed.
    pub client_secret: &'a str,
}

/// The new secret of an app.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ClientBody<'a> {
    /// The name by which OAuth knows a public app.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_id: Option<&'a str>,
    /// Its new secret.
    pub client_secret: &'a str,
}
