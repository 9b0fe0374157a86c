//! The tables as a whole.

use super::*;

/// Visits every family that can be reached.
fn families<'a>(family: &'a Family, seen: &mut Vec<&'a Family>) {
    if seen.iter().any(|known| std::ptr::eq(*known, family)) {
        return;
    }
    seen.push(family);
    for field in family.shapes.iter().flat_map(|shape| shape.fields) {
        if let Holds::Thing(inner) | Holds::Things(inner) = &field.holds {
            families(inner, seen);
        }
    }
}

#[test]
fn every_kind_has_its_fields_once() {
    let mut seen = Vec::new();
    families(&BRANCHES, &mut seen);
    assert_eq!(seen.len(), 7, "branches, filters, operations, refinements, points, references, offsets");
    for family in seen {
        let mut names: Vec<_> = family.shapes.iter().map(|shape| shape.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), family.shapes.len(), "{}", family.name);
        for shape in family.shapes {
            let mut names: Vec<_> = shape.fields.iter().map(|field| field.name).collect();
            names.extend([family.tag, "operator"]);
            names.sort_unstable();
            let n_names = names.len();
            names.dedup();
            assert_eq!(names.len(), n_names, "{}", shape.name);
        }
    }
}
