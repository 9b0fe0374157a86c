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

/// A won deal in euros that closed after some days.
fn won(days: i64, sent: &[(&'static str, &str)]) -> Properties {
    let closed = after_days(days);
    let stage = [("dealstage", "closedwon"), ("pipeline", "default"), ("closedate", closed.as_str())];
    let money = [("amount", "100"), ("deal_currency_code", "EUR")];
    deal(3, &[money.as_slice(), &stage, sent].concat())
}

#[test]
fn open_deals_have_the_rate_of_today() {
    let (closes, later) = (after_days(1), after_days(30));
    for (days, code, closes, rate, expected) in [
        (1, "EUR", "", Some("1.1"), "110"),
        (3, "EUR", "", Some("1.2"), "120"),
        (3, "EUR", closes.as_str(), Some("1.2"), "120"),
        (3, "EUR", later.as_str(), Some("1.2"), "120"),
        (3, "GBP", "", Some("1.25"), "125"),
        (3, "USD", "", None, "100"),
        (3, "JPY", "", None, "100"),
    ] {
        // A rate of its own is none of an open deal.
        let own = [("deal_currency_code", code), ("closedate", closes), ("hs_exchange_rate", "2")];
        let made = deal(days, &[&[("amount", "100")], own.as_slice()].concat());
        shows(&made, &[("amount_in_home_currency", expected), ("hs_forecast_amount", "100")]);
        assert_eq!(made.filled("hs_exchange_rate"), rate, "{days} {code} {closes}");
    }
}

#[test]
fn closed_deals_keep_the_rate_of_the_day_on_which_they_closed() {
    for (made, rate, expected) in [
        (won(1, &[]), "1.1", "110"),
        (won(30, &[]), "1.2", "120"),
        (won(1, &[("hs_exchange_rate", "2")]), "2", "200"),
    ] {
        shows(&made, &[("hs_exchange_rate", rate), ("amount_in_home_currency", expected)]);
        let rates = rates();
        let mut later = made.clone();
        later.insert("amount", "10");
        let now = Timestamp(CREATED.0 + 4 * DAY);
        apply(&Write { rates: &rates, ..write("deals", now, Some(&made)) }, &mut later);
        assert_eq!(later.filled("hs_exchange_rate"), Some(rate));
        // Opened again, it has the rate of today.
        later.insert("dealstage", "contractsent");
        apply(&Write { rates: &rates, ..write("deals", now, Some(&made)) }, &mut later);
        shows(&later, &[("hs_exchange_rate", "1.2"), ("amount_in_home_currency", "12")]);
    }
}

#[test]
fn a_deal_shows_an_old_rate_only_while_it_is_open() {
    let (rates, now) = (rates(), Timestamp(CREATED.0 + 4 * DAY));
    for (deal, expected) in [
        (deal(1, &[("amount", "1"), ("deal_currency_code", "EUR")]), true),
        (deal(3, &[("amount", "1"), ("deal_currency_code", "EUR")]), false),
        (deal(1, &[("amount", "1")]), false),
        (won(1, &[]), false),
    ] {
        assert_eq!(crate::automatic::is_worth_else(&rates, now, &deal), expected, "{deal:?}");
        assert!(!crate::automatic::is_worth_else(&Rates::default(), now, &deal));
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
fn a_deal_begins_in_the_companys_currency() {
    shows(
        &deal(0, &[("amount", "100")]),
        &[("deal_currency_code", "USD"), ("amount_in_home_currency", "100")],
    );
    assert_eq!(create("deals", &[("amount", "100")]).get("deal_currency_code"), None);
}
