//! What deals in other currencies are worth.

use super::*;
use crate::currency::Rate;

/// Rates of an account in dollars: those of euros rose on the second day, pounds have one.
fn rates() -> Rates {
    let known = [("EUR", 0, "1.1"), ("EUR", 2, "1.2"), ("GBP", 0, "1.25"), ("USD", 0, "1")];
    let known = known.map(|(code, days, rate)| {
        (code.to_owned(), Timestamp(CREATED.0 + days * DAY), Rate::parse(rate).unwrap())
    });
    Rates::new("USD".to_owned(), known)
}

/// A deal made some days later.
fn deal(days: i64, sent: &[(&'static str, &str)]) -> Properties {
    let rates = rates();
    let mut new = sent.iter().copied().collect();
    let now = Timestamp(CREATED.0 + days * DAY);
    apply(&Write { rates: &rates, ..write("deals", now, None) }, &mut new);
    new
}

#[test]
fn amounts_are_converted_with_the_rate_of_today_or_of_the_day_it_closed() {
    let closed = after_days(1);
    let later = after_days(30);
    for (days, code, closes, expected) in [
        (1, "EUR", "", "110"),
        (3, "EUR", "", "120"),
        (3, "EUR", closed.as_str(), "110"),
        (3, "EUR", later.as_str(), "120"),
        (3, "GBP", "", "125"),
        (3, "USD", "", "100"),
        (3, "JPY", "", "100"),
    ] {
        let sent = [("amount", "100"), ("deal_currency_code", code), ("closedate", closes)];
        shows(&deal(days, &sent), &[("amount_in_home_currency", expected), ("hs_forecast_amount", "100")]);
    }
}

#[test]
fn everything_at_home_is_converted_and_nothing_else() {
    let sent = [
        ("amount", "100"),
        ("deal_currency_code", "GBP"),
        ("dealstage", "contractsent"),
        ("pipeline", "default"),
        ("hs_mrr", "10"),
    ];
    shows(
        &deal(0, &sent),
        &[
            ("hs_open_amount_in_home_currency", "125"),
            ("hs_projected_amount", "90"),
            ("hs_projected_amount_in_home_currency", "112.5"),
            ("hs_hs_mrr_in_home_currency", "12.5"),
            ("hs_weighted_hs_hs_mrr_in_home_currency", "11.25"),
            ("hs_closed_amount_in_home_currency", "0"),
        ],
    );
}

#[test]
fn a_deal_may_have_a_rate_of_its_own_and_begins_in_the_companys_currency() {
    let sent = [("amount", "100"), ("deal_currency_code", "EUR"), ("hs_exchange_rate", "2")];
    shows(&deal(0, &sent), &[("amount_in_home_currency", "200")]);
    shows(
        &deal(0, &[("amount", "100")]),
        &[("deal_currency_code", "USD"), ("amount_in_home_currency", "100")],
    );
    assert_eq!(create("deals", &[("amount", "100")]).get("deal_currency_code"), None);
}
