//! Archiving an object type that the account made, and deleting it for good.

use linchpin_domain::ObjectType;
use linchpin_store::{Tx, object_types, records};

use super::TypeRefusal;
use crate::schema::{Change, change_in, schema_in};
use crate::{Engine, Error, Principal, Result};

impl Engine {
    /// Archives a type that no live record is of; its name stays taken.
    pub async fn archive_object_type(&self, principal: &Principal, name: &str) -> Result<()> {
        let object_type = self.object_type(principal.account, name).await?;
        self.end_object_type(principal, object_type, End::Archive).await
    }

    /// Deletes a type that no live record is of, archived or not, so that its name can be given to another.
    ///
    /// The archived records of the type go with it.
    pub async fn delete_object_type(&self, principal: &Principal, name: &str) -> Result<()> {
        let own = self.fresh_own_types(principal.account).await?.find_any(name);
        let object_type = match own {
            Some(own) => own.object_type,
            None => self.object_type(principal.account, name).await?,
        };
        self.end_object_type(principal, object_type, End::Delete).await
    }

    async fn end_object_type(
        &self,
        principal: &Principal,
        object_type: &'static ObjectType,
        end: End,
    ) -> Result<()> {
        if object_type.id.is_standard() {
            return Err(TypeRefusal::NotCustom(object_type).into());
        }
        let (by, now) = (principal.clone(), self.now(principal.account));
        let work = self.database.transaction::<_, Error, _>(move |tx| {
            Box::pin(async move {
                // From here on nobody creates records that were validated against the type as it was.
                let schema = schema_in(tx, by.account, object_type).await?;
                check_empty(tx, &by, object_type).await?;
                let change = Change::new(schema, now);
                let ((), version) = change_in(tx, &by, change, |change| end.put(change)).await?;
                if end == End::Delete {
                    object_types::clear(tx, by.account, object_type.id).await?;
                }
                Ok(version)
            })
        });
        let version = work.await?;
        self.schemas.seen_version(principal.account, version);
        Ok(())
    }
}

/// How a type ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    Archive,
    Delete,
}

impl End {
    fn put(self, change: &mut Change) -> Result<()> {
        match self {
            Self::Archive => {
                change.schema.check_live()?;
                change.put_type(change.schema.definition.clone(), Some(change.now));
            }
            Self::Delete => change.delete_type(),
        }
        Ok(())
    }
}

async fn check_empty(tx: &mut Tx, by: &Principal, object_type: &'static ObjectType) -> Result<()> {
    if records::any_in(tx, by.account, object_type.id).await? {
        return Err(TypeRefusal::HasRecords(object_type).into());
    }
    Ok(())
}
