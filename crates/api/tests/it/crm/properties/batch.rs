//! Batches of definitions, which fail one by one.

use super::*;

/// A batch's answer without its times.
fn without_times(answer: &Answer) -> Value {
    let mut json = answer.json.clone();
    let fields = json.as_object_mut().expect("a batch answers an object");
    for time in ["startedAt", "completedAt"] {
        assert_eq!(fields.remove(time), Some(json!("2026-03-04T05:06:07.089Z")), "{time}");
    }
    json
}

#[tokio::test]
async fn a_batch_creates_what_is_new_and_names_what_is_taken() {
    on_both_engines(async |app| {
        let inputs = json!({"inputs": [text("food"), tier()]});
        let created = app.post(&format!("{CONTACTS}/batch/create"), inputs).await;
        assert_eq!(created.status, 201, "{}", created.text());
        assert_eq!(names(&created), ["food", "tier"]);

        let inputs = json!({"inputs": [text("food"), text("drink"), text("drink")]});
        let partly = app.post(&format!("{CONTACTS}/batch/create"), inputs).await;
        assert_eq!(partly.status, 207);
        let taken = |name: &str| {
            json!({
                "status": "error",
                "category": "OBJECT_ALREADY_EXISTS",
                "subCategory": "Properties.PROPERTY_WITH_NAME_EXISTS",
                "message": format!("A property named '{name}' already exists."),
                "context": {"name": [name]},
            })
        };
        let expected = json!({
            "status": "COMPLETE",
            "results": [{
                "name": "drink", "label": "Favorite food", "type": "string", "fieldType": "text",
                "description": "", "groupName": "contactinformation", "options": [], "displayOrder": -1,
                "calculated": false, "externalOptions": false, "hasUniqueValue": false, "hidden": false,
                "modificationMetadata":
                    {"archivable": true, "readOnlyDefinition": false, "readOnlyValue": false},
                "formField": false, "dataSensitivity": "non_sensitive",
            }],
            "numErrors": 2,
            "errors": [taken("food"), taken("drink")],
        });
        assert_eq!(without_times(&partly), expected);
    })
    .await;
}

#[tokio::test]
async fn a_batch_reads_what_there_is_and_names_what_is_missing() {
    let app = TestApp::new().await;
    let read = async |names: Value| app.post(&format!("{CONTACTS}/batch/read"), names).await;
    let all = read(json!({"archived": false, "inputs": [{"name": "email"}, {"name": "phone"}]})).await;
    assert_eq!((all.status, names(&all)), (200, vec!["email", "phone"]));
    let some = read(json!({"inputs": [{"name": "email"}, {"name": "x"}, {"name": "x"}]})).await;
    assert_eq!((some.status, names(&some)), (207, vec!["email"]));
    assert_eq!(
        json!([some.json["numErrors"], some.json["errors"]]),
        json!([1, [{
            "status": "error",
            "category": "OBJECT_NOT_FOUND",
            "message": "Property \"x\" does not exist",
            "context": {"propertyName": ["x"]},
        }]])
    );
    let archived = read(json!({"archived": true, "inputs": [{"name": "email"}]})).await;
    assert_eq!(archived.status, 207);
}

#[tokio::test]
async fn a_batch_archives_what_there_is() {
    on_both_engines(async |app| {
        create(&app, text("food")).await;
        let inputs = json!({"inputs": [{"name": "food"}, {"name": "x"}]});
        assert_eq!(app.post(&format!("{CONTACTS}/batch/archive"), inputs).await.status, 204);
        assert_eq!(names(&app.get(&format!("{CONTACTS}?archived=true")).await), ["food"]);
    })
    .await;
}

#[tokio::test]
async fn a_batch_that_may_not_archive_one_archives_none() {
    let app = TestApp::new().await;
    create(&app, text("food")).await;
    let inputs = json!({"inputs": [{"name": "food"}, {"name": "hs_object_id"}]});
    assert_eq!(app.post(&format!("{CONTACTS}/batch/archive"), inputs).await.status, 400);
    assert_eq!(app.get(&format!("{CONTACTS}/food")).await.status, 200);
}

#[tokio::test]
async fn batches_have_at_most_100_inputs() {
    let app = TestApp::new().await;
    let of = |n_inputs: usize| {
        let inputs: Vec<_> = (0..n_inputs).map(|index| text(&format!("food_{index}"))).collect();
        json!({"inputs": inputs})
    };
    for (operation, n_inputs, expected) in [
        ("create", 0, 201),
        ("create", 100, 201),
        ("create", 101, 400),
        ("read", 100, 200),
        ("read", 101, 400),
        ("archive", 101, 400),
        ("archive", 100, 204),
    ] {
        let answer = app.post(&format!("{CONTACTS}/batch/{operation}"), of(n_inputs)).await;
        assert_eq!(answer.status, expected, "{operation} {n_inputs}: {}", answer.text());
    }
}
