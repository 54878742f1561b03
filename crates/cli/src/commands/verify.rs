//! `salient verify`.

use std::path::PathBuf;

use clap::Args;
use salient_checks::rebuilt_histories;
use salient_views::table::{Table, Value};

use crate::failure::{Ended, Failure, say};
use crate::output::{self, Format};
use crate::wiring::open_case_to_read;

/// Arguments.
#[derive(Debug, Args)]
#[command(
    after_help = "Example: salient verify pokrovsk\n\nExit code 1 when anything differs from what the chain says."
)]
pub(crate) struct Verify {
    /// The case
    case: PathBuf,
    /// How mismatches are printed
    #[arg(long, value_enum, default_value = "table")]
    format: Format,
}

impl Verify {
    pub(crate) fn run(self) -> Result<Ended, Failure> {
        let case = open_case_to_read(&self.case)?;
        let mut report = case.verify().map_err(Failure::data)?;
        match rebuilt_histories(&case) {
            Ok(mismatches) => report.mismatches.extend(mismatches),
            // Maps that cannot be read are among the mismatches already.
            Err(_error) if !report.is_clean() => {}
            Err(error) => return Err(Failure::data(error)),
        }
        if !report.is_clean() || self.format != Format::Table {
            let mut table = Table::new(&[
                ("table", "table"),
                ("row", "row"),
                ("found", "found"),
                ("expected", "expected"),
            ]);
            for mismatch in &report.mismatches {
                let row = mismatch
                    .row
                    .map_or(Value::Absent, |row| Value::from(row.to_string()));
                table.push(vec![
                    mismatch.table.clone().into(),
                    row,
                    mismatch.found.clone().into(),
                    mismatch.expected.clone().into(),
                ]);
            }
            output::write_table(&table, self.format)?;
        }
        let state = match (report.is_clean(), report.first_broken_entry) {
            (true, _) => "whole".to_owned(),
            (false, Some(entry)) => format!(
                "NOT whole: first broken entry {entry}, {} mismatches",
                report.mismatches.len()
            ),
            (false, None) => format!("NOT whole: {} mismatches", report.mismatches.len()),
        };
        say(&format!(
            "{}: {state}; {} entries, {} rows, {} raw files, {} texts, {} spans checked; edition {}",
            case.path().display(),
            report.n_entries,
            report.n_rows,
            report.n_raw,
            report.n_texts,
            report.n_spans,
            report.edition
        ));
        Ok(if report.is_clean() {
            Ended::Fine
        } else {
            Ended::WithFindings
        })
    }
}
