//! What fills itself on deals.

use super::{Write, count, derive, flag, stages};
use crate::currency::{Rate, Rates};
use crate::value::Decimal;
use crate::{Properties, Timestamp};

const MS_PER_DAY: i64 = 86_400_000;

/// What nearly every deal shows; see [`crate::ObjectType::usual`].
pub(crate) const USUAL: &[(&str, &str)] = &[
    ("hs_is_deal_split", "false"),
    ("hs_num_of_associated_line_items", "0"),
    ("hs_number_of_call_engagements", "0"),
    ("hs_number_of_inbound_calls", "0"),
    ("hs_number_of_outbound_calls", "0"),
    ("hs_number_of_overdue_tasks", "0"),
    ("hs_number_of_scheduled_meetings", "0"),
    ("hs_object_source", "INTEGRATION"),
    ("hs_object_source_label", "INTEGRATION"),
    ("num_associated_contacts", "0"),
    ("num_notes", "0"),
];

pub(crate) fn apply(write: &Write<'_>, new: &mut Properties) {
    if write.is_create() {
        // Deals have both creation dates: `createdate` is the column, and this one repeats it.
        new.insert("hs_createdate", write.created_at.to_iso());
        if write.rates.are_several() && new.filled("deal_currency_code").is_none() {
            new.insert("deal_currency_code", write.rates.company().to_owned());
        }
    }
    let outcome = Outcome::of(write, new);
    outcome.fill(write, new);
    amounts(outcome, write, new);
    close_days(write, new);
}

/// What the stage says about the deal.
#[derive(Clone, Copy)]
struct Outcome {
    is_closed: bool,
    is_won: bool,
    /// How likely the deal is won; zero for a deal without a stage.
    probability: Decimal,
    has_stage: bool,
}

impl Outcome {
    /// Reads the stage, unless a client has set the probability of this very deal.
    fn of(write: &Write<'_>, new: &Properties) -> Self {
        let stage = stages::current(write, new);
        let of_stage = stage.and_then(|stage| stage.meta("probability")).and_then(Decimal::parse);
        let sets_own = write.changes(new, "hs_deal_stage_probability");
        let keeps_own = sets_own || !stages::moves(write, new);
        let own = new.filled("hs_deal_stage_probability").and_then(Decimal::parse).filter(|_| keeps_own);
        let is_closed = stage.is_some_and(crate::Stage::is_closed);
        Self {
            is_closed,
            is_won: is_closed && of_stage.is_some_and(|probability| !probability.is_zero()),
            probability: own.or(of_stage).unwrap_or(Decimal::ZERO),
            has_stage: stage.is_some(),
        }
    }

    fn fill(self, write: &Write<'_>, new: &mut Properties) {
        let is_lost = self.is_closed && !self.is_won;
        derive(new, "hs_is_closed_won", Some(flag(self.is_won)));
        derive(new, "hs_is_closed_lost", Some(flag(is_lost)));
        derive(new, "hs_closed_won_count", Some(count(self.is_won)));
        derive(new, "hs_deal_stage_probability_shadow", Some(self.probability.to_string()));
        if self.has_stage {
            derive(new, "hs_is_closed", Some(flag(self.is_closed)));
            derive(new, "hs_deal_stage_probability", Some(self.probability.to_string()));
        }
        if self.is_closed && stages::moves(write, new) && new.filled("closedate").is_none() {
            new.insert("closedate", write.now.to_iso());
        }
    }
}

/// What deals are worth in the company's currency, beside the one that a create shows (recorded 2026).
const IN_HOME_CURRENCY: [&str; 5] = [
    "hs_closed_amount_in_home_currency",
    "hs_hs_mrr_in_home_currency",
    "hs_open_amount_in_home_currency",
    "hs_projected_amount_in_home_currency",
    "hs_weighted_hs_hs_mrr_in_home_currency",
];

/// Whether reads show the property and writes do not.
pub(super) fn is_for_reads(name: &str) -> bool {
    IN_HOME_CURRENCY.contains(&name)
}

/// Lets the amount be that of the line items, if somebody wants it to follow them.
fn follow_line_items(new: &mut Properties) {
    let total = match new.filled("hs_deal_amount_calculation_preference") {
        Some("TCV") => "hs_tcv",
        Some("ARR") => "hs_arr",
        Some("MRR") => "hs_mrr",
        _ => return,
    };
    if let Some(total) = new.filled(total).map(str::to_owned) {
        derive(new, "amount", Some(total));
    }
}

/// The property that says what one unit of the deal's currency is worth in the company's.
const RATE: &str = "hs_exchange_rate";

/// Lets an open deal have the rate of today, and one that closes keep that of the day on which it did (documented).
///
/// What becomes of rates afterwards changes no closed deal; whoever sets the rate of one sets it for good.
fn follow_rates(outcome: Outcome, write: &Write<'_>, new: &mut Properties) {
    if !write.rates.are_several() {
        return;
    }
    let was_closed = write.before("hs_is_closed") == Some("true");
    let has_own = new.filled(RATE).is_some() && (was_closed || write.changes(new, RATE));
    if !outcome.is_closed || !has_own {
        let closes = new.filled("closedate").and_then(Timestamp::parse).filter(|_| outcome.is_closed);
        let moment = closes.map_or(write.now, |closes| closes.min(write.now));
        let rate = rate_at(write.rates, new, moment);
        derive(new, RATE, rate.map(Rate::to_text));
    }
}

/// The rate of a deal at a moment; none of one in the company's currency, or without one.
fn rate_at(rates: &Rates, deal: &Properties, moment: Timestamp) -> Option<Rate> {
    let code = deal.filled("deal_currency_code").filter(|code| *code != rates.company())?;
    rates.at(code, moment)
}

/// Whether a deal is open and shows another rate than that of now.
pub(super) fn shows_old_rate(rates: &Rates, now: Timestamp, deal: &Properties) -> bool {
    let is_open = deal.filled("hs_is_closed") != Some("true");
    let rate = rate_at(rates, deal, now).map(Rate::to_text);
    is_open && rates.are_several() && rate.as_deref() != deal.filled(RATE)
}

/// Follows the amount.
fn amounts(outcome: Outcome, write: &Write<'_>, new: &mut Properties) {
    follow_line_items(new);
    follow_rates(outcome, write, new);
    let rate = new.filled(RATE).and_then(Rate::parse).filter(|rate| *rate != Rate::ONE);
    let at_home = |number: Decimal| rate.map_or(Some(number), |rate| rate.convert(number));
    let amount = new.filled("amount").map(str::to_owned);
    let number = amount.as_deref().and_then(Decimal::parse).unwrap_or(Decimal::ZERO);
    let projected = number.times(outcome.probability).unwrap_or(Decimal::ZERO);
    let closed = if outcome.is_won { number } else { Decimal::ZERO };
    let worth = match &amount {
        Some(_) if rate.is_some() => at_home(number).map(|worth| worth.to_string()),
        same => same.clone(),
    };
    derive(new, "amount_in_home_currency", worth);
    derive(new, "hs_forecast_amount", amount.as_deref());
    derive(new, "hs_projected_amount", Some(projected.to_string()));
    derive(new, "hs_closed_amount", Some(closed.to_string()));
    let open = if outcome.is_closed { Decimal::ZERO } else { number };
    let mrr = new.filled("hs_mrr").and_then(Decimal::parse);
    let weighted_mrr = mrr.and_then(|mrr| mrr.times(outcome.probability));
    let in_home_currency = [Some(closed), mrr, Some(open), Some(projected), weighted_mrr];
    for (name, value) in IN_HOME_CURRENCY.into_iter().zip(in_home_currency) {
        derive(new, name, value.and_then(at_home).map(|value| value.to_string()));
    }
}

/// Counts the days from creation to the close date; none if the latter is missing or earlier.
fn close_days(write: &Write<'_>, new: &mut Properties) {
    let closes = new.filled("closedate").and_then(Timestamp::parse);
    let open_ms = closes.map_or(0, |closes| (closes.0 - write.created_at.0).max(0));
    derive(new, "days_to_close", Some((open_ms / MS_PER_DAY).to_string()));
    derive(new, "hs_days_to_close_raw", Some((open_ms as f64 / MS_PER_DAY as f64).to_string()));
}
