//! Deliveries: listed and read.

use linchpin_domain::AccountId;
use linchpin_store::webhook_deliveries::reading as rows;

use super::{Delivery, Detailed, Page, Queue, Wanted, reach};
use crate::tools::Thing;
use crate::webhooks::{Event, Exchange};
use crate::{Engine, Principal, Result};

/// Deliveries that are read at a time where most of them may not be wanted.
const PART: usize = 200;
/// Deliveries that are looked at for one page: events are looked for in what is kept, without an index.
const MAX_SCANNED: usize = 2_000;

impl Engine {
    /// Deliveries, the newest first.
    pub async fn list_webhook_deliveries(&self, principal: &Principal, wanted: Wanted) -> Result<Page> {
        let reach = reach(principal, wanted.account);
        let mut apps = rows::apps(&self.database, reach).await?;
        apps.retain(|app| wanted.app.is_none_or(|only| only == *app));
        // One more than the page has, to know whether there is another one.
        let part = if wanted.looks_into_events() { PART } else { wanted.limit + 1 };
        let (mut found, mut before, mut n_scanned) = (Vec::new(), wanted.before, 0);
        while n_scanned < MAX_SCANNED.max(part) {
            let mut read = Vec::new();
            for app in &apps {
                let wanted = rows::Wanted {
                    app: *app,
                    state: wanted.state.map_or("", super::State::as_str),
                    created: wanted.created,
                    before,
                    limit: part,
                };
                read.extend(rows::list(&self.database, reach.account, wanted).await?);
            }
            read.sort_unstable_by_key(|row| std::cmp::Reverse(row.id));
            read.truncate(part);
            let is_last = read.len() < part;
            for row in read {
                let delivery = with_events(reach.account, row)?;
                if !wanted.fits(&delivery) {
                    before = delivery.row.id;
                } else if found.len() == wanted.limit {
                    return Ok(Page { deliveries: found, next: Some(before) });
                } else {
                    before = delivery.row.id;
                    found.push(delivery);
                }
            }
            if is_last {
                return Ok(Page { deliveries: found, next: None });
            }
            n_scanned += part;
        }
        Ok(Page { deliveries: found, next: Some(before) })
    }

    /// A delivery with every time that it was sent.
    pub async fn read_webhook_delivery(
        &self,
        principal: &Principal,
        account: Option<AccountId>,
        id: &str,
    ) -> Result<Detailed> {
        let reach = reach(principal, account);
        let missing = || Thing::Delivery.not_found(id);
        let number = id.parse().map_err(|_| missing())?;
        let apps = rows::apps(&self.database, reach).await?;
        let row = rows::read(&self.database, reach.account, &apps, number).await?.ok_or_else(missing)?;
        let mut attempts = rows::attempts(&self.database, reach.account, &row).await?;
        attempts.extend(row.last.clone());
        let receiver = rows::receiver(&self.database, reach.account, row.app).await?.ok_or_else(missing)?;
        let is_own = receiver.maker == principal.account;
        let attempts = attempts.into_iter().map(|attempt| {
            let said = attempt.exchange.as_deref().map(Exchange::read);
            let said = if is_own { said } else { said.map(Exchange::for_others) };
            (attempt, said)
        });
        let attempts = attempts.collect();
        Ok(Detailed { delivery: with_events(reach.account, row)?, attempts, health: receiver.health })
    }

    /// What waits, for each app that ever had a delivery of an account's events.
    pub async fn webhook_queues(
        &self,
        principal: &Principal,
        account: Option<AccountId>,
    ) -> Result<Vec<Queue>> {
        Ok(rows::queues(&self.database, reach(principal, account)).await?)
    }
}

fn with_events(account: AccountId, row: rows::Delivery) -> Result<Delivery> {
    let events = Event::read(&row.events)?;
    Ok(Delivery { account, row, events })
}

impl Wanted {
    fn looks_into_events(&self) -> bool {
        self.event_type.is_some() || self.object.is_some()
    }

    fn fits(&self, delivery: &Delivery) -> bool {
        if !self.looks_into_events() {
            return true;
        }
        let name = self.event_type.map(|event_type| event_type.to_string());
        delivery.events.iter().any(|event| {
            name.as_ref().is_none_or(|name| *name == event.event_type)
                && self.object.is_none_or(|object| event.what.concerns(object))
        })
    }
}
