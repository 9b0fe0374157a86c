//! What the tables hold, and what their rollups and their log have to be by that.

use std::collections::HashMap;

use linchpin_domain::rollup::{self, Condition, Fold, Rollup, Source, Value as Read};
use linchpin_domain::{AccountId, ObjectTypeId, Properties, RecordId, Timestamp, object_type};
use linchpin_store::changes::{self, Kind};
use linchpin_store::{Database, Param, properties_text};
use linchpin_testkit::TestApp;
use serde_json::Value;

/// A live record.
pub(super) struct Stored {
    created_at: Timestamp,
    pub(super) values: Properties,
}

/// Everything that is live, and what it means to each other: from and to with the types in between.
pub(super) struct World {
    pub(super) records: HashMap<(ObjectTypeId, RecordId), Stored>,
    associations: Vec<[(ObjectTypeId, RecordId); 2]>,
    types: Vec<Vec<i32>>,
}

impl World {
    pub(super) async fn read(database: &Database, account: AccountId) -> Self {
        let account = [Param::Int(account.0)];
        let records = database
            .query(
                "SELECT object_type, id, created_at, properties FROM records WHERE account_id = $1 AND archived = 0",
                &account,
                |row| {
                    let key = (ObjectTypeId::from_code(row.int(0)?), RecordId(row.int(1)?));
                    let usual = object_type::by_id(key.0).expect("a standard type").usual;
                    let values = properties_text::parse(row.text(3)?, usual)?;
                    Ok((key, Stored { created_at: Timestamp(row.int(2)?), values }))
                },
            )
            .await
            .expect("the records read");
        let associations = database
            .query(
                "SELECT from_type, from_id, to_type, to_id, types FROM associations WHERE account_id = $1",
                &account,
                |row| {
                    let from = (ObjectTypeId::from_code(row.int(0)?), RecordId(row.int(1)?));
                    let to = (ObjectTypeId::from_code(row.int(2)?), RecordId(row.int(3)?));
                    let types = row.text(4)?.split(' ').map(|id| id.parse().expect("an id"));
                    Ok(([from, to], types.collect()))
                },
            )
            .await
            .expect("the associations read");
        let (associations, types) = associations.into_iter().unzip();
        Self { records: records.into_iter().collect(), associations, types }
    }

    /// What the children of a parent contribute to a rollup.
    fn contributions(&self, rollup: &Rollup, parent: RecordId, now: Timestamp) -> Vec<Vec<String>> {
        let mut found = Vec::new();
        for ([from, to], types) in self.associations.iter().zip(&self.types) {
            if *from != (rollup.parent, parent) {
                continue;
            }
            let source = rollup.sources.iter().find(|source| {
                let is_labeled = |label: rollup::Label| types.contains(&label.child.0);
                source.child == to.0 && source.label.is_none_or(is_labeled)
            });
            if let (Some(source), Some(child)) = (source, self.records.get(to)) {
                found.extend(contribution(source, to.1, child, now));
            }
        }
        found
    }
}

fn contribution(source: &Source, id: RecordId, child: &Stored, now: Timestamp) -> Option<Vec<String>> {
    let moment = |name| child.values.filled(name).and_then(Timestamp::parse);
    let holds = |condition: &Condition| match *condition {
        Condition::Is(name, value) => child.values.get(name) == Some(value),
        Condition::IsNot(name, value) => child.values.get(name) != Some(value),
        Condition::Has(name, value) => {
            child.values.get(name).is_some_and(|held| held.split(';').any(|held| held == value))
        }
        Condition::Filled(name) => child.values.filled(name).is_some(),
        Condition::Past(name) => moment(name).is_some_and(|at| at <= now),
        Condition::Future(name) => moment(name).is_some_and(|at| at > now),
    };
    let read = |value: &Read| match *value {
        Read::Id => id.to_string(),
        Read::Coordinates => format!("{}-{id}", source.child),
        Read::Text(text) => text.to_owned(),
        Read::CreatedAt => child.created_at.to_iso(),
        Read::Property(name) => child.values.get(name).unwrap_or_default().to_owned(),
    };
    let values: Vec<_> = source.values.iter().map(read).collect();
    (source.when.iter().all(holds) && values.first() != Some(&String::new())).then_some(values)
}

/// What the smallest number of the model is a whole number of.
const PARTS: f64 = 1_000_000.0;

/// What a rollup has to show, by its properties.
fn expected(rollup: &Rollup, children: &[Vec<String>]) -> Vec<String> {
    let key = |values: &&Vec<String>| (Timestamp::parse(&values[0]), (*values).clone());
    let one = match rollup.fold {
        Fold::Count => return vec![children.len().to_string()],
        Fold::Sum => {
            // Whole numbers of small parts, for doubles do not add up exactly.
            let parts =
                |values: &Vec<String>| (values[0].parse::<f64>().expect("a number") * PARTS).round() as i64;
            return vec![(children.iter().map(parts).sum::<i64>() as f64 / PARTS).to_string()];
        }
        Fold::Latest => children.iter().max_by_key(key),
        Fold::Earliest => children.iter().min_by_key(key),
    };
    one.cloned().unwrap_or_else(|| vec![String::new(); rollup.properties.len()])
}

/// What the log says that the records of this world hold.
pub(super) async fn replayed(app: &TestApp, world: &World) -> HashMap<RecordId, Properties> {
    let types: HashMap<_, _> = world.records.keys().map(|(object_type, id)| (*id, *object_type)).collect();
    let mut replayed: HashMap<RecordId, Properties> = HashMap::new();
    let log = changes::after(&app.database, app.account, 0, usize::MAX >> 1).await.expect("the log reads");
    for change in log {
        let Some(object_type) = types.get(&change.record).and_then(|id| object_type::by_id(*id)) else {
            continue;
        };
        let text: Value = serde_json::from_str(&change.properties).expect("the log holds JSON");
        let whole = match change.kind {
            Kind::Create => Some(change.properties.clone()),
            Kind::Merge => Some(text["properties"].to_string()),
            _ => None,
        };
        if let Some(whole) = whole {
            let values = properties_text::parse(&whole, object_type.usual).expect("the log holds a record");
            replayed.insert(change.record, values);
        } else if matches!(change.kind, Kind::Update | Kind::Restore) {
            let values = replayed.get_mut(&change.record).expect("it was created");
            for (name, pair) in text.as_object().expect("names and values") {
                match pair[1].as_str() {
                    _ if object_type.is_column(name) => None,
                    Some(value) => values.insert(name.clone(), value),
                    None => values.remove(name),
                };
            }
        }
    }
    replayed
}

/// Compares every rollup of every record with what its children make of it.
pub(in crate::crm::rollups) async fn check(app: &TestApp, after: &str) {
    app.engine.follow_up_now().await;
    let now = app.engine.clock().now();
    let world = World::read(&app.database, app.account).await;
    for ((object_type, id), record) in &world.records {
        for rollup in rollup::all().filter(|rollup| rollup.parent == *object_type) {
            let expected = expected(rollup, &world.contributions(rollup, *id, now));
            for (name, expected) in rollup.properties.iter().zip(expected) {
                let shown = record.values.get(name).unwrap_or_default();
                // A number that was never anything but zero is not there, and quotients that never end are cut off.
                let number = |text: &str| if text.is_empty() { Some(0.0) } else { text.parse::<f64>().ok() };
                let both = number(shown).zip(number(&expected));
                let is_near = both.is_some_and(|(left, right)| (left - right).abs() < 2.0 / PARTS);
                let is_number = matches!(rollup.fold, Fold::Count | Fold::Sum);
                let is_same = shown == expected || (is_number && is_near);
                assert!(
                    is_same,
                    "{object_type} {id} shows {name} = {shown:?}, not {expected:?}, after {after}"
                );
            }
        }
    }
}
