//! Writes that meet each other.

use std::sync::Arc;

use linchpin_testkit::{Store, TestApp};
use serde_json::json;

use super::*;
use crate::model::check_rollups;

const WRITERS: usize = 8;
const ROUNDS: usize = 12;

/// Associates, changes and dissociates the same few records as everybody else.
async fn write(app: Arc<TestApp>, writer: usize, ids: Arc<[Vec<String>; 3]>) {
    let [contacts, companies, deals] = &*ids;
    for round in 0..ROUNDS {
        let at = |of: &[String], step: usize| of[(writer + step * round) % of.len()].clone();
        let (contact, company, deal) = (at(contacts, 1), at(companies, 3), at(deals, 5));
        let path = match round % 3 {
            0 => format!("/crm/v4/objects/contacts/{contact}/associations/default/companies/{company}"),
            1 => format!("/crm/v4/objects/companies/{company}/associations/default/deals/{deal}"),
            _ => format!("/crm/v4/objects/deals/{deal}/associations/default/contacts/{contact}"),
        };
        let answer = app.put(&path, json!({})).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        let stage = if (writer + round).is_multiple_of(2) { WON } else { OPEN };
        update(&app, "deals", &deal, json!({ "dealstage": stage, "amount": round.to_string() })).await;
        if round % 4 == 3 {
            dissociate(&app, ("contacts", &contact), ("companies", &company)).await;
            dissociate(&app, ("companies", &company), ("deals", &deal)).await;
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn writes_that_meet_lose_nothing() {
    for store in [Store::Sqlite, Store::Postgres] {
        let app = Arc::new(TestApp::on(store).await);
        let mut ids = [Vec::new(), Vec::new(), Vec::new()];
        for index in 0..3 {
            ids[0].push(contact(&app, &format!("c{index}@example.com")).await);
            ids[1].push(company(&app, &format!("Company {index}")).await);
            ids[2].push(create(&app, "deals", json!({ "dealname": "Deal", "dealstage": OPEN })).await);
        }
        let ids = Arc::new(ids);
        let writers: Vec<_> = (0..WRITERS)
            .map(|writer| tokio::spawn(write(Arc::clone(&app), writer, Arc::clone(&ids))))
            .collect();
        for writer in writers {
            writer.await.expect("every write succeeds");
        }
        check_rollups(&app, "everybody wrote").await;
    }
}
