//! What becomes of two records that are merged: a new record, with an id of its own.
//!
//! HubSpot's changelog has merges of contacts and companies make a new record, as those of all other types did before.
//! The values of the primary record win; the other one fills what is empty there.

use crate::{ObjectType, ObjectTypeId, Properties, RecordId, Timestamp};

/// The merges that may lie behind one record (documented).
pub const MAX_MERGES: usize = 250;

/// The ids of the records that a record was made of, the older merges first.
pub const MERGED_IDS: &str = "hs_merged_object_ids";
/// Each merge adds its two records.
const IDS_OF_A_MERGE: usize = 2;

const EMAIL: &str = "email";
const SECONDARY_EMAILS: &str = "hs_additional_emails";
/// The ids of a contact, its own first.
const ALL_VIDS: &str = "hs_all_contact_vids";
/// The ids that were merged into a contact, each with the time at which that was.
const MERGED_VIDS: &str = "hs_calculated_merged_vids";
/// Where only the further of two stages counts.
const LIFECYCLE_STAGE: &str = "lifecyclestage";

/// One of the two records.
#[derive(Clone, Copy, Debug)]
pub struct Part<'a> {
    /// Its id.
    pub id: RecordId,
    /// Its values.
    pub properties: &'a Properties,
}

/// Two records that become one.
#[derive(Clone, Copy, Debug)]
pub struct Merge<'a> {
    /// Their type.
    pub object_type: &'a ObjectType,
    /// The id of the new record.
    pub id: RecordId,
    /// When it happens.
    pub now: Timestamp,
    /// The record whose values win.
    pub primary: Part<'a>,
    /// The other one.
    pub other: Part<'a>,
}

/// The ids of the records that a record was made of.
pub fn merged_ids(properties: &Properties) -> impl Iterator<Item = RecordId> {
    list(properties, MERGED_IDS).filter_map(RecordId::parse)
}

impl Merge<'_> {
    /// How many merges would lie behind the new record.
    pub fn n_merges(&self) -> usize {
        let behind = |part: &Part<'_>| merged_ids(part.properties).count() / IDS_OF_A_MERGE;
        behind(&self.primary) + behind(&self.other) + 1
    }

    /// The values of the new record, before those that fill themselves follow; `is_writable` tells whether clients may
    /// set a property.
    ///
    /// What clients cannot set tells the story of one record, such as its stages, and stays the primary one's.
    pub fn properties(&self, is_writable: impl Fn(&str) -> bool) -> Properties {
        let mut new = self.primary.properties.clone();
        for (name, value) in self.other.properties.iter() {
            if !value.is_empty() && new.filled(name).is_none() && is_writable(name) && !self.is_place(name) {
                new.insert(name.to_owned(), value);
            }
        }
        self.place(&mut new);
        self.name_parts(&mut new);
        if self.object_type.id == ObjectTypeId::standard(1) {
            self.keep_addresses(&mut new);
        }
        new
    }

    fn is_place(&self, name: &str) -> bool {
        self.object_type.stages.is_some_and(|stages| name == stages.pipeline || name == stages.stage)
    }

    /// Takes the other record's place in a pipeline if the primary one has none: a stage alone means nothing.
    ///
    /// Of two lifecycle stages the further one counts (documented): this is a step that the primary one may take.
    fn place(&self, new: &mut Properties) {
        let Some(stages) = self.object_type.stages else { return };
        let has_place = [stages.pipeline, stages.stage].into_iter().any(|name| new.filled(name).is_some());
        if has_place && stages.stage != LIFECYCLE_STAGE {
            return;
        }
        for name in [stages.pipeline, stages.stage] {
            if let Some(value) = self.other.properties.filled(name) {
                new.insert(name, value);
            }
        }
    }

    /// Notes what the new record is made of, and its own id where values hold it.
    fn name_parts(&self, new: &mut Properties) {
        let Self { id, now, primary, other, object_type } = *self;
        let both = [primary, other];
        let older = both.into_iter().flat_map(|part| list(part.properties, MERGED_IDS));
        let mut ids: Vec<String> = older.map(str::to_owned).collect();
        ids.extend(both.map(|part| part.id.to_string()));
        new.insert(MERGED_IDS, ids.join(";"));
        if object_type.id == ObjectTypeId::standard(1) {
            let older = both.into_iter().flat_map(|part| list(part.properties, MERGED_VIDS));
            let mut vids: Vec<String> = older.map(str::to_owned).collect();
            vids.extend(both.map(|part| format!("{}:{}", part.id, now.0)));
            new.insert(MERGED_VIDS, vids.join(";"));
            new.insert(ALL_VIDS, format!("{id};{}", ids.join(";")));
        }
        for (name, value) in
            [("hs_ticket_id", id.to_string()), ("hs_obj_coords", format!("{}-{id}", object_type.id))]
        {
            if new.get(name).is_some() {
                new.insert(name, value);
            }
        }
    }

    /// Keeps the addresses that the new contact does not have as its own, so that it is still found by them.
    fn keep_addresses(&self, new: &mut Properties) {
        let own = new.filled(EMAIL).unwrap_or_default().to_owned();
        let mut kept: Vec<&str> = Vec::new();
        for part in [self.primary, self.other] {
            let addresses = list(part.properties, SECONDARY_EMAILS).chain(part.properties.filled(EMAIL));
            for address in addresses {
                if address != own && !kept.contains(&address) {
                    kept.push(address);
                }
            }
        }
        if !kept.is_empty() {
            new.insert(SECONDARY_EMAILS, kept.join(";"));
        }
    }
}

/// The entries of a list in a value.
fn list<'a>(properties: &'a Properties, name: &str) -> impl Iterator<Item = &'a str> {
    properties.filled(name).unwrap_or_default().split(';').filter(|entry| !entry.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::object_type;

    const NOW: Timestamp = Timestamp(1_772_600_767_089);

    fn values(pairs: &[(&'static str, &str)]) -> Properties {
        pairs.iter().copied().collect()
    }

    /// Merges records 1 and 2 into record 3; properties that begin with `hs_` are read only.
    fn merged(plural: &str, primary: &Properties, other: &Properties) -> Properties {
        let merge = Merge {
            object_type: object_type::find(plural).unwrap(),
            id: RecordId(3),
            now: NOW,
            primary: Part { id: RecordId(1), properties: primary },
            other: Part { id: RecordId(2), properties: other },
        };
        merge.properties(|name| !name.starts_with("hs_"))
    }

    #[test]
    fn the_primary_record_wins_and_the_other_one_fills_gaps() {
        let primary = values(&[("name", "One"), ("phone", ""), ("hs_note", "1")]);
        let other = values(&[("name", "Two"), ("phone", "555"), ("city", "Paris"), ("hs_other", "2")]);
        let expected = values(&[
            ("name", "One"),
            ("phone", "555"),
            ("city", "Paris"),
            ("hs_note", "1"),
            (MERGED_IDS, "1;2"),
        ]);
        assert_eq!(merged("companies", &primary, &other), expected);
    }

    #[test]
    fn a_stage_moves_with_its_pipeline_or_not_at_all() {
        let placed = values(&[("pipeline", "p"), ("dealstage", "s")]);
        for (primary, expected) in [
            (values(&[]), [Some("p"), Some("s")]),
            (values(&[("pipeline", "q")]), [Some("q"), None]),
            (values(&[("pipeline", "q"), ("dealstage", "t")]), [Some("q"), Some("t")]),
        ] {
            let new = merged("deals", &primary, &placed);
            assert_eq!(["pipeline", "dealstage"].map(|name| new.get(name)), expected);
        }
    }

    #[test]
    fn all_addresses_and_ids_of_contacts_are_kept() {
        let primary = values(&[
            ("email", "a@example.com"),
            ("hs_additional_emails", "c@example.com"),
            (MERGED_IDS, "7;8"),
            (MERGED_VIDS, "7:1;8:1"),
        ]);
        let other = values(&[
            ("email", "b@example.com"),
            ("hs_additional_emails", "c@example.com;a@example.com"),
            (MERGED_IDS, "5;6"),
        ]);
        let new = merged("contacts", &primary, &other);
        for (name, expected) in [
            ("email", "a@example.com"),
            ("hs_additional_emails", "c@example.com;b@example.com"),
            (MERGED_IDS, "7;8;5;6;1;2"),
            (MERGED_VIDS, "7:1;8:1;1:1772600767089;2:1772600767089"),
            (ALL_VIDS, "3;7;8;5;6;1;2"),
        ] {
            assert_eq!(new.get(name), Some(expected), "{name}");
        }
        assert_eq!(merged_ids(&new).count(), 6);
    }

    #[test]
    fn an_address_moves_to_a_contact_without_one() {
        let new = merged("contacts", &values(&[]), &values(&[("email", "b@example.com")]));
        assert_eq!(new.get("email"), Some("b@example.com"));
        assert_eq!(new.get("hs_additional_emails"), None);
    }

    #[test]
    fn values_that_hold_the_id_hold_the_new_one() {
        let new = merged("tickets", &values(&[("hs_ticket_id", "1")]), &values(&[("hs_ticket_id", "2")]));
        assert_eq!(new.get("hs_ticket_id"), Some("3"));
        let new = merged("notes", &values(&[("hs_obj_coords", "0-46-1")]), &values(&[]));
        assert_eq!(new.get("hs_obj_coords"), Some("0-46-3"));
    }
}
