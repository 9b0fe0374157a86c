//! Reading associations: what one record is associated with, page by page, and what is possible.

use std::sync::Arc;

use linchpin_domain::{AccountId, AssociationType, RecordId};
use linchpin_store::associations::{self as rows, Direction};
use linchpin_store::records;

use super::rules::Side;
use super::{AssociatedPage, AssociatedRecord, Ends, Labels, Refusal};
use crate::objects::{Batch, ItemError, scope};
use crate::{Engine, Error, Principal, Result};

/// Where a page of associations starts, and how long it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AssociationPageRequest {
    /// The lowest id that may be on it.
    pub from: RecordId,
    /// How many records at most.
    pub limit: usize,
}

impl Engine {
    /// A page of the records that one record is associated with.
    pub async fn associations(
        &self,
        principal: &Principal,
        ends: Ends,
        id: &str,
        page: AssociationPageRequest,
    ) -> Result<AssociatedPage> {
        self.check_enabled(principal, &[ends.from, ends.to]).await?;
        let id = RecordId::parse(id).ok_or_else(|| Error::IdNotNumeric(id.to_owned()))?;
        let scope = scope(principal.account, ends.from, false);
        if records::read(&self.database, scope, id).await?.is_none() {
            return Err(Refusal::NoSuchRecord { object_type: ends.from, id }.into());
        }
        let labels = self.labels(principal.account, 0).await?;
        self.associated(&labels, principal.account, ends, id, page).await
    }

    /// The first pages of what several records are associated with; those with nothing become errors of their own.
    pub async fn associations_of_many(
        &self,
        principal: &Principal,
        ends: Ends,
        wanted: &[(&str, RecordId)],
        limit: usize,
    ) -> Result<Batch<(RecordId, AssociatedPage)>> {
        self.check_enabled(principal, &[ends.from, ends.to]).await?;
        let account = principal.account;
        let labels = self.labels(account, 0).await?;
        let (mut results, mut errors) = (Vec::with_capacity(wanted.len()), Vec::new());
        for (text, from) in wanted {
            let found = match RecordId::parse(text) {
                None => Err(Refusal::InvalidAssociationId((*text).to_owned()).into()),
                Some(id) => {
                    let page = AssociationPageRequest { from: *from, limit };
                    let scope = scope(account, ends.from, false);
                    let is_live = records::read(&self.database, scope, id).await?.is_some();
                    let page = if is_live {
                        self.associated(&labels, account, ends, id, page).await?
                    } else {
                        AssociatedPage::default()
                    };
                    if page.records.is_empty() {
                        Err(Refusal::NoAssociations { from: ends.from, id, to: ends.to }.into())
                    } else {
                        Ok((id, page))
                    }
                }
            };
            match found {
                Ok(found) => results.push(found),
                Err(error) => errors.push(ItemError { trace_id: None, error }),
            }
        }
        Ok(Batch { results, errors })
    }

    /// The types from one object type to another, those with a label first.
    pub async fn association_types(&self, principal: &Principal, ends: Ends) -> Result<Vec<AssociationType>> {
        let labels: Arc<Labels> = self.labels(principal.account, 0).await?;
        Ok(labels.between(ends.from.id, ends.to.id).cloned().collect())
    }

    /// A page of the live records that a live record is associated with.
    pub(crate) async fn associated(
        &self,
        labels: &Labels,
        account: AccountId,
        ends: Ends,
        id: RecordId,
        page: AssociationPageRequest,
    ) -> Result<AssociatedPage> {
        let direction = Direction { account, from: ends.from.id, to: ends.to.id };
        // One more than asked for tells whether there is a next page.
        let mut found = rows::page(&self.database, direction, (id, page.from), page.limit + 1).await?;
        if found.is_empty() {
            return Ok(AssociatedPage::default());
        }
        let more = found.len() > page.limit;
        found.truncate(page.limit);
        let next = found.last().filter(|_| more).map(|last| RecordId(last.to.0 + 1));
        let side = Side::new(labels, direction);
        let records =
            found.iter().map(|row| AssociatedRecord { id: row.to, types: side.describe(&row.types) });
        Ok(AssociatedPage { records: records.collect(), next })
    }
}
