//! The steps that change what records mean to each other.

use super::super::calls;
use super::super::kinds::{Key, Kind};
use super::super::pairs::Action;
use super::super::steps::Who;
use super::{World, agreed};

impl World<'_> {
    pub(super) async fn associate(&mut self, from: Who, to: Who, n: u8) -> Result<bool, String> {
        let Some((from, _)) = self.ends(from, to) else { return Ok(false) };
        let to = self.model.find_some(to, n);
        let answer = calls::associate(self.app, from, &to).await;
        let may = |to: &Key| self.may_associate(from, *to);
        agreed(&answer, to.iter().all(may))?;
        let unlabeled = self.some_type(from.0, to[0].0, 0);
        for to in to {
            self.model.associate(from, to, &Action::Add(unlabeled.into_iter().collect()));
        }
        Ok(true)
    }

    pub(super) async fn add_type(&mut self, from: Who, to: Who, label: u8) -> Result<bool, String> {
        let Some((from, to)) = self.ends(from, to) else { return Ok(false) };
        let Some(label) = self.some_type(from.0, to.0, label) else { return Ok(false) };
        let answer = calls::add_type(self.app, from, to, label).await;
        agreed(&answer, self.may_associate(from, to))?;
        self.model.associate(from, to, &Action::Add(vec![label]));
        Ok(true)
    }

    pub(super) async fn set_labels(
        &mut self,
        from: Who,
        to: Who,
        labels: u8,
        batch: bool,
    ) -> Result<bool, String> {
        let Some((from, to)) = self.ends(from, to) else { return Ok(false) };
        let types = self.model.types.between(from.0, to.0).enumerate();
        let ids: Vec<_> =
            types.filter(|(at, _)| labels & (1 << at) != 0).map(|(_, found)| found.id).collect();
        let answer = calls::set_types(self.app, from, to, &ids, batch).await;
        agreed(&answer, self.may_associate(from, to))?;
        self.model.associate(from, to, &Action::Set(ids));
        Ok(true)
    }

    pub(super) async fn remove_label(&mut self, from: Who, to: Who, label: u8) -> Result<bool, String> {
        let Some((from, to)) = self.ends(from, to) else { return Ok(false) };
        let Some(label) = self.some_type(from.0, to.0, label) else { return Ok(false) };
        agreed(&calls::remove_type(self.app, from, to, label).await, true)?;
        self.model.associate(from, to, &Action::Remove(label));
        Ok(true)
    }

    pub(super) async fn dissociate(&mut self, from: Who, to: Who, batch: bool) -> Result<bool, String> {
        let Some((from, to)) = self.ends(from, to) else { return Ok(false) };
        agreed(&calls::dissociate(self.app, from, to, batch).await, true)?;
        self.model.associate(from, to, &Action::Clear);
        Ok(true)
    }

    /// Two records whose types can be associated.
    fn ends(&self, from: Who, to: Who) -> Option<(Key, Key)> {
        self.model.types.unlabeled(from.0, to.0)?;
        Some((self.model.find(from)?, self.model.find(to)?))
    }

    fn may_associate(&self, from: Key, to: Key) -> bool {
        from != to && self.model.is_live(from) && self.model.is_live(to)
    }

    /// One of the types between two object types; the first one is the one that every association has.
    pub(super) fn some_type(&self, from: Kind, to: Kind, label: u8) -> Option<i32> {
        let unlabeled = self.model.types.unlabeled(from, to)?;
        let labels = self.model.types.between(from, to).filter(|found| found.has_label);
        let all: Vec<_> = [unlabeled].into_iter().chain(labels.map(|found| found.id)).collect();
        Some(all[usize::from(label) % all.len()])
    }
}
