//! What can go wrong in a view.

use thiserror::Error;

/// A view that could not be rendered.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ViewError {
    /// A template failed.
    #[error("template {template} could not be filled")]
    Template {
        /// Its name.
        template: &'static str,
        /// What the template engine says.
        source: askama::Error,
    },
    /// A table could not be written.
    #[error("table {table} could not be written")]
    Table {
        /// Its name.
        table: &'static str,
        /// What the writer says.
        source: csv::Error,
    },
}
