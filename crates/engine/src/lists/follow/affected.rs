//! Which lists have to be asked about which records because of what happened.

use std::collections::{BTreeMap, BTreeSet};

use linchpin_domain::filter::{Filter, Key, Kind as ValueKind, Link, Test};
use linchpin_domain::{AccountId, ListId, ObjectTypeId, RecordId};
use linchpin_store::associations::Direction;
use linchpin_store::changes::{Kind, Line};
use serde_json::Value;

use super::plans::Plans;
use super::triggers::{Step, Trigger, Watch};
use crate::{Engine, Result};

/// The lists to ask about one record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Asked {
    /// All lists of its type.
    pub(super) all: bool,
    /// These, by their plans.
    pub(super) plans: BTreeSet<usize>,
}

/// The lists to ask, by type and record.
pub(super) type Affected = BTreeMap<ObjectTypeId, BTreeMap<RecordId, Asked>>;

/// The records that changed in the same way.
type Changed = BTreeMap<Trigger, BTreeSet<RecordId>>;

impl Engine {
    /// Works out what lines of the log make worth asking.
    pub(super) async fn affected(
        &self,
        account: AccountId,
        plans: &Plans,
        lines: &[Line],
    ) -> Result<Affected> {
        let mut affected = Affected::new();
        for (trigger, records) in changed(plans, lines) {
            if let Trigger::Presence(object_type) = trigger {
                ask_all(plans, object_type, &records, &mut affected);
            }
            let is_presence = matches!(trigger, Trigger::Presence(_));
            for watch in plans.triggers.of(&trigger) {
                if is_presence && watch.path.is_empty() {
                    // Its list was asked about all of them already.
                    continue;
                }
                self.watched(account, plans, watch, &records, &mut affected).await?;
            }
        }
        Ok(affected)
    }

    /// Adds the records from which the path of a watch leads to others that changed, with its lists.
    pub(super) async fn watched(
        &self,
        account: AccountId,
        plans: &Plans,
        watch: &Watch,
        records: &BTreeSet<RecordId>,
        affected: &mut Affected,
    ) -> Result<()> {
        let mut records = records.clone();
        for step in watch.path.iter().rev() {
            records = self.leading(account, plans, step, &records).await?;
        }
        // They are all of one type, that of the records which the path begins at.
        let Some(first) = watch.plans.first() else { return Ok(()) };
        let of_type = affected.entry(plans.all[*first].object_type.id).or_default();
        for record in records {
            of_type.entry(record).or_default().plans.extend(&watch.plans);
        }
        Ok(())
    }

    /// The records from which a step leads to others.
    async fn leading(
        &self,
        account: AccountId,
        plans: &Plans,
        step: &Step,
        records: &BTreeSet<RecordId>,
    ) -> Result<BTreeSet<RecordId>> {
        let mut leading = BTreeSet::new();
        match &step.link {
            Link::Association { to, .. } => {
                let direction = Direction { account, from: *to, to: step.from };
                leading.extend(self.reached(direction, records.iter().copied(), usize::MAX).await?);
            }
            Link::Property { name, .. } => {
                let Some(schema) = plans.schemas.get(&step.from) else { return Ok(leading) };
                let Some(property) = schema.get(name) else { return Ok(leading) };
                let kind = ValueKind::of(property);
                let keys: Vec<Key> = records.iter().filter_map(|id| kind.key(&id.to_string())).collect();
                let filter = Filter::property(name.clone(), kind, Test::OneOf(keys));
                leading.extend(self.candidates(account, schema, filter.into()).await?.ids);
            }
        }
        Ok(leading)
    }
}

/// All lists of a type are to be asked about records that came or went.
fn ask_all(plans: &Plans, object_type: ObjectTypeId, records: &BTreeSet<RecordId>, affected: &mut Affected) {
    if plans.all.iter().any(|plan| plan.object_type.id == object_type) {
        let of_type = affected.entry(object_type).or_default();
        for record in records {
            of_type.entry(*record).or_default().all = true;
        }
    }
}

/// What changed of which records, as far as any list watches it.
fn changed(plans: &Plans, lines: &[Line]) -> Changed {
    let mut changed = Changed::new();
    let mut add = |trigger: Trigger, record| {
        if !plans.triggers.of(&trigger).is_empty() {
            changed.entry(trigger).or_default().insert(record);
        }
    };
    for line in lines {
        let (object_type, record) = (line.object_type, line.record);
        match line.kind {
            Kind::Create | Kind::Restore | Kind::Archive | Kind::Merge | Kind::PrivacyDelete => {
                add(Trigger::Presence(object_type), record);
            }
            Kind::Update if plans.triggers.watches(object_type) => {
                let modified =
                    plans.schemas.get(&object_type).map(|schema| schema.object_type.modified_property);
                for name in names(&line.text).into_iter().chain(modified.map(str::to_owned)) {
                    add(Trigger::Property(object_type, name.into()), record);
                }
            }
            Kind::Associate | Kind::Dissociate => {
                if let Some((to, other)) = other(&line.text) {
                    add(Trigger::Pair(object_type, to), record);
                    add(Trigger::Pair(to, object_type), other);
                }
            }
            Kind::Join | Kind::Leave => {
                if let Some(list) = list(&line.text) {
                    add(Trigger::Member(list), record);
                }
            }
            Kind::Update
            | Kind::Erased
            | Kind::Schema
            | Kind::List
            | Kind::Install
            | Kind::Uninstall
            | Kind::Reset => {}
        }
    }
    changed
}

fn parsed(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_default()
}

/// The properties that an update changed.
fn names(text: &str) -> Vec<String> {
    match parsed(text) {
        Value::Object(values) => values.into_iter().map(|(name, _)| name).collect(),
        _ => Vec::new(),
    }
}

/// The other end of a pair.
fn other(text: &str) -> Option<(ObjectTypeId, RecordId)> {
    let text = parsed(text);
    Some((text["toType"].as_str()?.parse().ok()?, RecordId::parse(text["to"].as_str()?)?))
}

/// The list that a record joined or left.
fn list(text: &str) -> Option<ListId> {
    ListId::parse(parsed(text)["list"].as_str()?)
}
