//! The checker against tables made by hand.

use super::*;

const TABLES: &str = r#"{
  "operations": [
    {"method": "GET", "path": "/crm/v3/objects/{objectType}/{objectId}",
     "responses": {"0": "crm.any.ModelError", "200": "crm.any.Record"}},
    {"method": "GET", "path": "/crm/v3/objects/contacts/{contactId}",
     "responses": {"0": "crm.any.ModelError", "200": "crm.contacts.Record"}},
    {"method": "POST", "path": "/crm/v3/objects/contacts/batch/read",
     "responses": {"0": "crm.any.ModelError", "200": "crm.contacts.Batch", "207": "crm.contacts.Batch"}},
    {"method": "DELETE", "path": "/crm/v3/objects/contacts/{contactId}",
     "responses": {"0": "crm.any.ModelError", "204": null}}
  ],
  "models": {
    "crm.any.Record": {"fields": {"anything": {"type": "any"}}},
    "crm.any.ModelError": {"fields": {
      "message": {"type": "string", "required": true},
      "category": {"type": "string", "required": true},
      "correlationId": {"type": "string", "format": "uuid", "required": true},
      "context": {"type": "{ [key: string]: Array<string>; }"}}},
    "crm.contacts.Record": {"fields": {
      "id": {"type": "string", "required": true},
      "createdAt": {"type": "Date", "format": "date-time"},
      "archived": {"type": "boolean"},
      "count": {"type": "number", "format": "int32"},
      "owner": {"type": "Owner"},
      "properties": {"type": "{ [key: string]: string | null; }"}}},
    "crm.contacts.Owner": {"oneOf": ["Person", "Team"]},
    "crm.contacts.Person": {"fields": {"email": {"type": "string", "required": true}}},
    "crm.contacts.Team": {"fields": {"name": {"type": "string", "required": true}}},
    "crm.contacts.StatusEnum": {"values": ["PENDING", "COMPLETE"]},
    "crm.contacts.Batch": {"fields": {
      "status": {"type": "StatusEnum", "required": true},
      "results": {"type": "Array<Record>", "required": true}}}
  }
}"#;

const CONTACT: &str = "/crm/v3/objects/contacts/1";
const BATCH: &str = "/crm/v3/objects/contacts/batch/read";

fn faults(method: &str, path: &str, status: u16, body: &str) -> Vec<String> {
    let tables = FieldTables::parse(TABLES.as_bytes()).expect("the tables above are well formed");
    tables.faults(method, path, status, body.as_bytes())
}

#[test]
fn answers_as_declared_pass() {
    for (method, path, status, body) in [
        ("GET", CONTACT, 200, r#"{"id":"1","createdAt":"2026-01-01T00:00:00Z","archived":false,"count":3}"#),
        ("GET", CONTACT, 200, r#"{"id":"1","properties":{"email":"a@b.example","phone":null}}"#),
        ("GET", CONTACT, 200, r#"{"id":"1","owner":{"name":"Sales"}}"#),
        ("GET", "/crm/objects/2026-03/contacts/1", 200, r#"{"id":"1"}"#),
        ("GET", "/crm/v3/objects/deals/1", 200, r#"{"anything":[1]}"#),
        ("POST", BATCH, 207, r#"{"status":"COMPLETE","results":[{"id":"1"}]}"#),
        ("DELETE", CONTACT, 204, ""),
        ("GET", "/never/heard/of", 200, "not even JSON"),
        ("GET", CONTACT, 404, "<html></html>"),
        ("PUT", CONTACT, 405, ""),
    ] {
        assert_eq!(faults(method, path, status, body), [""; 0], "{method} {path} {status} {body}");
    }
}

#[test]
fn answers_that_differ_are_told_with_their_place() {
    for (method, path, status, body, told) in [
        ("GET", CONTACT, 200, r#"{"id":"1","nickname":"x"}"#, "body.nickname is not a field of Record"),
        ("GET", CONTACT, 200, r#"{"archived":true}"#, "body.id is absent, and Record requires it"),
        ("GET", CONTACT, 200, r#"{"id":1}"#, "body.id is 1, but is declared as String"),
        (
            "GET",
            CONTACT,
            200,
            r#"{"id":"1","archived":null}"#,
            "body.archived is null, but is declared as Boolean",
        ),
        ("GET", CONTACT, 200, r#"{"id":"1","count":1.5}"#, "body.count is 1.5, which is not an int32"),
        (
            "GET",
            CONTACT,
            200,
            r#"{"id":"1","count":3000000000}"#,
            "body.count is 3000000000, which is not an int32",
        ),
        (
            "GET",
            CONTACT,
            200,
            r#"{"id":"1","createdAt":"yesterday"}"#,
            "body.createdAt is \"yesterday\", which is not in the form date-time",
        ),
        (
            "GET",
            CONTACT,
            200,
            r#"{"id":"1","properties":{"n":5}}"#,
            "body.properties.n is 5, but is declared as String",
        ),
        (
            "GET",
            CONTACT,
            200,
            r#"{"id":"1","owner":{}}"#,
            "body.owner.email is absent, and Person requires it",
        ),
        (
            "POST",
            BATCH,
            200,
            r#"{"status":"DONE","results":[]}"#,
            "body.status is \"DONE\", which is none of StatusEnum's [\"PENDING\",\"COMPLETE\"]",
        ),
        (
            "POST",
            BATCH,
            200,
            r#"{"status":"COMPLETE","results":[{"id":"1"},{"id":2}]}"#,
            "body.results[1].id is 2, but is declared as String",
        ),
        ("POST", BATCH, 201, "{}", "the SDK reads no status 201 here, only [200, 207]"),
        ("DELETE", CONTACT, 204, "{}", "a 204 has no body"),
    ] {
        assert_eq!(faults(method, path, status, body), [told], "{method} {path} {status} {body}");
    }
}

#[test]
fn errors_are_checked_by_the_default_model_and_its_known_exceptions() {
    let id = "0199c1a0-0000-7000-8000-000000000000";
    let recorded = format!(r#"{{"status":"error","message":"resource not found","correlationId":"{id}"}}"#);
    assert_eq!(faults("GET", CONTACT, 404, &recorded), [""; 0]);

    let wrong = r#"{"status":"error","message":"x","correlationId":"7","context":{"id":"1"}}"#;
    assert_eq!(
        faults("GET", CONTACT, 400, wrong),
        [
            "body.correlationId is \"7\", which is not in the form uuid",
            "body.context.id is \"1\", but is declared as Array(String)",
        ]
    );
}

#[test]
fn the_installed_sdk_declares_what_a_contact_is() {
    let tables = FieldTables::load();
    let contact = r#"{"id":"1","properties":{"email":null},"createdAt":"2026-01-01T00:00:00.5Z",
        "updatedAt":"2026-01-01T00:00:00Z","archived":false,"url":"https://app.hubspot.com/"}"#;
    for path in ["/crm/v3/objects/contacts/1", "/crm/objects/2026-03/0-1/1"] {
        assert_eq!(tables.faults("GET", path, 200, contact.as_bytes()), [""; 0], "{path}");
        assert_eq!(tables.faults("GET", path, 200, b"{}").len(), 4, "{path}");
    }
}
