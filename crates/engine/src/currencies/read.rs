//! Looking at currencies and rates.

use std::collections::BTreeMap;

use linchpin_domain::AccountId;
use linchpin_domain::account::Setting;
use linchpin_domain::currency::{Rate, Rates};
use linchpin_store::{Database, account_settings, exchange_rates};

use super::{CompanyCurrency, CurrencyRefusal, ExchangeRate, RatesPage, RatesRequest};
use crate::{Engine, Principal, Result};

impl Engine {
    /// The currency that the account sums its amounts up in.
    pub async fn company_currency(&self, principal: &Principal) -> Result<CompanyCurrency> {
        let account = principal.account;
        let settings = self.account_settings(account).await?;
        let name = Setting::CompanyCurrency.as_str();
        let updated_at = account_settings::updated_at(&self.database, account, name).await?;
        let made = self.accounts().await?.into_iter().find(|made| made.id == account);
        Ok(CompanyCurrency {
            code: settings.get(Setting::CompanyCurrency).to_owned(),
            created_at: made.map_or_else(|| self.now(account), |made| made.created_at),
            updated_at,
        })
    }

    /// The codes of the account's currencies beside its own one, in order.
    pub async fn additional_currencies(&self, principal: &Principal) -> Result<Vec<String>> {
        let rates = rates(&self.database, principal.account).await?;
        Ok(rates.codes().into_iter().skip(1).map(str::to_owned).collect())
    }

    /// A page of rates, those included that others took the place of.
    pub async fn list_exchange_rates(
        &self,
        principal: &Principal,
        request: RatesRequest<'_>,
    ) -> Result<RatesPage> {
        let mut found = exchange_rates::all(&self.database, principal.account).await?;
        found.retain(|rate| {
            rate.id > request.after
                && request.from.is_none_or(|from| rate.from == from)
                && request.to.is_none_or(|to| rate.to == to)
        });
        let is_more = found.len() > request.limit;
        found.truncate(request.limit);
        let next = found.last().filter(|_| is_more).map(|rate| rate.id);
        Ok(RatesPage { rates: found, next })
    }

    /// The rates that are in effect now, one for each currency of the account.
    pub async fn current_exchange_rates(&self, principal: &Principal) -> Result<Vec<ExchangeRate>> {
        let account = principal.account;
        let now = self.now(account);
        let settings = self.account_settings(account).await?;
        let company = settings.get(Setting::CompanyCurrency);
        let mut current: BTreeMap<String, ExchangeRate> = BTreeMap::new();
        for rate in exchange_rates::all(&self.database, account).await? {
            let is_newer =
                current.get(&rate.from).is_none_or(|known| known.effective_at <= rate.effective_at);
            if rate.to == company && rate.effective_at <= now && is_newer {
                current.insert(rate.from.clone(), rate);
            }
        }
        Ok(current.into_values().collect())
    }

    /// One rate.
    pub async fn read_exchange_rate(&self, principal: &Principal, id: &str) -> Result<ExchangeRate> {
        let rates = exchange_rates::all(&self.database, principal.account).await?;
        Ok(find(&rates, id)?.clone())
    }
}

/// The rate of this id.
pub(super) fn find<'a>(rates: &'a [ExchangeRate], id: &str) -> Result<&'a ExchangeRate, CurrencyRefusal> {
    let number = id.parse::<i64>().ok();
    let found = rates.iter().find(|rate| Some(rate.id) == number);
    found.ok_or_else(|| CurrencyRefusal::NotFound(id.to_owned()))
}

/// What an account's currencies are worth in its own one, as the database has it.
pub(crate) async fn rates(database: &Database, account: AccountId) -> Result<Rates> {
    let rows = exchange_rates::all(database, account).await?;
    let set = account_settings::all(database, account).await?;
    let company = set.into_iter().find(|(name, _)| name == Setting::CompanyCurrency.as_str());
    let company = company.map_or_else(|| Setting::CompanyCurrency.default().to_owned(), |(_, code)| code);
    let into_company = rows.into_iter().filter(|row| row.to == company);
    let rates = into_company.filter_map(|row| Some((row.from, row.effective_at, Rate::parse(&row.rate)?)));
    let rates: Vec<_> = rates.collect();
    Ok(Rates::new(company, rates))
}
