//! Setting currencies and rates.

use std::collections::BTreeSet;

use linchpin_domain::account::Setting;
use linchpin_domain::currency::{self, Rate};
use linchpin_domain::{AccountId, Timestamp};
use linchpin_store::{Tx, due_rates, exchange_rates, schema};

use super::read::find;
use super::{CurrencyRefusal, ExchangeRate, NewRate, RateKey};
use crate::objects::{Batch, ItemError};
use crate::{Engine, Error, Principal, Result};

/// What a transaction that writes rates needs to know.
struct Writer {
    account: AccountId,
    company: String,
    /// How many currencies the account may have, its own one included.
    max_currencies: Option<usize>,
    now: Timestamp,
}

impl Engine {
    /// Writes one rate and returns it.
    pub async fn write_exchange_rate(
        &self,
        principal: &Principal,
        key: RateKey,
        new: NewRate,
    ) -> Result<ExchangeRate> {
        let Batch { mut results, errors } = self.write_exchange_rates(principal, vec![(key, new)]).await?;
        match errors.into_iter().next() {
            Some(item) => Err(item.error),
            None => Ok(results.pop().expect("what was not refused was written")),
        }
    }

    /// Writes rates, each on its own: one that is refused lets the others be.
    pub async fn write_exchange_rates(
        &self,
        principal: &Principal,
        rates: Vec<(RateKey, NewRate)>,
    ) -> Result<Batch<ExchangeRate>> {
        let account = principal.account;
        let settings = self.account_settings(account).await?;
        let company = settings.get(Setting::CompanyCurrency).to_owned();
        let writer = Writer {
            account,
            company,
            max_currencies: settings.plan().tier.currencies(),
            now: self.now(account),
        };
        let work = self.database.transaction::<_, Error, _>(move |tx| {
            Box::pin(async move {
                // Schemas in memory know the rates; under a new version they are read again.
                let version = schema::raise_version(tx, account).await?;
                let mut done = Batch { results: Vec::new(), errors: Vec::new() };
                for (key, new) in rates {
                    match writer.write(tx, key, &new).await {
                        Ok((rate, moments)) => {
                            due_rates::put_many(tx, account, moments).await?;
                            done.results.push(rate);
                        }
                        Err(error @ Error::Currency(_)) => {
                            done.errors.push(ItemError { trace_id: None, error });
                        }
                        Err(error) => return Err(error),
                    }
                }
                Ok((done, version))
            })
        });
        let (done, version) = work.await?;
        self.schemas.seen_version(account, version);
        self.backlog.add(account);
        Ok(done)
    }

    /// Lets people see a pair of currencies, or not.
    pub async fn show_currency_pair(
        &self,
        principal: &Principal,
        (from, to): (String, String),
        visible: bool,
    ) -> Result<()> {
        for code in [&from, &to] {
            check_code(code)?;
        }
        let account = principal.account;
        let now = self.now(account);
        let work = self.database.transaction::<_, Error, _>(move |tx| {
            Box::pin(async move {
                let mut of_pair = exchange_rates::all_in(tx, account).await?;
                of_pair.retain(|rate| rate.from == from && rate.to == to);
                if of_pair.is_empty() {
                    return Err(CurrencyRefusal::PairNotFound { from, to }.into());
                }
                for rate in of_pair {
                    let rate = ExchangeRate { visible, updated_at: now, ..rate };
                    exchange_rates::update(tx, account, &rate).await?;
                }
                Ok(())
            })
        });
        work.await
    }

    /// Sets the currency that the account sums its amounts up in; rates into the one before stay as history.
    pub async fn set_company_currency(&self, principal: &Principal, code: &str) -> Result<()> {
        check_code(code)?;
        self.set_in_account(principal, Setting::CompanyCurrency, code).await
    }

    /// Refuses to add a currency with the rate that somebody publishes: nobody publishes any to this server.
    pub fn add_central_currency(&self, code: &str) -> Result<ExchangeRate> {
        check_code(code)?;
        Err(CurrencyRefusal::NoCentralRates.into())
    }
}

impl Writer {
    /// Writes a rate and returns it with the moments from which deals are worth something else because of it.
    async fn write(
        &self,
        tx: &mut Tx,
        key: RateKey,
        new: &NewRate,
    ) -> Result<(ExchangeRate, Vec<Timestamp>)> {
        let rate = Rate::parse(&new.rate).ok_or_else(|| CurrencyRefusal::InvalidRate(new.rate.clone()))?;
        let moment = new.effective_at.as_deref().map(|text| {
            Timestamp::parse(text).ok_or_else(|| CurrencyRefusal::InvalidMoment(text.to_owned()))
        });
        let moment = moment.transpose()?;
        let all = exchange_rates::all_in(tx, self.account).await?;
        match key {
            RateKey::From(code) => {
                let made = self.create(tx, &all, code, (rate, moment)).await?;
                let moment = made.effective_at.max(self.now);
                Ok((made, vec![moment]))
            }
            RateKey::Id(id) => {
                let old = find(&all, &id)?;
                self.refuse_own(&old.from)?;
                let effective_at = moment.unwrap_or(old.effective_at);
                let new =
                    ExchangeRate { rate: rate.to_text(), effective_at, updated_at: self.now, ..old.clone() };
                exchange_rates::update(tx, self.account, &new).await?;
                // It may have counted until now, and count again later.
                let mut moments = vec![self.now, effective_at.max(self.now)];
                moments.dedup();
                Ok((new, moments))
            }
        }
    }

    async fn create(
        &self,
        tx: &mut Tx,
        all: &[ExchangeRate],
        code: String,
        (rate, moment): (Rate, Option<Timestamp>),
    ) -> Result<ExchangeRate> {
        check_code(&code)?;
        self.refuse_own(&code)?;
        self.refuse_more(all, &code)?;
        let is_own = |rate: &ExchangeRate| rate.from == self.company && rate.to == self.company;
        if !all.iter().any(is_own) {
            // Documented: the account's own currency has a rate as well.
            exchange_rates::create(tx, self.account, self.rate(self.company.clone(), Rate::ONE, self.now))
                .await?;
        }
        let before = all.iter().find(|rate| rate.from == code && rate.to == self.company);
        let visible = before.is_none_or(|rate| rate.visible);
        let new = ExchangeRate { visible, ..self.rate(code, rate, moment.unwrap_or(self.now)) };
        Ok(exchange_rates::create(tx, self.account, new).await?)
    }

    /// A rate that is not kept yet.
    fn rate(&self, from: String, rate: Rate, effective_at: Timestamp) -> ExchangeRate {
        ExchangeRate {
            id: 0,
            from,
            to: self.company.clone(),
            rate: rate.to_text(),
            visible: true,
            effective_at,
            created_at: self.now,
            updated_at: self.now,
        }
    }

    /// Refuses another currency than those that the account has, if it may not have more.
    fn refuse_more(&self, all: &[ExchangeRate], code: &str) -> Result<(), CurrencyRefusal> {
        let of_company = all.iter().filter(|rate| rate.to == self.company).map(|rate| rate.from.as_str());
        let known: BTreeSet<&str> = of_company.chain([self.company.as_str()]).collect();
        match self.max_currencies {
            Some(max) if !known.contains(code) && known.len() >= max => Err(CurrencyRefusal::TooMany(max)),
            _ => Ok(()),
        }
    }

    /// Refuses rates of the account's own currency.
    fn refuse_own(&self, code: &str) -> Result<(), CurrencyRefusal> {
        if code == self.company { Err(CurrencyRefusal::OfCompany(code.to_owned())) } else { Ok(()) }
    }
}

/// Refuses codes of no currency.
fn check_code(code: &str) -> Result<(), CurrencyRefusal> {
    currency::find(code).map(|_| ()).ok_or_else(|| CurrencyRefusal::UnknownCurrency(code.to_owned()))
}
