//! Which changes of which records make which lists worth asking again.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use linchpin_domain::filter::{Filter, Link, Moment};
use linchpin_domain::{ListId, ObjectTypeId};

/// Something that can change about a record.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Trigger {
    /// A value of a property of a type.
    Property(ObjectTypeId, Cow<'static, str>),
    /// Whether a record of a type is there at all.
    Presence(ObjectTypeId),
    /// Which records of another type a record is associated with.
    Pair(ObjectTypeId, ObjectTypeId),
    /// Whether a record is a member of a list.
    Member(ListId),
}

/// A link from records of a type.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Step {
    /// The type that it leads from.
    pub(super) from: ObjectTypeId,
    /// Where it leads.
    pub(super) link: Link,
}

/// Lists that have to be asked about the records from which a path leads to the one that changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Watch {
    /// The path from the lists' records to the one that changed; empty where that is one of them itself.
    pub(super) path: Arc<[Step]>,
    /// The plans of the lists, each once.
    pub(super) plans: Vec<usize>,
}

/// All lists by what makes them worth asking.
#[derive(Debug, Default)]
pub(super) struct Triggers(HashMap<Trigger, Vec<Watch>>);

impl Triggers {
    /// The lists that something makes worth asking.
    pub(super) fn of(&self, trigger: &Trigger) -> &[Watch] {
        self.0.get(trigger).map(Vec::as_slice).unwrap_or_default()
    }

    /// Whether any list asks about records of this type.
    pub(super) fn watches(&self, object_type: ObjectTypeId) -> bool {
        self.0.contains_key(&Trigger::Presence(object_type))
    }

    /// Adds a list of records of a type.
    pub(super) fn add(&mut self, plan: usize, object_type: ObjectTypeId, filter: &Filter) {
        Walk { triggers: self, plan, path: Vec::new() }.records(object_type, filter);
    }

    /// Adds a list to those of a path, which is walked once for all of them; plans come one after the other.
    fn put(&mut self, trigger: Trigger, path: &[Step], plan: usize) {
        let watches = self.0.entry(trigger).or_default();
        match watches.iter_mut().find(|watch| *watch.path == *path) {
            Some(watch) if watch.plans.last() == Some(&plan) => {}
            Some(watch) => watch.plans.push(plan),
            None => watches.push(Watch { path: path.into(), plans: vec![plan] }),
        }
    }
}

/// One walk through the filter of a list.
struct Walk<'a> {
    triggers: &'a mut Triggers,
    plan: usize,
    path: Vec<Step>,
}

impl Walk<'_> {
    /// The records of a type, of which a filter is asked.
    fn records(&mut self, object_type: ObjectTypeId, filter: &Filter) {
        self.put(Trigger::Presence(object_type));
        self.filter(object_type, filter);
    }

    fn filter(&mut self, object_type: ObjectTypeId, filter: &Filter) {
        let property = |name: &Cow<'static, str>| Trigger::Property(object_type, name.clone());
        match filter {
            Filter::All(filters) | Filter::Any(filters) => {
                for filter in filters {
                    self.filter(object_type, filter);
                }
            }
            Filter::Not(filter) => self.filter(object_type, filter),
            Filter::Property(condition) | Filter::Ever(condition) => self.put(property(&condition.property)),
            Filter::Updated(name, _) => self.put(property(name)),
            Filter::Compare(comparison) => {
                for moment in [&comparison.earlier, &comparison.later] {
                    let (Moment::Value(name) | Moment::Update(name)) = moment;
                    self.put(property(name));
                }
            }
            Filter::Ids(_) => {}
            Filter::Member(list) => self.put(Trigger::Member(*list)),
            Filter::Neighbours(neighbours) => {
                let link = &neighbours.link;
                match link {
                    Link::Association { to, .. } => self.put(Trigger::Pair(object_type, *to)),
                    Link::Property { name, .. } => self.put(property(name)),
                }
                self.path.push(Step { from: object_type, link: link.clone() });
                self.records(link.to(), &neighbours.filter);
                self.path.pop();
            }
        }
    }

    fn put(&mut self, trigger: Trigger) {
        self.triggers.put(trigger, &self.path, self.plan);
    }
}

#[cfg(test)]
mod tests {
    use linchpin_domain::filter::{Kind, Neighbours, Test};

    use super::*;

    #[test]
    fn lists_are_asked_again_for_what_their_filters_name() {
        let (contacts, companies) = (ObjectTypeId::standard(1), ObjectTypeId::standard(2));
        let known = |name: &'static str| Filter::property(name, Kind::Text, Test::Known);
        let link = Link::Association { to: companies, meaning: None };
        let inner = Box::new(Filter::Any(vec![known("city"), Filter::Member(ListId(7))]));
        let neighbours = Filter::Neighbours(Neighbours { link: link.clone(), at_least: 1, filter: inner });
        let mut triggers = Triggers::default();
        triggers.add(0, contacts, &Filter::All(vec![known("email"), neighbours.negated()]));
        triggers.add(1, contacts, &known("email"));

        let asked = |trigger: Trigger| -> Vec<(usize, usize)> {
            let of =
                |watch: &Watch| watch.plans.iter().map(|plan| (*plan, watch.path.len())).collect::<Vec<_>>();
            triggers.of(&trigger).iter().flat_map(of).collect()
        };
        let property = |object_type, name: &'static str| Trigger::Property(object_type, name.into());
        for (trigger, expected) in [
            (property(contacts, "email"), vec![(0, 0), (1, 0)]),
            (property(contacts, "city"), vec![]),
            (property(companies, "city"), vec![(0, 1)]),
            (Trigger::Member(ListId(7)), vec![(0, 1)]),
            (Trigger::Member(ListId(8)), vec![]),
            (Trigger::Pair(contacts, companies), vec![(0, 0)]),
            (Trigger::Presence(companies), vec![(0, 1)]),
            (Trigger::Presence(contacts), vec![(0, 0), (1, 0)]),
        ] {
            assert_eq!(asked(trigger.clone()), expected, "{trigger:?}");
        }
        assert_eq!(*triggers.of(&property(companies, "city"))[0].path, [Step { from: contacts, link }]);
        assert!(triggers.watches(companies) && !triggers.watches(ObjectTypeId::standard(3)));
    }
}
