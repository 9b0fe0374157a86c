use linchpin_testkit::on_both_engines;
use serde_json::json;

use super::{CONTACTS, contact, ids, refused};

#[tokio::test]
async fn a_walk_visits_each_record_once_and_ends_without_paging() {
    on_both_engines(async |app| {
        let mut made = Vec::new();
        for index in 0..7 {
            made.push(contact(&app, &format!("c{index}@example.com")).await);
        }
        let mut path = format!("{CONTACTS}?limit=3&properties=email,firstname");
        let mut seen = Vec::new();
        loop {
            let page = app.get(&path).await;
            let found = ids(&page);
            seen.extend(found.iter().map(|id| (*id).to_owned()));
            let paging = &page.json["paging"];
            if paging.is_null() {
                break;
            }
            let next: i64 = found.last().and_then(|id| id.parse().ok()).expect("a full page");
            let after = (next + 1).to_string();
            let link = format!(
                "http://linchpin.example{CONTACTS}?properties=email%2Cfirstname&limit=3&after={after}"
            );
            assert_eq!(paging["next"], json!({ "after": after, "link": link }));
            path = link.trim_start_matches("http://linchpin.example").to_owned();
        }
        assert_eq!(seen, made);
        assert!(!app.get(&path).await.text().contains("paging"));
    })
    .await;
}

#[tokio::test]
async fn ten_is_the_default_and_a_hundred_the_most() {
    on_both_engines(async |app| {
        for index in 0..12 {
            contact(&app, &format!("c{index}@example.com")).await;
        }
        assert_eq!(ids(&app.get(CONTACTS).await).len(), 10);
        assert_eq!(ids(&app.get(&format!("{CONTACTS}?limit=100")).await).len(), 12);
        for query in ["limit=101", "limit=0", "limit=x", "limit=-1", "limit=99999999999999999999", "after=x"]
        {
            let answer = app.get(&format!("{CONTACTS}?{query}")).await;
            assert_eq!(answer.status, 400, "{query}: {}", answer.text());
        }
        let answer = app.get(&format!("{CONTACTS}?limit=51&propertiesWithHistory=email")).await;
        assert_eq!(answer.status, 400);
    })
    .await;
}

#[tokio::test]
async fn archived_records_are_listed_apart() {
    on_both_engines(async |app| {
        let (first, second) = (contact(&app, "a@example.com").await, contact(&app, "b@example.com").await);
        assert_eq!(app.delete(&format!("{CONTACTS}/{first}")).await.status, 204);
        assert_eq!(ids(&app.get(CONTACTS).await), [second.as_str()]);
        for flag in ["true", "True"] {
            let archived = app.get(&format!("{CONTACTS}?archived={flag}")).await;
            assert_eq!(ids(&archived), [first.as_str()], "{flag}");
            assert_eq!(archived.json["results"][0]["archived"], true);
            assert_eq!(archived.json["results"][0]["archivedAt"], super::NOW);
        }
    })
    .await;
}

#[tokio::test]
async fn users_do_not_list_their_archived() {
    on_both_engines(async |app| {
        let answer = app.get("/crm/v3/objects/users?archived=true").await;
        assert_eq!((answer.status, &answer.json["category"]), (400, &json!("VALIDATION_ERROR")));
        assert!(answer.json["message"].as_str().is_some_and(|text| text.contains("0-115 (USER)")));
    })
    .await;
}

#[tokio::test]
async fn unknown_types_are_refused() {
    on_both_engines(async |app| {
        let answer = app.get("/crm/v3/objects/butterflies").await;
        refused(&answer, 400, "", "Unable to infer object type from: butterflies");
    })
    .await;
}
