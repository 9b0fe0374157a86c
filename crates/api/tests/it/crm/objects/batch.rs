use linchpin_testkit::on_both_engines;
use serde_json::{Value, json};

use super::{CONTACTS, NOW, contact, ids, refused};

fn inputs(emails: &[&str]) -> Value {
    let inputs: Vec<_> = emails.iter().map(|email| json!({ "properties": { "email": email } })).collect();
    json!({ "inputs": inputs })
}

#[tokio::test]
async fn a_batch_creates_reads_updates_and_archives() {
    on_both_engines(async |app| {
        let created =
            app.post(&format!("{CONTACTS}/batch/create"), inputs(&["a@example.com", "b@example.com"])).await;
        assert_eq!((created.status, &created.json["status"]), (201, &json!("COMPLETE")));
        assert_eq!((&created.json["startedAt"], &created.json["completedAt"]), (&json!(NOW), &json!(NOW)));
        let made: Vec<_> = ids(&created).into_iter().map(str::to_owned).collect();
        // Ids as text and as numbers, and one of them twice.
        let number: i64 = made[1].parse().expect("an id is a number");
        let body = json!({
            "properties": ["email"], "inputs": [{ "id": made[0] }, { "id": number }, { "id": made[0] }],
        });
        let read = app.post(&format!("{CONTACTS}/batch/read"), body).await;
        assert_eq!((read.status, ids(&read)), (200, vec![made[0].as_str(), made[1].as_str()]));
        let body = json!({ "inputs": [{ "id": number, "properties": { "firstname": "B" } }] });
        let updated = app.post(&format!("{CONTACTS}/batch/update"), body).await;
        assert_eq!((updated.status, ids(&updated)), (200, vec![made[1].as_str()]));
        let body = json!({ "inputs": [{ "id": number }, { "id": "77" }, { "id": "x" }] });
        let archived = app.post(&format!("{CONTACTS}/batch/archive"), body).await;
        assert_eq!((archived.status, archived.body.len()), (204, 0));
        assert_eq!(ids(&app.get(CONTACTS).await), [made[0].as_str()]);
    })
    .await;
}

#[tokio::test]
async fn what_a_batch_read_misses_is_one_error_beside_the_results() {
    on_both_engines(async |app| {
        let id = contact(&app, "a@example.com").await;
        let body = json!({ "inputs": [{ "id": "98" }, { "id": id }, { "id": "99" }] });
        let answer = app.post(&format!("{CONTACTS}/batch/read"), body).await;
        assert_eq!(
            (answer.status, &answer.json["status"], ids(&answer)),
            (207, &json!("COMPLETE"), vec![&*id])
        );
        assert_eq!(answer.json["numErrors"], 1);
        let message = "Could not get some CONTACT objects, they may be deleted or not exist. \
                       Check that ids are valid.";
        let expected = json!([{
            "status": "error", "category": "OBJECT_NOT_FOUND", "message": message,
            "context": { "ids": ["98", "99"] },
        }]);
        assert_eq!(answer.json["errors"], expected);
    })
    .await;
}

#[tokio::test]
async fn a_batch_reads_by_email() {
    on_both_engines(async |app| {
        let id = contact(&app, "a@example.com").await;
        let body = json!({ "idProperty": "email", "inputs": [{ "id": "A@example.com" }, { "id": "b@example.com" }] });
        let answer = app.post(&format!("{CONTACTS}/batch/read"), body).await;
        assert_eq!((answer.status, ids(&answer)), (207, vec![&*id]));
        let body = json!({ "idProperty": "domain", "inputs": [{ "id": "example.com" }] });
        let answer = app.post("/crm/v3/objects/companies/batch/read", body).await;
        let message = "Unable to perform update/upsert by non-unique 0-2 property domain";
        refused(&answer, 400, "VALIDATION_ERROR", message);
    })
    .await;
}

#[tokio::test]
async fn an_update_that_misses_records_does_the_others() {
    on_both_engines(async |app| {
        let id = contact(&app, "a@example.com").await;
        let body = json!({ "inputs": [
            { "id": "98", "properties": { "firstname": "X" } }, { "id": id, "properties": { "firstname": "A" } },
        ] });
        let answer = app.post(&format!("{CONTACTS}/batch/update"), body).await;
        assert_eq!((answer.status, ids(&answer)), (207, vec![&*id]));
        assert_eq!(answer.json["errors"][0]["context"]["ids"], json!(["98"]));
        assert_eq!(answer.json["errors"][0]["category"], "OBJECT_NOT_FOUND");
    })
    .await;
}

#[tokio::test]
async fn without_trace_ids_a_batch_is_all_or_nothing() {
    on_both_engines(async |app| {
        let path = format!("{CONTACTS}/batch/create");
        let id = contact(&app, "a@example.com").await;
        let answer = app.post(&path, inputs(&["new@example.com", "a@example.com"])).await;
        refused(&answer, 409, "CONFLICT", &format!("Contact already exists. Existing ID: {id}"));
        let answer = app.post(&path, inputs(&["new@example.com", "new@example.com"])).await;
        refused(&answer, 409, "CONFLICT", "Contact already exists");
        let answer = app.post(&path, inputs(&["new@example.com", "x", "y"])).await;
        assert_eq!((answer.status, &answer.json["category"]), (400, &json!("VALIDATION_ERROR")));
        let message = answer.json["message"].as_str().expect("a message");
        assert!(
            message.contains("Email address x is invalid") && message.contains("Email address y is invalid")
        );
        assert_eq!(ids(&app.get(CONTACTS).await), [id.as_str()]);
    })
    .await;
}

#[tokio::test]
async fn with_trace_ids_inputs_fail_alone() {
    on_both_engines(async |app| {
        let id = contact(&app, "a@example.com").await;
        let input = |trace: i64, email: &str| {
            json!({ "objectWriteTraceId": trace.to_string(), "properties": { "email": email } })
        };
        let body = json!({ "inputs": [
            input(0, "a@example.com"), input(1, "b@example.com"), input(2, "bad"), input(3, "b@example.com"),
        ] });
        let answer = app.post(&format!("{CONTACTS}/batch/create"), body).await;
        assert_eq!((answer.status, &answer.json["status"]), (207, &json!("COMPLETE")), "{}", answer.text());
        assert_eq!(answer.json["results"].as_array().map(Vec::len), Some(1));
        assert_eq!(answer.json["results"][0]["properties"]["email"], "b@example.com");
        assert_eq!(answer.json["numErrors"], 3);
        let errors = answer.json["errors"].as_array().expect("errors");
        assert_eq!(errors[0]["category"], "CONFLICT");
        assert_eq!(errors[0]["message"], format!("Contact already exists. Existing ID: {id}"));
        assert_eq!(errors[0]["context"], json!({ "objectWriteTraceId": ["0"], "existingId": [id] }));
        assert_eq!(errors[1]["category"], "VALIDATION_ERROR");
        assert_eq!(errors[1]["context"]["objectWriteTraceId"], json!(["2"]));
        assert_eq!(errors[2]["context"]["objectWriteTraceId"], json!(["3"]));
        // The address of the input that failed alone is still held by the one that did not.
        let again = app.post(CONTACTS, json!({ "properties": { "email": "b@example.com" } })).await;
        assert_eq!(again.status, 409);
    })
    .await;
}

#[tokio::test]
async fn ids_of_a_batch_update_must_differ() {
    on_both_engines(async |app| {
        let id = contact(&app, "a@example.com").await;
        let input = json!({ "id": id, "properties": { "firstname": "A" } });
        let body = json!({ "inputs": [input, input] });
        let answer = app.post(&format!("{CONTACTS}/batch/update"), body).await;
        let message = format!("Duplicate IDs found in batch input: [{id}]. IDs must be unique");
        refused(&answer, 400, "VALIDATION_ERROR", &message);
        assert_eq!(answer.json["context"], json!({ "ids": [id] }));
    })
    .await;
}

#[tokio::test]
async fn batches_have_limits() {
    on_both_engines(async |app| {
        let many: Vec<_> = (0..101).map(|id| json!({ "id": id.to_string(), "properties": {} })).collect();
        for operation in ["read", "create", "update", "upsert", "archive"] {
            let body = json!({ "inputs": many });
            let answer = app.post(&format!("{CONTACTS}/batch/{operation}"), body).await;
            assert_eq!(
                (answer.status, &answer.json["category"]),
                (400, &json!("VALIDATION_ERROR")),
                "{operation}"
            );
        }
        let some: Vec<_> = (0..51).map(|id| json!({ "id": id })).collect();
        let body = json!({ "inputs": some, "propertiesWithHistory": ["email"] });
        let answer = app.post(&format!("{CONTACTS}/batch/read"), body).await;
        let message = "The maximum number of inputs supported in a batch request for property histories is 50. \
                       Please reduce the number of items and try again";
        refused(&answer, 400, "VALIDATION_ERROR", message);
    })
    .await;
}

#[tokio::test]
async fn an_empty_batch_does_nothing() {
    on_both_engines(async |app| {
        for (operation, status) in [("create", 201), ("read", 200), ("update", 200), ("upsert", 200)] {
            let answer = app.post(&format!("{CONTACTS}/batch/{operation}"), json!({ "inputs": [] })).await;
            assert_eq!((answer.status, &answer.json["results"]), (status, &json!([])), "{operation}");
        }
        let answer = app.post(&format!("{CONTACTS}/batch/create"), json!({})).await;
        assert_eq!(answer.status, 400);
        let message = answer.json["message"].as_str().expect("a message");
        assert!(message.ends_with("Some required fields were not set: [inputs]"), "{message}");
    })
    .await;
}
