//! Pages of members, and the lists that records are in.

use super::*;

/// The records of a page, and its ways on.
fn page(answer: &Answer) -> (Vec<&str>, Option<&str>, Option<&str>) {
    assert_eq!(answer.status, 200, "{}", answer.text());
    let results = answer.json["results"].as_array().expect("results").iter();
    let paging = &answer.json["paging"];
    (
        results.map(|member| member["recordId"].as_str().expect("an id")).collect(),
        paging["next"]["after"].as_str(),
        paging["prev"]["before"].as_str(),
    )
}

#[tokio::test]
async fn members_are_read_in_the_order_of_their_ids_from_either_end() {
    on_both_engines(async |app| {
        let list = create(&app, "Fans", "MANUAL").await;
        let ids = contacts(&app, 4).await;
        add(&app, &list, &ids).await;
        let path = format!("{LISTS}/{list}/memberships");
        let get = async |query: String| app.get(&format!("{path}{query}")).await;
        let [a, b, c, d] = [&*ids[0], &*ids[1], &*ids[2], &*ids[3]];

        let all = get(String::new()).await;
        assert_eq!(all.json["total"], json!(4));
        assert_eq!(all.json["results"][0], json!({"recordId": a, "membershipTimestamp": NOW}));
        assert_eq!(page(&all), (vec![a, b, c, d], None, None));
        let first = get("?limit=3".to_owned()).await;
        assert_eq!(page(&first), (vec![a, b, c], Some(c), None));
        let link = format!("http://linchpin.example{path}?limit=3&after={c}");
        assert_eq!(first.json["paging"]["next"]["link"], json!(link));
        assert_eq!(page(&get(format!("?limit=3&after={c}")).await), (vec![d], None, None));
        // From the other end they descend; of two ends the first one counts.
        assert_eq!(page(&get(format!("?limit=2&before={d}")).await), (vec![c, b], None, Some(b)));
        assert_eq!(page(&get(format!("?limit=2&before={b}")).await), (vec![a], None, None));
        assert_eq!(page(&get(format!("?limit=2&after={b}&before={b}")).await), (vec![c, d], None, None));
        for query in ["?limit=0", "?limit=251", "?after=x", "?before=x", "?after=-1"] {
            assert_eq!(get(query.to_owned()).await.status, 400, "{query}");
        }
        assert_eq!(app.get(&format!("{LISTS}/77/memberships")).await.status, 404);
    })
    .await;
}

#[tokio::test]
async fn members_are_read_in_the_order_in_which_they_joined() {
    on_both_engines(async |app| {
        let list = create(&app, "Fans", "MANUAL").await;
        let ids = contacts(&app, 4).await;
        let [a, b, c, d] = [&*ids[0], &*ids[1], &*ids[2], &*ids[3]];
        for joining in [&ids[3..], &ids[1..3], &ids[..1]] {
            add(&app, &list, joining).await;
            app.advance(HOUR);
        }
        let path = format!("{LISTS}/{list}/memberships/join-order");
        let get = async |query: String| app.get(&format!("{path}{query}")).await;
        assert_eq!(page(&get(String::new()).await), (vec![d, b, c, a], None, None));
        let (mut seen, mut after) = (Vec::new(), String::new());
        loop {
            let answer = get(format!("?limit=1{after}")).await;
            let (records, next, _) = page(&answer);
            seen.extend(records.into_iter().map(str::to_owned));
            let Some(next) = next else { break };
            after = format!("&after={next}");
        }
        assert_eq!(seen, [d, b, c, a]);
        let first = get("?limit=3".to_owned()).await;
        let end = page(&first).1.expect("a next page").to_owned();
        let back = get(format!("?limit=1&before={end}")).await;
        let (records, _, before) = page(&back);
        assert_eq!(records, [b]);
        let before = before.expect("a page before").to_owned();
        assert_eq!(page(&get(format!("?before={before}")).await), (vec![d], None, None));
        for query in ["?after=x", "?after=7", "?before=7-x", "?limit=251"] {
            assert_eq!(get(query.to_owned()).await.status, 400, "{query}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_record_knows_its_lists() {
    on_both_engines(async |app| {
        let (one, two) = (create(&app, "One", "MANUAL").await, create(&app, "Two", "MANUAL").await);
        let ids = contacts(&app, 2).await;
        add(&app, &one, &ids[..1]).await;
        add(&app, &two, &ids[..1]).await;
        app.advance(HOUR);
        app.put(&format!("{LISTS}/{two}/memberships/remove"), json!([ids[0]])).await;
        add(&app, &two, &ids[..1]).await;
        app.put(&format!("{LISTS}/{one}/update-list-name?listName=Uno"), json!(null)).await;
        let path = |id: &str| format!("{LISTS}/records/0-1/{id}/memberships");
        let later = "2026-03-04T06:06:07.089Z";
        let lists = app.get(&path(&ids[0])).await;
        assert_eq!(
            lists.text(),
            format!(
                concat!(
                    r#"{{"total":2,"results":[{{"listId":"1","listVersion":2,"isPublicList":false,"#,
                    r#""firstAddedTimestamp":"{0}","lastAddedTimestamp":"{0}"}},"#,
                    r#"{{"listId":"2","listVersion":1,"isPublicList":false,"#,
                    r#""firstAddedTimestamp":"{0}","lastAddedTimestamp":"{1}"}}]}}"#,
                ),
                NOW, later
            )
        );
        assert_eq!(app.get(&path(&ids[1])).await.json, json!({"total": 0, "results": []}));
        let answer = app.get(&path("999999")).await;
        assert_eq!(error(&answer), (404, "No contact with ID 999999 exists", "OBJECT_NOT_FOUND"));
        assert_eq!(app.get(&path("abc")).await.status, 404);
        assert_eq!(app.get(&format!("{LISTS}/records/unicorns/1/memberships")).await.status, 400);
    })
    .await;
}

#[tokio::test]
async fn several_records_know_their_lists() {
    on_both_engines(async |app| {
        let list = create(&app, "One", "MANUAL").await;
        let ids = contacts(&app, 2).await;
        add(&app, &list, &ids[..1]).await;
        let path = format!("{LISTS}/records/memberships/batch/read");
        let input = |object_type: &str, id: &str| json!({"objectTypeId": object_type, "recordId": id});
        let found = app.post(&path, json!({"inputs": [input("0-1", &ids[0]), input("0-1", &ids[1])]})).await;
        assert_eq!((found.status, &found.json["status"]), (200, &json!("COMPLETE")), "{}", found.text());
        let membership = json!({
            "listId": "1", "listVersion": 1, "isPublicList": false, "firstAddedTimestamp": NOW,
            "lastAddedTimestamp": NOW,
        });
        let expected = json!([
            {"objectTypeId": "0-1", "recordId": ids[0], "recordListMemberships": [membership]},
            {"objectTypeId": "0-1", "recordId": ids[1], "recordListMemberships": []},
        ]);
        assert_eq!(found.json["results"], expected);

        let inputs = [input("0-1", &ids[1]), input("0-1", "999999")];
        let partly = app.post(&path, json!({"inputs": inputs})).await;
        assert_eq!((partly.status, &partly.json["numErrors"]), (207, &json!(1)), "{}", partly.text());
        assert_eq!(partly.json["results"].as_array().map(Vec::len), Some(1));
        let missing =
            "Could not get some CONTACT objects, they may be deleted or not exist. Check that ids are valid.";
        assert_eq!(partly.json["errors"][0]["message"], json!(missing));
        let answer = app.post(&path, json!({"inputs": [input("unicorns", "1")]})).await;
        assert_eq!(error(&answer).1, "Unable to infer object type from: unicorns");
        let many: Vec<_> = (0..1_001).map(|_| input("0-1", "1")).collect();
        assert_eq!(app.post(&path, json!({"inputs": many})).await.status, 400);
    })
    .await;
}
