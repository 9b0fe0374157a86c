//! The engine for many nodes: a pool of connections, statements prepared once for each, many rows pipelined.

use std::str::FromStr as _;
use std::sync::atomic::{AtomicU64, Ordering};

use bytes::BytesMut;
use deadpool_postgres::{Manager, ManagerConfig, Object, Pool, RecyclingMethod};
use futures_util::future::{BoxFuture, try_join_all};
use linchpin_domain::AccountId;
use tokio_postgres::types::{IsNull, ToSql, Type, to_sql_checked};
use tokio_postgres::{NoTls, Statement};

use super::grown::Grown;
use super::{Counters, Param, Row, Tx};
use crate::{Error, Result};

/// A connected PostgreSQL database.
pub struct Postgres {
    pool: Pool,
    transactions: AtomicU64,
    commits: AtomicU64,
    grown: Grown,
}

impl Postgres {
    pub(super) async fn connect(url: &str, connections: usize) -> Result<Self> {
        let config = tokio_postgres::Config::from_str(url)
            .map_err(|error| Error::Unusable(format!("the database URL is not valid: {error}").into()))?;
        let manager =
            Manager::from_config(config, NoTls, ManagerConfig { recycling_method: RecyclingMethod::Fast });
        let pool = Pool::builder(manager)
            .max_size(connections)
            .build()
            .map_err(|error| Error::Unusable(error.to_string().into()))?;
        // Fail at start and not at the first call when the server cannot be reached.
        drop(pool.get().await.map_err(|error| {
            Error::Unusable(format!("cannot connect to PostgreSQL: {}", Error::from(error)).into())
        })?);
        Ok(Self {
            pool,
            transactions: AtomicU64::new(0),
            commits: AtomicU64::new(0),
            grown: Grown::default(),
        })
    }

    pub(super) async fn query<T>(
        &self,
        sql: &str,
        params: &[Param<'_>],
        map: impl FnMut(&Row<'_>) -> Result<T>,
    ) -> Result<Vec<T>> {
        query(&self.pool.get().await?, sql, params, map).await
    }

    pub(super) async fn query_many<T, const N: usize>(
        &self,
        sql: &str,
        rows: &[[Param<'_>; N]],
        map: impl FnMut(&Row<'_>) -> Result<T>,
    ) -> Result<Vec<Option<T>>> {
        query_many(&self.pool.get().await?, sql, rows, map).await
    }

    pub(super) async fn query_each<T, const N: usize>(
        &self,
        sql: &str,
        rows: &[[Param<'_>; N]],
        map: impl FnMut(&Row<'_>) -> Result<T>,
    ) -> Result<Vec<Vec<T>>> {
        query_each(&self.pool.get().await?, sql, rows, map).await
    }

    pub(super) async fn transaction<T, E, F>(&self, work: F) -> Result<T, E>
    where
        E: From<Error>,
        F: for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<T, E>>,
    {
        let client = self.pool.get().await.map_err(Error::from)?;
        client.batch_execute("BEGIN").await.map_err(Error::from)?;
        self.transactions.fetch_add(1, Ordering::Relaxed);
        let mut tx = Tx::Postgres(PostgresTx { client: Some(client), grown: Vec::new() });
        let result = work(&mut tx).await;
        let Tx::Postgres(tx) = &mut tx else {
            return Err(Error::Unusable("the transaction was replaced".into()).into());
        };
        let end = if result.is_ok() { "COMMIT" } else { "ROLLBACK" };
        tx.client()?.batch_execute(end).await.map_err(Error::from)?;
        // The connection goes back to the pool only from here: see `Drop`.
        drop(tx.client.take());
        if result.is_ok() {
            self.commits.fetch_add(1, Ordering::Relaxed);
            self.grown.tell(&mut tx.grown);
        }
        result
    }

    pub(super) fn grown(&self) -> &Grown {
        &self.grown
    }

    pub(super) fn counters(&self) -> Counters {
        Counters {
            transactions: self.transactions.load(Ordering::Relaxed),
            commits: self.commits.load(Ordering::Relaxed),
        }
    }

    pub(super) fn close(&self) {
        self.pool.close();
    }
}

/// A transaction on one connection of the pool.
pub struct PostgresTx {
    client: Option<Object>,
    /// The accounts whose change logs grow with the commit.
    pub(super) grown: Vec<AccountId>,
}

impl Drop for PostgresTx {
    /// A transaction that was given up half-way (its request was cancelled, its code panicked) takes its
    /// connection with it: the server rolls back, and the pool never sees a connection inside a transaction.
    fn drop(&mut self) {
        if let Some(client) = self.client.take() {
            drop(Object::take(client));
        }
    }
}

impl PostgresTx {
    fn client(&self) -> Result<&Object> {
        self.client.as_ref().ok_or(Error::Closed)
    }

    pub(super) async fn query<T>(
        &self,
        sql: &str,
        params: &[Param<'_>],
        map: impl FnMut(&Row<'_>) -> Result<T>,
    ) -> Result<Vec<T>> {
        query(self.client()?, sql, params, map).await
    }

    pub(super) async fn query_many<T, const N: usize>(
        &self,
        sql: &str,
        rows: &[[Param<'_>; N]],
        map: impl FnMut(&Row<'_>) -> Result<T>,
    ) -> Result<Vec<Option<T>>> {
        query_many(self.client()?, sql, rows, map).await
    }

    pub(super) async fn query_each<T, const N: usize>(
        &self,
        sql: &str,
        rows: &[[Param<'_>; N]],
        map: impl FnMut(&Row<'_>) -> Result<T>,
    ) -> Result<Vec<Vec<T>>> {
        query_each(self.client()?, sql, rows, map).await
    }

    pub(super) async fn execute(&self, sql: &str, params: &[Param<'_>]) -> Result<u64> {
        let client = self.client()?;
        let statement = client.prepare_cached(sql).await?;
        Ok(client.execute_raw(&statement, params).await?)
    }

    pub(super) async fn execute_many<const N: usize>(
        &self,
        sql: &str,
        rows: &[[Param<'_>; N]],
    ) -> Result<Vec<u64>> {
        if rows.is_empty() {
            return Ok(Vec::new());
        }
        let client = self.client()?;
        let statement = client.prepare_cached(sql).await?;
        let sent = rows.iter().map(|params| client.execute_raw(&statement, params));
        Ok(try_join_all(sent).await?)
    }

    pub(super) async fn execute_script(&self, sql: &str) -> Result<()> {
        Ok(self.client()?.batch_execute(sql).await?)
    }
}

async fn query<T>(
    client: &Object,
    sql: &str,
    params: &[Param<'_>],
    mut map: impl FnMut(&Row<'_>) -> Result<T>,
) -> Result<Vec<T>> {
    let statement = client.prepare_cached(sql).await?;
    rows(client, &statement, params).await?.iter().map(|row| map(&Row::Postgres(row))).collect()
}

async fn query_many<T, const N: usize>(
    client: &Object,
    sql: &str,
    parameter_rows: &[[Param<'_>; N]],
    mut map: impl FnMut(&Row<'_>) -> Result<T>,
) -> Result<Vec<Option<T>>> {
    let found = each(client, sql, parameter_rows).await?;
    found.iter().map(|rows| rows.first().map(|row| map(&Row::Postgres(row))).transpose()).collect()
}

async fn query_each<T, const N: usize>(
    client: &Object,
    sql: &str,
    parameter_rows: &[[Param<'_>; N]],
    mut map: impl FnMut(&Row<'_>) -> Result<T>,
) -> Result<Vec<Vec<T>>> {
    let found = each(client, sql, parameter_rows).await?;
    found.iter().map(|rows| rows.iter().map(|row| map(&Row::Postgres(row))).collect()).collect()
}

/// The rows of the same query for each row of parameters, pipelined.
async fn each<const N: usize>(
    client: &Object,
    sql: &str,
    parameter_rows: &[[Param<'_>; N]],
) -> Result<Vec<Vec<tokio_postgres::Row>>> {
    if parameter_rows.is_empty() {
        return Ok(Vec::new());
    }
    let statement = client.prepare_cached(sql).await?;
    try_join_all(parameter_rows.iter().map(|params| rows(client, &statement, params))).await
}

async fn rows(
    client: &Object,
    statement: &Statement,
    params: &[Param<'_>],
) -> Result<Vec<tokio_postgres::Row>> {
    let params: Vec<&(dyn ToSql + Sync)> = params.iter().map(|param| param as &(dyn ToSql + Sync)).collect();
    Ok(client.query(statement, &params).await?)
}

impl ToSql for Param<'_> {
    fn to_sql(
        &self,
        ty: &Type,
        out: &mut BytesMut,
    ) -> Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        match self {
            Self::Null => Ok(IsNull::Yes),
            Self::Int(value) => value.to_sql(ty, out),
            Self::Text(value) => value.to_sql(ty, out),
            Self::Blob(value) => value.to_sql(ty, out),
        }
    }

    fn accepts(ty: &Type) -> bool {
        matches!(*ty, Type::INT8 | Type::TEXT | Type::BYTEA)
    }

    to_sql_checked!();
}
