//! One table, three ways out: for the terminal, as CSV, as JSON.
//!
//! **Shape.** Columns have a key (for CSV and JSON, part of the promise) and a heading. A missing value is an empty cell in CSV, `null` in
//! JSON, and "–" with its reason in another column for people.

use comfy_table::presets::UTF8_BORDERS_ONLY;
use comfy_table::{Cell, CellAlignment, ContentArrangement, Table as TerminalTable};
use serde_json::{Map, Value as Json};

use crate::ViewError;
use crate::format::number;

/// A cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Words.
    Text(String),
    /// A number, and the decimals that its error bound allows.
    Number(f64, usize),
    /// A count.
    Count(usize),
    /// Nothing known.
    Absent,
}

impl From<&str> for Value {
    fn from(words: &str) -> Self {
        Self::Text(words.to_owned())
    }
}

impl From<String> for Value {
    fn from(words: String) -> Self {
        Self::Text(words)
    }
}

impl From<usize> for Value {
    fn from(count: usize) -> Self {
        Self::Count(count)
    }
}

impl Value {
    /// A number, or nothing.
    #[must_use]
    pub fn number(value: Option<f64>, decimals: usize) -> Self {
        value.map_or(Self::Absent, |value| Self::Number(value, decimals))
    }

    /// Words, or nothing.
    #[must_use]
    pub fn text(words: Option<impl Into<String>>) -> Self {
        words.map_or(Self::Absent, |words| Self::Text(words.into()))
    }
}

/// Rows under keyed columns.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Table {
    columns: Vec<(&'static str, &'static str)>,
    rows: Vec<Vec<Value>>,
}

impl Table {
    /// A table with columns of (key, heading).
    #[must_use]
    pub fn new(columns: &[(&'static str, &'static str)]) -> Self {
        Self {
            columns: columns.to_vec(),
            rows: Vec::new(),
        }
    }

    /// Adds a row; short rows are filled with absent cells.
    pub fn push(&mut self, mut row: Vec<Value>) {
        row.resize(self.columns.len(), Value::Absent);
        self.rows.push(row);
    }

    /// Number of rows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is no row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// For people: columns without any value are left out.
    #[must_use]
    pub fn to_terminal(&self, width: u16) -> String {
        let shown: Vec<usize> = (0..self.columns.len())
            .filter(|column| {
                self.rows.iter().any(|row| {
                    row[*column] != Value::Absent && row[*column] != Value::Text(String::new())
                })
            })
            .collect();
        let mut table = TerminalTable::new();
        table
            .load_style(UTF8_BORDERS_ONLY)
            .set_content_arrangement(ContentArrangement::Dynamic)
            .set_width(width);
        table.set_header(shown.iter().map(|column| self.columns[*column].1));
        for row in &self.rows {
            table.add_row(shown.iter().map(|column| match &row[*column] {
                Value::Text(words) => Cell::new(words),
                Value::Number(value, decimals) => {
                    Cell::new(number(*value, *decimals)).set_alignment(CellAlignment::Right)
                }
                Value::Count(count) => Cell::new(count).set_alignment(CellAlignment::Right),
                Value::Absent => Cell::new("–"),
            }));
        }
        table.trim_fmt()
    }

    /// As CSV, with the keys as header.
    pub fn to_csv(&self) -> Result<String, ViewError> {
        let failed = |source| ViewError::Table {
            table: "csv",
            source,
        };
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer
            .write_record(self.columns.iter().map(|(key, _)| *key))
            .map_err(failed)?;
        for row in &self.rows {
            writer
                .write_record(row.iter().map(|value| match value {
                    Value::Text(words) => words.clone(),
                    Value::Number(value, decimals) => format!("{value:.decimals$}"),
                    Value::Count(count) => count.to_string(),
                    Value::Absent => String::new(),
                }))
                .map_err(failed)?;
        }
        let bytes = writer
            .into_inner()
            .map_err(|error| failed(error.into_error().into()))?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }

    /// As JSON: an array of objects. Numbers keep their full precision; `decimals` is for people.
    #[must_use]
    pub fn to_json(&self) -> Json {
        let object = |row: &Vec<Value>| {
            let fields: Map<String, Json> = self
                .columns
                .iter()
                .zip(row)
                .map(|((key, _), value)| {
                    let value = match value {
                        Value::Text(words) => Json::from(words.as_str()),
                        Value::Number(value, _) => Json::from(*value),
                        Value::Count(count) => Json::from(*count),
                        Value::Absent => Json::Null,
                    };
                    ((*key).to_owned(), value)
                })
                .collect();
            Json::Object(fields)
        };
        Json::Array(self.rows.iter().map(object).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn absence_is_null_and_empty_but_never_zero() {
        let mut table = Table::new(&[("outlet", "outlet"), ("value", "value")]);
        table.push(vec!["Ridge Map".into(), Value::number(None, 1)]);
        table.push(vec!["Vale Map".into(), Value::number(Some(0.0), 1)]);
        assert_eq!(
            table.to_csv().unwrap(),
            "outlet,value\nRidge Map,\nVale Map,0.0\n"
        );
        assert_eq!(
            table.to_json().to_string(),
            r#"[{"outlet":"Ridge Map","value":null},{"outlet":"Vale Map","value":0.0}]"#
        );
        assert!(table.to_terminal(80).contains('–'));
    }
    #[test]
    fn a_cell_with_commas_and_quotes_stays_one_cell() {
        let mut table = Table::new(&[("words", "words"), ("n", "n")]);
        table.push(vec!["north, \"the ridge\"".into(), 3.into()]);
        assert_eq!(
            table.to_csv().unwrap(),
            "words,n\n\"north, \"\"the ridge\"\"\",3\n"
        );
    }

    #[test]
    fn a_column_without_values_is_left_out_for_people_and_kept_for_programs() {
        let mut table = Table::new(&[("outlet", "outlet"), ("note", "note")]);
        table.push(vec!["Ridge Map".into()]);
        assert!(!table.to_terminal(80).contains("note"));
        assert!(table.to_csv().unwrap().starts_with("outlet,note\n"));
    }

    #[test]
    fn people_see_rounded_numbers_and_programs_the_whole_ones() {
        let mut table = Table::new(&[("km", "km")]);
        table.push(vec![Value::number(Some(1234.5678), 1)]);
        assert!(table.to_terminal(80).contains("1,234.6"));
        assert_eq!(table.to_json().to_string(), r#"[{"km":1234.5678}]"#);
    }
}
