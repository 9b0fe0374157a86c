//! Numbered migrations, embedded, forward only, each with the checksum it was applied under.

use linchpin_domain::Timestamp;
use sha2::{Digest as _, Sha256};

use crate::{Database, Error, Param, Result, Tx};

/// A migration; a file that shipped never changes.
struct Migration {
    number: i64,
    name: &'static str,
    text: &'static str,
}

const MIGRATIONS: &[Migration] = &[
    Migration { number: 1, name: "foundation", text: include_str!("../migrations/0001_foundation.sql") },
    Migration { number: 2, name: "schema", text: include_str!("../migrations/0002_schema.sql") },
    Migration { number: 3, name: "pipelines", text: include_str!("../migrations/0003_pipelines.sql") },
    Migration { number: 4, name: "associations", text: include_str!("../migrations/0004_associations.sql") },
    Migration { number: 5, name: "removals", text: include_str!("../migrations/0005_removals.sql") },
    Migration { number: 6, name: "object_types", text: include_str!("../migrations/0006_object_types.sql") },
    Migration {
        number: 7,
        name: "pending_effects",
        text: include_str!("../migrations/0007_pending_effects.sql"),
    },
    Migration { number: 8, name: "due_effects", text: include_str!("../migrations/0008_due_effects.sql") },
    Migration { number: 9, name: "features", text: include_str!("../migrations/0009_features.sql") },
    Migration {
        number: 10,
        name: "company_domains",
        text: include_str!("../migrations/0010_company_domains.sql"),
    },
    Migration { number: 11, name: "reports", text: include_str!("../migrations/0011_reports.sql") },
    Migration { number: 12, name: "lists", text: include_str!("../migrations/0012_lists.sql") },
    Migration { number: 13, name: "access", text: include_str!("../migrations/0013_access.sql") },
    Migration { number: 14, name: "snapshots", text: include_str!("../migrations/0014_snapshots.sql") },
    Migration { number: 15, name: "oauth", text: include_str!("../migrations/0015_oauth.sql") },
    Migration { number: 16, name: "audit_log", text: include_str!("../migrations/0016_audit_log.sql") },
    Migration { number: 17, name: "people", text: include_str!("../migrations/0017_people.sql") },
    Migration { number: 18, name: "tools", text: include_str!("../migrations/0018_tools.sql") },
    Migration {
        number: 19,
        name: "idempotency_keys",
        text: include_str!("../migrations/0019_idempotency_keys.sql"),
    },
    Migration { number: 20, name: "api_usage", text: include_str!("../migrations/0020_api_usage.sql") },
    Migration { number: 21, name: "currencies", text: include_str!("../migrations/0021_currencies.sql") },
    Migration { number: 22, name: "webhooks", text: include_str!("../migrations/0022_webhooks.sql") },
    Migration { number: 23, name: "due_rates", text: include_str!("../migrations/0023_due_rates.sql") },
    Migration { number: 24, name: "call_windows", text: include_str!("../migrations/0024_call_windows.sql") },
    Migration {
        number: 25,
        name: "struck_faults",
        text: include_str!("../migrations/0025_struck_faults.sql"),
    },
    Migration {
        number: 26,
        name: "webhook_deliveries_ended",
        text: include_str!("../migrations/0026_webhook_deliveries_ended.sql"),
    },
    Migration { number: 27, name: "activity", text: include_str!("../migrations/0027_activity.sql") },
    Migration {
        number: 28,
        name: "webhook_origins",
        text: include_str!("../migrations/0028_webhook_origins.sql"),
    },
    Migration { number: 29, name: "journal", text: include_str!("../migrations/0029_journal.sql") },
    Migration {
        number: 30,
        name: "webhook_exchanges",
        text: include_str!("../migrations/0030_webhook_exchanges.sql"),
    },
];

/// The words in which the engines' table definitions differ: placeholder, SQLite, PostgreSQL.
const WORDS: &[(&str, &str, &str)] = &[
    ("{text}", "TEXT", "TEXT COLLATE \"C\""),
    ("{blob}", "BLOB", "BYTEA"),
    ("{clustered}", "WITHOUT ROWID", ""),
    ("{unlogged}", "", "UNLOGGED"),
];

/// Two nodes that start on one PostgreSQL at the same time take turns behind this advisory lock.
const LOCK: &str = "SELECT pg_advisory_xact_lock(7205761)";

/// Applies what is missing, all in one transaction, and refuses a database that a newer or different program made.
pub async fn apply(database: &Database, now: Timestamp) -> Result<()> {
    database.transaction(move |tx| Box::pin(apply_in(tx, now))).await
}

async fn apply_in(tx: &mut Tx, now: Timestamp) -> Result<()> {
    if !tx.is_embedded() {
        tx.execute_script(LOCK).await?;
    }
    tx.execute_script(
        "CREATE TABLE IF NOT EXISTS migrations \
         (number BIGINT PRIMARY KEY NOT NULL, name TEXT NOT NULL, checksum TEXT NOT NULL, applied_at BIGINT NOT NULL)",
    )
    .await?;
    let applied = tx
        .query("SELECT number, checksum FROM migrations ORDER BY number", &[], |row| {
            Ok((row.int(0)?, row.text(1)?.to_owned()))
        })
        .await?;
    for (number, checksum) in &applied {
        let Some(known) = MIGRATIONS.iter().find(|migration| migration.number == *number) else {
            return Err(Error::Unusable(
                format!(
                    "the database is from a newer Linchpin (migration {number} is not known here); \
                     start it with that version or a later one"
                )
                .into(),
            ));
        };
        if checksum_of(known) != *checksum {
            return Err(Error::Unusable(
                format!("migration {number} ({}) was applied with a different text", known.name).into(),
            ));
        }
    }
    for migration in &MIGRATIONS[applied.len().min(MIGRATIONS.len())..] {
        tx.execute_script(&in_words_of(migration.text, tx.is_embedded())).await?;
        tx.execute(
            "INSERT INTO migrations (number, name, checksum, applied_at) VALUES ($1, $2, $3, $4)",
            &[
                Param::Int(migration.number),
                Param::Text(migration.name),
                Param::Text(&checksum_of(migration)),
                Param::Int(now.0),
            ],
        )
        .await?;
    }
    Ok(())
}

fn in_words_of(text: &str, embedded: bool) -> String {
    WORDS.iter().fold(text.to_owned(), |text, (placeholder, sqlite, postgres)| {
        text.replace(placeholder, if embedded { sqlite } else { postgres })
    })
}

fn checksum_of(migration: &Migration) -> String {
    let digest = Sha256::digest(migration.text.as_bytes());
    digest.iter().fold(String::with_capacity(64), |mut hex, byte| {
        use std::fmt::Write as _;
        // Writing to a string cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_dense_and_ascending() {
        for (index, migration) in MIGRATIONS.iter().enumerate() {
            assert_eq!(migration.number, index as i64 + 1, "{}", migration.name);
        }
    }

    #[test]
    fn no_placeholder_is_left_in_either_dialect() {
        for migration in MIGRATIONS {
            for embedded in [true, false] {
                let text = in_words_of(migration.text, embedded);
                let code = text.lines().filter(|line| !line.trim_start().starts_with("--"));
                assert!(code.into_iter().all(|line| !line.contains('{')), "{}", migration.name);
            }
        }
    }
}
