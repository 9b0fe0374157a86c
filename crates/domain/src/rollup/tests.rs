use std::collections::HashSet;

use super::*;
use crate::association;
use crate::catalogue::catalogue;

const NOW: Timestamp = Timestamp(1_772_600_767_089);

fn snapshot(values: &[(&'static str, &str)]) -> Snapshot {
    let values = values.iter().copied().collect();
    Snapshot { id: RecordId(7), created_at: NOW, updated_at: NOW, values }
}

fn rollup(parent: &str, property: &str) -> Link {
    let parent = crate::object_type::find(parent).unwrap().id;
    let rollup = of_parent(parent).find(|rollup| rollup.properties[0] == property).unwrap();
    Link { rollup, source: &rollup.sources[0] }
}

/// The properties of a child that a source looks at.
fn reads(source: &Source) -> impl Iterator<Item = &'static str> {
    let read = source.values.iter().filter_map(|value| match value {
        Value::Property(name) => Some(*name),
        Value::Id | Value::CreatedAt | Value::Coordinates | Value::Text(_) => None,
    });
    let asked = source.when.iter().map(|condition| match condition {
        Condition::Is(name, _)
        | Condition::IsNot(name, _)
        | Condition::Has(name, _)
        | Condition::Filled(name)
        | Condition::Past(name)
        | Condition::Future(name) => *name,
    });
    read.chain(asked)
}

#[test]
fn rows_name_properties_that_exist_and_that_nobody_else_computes() {
    let mut shown = HashSet::new();
    for rollup in all() {
        for name in rollup.properties {
            let property =
                catalogue(rollup.parent).get(name).unwrap_or_else(|| panic!("{name} is not defined"));
            // The one that a client may send follows the associations all the same; see `is_shown`.
            let is_sent = *name == "associatedcompanyid";
            assert_eq!(property.read_only_value, !is_sent, "{}.{name}", rollup.parent);
            assert!(shown.insert((rollup.parent, *name)), "{name} is made twice");
        }
        for source in rollup.sources {
            let n_values = match rollup.fold {
                Fold::Count => 0,
                Fold::Sum => 1,
                Fold::Latest | Fold::Earliest => rollup.properties.len(),
            };
            assert_eq!(source.values.len(), n_values, "{:?}", rollup.properties);
            for name in reads(source) {
                assert!(
                    catalogue(source.child).get(name).is_some(),
                    "{}.{name} is not defined",
                    source.child
                );
            }
        }
    }
}

#[test]
fn rows_name_associations_that_exist() {
    for rollup in all() {
        for source in rollup.sources {
            assert!(association::unlabeled(rollup.parent, source.child).is_some(), "{:?}", rollup.properties);
            let Some(label) = source.label else { continue };
            let seen = association::by_id(label.child).unwrap();
            assert_eq!((seen.from, seen.to), (rollup.parent, source.child), "{:?}", rollup.properties);
            assert_eq!((seen.inverse, seen.exclusive), (Some(label.parent), label.exclusive));
        }
    }
}

/// What clients set and nothing computes.
const PLAIN: [&str; 3] = ["hs_buying_role", "hs_is_target_account", "name"];

#[test]
fn values_flow_in_one_direction() {
    // Even if every other property of a type depended on every rollup of it, what follows from a write would end.
    let may_be_computed = |link: &&Link| reads(link.source).any(|name| !PLAIN.contains(&name));
    let edges: HashMap<_, Vec<Link>> = index()
        .children
        .iter()
        .map(|(child, links)| (*child, links.iter().filter(may_be_computed).copied().collect()))
        .collect();
    for (start, links) in &edges {
        for parent in links.iter().map(|link| link.rollup.parent) {
            assert!(parent != *start && !closure(&edges, parent).contains(start), "{start} and {parent}");
        }
    }
}

#[test]
fn counts_and_sums_move_by_one_child() {
    let won = [("hs_is_closed_won", "true"), ("amount_in_home_currency", "0.10")];
    for (parent, property, before, child, added, removed) in [
        ("companies", "num_associated_contacts", None, &[][..], Some("1"), None),
        ("companies", "num_associated_contacts", Some("4"), &[], Some("5"), Some("3")),
        ("companies", "hs_num_open_deals", Some("1"), &[], Some("2"), Some("0")),
        ("companies", "total_revenue", None, &won[..], Some("0.1"), Some("-0.1")),
        (
            "companies",
            "total_revenue",
            Some("99999999999999999999.95"),
            &won,
            Some("100000000000000000000.05"),
            Some("99999999999999999999.85"),
        ),
    ] {
        let link = rollup(parent, property);
        let mut shown: Properties =
            before.map(|value| (link.rollup.properties[0], value)).into_iter().collect();
        let child = Contribution::of(&link, &snapshot(child), NOW).unwrap();
        let moved = |add: bool| {
            let mut total = Total::shown(link.rollup, &shown).unwrap();
            let done = if add { total.add(link.source, &child) } else { total.remove(link.source, &child) };
            let mut shown = shown.clone();
            total.show(&mut shown);
            done.then(|| shown.get(property).map(str::to_owned)).flatten()
        };
        assert_eq!((moved(true).as_deref(), moved(false).as_deref()), (added, removed), "{property}");
        shown.insert(property, "nonsense");
        assert_eq!(Total::shown(link.rollup, &shown), None);
    }
}

#[test]
fn what_does_not_hold_contributes_nothing() {
    for (parent, property, child, counts) in [
        ("companies", "hs_num_open_deals", &[("hs_is_closed", "true")][..], false),
        ("companies", "hs_num_open_deals", &[("hs_is_closed", "false")], true),
        ("companies", "total_revenue", &[("amount_in_home_currency", "5")], false),
        ("companies", "total_revenue", &[("hs_is_closed_won", "true")], false),
        ("companies", "hs_num_blockers", &[("hs_buying_role", "CHAMPION;BLOCKER")], true),
        ("companies", "hs_num_blockers", &[("hs_buying_role", "CHAMPION")], false),
        ("companies", "hs_num_contacts_with_buying_roles", &[("hs_buying_role", "")], false),
        ("companies", "recent_deal_close_date", &[("hs_is_closed_won", "true"), ("closedate", "")], false),
    ] {
        let contribution = Contribution::of(&rollup(parent, property), &snapshot(child), NOW);
        assert_eq!(contribution.is_some(), counts, "{property} {child:?}");
    }
}

#[test]
fn the_newest_deal_is_shown_until_it_goes() {
    let link = rollup("contacts", "recent_deal_close_date");
    let deal = |closed: &str, amount: &str| {
        let values =
            [("hs_is_closed_won", "true"), ("closedate", closed), ("amount_in_home_currency", amount)];
        Contribution::of(&link, &snapshot(&values), NOW).unwrap()
    };
    let (old, new) = (deal("2026-01-02T00:00:00Z", "5"), deal("2026-01-02T00:00:00.001Z", "7"));
    let mut total = Total::empty(link.rollup);
    for child in [&old, &new, &old] {
        assert!(total.add(link.source, child));
    }
    let mut contact = Properties::new();
    total.show(&mut contact);
    assert_eq!(contact.get("recent_deal_amount"), Some("7"));
    assert_eq!(Total::shown(link.rollup, &contact), Some(total.clone()));
    assert!(total.remove(link.source, &old));
    assert!(!total.remove(link.source, &new), "the others have to be looked at");
}

#[test]
fn a_primary_company_gives_way_to_the_next() {
    let link = rollup("contacts", "associatedcompanyid");
    let company = |id| Contribution::of(&link, &Snapshot { id: RecordId(id), ..snapshot(&[]) }, NOW).unwrap();
    let mut total = Total::empty(link.rollup);
    assert!(total.add(link.source, &company(9)) && total.add(link.source, &company(3)));
    let mut contact = Properties::new();
    total.show(&mut contact);
    assert_eq!(contact.get("associatedcompanyid"), Some("3"));
    assert!(total.remove(link.source, &company(3)));
    total.show(&mut contact);
    assert_eq!(contact.get("associatedcompanyid"), Some(""));
}

#[test]
fn what_is_to_come_contributes_otherwise_than_what_has_come() {
    let at = |ms: i64| Timestamp(NOW.0 + ms).to_iso();
    for (property, moment, before, now) in [
        ("notes_last_updated", at(-1), true, true),
        ("notes_last_updated", at(0), true, true),
        ("notes_last_updated", at(1), false, false),
        ("notes_next_activity_date", at(1), true, true),
        // Between the last write, two milliseconds ago, and now.
        ("notes_next_activity_date", at(0), true, false),
        ("notes_next_activity_date", at(-1), true, false),
        ("notes_next_activity_date", at(-2), false, false),
    ] {
        let link = rollup("contacts", property);
        let child = Snapshot { updated_at: Timestamp(NOW.0 - 2), ..snapshot(&[("hs_timestamp", &moment)]) };
        let found = (
            Contribution::before(&link, &child, NOW).is_some(),
            Contribution::of(&link, &child, NOW).is_some(),
        );
        assert_eq!(found, (before, now), "{property} {moment}");
    }
}

#[test]
fn only_what_is_still_to_come_comes() {
    let timed = |property| {
        let rollup = rollup("contacts", property).rollup;
        let shown = [(property, NOW.to_iso())].into_iter().collect();
        (rollup.is_timed(), rollup.comes_at(&shown), rollup.comes_at(&Properties::new()))
    };
    assert_eq!(timed("notes_next_activity_date"), (true, Some(NOW), None));
    assert_eq!(timed("notes_last_updated"), (true, None, None));
    assert_eq!(timed("num_notes"), (false, None, None));
}
