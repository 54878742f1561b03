//! What can go wrong with a case or a place store.
//!
//! **Shape.** Every variant names the file, what was found, and what was expected. Inside the room, [`Fault`] travels without the path; the
//! public methods add it.

use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;
use thiserror::Error;

/// A case or place store that cannot be opened, read, or written.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum LedgerError {
    /// There is no file.
    #[error("{path}: no such file")]
    Missing {
        /// The file.
        path: PathBuf,
    },
    /// The file is something else.
    #[error("{path}: found {found}, expected {expected}")]
    WrongFile {
        /// The file.
        path: PathBuf,
        /// What it looks like.
        found: String,
        /// What would be right.
        expected: &'static str,
    },
    /// The file ends before its own header says.
    #[error(
        "{path}: cut short: found {found_bytes} bytes, expected {expected_bytes} by the file's own header"
    )]
    CutShort {
        /// The file.
        path: PathBuf,
        /// Its size.
        found_bytes: u64,
        /// The size that its header states.
        expected_bytes: u64,
    },
    /// The file's structure is damaged.
    #[error("{path}: damaged while {doing}: {source}")]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What was attempted.
        doing: &'static str,
        /// What SQLite says.
        source: rusqlite::Error,
    },
    /// A later Salient wrote the file.
    #[error("{path}: found format {found}, expected at most {newest}: a later version wrote it")]
    NewerFormat {
        /// The file.
        path: PathBuf,
        /// The format of the file.
        found: i64,
        /// The newest format that this version reads.
        newest: i64,
    },
    /// Another process holds the file.
    #[error("{path}: locked by another process while {doing}, waited {waited_s} s")]
    Locked {
        /// The file.
        path: PathBuf,
        /// What was attempted.
        doing: &'static str,
        /// How long we waited, in seconds.
        waited_s: f64,
    },
    /// The file or its folder cannot be written.
    #[error("{path}: cannot be written while {doing}: {found}")]
    NotWritable {
        /// The file.
        path: PathBuf,
        /// What was attempted.
        doing: &'static str,
        /// What stands in the way.
        found: String,
    },
    /// A new file would overwrite another.
    #[error("{path}: there is already a file; nothing is overwritten")]
    AlreadyExists {
        /// The file.
        path: PathBuf,
    },
    /// A value that the case could not give back as it is.
    #[error("{what} cannot be stored: found {found}, expected {expected}")]
    NotStorable {
        /// Which value.
        what: String,
        /// What was found.
        found: String,
        /// What would be right.
        expected: &'static str,
    },
    /// A stored row that cannot be read.
    #[error(
        "{path}, table {table}, row {row}, column {column}: found {found}, expected {expected}"
    )]
    BadRow {
        /// The file.
        path: PathBuf,
        /// The table.
        table: &'static str,
        /// The row's `fid`.
        row: i64,
        /// The column.
        column: &'static str,
        /// What stands there.
        found: String,
        /// What would be right.
        expected: &'static str,
    },
    /// SQLite failed otherwise: a full disk, for example.
    #[error("{path}: failed while {doing}: {source}")]
    Database {
        /// The file.
        path: PathBuf,
        /// What was attempted.
        doing: &'static str,
        /// What SQLite says.
        source: rusqlite::Error,
    },
    /// The operating system failed.
    #[error("{path}: failed while {doing}: {source}")]
    Io {
        /// The file.
        path: PathBuf,
        /// What was attempted.
        doing: &'static str,
        /// What the system says.
        source: std::io::Error,
    },
}

/// A failure inside the room, before a public method adds the path.
#[derive(Debug)]
pub(crate) enum Fault {
    /// From SQLite.
    Sql(rusqlite::Error),
    /// A stored cell that cannot be read.
    Cell {
        table: &'static str,
        row: i64,
        column: &'static str,
        found: String,
        expected: &'static str,
    },
    /// Already complete.
    Ledger(LedgerError),
}

impl Fault {
    /// A value that cannot be stored.
    pub(crate) fn not_storable(
        what: impl Into<String>,
        found: impl Into<String>,
        expected: &'static str,
    ) -> Self {
        Self::Ledger(LedgerError::NotStorable {
            what: what.into(),
            found: found.into(),
            expected,
        })
    }

    /// Adds the file and what was attempted.
    pub(crate) fn at(self, path: &Path, doing: &'static str, waited_s: f64) -> LedgerError {
        let path = path.to_owned();
        match self {
            Self::Ledger(error) => error,
            Self::Cell {
                table,
                row,
                column,
                found,
                expected,
            } => LedgerError::BadRow {
                path,
                table,
                row,
                column,
                found,
                expected,
            },
            Self::Sql(source) => match source.sqlite_error_code() {
                Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => LedgerError::Locked {
                    path,
                    doing,
                    waited_s,
                },
                Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied | ErrorCode::CannotOpen) => {
                    LedgerError::NotWritable {
                        path,
                        doing,
                        found: source.to_string(),
                    }
                }
                Some(ErrorCode::DatabaseCorrupt) => LedgerError::Damaged {
                    path,
                    doing,
                    source,
                },
                _ => LedgerError::Database {
                    path,
                    doing,
                    source,
                },
            },
        }
    }
}

impl From<rusqlite::Error> for Fault {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sql(error)
    }
}

impl From<LedgerError> for Fault {
    fn from(error: LedgerError) -> Self {
        Self::Ledger(error)
    }
}
