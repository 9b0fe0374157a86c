use std::collections::BTreeSet;

use linchpin_domain::AccountId;
use linchpin_store::ids::Ids;

use crate::on_both_engines;

#[tokio::test]
async fn ids_ascend_and_are_never_handed_out_twice() {
    on_both_engines(async |database, account| {
        let mut seen = BTreeSet::new();
        let mut last = 0;
        // A second allocator is a restart, or another node.
        for allocator in [Ids::default(), Ids::default()] {
            for count in [1, 3, 5_000, 0, 100] {
                let ids = allocator.take(database, account, count).await.expect("ids can be taken");
                let ids: Vec<_> = ids.map(|id| id.0).collect();
                assert_eq!(ids.len(), count);
                for id in ids {
                    assert!(id > last && seen.insert(id), "{id} after {last}");
                    last = id;
                }
            }
        }
        assert!(last < 1 << 53);
    })
    .await;
}

#[tokio::test]
async fn accounts_count_on_their_own() {
    on_both_engines(async |database, account| {
        let ids = Ids::default();
        let first = ids.take(database, account, 1).await.expect("ids can be taken").next();
        let other = AccountId(account.0 + 1);
        let second = ids.take(database, other, 1).await.expect("ids can be taken").next();
        assert_eq!(first, second);
    })
    .await;
}
