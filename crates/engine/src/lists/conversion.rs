//! Lists that stop following their filters at some time.

use linchpin_domain::calendar::Zone;
use linchpin_domain::list::{Inactivity, ListConversion, TimeUnit};
use linchpin_domain::{AccountId, ListKind, Timestamp};
use linchpin_store::{Error as StoreError, lists as rows};
use serde_json::{Value, json};

use super::edit::{Edit, Schedule};
use super::{List, ListRefusal, ScheduledConversion};
use crate::effects::nobody;
use crate::{Engine, Error, Principal, Result};

/// The moment of what the calendar ends before.
const NEVER: Timestamp = Timestamp(i64::MAX);

impl Engine {
    /// The conversion that a list waits for or had.
    pub async fn read_list_conversion(&self, principal: &Principal, id: &str) -> Result<ScheduledConversion> {
        let list = self.read_list(principal, id).await?;
        scheduled(&list)?.ok_or_else(|| ListRefusal::NoConversion(list.id).into())
    }

    /// Lets a dynamic list become static at some time, instead of any that was said before.
    pub async fn schedule_list_conversion(
        &self,
        principal: &Principal,
        id: &str,
        wanted: ListConversion,
    ) -> Result<ScheduledConversion> {
        let list = self.read_list(principal, id).await?;
        let settings = self.account_settings(principal.account).await?;
        let now = self.now(principal.account);
        let comes_at = comes_at(wanted, &list, now, settings.zone()).unwrap_or(NEVER);
        let schedule = Schedule { text: to_text(wanted), comes_at };
        self.edit_list(principal, &list, Edit::Schedule(Some(schedule))).await?;
        Ok(ScheduledConversion { wanted, converted_at: None })
    }

    /// Lets a list stay dynamic.
    pub async fn cancel_list_conversion(&self, principal: &Principal, id: &str) -> Result<()> {
        let list = self.read_list(principal, id).await?;
        if list.converts_at.is_none() {
            return Err(ListRefusal::NoConversion(list.id).into());
        }
        self.edit_list(principal, &list, Edit::Schedule(None)).await?;
        Ok(())
    }

    /// Converts the lists of an account whose time has come.
    pub(crate) async fn convert_lists(&self, account: AccountId) -> Result<()> {
        let (now, principal) = (self.now(account), nobody(account));
        let settings = self.account_settings(account).await?;
        for id in rows::converting(&self.database, account, now).await? {
            let Some(list) = rows::read(&self.database, account, id).await? else { continue };
            let Some((noted, comes_at)) = planned(&list, settings.zone())? else { continue };
            if comes_at <= now {
                match self.edit_list(&principal, &list, Edit::Convert).await {
                    // Nobody sees it while the type of its records is archived.
                    Ok(_) | Err(Error::UnknownObjectType(_) | Error::List(ListRefusal::NotFound(_))) => {
                        continue;
                    }
                    Err(error) => return Err(error),
                }
            }
            // Somebody joined or left meanwhile.
            let work = self.database.transaction::<_, Error, _>(move |tx| {
                Box::pin(async move { Ok(rows::postpone(tx, account, id, (noted, comes_at)).await?) })
            });
            work.await?;
        }
        Ok(())
    }
}

/// Makes a locked list static if its time has come; one that is still being filled is filled to its end.
pub(super) fn convert(list: &mut List, now: Timestamp, zone: &Zone) -> Result<()> {
    if planned(list, zone)?.is_some_and(|(_, comes_at)| comes_at <= now) {
        list.kind = ListKind::Snapshot;
        (list.converts_at, list.converted_at) = (None, Some(now));
    }
    Ok(())
}

/// When it was noted that a list is to be converted, and when that is as far as is known now; none where it is not to.
fn planned(list: &List, zone: &Zone) -> Result<Option<(Timestamp, Timestamp)>> {
    let (Some(noted), Some(scheduled)) = (list.converts_at, scheduled(list)?) else { return Ok(None) };
    let comes_at = comes_at(scheduled.wanted, list, list.updated_at, zone);
    Ok(Some((noted, comes_at.unwrap_or(NEVER))))
}

/// When a list is to be converted that nobody joined or left since `asked_at`, or since the last one did.
fn comes_at(wanted: ListConversion, list: &List, asked_at: Timestamp, zone: &Zone) -> Option<Timestamp> {
    let quiet_since =
        [list.last_added_at, list.last_removed_at].into_iter().flatten().fold(asked_at, Timestamp::max);
    wanted.comes_at(quiet_since, zone)
}

/// The conversion that a list waits for or had, from the text that is kept of it.
fn scheduled(list: &List) -> Result<Option<ScheduledConversion>> {
    let Some(text) = &list.conversion else { return Ok(None) };
    let corrupt = || StoreError::Corrupt(format!("list {} is converted {text}", list.id).into());
    let value: Value = serde_json::from_str(text).map_err(|_| corrupt())?;
    let wanted = parse(&value).ok_or_else(corrupt)?;
    Ok(Some(ScheduledConversion { wanted, converted_at: list.converted_at }))
}

fn parse(value: &Value) -> Option<ListConversion> {
    let number = |name: &str| value[name].as_i64().and_then(|number| number.try_into().ok());
    match value["unit"].as_str() {
        Some(unit) => ListConversion::after(TimeUnit::parse(unit)?, number("count")?),
        None => ListConversion::on(number("year")?, number("month")?, number("day")?),
    }
}

fn to_text(conversion: ListConversion) -> String {
    let value = match conversion {
        ListConversion::On(date) => json!({"year": date.year(), "month": date.month(), "day": date.day()}),
        ListConversion::After(Inactivity { unit, count }) => json!({"unit": unit.as_str(), "count": count}),
    };
    value.to_string()
}
