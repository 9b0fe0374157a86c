//! The brands that an account has, which HubSpot calls business units.
//!
//! HubSpot lets people make them in its settings and programs list those of a user; here every user reaches all.

use linchpin_domain::AccountId;
use linchpin_store::business_units;

pub use linchpin_store::business_units::BusinessUnitRow as BusinessUnit;

use crate::{Engine, Error, Principal, Result};

/// A business unit to make.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewBusinessUnit {
    /// The name.
    pub name: String,
    /// The address of its picture; may be empty.
    pub logo_url: String,
    /// What stands in the place of the picture; may be empty.
    pub logo_alt_text: String,
}

impl Engine {
    /// The business units of an account, in the order of their ids.
    pub async fn list_business_units(&self, principal: &Principal) -> Result<Vec<BusinessUnit>> {
        Ok(business_units::all(&self.database, principal.account).await?)
    }

    /// Makes a business unit.
    pub async fn create_business_unit(
        &self,
        account: AccountId,
        new: NewBusinessUnit,
    ) -> Result<BusinessUnit> {
        let NewBusinessUnit { name, logo_url, logo_alt_text } = new;
        let row = BusinessUnit { id: 0, name, logo_url, logo_alt_text, created_at: self.now(account) };
        let work = self.database.transaction::<_, Error, _>(move |tx| {
            Box::pin(async move { Ok(business_units::create(tx, account, row).await?) })
        });
        work.await
    }
}
