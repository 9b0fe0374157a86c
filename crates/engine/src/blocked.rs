//! Addresses of people who were deleted for their privacy: no contact may have one again.
//!
//! Only a keyed hash of each is kept, so that whoever has the database alone cannot try out addresses.

use linchpin_domain::AccountId;
use linchpin_store::unique_values::UniqueValue;
use linchpin_store::{Result, Tx, blocked_addresses};

use crate::{Engine, ServerKey};

/// The blocked addresses of an account that has some; none are read before they are asked for.
#[derive(Clone)]
pub(crate) struct Blocked {
    account: AccountId,
    key: ServerKey,
}

impl Blocked {
    /// Which of these addresses are blocked.
    pub(crate) async fn find(&self, tx: &mut Tx, addresses: &[&UniqueValue]) -> Result<Vec<bool>> {
        let hashes: Vec<_> = addresses.iter().map(|address| self.hash(&address.value)).collect();
        blocked_addresses::find_many(tx, self.account, &hashes).await
    }

    /// Blocks addresses from now on.
    pub(crate) async fn put(&self, tx: &mut Tx, addresses: &[UniqueValue]) -> Result<()> {
        let hashes: Vec<_> = addresses.iter().map(|address| self.hash(&address.value)).collect();
        blocked_addresses::put_many(tx, self.account, &hashes).await
    }

    /// The same address has another hash in another account, so that nothing can be learned by comparing them.
    fn hash(&self, address: &str) -> Vec<u8> {
        self.key.hash(&format!("blocked address {} {address}", self.account))
    }
}

impl Engine {
    /// The addresses that an account blocks.
    pub(crate) fn blocked(&self, account: AccountId) -> Blocked {
        Blocked { account, key: self.access.key.clone() }
    }
}
