//! What is served, what is known, and that the two agree.

use std::collections::{BTreeMap, BTreeSet};

use linchpin_api::catalogue;

/// The ids of the operations that are not served yet.
const UNSERVED: &str = include_str!("../../../../spec/unserved.txt");

#[test]
fn what_is_known_is_either_served_or_listed_as_unserved() {
    let known: BTreeSet<_> = catalogue::entries().map(|entry| entry.id).collect();
    let served: BTreeSet<_> = linchpin_api::table().operations().map(|operation| operation.id).collect();
    let unserved: BTreeSet<_> = UNSERVED.lines().collect();
    let both: Vec<_> = served.intersection(&unserved).collect();
    assert!(both.is_empty(), "served, so to be removed from spec/unserved.txt: {both:?}");
    let neither: Vec<_> =
        known.iter().filter(|id| !served.contains(*id) && !unserved.contains(*id)).collect();
    assert!(neither.is_empty(), "neither served nor in spec/unserved.txt: {neither:?}");
    let unknown: Vec<_> = unserved.difference(&known).collect();
    assert!(unknown.is_empty(), "in spec/unserved.txt and not in the catalogue: {unknown:?}");
}

#[test]
fn every_served_path_is_in_the_catalogue_under_the_same_id() {
    let known: BTreeMap<_, _> =
        catalogue::entries().map(|entry| ((entry.method, entry.path), entry.id)).collect();
    for operation in linchpin_api::table().operations() {
        // The server's own paths are no part of HubSpot's catalogue.
        for (_, path) in operation.paths.iter().filter(|(_, path)| !path.starts_with("/_linchpin/")) {
            assert_eq!(known.get(&(operation.method, *path)), Some(&operation.id), "{path}");
        }
    }
}

#[test]
fn the_lists_are_sorted_and_name_nothing_twice() {
    let unserved: Vec<_> = UNSERVED.lines().collect();
    assert!(unserved.is_sorted_by(|left, right| left < right), "spec/unserved.txt");
    let entries: Vec<_> =
        catalogue::entries().map(|entry| (entry.id, entry.path, entry.method.as_str())).collect();
    assert!(entries.is_sorted_by(|left, right| left < right), "spec/operations.tsv");
    let pairs: BTreeSet<_> = catalogue::entries().map(|entry| (entry.method, entry.path)).collect();
    assert_eq!(pairs.len(), entries.len(), "spec/operations.tsv lists a method and path twice");
}
