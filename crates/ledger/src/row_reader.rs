//! Reads the cells of one stored row, with errors that name table, row, and column.

use std::str::FromStr;

use rusqlite::Row;
use salient_model::{Date, Sha256};
use serde::de::DeserializeOwned;

use crate::error::Fault;

/// A row of a table of ours.
pub(crate) struct RowReader<'r> {
    table: &'static str,
    key: i64,
    row: &'r Row<'r>,
}

impl<'r> RowReader<'r> {
    /// A row of a query that selects the key `fid` among its columns.
    pub(crate) fn new(table: &'static str, row: &'r Row<'r>) -> Result<Self, Fault> {
        let key = row.get("fid")?;
        Ok(Self { table, key, row })
    }

    /// Text that may be null.
    pub(crate) fn optional_text(&self, column: &'static str) -> Result<Option<String>, Fault> {
        let value = self.row.get_ref(column)?;
        value
            .as_str_or_null()
            .map(|text| text.map(str::to_owned))
            .map_err(|error| self.bad(column, error.to_string(), "text"))
    }

    /// Text.
    pub(crate) fn text(&self, column: &'static str) -> Result<String, Fault> {
        self.optional_text(column)?
            .ok_or_else(|| self.bad(column, "null".to_owned(), "text"))
    }

    /// A number without a fraction that may be null.
    pub(crate) fn optional_integer(&self, column: &'static str) -> Result<Option<i64>, Fault> {
        let value = self.row.get_ref(column)?;
        value
            .as_i64_or_null()
            .map_err(|error| self.bad(column, error.to_string(), "an integer"))
    }

    /// A count.
    pub(crate) fn count(&self, column: &'static str) -> Result<usize, Fault> {
        self.optional_integer(column)?
            .and_then(|n| usize::try_from(n).ok())
            .ok_or_else(|| self.bad(column, "no count".to_owned(), "a number from 0"))
    }

    /// The number of the entry that added the row.
    pub(crate) fn entry(&self) -> Result<u64, Fault> {
        self.count("entry").map(|n| n as u64)
    }

    /// A number.
    pub(crate) fn real(&self, column: &'static str) -> Result<f64, Fault> {
        let value = self.row.get_ref(column)?;
        value
            .as_f64()
            .map_err(|error| self.bad(column, error.to_string(), "a number"))
    }

    /// Bytes.
    pub(crate) fn blob(&self, column: &'static str) -> Result<&'r [u8], Fault> {
        let value = self.row.get_ref(column)?;
        value
            .as_blob()
            .map_err(|error| self.bad(column, error.to_string(), "bytes"))
    }

    /// Text that `read` understands.
    pub(crate) fn read<T>(
        &self,
        column: &'static str,
        expected: &'static str,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Result<T, Fault> {
        let text = self.text(column)?;
        read(&text).ok_or_else(|| self.bad(column, format!("{text:?}"), expected))
    }

    /// A date.
    pub(crate) fn date(&self, column: &'static str) -> Result<Date, Fault> {
        self.read(column, "an ISO date", |text| Date::from_str(text).ok())
    }

    /// A date that may be null.
    pub(crate) fn optional_date(&self, column: &'static str) -> Result<Option<Date>, Fault> {
        match self.optional_text(column)? {
            None => Ok(None),
            Some(_) => self.date(column).map(Some),
        }
    }

    /// A digest.
    pub(crate) fn hash(&self, column: &'static str) -> Result<Sha256, Fault> {
        self.read(column, "a SHA-256 digest", |text| text.parse().ok())
    }

    /// JSON of a known shape.
    pub(crate) fn json<T: DeserializeOwned>(&self, column: &'static str) -> Result<T, Fault> {
        let text = self.text(column)?;
        serde_json::from_str(&text)
            .map_err(|error| self.bad(column, error.to_string(), "JSON of this format"))
    }

    /// The error for a cell.
    pub(crate) fn bad(&self, column: &'static str, found: String, expected: &'static str) -> Fault {
        Fault::Cell {
            table: self.table,
            row: self.key,
            column,
            found,
            expected,
        }
    }
}

/// A count in the column `column` of a query.
pub(crate) fn count_at(row: &Row<'_>, column: usize) -> rusqlite::Result<usize> {
    let n: i64 = row.get(column)?;
    usize::try_from(n).map_err(|_error| rusqlite::Error::IntegralValueOutOfRange(column, n))
}

/// JSON text of a value whose maps have text keys.
pub(crate) fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).expect("lists, numbers, and text are JSON")
}
