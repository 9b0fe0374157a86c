//! The account's own association labels: create, change, and delete those that no record has.

use linchpin_domain::{AssociationType, AssociationTypeId, RecordId, limits};
use linchpin_store::association_labels::{self as rows, LabelRow};
use linchpin_store::associations::{self, Direction};
use linchpin_store::changes::{self, Kind, NewChange, Place};
use linchpin_store::{Tx, association_limits, schema};
use serde_json::json;

use super::rules::Rules;
use super::{Ends, Labels, Refusal};
use crate::schema::Action;
use crate::{Engine, Error, Principal, Result};

/// A label to create.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewLabel {
    /// The internal name.
    pub name: String,
    /// What people read.
    pub label: String,
    /// What people read at the other end; none for the same text at both.
    pub inverse_label: Option<String>,
}

/// New texts of a label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LabelUpdate {
    /// Which label.
    pub id: AssociationTypeId,
    /// What people read.
    pub label: String,
    /// What people read at the other end; none leaves a text of its own as it is.
    pub inverse_label: Option<String>,
}

/// The labels of an account while they change.
pub(super) struct Change {
    pub(super) direction: Direction,
    pub(super) labels: Labels,
    /// The rows to write, then the ids to delete.
    pub(super) put: Vec<LabelRow>,
    pub(super) deleted: Vec<AssociationTypeId>,
    /// Limits to set, or to take away.
    pub(super) limits: Vec<(AssociationTypeId, Option<i64>)>,
}

impl Engine {
    /// Creates a label and returns its types: first the one in the direction of `ends`, then the other side's.
    pub async fn create_association_label(
        &self,
        principal: &Principal,
        ends: Ends,
        new: NewLabel,
    ) -> Result<Vec<AssociationType>> {
        let created = self.change_labels(principal, ends, |change| create(change, new)).await?;
        let labels = self.fresh_labels(principal.account).await?;
        Ok(created.iter().filter_map(|row| labels.by_id(row.id)).cloned().collect())
    }

    /// Changes the texts of a label.
    pub async fn update_association_label(
        &self,
        principal: &Principal,
        ends: Ends,
        update: LabelUpdate,
    ) -> Result<()> {
        self.change_labels(principal, ends, |change| self::update(change, update)).await
    }

    /// Deletes a label that no two records have, in both directions.
    pub async fn delete_association_label(
        &self,
        principal: &Principal,
        ends: Ends,
        id: AssociationTypeId,
    ) -> Result<()> {
        let delete = move |change: &mut Change| {
            let row = change.find(id)?;
            change.deleted.push(id);
            if row.inverse != id {
                change.deleted.push(row.inverse);
            }
            Ok(())
        };
        self.change_labels(principal, ends, delete).await
    }

    /// Changes the labels between two object types whose records can be associated.
    pub(super) async fn change_labels<T: Send + 'static>(
        &self,
        principal: &Principal,
        ends: Ends,
        work: impl FnOnce(&mut Change) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let direction = Direction { account: principal.account, from: ends.from.id, to: ends.to.id };
        let work = move |change: &mut Change| {
            Rules::new(&change.labels, direction)?;
            work(change)
        };
        self.change_types(principal, direction, work).await
    }

    /// Changes the types that an account defined: `work` sees them locked and says what is to be stored.
    pub(super) async fn change_types<T: Send + 'static>(
        &self,
        principal: &Principal,
        direction: Direction,
        work: impl FnOnce(&mut Change) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let (by, now) = (principal.clone(), self.now(principal.account));
        let account = by.account;
        let (done, version) = self
            .database
            .transaction::<_, Error, _>(move |tx| {
                Box::pin(async move {
                    let version = schema::raise_version(tx, account).await?;
                    let labels = Labels::new(
                        version,
                        rows::all_in(tx, account).await?,
                        association_limits::all_in(tx, account).await?,
                    );
                    let mut change = Change {
                        direction,
                        labels,
                        put: Vec::new(),
                        deleted: Vec::new(),
                        limits: Vec::new(),
                    };
                    let done = work(&mut change)?;
                    let logged = change.store(tx).await?;
                    let origin = by.origin();
                    let changes: Vec<_> = logged
                        .iter()
                        .map(|text| NewChange {
                            object_type: direction.from,
                            record: SCHEMA,
                            kind: Kind::Schema,
                            properties: text,
                            origin: &origin,
                        })
                        .collect();
                    let place = Place { account, at: now };
                    changes::append(tx, place, version, &changes).await?;
                    Ok((done, version))
                })
            })
            .await?;
        self.schemas.seen_version(account, version);
        Ok(done)
    }
}

/// The record that changes of the schema are logged under.
pub(super) const SCHEMA: RecordId = RecordId(0);

impl Change {
    /// One of the account's own types between the two object types.
    fn find(&self, id: AssociationTypeId) -> Result<LabelRow> {
        let Direction { from, to, .. } = self.direction;
        let found = self.labels.own(from, to).find(|row| row.id == id);
        found.map(row).ok_or(Error::from(Refusal::LabelNotFound(id)))
    }

    /// Writes what changed and returns it as the log keeps it.
    async fn store(&self, tx: &mut Tx) -> Result<Vec<String>> {
        let account = self.direction.account;
        let mut logged = Vec::with_capacity(self.put.len() + self.deleted.len());
        for row in &self.put {
            rows::put(tx, account, row).await?;
            let is_known = self.labels.by_id(row.id).is_some();
            logged.push(log_text(row, if is_known { Action::Update } else { Action::Create }));
        }
        for id in &self.deleted {
            // Both directions of a pair have a label, so that looking at one of them would do for both.
            if associations::is_used(tx, self.direction, *id).await? {
                return Err(Refusal::LabelInUse(*id).into());
            }
            rows::delete(tx, account, *id).await?;
            association_limits::delete(tx, account, *id).await?;
            let gone = json!({ "id": id.0, "action": Action::Delete, "deleted": true });
            logged.push(json!({ "associationLabel": gone }).to_string());
        }
        for (id, max) in &self.limits {
            match max {
                Some(max) => association_limits::put(tx, account, (*id, *max)).await?,
                None => association_limits::delete(tx, account, *id).await?,
            }
            logged.push(json!({ "associationLimit": { "id": id.0, "max": max } }).to_string());
        }
        Ok(logged)
    }
}

/// A type as the change log keeps it.
pub(super) fn log_text(row: &LabelRow, action: Action) -> String {
    json!({ "associationLabel": {
        "id": row.id.0,
        "action": action,
        "from": row.from.to_string(),
        "to": row.to.to_string(),
        "inverse": row.inverse.0,
        "name": row.name,
        "label": row.label,
    }})
    .to_string()
}

fn row(own: &AssociationType) -> LabelRow {
    LabelRow {
        id: own.id,
        from: own.from,
        to: own.to,
        inverse: own.inverse.unwrap_or(own.id),
        name: own.name.to_string(),
        label: own.label.as_deref().unwrap_or_default().to_owned(),
    }
}

fn create(change: &mut Change, new: NewLabel) -> Result<Vec<LabelRow>> {
    if !is_name(&new.name) || new.label.trim().is_empty() {
        return Err(Refusal::InvalidLabelName(new.name).into());
    }
    let Direction { from, to, .. } = change.direction;
    let mut own = change.labels.own(from, to);
    if own.any(|row| row.name.eq_ignore_ascii_case(&new.name)) {
        return Err(Refusal::LabelExists(new.name).into());
    }
    if change.labels.n_own(from, to) >= limits::ASSOCIATION_LABELS {
        return Err(Refusal::TooManyLabels(limits::ASSOCIATION_LABELS).into());
    }
    let id = change.labels.next_id();
    // Between two records of one object type, one text for both ends is one type.
    let is_single = from == to && new.inverse_label.is_none();
    let inverse = if is_single { id } else { AssociationTypeId(id.0 + 1) };
    let inverse_label = new.inverse_label.unwrap_or_else(|| new.label.clone());
    let forward = LabelRow { id, from, to, inverse, name: new.name.clone(), label: new.label };
    let mut created = vec![forward];
    if !is_single {
        // Names are unique in each direction; between records of one object type both share it.
        let name = if from == to { format!("{}_inverse", new.name) } else { new.name };
        created.push(LabelRow { id: inverse, from: to, to: from, inverse: id, name, label: inverse_label });
    }
    change.put.extend(created.iter().cloned());
    Ok(created)
}

fn update(change: &mut Change, update: LabelUpdate) -> Result<()> {
    let old = change.find(update.id)?;
    if update.label.trim().is_empty() {
        return Err(Refusal::InvalidLabelName(old.name).into());
    }
    let inverse = change.labels.by_id(old.inverse).filter(|inverse| inverse.id != old.id).map(row);
    if let Some(inverse) = inverse {
        // A label that has one text for both ends keeps having one.
        let shared = (inverse.label == old.label).then(|| update.label.clone());
        if let Some(label) = update.inverse_label.or(shared) {
            change.put.push(LabelRow { label, ..inverse });
        }
    }
    change.put.push(LabelRow { label: update.label, ..old });
    Ok(())
}

/// Documented: no hyphens, and no digit at the start.
fn is_name(name: &str) -> bool {
    let starts_well = !name.starts_with(|first: char| first.is_ascii_digit());
    !name.trim().is_empty() && name.len() <= 100 && starts_well && !name.contains('-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_have_no_hyphen_and_no_digit_at_the_start() {
        for name in ["employer", "Employer_2", "has space"] {
            assert!(is_name(name), "{name}");
        }
        for name in ["", " ", "2nd", "a-b", &"a".repeat(101)] {
            assert!(!is_name(name), "{name}");
        }
    }
}
