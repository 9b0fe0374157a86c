//! Searches as clients ask for them, where several nodes share an account.

use linchpin_domain::filter::Operator;
use linchpin_engine::Error;
use linchpin_engine::search::{Condition, SearchRequest};
use linchpin_testkit::on_both_engines;

use super::*;

/// How many contacts an engine finds by one condition, or why none can be found.
async fn count(engine: &Engine, app: &TestApp, property: &str, operator: Operator<'_>) -> Result<u64, Error> {
    let principal = engine.authenticate(&app.token).await.expect("tokens read").expect("the token is valid");
    let contacts = engine.object_type(app.account, "contacts").await.expect("the type is there");
    let groups = vec![vec![Condition { property, operator }]];
    let request = SearchRequest { groups, limit: 10, ..SearchRequest::default() };
    Ok(engine.search(&principal, contacts, &request).await?.total)
}

/// What an engine still has in memory decides about no search.
#[tokio::test]
async fn what_another_node_did_to_a_property_counts_at_once() {
    on_both_engines(async |app| {
        let other = engine(&app, Settings::default());
        let refused = count(&other, &app, "size", Operator::Known).await;
        assert!(matches!(refused, Err(Error::RefusedSearch(_))), "{refused:?}");
        let size = json!({"name": "size", "label": "Size", "type": "string", "fieldType": "text",
            "groupName": "contactinformation"});
        assert_eq!(app.post("/crm/v3/properties/contacts", size).await.status, 201);
        create(&app, "contacts", json!({"size": "10"})).await;
        assert_eq!(count(&other, &app, "size", Operator::Equal("10")).await.expect("it is known"), 1);
        // As texts, 10 comes before 9.
        assert_eq!(count(&other, &app, "size", Operator::Greater("9")).await.expect("it is known"), 0);
        let number = json!({"type": "number", "fieldType": "number"});
        assert_eq!(app.patch("/crm/v3/properties/contacts/size", number).await.status, 200);
        assert_eq!(count(&other, &app, "size", Operator::Greater("9")).await.expect("it is known"), 1);
        assert_eq!(app.delete("/crm/v3/properties/contacts/size").await.status, 204);
        let archived = count(&other, &app, "size", Operator::Known).await;
        assert!(matches!(archived, Err(Error::RefusedSearch(_))), "{archived:?}");
    })
    .await;
}
