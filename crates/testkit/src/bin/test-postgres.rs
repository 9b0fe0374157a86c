//! PostgreSQL for many test processes: `test-postgres` starts a server, prints its URL and runs until standard input
//! ends; `test-postgres database` prints the URL of a new database in the server that the tests share.

use std::io::{Read, Write};

use linchpin_testkit::postgres::Postgres;

fn main() -> std::io::Result<()> {
    if std::env::args().nth(1).as_deref() == Some("database") {
        return writeln!(std::io::stdout(), "{}", Postgres::database());
    }
    let server = Postgres::start();
    writeln!(std::io::stdout(), "{}", server.url())?;
    std::io::stdin().read_to_end(&mut Vec::new())?;
    Ok(())
}
