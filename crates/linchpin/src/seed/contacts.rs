//! People.

use super::businesses::Business;
use super::fields::Fields;
use super::names::{self, FIRST_NAMES, JOB_TITLES, LAST_NAMES};
use super::places::PLACES;
use super::random::Random;
use super::{Kind, deals};

/// People for each company, on average.
const STAFF: u64 = 8;

/// How far people have come, and how likely that is.
const LIFECYCLE: [(u64, &str); 8] = [
    (24, "subscriber"),
    (33, "lead"),
    (14, "marketingqualifiedlead"),
    (9, "salesqualifiedlead"),
    (7, "opportunity"),
    (11, "customer"),
    (1, "evangelist"),
    (1, "other"),
];

/// What sales does about a lead, and how likely that is.
const LEAD_STATUS: [(u64, &str); 7] = [
    (40, "NEW"),
    (15, "OPEN"),
    (15, "ATTEMPTED_TO_CONTACT"),
    (10, "IN_PROGRESS"),
    (10, "CONNECTED"),
    (6, "UNQUALIFIED"),
    (4, "BAD_TIMING"),
];

/// Parts that people have in what their company buys, the most likely ones first.
const BUYING_ROLES: [&str; 6] =
    ["DECISION_MAKER", "END_USER", "INFLUENCER", "BUDGET_HOLDER", "CHAMPION", "EXECUTIVE_SPONSOR"];

/// Contact `k`.
pub(super) fn contact(seed: u64, k: u64) -> Fields {
    let mut random = Random::of(seed, Kind::Contact, k);
    let first = random.pick_low(&FIRST_NAMES);
    let last = random.pick_low(&LAST_NAMES);
    // A contact knows nothing of how many companies are written, only that there are more the more contacts there
    // are.
    let employer = random.low_below(k / STAFF + 1);
    let employer = Business::of(seed, employer);
    // Most people live where they work.
    let place = if random.percent(80) { employer.place } else { random.pick_low(&PLACES) };

    let mut fields = Fields::new();
    // The index makes the address unique; with the seed, other data sets fit into the same account.
    let mailbox = format!("{}.{}{k}-{seed}", names::in_addresses(first), names::in_addresses(last));
    fields.set("email", format!("{mailbox}@{}", employer.domain));
    fields.set("firstname", *first);
    fields.set("lastname", *last);
    fields.set("phone", random.digits(place.phone));
    fields.set("jobtitle", *random.pick_weighted(&JOB_TITLES));
    fields.set("company", employer.name);
    fields.set("address", place.address(&mut random));
    fields.set("city", place.city);
    if !place.state.is_empty() {
        fields.set("state", place.state);
    }
    fields.set("zip", random.digits(place.zip));
    fields.set("country", place.country.name);
    set_progress(&mut random, &mut fields);
    if random.percent(60) {
        fields.set("hs_language", place.country.language);
    }
    if random.percent(40) {
        fields.set("linkedinconnections", (1 + random.low_below(4_000)).to_string());
    }
    if random.percent(30) {
        fields.set("hs_buying_role", buying_role(&mut random));
    }
    fields
}

/// One part, or two of them.
fn buying_role(random: &mut Random) -> String {
    let first = *random.pick_low(&BUYING_ROLES);
    let second = *random.pick_low(&BUYING_ROLES);
    if first == second { first.to_owned() } else { format!("{first};{second}") }
}

/// How far the person has come on the way to a customer.
fn set_progress(random: &mut Random, fields: &mut Fields) {
    let stage = *random.pick_weighted(&LIFECYCLE);
    fields.set("lifecyclestage", stage);
    match stage {
        "lead" | "marketingqualifiedlead" | "salesqualifiedlead" => {
            fields.set("hs_lead_status", *random.pick_weighted(&LEAD_STATUS));
        }
        "opportunity" => fields.set("hs_lead_status", "OPEN_DEAL"),
        "customer" | "evangelist" => fields.set("closedate", deals::past_moment(random).to_string()),
        _ => {}
    }
}
