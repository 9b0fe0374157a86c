//! The values of one record.

use std::borrow::Cow;

/// The property values of one record, sorted by name.
///
/// A sorted vector, not a map: a record has some tens of values, is read far more often than changed, and travels in
/// this order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Properties(Vec<(Cow<'static, str>, String)>);

impl Properties {
    /// A record without values.
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// Takes over pairs that are already sorted by name, each name once.
    pub fn from_sorted(pairs: Vec<(Cow<'static, str>, String)>) -> Self {
        debug_assert!(pairs.windows(2).all(|pair| pair[0].0 < pair[1].0), "names ascend");
        Self(pairs)
    }

    /// The value of a property; `""` is a value that was cleared, `None` one that was never set.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.position(name).ok().map(|at| self.0[at].1.as_str())
    }

    /// The value of a property unless it is absent or empty.
    pub fn filled(&self, name: &str) -> Option<&str> {
        self.get(name).filter(|value| !value.is_empty())
    }

    /// Sets a value and hands back the one it replaces.
    pub fn insert(&mut self, name: impl Into<Cow<'static, str>>, value: impl Into<String>) -> Option<String> {
        let (name, value) = (name.into(), value.into());
        match self.position(&name) {
            Ok(at) => Some(std::mem::replace(&mut self.0[at].1, value)),
            Err(at) => {
                self.0.insert(at, (name, value));
                None
            }
        }
    }

    /// Takes a value out of the record.
    pub fn remove(&mut self, name: &str) -> Option<String> {
        self.position(name).ok().map(|at| self.0.remove(at).1)
    }

    /// Gives the record those of the values that it lacks; `defaults` are sorted by name.
    ///
    /// One pass over both, since every new record gets more than a dozen of them.
    pub(crate) fn fill(&mut self, defaults: &[(&'static str, &'static str)]) {
        let mut filled = Vec::with_capacity(self.0.len() + defaults.len());
        let mut defaults = defaults.iter().peekable();
        for (name, value) in self.0.drain(..) {
            while let Some((missing, default)) = defaults.next_if(|(default, _)| *default < name.as_ref()) {
                filled.push((Cow::Borrowed(*missing), (*default).to_owned()));
            }
            defaults.next_if(|(default, _)| *default == name.as_ref());
            filled.push((name, value));
        }
        filled.extend(defaults.map(|(missing, default)| (Cow::Borrowed(*missing), (*default).to_owned())));
        self.0 = filled;
    }

    /// Keeps the values of those properties that `wanted` names.
    pub fn retain(&mut self, mut wanted: impl FnMut(&str) -> bool) {
        self.0.retain(|(name, _)| wanted(name));
    }

    /// The names and values in ascending order of names.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_ref(), value.as_str()))
    }

    /// How many properties have a value.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Tells whether no property has a value.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Makes room for `additional` more values.
    pub fn reserve(&mut self, additional: usize) {
        self.0.reserve(additional);
    }

    fn position(&self, name: &str) -> Result<usize, usize> {
        self.0.binary_search_by(|(other, _)| other.as_ref().cmp(name))
    }
}

impl<N: Into<Cow<'static, str>>, V: Into<String>> FromIterator<(N, V)> for Properties {
    /// Collects pairs in any order; of equal names the last one wins.
    fn from_iter<I: IntoIterator<Item = (N, V)>>(pairs: I) -> Self {
        let mut properties = Self::new();
        for (name, value) in pairs {
            properties.insert(name, value);
        }
        properties
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(properties: &Properties) -> Vec<&str> {
        properties.iter().map(|(name, _)| name).collect()
    }

    #[test]
    fn pairs_collect_sorted_and_the_last_of_equal_names_wins() {
        let properties: Properties = [("b", "1"), ("a", "2"), ("b", "3")].into_iter().collect();
        assert_eq!(names(&properties), ["a", "b"]);
        assert_eq!(properties.get("b"), Some("3"));
        assert_eq!(properties.len(), 2);
    }

    #[test]
    fn a_record_is_filled_with_what_it_lacks() {
        for given in [&[][..], &[("b", "")], &[("a", "1"), ("c", "2"), ("z", "3")], &[("d", "4")]] {
            let mut properties: Properties = given.iter().copied().collect();
            properties.fill(&[("b", "0"), ("c", "0"), ("d", "0")]);
            let mut expected: Properties = [("b", "0"), ("c", "0"), ("d", "0")].into_iter().collect();
            for (name, value) in given {
                expected.insert(*name, *value);
            }
            assert_eq!(properties, expected);
        }
    }

    #[test]
    fn unwanted_values_go() {
        let mut properties: Properties = [("a", "1"), ("b", "2")].into_iter().collect();
        properties.retain(|name| name != "a");
        assert_eq!(names(&properties), ["b"]);
    }

    #[test]
    fn values_are_replaced_and_removed() {
        let mut properties = Properties::new();
        assert!(properties.is_empty());
        assert_eq!(properties.insert("phone", "1"), None);
        assert_eq!(properties.insert("phone".to_owned(), ""), Some("1".to_owned()));
        assert_eq!((properties.get("phone"), properties.filled("phone")), (Some(""), None));
        assert_eq!(properties.remove("phone"), Some(String::new()));
        assert_eq!(properties.remove("phone"), None);
    }
}
