//! Deals.

use linchpin_domain::Timestamp;

use super::Kind;
use super::businesses::Business;
use super::fields::Fields;
use super::random::Random;

/// Nothing happened before 2019-01-01.
const FIRST_MOMENT: u64 = 1_546_300_800_000;
/// All that is past happened before 2026-07-01; a fixed day, because the records of a seed never change.
const LAST_MOMENT: u64 = 1_782_864_000_000;
/// Milliseconds in a day.
const DAY: u64 = 86_400_000;
/// How long a deal stays open at most, in days.
const OPEN_DAYS: u64 = 180;

/// Stages of the default pipeline, and how likely they are.
const STAGES: [(u64, &str); 7] = [
    (12, "appointmentscheduled"),
    (9, "qualifiedtobuy"),
    (7, "presentationscheduled"),
    (5, "decisionmakerboughtin"),
    (4, "contractsent"),
    (35, "closedwon"),
    (28, "closedlost"),
];

/// What deals are worth in steps, the size of a step, and how likely that is.
const AMOUNTS: [(u64, (std::ops::RangeInclusive<u64>, u64)); 5] = [
    (40, (10..=99, 50)),
    (35, (50..=250, 100)),
    (18, (50..=200, 500)),
    (6, (20..=100, 5_000)),
    (1, (20..=100, 25_000)),
];

const PRIORITIES: [(u64, &str); 3] = [(30, "low"), (50, "medium"), (20, "high")];

/// What was sold, the everyday first.
const OFFERS: [&str; 12] = [
    "Annual plan",
    "Renewal",
    "Pilot",
    "Team licences",
    "Support contract",
    "Expansion",
    "Onboarding",
    "Migration",
    "Training days",
    "Framework agreement",
    "Second site",
    "Hardware refresh",
];

const LOST_REASONS: [&str; 8] = [
    "Price",
    "No budget this year",
    "Chose a competitor",
    "Project was stopped",
    "No answer after the offer",
    "A feature is missing",
    "Stays with the present supplier",
    "Contact left the company",
];

const WON_REASONS: [&str; 6] = [
    "Best fit",
    "Fast start",
    "Recommended by a customer",
    "Price",
    "Convinced by the pilot",
    "Support in their language",
];

const NEXT_STEPS: [&str; 8] = [
    "Send the offer",
    "Call back on Monday",
    "Show it to the whole team",
    "Wait for legal",
    "Agree on a start date",
    "Clear up the open questions about security",
    "Meet the head of department",
    "Set up the pilot",
];

/// Deal `k`.
pub(super) fn deal(seed: u64, k: u64) -> Fields {
    let mut random = Random::of(seed, Kind::Deal, k);
    let customer = random.low_below(k + 1);
    let customer = Business::of(seed, customer);
    let stage = *random.pick_weighted(&STAGES);
    let (steps, step) = random.pick_weighted(&AMOUNTS).clone();
    let amount = random.within(steps) * step;

    let mut fields = Fields::new();
    fields.set("dealname", format!("{} – {}", customer.name, random.pick_low(&OFFERS)));
    fields.set("amount", amount.to_string());
    fields.set("pipeline", "default");
    fields.set("dealstage", stage);
    let kinds = [(70, "newbusiness"), (30, "existingbusiness")];
    fields.set("dealtype", *random.pick_weighted(&kinds));
    fields.set("hs_priority", *random.pick_weighted(&PRIORITIES));
    set_times(&mut random, &mut fields, stage);
    fields
}

/// When the deal began and ended or shall end, and why or how to go on.
fn set_times(random: &mut Random, fields: &mut Fields, stage: &str) {
    let duration = random.within(7..=OPEN_DAYS) * DAY;
    let created = match stage {
        "closedwon" => {
            fields.set("closed_won_reason", *random.pick_low(&WON_REASONS));
            past_moment(random).0 as u64 - duration
        }
        "closedlost" => {
            fields.set("closed_lost_reason", *random.pick_low(&LOST_REASONS));
            past_moment(random).0 as u64 - duration
        }
        _ => {
            fields.set("hs_next_step", *random.pick(&NEXT_STEPS));
            LAST_MOMENT - random.below(duration)
        }
    };
    fields.set("createdate", Timestamp(created as i64).to_iso());
    fields.set("closedate", Timestamp((created + duration) as i64).to_iso());
}

/// A moment in the past, a recent one more likely.
pub(super) fn past_moment(random: &mut Random) -> Timestamp {
    Timestamp((LAST_MOMENT - random.low_below(LAST_MOMENT - FIRST_MOMENT)) as i64)
}
