//! The arithmetic of line items (recorded: price 100, quantity 1, discount 5, cost 5 make an amount of 95, a margin of 90).

mod billing;

use self::billing::{Billing, Worth};
use super::{Write, derive};
use crate::Properties;
use crate::value::Decimal;

pub(crate) fn apply(_write: &Write<'_>, new: &mut Properties) {
    let billing = Billing::of(new);
    let Some(totals) = Totals::of(new, &billing) else {
        for name in ALL {
            derive(new, name, None::<&str>);
        }
        return;
    };
    totals.fill(new);
    let text = |number: Option<Decimal>| number.map(|number| number.to_string());
    derive(new, "hs_recurring_billing_number_of_payments", text(billing.number_of_payments()));
    derive(new, "hs_term_in_months", text(billing.term()));
}

const ALL: [&str; 14] = [
    "amount",
    "hs_pre_discount_amount",
    "hs_total_discount",
    "hs_margin",
    "hs_acv",
    "hs_tcv",
    "hs_arr",
    "hs_mrr",
    "hs_margin_acv",
    "hs_margin_tcv",
    "hs_margin_arr",
    "hs_margin_mrr",
    "hs_recurring_billing_number_of_payments",
    "hs_term_in_months",
];

/// What one payment is made of, and what it makes over time.
struct Totals {
    before_discount: Decimal,
    discount: Decimal,
    amount: Decimal,
    margin: Decimal,
    worth: Worth,
    margin_worth: Worth,
}

impl Totals {
    /// Multiplies out the units; `None` without a price, or for numbers beyond any amount.
    fn of(item: &Properties, billing: &Billing) -> Option<Self> {
        let number = |name: &str| item.filled(name).and_then(Decimal::parse);
        let price = number("price")?;
        let quantity = number("quantity").unwrap_or(Decimal::whole(1));
        let unit_cost = number("hs_cost_of_goods_sold").unwrap_or(Decimal::ZERO);
        // The discount is an amount per unit; without one, a percentage of the price.
        let unit_discount = match number("discount").filter(|discount| !discount.is_zero()) {
            Some(discount) => discount,
            None => price.times(number("hs_discount_percentage").unwrap_or(Decimal::ZERO).percent())?,
        };
        let before_discount = price.times(quantity)?;
        let discount = unit_discount.times(quantity)?;
        let amount = before_discount.minus(discount)?;
        let margin = amount.minus(unit_cost.times(quantity)?)?;
        let (worth, margin_worth) = (Worth::of(amount, billing)?, Worth::of(margin, billing)?);
        Some(Self { before_discount, discount, amount, margin, worth, margin_worth })
    }

    fn fill(&self, new: &mut Properties) {
        for (name, value) in [
            ("amount", self.amount),
            ("hs_pre_discount_amount", self.before_discount),
            ("hs_total_discount", self.discount),
            ("hs_margin", self.margin),
            ("hs_acv", self.worth.of_a_year),
            ("hs_tcv", self.worth.of_the_term),
            ("hs_arr", self.worth.recurring_yearly),
            ("hs_mrr", self.worth.recurring_monthly),
            ("hs_margin_acv", self.margin_worth.of_a_year),
            ("hs_margin_tcv", self.margin_worth.of_the_term),
            ("hs_margin_arr", self.margin_worth.recurring_yearly),
            ("hs_margin_mrr", self.margin_worth.recurring_monthly),
        ] {
            derive(new, name, Some(value.to_string()));
        }
    }
}
