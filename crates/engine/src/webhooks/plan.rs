//! What is wanted of an account: the subscriptions of all apps that live in it, by what they are about.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use linchpin_domain::webhook::{EventType, Happening};
use linchpin_domain::{AccountId, AppId, ObjectTypeId};
use linchpin_store::changes::Kind;
use linchpin_store::webhook_plans::{self as rows, WantedRow};

use crate::associations::Labels;
use crate::schema::TypeSchema;
use crate::{Engine, Result, Scopes};

/// Something that an app wants to be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// The app.
    pub app: AppId,
    /// The account that made it.
    pub owner: AccountId,
    /// The number of the subscription.
    pub subscription: i64,
    /// The type of the events.
    pub event_type: EventType,
    /// The type of the records.
    pub object_type: ObjectTypeId,
    /// The property whose changes are told; without one, those of all properties.
    pub property: Option<String>,
}

impl Wanted {
    /// What a row says, if it is about records, and such that the app may read.
    fn of(row: WantedRow) -> Option<Self> {
        let event_type = EventType::parse(&row.event_type)?;
        let named = row.object_type.map(ObjectTypeId::from_code);
        let is_allowed = Scopes::parse(&row.scopes).allow_any(event_type.family.scopes(named));
        is_allowed.then_some(Self {
            app: row.app,
            owner: row.owner,
            subscription: row.id,
            event_type,
            object_type: event_type.family.object_type().map(|row| row.id).or(named)?,
            property: row.property,
        })
    }
}

/// A subscription, as the events that fit it need it.
#[derive(Debug)]
pub(super) struct Subscription {
    /// The place of its app among [`Plan::apps`].
    pub(super) app: usize,
    pub(super) id: i64,
    /// The name of its type.
    pub(super) event_type: String,
}

/// The subscriptions about records of one type.
#[derive(Default)]
pub(super) struct OfType {
    /// What the properties mean; none of a type that is gone.
    pub(super) schema: Option<Arc<TypeSchema>>,
    happenings: HashMap<Happening, Vec<Subscription>>,
    properties: HashMap<String, Vec<Subscription>>,
    all_properties: Vec<Subscription>,
}

impl OfType {
    /// The subscriptions to something that happens to a record as a whole, or to its associations.
    pub(super) fn of(&self, happening: Happening) -> &[Subscription] {
        self.happenings.get(&happening).map(Vec::as_slice).unwrap_or_default()
    }

    /// The subscriptions to changes of a property.
    pub(super) fn of_property(&self, name: &str) -> impl Iterator<Item = &Subscription> {
        let named = self.properties.get(name).map(Vec::as_slice).unwrap_or_default();
        named.iter().chain(&self.all_properties)
    }

    pub(super) fn wants_values(&self) -> bool {
        !self.properties.is_empty() || !self.all_properties.is_empty()
    }

    /// Whether changes of this kind lead to any events.
    fn wants(&self, kind: Kind) -> bool {
        use Happening::{AssociationChange, Creation, Deletion, Merge, PrivacyDeletion, Restore};
        let any = |happenings: &[Happening]| happenings.iter().any(|one| self.happenings.contains_key(one));
        match kind {
            Kind::Create => self.wants_values() || any(&[Creation]),
            Kind::Update => self.wants_values(),
            Kind::Archive => any(&[Deletion]),
            Kind::Restore => any(&[Restore]),
            Kind::Merge => any(&[Merge]),
            Kind::PrivacyDelete => any(&[PrivacyDeletion, Deletion]),
            Kind::Associate | Kind::Dissociate => any(&[AssociationChange]),
            Kind::Erased
            | Kind::Join
            | Kind::Leave
            | Kind::List
            | Kind::Schema
            | Kind::Install
            | Kind::Uninstall
            | Kind::Reset => false,
        }
    }

    fn put(&mut self, subscription: Subscription, happening: Happening, property: Option<String>) {
        match (happening, property) {
            (Happening::PropertyChange, Some(name)) => {
                self.properties.entry(name).or_default().push(subscription);
            }
            (Happening::PropertyChange, None) => self.all_properties.push(subscription),
            (happening, _) => self.happenings.entry(happening).or_default().push(subscription),
        }
    }
}

/// Everything that is wanted of an account, at one revision of the subscriptions and one version of its schema.
pub struct Plan {
    pub(super) revision: i64,
    pub(super) schema_version: i64,
    /// The apps, each with the account that made it.
    pub(super) apps: Vec<(AppId, AccountId)>,
    types: HashMap<ObjectTypeId, OfType>,
    pub(super) labels: Arc<Labels>,
}

impl Plan {
    /// A plan that does not know yet what the properties of the types mean.
    pub(super) fn of_wanted(wanted: impl IntoIterator<Item = Wanted>, labels: Arc<Labels>) -> Self {
        let mut plan =
            Self { revision: 0, schema_version: 0, apps: Vec::new(), types: HashMap::new(), labels };
        for one in wanted {
            plan.put(one);
        }
        plan
    }

    /// Whether nobody wants anything.
    pub fn is_empty(&self) -> bool {
        self.types.is_empty()
    }

    /// Whether anybody wants to know values.
    pub(super) fn wants_values(&self) -> bool {
        self.types.values().any(OfType::wants_values)
    }

    /// The subscriptions about records of a type, if a change of this kind leads to any events for them.
    pub(super) fn of_type(&self, object_type: ObjectTypeId, kind: Kind) -> Option<&OfType> {
        self.types.get(&object_type).filter(|of_type| of_type.wants(kind))
    }

    fn put(&mut self, wanted: Wanted) {
        let app = (wanted.app, wanted.owner);
        let place = self.apps.iter().position(|known| *known == app).unwrap_or_else(|| {
            self.apps.push(app);
            self.apps.len() - 1
        });
        let subscription =
            Subscription { app: place, id: wanted.subscription, event_type: wanted.event_type.to_string() };
        let of_type = self.types.entry(wanted.object_type).or_default();
        of_type.put(subscription, wanted.event_type.happening, wanted.property);
    }
}

impl Engine {
    /// What is wanted of an account by all apps that live in it.
    pub(super) async fn read_plan(
        &self,
        account: AccountId,
        (revision, schema_version): (i64, i64),
    ) -> Result<Plan> {
        let wanted =
            rows::wanted(&self.database, account).await?.into_iter().filter_map(Wanted::of).collect();
        self.plan_of(account, (revision, schema_version), wanted).await
    }

    /// What an account's changes are turned into, for whoever wants this.
    pub async fn webhook_plan(&self, account: AccountId, wanted: Vec<Wanted>) -> Result<Plan> {
        self.plan_of(account, (0, 0), wanted).await
    }

    async fn plan_of(
        &self,
        account: AccountId,
        (revision, schema_version): (i64, i64),
        wanted: Vec<Wanted>,
    ) -> Result<Plan> {
        self.schemas.seen_version(account, schema_version);
        let labels = self.labels(account, schema_version).await?;
        let types: BTreeSet<_> = wanted.iter().map(|wanted| wanted.object_type).collect();
        let mut plan = Plan { revision, schema_version, ..Plan::of_wanted(wanted, labels) };
        for id in types {
            if let Some(object_type) = plan.labels.object_type(id) {
                let schema = self.schema(account, object_type).await?;
                plan.types.entry(id).or_default().schema = Some(schema);
            }
        }
        Ok(plan)
    }
}
