//! The contacts of a folder in PostgreSQL, as one would keep them there to search them.

use std::path::Path;
use std::pin::pin;

use anyhow::Result;
use bytes::Bytes;
use futures_util::SinkExt as _;
use rusqlite::Connection;
use tokio_postgres::{Client, CopyInSink};

use crate::postgres_server::PostgresServer;
use crate::questions::sql::{TABLE, indexes};
use crate::raw::postgres::connect;
use crate::report::note;
use crate::seeded::DATABASE;

/// The database.
const NAME: &str = "search";
/// A stage is stored by its absence where it is that of nearly every contact.
const USUAL_STAGE: &str = "\"lifecyclestage\":\"lead\"";
/// Rows are sent in pieces of about this many bytes.
const PIECE: usize = 256 * 1024;
/// What a good administrator sets for a session that builds indexes and answers searches.
const SETTINGS: &str = "SET maintenance_work_mem = '1GB'; SET work_mem = '128MB'; SET jit = off; \
     SET effective_cache_size = '8GB'; SET random_page_cost = 1.1";

/// Loads the contacts of a folder that nobody serves, and returns a session that can ask about them.
pub(crate) async fn load(server: &PostgresServer, folder: &Path) -> Result<Client> {
    // Lower case and letters beyond ASCII too, but the order of bytes.
    let create = format!(
        "CREATE DATABASE {NAME} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C.UTF-8'"
    );
    connect(&server.database("postgres")).await?.batch_execute(&create).await?;
    let client = connect(&server.database(NAME)).await?;
    client.batch_execute(SETTINGS).await?;
    client.batch_execute(TABLE).await?;
    note("copying the contacts into PostgreSQL");
    let copy = "COPY contacts (id, created_at, updated_at, properties) FROM STDIN";
    send(&folder.join(DATABASE), client.copy_in(copy).await?).await?;
    note("building PostgreSQL's indexes");
    for index in indexes()? {
        client.batch_execute(&index).await?;
    }
    client.batch_execute("VACUUM ANALYZE contacts").await?;
    client.batch_execute("CHECKPOINT").await?;
    Ok(client)
}

async fn send(database: &Path, sink: CopyInSink<Bytes>) -> Result<()> {
    let mut sink = pin!(sink);
    let connection = Connection::open(database)?;
    let mut statement = connection.prepare(
        "SELECT id, created_at, updated_at, properties FROM records WHERE object_type = 1 AND archived = 0",
    )?;
    let mut rows = statement.query([])?;
    let mut piece = Vec::with_capacity(PIECE + 4 * 1024);
    while let Some(row) = rows.next()? {
        let moments: [i64; 3] = [row.get(0)?, row.get(1)?, row.get(2)?];
        push(&mut piece, moments, row.get_ref(3)?.as_str()?);
        if piece.len() >= PIECE {
            sink.send(Bytes::from(std::mem::take(&mut piece))).await?;
        }
    }
    sink.send(Bytes::from(piece)).await?;
    sink.finish().await?;
    Ok(())
}

/// Appends a row in the text form of COPY.
fn push(piece: &mut Vec<u8>, numbers: [i64; 3], properties: &str) {
    for number in numbers {
        piece.extend_from_slice(number.to_string().as_bytes());
        piece.push(b'\t');
    }
    let rest = properties.strip_prefix('{').unwrap_or(properties);
    piece.push(b'{');
    if !properties.contains("\"lifecyclestage\":") {
        piece.extend_from_slice(USUAL_STAGE.as_bytes());
        piece.push(b',');
    }
    // JSON has no control characters, so that nothing but the backslash means something to COPY.
    for byte in rest.bytes() {
        if byte == b'\\' {
            piece.push(b'\\');
        }
        piece.push(byte);
    }
    piece.push(b'\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_lines_whose_json_survives_copy() {
        let mut piece = Vec::new();
        push(&mut piece, [7, 8, 9], r#"{"city":"a\"b","lifecyclestage":"other"}"#);
        push(&mut piece, [1, 2, 3], r#"{"city":"x"}"#);
        let text = String::from_utf8(piece).expect("it is text");
        let expected = "7\t8\t9\t{\"city\":\"a\\\\\"b\",\"lifecyclestage\":\"other\"}\n\
             1\t2\t3\t{\"lifecyclestage\":\"lead\",\"city\":\"x\"}\n";
        assert_eq!(text, expected);
    }
}
