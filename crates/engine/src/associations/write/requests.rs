//! The requests that associate and dissociate records.

use std::cmp::Ordering;
use std::collections::HashSet;

use linchpin_domain::{AssociationTypeId, RecordId};
use linchpin_store::Tx;
use linchpin_store::associations::{self as rows, Direction, Pair};

use super::super::rules::{Action, Rules};
use super::super::{Associated, Ends, PairRequest, Refusal, Unwanted, Wanted};
use super::apply;
use crate::effects;
use crate::objects::{self, Batch, ItemError, Tries};
use crate::{Engine, Error, Principal, Result};

/// What a client wants of a pair, once its ids and types are known to be valid.
#[derive(Clone)]
struct Order {
    /// Its place among the inputs.
    index: usize,
    pair: Pair,
    action: Action,
    /// The types that were asked for.
    types: Vec<AssociationTypeId>,
}

/// Everything that the transaction needs besides the orders.
#[derive(Clone)]
struct Context {
    ends: Ends,
    rules: Rules,
    write: objects::Context,
}

impl Engine {
    /// Associates records; pairs that cannot be associated become errors of their own.
    pub async fn associate(
        &self,
        principal: &Principal,
        ends: Ends,
        wanted: &[PairRequest<'_, Wanted<'_>>],
    ) -> Result<Batch<Associated>> {
        let mut tries = Tries::default();
        loop {
            let outcome = self.try_associate(principal, ends, wanted, &tries).await;
            if !tries.again(&outcome).await {
                return outcome;
            }
        }
    }

    /// Associates two records.
    pub async fn associate_one(
        &self,
        principal: &Principal,
        ends: Ends,
        wanted: PairRequest<'_, Wanted<'_>>,
    ) -> Result<Associated> {
        let mut batch = self.associate(principal, ends, &[wanted]).await?;
        match batch.errors.pop() {
            Some(item) => Err(item.error),
            None => batch.results.pop().ok_or(Error::RecordNotFound),
        }
    }

    async fn try_associate(
        &self,
        principal: &Principal,
        ends: Ends,
        wanted: &[PairRequest<'_, Wanted<'_>>],
        tries: &Tries,
    ) -> Result<Batch<Associated>> {
        let context = self.association_context(principal, ends, tries).await?;
        let (mut orders, mut failed) = (Vec::with_capacity(wanted.len()), Vec::new());
        for (index, request) in wanted.iter().enumerate() {
            match context.order(index, request) {
                Ok(order) => orders.push(order),
                Err(error) => failed.push((index, error)),
            }
        }
        let rules = context.rules.clone();
        let work = self.database.transaction::<_, Error, _>(move |tx| {
            Box::pin(async move {
                let (orders, missing) = context.existing(tx, orders).await?;
                context.write(tx, &orders).await?;
                Ok((orders, missing))
            })
        });
        let (done, missing) = work.await?;
        failed.extend(missing);
        failed.sort_by_key(|(index, _)| *index);
        let results = done.into_iter().map(|order| order.done(&rules)).collect();
        let errors = failed.into_iter().map(|(_, error)| ItemError { trace_id: None, error }).collect();
        Ok(Batch { results, errors })
    }

    /// Dissociates records, or takes types from them; pairs that are not associated count as done.
    pub async fn dissociate(
        &self,
        principal: &Principal,
        ends: Ends,
        unwanted: &[PairRequest<'_, Unwanted<'_>>],
    ) -> Result<()> {
        let mut tries = Tries::default();
        loop {
            let outcome = self.try_dissociate(principal, ends, unwanted, &tries).await;
            if !tries.again(&outcome).await {
                return outcome;
            }
        }
    }

    async fn try_dissociate(
        &self,
        principal: &Principal,
        ends: Ends,
        unwanted: &[PairRequest<'_, Unwanted<'_>>],
        tries: &Tries,
    ) -> Result<()> {
        let context = self.association_context(principal, ends, tries).await?;
        let mut orders = Vec::with_capacity(unwanted.len());
        for (index, request) in unwanted.iter().enumerate() {
            let action = context.rules.unwanted(&request.what)?;
            // What is no id stands for no record, and nothing is associated with that.
            if let (Some(from), Some(to)) = (RecordId::parse(&request.from), RecordId::parse(&request.to)) {
                orders.push(Order { index, pair: (from, to), action, types: Vec::new() });
            }
        }
        let work = self.database.transaction::<_, Error, _>(move |tx| {
            Box::pin(async move {
                // The rows of archived records wait for their restoration.
                let (orders, _) = context.existing(tx, orders).await?;
                context.write(tx, &orders).await
            })
        });
        work.await
    }

    async fn association_context(&self, principal: &Principal, ends: Ends, tries: &Tries) -> Result<Context> {
        self.check_enabled(principal, &[ends.from, ends.to]).await?;
        let account = principal.account;
        let labels = if tries.is_first() {
            self.labels(account, 0).await?
        } else {
            self.fresh_labels(account).await?
        };
        let direction = Direction { account, from: ends.from.id, to: ends.to.id };
        let rules = Rules::new(&labels, direction)?;
        let mut write = self.write_context(principal, ends.from, tries).await?;
        write.labels = Some(labels);
        Ok(Context { ends, rules, write })
    }
}

impl Context {
    fn order(&self, index: usize, request: &PairRequest<'_, Wanted<'_>>) -> Result<Order> {
        let id = |text: &str| {
            RecordId::parse(text).ok_or_else(|| Error::from(Refusal::InvalidAssociationId(text.to_owned())))
        };
        let pair = (id(&request.from)?, id(&request.to)?);
        if self.ends.from.id == self.ends.to.id && pair.0 == pair.1 {
            return Err(Refusal::SelfAssociation(pair.0).into());
        }
        let (action, types) = self.rules.wanted(&request.what)?;
        Ok(Order { index, pair, action, types })
    }

    /// Locks the records of the orders and takes those apart that name a record which does not exist.
    async fn existing(&self, tx: &mut Tx, orders: Vec<Order>) -> Result<(Vec<Order>, Vec<(usize, Error)>)> {
        let from = orders.iter().map(|order| order.pair.0);
        let to = orders.iter().map(|order| order.pair.1);
        let (from, to) = match self.ends.from.id.cmp(&self.ends.to.id) {
            Ordering::Equal => {
                let live = self.live(tx, self.ends.from, from.chain(to).collect()).await?;
                (live.clone(), live)
            }
            // Higher object types first, as everywhere, so that nobody waits in a circle.
            Ordering::Greater => {
                let from = self.live(tx, self.ends.from, from.collect()).await?;
                (from, self.live(tx, self.ends.to, to.collect()).await?)
            }
            Ordering::Less => {
                let to = self.live(tx, self.ends.to, to.collect()).await?;
                (self.live(tx, self.ends.from, from.collect()).await?, to)
            }
        };
        let missing = |order: &Order| {
            let from = (!from.contains(&order.pair.0)).then_some((self.ends.from, order.pair.0));
            let to = || (!to.contains(&order.pair.1)).then_some((self.ends.to, order.pair.1));
            from.or_else(to)
        };
        let (mut found, mut failed) = (Vec::with_capacity(orders.len()), Vec::new());
        for order in orders {
            match missing(&order) {
                Some((object_type, id)) => {
                    failed.push((order.index, Error::from(Refusal::NoSuchRecord { object_type, id })));
                }
                None => found.push(order),
            }
        }
        Ok((found, failed))
    }

    async fn live(
        &self,
        tx: &mut Tx,
        object_type: &linchpin_domain::ObjectType,
        mut ids: Vec<RecordId>,
    ) -> Result<HashSet<RecordId>> {
        ids.sort_unstable();
        ids.dedup();
        let live = rows::lock_live(tx, self.write.principal.account, object_type.id, &ids).await?;
        Ok(live.into_iter().collect())
    }

    async fn write(&self, tx: &mut Tx, orders: &[Order]) -> Result<()> {
        let orders: Vec<_> = orders.iter().map(|order| (order.pair, order.action.clone())).collect();
        let entries = apply(tx, &self.rules, &orders).await?;
        effects::finish(tx, &self.write, entries).await
    }
}

impl Order {
    fn done(self, rules: &Rules) -> Associated {
        let types = rules.forward.describe(&self.types).into_iter().map(|row| {
            let inverse = row.inverse.and_then(|inverse| rules.backward.get(inverse)).cloned();
            (row, inverse)
        });
        Associated { from: self.pair.0, to: self.pair.1, types: types.collect() }
    }
}
