//! What records are associated with, shown together with them.

use linchpin_domain::{ObjectType, RecordId};

use super::Reading;
use crate::associations::{AssociatedPage, AssociationPageRequest, Ends};
use crate::{Engine, Principal, Result};

/// The associated records that a record shows for each object type; the rest is read page by page.
const SHOWN: usize = 100;

/// What a record is associated with, of one object type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordAssociations {
    /// The object type, by the name that the client has for it.
    pub name: String,
    /// The first of the associated records; at least one.
    pub page: AssociatedPage,
}

impl Engine {
    /// What a record is associated with, as far as a reading asks for it; object types with nothing are left out.
    pub(super) async fn record_associations(
        &self,
        principal: &Principal,
        from: &'static ObjectType,
        id: RecordId,
        reading: &Reading<'_>,
    ) -> Result<Vec<RecordAssociations>> {
        if reading.associations.is_empty() {
            return Ok(Vec::new());
        }
        let labels = self.labels(principal.account, 0).await?;
        let mut shown: Vec<RecordAssociations> = Vec::with_capacity(reading.associations.len());
        for name in &reading.associations {
            let ends = Ends { from, to: self.object_type(principal.account, name).await? };
            // The associations of an archived record come back with it.
            if reading.archived || shown.iter().any(|known| known.name == *name) {
                continue;
            }
            let page = AssociationPageRequest { from: RecordId(0), limit: SHOWN };
            let page = self.associated(&labels, principal.account, ends, id, page).await?;
            if !page.records.is_empty() {
                shown.push(RecordAssociations { name: (*name).to_owned(), page });
            }
        }
        Ok(shown)
    }
}
