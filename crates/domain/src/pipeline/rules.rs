//! What accounts may do to the pipelines of a type, and what a stage says about its records.

use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt;

use super::{Metadata, Pipeline};

/// What accounts may do to the pipelines of a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PipelineRules {
    /// The most stages of one pipeline (documented).
    pub max_stages: usize,
    /// What the metadata of a stage says.
    pub meaning: StageMeaning,
}

/// What the metadata of a stage says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StageMeaning {
    /// How likely a deal is won: `probability`, which every stage must have.
    Probability,
    /// Whether a ticket is done: `ticketState`, open unless said otherwise.
    TicketState,
    /// Nothing that we know of; it is kept as it was sent.
    Free,
}

/// The longest id that a caller may choose.
const ID_LIMIT: usize = 100;

/// One thing that is wrong with a pipeline or one of its stages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PipelineViolation {
    /// There is nothing for people to read.
    EmptyLabel,
    /// Two stages of the pipeline read the same.
    DuplicateStageLabel(String),
    /// Two stages of the pipeline have the same id.
    DuplicateStageId(String),
    /// An id that is empty, too long, or has other characters than letters, digits, `_`, `-` and `.`.
    InvalidId(String),
    /// More stages than a pipeline of the type may have.
    TooManyStages(usize),
    /// A stage of deals without a probability; its label.
    MissingProbability(String),
    /// A probability that is not a step of 0.1 between 0.0 and 1.0.
    InvalidProbability(String),
    /// A state of tickets that is neither open nor closed.
    InvalidTicketState(String),
}

impl PipelineViolation {
    /// The field that is wrong, as it travels.
    pub const fn field(&self) -> &'static str {
        match self {
            Self::EmptyLabel | Self::DuplicateStageLabel(_) => "label",
            Self::DuplicateStageId(_) | Self::InvalidId(_) => "id",
            Self::TooManyStages(_) => "stages",
            Self::MissingProbability(_) | Self::InvalidProbability(_) | Self::InvalidTicketState(_) => {
                "metadata"
            }
        }
    }
}

impl fmt::Display for PipelineViolation {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::EmptyLabel => out.write_str("The label must not be empty."),
            Self::DuplicateStageLabel(label) => {
                write!(out, "The stage label '{label}' is used more than once.")
            }
            Self::DuplicateStageId(id) => write!(out, "The stage ID '{id}' is used more than once."),
            Self::InvalidId(id) => write!(
                out,
                "The ID '{id}' is invalid: it must hold 1 to {ID_LIMIT} letters, digits, dots, hyphens and \
                 underscores."
            ),
            Self::TooManyStages(max) => write!(out, "A pipeline cannot have more than {max} stages."),
            Self::MissingProbability(label) => write!(out, "The stage '{label}' needs a probability."),
            Self::InvalidProbability(value) => {
                write!(out, "The probability '{value}' is not a number between 0.0 and 1.0 in steps of 0.1.")
            }
            Self::InvalidTicketState(value) => {
                write!(out, "The ticketState '{value}' is neither OPEN nor CLOSED.")
            }
        }
    }
}

/// The metadata of a stage in the form in which it is kept, completed by what follows from it.
///
/// `isClosed` is derived: a deal that is certainly won or lost is closed, and so is a closed ticket.
pub fn metadata(
    meaning: StageMeaning,
    label: &str,
    sent: Vec<(String, String)>,
) -> Result<Metadata, PipelineViolation> {
    let value = |key: &str| sent.iter().find(|(known, _)| known == key).map(|(_, value)| value.trim());
    let pair = |key: &'static str, value: &str| (Cow::Borrowed(key), Cow::Owned(value.to_owned()));
    match meaning {
        StageMeaning::Probability => {
            let sent = value("probability").filter(|value| !value.is_empty());
            let sent = sent.ok_or_else(|| PipelineViolation::MissingProbability(label.to_owned()))?;
            let tenths =
                tenths(sent).ok_or_else(|| PipelineViolation::InvalidProbability(sent.to_owned()))?;
            let is_closed = if tenths == 0 || tenths == 10 { "true" } else { "false" };
            let probability = format!("{}.{}", tenths / 10, tenths % 10);
            Ok(vec![pair("isClosed", is_closed), pair("probability", &probability)].into())
        }
        StageMeaning::TicketState => {
            let (state, is_closed) = match value("ticketState").unwrap_or("OPEN") {
                "OPEN" | "" => ("OPEN", "false"),
                "CLOSED" => ("CLOSED", "true"),
                other => return Err(PipelineViolation::InvalidTicketState(other.to_owned())),
            };
            Ok(vec![pair("ticketState", state), pair("isClosed", is_closed)].into())
        }
        StageMeaning::Free => {
            Ok(sent.into_iter().map(|(key, value)| (Cow::Owned(key), Cow::Owned(value))).collect())
        }
    }
}

/// A number from 0 to 1 in tenths; none for anything between two tenths.
fn tenths(text: &str) -> Option<u8> {
    let number: f64 = text.parse().ok()?;
    let tenths = number * 10.0;
    let nearest = tenths.round();
    // Tenths are no exact binary fractions.
    let is_step = (tenths - nearest).abs() < 1e-9;
    ((0.0..=10.0).contains(&nearest) && is_step).then_some(nearest as u8)
}

/// Everything that is wrong with a pipeline whose metadata is in order; archived stages do not count.
pub fn check(rules: PipelineRules, pipeline: &Pipeline) -> Vec<PipelineViolation> {
    let mut found = Vec::new();
    let (mut labels, mut ids) = (HashSet::new(), HashSet::new());
    let stages = || pipeline.live_stages();
    if std::iter::once(&pipeline.label)
        .chain(stages().map(|stage| &stage.label))
        .any(|label| label.trim().is_empty())
    {
        found.push(PipelineViolation::EmptyLabel);
    }
    for stage in stages() {
        if !labels.insert(stage.label.trim().to_lowercase()) {
            found.push(PipelineViolation::DuplicateStageLabel(stage.label.to_string()));
        }
    }
    for stage in pipeline.stages.iter() {
        if !ids.insert(stage.id.as_ref()) {
            found.push(PipelineViolation::DuplicateStageId(stage.id.to_string()));
        }
    }
    let all_ids = std::iter::once(&pipeline.id).chain(stages().map(|stage| &stage.id));
    found.extend(all_ids.filter(|id| !is_id(id)).map(|id| PipelineViolation::InvalidId(id.to_string())));
    if stages().count() > rules.max_stages {
        found.push(PipelineViolation::TooManyStages(rules.max_stages));
    }
    found
}

/// Whether the text can be an id: it stands in paths, in names of properties and in lists.
fn is_id(text: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"_-.".contains(&byte);
    (1..=ID_LIMIT).contains(&text.len()) && text.bytes().all(allowed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pipeline::defaults::{DEALS, TICKETS};

    /// The metadata as text, or the violation.
    fn kept(meaning: StageMeaning, sent: &[(&str, &str)]) -> Result<String, PipelineViolation> {
        let sent = sent.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
        let pairs = metadata(meaning, "Won", sent)?;
        Ok(pairs.iter().map(|(key, value)| format!("{key}={value}")).collect::<Vec<_>>().join(" "))
    }

    #[test]
    fn a_probability_decides_whether_a_deal_is_closed() {
        for (sent, expected) in [
            ("0.2", "isClosed=false probability=0.2"),
            ("0.70", "isClosed=false probability=0.7"),
            ("1", "isClosed=true probability=1.0"),
            ("0", "isClosed=true probability=0.0"),
            (" 0.9 ", "isClosed=false probability=0.9"),
        ] {
            let sent = [("probability", sent), ("isClosed", "maybe")];
            assert_eq!(kept(StageMeaning::Probability, &sent).unwrap(), expected);
        }
        for wrong in ["1.1", "-0.1", "0.25", "high", "NaN", "inf"] {
            let expected = PipelineViolation::InvalidProbability(wrong.to_owned());
            assert_eq!(kept(StageMeaning::Probability, &[("probability", wrong)]), Err(expected));
        }
        for nothing in [&[][..], &[("probability", "")]] {
            let expected = PipelineViolation::MissingProbability("Won".to_owned());
            assert_eq!(kept(StageMeaning::Probability, nothing), Err(expected));
        }
    }

    #[test]
    fn a_ticket_is_open_unless_its_stage_says_closed() {
        let state = |sent: &[(&str, &str)]| kept(StageMeaning::TicketState, sent);
        assert_eq!(state(&[]).unwrap(), "ticketState=OPEN isClosed=false");
        assert_eq!(state(&[("ticketState", "CLOSED")]).unwrap(), "ticketState=CLOSED isClosed=true");
        assert_eq!(
            state(&[("ticketState", "x")]),
            Err(PipelineViolation::InvalidTicketState("x".to_owned()))
        );
    }

    #[test]
    fn other_metadata_is_kept_as_it_was_sent() {
        assert_eq!(kept(StageMeaning::Free, &[("b", "1"), ("a", "2")]).unwrap(), "b=1 a=2");
    }

    #[test]
    fn built_in_stages_say_what_the_rules_would_make_of_them() {
        for (pipelines, meaning) in
            [(&DEALS, StageMeaning::Probability), (&TICKETS, StageMeaning::TicketState)]
        {
            for stage in pipelines[0].stages.iter() {
                let sent = stage.metadata.iter().map(|(key, value)| (key.to_string(), value.to_string()));
                assert_eq!(metadata(meaning, &stage.label, sent.collect()).unwrap(), stage.metadata);
            }
        }
    }

    #[test]
    fn labels_and_ids_are_unique_and_stages_few() {
        let rules = PipelineRules { max_stages: 7, meaning: StageMeaning::Probability };
        assert_eq!(check(rules, &DEALS[0]), []);
        let mut pipeline = DEALS[0].clone();
        pipeline.id = "a/b".into();
        let stages = pipeline.stages.to_mut();
        stages[1].label = "CLOSED WON".into();
        stages[2].id = "closedlost".into();
        stages[3].label = " ".into();
        let mut archived = stages[4].clone();
        archived.id = "gone".into();
        archived.archived_at = Some(crate::Timestamp(1));
        stages.push(archived);
        assert_eq!(
            check(PipelineRules { max_stages: 6, ..rules }, &pipeline),
            [
                PipelineViolation::EmptyLabel,
                PipelineViolation::DuplicateStageLabel("Closed Won".to_owned()),
                PipelineViolation::DuplicateStageId("closedlost".to_owned()),
                PipelineViolation::InvalidId("a/b".to_owned()),
                PipelineViolation::TooManyStages(6),
            ]
        );
    }
}
