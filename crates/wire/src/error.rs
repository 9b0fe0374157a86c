//! The body of an error, in the order of keys that recorded answers show.

use std::borrow::Cow;

use serde::Serialize;

/// What a caller can group errors by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Category {
    /// The input was refused.
    ValidationError,
    /// Something that was named does not exist.
    ObjectNotFound,
    /// It exists already, or changed meanwhile.
    Conflict,
    /// A definition of that name exists already.
    ObjectAlreadyExists,
    /// The credentials lack a scope.
    MissingScopes,
    /// There were no credentials, or unknown ones.
    InvalidAuthentication,
    /// The credentials were valid once.
    ExpiredAuthentication,
    /// Too many calls.
    RateLimits,
    /// The caller may never do this.
    Forbidden,
    /// The path exists, but not for this method.
    MethodNotAllowed,
    /// The fault is ours.
    InternalError,
}

impl Category {
    /// The category as it stands in a body.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ValidationError => "VALIDATION_ERROR",
            Self::ObjectNotFound => "OBJECT_NOT_FOUND",
            Self::Conflict => "CONFLICT",
            Self::ObjectAlreadyExists => "OBJECT_ALREADY_EXISTS",
            Self::MissingScopes => "MISSING_SCOPES",
            Self::InvalidAuthentication => "INVALID_AUTHENTICATION",
            Self::ExpiredAuthentication => "EXPIRED_AUTHENTICATION",
            Self::RateLimits => "RATE_LIMITS",
            Self::Forbidden => "FORBIDDEN",
            Self::MethodNotAllowed => "METHOD_NOT_ALLOWED",
            Self::InternalError => "INTERNAL_ERROR",
        }
    }
}

impl Serialize for Category {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// Names with lists of values, kept in the order given: `{"ids":["12"]}`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Context(Vec<(Cow<'static, str>, Vec<String>)>);

impl Context {
    /// An empty context, which is left out of a body.
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// Adds one name with its values; HubSpot sends a list even for a single value.
    #[must_use]
    pub fn with(
        mut self,
        name: impl Into<Cow<'static, str>>,
        values: impl IntoIterator<Item = impl Into<String>>,
    ) -> Self {
        self.0.push((name.into(), values.into_iter().map(Into::into).collect()));
        self
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Serialize for Context {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, values)| (name, values)))
    }
}

/// One of several causes of the same error.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ErrorDetail {
    /// What is wrong, for people.
    pub message: Cow<'static, str>,
    /// What is wrong, for programs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<Cow<'static, str>>,
    /// Where it is wrong: the name of a field or parameter.
    #[serde(rename = "in", skip_serializing_if = "Option::is_none")]
    pub field: Option<Cow<'static, str>>,
    /// A finer cause than the category.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sub_category: Option<Cow<'static, str>>,
    /// The values that led to it.
    #[serde(skip_serializing_if = "Context::is_empty")]
    pub context: Context,
}

/// Links that an error offers, kept in the order given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Links(pub &'static [(&'static str, &'static str)]);

impl Links {
    /// Whether there is none.
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Serialize for Links {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().copied())
    }
}

/// The body of an error answer.
///
/// Recorded answers put the context of an expired token after the category and all others before it; clients
/// cannot depend on that, so there is one order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ErrorBody<'a> {
    /// Always `error`.
    pub status: &'static str,
    /// What is wrong, for people; some clients match on it.
    pub message: &'a str,
    /// Names the request in logs; the answer's header carries the same value.
    pub correlation_id: &'a str,
    /// The values that led to it.
    #[serde(skip_serializing_if = "Context::is_empty")]
    pub context: &'a Context,
    /// The causes, where there can be several.
    #[serde(skip_serializing_if = "<[ErrorDetail]>::is_empty")]
    pub errors: &'a [ErrorDetail],
    /// Where to read more.
    #[serde(skip_serializing_if = "Links::is_empty")]
    pub links: Links,
    /// What a caller can group errors by; some errors have none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub category: Option<Category>,
    /// A finer cause than the category.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sub_category: Option<&'a str>,
}

/// The body of an error answer of OAuth's token endpoints.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TokenErrorBody<'a> {
    /// What a generic client groups errors by (RFC 6749, 5.2).
    pub error: &'static str,
    /// What is wrong, for people.
    pub error_description: &'a str,
    /// What HubSpot's own clients group errors by.
    pub status: &'static str,
    /// The same as `error_description`.
    pub message: &'a str,
    /// Names the request in logs; the answer's header carries the same value.
    #[serde(rename = "correlationId")]
    pub correlation_id: &'a str,
}

#[cfg(test)]
mod tests {
    use super::{Category, Context, ErrorBody, ErrorDetail, Links};

    #[test]
    fn keys_stand_in_the_recorded_order_and_empty_ones_are_left_out() {
        let detail = ErrorDetail { message: "m".into(), code: Some("C".into()), ..ErrorDetail::default() };
        let mut body = ErrorBody {
            status: "error",
            message: "wrong",
            correlation_id: "id",
            context: &Context::new().with("ids", ["1", "2"]),
            errors: &[detail],
            links: Links(&[("scopes", "https://x")]),
            category: Some(Category::ValidationError),
            sub_category: Some("A.B"),
        };
        assert_eq!(
            serde_json::to_string(&body).unwrap(),
            r#"{"status":"error","message":"wrong","correlationId":"id","context":{"ids":["1","2"]},"errors":[{"message":"m","code":"C"}],"links":{"scopes":"https://x"},"category":"VALIDATION_ERROR","subCategory":"A.B"}"#
        );
        let nothing = Context::new();
        body = ErrorBody {
            context: &nothing,
            errors: &[],
            links: Links(&[]),
            category: None,
            sub_category: None,
            ..body
        };
        assert_eq!(
            serde_json::to_string(&body).unwrap(),
            r#"{"status":"error","message":"wrong","correlationId":"id"}"#
        );
    }
}
