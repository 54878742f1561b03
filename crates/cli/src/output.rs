//! Data to stdout, in the format asked for.

use std::io::Write as _;
use std::path::Path;

use clap::ValueEnum;
use salient_views::table::Table;

use crate::failure::{Failure, say};

/// How rows are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people.
    Table,
    /// One JSON array.
    Json,
    /// One JSON object per line.
    Jsonl,
    /// Comma-separated values with a header.
    Csv,
}

/// Writes text to stdout. A reader that has gone away ("| head") is no failure.
pub(crate) fn write(text: &str) -> Result<(), Failure> {
    if text.is_empty() {
        return Ok(());
    }
    let mut stdout = std::io::stdout().lock();
    let written = stdout.write_all(text.as_bytes()).and_then(|()| {
        if text.ends_with('\n') {
            Ok(())
        } else {
            stdout.write_all(b"\n")
        }
    });
    match written {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(Failure::data(error)),
        _ => Ok(()),
    }
}

/// Writes a table.
pub(crate) fn write_table(table: &Table, format: Format) -> Result<(), Failure> {
    match format {
        Format::Table if table.is_empty() => {
            say("nothing to list");
            Ok(())
        }
        Format::Table => write(&table.to_terminal(terminal_width())),
        Format::Json => {
            write(&serde_json::to_string_pretty(&table.to_json()).map_err(Failure::data)?)
        }
        Format::Jsonl => {
            let rows = table.to_json();
            let lines: Vec<String> = rows
                .as_array()
                .into_iter()
                .flatten()
                .map(ToString::to_string)
                .collect();
            if lines.is_empty() {
                Ok(())
            } else {
                write(&lines.join("\n"))
            }
        }
        Format::Csv => write(&table.to_csv().map_err(Failure::data)?),
    }
}

/// Columns of the terminal, from `COLUMNS`; 100 when unknown.
pub(crate) fn terminal_width() -> u16 {
    std::env::var("COLUMNS")
        .ok()
        .and_then(|columns| columns.parse().ok())
        .filter(|columns| *columns >= 40)
        .unwrap_or(120)
}

/// Writes a file that the user named.
pub(crate) fn write_file(path: &Path, text: &str) -> Result<(), Failure> {
    std::fs::write(path, text).map_err(|error| {
        Failure::data_words(format!("{}: could not be written: {error}", path.display()))
    })
}
