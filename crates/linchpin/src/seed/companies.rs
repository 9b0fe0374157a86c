//! Companies.

use super::businesses::Business;
use super::fields::Fields;

/// How many people work in a company, and how likely that is.
const SIZES: [(u64, std::ops::RangeInclusive<u64>); 6] = [
    (90, 1..=10),
    (60, 11..=50),
    (30, 51..=200),
    (14, 201..=1_000),
    (5, 1_001..=10_000),
    (1, 10_001..=120_000),
];

/// What a company is to us, and how likely that is.
const TYPES: [(u64, &str); 5] =
    [(62, "PROSPECT"), (10, "PARTNER"), (6, "RESELLER"), (14, "VENDOR"), (8, "OTHER")];

/// How far companies have come, and how likely that is.
const LIFECYCLE: [(u64, &str); 5] = [
    (48, "lead"),
    (16, "marketingqualifiedlead"),
    (10, "salesqualifiedlead"),
    (11, "opportunity"),
    (15, "customer"),
];

/// The year of the youngest companies.
const LAST_YEAR: u64 = 2025;

/// Company `k`.
pub(super) fn company(seed: u64, k: u64) -> Fields {
    let (Business { name, domain, place, industry }, mut random) = Business::drawn(seed, k);
    let employees = random.pick_weighted(&SIZES).clone();
    let employees = random.within(employees);
    let revenue = employees * random.within(55..=260) * 1_000;
    let founded = LAST_YEAR - random.low_below(110);

    let mut fields = Fields::new();
    fields.set("description", format!("{} in {}, founded in {founded}.", industry.description, place.city));
    fields.set("name", name);
    fields.set("domain", domain);
    fields.set("phone", random.digits(place.phone));
    fields.set("address", place.address(&mut random));
    fields.set("city", place.city);
    if !place.state.is_empty() {
        fields.set("state", place.state);
    }
    fields.set("zip", random.digits(place.zip));
    fields.set("country", place.country.name);
    fields.set("industry", industry.value);
    fields.set("numberofemployees", employees.to_string());
    fields.set("annualrevenue", revenue.to_string());
    fields.set("founded_year", founded.to_string());
    fields.set("type", *random.pick_weighted(&TYPES));
    fields.set("lifecyclestage", *random.pick_weighted(&LIFECYCLE));
    fields
}
