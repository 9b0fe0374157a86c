//! Scopes: what an app may be allowed to do, each with a few words for the person who is asked.

use std::collections::BTreeSet;
use std::sync::LazyLock;

/// The scope that every app has, and that allows nothing by itself.
pub const BASIC: &str = "oauth";

/// Something that an app may be allowed to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scope {
    /// The name, as apps ask for it.
    pub name: &'static str,
    /// What it lets an app do, in words that follow "This app can".
    pub description: &'static str,
}

static ALL: LazyLock<Vec<Scope>> = LazyLock::new(|| {
    let lines = include_str!("../catalogue/scopes.tsv").lines().filter(|line| !line.starts_with('#'));
    let scope = |line: &'static str| {
        let (name, description) = line.split_once('\t')?;
        Some(Scope { name, description })
    };
    lines.filter_map(scope).collect()
});

/// Every scope, in the order of the names.
pub fn all() -> &'static [Scope] {
    &ALL
}

/// The scope of this name.
pub fn find(name: &str) -> Option<&'static Scope> {
    ALL.binary_search_by(|scope| scope.name.cmp(name)).ok().map(|at| &ALL[at])
}

/// The scopes that a text names, which spaces, commas or line breaks tell apart: each once, in the order of the text.
pub fn split(text: &str) -> Vec<String> {
    let separated = text.split(|c: char| c == ',' || c.is_whitespace()).filter(|name| !name.is_empty());
    let mut seen = BTreeSet::new();
    separated.filter(|name| seen.insert(*name)).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::{BASIC, all, find, split};
    use crate::object_type::STANDARD;

    #[test]
    fn scopes_are_sorted_and_described() {
        assert!(all().is_sorted_by(|one, next| one.name < next.name));
        assert!(all().len() > 250);
        for scope in all() {
            assert!(!scope.name.contains(char::is_whitespace), "{}", scope.name);
            assert!(scope.description.starts_with(char::is_uppercase), "{}", scope.name);
            assert!(scope.description.len() < 80, "{}", scope.name);
            assert_eq!(find(scope.name), Some(scope));
        }
        assert!(find(BASIC).is_some());
        assert_eq!(find("crm.objects.unicorns.read"), None);
    }

    #[test]
    fn every_scope_of_an_object_type_can_be_had() {
        for row in &STANDARD {
            let records = row.read_scopes.iter().chain(row.write_scopes);
            for name in records.chain(row.schema_read_scopes).chain(row.schema_write_scopes) {
                assert!(find(name).is_some(), "{}: {name}", row.plural);
            }
        }
    }

    #[test]
    fn a_text_names_scopes_in_its_own_order() {
        assert_eq!(split(" b.write, a.read\tb.write\n"), ["b.write", "a.read"]);
        assert_eq!(split(" ,"), [""; 0]);
    }
}
