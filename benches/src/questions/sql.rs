//! Questions as SQL for PostgreSQL, as somebody writes it who knows that well.
//!
//! Contacts are rows of an id, two moments in milliseconds, and a `jsonb` of the properties.
//! What is asked about often has an index of its own that also serves as an order, all other choices the one over
//! `jsonb`; words are found by `tsvector`, ends of words by trigrams.

use std::fmt::Write as _;

use anyhow::{Context as _, Result};
use linchpin_domain::Timestamp;
use linchpin_domain::filter::{Kind, Pattern, Word, fold};

use super::{Asked, Operator, PAGE, Question, property};

/// The table, before there is anything in it.
pub(crate) const TABLE: &str = "CREATE EXTENSION IF NOT EXISTS pg_trgm; \
     CREATE TABLE contacts (id bigint NOT NULL, created_at bigint NOT NULL, updated_at bigint NOT NULL, \
     properties jsonb NOT NULL)";

/// Properties that have an index of their own, by which they are also ordered.
const ORDERED: [&str; 11] = [
    "email",
    "lastname",
    "jobtitle",
    "company",
    "city",
    "state",
    "country",
    "lifecyclestage",
    "hs_lead_status",
    "linkedinconnections",
    "closedate",
];
/// Properties whose words are looked for.
const WORDS: [&str; 4] = ["email", "lastname", "jobtitle", "company"];
/// Properties in which ends of words are looked for.
const PARTS: [&str; 2] = ["lastname", "company"];
/// Properties of several choices.
const SEVERAL: [&str; 1] = ["hs_buying_role"];

/// The indexes, to be made once the contacts are in the table.
pub(crate) fn indexes() -> Result<Vec<String>> {
    let mut all = vec![
        "CREATE UNIQUE INDEX ON contacts (id)".to_owned(),
        "CREATE INDEX ON contacts (created_at, id)".to_owned(),
        "CREATE INDEX ON contacts (created_at DESC, id)".to_owned(),
        "CREATE INDEX ON contacts (updated_at DESC, id)".to_owned(),
        "CREATE INDEX ON contacts USING gin (properties jsonb_path_ops)".to_owned(),
    ];
    for name in ORDERED {
        let value = expression(name, Kind::of(property(name)?));
        all.push(format!("CREATE INDEX ON contacts (({value}), id)"));
    }
    for name in SEVERAL {
        let value = expression(name, Kind::of(property(name)?));
        all.push(format!("CREATE INDEX ON contacts USING gin (({value}))"));
    }
    all.extend(WORDS.map(|name| format!("CREATE INDEX ON contacts USING gin (({}))", words(name))));
    let text = |name| expression(name, Kind::Text);
    all.extend(
        PARTS.map(|name| format!("CREATE INDEX ON contacts USING gin (({}) gin_trgm_ops)", text(name))),
    );
    Ok(all)
}

/// The two statements that answer a question.
pub(crate) struct Statements {
    /// How many contacts match.
    pub(crate) count: String,
    /// The first page of them.
    pub(crate) page: String,
}

impl Question {
    /// Its statements.
    pub(crate) fn sql(&self) -> Result<Statements> {
        let group = |group: &Vec<Asked>| -> Result<String> {
            Ok(group.iter().map(Asked::sql).collect::<Result<Vec<_>>>()?.join(" AND "))
        };
        let groups: Vec<_> = self.groups.iter().map(group).collect::<Result<_>>()?;
        let condition = groups.join(" OR ");
        let mut order = expression(self.sort.property, Kind::of(property(self.sort.property)?));
        if self.sort.descending {
            // Only columns are ordered so, and none of them is ever null.
            order.push_str(" DESC");
        }
        if self.sort.property != "hs_object_id" {
            order.push_str(", id");
        }
        Ok(Statements {
            count: format!("SELECT count(*) FROM contacts WHERE {condition}"),
            page: format!(
                "SELECT id, created_at, updated_at, properties FROM contacts WHERE {condition} \
                 ORDER BY {order} LIMIT {PAGE}"
            ),
        })
    }
}

impl Asked {
    fn sql(&self) -> Result<String> {
        let value = expression(&self.property.name, self.kind());
        let operand = |at: usize| -> Result<String> {
            self.literal(self.operands.get(at).context("an operand is missing")?)
        };
        Ok(match self.operator {
            Operator::Eq => self.equal(&value)?,
            Operator::Neq => format!("{value} <> {}", operand(0)?),
            Operator::Lt => format!("{value} < {}", operand(0)?),
            Operator::Lte => format!("{value} <= {}", operand(0)?),
            Operator::Gt => format!("{value} > {}", operand(0)?),
            Operator::Gte => format!("{value} >= {}", operand(0)?),
            Operator::Between => format!("{value} BETWEEN {} AND {}", operand(0)?, operand(1)?),
            Operator::In if self.kind() == Kind::Choices => format!("{value} && {}", self.array()?),
            Operator::In => format!("{value} = ANY ({})", self.array()?),
            Operator::NotIn => format!("{value} <> ALL ({})", self.array()?),
            Operator::HasProperty => format!("{value} IS NOT NULL"),
            Operator::NotHasProperty => format!("{value} IS NULL"),
            Operator::ContainsToken => self.token(),
            Operator::NotContainsToken => format!("({value} IS NOT NULL AND NOT {})", self.token()),
        })
    }

    fn equal(&self, value: &str) -> Result<String> {
        let literal = self.literal(self.operand())?;
        let name = &self.property.name;
        Ok(match self.kind() {
            Kind::Choices => format!("{value} @> ARRAY[{literal}]"),
            Kind::Choice if !ORDERED.contains(&name.as_ref()) => {
                let wanted = serde_json::json!({ name.as_ref(): self.operand() });
                format!("properties @> {}", quoted(&wanted.to_string()))
            }
            _ => format!("{value} = {literal}"),
        })
    }

    fn array(&self) -> Result<String> {
        let all: Vec<_> = self.operands.iter().map(|operand| self.literal(operand)).collect::<Result<_>>()?;
        Ok(format!("ARRAY[{}]", all.join(", ")))
    }

    fn literal(&self, operand: &str) -> Result<String> {
        let is_column = column(&self.property.name).is_some();
        Ok(match self.kind() {
            Kind::Text => quoted(&fold(operand)),
            Kind::Choice | Kind::Choices => quoted(operand),
            Kind::Number => operand.to_owned(),
            Kind::Instant => {
                let moment = Timestamp::parse(operand).with_context(|| format!("{operand} is no moment"))?;
                if is_column { moment.0.to_string() } else { quoted(&moment.to_iso()) }
            }
        })
    }

    fn token(&self) -> String {
        let pattern = Pattern::parse(self.operand());
        // A word of nothing but a wildcard at the beginning asks for any token in front, which a mailbox always is.
        let wanted = || pattern.words().iter().skip_while(|word| word.parts().iter().all(String::is_empty));
        let by_words: Option<Vec<_>> = wanted().map(word_of_query).collect();
        if let Some(by_words) = by_words {
            let query = quoted(&by_words.join(" <-> "));
            return format!("{} @@ to_tsquery('simple', {query})", words(&self.property.name));
        }
        let by_parts: Vec<_> = wanted().map(|word| format!("\\m{}\\M", word.parts().join("\\w*"))).collect();
        let text = expression(&self.property.name, Kind::Text);
        format!("{text} ~ {}", quoted(&by_parts.join("\\W+")))
    }
}

/// A whole word, or the beginning of one, as a query of `tsvector` takes it; those know no ends of words.
fn word_of_query(word: &Word) -> Option<String> {
    match word.parts() {
        [whole] => Some(whole.clone()),
        [beginning, end] if end.is_empty() && !beginning.is_empty() => Some(format!("{beginning}:*")),
        _ => None,
    }
}

/// What a property is compared and ordered by.
fn expression(name: &str, kind: Kind) -> String {
    if let Some(column) = column(name) {
        return column.to_owned();
    }
    match kind {
        Kind::Text => format!("lower(properties->>'{name}')"),
        Kind::Choices => format!("string_to_array(properties->>'{name}', ';')"),
        Kind::Number => format!("(properties->>'{name}')::numeric"),
        // Moments are written in one form, whose order is theirs.
        Kind::Choice | Kind::Instant => format!("(properties->>'{name}')"),
    }
}

fn column(name: &str) -> Option<&'static str> {
    match name {
        "hs_object_id" => Some("id"),
        "createdate" => Some("created_at"),
        "lastmodifieddate" => Some("updated_at"),
        _ => None,
    }
}

/// The words of a property, what separates them taken out first: an address would be a word to `tsvector`.
fn words(name: &str) -> String {
    format!("to_tsvector('simple', regexp_replace(lower(properties->>'{name}'), '[^[:alnum:]]+', ' ', 'g'))")
}

fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    // Writing to memory cannot fail.
    let _ = write!(quoted, "'{}'", text.replace('\'', "''"));
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, operator: Operator, operands: &[&str], expected: &str) {
        let property = property(name).expect("contacts have it");
        let operands = operands.iter().map(|operand| (*operand).to_owned()).collect();
        let sql = Asked { property, operator, operands }.sql().expect("it is told in SQL");
        assert_eq!(sql, expected);
    }

    #[test]
    fn every_kind_is_compared_by_its_own_expression() {
        use Operator::{Between, Eq, In, Neq};
        check("city", Eq, &["Denver"], "lower(properties->>'city') = 'denver'");
        check("lifecyclestage", Neq, &["lead"], "(properties->>'lifecyclestage') <> 'lead'");
        check("hs_language", Eq, &["de"], "properties @> '{\"hs_language\":\"de\"}'");
        check("hs_object_id", In, &["1", "2"], "id = ANY (ARRAY[1, 2])");
        check("createdate", Between, &["5", "1970-01-01T00:00:01Z"], "created_at BETWEEN 5 AND 1000");
        check("closedate", Eq, &["1"], "(properties->>'closedate') = '1970-01-01T00:00:00.001Z'");
        let several = "string_to_array(properties->>'hs_buying_role', ';')";
        check("hs_buying_role", In, &["CHAMPION"], &format!("{several} && ARRAY['CHAMPION']"));
    }

    #[test]
    fn words_are_found_by_their_beginnings_or_their_ends() {
        let token = Operator::ContainsToken;
        check("lastname", token, &["*son"], "lower(properties->>'lastname') ~ '\\m\\w*son\\M'");
        let words = words("jobtitle");
        let expected = format!("{words} @@ to_tsquery('simple', 'sales <-> man:*')");
        check("jobtitle", token, &["Sales man*"], &expected);
        let expected = format!(
            "(lower(properties->>'jobtitle') IS NOT NULL AND NOT {words} @@ to_tsquery('simple', 'chief'))"
        );
        check("jobtitle", Operator::NotContainsToken, &["chief"], &expected);
    }
}
