//! Dynamic lists as users have them: two or three conditions over what sales and marketing look at.

use anyhow::{Context as _, Result, bail};
use serde_json::{Value, json};

use crate::linchpin::Linchpin;

const CITIES: [&str; 16] = [
    "New York",
    "Los Angeles",
    "Chicago",
    "London",
    "Houston",
    "Berlin",
    "San Francisco",
    "Toronto",
    "Boston",
    "Paris",
    "Seattle",
    "Sydney",
    "Austin",
    "Denver",
    "Dublin",
    "Stockholm",
];
const JOBS: [&str; 8] = [
    "Sales Manager",
    "Account Executive",
    "Marketing Manager",
    "Owner",
    "Software Engineer",
    "Product Manager",
    "Accountant",
    "Consultant",
];
const STAGES: [&str; 4] = ["lead", "marketingqualifiedlead", "opportunity", "customer"];
const STATUSES: [&str; 5] = ["NEW", "OPEN", "IN_PROGRESS", "CONNECTED", "BAD_TIMING"];
const BEGINNINGS: [&str; 7] = ["A", "B", "Ha", "Ma", "S", "Wi", "Z"];

fn one_of(choices: &[&'static str], number: usize) -> &'static str {
    choices[number % choices.len()]
}

/// The filters of a list of a number.
pub(crate) fn filters(number: usize) -> Vec<Value> {
    let rest = number / 5;
    let city = text("city", "IS_EQUAL_TO", one_of(&CITIES, rest));
    let stage = choice("lifecyclestage", one_of(&STAGES, rest / CITIES.len()));
    let connections = |operator: &str| at("linkedinconnections", "NUMBER", operator, &json!(500 + number));
    match number % 5 {
        0 => vec![city, stage, connections("IS_GREATER_THAN")],
        1 => {
            let job = text("jobtitle", "IS_EQUAL_TO", one_of(&JOBS, rest / CITIES.len()));
            vec![city, job, choice("hs_lead_status", one_of(&STATUSES, rest))]
        }
        2 => {
            let begins = text("lastname", "STARTS_WITH", one_of(&BEGINNINGS, rest));
            vec![
                begins,
                choice("hs_lead_status", one_of(&STATUSES, rest / 7)),
                connections("IS_LESS_THAN"),
                city,
            ]
        }
        3 => vec![choice("hs_buying_role", "BUDGET_HOLDER"), stage, connections("IS_GREATER_THAN"), city],
        _ => {
            let closed = json!({ "operationType": "ALL_PROPERTY", "operator": "IS_KNOWN" });
            let job = text("jobtitle", "CONTAINS", one_of(&["Manager", "Head", "Chief", "Director"], rest));
            vec![property("closedate", &closed), job, city, connections("IS_GREATER_THAN")]
        }
    }
}

/// The values that the change of a number gives to a contact.
pub(crate) fn change(number: usize) -> Value {
    match number % 4 {
        0 => json!({ "lifecyclestage": one_of(&STAGES, number / 4) }),
        1 => json!({ "hs_lead_status": one_of(&STATUSES, number / 4) }),
        2 => {
            json!({ "city": one_of(&CITIES, number / 4), "linkedinconnections": (number % 4_000).to_string() })
        }
        _ => json!({ "jobtitle": one_of(&JOBS, number / 4) }),
    }
}

/// The filter of the list of those who have a job.
pub(crate) fn job(job: &str) -> Value {
    text("jobtitle", "IS_EQUAL_TO", job)
}

/// The filter of the list of those who are in a stage.
pub(crate) fn stage(stage: &str) -> Value {
    choice("lifecyclestage", stage)
}

/// Makes a dynamic list and returns its id.
pub(crate) async fn create(linchpin: &Linchpin, name: &str, filters: &[Value]) -> Result<String> {
    let all = json!({
        "filterBranchType": "AND",
        "filterBranchOperator": "AND",
        "filterBranches": [],
        "filters": filters,
    });
    let any = json!({
        "filterBranchType": "OR",
        "filterBranchOperator": "OR",
        "filterBranches": [all],
        "filters": [],
    });
    let body = json!({
        "name": name,
        "objectTypeId": "0-1",
        "processingType": "DYNAMIC",
        "filterBranch": any,
    });
    let created = linchpin.post("/crm/v3/lists", &body).await?;
    created["list"]["listId"].as_str().map(str::to_owned).context("a list has an id")
}

/// What a list is, once it is built; its size is among it.
pub(crate) async fn built(linchpin: &Linchpin, id: &str) -> Result<Value> {
    let path = format!("/crm/v3/lists/{id}");
    for _ in 0..60_000 {
        let answer: Value = serde_json::from_slice(&linchpin.get(&path).await?)?;
        if answer["list"]["processingStatus"] == "COMPLETE" {
            return Ok(answer["list"].clone());
        }
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    bail!("list {id} is not built within ten minutes")
}

fn property(name: &str, operation: &Value) -> Value {
    json!({ "filterType": "PROPERTY", "property": name, "operation": operation })
}

fn text(name: &str, operator: &str, value: &str) -> Value {
    property(name, &json!({ "operationType": "MULTISTRING", "operator": operator, "values": [value] }))
}

fn choice(name: &str, value: &str) -> Value {
    property(name, &json!({ "operationType": "ENUMERATION", "operator": "IS_ANY_OF", "values": [value] }))
}

fn at(name: &str, operation_type: &str, operator: &str, value: &Value) -> Value {
    property(name, &json!({ "operationType": operation_type, "operator": operator, "value": value }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thousand_lists_are_a_thousand_questions() {
        let mut all: Vec<_> = (0..1_000).map(|number| json!(filters(number)).to_string()).collect();
        all.sort_unstable();
        all.dedup();
        assert!(all.len() > 800, "{} different ones", all.len());
    }
}
