//! Questions as requests.

use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use serde_json::{Value, json};

use crate::load::Connection;
use crate::requests;

use super::{Asked, Operator, PAGE, Question};

/// Where contacts are searched.
const PATH: &str = "/crm/v3/objects/contacts/search";

impl Question {
    /// The request for the first page.
    pub(crate) fn request(&self, token: &str) -> Box<[u8]> {
        requests::with_body("POST", PATH, token, self.body().to_string().as_bytes())
    }

    fn body(&self) -> Value {
        let group =
            |group: &Vec<Asked>| json!({ "filters": group.iter().map(Asked::body).collect::<Vec<_>>() });
        json!({
            "filterGroups": self.groups.iter().map(group).collect::<Vec<_>>(),
            "sorts": [{
                "propertyName": self.sort.property,
                "direction": if self.sort.descending { "DESCENDING" } else { "ASCENDING" },
            }],
            "limit": PAGE,
        })
    }
}

impl Asked {
    fn body(&self) -> Value {
        let mut filter = json!({ "propertyName": self.property.name, "operator": self.operator.name() });
        match (self.operator, self.operands.as_slice()) {
            (Operator::In | Operator::NotIn, operands) => filter["values"] = json!(operands),
            (Operator::Between, [low, high]) => {
                filter["value"] = json!(low);
                filter["highValue"] = json!(high);
            }
            (_, [operand, ..]) => filter["value"] = json!(operand),
            (_, []) => {}
        }
        filter
    }
}

impl Operator {
    fn name(self) -> &'static str {
        match self {
            Self::Eq => "EQ",
            Self::Neq => "NEQ",
            Self::Lt => "LT",
            Self::Lte => "LTE",
            Self::Gt => "GT",
            Self::Gte => "GTE",
            Self::Between => "BETWEEN",
            Self::In => "IN",
            Self::NotIn => "NOT_IN",
            Self::HasProperty => "HAS_PROPERTY",
            Self::NotHasProperty => "NOT_HAS_PROPERTY",
            Self::ContainsToken => "CONTAINS_TOKEN",
            Self::NotContainsToken => "NOT_CONTAINS_TOKEN",
        }
    }
}

/// What a search answered.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Answered {
    /// How many records match.
    pub(crate) total: u64,
    /// Until the whole answer had come.
    pub(crate) elapsed: Duration,
}

/// Sends a search and looks at its answer once the clock stands.
pub(crate) async fn ask(connection: &mut Connection, request: &[u8]) -> Result<Answered> {
    let started = Instant::now();
    let answer = connection.exchange(request).await?;
    let elapsed = started.elapsed();
    let text = String::from_utf8_lossy(answer.body);
    ensure!(answer.status == 200, "a search answers {}: {text}", answer.status);
    let body: Value = serde_json::from_str(&text).context("a search answers no JSON")?;
    let total = body["total"].as_u64().context("a search has a total")?;
    let n_results = body["results"].as_array().map_or(0, Vec::len) as u64;
    ensure!(n_results == total.min(PAGE.into()), "{n_results} results of {total}");
    Ok(Answered { total, elapsed })
}
