//! What an account charges beside its prices.
//!
//! HubSpot lets people set it in its settings and programs read it.

use linchpin_domain::{AccountId, value};
use linchpin_store::tax_rates;

pub use linchpin_store::tax_rates::TaxRateRow as TaxRate;

use crate::{Engine, Error, Principal, Result};

/// A tax to charge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewTaxRate {
    /// The name.
    pub name: String,
    /// What people read; the name where it is empty.
    pub label: String,
    /// How many percents it is.
    pub percentage: String,
    /// Whether it can be used.
    pub active: bool,
}

impl Engine {
    /// The tax rates of an account, in the order of their ids.
    pub async fn list_tax_rates(&self, principal: &Principal) -> Result<Vec<TaxRate>> {
        Ok(tax_rates::all(&self.database, principal.account).await?)
    }

    /// One tax rate.
    pub async fn read_tax_rate(&self, principal: &Principal, id: &str) -> Result<TaxRate> {
        let rates = self.list_tax_rates(principal).await?;
        let number = id.parse::<i64>().ok();
        let found = rates.into_iter().find(|rate| Some(rate.id) == number);
        found.ok_or_else(|| Error::TaxRateNotFound(id.to_owned()))
    }

    /// Adds a tax rate.
    pub async fn add_tax_rate(&self, account: AccountId, new: NewTaxRate) -> Result<TaxRate> {
        let percentage = value::percentage(&new.percentage);
        let percentage = percentage.ok_or_else(|| Error::InvalidPercentage(new.percentage.clone()))?;
        let NewTaxRate { name, label, active, .. } = new;
        let label = if label.is_empty() { name.clone() } else { label };
        let now = self.now(account);
        let row = TaxRate { id: 0, name, label, percentage, active, created_at: now, updated_at: now };
        let work = self.database.transaction::<_, Error, _>(move |tx| {
            Box::pin(async move { Ok(tax_rates::create(tx, account, row).await?) })
        });
        work.await
    }
}
