//! Writing a failure out.

use linchpin_domain::Violation;
use linchpin_wire::batch::BatchError;
use linchpin_wire::error::{ErrorBody, LimitBody, TokenErrorBody};
use linchpin_wire::operation::Method;
use serde::Serialize;

use super::table::Form;
use super::{Circumstances, Failure, fill, row};
use crate::call::Call;
use crate::respond::{HTML, JSON};

/// The page that HubSpot's front answers for paths nobody serves.
const NOT_FOUND_PAGE: &str = "<html><head><meta http-equiv=\"Content-Type\" content=\"text/html;charset=utf-8\"/>\
                              <title>Error 404 Not Found</title></head><body><h2>HTTP ERROR 404</h2>\
                              <p>Resource not found</p></body></html>";

/// A failure, ready to be sent.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Rendered {
    /// The status.
    pub(crate) status: u16,
    /// What the body is; `None` when there is no body.
    pub(crate) content_type: Option<&'static str>,
    /// The body.
    pub(crate) body: String,
    /// The value of the `Allow` header.
    pub(crate) allow: Option<String>,
}

impl Failure {
    /// Writes the failure out as the answer to a call.
    pub(crate) fn render(&self, circumstances: &Circumstances<'_>) -> Rendered {
        let row = row(self.0.case);
        let is_json = match row.form {
            Form::Json | Form::Token { .. } => true,
            Form::ByAccept => accepts_json(circumstances.accept),
            Form::Html | Form::Empty => false,
        };
        let (content_type, body) = match row.form {
            _ if is_json => (Some(JSON), self.json(circumstances)),
            Form::Empty => (None, String::new()),
            _ => (Some(HTML), NOT_FOUND_PAGE.to_owned()),
        };
        let allow = (!self.0.allow.is_empty()).then(|| allow(&self.0.allow));
        Rendered { status: row.status, content_type, body, allow }
    }

    /// The name of the limit that was reached, if it is one.
    pub(crate) fn policy(&self) -> Option<&'static str> {
        row(self.0.case).policy()
    }

    /// The failure as one of several in the answer to a batch call.
    pub fn into_batch_error(self, call: &Call) -> BatchError {
        let row = row(self.0.case);
        let message = self.message(&call.circumstances());
        BatchError {
            status: "error",
            category: row.category,
            sub_category: row.sub_category.map(Into::into),
            message,
            context: self.0.context,
        }
    }

    fn json(&self, circumstances: &Circumstances<'_>) -> String {
        let row = row(self.0.case);
        if let Some(policy) = row.policy() {
            let account = circumstances.account.map(|account| account.0).unwrap_or_default();
            let body = LimitBody {
                status: "error",
                message: row.message,
                error_type: "RATE_LIMIT",
                correlation_id: circumstances.correlation_id,
                policy_name: policy,
                group_name: format!("publicapi:{}:{account}", policy.to_ascii_lowercase()),
                request_id: circumstances.correlation_id,
                category: row.category,
            };
            return serde_json::to_string(&body).expect("the body of a reached limit holds only text");
        }
        if let Form::Token { status, error } = row.form {
            return self.token_json((status, error), circumstances);
        }
        let body = ErrorBody {
            status: "error",
            message: &self.message(circumstances),
            correlation_id: circumstances.correlation_id,
            context: &self.0.context,
            errors: &self.0.errors,
            links: row.links(),
            category: row.category,
            sub_category: row.sub_category,
        };
        serde_json::to_string(&body).expect("an error body holds only text")
    }

    /// The body of a token endpoint's refusal: the keys of RFC 6749, and those that were there before it was followed.
    fn token_json(
        &self,
        (status, error): (&'static str, &'static str),
        circumstances: &Circumstances<'_>,
    ) -> String {
        let message = &self.message(circumstances);
        let correlation_id = circumstances.correlation_id;
        let body = TokenErrorBody { error, error_description: message, status, message, correlation_id };
        serde_json::to_string(&body).expect("an error body holds only text")
    }

    fn message(&self, circumstances: &Circumstances<'_>) -> String {
        let mut arguments = self.0.arguments.clone();
        arguments.push(("correlationId", circumstances.correlation_id.to_owned()));
        let portal = circumstances.account.map(|account| account.0);
        arguments.push(("portal", portal.map(|portal| portal.to_string()).unwrap_or_default()));
        if !self.0.violations.is_empty() {
            arguments.push(("violations", violations(portal, &self.0.violations)));
        }
        fill(row(self.0.case).message, &arguments)
    }
}

/// Refused property values as the message shows them: JSON within JSON.
fn violations(portal: Option<i64>, violations: &[Violation]) -> String {
    #[derive(Serialize)]
    #[serde(rename_all = "camelCase")]
    struct Item<'a> {
        is_valid: bool,
        message: &'a str,
        error: &'a str,
        name: &'a str,
        localized_error_message: &'a str,
        #[serde(skip_serializing_if = "Option::is_none")]
        property_value: Option<&'a str>,
        #[serde(skip_serializing_if = "Option::is_none")]
        portal_id: Option<i64>,
    }

    let items = violations.iter().map(|violation| Item {
        is_valid: false,
        message: &violation.message,
        error: violation.code.as_str(),
        name: &violation.property,
        localized_error_message: &violation.message,
        property_value: violation.value.as_deref(),
        portal_id: portal,
    });
    serde_json::to_string(&items.collect::<Vec<_>>()).expect("violations hold only text")
}

/// Whether a caller asks for JSON by name.
///
/// Recorded: a caller that sent `*/*` got the HTML page for a record that does not exist, the official SDKs,
/// which name JSON, got JSON. That the header makes the difference is our reading.
fn accepts_json(accept: Option<&str>) -> bool {
    accept.is_some_and(|accept| accept.contains("json"))
}

/// The methods as an `Allow` header lists them.
fn allow(methods: &[Method]) -> String {
    let known = Method::ALL.into_iter().filter(|method| methods.contains(method)).map(Method::as_str);
    known.chain(["OPTIONS"]).collect::<Vec<_>>().join(",")
}

#[cfg(test)]
mod tests {
    use linchpin_wire::operation::Method;

    use super::{Circumstances, Failure, Rendered};

    fn render(failure: &Failure, accept: Option<&str>) -> Rendered {
        failure.render(&Circumstances { correlation_id: "id", account: None, accept })
    }

    #[test]
    fn a_missing_record_is_json_only_for_callers_that_name_json() {
        for (accept, is_json) in [
            (None, false),
            (Some("*/*"), false),
            (Some("text/html,application/xhtml+xml,*/*;q=0.8"), false),
            (Some("application/json"), true),
            (Some("application/json, */*;q=0.8"), true),
        ] {
            let rendered = render(&Failure::resource_not_found(), accept);
            assert_eq!(rendered.body.starts_with('{'), is_json, "{accept:?}");
            assert_eq!(rendered.content_type.is_some_and(|kind| kind.contains("json")), is_json);
            assert_eq!(rendered.status, 404);
        }
    }

    #[test]
    fn an_unknown_route_is_html_for_everyone() {
        let rendered = render(&Failure::unknown_route(), Some("application/json"));
        assert!(rendered.body.starts_with("<html>"));
    }

    #[test]
    fn a_wrong_method_has_no_body_and_an_allow_header() {
        let rendered = render(&Failure::method_not_allowed(vec![Method::Get, Method::Post]), None);
        assert_eq!(rendered.body, "");
        assert_eq!(rendered.content_type, None);
        assert_eq!(rendered.allow.as_deref(), Some("POST,GET,OPTIONS"));
    }
}
