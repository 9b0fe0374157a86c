//! How records of custom types are associated with others: the types without a label between two object types.

use linchpin_domain::{AssociationType, AssociationTypeId, ObjectType};

use super::NewAssociationType;
use crate::associations::{Ends, Refusal};
use crate::{Engine, Principal, Result};

impl Engine {
    /// Lets records of two types, one of which the account made, be associated; returns the type that leads from the
    /// first to the second.
    pub async fn create_association_type(
        &self,
        principal: &Principal,
        new: NewAssociationType,
    ) -> Result<AssociationType> {
        let from = self.object_type(principal.account, &new.from).await?;
        let to = self.object_type(principal.account, &new.to).await?;
        if from.id.is_standard() && to.id.is_standard() {
            return Err(Refusal::NotAssociable { from: from.id, to: to.id }.into());
        }
        self.define_association(principal, Ends { from, to }, new.name).await
    }

    /// Deletes a type of associations that the account defined and no two records have, in both directions.
    pub async fn delete_association_type(
        &self,
        principal: &Principal,
        object_type: &'static ObjectType,
        id: AssociationTypeId,
    ) -> Result<()> {
        let labels = self.labels(principal.account, 0).await?;
        let ours = |row: &&AssociationType| row.from == object_type.id || row.to == object_type.id;
        let row = labels.of_live_types().find(|row| row.id == id).filter(ours);
        self.undefine_association(principal, row.ok_or(Refusal::LabelNotFound(id))?).await
    }
}
