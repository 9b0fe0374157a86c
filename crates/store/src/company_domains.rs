//! Which companies have a domain: a hint, to be checked against the companies themselves.

use linchpin_domain::{AccountId, RecordId};

use crate::{Param, Result, Tx};

/// The company of rows that keep others from looking for a domain while somebody does.
const NOBODY: RecordId = RecordId(0);

/// Notes which companies have which domains; what is noted stays, for companies that come back.
pub async fn put_many(tx: &mut Tx, account: AccountId, domains: &[(String, RecordId)]) -> Result<()> {
    let rows: Vec<_> = domains
        .iter()
        .map(|(domain, company)| [Param::Int(account.0), Param::Text(domain), Param::Int(company.0)])
        .collect();
    tx.execute_many(
        "INSERT INTO company_domains (account_id, domain, company_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
        &rows,
    )
    .await?;
    Ok(())
}

/// Keeps others who look for these domains for the first time waiting until the transaction ends.
///
/// `domains` must ascend, so that transactions which meet wait for each other in one direction only.
pub async fn claim(tx: &mut Tx, account: AccountId, domains: &[String]) -> Result<()> {
    debug_assert!(domains.is_sorted(), "domains are claimed in ascending order");
    let rows: Vec<_> = domains.iter().map(|domain| (domain.clone(), NOBODY)).collect();
    put_many(tx, account, &rows).await
}

/// The companies that may have a domain, the oldest first.
pub async fn find(tx: &mut Tx, account: AccountId, domain: &str) -> Result<Vec<RecordId>> {
    tx.query(
        "SELECT company_id FROM company_domains WHERE account_id = $1 AND domain = $2 AND company_id > $3 \
         ORDER BY company_id",
        &[Param::Int(account.0), Param::Text(domain), Param::Int(NOBODY.0)],
        |row| row.int(0).map(RecordId),
    )
    .await
}
