//! The records of a seed never change, and the engine takes every one of them.

use std::collections::HashSet;

use linchpin_domain::{catalogue, pipeline, value};

use super::*;

fn text(fields: &Fields) -> String {
    let pairs: Vec<_> = fields.texts().into_iter().map(|(name, value)| format!("{name}={value}")).collect();
    pairs.join("\n")
}

fn check_first(kind: Kind, expected: &str) {
    assert_eq!(text(&kind.record(1, 0)), expected);
}

#[test]
fn values_are_valid_for_their_properties() {
    for kind in [Kind::Company, Kind::Contact, Kind::Deal] {
        let object_type = kind.object_type().unwrap();
        let catalogue = catalogue::catalogue(object_type.id);
        let stages = pipeline::pipelines(object_type);
        for k in (0..5_000).chain([u64::MAX / 2]) {
            for (name, text) in kind.record(7, k).texts() {
                let property = catalogue.get(&name).unwrap_or_else(|| panic!("{name} of {kind:?}"));
                value::check_writable(property).unwrap();
                let canonical = value::canonical(property, &text, None).unwrap();
                assert_eq!(canonical, text, "{name} of {kind:?} {k}");
                assert!(name != "dealstage" || pipeline::find_stage(stages, &text).is_some(), "{text}");
            }
        }
    }
}

#[test]
fn every_record_says_about_a_dozen_things() {
    for kind in [Kind::Company, Kind::Contact, Kind::Deal] {
        for k in 0..1_000 {
            let n_values = kind.record(1, k).texts().len();
            assert!((9..=16).contains(&n_values), "{kind:?} {k} has {n_values}");
        }
    }
}

#[test]
fn addresses_are_unique_within_and_across_seeds() {
    let mut seen = HashSet::new();
    for (seed, k) in (0..20_000).map(|k| (1, k)).chain((0..20_000).map(|k| (2, k))) {
        let values = Kind::Contact.record(seed, k).texts();
        let email = values.into_iter().find(|(name, _)| name == "email").unwrap().1;
        assert!(seen.insert(email.clone()), "{email}");
        let reserved = ["example.com", "example.net", "example.org"];
        assert!(reserved.iter().any(|domain| email.ends_with(domain)), "{email}");
    }
}

#[test]
fn employers_are_companies_of_the_same_seed() {
    let companies: HashSet<_> = (0..1_000).map(|k| value_of(Kind::Company, k, "name")).collect();
    for k in 0..1_000 {
        let employer = value_of(Kind::Contact, k, "company");
        assert!(companies.contains(&employer), "{employer}");
    }
}

fn value_of(kind: Kind, k: u64, name: &str) -> String {
    let values = kind.record(1, k).texts();
    values.into_iter().find(|(known, _)| known == name).unwrap().1
}

#[test]
fn deals_end_after_they_begin() {
    for k in 0..1_000 {
        assert!(value_of(Kind::Deal, k, "createdate") < value_of(Kind::Deal, k, "closedate"), "deal {k}");
    }
}

/// A checksum (FNV-1a) of the first thousand records of a kind.
fn checksum(kind: Kind) -> u64 {
    let texts: String = (0..1_000).map(|k| text(&kind.record(1, k))).collect();
    texts
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325, |sum, byte| (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[test]
fn the_records_of_a_seed_never_change() {
    let sums = [Kind::Contact, Kind::Company, Kind::Deal].map(checksum);
    assert_eq!(
        sums,
        [17_755_507_723_536_818_265, 17_457_941_151_038_218_121, 15_261_964_264_829_011_281],
        "a released data set changed; is that worth it?"
    );
}

#[test]
fn the_first_contact_is_john() {
    check_first(
        Kind::Contact,
        "email=john.nelson0-1@timberlabs0.example.org
firstname=John
lastname=Nelson
phone=+1 303 555 0103
jobtitle=Sales Manager
company=Timber Labs
address=59 Maple Avenue
city=Denver
state=Colorado
zip=80219
country=United States
lifecyclestage=customer
closedate=2025-12-21T20:48:36.313Z
hs_buying_role=INFLUENCER;DECISION_MAKER",
    );
}

#[test]
fn the_first_company_is_where_he_works() {
    check_first(
        Kind::Company,
        "description=Software for small teams in Atlanta, founded in 1999.
name=Timber Labs
domain=timberlabs0.example.org
phone=+1 404 555 0151
address=11 Washington Street
city=Atlanta
state=Georgia
zip=30318
country=United States
industry=COMPUTER_SOFTWARE
numberofemployees=5
annualrevenue=310000
founded_year=1999
type=PROSPECT
lifecyclestage=lead",
    );
}

#[test]
fn the_first_deal_is_with_them() {
    check_first(
        Kind::Deal,
        "dealname=Timber Labs – Onboarding
amount=4250
pipeline=default
dealstage=closedwon
dealtype=existingbusiness
hs_priority=low
closed_won_reason=Recommended by a customer
createdate=2019-10-04T21:32:07.907Z
closedate=2019-12-12T21:32:07.907Z",
    );
}
