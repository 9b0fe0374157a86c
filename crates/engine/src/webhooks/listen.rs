//! Looking on while things happen, as an app would be told of them, with nothing kept.

use linchpin_domain::webhook::{EventType, Family};
use linchpin_domain::{AccountId, AppId, ObjectTypeId, object_type};
use linchpin_store::webhook_cursors::moving as cursors;

use super::{Event, Plan, Wanted};
use crate::{Engine, Result, Secret, random};

/// Somebody who looks on.
pub struct Listening {
    account: AccountId,
    wanted: Vec<Wanted>,
    plan: Plan,
    /// The version of the schema that the plan was made under.
    version: i64,
    /// The last change that was told.
    at: i64,
    n_told: i64,
}

impl Engine {
    /// A secret to sign with for as long as somebody listens.
    pub fn listening_secret() -> Result<Secret> {
        Ok(Secret::new(random::uuid()?))
    }

    /// Begins to look on at what an app is told of the account that made it, or, without an app, at everything that an
    /// app could be told; from now on, and only at events of these types where any are named.
    pub async fn listen_to_webhooks(
        &self,
        account: AccountId,
        app: Option<AppId>,
        only: &[EventType],
    ) -> Result<Listening> {
        let mut wanted = match app {
            Some(app) => self.wanted_by(account, app).await?,
            None => self.everything_in(account).await?,
        };
        wanted.retain(|wanted| only.is_empty() || only.contains(&wanted.event_type));
        let standing = cursors::standing(&self.database, account).await?;
        let (at, version) = standing.map_or((0, 0), |standing| (standing.newest, standing.schema_version));
        self.schemas.seen_version(account, version);
        let plan = self.webhook_plan(account, wanted.clone()).await?;
        Ok(Listening { account, wanted, plan, version, at, n_told: 0 })
    }

    /// What happened since the last time; at most some thousand events, which are numbered from 1 on.
    pub async fn heard(&self, listening: &mut Listening) -> Result<Vec<Event>> {
        let account = listening.account;
        let Some(standing) = cursors::standing(&self.database, account).await? else { return Ok(Vec::new()) };
        if standing.newest <= listening.at {
            return Ok(Vec::new());
        }
        if standing.schema_version != listening.version {
            listening.version = standing.schema_version;
            self.schemas.seen_version(account, standing.schema_version);
            listening.plan = self.webhook_plan(account, listening.wanted.clone()).await?;
        }
        let told = self.tell_some(account, &listening.plan, listening.at, standing.newest).await?;
        listening.at = told.through;
        let events = told.into_events().map(|event| {
            listening.n_told += 1;
            Event { id: listening.n_told, ..event }
        });
        Ok(events.collect())
    }

    /// What the active subscriptions of an app ask for.
    async fn wanted_by(&self, account: AccountId, app: AppId) -> Result<Vec<Wanted>> {
        let subscriptions = self.webhook_subscriptions(account, app).await?;
        let wanted =
            subscriptions.into_iter().filter(|subscription| subscription.is_active).filter_map(|one| {
                let family = one.topic.event_type.family;
                Some(Wanted {
                    app,
                    owner: account,
                    subscription: one.id,
                    event_type: one.topic.event_type,
                    object_type: family.object_type().map(|row| row.id).or(one.topic.object_type)?,
                    property: one.topic.property,
                })
            });
        Ok(wanted.collect())
    }

    /// Every published event of every type of records, each by its most usual name.
    async fn everything_in(&self, account: AccountId) -> Result<Vec<Wanted>> {
        let named: Vec<_> =
            Family::ALL.iter().filter_map(|family| family.object_type()).map(|row| row.id).collect();
        let own = self.own_types(account).await?;
        let standard = object_type::standard_types().iter().map(|row| row.id);
        let own = own.iter().filter(|own| !own.archived).map(|own| own.object_type.id);
        let others: Vec<_> = standard.chain(own).filter(|id| !named.contains(id)).collect();
        let wanted = |event_type: EventType, object_type: ObjectTypeId| Wanted {
            app: AppId(0),
            owner: account,
            subscription: 0,
            event_type,
            object_type,
            property: None,
        };
        let wanted = EventType::all().flat_map(|event_type| {
            let types = match event_type.family {
                Family::Object => others.clone(),
                family => family.object_type().map(|row| row.id).into_iter().collect(),
            };
            types.into_iter().map(move |object_type| wanted(event_type, object_type)).collect::<Vec<_>>()
        });
        Ok(wanted.collect())
    }
}
