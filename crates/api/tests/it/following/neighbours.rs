//! Lists whose filters ask about the records around.

use super::*;

/// A filter of the companies of a contact.
fn of_company(operator: &str, inner: &Value) -> Value {
    json!({"filterBranchType": "ASSOCIATION", "operator": operator, "objectTypeId": "0-2",
        "associationCategory": "HUBSPOT_DEFINED", "associationTypeId": 279, "filters": [inner]})
}

impl World<'_> {
    async fn associate(&self, contact: &str, company: &str) {
        let path = format!("/crm/v4/objects/contacts/{contact}/associations/default/companies/{company}");
        let answer = self.app.put(&path, json!({})).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
    }

    async fn dissociate(&self, contact: &str, company: &str) {
        let path = format!("/crm/v4/objects/contacts/{contact}/associations/companies/{company}");
        let answer = self.app.delete(&path).await;
        assert_eq!(answer.status, 204, "{}", answer.text());
    }
}

#[tokio::test]
async fn contacts_follow_their_companies() {
    on_both_engines(async |app| {
        let world = World::of(&app).await;
        let contact = world.create("contacts", json!({"firstname": "Ada"})).await;
        let other = world.create("contacts", json!({"firstname": "Bob"})).await;
        let company = world.create("companies", json!({"name": "Acme"})).await;
        let list = world.list("contacts", "DYNAMIC", of_company("IN_LIST", &named("city", "Berlin"))).await;
        let without =
            world.list("contacts", "DYNAMIC", of_company("NOT_IN_LIST", &named("city", "Berlin"))).await;
        let none = Vec::<String>::new();
        let both = [contact.clone(), other.clone()];
        assert_eq!(
            (world.members(&list).await, world.members(&without).await),
            (none.clone(), both.to_vec())
        );
        world.associate(&contact, &company).await;
        world.check(&list, &[]).await;
        world.update("companies", &company, json!({"city": "Berlin"})).await;
        assert_eq!(
            (world.members(&list).await, world.members(&without).await),
            (vec![contact.clone()], vec![other.clone()])
        );
        world.archive("companies", &company).await;
        assert_eq!(
            (world.members(&list).await, world.members(&without).await),
            (none.clone(), both.to_vec())
        );
        let second = world.create("companies", json!({"name": "Bolt", "city": "berlin"})).await;
        world.associate(&other, &second).await;
        world.check(&list, &[&other]).await;
        world.dissociate(&other, &second).await;
        world.check(&list, &[]).await;
    })
    .await;
}

#[tokio::test]
async fn contacts_follow_the_lists_of_their_companies() {
    on_both_engines(async |app| {
        let world = World::of(&app).await;
        let contact = world.create("contacts", json!({"firstname": "Ada"})).await;
        let company = world.create("companies", json!({"name": "Acme"})).await;
        world.associate(&contact, &company).await;
        let companies = world.list("companies", "DYNAMIC", named("city", "Berlin")).await;
        let filter = json!({"filterType": "ASSOCIATION", "operator": "IN_LIST", "listId": companies,
            "associationCategory": "HUBSPOT_DEFINED", "associationTypeId": 279});
        let list = world.list("contacts", "DYNAMIC", filter).await;
        world.check(&list, &[]).await;
        world.update("companies", &company, json!({"city": "Berlin"})).await;
        world.check(&list, &[&contact]).await;
    })
    .await;
}

#[tokio::test]
async fn contacts_follow_the_record_that_a_property_names() {
    on_both_engines(async |app| {
        let world = World::of(&app).await;
        let company = world.create("companies", json!({"name": "Acme"})).await;
        let contact = world.create("contacts", json!({"jobtitle": company})).await;
        let filter = json!({"filterBranchType": "PROPERTY_ASSOCIATION", "operator": "IN_LIST", "objectTypeId": "0-2",
            "propertyWithObjectId": "jobtitle", "filters": [named("city", "Berlin")]});
        let list = world.list("contacts", "DYNAMIC", filter).await;
        world.check(&list, &[]).await;
        world.update("companies", &company, json!({"city": "Berlin"})).await;
        world.check(&list, &[&contact]).await;
        world.update("contacts", &contact, json!({"jobtitle": "boss"})).await;
        world.check(&list, &[]).await;
    })
    .await;
}
