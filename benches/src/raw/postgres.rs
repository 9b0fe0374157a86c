//! Raw inserts as pgbench does them: prepared statements, one round trip each, one transaction for each batch.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use tokio_postgres::{Client, NoTls, Row};

use super::{ADVANCE, BATCH, CLAIM, Contact, INSERT, LOG, WRITTEN};

/// Connects; the connection ends when the client is dropped.
pub(crate) async fn connect(url: &str) -> Result<Client> {
    let (client, connection) = tokio_postgres::connect(url, NoTls).await?;
    // How it ended shows in the next statement.
    tokio::spawn(connection);
    Ok(client)
}

/// The contacts that were created in a database.
pub(crate) async fn read(url: &str) -> Result<Vec<Contact>> {
    let rows = connect(url).await?.query(WRITTEN, &[]).await?;
    Ok(rows.iter().map(contact).collect::<Result<_, _>>()?)
}

fn contact(row: &Row) -> Result<Contact, tokio_postgres::Error> {
    Ok(Contact {
        account: row.try_get(0)?,
        object_type: row.try_get(1)?,
        id: row.try_get(2)?,
        created_at: row.try_get(3)?,
        updated_at: row.try_get(4)?,
        properties: row.try_get(5)?,
        unique_key: row.try_get(6)?,
        sequence: row.try_get(7)?,
        kind: row.try_get(8)?,
        at: row.try_get(9)?,
        source: row.try_get(10)?,
        source_id: row.try_get(11)?,
        user: row.try_get(12)?,
        logged: row.try_get(13)?,
    })
}

/// Writes contacts over several connections into a database that has the tables and nothing in them, and returns how
/// long that took.
pub(crate) async fn write(url: &str, contacts: Vec<Contact>, n_connections: usize) -> Result<Duration> {
    let mut clients = Vec::with_capacity(n_connections);
    for _ in 0..n_connections {
        clients.push(connect(url).await?);
    }
    let work = Arc::new((contacts, AtomicUsize::new(0)));
    let started = Instant::now();
    let tasks: Vec<_> = clients
        .into_iter()
        .map(|client| {
            let work = Arc::clone(&work);
            tokio::spawn(async move { write_batches(&client, &work.0, &work.1).await })
        })
        .collect();
    for task in tasks {
        task.await.context("a raw writer panicked")??;
    }
    Ok(started.elapsed())
}

/// Writes the next batch that nobody took, until none is left.
async fn write_batches(
    client: &Client,
    contacts: &[Contact],
    taken: &AtomicUsize,
) -> Result<(), tokio_postgres::Error> {
    let claim = client.prepare(CLAIM).await?;
    let insert = client.prepare(INSERT).await?;
    let advance = client.prepare(ADVANCE).await?;
    let log = client.prepare(LOG).await?;
    while let Some(batch) = contacts.chunks(BATCH).nth(taken.fetch_add(1, Ordering::Relaxed)) {
        client.batch_execute("BEGIN").await?;
        for contact in batch {
            client.execute(&claim, &[&contact.account, &contact.unique_key, &contact.id]).await?;
        }
        for contact in batch {
            let Contact { account, object_type, id, created_at, updated_at, properties, .. } = contact;
            client.execute(&insert, &[account, object_type, id, created_at, updated_at, properties]).await?;
        }
        client.execute(&advance, &[&(batch.len() as i64), &batch[0].account]).await?;
        for contact in batch {
            let Contact { account, sequence, object_type, id, kind, at, .. } = contact;
            let Contact { source, source_id, user, logged, .. } = contact;
            client
                .execute(
                    &log,
                    &[account, sequence, object_type, id, kind, at, source, source_id, user, logged],
                )
                .await?;
        }
        client.batch_execute("COMMIT").await?;
    }
    Ok(())
}
