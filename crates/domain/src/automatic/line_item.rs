//! The arithmetic of line items (recorded: price 100, quantity 1, discount 5, cost 5 make an amount of 95, a margin of 90).

mod billing;

use super::{Write, derive};
use crate::Properties;
use crate::value::Decimal;

use billing::{Billing, Worth};

pub(crate) fn apply(_write: &Write<'_>, new: &mut Properties) {
    let billing = Billing::of(new);
    billing.fill(new);
    let Some(price) = number(new, "price") else {
        for name in OF_PRICE.into_iter().chain(WORTH).chain(WORTH_OF_MARGIN) {
            derive(new, name, None::<&str>);
        }
        return;
    };
    // Numbers beyond any amount leave what was computed before.
    let Some(totals) = Totals::of(new, price) else { return };
    totals.fill(new);
    fill_worth(new, WORTH, &billing.worth(totals.amount));
    let of_margin = billing.worth(totals.margin);
    // What is paid once is recorded without the two that are about time.
    let of_margin =
        if billing.is_recurring() { of_margin } else { Worth { arr: None, mrr: None, ..of_margin } };
    fill_worth(new, WORTH_OF_MARGIN, &of_margin);
    derive(new, N_PAYMENTS, billing.n_payments().map(|number| number.to_string()));
}

const N_PAYMENTS: &str = "hs_recurring_billing_number_of_payments";
const OF_PRICE: [&str; 5] =
    ["amount", "hs_pre_discount_amount", "hs_total_discount", "hs_margin", N_PAYMENTS];

/// What a line item is worth in a year, in all, and again and again: in a year and in a month.
const WORTH: [&str; 4] = ["hs_acv", "hs_tcv", "hs_arr", "hs_mrr"];
const WORTH_OF_MARGIN: [&str; 4] = ["hs_margin_acv", "hs_margin_tcv", "hs_margin_arr", "hs_margin_mrr"];

fn number(new: &Properties, name: &str) -> Option<Decimal> {
    new.filled(name).and_then(Decimal::parse)
}

fn fill_worth(new: &mut Properties, names: [&'static str; 4], worth: &Worth) {
    for (name, value) in names.into_iter().zip([worth.acv, worth.tcv, worth.arr, worth.mrr]) {
        derive(new, name, value.and_then(Decimal::to_value));
    }
}

/// What one payment comes to.
struct Totals {
    before_discount: Decimal,
    discount: Decimal,
    amount: Decimal,
    margin: Decimal,
}

impl Totals {
    /// Multiplies out the units; `None` for numbers beyond any amount.
    fn of(new: &Properties, price: Decimal) -> Option<Self> {
        let quantity = number(new, "quantity").unwrap_or(Decimal::whole(1));
        let unit_cost = number(new, "hs_cost_of_goods_sold").unwrap_or(Decimal::ZERO);
        let percentage = number(new, "hs_discount_percentage").unwrap_or(Decimal::ZERO);
        // The discount is an amount per unit; without one, a percentage of the price.
        let unit_discount = match number(new, "discount").filter(|discount| !discount.is_zero()) {
            Some(discount) => discount,
            None => price.times(percentage.percent())?,
        };
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
}
