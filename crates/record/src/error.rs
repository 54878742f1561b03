//! What can be wrong with a record.

use thiserror::Error;

/// A record that cannot be read.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum RecordError {
    /// The line is no JSON of the expected shape.
    #[error("{at}: not a record: {source}")]
    Json {
        /// Which record: a file and line, or a claim's id.
        at: String,
        /// What the JSON reader says.
        source: serde_json::Error,
    },
    /// A field holds a value that its vocabulary does not know.
    #[error("{at}, field {field}: found {found}, expected {expected}")]
    Field {
        /// Which record.
        at: String,
        /// Which field.
        field: &'static str,
        /// The value.
        found: String,
        /// What would be right.
        expected: String,
    },
}

impl RecordError {
    /// A field with a wrong value.
    pub(crate) fn field(
        at: &str,
        field: &'static str,
        found: impl std::fmt::Display,
        expected: impl Into<String>,
    ) -> Self {
        Self::Field {
            at: at.to_owned(),
            field,
            found: found.to_string(),
            expected: expected.into(),
        }
    }
}
