//! The arithmetic of line items (recorded: price 100, quantity 1, discount 5, cost 5 make an amount of 95, a margin of 90).

use super::{Write, derive};
use crate::Properties;
use crate::value::Decimal;

pub(crate) fn apply(_write: &Write<'_>, new: &mut Properties) {
    let number = |name: &str| new.filled(name).and_then(Decimal::parse);
    let Some(price) = number("price") else {
        for name in ALL {
            derive(new, name, None::<&str>);
        }
        return;
    };
    let quantity = number("quantity").unwrap_or(Decimal::whole(1));
    let cost = number("hs_cost_of_goods_sold").unwrap_or(Decimal::ZERO);
    let discount = number("discount");
    let discount_percent = number("hs_discount_percentage").unwrap_or(Decimal::ZERO);
    let is_recurring = new.filled("recurringbillingfrequency").is_some();
    // The discount is an amount per unit; without one, a percentage of the price.
    let totals = discount
        .filter(|discount| !discount.is_zero())
        .or_else(|| price.times(discount_percent.percent()))
        .and_then(|discount| Totals::of(price, quantity, discount, cost));
    let Some(totals) = totals else { return };
    totals.fill(new);
    // Recurring items are worth more than one payment; that needs their term and comes with the commerce rules.
    if is_recurring {
        for name in ONE_TIME {
            derive(new, name, None::<&str>);
        }
    } else {
        totals.fill_one_time(new);
    }
}

const ALL: [&str; 11] = [
    "amount",
    "hs_pre_discount_amount",
    "hs_total_discount",
    "hs_margin",
    "hs_acv",
    "hs_tcv",
    "hs_margin_acv",
    "hs_margin_tcv",
    "hs_arr",
    "hs_mrr",
    "hs_recurring_billing_number_of_payments",
];

const ONE_TIME: [&str; 7] = [
    "hs_acv",
    "hs_tcv",
    "hs_margin_acv",
    "hs_margin_tcv",
    "hs_arr",
    "hs_mrr",
    "hs_recurring_billing_number_of_payments",
];

struct Totals {
    before_discount: Decimal,
    discount: Decimal,
    amount: Decimal,
    margin: Decimal,
}

impl Totals {
    /// Multiplies out the units; `None` for numbers beyond any amount.
    fn of(price: Decimal, quantity: Decimal, unit_discount: Decimal, unit_cost: Decimal) -> Option<Self> {
        let before_discount = price.times(quantity)?;
        let discount = unit_discount.times(quantity)?;
        let amount = before_discount.minus(discount)?;
        let margin = amount.minus(unit_cost.times(quantity)?)?;
        Some(Self { before_discount, discount, amount, margin })
    }

    fn fill(&self, new: &mut Properties) {
        derive(new, "amount", Some(self.amount.to_string()));
        derive(new, "hs_pre_discount_amount", Some(self.before_discount.to_string()));
        derive(new, "hs_total_discount", Some(self.discount.to_string()));
        derive(new, "hs_margin", Some(self.margin.to_string()));
    }

    fn fill_one_time(&self, new: &mut Properties) {
        for (name, value) in [
            ("hs_acv", self.amount),
            ("hs_tcv", self.amount),
            ("hs_margin_acv", self.margin),
            ("hs_margin_tcv", self.margin),
            ("hs_arr", Decimal::ZERO),
            ("hs_mrr", Decimal::ZERO),
            ("hs_recurring_billing_number_of_payments", Decimal::whole(1)),
        ] {
            derive(new, name, Some(value.to_string()));
        }
    }
}
