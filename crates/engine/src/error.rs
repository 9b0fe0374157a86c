//! What a use case can refuse, in our words; `api` words it as HubSpot does.

use std::borrow::Cow;
use std::sync::Arc;

use linchpin_domain::account::Setting;
use linchpin_domain::{AccountId, ObjectType, RecordId, Timestamp, Violation};
use linchpin_store as store;

use crate::apps::AppRefusal;
use crate::associations::Refusal;
use crate::currencies::CurrencyRefusal;
use crate::journal::JournalRefusal;
use crate::lists::ListRefusal;
use crate::lists::filters::FilterRefusal;
use crate::oauth::{AuthorizeRefusal, OAuthRefusal};
use crate::object_types::TypeRefusal;
use crate::people::{PersonRefusal, TeamRefusal};
use crate::pipelines::PipelineRefusal;
use crate::properties::PropertyRefusal;
use crate::search::SearchRefusal;
use crate::tools::ToolRefusal;
use crate::validations::RuleRefusal;
use crate::webhooks::WebhookRefusal;

/// Why a use case did not happen.
#[derive(Debug, Clone, thiserror::Error)]
pub enum Error {
    /// An access token ended by itself.
    #[error("the access token expired")]
    TokenExpired {
        /// When it ended.
        expired_at: Timestamp,
        /// When it was used.
        now: Timestamp,
    },
    /// The caller names sensitive values and lacks all of the scopes for them; one for each sensitivity would do.
    #[error("the caller lacks {0:?}")]
    MissingScopes(Vec<&'static str>),
    /// No object type goes by this name.
    #[error("there is no object type {0:?}")]
    UnknownObjectType(String),
    /// An object type that cannot be, or cannot go.
    #[error(transparent)]
    Type(#[from] TypeRefusal),
    /// The type's records cannot be written through the API.
    #[error("records of type {} cannot be written", .0.plural)]
    ReadOnlyType(&'static ObjectType),
    /// Archived records of the type cannot be listed.
    #[error("archived records of type {} cannot be listed", .0.plural)]
    ArchivedNotListed(&'static ObjectType),
    /// The account switched the object type off.
    #[error("the account does not use {}", .0.plural)]
    ObjectTypeDisabled(&'static ObjectType),
    /// An id in a path is not a number.
    #[error("{0:?} is not an id")]
    IdNotNumeric(String),
    /// There is no such record, or it is archived (or live) when the caller asked for the other.
    #[error("there is no such record")]
    RecordNotFound,
    /// Some records of a batch do not exist or are archived.
    #[error("there are no {} with these ids", .object_type.plural)]
    RecordsNotFound {
        /// The type.
        object_type: &'static ObjectType,
        /// The ids, as the client wrote them.
        ids: Vec<String>,
    },
    /// No records hold these unique values.
    #[error("no {} hold these values of {property}", .object_type.plural)]
    ValuesNotFound {
        /// The type.
        object_type: &'static ObjectType,
        /// The property.
        property: String,
        /// The values, as the client wrote them.
        values: Vec<String>,
    },
    /// Values that cannot be stored: all of them, of all inputs.
    #[error("{} property values are not valid", .0.len())]
    InvalidValues(Vec<Violation>),
    /// A new record lacks required properties.
    #[error("required properties are missing")]
    MissingRequired {
        /// The type of the record.
        object_type: &'static ObjectType,
        /// The properties it lacks.
        names: Vec<Cow<'static, str>>,
    },
    /// An update names no property.
    #[error("no properties to update")]
    NothingToUpdate,
    /// Another contact has the email address.
    #[error("a {} with that email exists", .object_type.singular)]
    AlreadyExists {
        /// The type of both.
        object_type: &'static ObjectType,
        /// The record that has it; none when it is another input of the same batch.
        existing: Option<RecordId>,
    },
    /// Another record has the value of a property with unique values.
    #[error("{property} = {value:?} is taken")]
    UniqueValueTaken {
        /// The account of both.
        account: AccountId,
        /// The type of both.
        object_type: &'static ObjectType,
        /// The property.
        property: String,
        /// The value.
        value: String,
        /// The record that wanted it.
        record: RecordId,
        /// The record that has it.
        holder: RecordId,
    },
    /// A record was to be found by a property whose values are not unique.
    #[error("the values of {property} are not unique")]
    NotUnique {
        /// The type.
        object_type: &'static ObjectType,
        /// The property.
        property: String,
    },
    /// One batch names the same record twice.
    #[error("ids are named twice")]
    DuplicateIds(Vec<String>),
    /// A record was to be merged with itself.
    #[error("{0} cannot be merged with itself")]
    MergeWithItself(RecordId),
    /// More merges would lie behind one record than may.
    #[error("too many merges")]
    TooManyMerges(usize),
    /// A property or a group is refused.
    #[error(transparent)]
    Property(#[from] PropertyRefusal),
    /// A rule for values is refused.
    #[error(transparent)]
    Rule(#[from] RuleRefusal),
    /// Associations or their labels are refused.
    #[error(transparent)]
    Association(#[from] Refusal),
    /// A pipeline or a stage is refused.
    #[error(transparent)]
    Pipeline(#[from] PipelineRefusal),
    /// The filters of a list are refused.
    #[error(transparent)]
    Filter(#[from] FilterRefusal),
    /// There is no such owner, or it is archived (or live) when the caller asked for the other.
    #[error("there is no owner {0:?}")]
    OwnerNotFound(String),
    /// A person is turned away.
    #[error(transparent)]
    Person(#[from] PersonRefusal),
    /// Something that is not done to a team.
    #[error(transparent)]
    Team(#[from] TeamRefusal),
    /// An app gets no tokens.
    #[error(transparent)]
    OAuth(#[from] OAuthRefusal),
    /// Nobody is asked to let an app in.
    #[error(transparent)]
    Authorize(#[from] AuthorizeRefusal),
    /// An app is refused.
    #[error(transparent)]
    App(#[from] AppRefusal),
    /// A setting of an account cannot have this value.
    #[error("{value:?} is not {}", .setting.expected())]
    SettingNotAllowed {
        /// The setting.
        setting: Setting,
        /// The value.
        value: String,
    },
    /// Something about currencies is refused.
    #[error(transparent)]
    Currency(#[from] CurrencyRefusal),
    /// There is no such tax rate.
    #[error("there is no tax rate {0:?}")]
    TaxRateNotFound(String),
    /// The text is no number of percents.
    #[error("{0:?} is no percentage")]
    InvalidPercentage(String),
    /// A search asks for what no search can find.
    #[error(transparent)]
    RefusedSearch(#[from] SearchRefusal),
    /// There is no such report, or newer ones took its place.
    #[error("there is no report {0:?}")]
    ReportNotFound(String),
    /// A tool does not do what it was asked for.
    #[error(transparent)]
    Tool(#[from] ToolRefusal),
    /// Something about an app's webhooks is refused.
    #[error(transparent)]
    Webhook(#[from] WebhookRefusal),
    /// The webhooks journal does not do what it was asked for.
    #[error(transparent)]
    Journal(#[from] JournalRefusal),
    /// The search index failed.
    #[error("{}", chain(.0.as_ref()))]
    Search(Arc<linchpin_search::Error>),
    /// A list or folder is refused.
    #[error(transparent)]
    List(#[from] ListRefusal),
    /// The store failed.
    #[error(transparent)]
    Store(store::Error),
}

/// The engine's result.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl From<linchpin_search::Error> for Error {
    fn from(error: linchpin_search::Error) -> Self {
        Self::Search(Arc::new(error))
    }
}

impl From<store::Error> for Error {
    fn from(error: store::Error) -> Self {
        Self::Store(error)
    }
}

/// What went wrong, with what that was because of.
fn chain(error: &dyn std::error::Error) -> String {
    let causes = std::iter::successors(Some(error), |error| error.source()).map(ToString::to_string);
    causes.collect::<Vec<_>>().join(": ")
}

impl Error {
    /// Whether trying the same again, against a fresh schema, may succeed.
    pub(crate) fn is_transient(&self) -> bool {
        matches!(self, Self::Store(store::Error::SchemaChanged)) || self.is_contention()
    }

    /// Whether others wrote to the same at the same time, so that one of them had to give way.
    pub(crate) fn is_contention(&self) -> bool {
        matches!(self, Self::Store(store::Error::Contention(_)))
    }
}
