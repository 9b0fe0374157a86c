//! Every row of an account, table by table, as text.

use std::collections::BTreeMap;

use linchpin_domain::AccountId;
use linchpin_store::Param;
use linchpin_testkit::TestApp;

/// Each table that has accounts, with the expression that makes a text of its rows.
const TABLES_OF_SQLITE: &str = "SELECT m.name, group_concat('quote(' || c.name || ')', ' || '','' || ') \
     FROM sqlite_master m, pragma_table_info(m.name) c \
     WHERE m.type = 'table' AND EXISTS (SELECT 1 FROM pragma_table_info(m.name) WHERE name = 'account_id') \
     GROUP BY m.name";
/// [`TABLES_OF_SQLITE`], as the catalogue of PostgreSQL has them.
const TABLES_OF_POSTGRES: &str = "SELECT table_name::text, table_name::text || '::text' \
     FROM information_schema.columns WHERE column_name = 'account_id' AND table_schema = current_schema()";

/// The rows of an account in every table that has accounts.
pub(super) async fn of(app: &TestApp, account: AccountId) -> BTreeMap<String, String> {
    let is_embedded = app.database.is_embedded();
    let sql = if is_embedded { TABLES_OF_SQLITE } else { TABLES_OF_POSTGRES };
    let text = app.database.query(sql, &[], |row| Ok((row.text(0)?.to_owned(), row.text(1)?.to_owned())));
    let mut tables = BTreeMap::new();
    // What the account itself did before is counted and logged in its own time.
    app.engine.keep_calls_now().await;
    app.engine.write_usage().await;
    for (table, text) in text.await.expect("the catalogue can be read") {
        let joined = if is_embedded { "group_concat(line, char(10))" } else { "string_agg(line, chr(10))" };
        let sql = format!(
            "SELECT coalesce({joined}, '') \
             FROM (SELECT {text} AS line FROM {table} WHERE account_id = $1 ORDER BY line) AS lines"
        );
        // A statement lives as long as the program; this one is of a test.
        let (sql, params): (&'static str, _) = (sql.leak(), [Param::Int(account.0)]);
        let rows = app.database.query_opt(sql, &params, |row| Ok(row.text(0)?.to_owned()));
        tables.insert(table, rows.await.expect("rows can be read").unwrap_or_default());
    }
    tables
}
