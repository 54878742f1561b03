//! One table, three ways out: for the terminal, as CSV, as JSON.
//!
//! **Shape.** Columns have a key (for CSV and JSON, part of the promise) and a heading. A missing value is an empty cell in CSV, `null` in
//! JSON, and "–" with its reason in another column for people.

use comfy_table::presets::UTF8_BORDERS_ONLY;
use comfy_table::{
    Cell, CellAlignment, ColumnConstraint, ContentArrangement, Table as TerminalTable, Width,
};
use serde_json::{Map, Value as Json};

use crate::ViewError;
use crate::format::number;
use crate::unbroken::{glued, unglued, widest};

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

    fn for_people(&self) -> String {
        match self {
            Self::Text(words) => words.clone(),
            Self::Number(value, decimals) => number(*value, *decimals),
            Self::Count(count) => count.to_string(),
            Self::Absent => "–".to_owned(),
        }
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

    /// For people: columns without any value are left out. Dates and numbers are not broken, even where the table then gets wider than `width`.
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
        let width = usize::from(width);
        let glued_needs = self.needs(&shown, glued);
        let glued_floor = floor(&glued_needs, width).filter(|floor| *floor >= LEAST_FLOOR);
        // Where the columns are too many, a number may stand above its unit, and only what has no space inside stays whole.
        let (lay, needs, floor): (fn(&str) -> String, _, _) = if let Some(floor) = glued_floor {
            (glued, glued_needs, floor)
        } else {
            let needs = self.needs(&shown, str::to_owned);
            let floor = floor(&needs, width).unwrap_or(1);
            (str::to_owned, needs, floor)
        };
        for row in &self.rows {
            table.add_row(shown.iter().map(|column| {
                let value = &row[*column];
                let cell = Cell::new(lay(&value.for_people()));
                match value {
                    Value::Number(..) | Value::Count(_) => cell.set_alignment(CellAlignment::Right),
                    Value::Text(_) | Value::Absent => cell,
                }
            }));
        }
        for (column, need) in table.column_iter_mut().zip(&needs) {
            let width = u16::try_from(need.at(floor)).unwrap_or_default() + column.padding_width();
            column.set_constraint(ColumnConstraint::LowerBoundary(Width::Fixed(width)));
        }
        unglued(&table.trim_fmt())
    }

    /// What each of the columns needs when its words are laid out by `lay`.
    fn needs(&self, shown: &[usize], lay: fn(&str) -> String) -> Vec<Need> {
        shown
            .iter()
            .map(|column| {
                let head = Need::default().with(self.columns[*column].1);
                self.rows.iter().fold(head, |need, row| {
                    need.with(&lay(&row[*column].for_people()))
                })
            })
            .collect()
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

/// Characters between and around columns: white space on both sides of a cell, and the border.
const FRAME_PER_COLUMN: usize = 3;

/// Widths that columns of words are given before they may break a number from its unit, and beyond which they take what is left.
const LEAST_FLOOR: usize = 5;
const MOST_FLOOR: usize = 12;

/// What a column needs, in characters: for its dates and numbers always, for its other words if there is room.
#[derive(Debug, Clone, Copy, Default)]
struct Need {
    whole: usize,
    word: usize,
}

impl Need {
    fn with(self, words: &str) -> Self {
        let longest = words.split([' ', '\n']).map(|word| word.chars().count());
        Self {
            whole: self.whole.max(widest(words)),
            word: self.word.max(longest.max().unwrap_or_default()),
        }
    }

    fn at(self, floor: usize) -> usize {
        self.whole.max(self.word.min(floor))
    }
}

/// The largest width that all columns can have, as far as their words ask for it, so that dates do not leave other columns a letter each. None
/// when the dates and numbers alone are wider than the table.
fn floor(needs: &[Need], width: usize) -> Option<usize> {
    let room = width.saturating_sub(1 + FRAME_PER_COLUMN * needs.len());
    (1..=MOST_FLOOR)
        .rev()
        .find(|floor| needs.iter().map(|need| need.at(*floor)).sum::<usize>() <= room)
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
    fn a_narrow_table_breaks_no_date_and_no_number() {
        let columns: Vec<(&str, &str)> = ["a", "b", "c", "d", "e", "f"]
            .into_iter()
            .map(|key| (key, key))
            .collect();
        let mut table = Table::new(&columns);
        let words = "the army of the ridge said that it had left the town";
        table.push(vec![
            words.into(),
            "2025-11-08".into(),
            "held since 8 November 2025".into(),
            "way out 12.7 km".into(),
            Value::number(Some(12_345.6), 1),
            words.into(),
        ]);
        let shown = table.to_terminal(80);
        for whole in ["2025-11-08", "8 November 2025", "12.7 km", "12,345.6"] {
            assert!(shown.contains(whole), "{whole}\n{shown}");
        }
        assert!(
            shown.lines().all(|line| line.chars().count() <= 80),
            "{shown}"
        );
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
