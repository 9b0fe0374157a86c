//! The questions: every operator alone, on properties of every kind and from few matches to nearly all, then three
//! conditions at once and groups of them.

use super::Operand::{AnyAtDomain, Created, Email, Id, Text};
use super::Operator::{
    Between, ContainsToken, Eq, Gt, Gte, HasProperty, In, Lt, Lte, Neq, NotContainsToken, NotHasProperty,
    NotIn,
};
use super::{Condition, MOST_BY_CREATION, MOST_BY_MODIFICATION, Operand, Operator, Row, Sort};

const fn up(property: &'static str) -> Sort {
    Sort { property, descending: false }
}

const fn down(property: &'static str) -> Sort {
    Sort { property, descending: true }
}

const fn is(property: &'static str, operator: Operator, operands: &'static [Operand]) -> Condition {
    Condition { property, operator, operands }
}

const fn row(name: &'static str, sort: Sort, groups: &'static [&'static [Condition]]) -> Row {
    Row { name, groups, sort }
}

/// All questions.
pub(super) static ROWS: &[Row] = &[
    row("EQ stage", down("createdate"), &[&[is("lifecyclestage", Eq, &[Text("customer")])]]),
    row("EQ lead status", down("lastmodifieddate"), &[&[is("hs_lead_status", Eq, &[Text("NEW")])]]),
    row("EQ city", up("lastname"), &[&[is("city", Eq, &[Text("denver")])]]),
    row("EQ email", up("createdate"), &[&[is("email", Eq, &[Email(37)])]]),
    row("EQ id", up("createdate"), &[&[is("hs_object_id", Eq, &[Id(61)])]]),
    row("EQ number", up("email"), &[&[is("linkedinconnections", Eq, &[Text("40")])]]),
    row("EQ one of several", up("jobtitle"), &[&[is("hs_buying_role", Eq, &[Text("CHAMPION")])]]),
    row(MOST_BY_CREATION, down("createdate"), &[&[is("country", Eq, &[Text("united states")])]]),
    row("most, oldest first", up("createdate"), &[&[is("country", Eq, &[Text("united states")])]]),
    row(MOST_BY_MODIFICATION, down("lastmodifieddate"), &[&[is("country", Eq, &[Text("united states")])]]),
    row("most, by last name", up("lastname"), &[&[is("country", Eq, &[Text("united states")])]]),
    row("most, by id", up("hs_object_id"), &[&[is("country", Eq, &[Text("united states")])]]),
    row("NEQ stage", down("lastmodifieddate"), &[&[is("lifecyclestage", Neq, &[Text("subscriber")])]]),
    row("NEQ number", up("jobtitle"), &[&[is("linkedinconnections", Neq, &[Text("1")])]]),
    row("LT number", up("lastname"), &[&[is("linkedinconnections", Lt, &[Text("10")])]]),
    row("LT moment", down("createdate"), &[&[is("closedate", Lt, &[Text("2022-01-01T00:00:00Z")])]]),
    row("LTE moment", up("email"), &[&[is("createdate", Lte, &[Created(2)])]]),
    row("GT moment", up("createdate"), &[&[is("createdate", Gt, &[Created(90)])]]),
    row("GTE number", up("email"), &[&[is("linkedinconnections", Gte, &[Text("2000")])]]),
    row("GTE text", up("lastname"), &[&[is("lastname", Gte, &[Text("w")])]]),
    row("BETWEEN moments", down("createdate"), &[&[is("createdate", Between, &[Created(40), Created(60)])]]),
    row("BETWEEN ids", up("lastname"), &[&[is("hs_object_id", Between, &[Id(50), Id(51)])]]),
    row("BETWEEN numbers", up("city"), &[&[is("linkedinconnections", Between, &[Text("100"), Text("200")])]]),
    row(
        "BETWEEN days",
        up("hs_object_id"),
        &[&[is("closedate", Between, &[Text("2024-03-01T00:00:00Z"), Text("2024-03-31T23:59:59.999Z")])]],
    ),
    row("IN cities", up("city"), &[&[is("city", In, &[Text("denver"), Text("boston"), Text("austin")])]]),
    row(
        "IN lead status",
        up("email"),
        &[&[is("hs_lead_status", In, &[Text("CONNECTED"), Text("IN_PROGRESS"), Text("OPEN_DEAL")])]],
    ),
    row(
        "IN emails",
        up("lastname"),
        &[&[is(
            "email",
            In,
            &[
                Email(3),
                Email(9),
                Email(14),
                Email(22),
                Email(31),
                Email(38),
                Email(45),
                Email(52),
                Email(66),
                Email(71),
                Email(83),
                Email(97),
            ],
        )]],
    ),
    row(
        "NOT_IN lead status",
        down("createdate"),
        &[&[is("hs_lead_status", NotIn, &[Text("NEW"), Text("OPEN")])]],
    ),
    row(
        "NOT_IN cities",
        up("jobtitle"),
        &[&[is("city", NotIn, &[Text("new york"), Text("los angeles"), Text("chicago")])]],
    ),
    row("HAS_PROPERTY, some", down("lastmodifieddate"), &[&[is("closedate", HasProperty, &[])]]),
    row("HAS_PROPERTY, all", down("createdate"), &[&[is("lastname", HasProperty, &[])]]),
    row("NOT_HAS_PROPERTY status", up("lastname"), &[&[is("hs_lead_status", NotHasProperty, &[])]]),
    row("NOT_HAS_PROPERTY state", up("createdate"), &[&[is("state", NotHasProperty, &[])]]),
    row("CONTAINS_TOKEN word", down("createdate"), &[&[is("jobtitle", ContainsToken, &[Text("manager")])]]),
    row("CONTAINS_TOKEN phrase", up("city"), &[&[is("jobtitle", ContainsToken, &[Text("sales manager")])]]),
    row("CONTAINS_TOKEN beginning", up("email"), &[&[is("company", ContainsToken, &[Text("sol*")])]]),
    row("CONTAINS_TOKEN end", up("lastname"), &[&[is("lastname", ContainsToken, &[Text("*son")])]]),
    row(
        "CONTAINS_TOKEN in addresses",
        up("hs_object_id"),
        &[&[is("email", ContainsToken, &[Text("nelson1*")])]],
    ),
    row("CONTAINS_TOKEN domain", up("lastname"), &[&[is("email", ContainsToken, &[AnyAtDomain(20)])]]),
    row(
        "NOT_CONTAINS_TOKEN word",
        up("lastname"),
        &[&[is("jobtitle", NotContainsToken, &[Text("manager")])]],
    ),
    row("NOT_CONTAINS_TOKEN end", down("createdate"), &[&[is("company", NotContainsToken, &[Text("*ing")])]]),
    row(
        "three values",
        down("createdate"),
        &[&[
            is("lifecyclestage", Eq, &[Text("lead")]),
            is("hs_lead_status", Eq, &[Text("NEW")]),
            is("country", Eq, &[Text("united states")]),
        ]],
    ),
    row(
        "cities, word and any date",
        up("lastname"),
        &[&[
            is("city", In, &[Text("london"), Text("berlin"), Text("paris")]),
            is("jobtitle", ContainsToken, &[Text("manager")]),
            is("closedate", HasProperty, &[]),
        ]],
    ),
    row(
        "moments, not a stage, number",
        up("email"),
        &[&[
            is("createdate", Between, &[Created(20), Created(80)]),
            is("lifecyclestage", Neq, &[Text("customer")]),
            is("linkedinconnections", Gt, &[Text("500")]),
        ]],
    ),
    row(
        "country, no language, beginning",
        up("city"),
        &[&[
            is("country", Eq, &[Text("germany")]),
            is("hs_language", NotHasProperty, &[]),
            is("lastname", ContainsToken, &[Text("m*")]),
        ]],
    ),
    row(
        "several of several, status, not a word",
        down("lastmodifieddate"),
        &[&[
            is("hs_buying_role", In, &[Text("DECISION_MAKER"), Text("BUDGET_HOLDER")]),
            is("hs_lead_status", In, &[Text("CONNECTED"), Text("OPEN")]),
            is("jobtitle", NotContainsToken, &[Text("chief")]),
        ]],
    ),
    row(
        "two groups",
        down("createdate"),
        &[
            &[is("lifecyclestage", Eq, &[Text("customer")]), is("country", Eq, &[Text("canada")])],
            &[
                is("hs_lead_status", Eq, &[Text("CONNECTED")]),
                is("jobtitle", ContainsToken, &[Text("director")]),
            ],
        ],
    ),
    row(
        "three groups",
        up("lastname"),
        &[
            &[is("city", Eq, &[Text("dublin")]), is("linkedinconnections", Gte, &[Text("1000")])],
            &[is("city", Eq, &[Text("cork")]), is("hs_language", Eq, &[Text("en-ie")])],
            &[is("lifecyclestage", Eq, &[Text("evangelist")])],
        ],
    ),
];
