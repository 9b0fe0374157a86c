//! Batches: several inputs in, results and errors out.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::error::{Category, Context};

/// The body of a batch request.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct BatchInput<T> {
    /// What the operation is to be done with, one item each.
    pub inputs: Vec<T>,
}

/// The answer to a batch that ran; a partial failure (207) has `numErrors` and `errors` as well.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Batch<T> {
    /// `COMPLETE`, also after a partial failure.
    pub status: &'static str,
    /// What succeeded, in no promised order.
    pub results: Vec<T>,
    /// How many errors there were; absent when there were none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub num_errors: Option<usize>,
    /// What failed; absent when nothing did.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<BatchError>,
    /// When the batch was begun, ISO 8601.
    pub started_at: String,
    /// When the batch was done, ISO 8601.
    pub completed_at: String,
}

impl<T> Batch<T> {
    /// A batch that ran from `started_at` to `completed_at` with these results and errors.
    pub fn complete(
        results: Vec<T>,
        errors: Vec<BatchError>,
        started_at: String,
        completed_at: String,
    ) -> Self {
        let num_errors = (!errors.is_empty()).then_some(errors.len());
        Self { status: "COMPLETE", results, num_errors, errors, started_at, completed_at }
    }
}

/// One failure within a batch that otherwise succeeded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct BatchError {
    /// Always `error`.
    pub status: &'static str,
    /// What a caller can group errors by.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub category: Option<Category>,
    /// A finer cause than the category.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sub_category: Option<Cow<'static, str>>,
    /// What is wrong, for people.
    pub message: String,
    /// Which inputs it is about.
    #[serde(skip_serializing_if = "Context::is_empty")]
    pub context: Context,
}

#[cfg(test)]
mod tests {
    use super::{Batch, BatchError};
    use crate::error::{Category, Context};

    fn batch(errors: Vec<BatchError>) -> String {
        let batch = Batch::complete(vec![1], errors, "s".to_owned(), "c".to_owned());
        serde_json::to_string(&batch).unwrap()
    }

    #[test]
    fn keys_stand_in_the_recorded_order() {
        assert_eq!(
            batch(Vec::new()),
            r#"{"status":"COMPLETE","results":[1],"startedAt":"s","completedAt":"c"}"#
        );
        let error = BatchError {
            status: "error",
            category: Some(Category::ObjectNotFound),
            sub_category: None,
            message: "m".to_owned(),
            context: Context::new().with("ids", ["7"]),
        };
        assert_eq!(
            batch(vec![error]),
            r#"{"status":"COMPLETE","results":[1],"numErrors":1,"errors":[{"status":"error","category":"OBJECT_NOT_FOUND","message":"m","context":{"ids":["7"]}}],"startedAt":"s","completedAt":"c"}"#
        );
    }
}
