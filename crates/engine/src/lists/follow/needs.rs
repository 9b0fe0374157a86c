//! What has to be known of records before filters can be asked about them.

use std::borrow::Cow;
use std::collections::BTreeSet;

use linchpin_domain::filter::{Filter, Link, Moment};

/// What has to be known of a record beside its values.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Needs {
    /// The properties whose past matters.
    pub(super) past: BTreeSet<Cow<'static, str>>,
    /// Whether it matters which lists it is in.
    pub(super) lists: bool,
    /// Its neighbours, and what has to be known of those.
    pub(super) links: Vec<(Link, Needs)>,
}

impl Needs {
    /// Adds what a filter asks for.
    pub(super) fn add(&mut self, filter: &Filter) {
        match filter {
            Filter::All(filters) | Filter::Any(filters) => {
                for filter in filters {
                    self.add(filter);
                }
            }
            Filter::Not(filter) => self.add(filter),
            Filter::Property(_) | Filter::Ids(_) => {}
            Filter::Ever(condition) => drop(self.past.insert(condition.property.clone())),
            Filter::Updated(property, _) => drop(self.past.insert(property.clone())),
            Filter::Compare(comparison) => {
                for moment in [&comparison.earlier, &comparison.later] {
                    if let Moment::Update(property) = moment {
                        self.past.insert(property.clone());
                    }
                }
            }
            Filter::Member(_) => self.lists = true,
            Filter::Neighbours(neighbours) => self.of_link(&neighbours.link).add(&neighbours.filter),
        }
    }

    /// What has to be known of the neighbours behind a link.
    fn of_link(&mut self, link: &Link) -> &mut Self {
        let at = self.links.iter().position(|(known, _)| known == link).unwrap_or_else(|| {
            self.links.push((link.clone(), Self::default()));
            self.links.len() - 1
        });
        &mut self.links[at].1
    }
}
