//! The steps of a sequence, and how they are drawn.
//!
//! A step names records by their type and their place among those that there are then, so that every sequence can
//! be taken, and goes on making sense when others of its steps are left out.

use std::fmt;

use proptest::collection::vec;
use proptest::option::weighted;
use proptest::prelude::*;
use proptest::sample::select;

use super::kinds::Kind;

/// A record: the one at this place among all of its type, archived ones included, counted around.
#[derive(Clone, Copy, Debug)]
pub(super) struct Who(pub(super) Kind, pub(super) u8);

/// What happens.
#[derive(Clone, Debug)]
pub(super) enum Step {
    /// A record is made, and associated with others under one of the types that there are.
    Create { kind: Kind, choices: [u8; 6], with: Vec<(Who, u8)> },
    /// Records are made together.
    CreateMany { kind: Kind, choices: [u8; 6], n: u8 },
    /// A property of a record is set.
    Update { who: Who, field: u8, choice: u8 },
    /// A property of some records is set together.
    UpdateMany { kind: Kind, field: u8, choice: u8 },
    /// Two records are associated without a label.
    Associate { from: Who, to: Who },
    /// A record is associated without a label with several others of a type.
    AssociateMany { from: Who, to: Who, n: u8 },
    /// Two records get one type more, by version 3.
    AddType { from: Who, to: Who, label: u8 },
    /// Two records have these labels and no others from now on.
    SetLabels { from: Who, to: Who, labels: u8, batch: bool },
    /// Two records lose a type.
    RemoveLabel { from: Who, to: Who, label: u8 },
    /// Two records are no longer associated.
    Dissociate { from: Who, to: Who, batch: bool },
    /// Two records become one.
    Merge { kind: Kind, primary: u8, other: u8 },
    /// A record is archived.
    Archive { who: Who },
    /// Two records are archived together.
    ArchiveMany { who: Who },
    /// An archived record comes back.
    Restore { who: Who },
    /// A record is deleted for somebody's privacy.
    Forget { who: Who },
    /// Some records join the list of their type.
    Enlist { who: Who, n: u8 },
    /// Two records leave the list of their type.
    Delist { who: Who },
    /// A snapshot is made.
    Keep,
    /// Everything is again what it was when the last snapshot was made.
    TakeBack,
}

/// The steps of one try, shown one a line.
#[derive(Clone)]
pub(super) struct Sequence(pub(super) Vec<Step>);

impl fmt::Debug for Sequence {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|step| write!(out, "\n{step:?}"))
    }
}

/// How many steps happen of those that are drawn: nearly all, until a failure is made small by leaving steps out.
const TAKEN: f64 = 0.9999;

/// Sequences of some length.
pub(super) fn sequence(length: usize) -> impl Strategy<Value = Sequence> {
    let steps = vec(weighted(TAKEN, step()), length);
    steps.prop_map(|steps| Sequence(steps.into_iter().flatten().collect()))
}

/// The types that others tell of, and those that tell most.
fn kind() -> impl Strategy<Value = Kind> {
    let hubs = vec![Kind::Contact, Kind::Company, Kind::Deal];
    prop_oneof![3 => select(hubs), 2 => select(Kind::ALL.to_vec())]
}

fn who() -> impl Strategy<Value = Who> {
    (kind(), 0..8_u8).prop_map(|(kind, place)| Who(kind, place))
}

fn choices() -> impl Strategy<Value = [u8; 6]> {
    std::array::from_fn::<_, 6, _>(|_| 0..13_u8)
}

fn step() -> impl Strategy<Value = Step> {
    let create = (kind(), choices(), vec((who(), any::<u8>()), 0..3));
    let pair = || (who(), who());
    prop_oneof![
        5 => create.prop_map(|(kind, choices, with)| Step::Create { kind, choices, with }),
        2 => (kind(), choices(), 1..4_u8).prop_map(|(kind, choices, n)| Step::CreateMany { kind, choices, n }),
        7 => (who(), 0..6_u8, 0..13_u8).prop_map(|(who, field, choice)| Step::Update { who, field, choice }),
        2 => (kind(), 0..6_u8, 0..13_u8)
            .prop_map(|(kind, field, choice)| Step::UpdateMany { kind, field, choice }),
        6 => pair().prop_map(|(from, to)| Step::Associate { from, to }),
        4 => (pair(), 2..5_u8).prop_map(|((from, to), n)| Step::AssociateMany { from, to, n }),
        3 => (pair(), any::<u8>()).prop_map(|((from, to), label)| Step::AddType { from, to, label }),
        5 => (pair(), any::<u8>(), any::<bool>())
            .prop_map(|((from, to), labels, batch)| Step::SetLabels { from, to, labels, batch }),
        3 => (pair(), any::<u8>()).prop_map(|((from, to), label)| Step::RemoveLabel { from, to, label }),
        2 => (pair(), any::<bool>()).prop_map(|((from, to), batch)| Step::Dissociate { from, to, batch }),
        3 => (kind(), 0..8_u8, 0..8_u8)
            .prop_map(|(kind, primary, other)| Step::Merge { kind, primary, other }),
        3 => who().prop_map(|who| Step::Archive { who }),
        1 => who().prop_map(|who| Step::ArchiveMany { who }),
        5 => who().prop_map(|who| Step::Restore { who }),
        1 => who().prop_map(|who| Step::Forget { who }),
        3 => (who(), 1..4_u8).prop_map(|(who, n)| Step::Enlist { who, n }),
        1 => who().prop_map(|who| Step::Delist { who }),
        1 => Just(Step::Keep),
        1 => Just(Step::TakeBack),
    ]
}
