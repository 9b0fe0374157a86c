//! Every row of an account, table by table, as text.
//!
//! Only on SQLite, whose catalogue tells the columns; that statements name one account is the same text on both
//! engines.

use std::collections::BTreeMap;

use linchpin_domain::AccountId;
use linchpin_store::Param;
use linchpin_testkit::TestApp;

/// The rows of an account in every table that has accounts.
pub(super) async fn of(app: &TestApp, account: AccountId) -> BTreeMap<String, String> {
    let sql = "SELECT m.name, group_concat('quote(' || c.name || ')', ' || '','' || ') \
               FROM sqlite_master m, pragma_table_info(m.name) c \
               WHERE m.type = 'table' AND EXISTS (SELECT 1 FROM pragma_table_info(m.name) WHERE name = 'account_id') \
               GROUP BY m.name";
    let columns = app.database.query(sql, &[], |row| Ok((row.text(0)?.to_owned(), row.text(1)?.to_owned())));
    let mut tables = BTreeMap::new();
    // What the account itself did before is counted and logged in its own time.
    app.engine.keep_calls_now().await;
    app.engine.write_usage().await;
    for (table, columns) in columns.await.expect("the catalogue can be read") {
        let sql = format!(
            "SELECT coalesce(group_concat(line, char(10)), '') \
             FROM (SELECT {columns} AS line FROM {table} WHERE account_id = $1 ORDER BY line)"
        );
        // A statement lives as long as the program; this one is of a test.
        let (sql, params): (&'static str, _) = (sql.leak(), [Param::Int(account.0)]);
        let rows = app.database.query_opt(sql, &params, |row| Ok(row.text(0)?.to_owned()));
        tables.insert(table, rows.await.expect("rows can be read").unwrap_or_default());
    }
    tables
}
