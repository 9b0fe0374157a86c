//! Associations that come and go, as both ends are told.

use super::*;

async fn associate(app: &TestApp, from: (&str, &str), to: (&str, &str)) {
    let path = format!("/crm/v4/objects/{}/{}/associations/default/{}/{}", from.0, from.1, to.0, to.1);
    ok(&app.put(&path, json!(null)).await);
}

async fn end(app: &TestApp, from: (&str, &str), to: (&str, &str)) {
    let path = format!("/crm/v4/objects/{}/{}/associations/{}/{}", from.0, from.1, to.0, to.1);
    ok(&app.delete(&path).await);
}

#[tokio::test]
async fn both_ends_are_told_of_every_type() {
    on_both_engines(async |app| {
        let world = World::of(&app).await;
        world.subscribe(&["contact.associationChange", "company.associationChange"]).await;
        world.subscribe_objects("0-1", &[("object.associationChange", None)]).await;
        let contact = world.create("contacts", json!({"firstname": "Ada"})).await;
        let company = world.create("companies", json!({"name": "Example"})).await;
        associate(&app, ("contacts", &contact), ("companies", &company)).await;
        let told = |gone: &str| {
            let (there, back) = (format!("{contact}>{company}"), format!("{company}>{contact}"));
            vec![
                format!("contact.associationChange {there} CONTACT_TO_COMPANY 1 primary{gone}"),
                format!("object.associationChange {there} CONTACT_TO_COMPANY 1 primary{gone}"),
                format!("company.associationChange {back} COMPANY_TO_CONTACT 2 primary{gone}"),
                format!("contact.associationChange {there} CONTACT_TO_COMPANY 279{gone}"),
                format!("object.associationChange {there} CONTACT_TO_COMPANY 279{gone}"),
                format!("company.associationChange {back} COMPANY_TO_CONTACT 280{gone}"),
            ]
        };
        world.check(told("")).await;
        // Nothing changes about the pair.
        associate(&app, ("companies", &company), ("contacts", &contact)).await;
        world.check(vec![]).await;
        end(&app, ("companies", &company), ("contacts", &contact)).await;
        let mut lines = world.lines().await;
        let mut expected = told(" gone");
        lines.sort_unstable();
        expected.sort_unstable();
        assert_eq!(lines, expected);
    })
    .await;
}

#[tokio::test]
async fn a_pair_of_one_type_is_told_twice() {
    on_both_engines(async |app| {
        let world = World::of(&app).await;
        world.subscribe(&["contact.associationChange"]).await;
        let one = world.create("contacts", json!({"firstname": "Ada"})).await;
        let other = world.create("contacts", json!({"firstname": "Bob"})).await;
        associate(&app, ("contacts", &one), ("contacts", &other)).await;
        let expected = [
            format!("contact.associationChange {one}>{other} CONTACT_TO_CONTACT 449"),
            format!("contact.associationChange {other}>{one} CONTACT_TO_CONTACT 449"),
        ];
        world.check(expected.into()).await;
    })
    .await;
}

#[tokio::test]
async fn labels_of_the_account_are_told_by_their_ids() {
    on_both_engines(async |app| {
        let world = World::of(&app).await;
        world.subscribe(&["contact.associationChange", "deal.associationChange"]).await;
        let contact = world.create("contacts", json!({"firstname": "Ada"})).await;
        let deal = json!({"dealname": "Big", "dealstage": "appointmentscheduled"});
        let deal = world.create("deals", deal).await;
        associate(&app, ("contacts", &contact), ("deals", &deal)).await;
        world.events().await;
        let label = json!({"name": "decider", "label": "Decider", "inverseLabel": "Decided by"});
        let made = app.post("/crm/v4/associations/contacts/deals/labels", label).await;
        let id = |at: usize| ok(&made).json["results"][at]["typeId"].as_i64().expect("an id");
        let (there, back) = (id(0), id(1));
        let types = json!([{"associationCategory": "USER_DEFINED", "associationTypeId": there}]);
        ok(&app.put(&format!("/crm/v4/objects/contacts/{contact}/associations/deals/{deal}"), types).await);
        let expected = [
            format!("contact.associationChange {contact}>{deal} CONTACT_TO_DEAL {there}"),
            format!("deal.associationChange {deal}>{contact} DEAL_TO_CONTACT {back}"),
        ];
        world.check(expected.into()).await;
    })
    .await;
}

#[tokio::test]
async fn associations_end_with_who_is_forgotten_and_move_with_who_is_merged() {
    on_both_engines(async |app| {
        let world = World::of(&app).await;
        world.subscribe(&["company.associationChange"]).await;
        let (one, other) = (
            world.create("contacts", json!({"email": "ada@example.com"})).await,
            world.create("contacts", json!({"firstname": "Bob"})).await,
        );
        let company = world.create("companies", json!({"name": "Example"})).await;
        associate(&app, ("contacts", &one), ("companies", &company)).await;
        world.events().await;
        let merged = world.merge("contacts", &other, &one).await;
        let line = |id: &str, primary: &str, gone: &str| {
            let (label, plain) = if primary.is_empty() { ("280", "") } else { ("2", " primary") };
            format!("company.associationChange {company}>{id} COMPANY_TO_CONTACT {label}{plain}{gone}")
        };
        let expected = [
            line(&one, "primary", " gone"),
            line(&one, "", " gone"),
            line(&merged, "primary", ""),
            line(&merged, "", ""),
        ];
        world.check(expected.into()).await;
        ok(&app.post("/crm/v3/objects/contacts/gdpr-delete", json!({"objectId": merged})).await);
        world.check([line(&merged, "primary", " gone"), line(&merged, "", " gone")].into()).await;
    })
    .await;
}
