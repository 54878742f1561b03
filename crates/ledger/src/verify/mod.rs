//! Replays the chain from the rows themselves.
//!
//! **What.** SQLite's own check of the file; the triggers that refuse changes; every entry's hash; every row's digest against the entry that
//! added it; raw bytes and texts against their hashes; every claim's and attribution's span against its text.
//!
//! **Doubt.** Whoever can write the file can also write a new chain. What cannot be forged is an edition that someone else has noted: it is
//! among the entries of a whole case, and in no rewritten one. The same holds for entries cut from the end.

mod contents;
mod replay;

use std::collections::BTreeMap;
use std::fmt;

use rusqlite::{Connection, ErrorCode};

use crate::error::Fault;
use crate::schema;

/// Lines of SQLite's check to show.
const MAX_INTEGRITY_LINES: u32 = 20;

/// What `verify` saw.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct VerifyReport {
    /// The edition as the last entry states it.
    pub edition: String,
    /// Entries replayed.
    pub n_entries: usize,
    /// Rows hashed.
    pub n_rows: usize,
    /// Raw byte strings hashed.
    pub n_raw: usize,
    /// Texts hashed.
    pub n_texts: usize,
    /// Spans of claims and attributions sliced again.
    pub n_spans: usize,
    /// The first entry that does not hold: by its own hash, or by a row that it lists.
    pub first_broken_entry: Option<u64>,
    /// Everything that does not hold.
    pub mismatches: Vec<Mismatch>,
}

impl VerifyReport {
    /// Whether everything holds.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.mismatches.is_empty()
    }
}

/// Something that does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mismatch {
    /// The table; `file` for the file as such.
    pub table: String,
    /// The row's key (`fid`, or `seq` in `entries`), if it is about a row.
    pub row: Option<i64>,
    /// What was found.
    pub found: String,
    /// What was expected.
    pub expected: String,
}

impl fmt::Display for Mismatch {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.table)?;
        if let Some(row) = self.row {
            write!(formatter, ", row {row}")?;
        }
        write!(
            formatter,
            ": found {}, expected {}",
            self.found, self.expected
        )
    }
}

/// Checks everything. Reads inside one transaction, so that writers beside it do not disturb.
pub(crate) fn verify(connection: &Connection) -> Result<VerifyReport, Fault> {
    let transaction = connection.unchecked_transaction()?;
    let mut verifier = Verifier::default();
    let steps: [Step; 7] = [
        Verifier::check_file,
        Verifier::check_guards,
        Verifier::replay_entries,
        Verifier::hash_rows,
        Verifier::hash_raw,
        Verifier::hash_texts,
        Verifier::slice_claims,
    ];
    for step in steps {
        let result = step(&mut verifier, &transaction);
        verifier.note(result)?;
    }
    Ok(verifier.report)
}

/// One part of the check.
type Step = fn(&mut Verifier, &Connection) -> Result<(), Fault>;

#[derive(Default)]
struct Verifier {
    report: VerifyReport,
    /// For each table, the rows that entries list: key to entry and digest.
    listed: BTreeMap<String, BTreeMap<i64, (i64, String)>>,
}

impl Verifier {
    fn mismatch(
        &mut self,
        table: &str,
        row: Option<i64>,
        found: impl Into<String>,
        expected: impl Into<String>,
    ) {
        self.report.mismatches.push(Mismatch {
            table: table.to_owned(),
            row,
            found: found.into(),
            expected: expected.into(),
        });
    }

    fn broken(&mut self, seq: i64) {
        let seq = seq.unsigned_abs();
        let first = self.report.first_broken_entry.get_or_insert(seq);
        *first = seq.min(*first);
    }

    /// Turns a cell that cannot be read and a damaged page into mismatches; other failures pass.
    fn note<T>(&mut self, result: Result<T, Fault>) -> Result<Option<T>, Fault> {
        match result {
            Ok(value) => Ok(Some(value)),
            Err(Fault::Cell {
                table,
                row,
                column,
                found,
                expected,
            }) => {
                self.mismatch(
                    table,
                    Some(row),
                    format!("{found} in column {column}"),
                    expected,
                );
                Ok(None)
            }
            Err(Fault::Sql(error)) if is_about_content(&error) => {
                self.mismatch("file", None, error.to_string(), "a readable table");
                Ok(None)
            }
            Err(fault) => Err(fault),
        }
    }

    fn check_file(&mut self, connection: &Connection) -> Result<(), Fault> {
        let mut statement =
            connection.prepare(&format!("PRAGMA integrity_check({MAX_INTEGRITY_LINES})"))?;
        let lines = statement
            .query_map([], |row| row.get::<_, String>(0))?
            .collect::<Result<Vec<_>, _>>()?;
        for line in lines.into_iter().filter(|line| line != "ok") {
            self.mismatch("file", None, line, "a sound SQLite file");
        }
        Ok(())
    }

    fn check_guards(&mut self, connection: &Connection) -> Result<(), Fault> {
        let mut statement = connection.prepare(
            "SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE type = 'trigger' AND name = ?1 AND tbl_name = ?2)",
        )?;
        for table in schema::CHAINED.iter().chain([&schema::ENTRIES]) {
            for (name, action) in schema::guard_names(table.name) {
                let is_there: bool = statement.query_row((&name, table.name), |row| row.get(0))?;
                if !is_there {
                    self.mismatch(
                        table.name,
                        None,
                        format!("no trigger {name}"),
                        format!("a trigger that refuses {action}"),
                    );
                }
            }
        }
        Ok(())
    }
}

/// Whether an error tells about the file's content rather than about the machine.
fn is_about_content(error: &rusqlite::Error) -> bool {
    match error.sqlite_error_code() {
        None => true,
        Some(code) => matches!(
            code,
            ErrorCode::DatabaseCorrupt | ErrorCode::Unknown | ErrorCode::TypeMismatch
        ),
    }
}
