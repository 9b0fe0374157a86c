//! Following the change logs of accounts, and publishing what apps subscribed to.
//!
//! No line is missed: a subscription begins the cursor of its account in its own transaction, and the cursor moves in
//! the one that publishes. Everything may be done twice, and by any node: whoever finds another cursor than it read
//! begins again.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;
use std::time::Duration;

use linchpin_domain::journal::Subject;
use linchpin_domain::{AccountId, ObjectTypeId, Properties, RecordId, Timestamp, object_type};
use linchpin_store::changes::{self, Change, Kind};
use linchpin_store::journal::{self as rows, AppKey, FollowedSubscription, NewFile};
use linchpin_store::records::{self, Scope};
use linchpin_store::{Tx, properties_text};
use tokio::sync::broadcast::error::RecvError;

use super::events::{Event, Plan};
use super::redaction::Redaction;
use super::subscriptions::{read, written};
use crate::changes::{Content, Lookout, content};
use crate::{Engine, Error, Result};

/// Changes that are told in one file at most.
const PART: usize = 500;
/// How long changes are gathered.
const PAUSE: Duration = Duration::from_millis(100);
/// How often it is looked for what other nodes committed.
const INTERVAL: Duration = Duration::from_millis(500);
/// How often it is looked for files that are too old.
const SWEEPS_EVERY: Duration = Duration::from_mins(1);

/// The values of records, by their types and ids.
type Records = HashMap<(ObjectTypeId, RecordId), Properties>;

impl Engine {
    /// Publishes what happens in accounts that apps subscribed to, for as long as the server runs.
    pub async fn keep_journal(self: Arc<Self>) {
        let mut grown = self.database.grown_logs();
        let (mut lookout, mut swept) = (Lookout::default(), tokio::time::Instant::now());
        loop {
            if lookout.is_due(&self.database) && !self.fill_journal_now().await {
                lookout.look_again();
            }
            if swept.elapsed() >= SWEEPS_EVERY {
                swept = tokio::time::Instant::now();
                if let Err(error) = self.sweep_journal().await {
                    tracing::warn!(%error, "could not forget old files of the journal; tries again later");
                }
            }
            if let Ok(Err(RecvError::Closed)) = tokio::time::timeout(INTERVAL, grown.recv()).await {
                return;
            }
            tokio::time::sleep(PAUSE).await;
            // Whatever came meanwhile is published with it.
            grown = grown.resubscribe();
        }
    }

    /// Publishes everything that is committed; false when something could not be.
    pub async fn fill_journal_now(&self) -> bool {
        let behind = match rows::behind(&self.database).await {
            Ok(behind) => behind,
            Err(error) => {
                tracing::error!(%error, "cannot look for what the journal is to tell");
                return false;
            }
        };
        let mut is_whole = true;
        for (account, mut cursor) in behind {
            loop {
                match self.publish_some(account, cursor).await {
                    Ok(Some(next)) => cursor = next,
                    Ok(None) => break,
                    Err(error) => {
                        tracing::error!(%error, %account, "cannot publish what happened");
                        is_whole = false;
                        break;
                    }
                }
            }
        }
        is_whole
    }

    /// Publishes the changes of an account that follow one, and returns how far that is; none when nothing is left, or
    /// somebody else publishes them.
    async fn publish_some(&self, account: AccountId, cursor: i64) -> Result<Option<i64>> {
        let changes = changes::after(&self.database, account, cursor, PART).await?;
        let Some(last) = changes.last() else { return Ok(None) };
        let mut next = last.sequence;
        let mut told = Vec::with_capacity(changes.len());
        for change in changes {
            let content = content(&change)?;
            if let Content::Anew { through } = content {
                // What stands up to there tells what the account is, and no news.
                (next, told) = (through, Vec::new());
                break;
            }
            told.push((change, content));
        }
        let types = told.iter().map(|(change, _)| change.object_type).collect();
        let redaction = self.redaction(account, types).await?;
        for (change, content) in &mut told {
            redaction.hide_changed(change.object_type, content);
        }
        let now = self.clock.now();
        let work = self.database.transaction::<_, Error, _>(move |tx| {
            Box::pin(async move { publish(tx, account, (cursor, next), (told, redaction), now).await })
        });
        Ok(work.await?.then_some(next))
    }
}

/// Publishes changes and moves the cursor; false when nobody wants them, or somebody else did.
async fn publish(
    tx: &mut Tx,
    account: AccountId,
    (cursor, next): (i64, i64),
    (changes, redaction): (Vec<(Change, Content)>, Redaction),
    now: Timestamp,
) -> Result<bool> {
    if rows::lock(tx, account).await? != Some(cursor) {
        return Ok(false);
    }
    let subscriptions = rows::followed(tx, account).await?;
    if subscriptions.is_empty() {
        rows::end(tx, account).await?;
        return Ok(false);
    }
    let plans = plans(tx, account, subscriptions).await?;
    let records = records(tx, account, &plans, (&changes, &redaction)).await?;
    let mut files: BTreeMap<(AppKey, i64), Vec<Event>> = BTreeMap::new();
    for (change, content) in &changes {
        let known = |name: &str| {
            let values = records.get(&(change.object_type, change.record))?;
            values.get(name).map(str::to_owned)
        };
        for (subscription, plan) in &plans {
            if change.sequence > subscription.begins_after && plan.concerns(change) {
                for event in plan.events(change, content, &known) {
                    files.entry((subscription.app, event.portal)).or_default().push(event);
                }
            }
        }
    }
    for ((app, portal), events) in files {
        let file = NewFile { app, portal: AccountId(portal), events: written(&events) };
        rows::insert(tx, &file, now).await?;
    }
    rows::advance(tx, account, next).await?;
    Ok(true)
}

/// What the subscriptions ask for, as far as their apps may know it.
async fn plans(
    tx: &mut Tx,
    account: AccountId,
    subscriptions: Vec<FollowedSubscription>,
) -> Result<Vec<(FollowedSubscription, Plan)>> {
    let mut filters: HashMap<i64, Vec<_>> = HashMap::new();
    for filter in rows::filters(tx, account).await? {
        filters.entry(filter.subscription).or_default().push(read(&filter.conditions)?);
    }
    let mut plans = Vec::with_capacity(subscriptions.len());
    for subscription in subscriptions.into_iter().filter(|subscription| subscription.is_allowed) {
        let definition: super::Definition = read(&subscription.definition)?;
        let Some(subject) = Subject::parse(&definition.subject) else { continue };
        let filters = filters.remove(&subscription.id).unwrap_or_default();
        let plan = Plan { app: subscription.app.app, portal: account, subject, definition, filters };
        plans.push((subscription, plan));
    }
    Ok(plans)
}

/// The values of those records that filters ask about.
async fn records(
    tx: &mut Tx,
    account: AccountId,
    plans: &[(FollowedSubscription, Plan)],
    (changes, redaction): (&[(Change, Content)], &Redaction),
) -> Result<Records> {
    let mut wanted: BTreeMap<ObjectTypeId, BTreeSet<RecordId>> = BTreeMap::new();
    for (change, _) in changes.iter().filter(|(change, _)| change.kind != Kind::PrivacyDelete) {
        let is_asked = |(_, plan): &(_, Plan)| !plan.filters.is_empty() && plan.concerns(change);
        if plans.iter().any(is_asked) {
            wanted.entry(change.object_type).or_default().insert(change.record);
        }
    }
    let mut found = Records::new();
    for (object_type, ids) in wanted {
        let ids: Vec<_> = ids.into_iter().collect();
        for archived in [false, true] {
            let scope = Scope { account, object_type, archived };
            for record in records::read_many_in(tx, scope, &ids).await?.into_iter().flatten() {
                let usual = object_type::usual(object_type);
                let mut values = properties_text::parse(&record.properties, usual)?;
                redaction.hide(object_type, &mut values);
                values.insert("hs_object_id", record.id.to_string());
                found.entry((object_type, record.id)).or_insert(values);
            }
        }
    }
    Ok(found)
}
