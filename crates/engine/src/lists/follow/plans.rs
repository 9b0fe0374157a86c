//! What the lists of an account ask, ready to be asked.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use linchpin_domain::filter::Filter;
use linchpin_domain::{AccountId, ListId, ListKind, ListStatus, ObjectType, ObjectTypeId, Timestamp};
use linchpin_store::lists::{self, List};
use linchpin_store::{Tx, log_cursors, schema};
use serde_json::Value;

use super::triggers::Triggers;
use super::{READER, time};
use crate::lists::filters::{Compiler, Definitions, Strictness};
use crate::schema::TypeSchema;
use crate::{Engine, Result};

/// What the lists of an account ask.
#[derive(Default)]
pub(super) struct Plans {
    /// The newest change when they were read.
    pub(super) as_of: i64,
    /// The version of the schema that they were made under.
    pub(super) version: i64,
    /// The last change that was followed.
    cursor: AtomicI64,
    /// The lists, in the order of their ids.
    pub(super) all: Vec<Plan>,
    /// When each has to be asked.
    pub(super) triggers: Triggers,
    /// The schemas of all types that they ask about.
    pub(super) schemas: BTreeMap<ObjectTypeId, Arc<TypeSchema>>,
}

/// A list that follows its filters, or is filled.
pub(super) struct Plan {
    /// The list.
    pub(super) list: List,
    /// The type of its records.
    pub(super) object_type: &'static ObjectType,
    /// Its filters in their one form, and what they refer to.
    filters: Value,
    definitions: Definitions,
    /// What they ask, as of a moment.
    filter: Arc<Filter>,
    /// Whether they ask something else at another moment.
    pub(super) is_timed: bool,
}

impl Plan {
    /// The list's id.
    pub(super) fn id(&self) -> ListId {
        self.list.id
    }

    /// Whether members leave that do not pass: not those whom somebody added by hand to a list that is asked only once.
    pub(super) fn lets_leave(&self) -> bool {
        self.list.kind == ListKind::Dynamic || self.list.converted_at.is_some()
    }

    /// What the list asks at a moment.
    pub(super) fn filter(&self, now: Timestamp) -> Arc<Filter> {
        if self.is_timed { Arc::new(self.compiled(now)) } else { Arc::clone(&self.filter) }
    }

    fn compiled(&self, now: Timestamp) -> Filter {
        compiled(&self.filters, &self.definitions, self.object_type, now)
    }
}

/// What filters ask at a moment; those that no longer have a form that is known are true of nothing.
fn compiled(filters: &Value, definitions: &Definitions, object_type: &ObjectType, now: Timestamp) -> Filter {
    let compiler = Compiler { definitions, now, strictness: Strictness::Keep };
    compiler.filter(object_type.id, filters).unwrap_or(Filter::NOTHING)
}

impl Plans {
    /// Whether no list follows anything.
    pub(super) fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// The last change that was followed, as far as this node knows.
    pub(super) fn cursor(&self) -> i64 {
        self.cursor.load(Ordering::Relaxed)
    }

    /// Notes that everything up to a change was followed.
    pub(super) fn moved(&self, to: i64) {
        self.cursor.store(to, Ordering::Relaxed);
    }
}

/// What a moment says of an account's lists.
struct Read {
    /// The newest change, and the version of the schema.
    state: (i64, i64),
    /// The last change that was followed.
    cursor: i64,
    lists: Vec<List>,
}

/// Reads the lists that follow their filters or are being filled, and how far the log was followed.
///
/// Where none of them depends on what was followed, because all wait to be filled, following begins here.
async fn read(tx: &mut Tx, account: AccountId, now: Timestamp) -> Result<Read> {
    let mut lists = lists::followed(tx, account).await?;
    let mut state = schema::state_in(tx, account).await?;
    if lists.is_empty() {
        return Ok(Read { state, cursor: state.0, lists });
    }
    log_cursors::begin(tx, account, READER, state.0).await?;
    log_cursors::begin(tx, account, time::READER, now.0).await?;
    let mut cursor = log_cursors::lock(tx, account, READER).await?.unwrap_or(state.0);
    // Nobody moves a list on from here to the commit.
    lists = lists::followed(tx, account).await?;
    state = schema::state_in(tx, account).await?;
    let is_waiting = |list: &List| list.status == ListStatus::Processing && list.built_to == 0;
    if lists.iter().all(is_waiting) {
        cursor = state.0;
        log_cursors::put(tx, account, READER, cursor).await?;
    }
    Ok(Read { state, cursor, lists })
}

impl Engine {
    /// Reads what the lists of an account ask now.
    pub(super) async fn read_plans(&self, account: AccountId) -> Result<Plans> {
        let now = self.now(account);
        let work = self.database.transaction(move |tx| Box::pin(async move { read(tx, account, now).await }));
        let Read { state: (as_of, version), cursor, lists } = work.await?;
        self.schemas.seen_version(account, version);
        let mut plans = Plans { as_of, version, cursor: AtomicI64::new(cursor), ..Plans::default() };
        for list in lists {
            let Some(object_type) = self.own_types(account).await?.by_id(list.object_type) else { continue };
            let filters = list.filters.as_deref().and_then(|text| serde_json::from_str(text).ok());
            let filters: Value = filters.unwrap_or_default();
            let definitions = self.definitions(account, (object_type, version), &filters).await?;
            let filter = compiled(&filters, &definitions, object_type, now);
            // Whatever names now asks something else long after.
            let later = compiled(&filters, &definitions, object_type, Timestamp(now.0 + A_LONG_TIME));
            plans.schemas.extend(definitions.schemas().map(|(id, schema)| (id, Arc::clone(schema))));
            plans.triggers.add(plans.all.len(), object_type.id, &filter);
            let (is_timed, filter) = (filter != later, Arc::new(filter));
            plans.all.push(Plan { list, object_type, filters, definitions, filter, is_timed });
        }
        Ok(plans)
    }
}

/// More than any unit of the calendar, in milliseconds.
const A_LONG_TIME: i64 = 3 * 366 * 86_400_000;
