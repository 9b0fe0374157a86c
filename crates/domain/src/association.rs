//! What records can mean to each other: the types of associations that every account has.
//!
//! A type has a direction: it leads from records of one object type to records of another, and what the other side
//! sees has an id of its own.
//! The table is text inside the binary, one line for each type, its columns separated by tabs: the object type that
//! it leads from and the one that it leads to, its id, the id that the other side sees, `one` if a record has it to
//! one other record at most, its label, and the name that version 3 of the API has for it; `-` stands for none.

use std::borrow::Cow;
use std::fmt;
use std::sync::OnceLock;

use crate::ObjectTypeId;

const TABLE: &str = include_str!("../catalogue/associations.tsv");

/// The first id of the types that accounts define themselves.
///
/// HubSpot numbers them from 1 again; here the two ranges never meet, so that an id alone names a type.
pub const FIRST_OWN_ID: AssociationTypeId = AssociationTypeId(100_001);

/// The id of one meaning of an association, in one direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AssociationTypeId(pub i32);

impl AssociationTypeId {
    /// Who defined the type.
    pub const fn category(self) -> Category {
        if self.0 < FIRST_OWN_ID.0 { Category::HubSpotDefined } else { Category::UserDefined }
    }
}

impl fmt::Display for AssociationTypeId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(out)
    }
}

/// Who defined a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Category {
    /// HubSpot: every account has the type.
    HubSpotDefined,
    /// The account: the type is a label of its own.
    UserDefined,
}

impl Category {
    /// The category as it travels.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::HubSpotDefined => "HUBSPOT_DEFINED",
            Self::UserDefined => "USER_DEFINED",
        }
    }
}

/// One meaning of an association, in one direction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AssociationType {
    /// Its id.
    pub id: AssociationTypeId,
    /// The object type that it leads from.
    pub from: ObjectTypeId,
    /// The object type that it leads to.
    pub to: ObjectTypeId,
    /// What the other side sees; none where that is only the association itself.
    pub inverse: Option<AssociationTypeId>,
    /// A record has this type to one other record at most.
    pub exclusive: bool,
    /// What people read; none for the type that every association has.
    pub label: Option<Cow<'static, str>>,
    /// What version 3 of the API calls it.
    pub name: Cow<'static, str>,
}

impl AssociationType {
    /// Whether this is the type that every association between the two object types has.
    pub fn is_unlabeled(&self) -> bool {
        self.label.is_none()
    }

    /// Whether a record's first association to that object type gets this type without being asked for it: the
    /// primary company of a contact, deal or ticket.
    pub fn is_automatic(&self) -> bool {
        self.exclusive && matches!(self.id.0, 1 | 5 | 26)
    }
}

/// Every type that all accounts have, by object types; of two object types those with a label come first.
pub fn standard() -> &'static [AssociationType] {
    static TYPES: OnceLock<Vec<AssociationType>> = OnceLock::new();
    TYPES.get_or_init(|| TABLE.lines().filter(|line| !line.starts_with('#')).map(parse).collect())
}

/// The types that all accounts have from one object type to another, those with a label first.
pub fn between(from: ObjectTypeId, to: ObjectTypeId) -> &'static [AssociationType] {
    let types = standard();
    let pair = (from.code(), to.code());
    let start = types.partition_point(|row| (row.from.code(), row.to.code()) < pair);
    let n_types = types[start..].partition_point(|row| (row.from.code(), row.to.code()) == pair);
    &types[start..start + n_types]
}

/// The type that every association from one object type to another has; none where there can be no association.
pub fn unlabeled(from: ObjectTypeId, to: ObjectTypeId) -> Option<&'static AssociationType> {
    between(from, to).iter().find(|row| row.is_unlabeled())
}

/// The type of this id that all accounts have.
pub fn by_id(id: AssociationTypeId) -> Option<&'static AssociationType> {
    standard().iter().find(|row| row.id == id)
}

fn parse(line: &'static str) -> AssociationType {
    let mut columns = line.split('\t');
    let mut column = || columns.next().expect("a line of the embedded table has seven columns");
    let object_type = |text: &str| text.parse().expect("the embedded table names object types by their ids");
    let id = |text: &str| text.parse().ok().map(AssociationTypeId);
    AssociationType {
        from: object_type(column()),
        to: object_type(column()),
        id: id(column()).expect("a type of the embedded table has an id"),
        inverse: id(column()),
        exclusive: column() == "one",
        label: Some(column()).filter(|label| *label != "-").map(Cow::Borrowed),
        name: Cow::Borrowed(column()),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn the_table_is_in_order_and_names_no_id_twice() {
        let key = |row: &AssociationType| (row.from.code(), row.to.code(), row.is_unlabeled());
        assert!(standard().is_sorted_by_key(key));
        let ids: HashSet<_> = standard().iter().map(|row| row.id).collect();
        assert_eq!(ids.len(), standard().len());
        assert!(standard().iter().all(|row| row.id < FIRST_OWN_ID));
    }

    #[test]
    fn both_directions_lead_to_each_other() {
        for row in standard() {
            if let Some(inverse) = row.inverse {
                let inverse = by_id(inverse).unwrap();
                assert_eq!((inverse.from, inverse.to, inverse.inverse), (row.to, row.from, Some(row.id)));
                assert_eq!(inverse.is_unlabeled(), row.is_unlabeled(), "{}", row.name);
            }
            assert!(unlabeled(row.from, row.to).is_some(), "{}", row.name);
            assert!(unlabeled(row.to, row.from).is_some(), "{}", row.name);
        }
    }

    #[test]
    fn names_are_unique_between_two_object_types() {
        let names: HashSet<_> = standard().iter().map(|row| (row.from, row.to, &row.name)).collect();
        assert_eq!(names.len(), standard().len());
    }

    #[test]
    fn known_types_are_as_documented() {
        let (contact, company, deal) =
            (ObjectTypeId::standard(1), ObjectTypeId::standard(2), ObjectTypeId::standard(3));
        for (from, to, expected) in [
            (contact, company, "1 Primary, 931 Billing, 279 -"),
            (company, contact, "2 Primary, 930 Billing, 280 -"),
            (company, company, "13 Child Company, 14 Parent Company, 450 -"),
            (deal, contact, "3 -"),
            (contact, ObjectTypeId::standard(7), ""),
        ] {
            let shown = |row: &AssociationType| format!("{} {}", row.id, row.label.as_deref().unwrap_or("-"));
            assert_eq!(between(from, to).iter().map(shown).collect::<Vec<_>>().join(", "), expected);
        }
        assert_eq!(unlabeled(contact, company).unwrap().name, "contact_to_company_unlabeled");
        assert_eq!(by_id(AssociationTypeId(215)).unwrap().name, "deal_to_task");
        assert_eq!(by_id(AssociationTypeId(99_999)), None);
    }

    #[test]
    fn one_company_is_primary() {
        let exclusive = |id| by_id(AssociationTypeId(id)).unwrap().exclusive;
        for (id, expected) in [(1, true), (5, true), (26, true), (2, false), (6, false), (279, false)] {
            assert_eq!(exclusive(id), expected, "{id}");
        }
    }
}
