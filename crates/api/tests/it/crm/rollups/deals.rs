use linchpin_testkit::on_both_engines;
use serde_json::json;

use super::*;

const MONEY: &str = "num_associated_deals,total_revenue,recent_deal_amount,recent_deal_close_date";

#[tokio::test]
async fn won_deals_make_revenue() {
    on_both_engines(async |app| {
        let (acme, ada) = (company(&app, "Acme").await, contact(&app, "ada@example.com").await);
        let mut deals = Vec::new();
        for (amount, closes) in [("100.10", "2026-02-01"), ("0.2", "2026-01-01"), ("7", "2026-01-15")] {
            let values =
                json!({ "dealname": amount, "amount": amount, "closedate": closes, "dealstage": WON });
            let deal = create(&app, "deals", values).await;
            associate(&app, ("deals", &deal), ("companies", &acme)).await;
            associate(&app, ("contacts", &ada), ("deals", &deal)).await;
            deals.push(deal);
        }
        let both = [("companies", acme.as_str()), ("contacts", ada.as_str())];
        for record in both {
            assert_eq!(shown(&app, record, MONEY).await, "3,107.3,100.10,2026-02-01T00:00:00Z");
        }
        // The newest deal is lost after all, then the next one gets another amount.
        update(&app, "deals", &deals[0], json!({ "dealstage": "closedlost" })).await;
        for record in both {
            assert_eq!(shown(&app, record, MONEY).await, "3,7.2,7,2026-01-15T00:00:00Z");
        }
        update(&app, "deals", &deals[2], json!({ "amount": "8" })).await;
        update(&app, "deals", &deals[1], json!({ "closedate": "2025-12-31" })).await;
        for record in both {
            assert_eq!(shown(&app, record, MONEY).await, "3,8.2,8,2026-01-15T00:00:00Z");
        }
        archive(&app, "deals", &deals[2]).await;
        archive(&app, "deals", &deals[1]).await;
        for record in both {
            assert_eq!(shown(&app, record, MONEY).await, "1,0,-,-");
        }
    })
    .await;
}

#[tokio::test]
async fn the_first_deal_and_contact_are_remembered() {
    on_both_engines(async |app| {
        let acme = company(&app, "Acme").await;
        let (mut deals, mut contacts) = (Vec::new(), Vec::new());
        for index in 0..2 {
            deals.push(create(&app, "deals", json!({ "dealname": "Deal" })).await);
            contacts.push(contact(&app, &format!("c{index}@example.com")).await);
            app.advance(1_000);
        }
        for index in [1, 0] {
            associate(&app, ("deals", &deals[index]), ("companies", &acme)).await;
            associate(&app, ("contacts", &contacts[index]), ("companies", &acme)).await;
        }
        let firsts = "first_deal_created_date,first_contact_createdate";
        let first = "2026-03-04T05:06:07.089Z,2026-03-04T05:06:07.089Z";
        assert_eq!(shown(&app, ("companies", &acme), firsts).await, first);
        archive(&app, "deals", &deals[0]).await;
        dissociate(&app, ("companies", &acme), ("contacts", &contacts[0])).await;
        let second = "2026-03-04T05:06:08.089Z,2026-03-04T05:06:08.089Z";
        assert_eq!(shown(&app, ("companies", &acme), firsts).await, second);
    })
    .await;
}

#[tokio::test]
async fn line_items_add_up_on_their_deal() {
    on_both_engines(async |app| {
        let deal = create(&app, "deals", json!({ "dealname": "Big" })).await;
        let quote =
            create(&app, "quotes", json!({ "hs_title": "Q", "hs_expiration_date": "2027-01-01" })).await;
        let mut items = Vec::new();
        for (price, quantity) in [("10.5", "2"), ("3", "1")] {
            let item = create(&app, "line_items", json!({ "price": price, "quantity": quantity })).await;
            associate(&app, ("line_items", &item), ("deals", &deal)).await;
            associate(&app, ("quotes", &quote), ("line_items", &item)).await;
            items.push(item);
        }
        let totals = "hs_num_of_associated_line_items,hs_tcv,hs_acv,hs_mrr";
        assert_eq!(shown(&app, ("deals", &deal), totals).await, "2,24,24,-");
        assert_eq!(shown(&app, ("quotes", &quote), "hs_quote_amount").await, "24");
        update(&app, "line_items", &items[0], json!({ "quantity": "3" })).await;
        assert_eq!(shown(&app, ("deals", &deal), totals).await, "2,34.5,34.5,-");
        archive(&app, "line_items", &items[1]).await;
        assert_eq!(shown(&app, ("deals", &deal), totals).await, "1,31.5,31.5,-");
        assert_eq!(shown(&app, ("quotes", &quote), "hs_quote_amount").await, "31.5");
    })
    .await;
}

#[tokio::test]
async fn a_deal_that_prefers_it_is_worth_its_line_items() {
    on_both_engines(async |app| {
        let (acme, ada) = (company(&app, "Acme").await, contact(&app, "ada@example.com").await);
        let values = json!({
            "dealname": "Lease",
            "amount": "1",
            "dealstage": WON,
            "hs_deal_amount_calculation_preference": "TCV",
        });
        let deal = create(&app, "deals", values).await;
        associate(&app, ("deals", &deal), ("companies", &acme)).await;
        associate(&app, ("deals", &deal), ("contacts", &ada)).await;
        let values = json!({
            "price": "100",
            "recurringbillingfrequency": "monthly",
            "hs_recurring_billing_period": "P2Y",
        });
        let item = create(&app, "line_items", values).await;
        associate(&app, ("deals", &deal), ("line_items", &item)).await;
        let amounts = "amount,hs_mrr,hs_arr,hs_acv,hs_tcv,hs_closed_amount_in_home_currency";
        assert_eq!(shown(&app, ("deals", &deal), amounts).await, "2400,100,1200,1200,2400,2400");
        // From the line item to the deal, and from there to its company and contact, in one transaction.
        update(&app, "line_items", &item, json!({ "price": "50" })).await;
        for record in [("companies", &acme), ("contacts", &ada)] {
            assert_eq!(shown(&app, (record.0, record.1), "total_revenue").await, "1200");
        }
    })
    .await;
}
