//! The table: which properties are made of which neighbours; those of activities stand beside it.
//!
//! The associations of a record count whatever their label, unless a row names one.

use super::{Condition, Fold, Label, Rollup, Source, Value};
use crate::{AssociationTypeId, ObjectTypeId};

pub(super) const CONTACT: ObjectTypeId = ObjectTypeId::standard(1);
pub(super) const COMPANY: ObjectTypeId = ObjectTypeId::standard(2);
pub(super) const DEAL: ObjectTypeId = ObjectTypeId::standard(3);
pub(super) const TICKET: ObjectTypeId = ObjectTypeId::standard(5);
const LINE_ITEM: ObjectTypeId = ObjectTypeId::standard(8);
const QUOTE: ObjectTypeId = ObjectTypeId::standard(14);
pub(super) const TASK: ObjectTypeId = ObjectTypeId::standard(27);

const WON: &[Condition] = &[Condition::Is("hs_is_closed_won", "true")];
const OPEN: &[Condition] = &[Condition::IsNot("hs_is_closed", "true")];
/// What a deal is worth in the company's currency, so that deals of all currencies add up.
const WORTH: Value = Value::Property("amount_in_home_currency");

/// The company that is a record's primary one.
const fn primary_company(child: i32, parent: i32, values: &'static [Value]) -> Source {
    let label = Label { child: AssociationTypeId(child), parent: AssociationTypeId(parent), exclusive: true };
    Source { label: Some(label), values, ..Source::all(COMPANY) }
}

/// A company in a hierarchy.
const fn related_company(child: i32, parent: i32, values: &'static [Value]) -> Source {
    let label =
        Label { child: AssociationTypeId(child), parent: AssociationTypeId(parent), exclusive: false };
    Source { label: Some(label), values, ..Source::all(COMPANY) }
}

pub(super) const fn count(
    parent: ObjectTypeId,
    properties: &'static [&'static str],
    sources: &'static [Source],
) -> Rollup {
    Rollup { parent, properties, fold: Fold::Count, sources }
}

const fn sum(
    parent: ObjectTypeId,
    properties: &'static [&'static str],
    sources: &'static [Source],
) -> Rollup {
    Rollup { parent, properties, fold: Fold::Sum, sources }
}

pub(super) const fn latest(
    parent: ObjectTypeId,
    properties: &'static [&'static str],
    sources: &'static [Source],
) -> Rollup {
    Rollup { parent, properties, fold: Fold::Latest, sources }
}

pub(super) const fn earliest(
    parent: ObjectTypeId,
    properties: &'static [&'static str],
    sources: &'static [Source],
) -> Rollup {
    Rollup { parent, properties, fold: Fold::Earliest, sources }
}

/// The rollups of everything but activities.
pub(super) static ROLLUPS: &[Rollup] = &[
    // Contacts.
    count(CONTACT, &["num_associated_deals"], &[Source::all(DEAL)]),
    count(
        CONTACT,
        &["hs_associated_target_accounts"],
        &[Source { when: &[Condition::Is("hs_is_target_account", "true")], ..Source::all(COMPANY) }],
    ),
    sum(CONTACT, &["total_revenue"], &[Source { when: WON, values: &[WORTH], ..Source::all(DEAL) }]),
    latest(CONTACT, &["recent_deal_close_date", "recent_deal_amount"], RECENT_DEAL),
    earliest(CONTACT, &["first_deal_created_date"], FIRST_DEAL),
    latest(CONTACT, &["associatedcompanyid"], &[primary_company(1, 2, &[Value::Id])]),
    // Companies.
    count(COMPANY, &["num_associated_contacts"], &[Source::all(CONTACT)]),
    count(COMPANY, &["num_associated_deals"], &[Source::all(DEAL)]),
    count(COMPANY, &["hs_num_open_deals"], &[Source { when: OPEN, ..Source::all(DEAL) }]),
    count(
        COMPANY,
        &["hs_num_contacts_with_buying_roles"],
        &[Source { when: &[Condition::Filled("hs_buying_role")], ..Source::all(CONTACT) }],
    ),
    count(
        COMPANY,
        &["hs_num_decision_makers"],
        &[Source { when: &[Condition::Has("hs_buying_role", "DECISION_MAKER")], ..Source::all(CONTACT) }],
    ),
    count(
        COMPANY,
        &["hs_num_blockers"],
        &[Source { when: &[Condition::Has("hs_buying_role", "BLOCKER")], ..Source::all(CONTACT) }],
    ),
    count(COMPANY, &["hs_num_child_companies"], &[related_company(13, 14, &[])]),
    latest(COMPANY, &["hs_parent_company_id"], &[related_company(14, 13, &[Value::Id])]),
    sum(COMPANY, &["total_revenue"], &[Source { when: WON, values: &[WORTH], ..Source::all(DEAL) }]),
    latest(COMPANY, &["recent_deal_close_date", "recent_deal_amount"], RECENT_DEAL),
    earliest(COMPANY, &["first_deal_created_date"], FIRST_DEAL),
    earliest(
        COMPANY,
        &["first_contact_createdate"],
        &[Source { values: &[Value::CreatedAt], ..Source::all(CONTACT) }],
    ),
    // Deals.
    count(DEAL, &["num_associated_contacts"], &[Source::all(CONTACT)]),
    count(DEAL, &["hs_num_of_associated_line_items"], &[Source::all(LINE_ITEM)]),
    latest(DEAL, &["hs_primary_associated_company"], &[primary_company(5, 6, &[Value::Id])]),
    sum(DEAL, &["hs_acv"], &[Source { values: &[Value::Property("hs_acv")], ..Source::all(LINE_ITEM) }]),
    sum(DEAL, &["hs_arr"], &[Source { values: &[Value::Property("hs_arr")], ..Source::all(LINE_ITEM) }]),
    sum(DEAL, &["hs_mrr"], &[Source { values: &[Value::Property("hs_mrr")], ..Source::all(LINE_ITEM) }]),
    sum(DEAL, &["hs_tcv"], &[Source { values: &[Value::Property("hs_tcv")], ..Source::all(LINE_ITEM) }]),
    // Tickets.
    count(TICKET, &["hs_num_associated_companies"], &[Source::all(COMPANY)]),
    latest(
        TICKET,
        &["hs_primary_company_id", "hs_primary_company", "hs_primary_company_name"],
        &[primary_company(26, 25, &[Value::Id, NAME, NAME])],
    ),
    // Quotes.
    count(QUOTE, &["hs_num_associated_deals"], &[Source::all(DEAL)]),
    sum(
        QUOTE,
        &["hs_quote_amount"],
        &[Source { values: &[Value::Property("amount")], ..Source::all(LINE_ITEM) }],
    ),
    // Tasks.
    count(TASK, &["hs_num_associated_companies"], &[Source::all(COMPANY)]),
    count(TASK, &["hs_num_associated_contacts"], &[Source::all(CONTACT)]),
    count(TASK, &["hs_num_associated_deals"], &[Source::all(DEAL)]),
    count(TASK, &["hs_num_associated_tickets"], &[Source::all(TICKET)]),
];

const NAME: Value = Value::Property("name");

const RECENT_DEAL: &[Source] =
    &[Source { when: WON, values: &[Value::Property("closedate"), WORTH], ..Source::all(DEAL) }];

const FIRST_DEAL: &[Source] = &[Source { values: &[Value::CreatedAt], ..Source::all(DEAL) }];
