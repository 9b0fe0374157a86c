//! The field checker: is a response made of the fields and types that the official SDKs declare?
//!
//! The tables come from the official Node SDK, whose models list name, type and format of every field as data.
//! `cargo xtask sdk` installs it and writes them to `target/sdk/fields.json`; nothing of the SDK is in the repository.

mod exceptions;
mod shape;
mod template;
mod walk;

use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use std::sync::OnceLock;

use serde::Deserialize;

use self::template::Template;

/// What the SDK declares: its operations and the models of their responses.
#[derive(Debug)]
pub struct FieldTables {
    operations: Vec<Operation>,
    models: HashMap<String, Model>,
}

/// One call that the SDK offers.
#[derive(Debug)]
struct Operation {
    method: String,
    template: Template,
    /// Status to model; `None` where the SDK reads no body, or one that it does not describe.
    responses: HashMap<u16, Option<String>>,
}

/// The key of an operation's default response, which describes errors.
const DEFAULT: u16 = 0;

/// What the SDK knows of one named type, as the extraction writes it.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
enum Model {
    /// An object with these fields.
    Fields(BTreeMap<String, Field>),
    /// One of these models, told apart by a field of theirs.
    OneOf(Vec<String>),
    /// An enumeration.
    Values(Vec<serde_json::Value>),
}

/// One field of a model.
#[derive(Debug, Deserialize)]
struct Field {
    /// A TypeScript type, such as `Array<Option>`; read by [`shape`].
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    format: String,
    #[serde(default)]
    required: bool,
}

#[derive(Deserialize)]
struct File {
    operations: Vec<OperationRow>,
    models: HashMap<String, Model>,
}

#[derive(Deserialize)]
struct OperationRow {
    method: String,
    path: String,
    responses: HashMap<u16, Option<String>>,
}

impl FieldTables {
    /// Returns the tables of the installed SDK, read once per process.
    ///
    /// Panics when they have not been extracted yet.
    pub fn load() -> &'static Self {
        static TABLES: OnceLock<FieldTables> = OnceLock::new();
        TABLES.get_or_init(|| {
            let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/sdk/fields.json");
            let Ok(text) = std::fs::read(&file) else {
                panic!("{} is missing: run `cargo xtask sdk` first", file.display());
            };
            match Self::parse(&text) {
                Ok(tables) => tables,
                Err(error) => panic!("{} is not readable: {error}; run `cargo xtask sdk`", file.display()),
            }
        })
    }

    fn parse(text: &[u8]) -> serde_json::Result<Self> {
        let file: File = serde_json::from_slice(text)?;
        let operations = file.operations.into_iter().map(|row| Operation {
            method: row.method,
            template: Template::parse(&row.path),
            responses: row.responses,
        });
        Ok(Self { operations: operations.collect(), models: file.models })
    }

    /// Panics when the answer to a call is not what the SDK declares for it.
    ///
    /// A call that the SDK does not offer passes: there is nothing to compare with.
    pub fn check(&self, method: &str, path: &str, status: u16, body: &[u8]) {
        let faults = self.faults(method, path, status, body);
        assert!(
            faults.is_empty(),
            "{method} {path} answered {status} in a form that the official SDK does not declare:\n  {}\n{}",
            faults.join("\n  "),
            String::from_utf8_lossy(body),
        );
    }

    /// Lists what is wrong with an answer, one sentence each.
    fn faults(&self, method: &str, path: &str, status: u16, body: &[u8]) -> Vec<String> {
        let operation = self.find(method, path).filter(|_| !exceptions::is_newer(path));
        let Some(operation) = operation else {
            return Vec::new();
        };
        let is_error = status >= 400;
        // The pages of a web server: an unknown route's HTML, an empty 405.
        if is_error && (body.is_empty() || body.starts_with(b"<")) {
            return Vec::new();
        }
        let model = match operation.responses.get(&status) {
            Some(model) => model,
            None if is_error => operation.responses.get(&DEFAULT).unwrap_or(&None),
            None => {
                return vec![format!("the SDK reads no status {status} here, only {}", operation.statuses())];
            }
        };
        match model {
            Some(model) => match serde_json::from_slice(body) {
                Ok(value) => walk::faults(&self.models, model, &value),
                Err(error) => vec![format!("the body is not JSON: {error}")],
            },
            None if status == 204 && !body.is_empty() => vec!["a 204 has no body".to_owned()],
            None => Vec::new(),
        }
    }

    /// Finds the SDK's operation for a call: a literal segment wins over a parameter, the first one over later ones.
    fn find(&self, method: &str, path: &str) -> Option<&Operation> {
        template::spellings(path).iter().find_map(|segments| {
            let matching = self.operations.iter().filter(|operation| operation.method == method);
            matching
                .filter_map(|operation| Some((operation.template.matches(segments)?, operation)))
                .max_by(|(one, _), (other, _)| one.cmp(other))
                .map(|(_, operation)| operation)
        })
    }
}

impl Operation {
    /// The successful statuses that the SDK reads, for a message.
    fn statuses(&self) -> String {
        let mut statuses: Vec<_> = self.responses.keys().filter(|status| **status != DEFAULT).collect();
        statuses.sort();
        format!("{statuses:?}")
    }
}

#[cfg(test)]
mod tests;
