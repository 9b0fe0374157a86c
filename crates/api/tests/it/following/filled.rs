//! Filling lists with many records, in parts.

use super::*;

impl World<'_> {
    /// Makes many contacts of one name.
    async fn contacts(&self, name: &str, n: usize) {
        let inputs: Vec<_> = (0..n).map(|_| json!({"properties": {"firstname": name}})).collect();
        for inputs in inputs.chunks(100) {
            let answer =
                self.app.post("/crm/v3/objects/contacts/batch/create", json!({ "inputs": inputs })).await;
            assert_eq!(answer.status, 201, "{}", answer.text());
        }
    }
}

#[tokio::test]
async fn lists_of_several_parts_are_filled_and_emptied() {
    let app = TestApp::new().await;
    let world = World::of(&app).await;
    world.contacts("Ada", 2_100).await;
    world.contacts("Bob", 2_000).await;
    let list = world.list("contacts", "DYNAMIC", named("firstname", "Ada")).await;
    assert_eq!(world.members(&list).await.len(), 2_100);
    let filters = root(&named("firstname", "Bob"));
    app.engine.change_list_filters(&world.principal, &list, &filters).await.expect("they change");
    assert_eq!(world.members(&list).await.len(), 2_000);
    let known = json!({"operationType": "ALL_PROPERTY", "operator": "IS_KNOWN"});
    let all = root(&property("firstname", &known));
    app.engine.change_list_filters(&world.principal, &list, &all).await.expect("they change");
    assert_eq!(world.members(&list).await.len(), 4_100);
}
