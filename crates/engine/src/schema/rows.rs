//! Reading the schema of a type: from memory, from the database, or inside of the transaction that changes it.

use std::sync::Arc;

use linchpin_domain::calendar::Zone;
use linchpin_domain::currency::Rates;
use linchpin_domain::feature::Features;
use linchpin_domain::{AccountId, ObjectType, Owners};
use linchpin_store::object_types::{self, ObjectTypeRow};
use linchpin_store::pipelines::{self, PipelineRow};
use linchpin_store::schema::{self as rows, GroupRow, PropertyRow};
use linchpin_store::validations::{self, ValidationRow};
use linchpin_store::{Database, Tx, blocked_addresses, features, lists};

use super::{Schemas, TypeSchema, is_contacts, is_deals};
use crate::account::zone;
use crate::currencies::rates;
use crate::features::from_rows;
use crate::people::owners_with_teams;
use crate::{Engine, Error, Result};

/// What the account's tables say about a type.
#[derive(Default)]
pub(crate) struct Rows {
    pub(super) object_type: Option<ObjectTypeRow>,
    pub(super) properties: Vec<PropertyRow>,
    pub(super) groups: Vec<GroupRow>,
    pub(super) pipelines: Vec<PipelineRow>,
    pub(super) owners: Owners,
    pub(super) rates: Rates,
    pub(super) zone: Zone,
    pub(super) blocks: bool,
    pub(super) lists: bool,
    pub(super) validations: Vec<ValidationRow>,
    pub(super) features: Features,
}

impl Engine {
    /// The schema of a type in an account, as of its newest known version.
    pub async fn schema(
        &self,
        account: AccountId,
        object_type: &'static ObjectType,
    ) -> Result<Arc<TypeSchema>> {
        if let Some(schema) = self.schemas.cached(account, object_type.id) {
            return Ok(schema);
        }
        self.fresh_schema(account, object_type).await
    }

    /// The schema of a type as it now stands in the database; none of a type that is archived.
    pub(crate) async fn fresh_schema(
        &self,
        account: AccountId,
        object_type: &'static ObjectType,
    ) -> Result<Arc<TypeSchema>> {
        self.schemas.fresh(&self.database, account, object_type).await
    }

    /// The schema of a type, archived or not, as it now stands in the database; none of a type that is deleted.
    pub(crate) async fn any_schema(
        &self,
        account: AccountId,
        object_type: &'static ObjectType,
    ) -> Result<TypeSchema> {
        self.schemas.any(&self.database, account, object_type).await
    }
}

impl Schemas {
    /// Reads the schema of a type and keeps it in memory; none of a type that is archived.
    pub(crate) async fn fresh(
        &self,
        database: &Database,
        account: AccountId,
        object_type: &'static ObjectType,
    ) -> Result<Arc<TypeSchema>> {
        let schema = self.any(database, account, object_type).await?;
        schema.check_live()?;
        let schema = Arc::new(schema);
        self.keep(account, &schema);
        Ok(schema)
    }

    /// Reads the schema of a type, archived or not; none of a type that is deleted.
    async fn any(
        &self,
        database: &Database,
        account: AccountId,
        object_type: &'static ObjectType,
    ) -> Result<TypeSchema> {
        // The version is read first: rows that are newer than it only lead to one more reading.
        let version = rows::version(database, account).await?.unwrap_or_default();
        let rows = Rows {
            object_type: object_types::find(database, account, object_type.id).await?,
            properties: rows::properties(database, account, object_type.id).await?,
            groups: rows::groups(database, account, object_type.id).await?,
            pipelines: pipelines::list(database, account, object_type.id).await?,
            owners: owners_with_teams(database, account).await?,
            rates: if is_deals(object_type) { rates(database, account).await? } else { Rates::default() },
            zone: zone(database, account).await?,
            blocks: is_contacts(object_type) && blocked_addresses::any(database, account).await?,
            lists: lists::any(database, account).await?,
            validations: validations::of_type(database, account, object_type.id).await?,
            features: from_rows(&features::all(database, account).await?),
        };
        self.seen_version(account, version);
        rows.check_exists(object_type)?;
        Ok(TypeSchema::new(object_type, version, rows)?)
    }
}

impl Rows {
    /// Refuses a type that the account does not have, or no longer.
    fn check_exists(&self, object_type: &ObjectType) -> Result<()> {
        let is_there = match &self.object_type {
            Some(row) => row.deleted_at.is_none(),
            None => object_type.id.is_standard(),
        };
        if is_there { Ok(()) } else { Err(Error::UnknownObjectType(object_type.singular.to_owned())) }
    }
}

/// The schema of a type, archived or not, as a transaction that is about to change it sees it, already under its new
/// version.
pub(crate) async fn schema_in(
    tx: &mut Tx,
    account: AccountId,
    object_type: &'static ObjectType,
) -> Result<TypeSchema> {
    let version = rows::raise_version(tx, account).await?;
    let rows = Rows {
        object_type: object_types::find_in(tx, account, object_type.id).await?,
        properties: rows::properties_in(tx, account, object_type.id).await?,
        groups: rows::groups_in(tx, account, object_type.id).await?,
        pipelines: pipelines::list_in(tx, account, object_type.id).await?,
        // The others matter to records only.
        ..Rows::default()
    };
    rows.check_exists(object_type)?;
    Ok(TypeSchema::new(object_type, version, rows)?)
}
