//! The case as other rooms see it.

mod append;
mod read;

use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::Timestamp;
use rusqlite::Connection;
use salient_model::Sha256;

use crate::chain::Head;
use crate::database::{self, Access, FileKind, WAIT};
use crate::error::{Fault, LedgerError};
use crate::schema;
use crate::writer::{Writer, iso_milliseconds};

const KIND: FileKind = FileKind {
    expected: "a Salient case (a GeoPackage made by `salient new`)",
    marker: "case_info",
    newest_format: schema::FORMAT,
};

/// What a case is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseInfo {
    /// Key of its theatre.
    pub theatre: String,
    /// Title for people.
    pub title: String,
    /// When it was created; milliseconds are kept.
    pub created: Timestamp,
}

/// What came of adding one thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Appended {
    /// It was added by this entry.
    Added {
        /// Number of the entry.
        entry: u64,
    },
    /// The same thing is there; nothing changed.
    AlreadyPresent,
}

/// What came of adding many things.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct NAppended {
    /// Added.
    pub added: usize,
    /// There already, and left as they are.
    pub already_present: usize,
}

/// How much a case holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Documents.
    pub documents: usize,
    /// Claims.
    pub claims: usize,
    /// Attributions.
    pub attributions: usize,
    /// Snapshots of all outlets.
    pub snapshots: usize,
    /// Places, each once.
    pub places: usize,
    /// Entries of the chain.
    pub entries: usize,
}

/// One entry of the chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryInfo {
    /// Its number, from 1 without gaps.
    pub seq: u64,
    /// What it added: `case`, `theatre`, `document`, `outlet`, `snapshot`, `places`.
    pub kind: String,
    /// When the ledger took it.
    pub recorded_at: Timestamp,
    /// Its hash.
    pub hash: Sha256,
    /// The edition up to and including it.
    pub edition: String,
}

/// An open case.
///
/// ```
/// use salient_ledger::{Case, CaseInfo};
/// let folder = tempfile::tempdir()?;
/// let path = folder.path().join("ridge.gpkg");
/// let info = CaseInfo {
///     theatre: "ridge".into(),
///     title: "The Ridge in May".into(),
///     created: "2031-05-01T00:00:00Z".parse()?,
/// };
/// let case = Case::create(&path, &info)?;
/// assert_eq!(case.info()?, info);
/// assert!(Case::create(&path, &info).is_err()); // nothing is overwritten
/// assert!(case.verify()?.is_clean());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Case {
    path: PathBuf,
    connection: Connection,
    wait: Duration,
}

impl Case {
    /// Creates a case. An existing file is an error and stays as it is.
    pub fn create(path: &Path, info: &CaseInfo) -> Result<Self, LedgerError> {
        let created = iso_milliseconds(info.created);
        let connection = database::create(path, WAIT, |transaction| {
            schema::create(&transaction, &created)?;
            let mut writer = Writer::over(transaction, Head::before_first(), info.created);
            let mut entry = writer.entry("case");
            entry.add(
                "case_info",
                &[
                    ("format", schema::FORMAT.into()),
                    ("theatre", info.theatre.clone().into()),
                    ("title", info.title.clone().into()),
                    ("created", created.clone().into()),
                ],
            )?;
            entry.finish()?;
            writer.commit()
        })?;
        Ok(Self {
            path: path.to_owned(),
            connection,
            wait: WAIT,
        })
    }

    /// Opens a case to read and add.
    pub fn open(path: &Path) -> Result<Self, LedgerError> {
        Self::open_waiting(path, WAIT)
    }

    /// Opens a case to read and add, and waits no longer than `wait` whenever another process holds it.
    pub fn open_waiting(path: &Path, wait: Duration) -> Result<Self, LedgerError> {
        Self::open_as(path, Access::Write, wait)
    }

    /// Opens a case to read.
    pub fn open_read_only(path: &Path) -> Result<Self, LedgerError> {
        Self::open_as(path, Access::Read, WAIT)
    }

    fn open_as(path: &Path, access: Access, wait: Duration) -> Result<Self, LedgerError> {
        Ok(Self {
            path: path.to_owned(),
            connection: database::open(path, access, wait, KIND)?,
            wait,
        })
    }

    /// The file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Adds the path to a failure.
    fn located<T>(&self, doing: &'static str, result: Result<T, Fault>) -> Result<T, LedgerError> {
        result.map_err(|fault| fault.at(&self.path, doing, self.wait.as_secs_f64()))
    }
}
