//! Failures: what went wrong, in HubSpot's words and with its status.
//!
//! This is the only place that knows status codes of failures.
//! A [`Failure`] is a case of one table with its arguments; everything else about it follows from the row.

mod constructors;
mod engine;
mod render;
mod table;
#[cfg(test)]
mod tests;

use linchpin_domain::{AccountId, Violation};
use linchpin_wire::error::{Context, ErrorDetail};
use linchpin_wire::operation::Method;

pub use constructors::ValueConflict;
pub(crate) use engine::legacy;
pub(crate) use render::Rendered;
pub use table::Case;
use table::{Row, TABLE};

/// Why a call has no other answer.
///
/// It is one pointer wide, because it travels in every handler's `Result`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure(Box<Particulars>);

/// What is particular to one failure; the rest is in its row.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Particulars {
    case: Case,
    arguments: Vec<(&'static str, String)>,
    violations: Vec<Violation>,
    context: Context,
    errors: Vec<ErrorDetail>,
    /// The methods that the path has, for the `Allow` header.
    allow: Vec<Method>,
}

/// What a failure's answer shows of the call that failed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Circumstances<'a> {
    pub(crate) correlation_id: &'a str,
    pub(crate) account: Option<AccountId>,
    /// The caller's `Accept` header.
    pub(crate) accept: Option<&'a str>,
}

impl Failure {
    /// A failure of that case, with the arguments of its message.
    fn new(case: Case, arguments: &[(&'static str, &str)]) -> Self {
        Self(Box::new(Particulars {
            case,
            arguments: arguments.iter().map(|(name, value)| (*name, (*value).to_owned())).collect(),
            violations: Vec::new(),
            context: Context::new(),
            errors: Vec::new(),
            allow: Vec::new(),
        }))
    }

    /// Which case it is.
    pub fn case(&self) -> Case {
        self.0.case
    }

    /// The failure with one more name in its context, such as the `objectWriteTraceId` of a batch input.
    #[must_use]
    pub fn with_context(
        mut self,
        name: &'static str,
        values: impl IntoIterator<Item = impl Into<String>>,
    ) -> Self {
        self.0.context = self.0.context.with(name, values);
        self
    }

    fn errors(mut self, errors: Vec<ErrorDetail>) -> Self {
        self.0.errors = errors;
        self
    }
}

/// The row of a case.
fn row(case: Case) -> &'static Row {
    &TABLE[case as usize]
}

/// The template with each `{name}` replaced by its argument, in one pass, so that an argument's own braces stay.
fn fill(template: &str, arguments: &[(&str, String)]) -> String {
    let mut out = String::with_capacity(template.len() + 32);
    let mut rest = template;
    while let Some(open) = rest.find('{') {
        out.push_str(&rest[..open]);
        rest = &rest[open..];
        let argument = arguments
            .iter()
            .find(|(name, _)| rest[1..].strip_prefix(name).is_some_and(|after| after.starts_with('}')));
        let (text, n_bytes) = argument.map_or(("{", 1), |(name, value)| (value.as_str(), name.len() + 2));
        out.push_str(text);
        rest = &rest[n_bytes..];
    }
    out.push_str(rest);
    out
}
