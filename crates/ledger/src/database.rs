//! Opens and creates the SQLite files of this room, and tells a wrong, cut, or newer file apart.
//!
//! **Shape.** One file holds everything: the journal is SQLite's rollback journal (`journal_mode=DELETE`), so that a second file exists
//! only while a transaction runs or after a kill; the next opening rolls it back. Writers wait for each other up to [`WAIT`].
//!
//! A file from a stranger may carry hostile views or triggers: the schema is not trusted, so these can only call harmless functions.

use std::fs;
use std::io::Read as _;
use std::path::Path;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags, Transaction, TransactionBehavior};

use crate::error::{Fault, LedgerError};
use crate::{geopackage, spatial_functions};

/// How long a process waits for another one that writes.
pub(crate) const WAIT: Duration = Duration::from_secs(10);

/// Page cache while many rows are added: index keys arrive in no order, and with SQLite's 2 MB each page would be written many times.
const CACHE_FOR_MANY_ROWS_KIB: i64 = 64 * 1024;

/// First bytes of every SQLite file. SQLite, "Database File Format", section 1.3.
const SQLITE_MAGIC: &[u8; 16] = b"SQLite format 3\0";

/// Whether a file is opened to write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Access {
    /// To read and write.
    Write,
    /// To read only.
    Read,
}

/// What a file of this room must be.
#[derive(Debug, Clone, Copy)]
pub(crate) struct FileKind {
    /// In words, for errors.
    pub(crate) expected: &'static str,
    /// A table whose single row holds the format's number in the column `format`.
    pub(crate) marker: &'static str,
    /// The newest format that we read.
    pub(crate) newest_format: i64,
}

/// A writer that was killed leaves its journal, which SQLite rolls back at the next access; one that may only read cannot, and would refuse the
/// file. So a left journal is rolled back by a short look with write access. Where that is not to be had, opening says so.
fn finish_rollback(path: &Path, wait: Duration) {
    let mut journal = path.as_os_str().to_owned();
    journal.push("-journal");
    if !Path::new(&journal).exists() {
        return;
    }
    if let Ok(connection) = connect(path, Access::Write, wait) {
        // Any read takes the lock that rolls back; what is wrong with the file is told when it is opened.
        let _: Result<i64, _> =
            connection.query_row("SELECT COUNT(*) FROM sqlite_master", [], |row| row.get(0));
    }
}

/// Opens an existing file and holds it against `kind`.
pub(crate) fn open(
    path: &Path,
    access: Access,
    wait: Duration,
    kind: FileKind,
) -> Result<Connection, LedgerError> {
    let doing = "opening it";
    let wrong = |found: String| LedgerError::WrongFile {
        path: path.to_owned(),
        found,
        expected: kind.expected,
    };
    let metadata = fs::metadata(path).map_err(|source| match source.kind() {
        std::io::ErrorKind::NotFound => LedgerError::Missing {
            path: path.to_owned(),
        },
        _ => LedgerError::Io {
            path: path.to_owned(),
            doing,
            source,
        },
    })?;
    if !metadata.is_file() {
        return Err(wrong("a folder".to_owned()));
    }
    if metadata.len() == 0 {
        return Err(wrong("an empty file".to_owned()));
    }
    let fault = |fault: Fault| fault.at(path, doing, wait.as_secs_f64());
    if matches!(access, Access::Read) {
        finish_rollback(path, wait);
    }
    let connection = connect(path, access, wait).map_err(fault)?;
    let (application_id, has_marker) =
        identity(&connection, kind).map_err(|error| match error {
            Fault::Sql(error) if error.sqlite_error_code() == Some(ErrorCode::NotADatabase) => {
                wrong(describe_foreign(path))
            }
            Fault::Sql(error) if error.sqlite_error_code() == Some(ErrorCode::DatabaseCorrupt) => {
                cut_short(path).unwrap_or_else(|| fault(Fault::Sql(error)))
            }
            other => fault(other),
        })?;
    if application_id != geopackage::APPLICATION_ID {
        return Err(wrong("an SQLite file of another program".to_owned()));
    }
    if !has_marker {
        return Err(wrong(format!(
            "a GeoPackage without the table {}",
            kind.marker
        )));
    }
    let format: i64 = connection
        .query_row(&format!("SELECT format FROM {}", kind.marker), [], |row| {
            row.get(0)
        })
        .map_err(|error| fault(error.into()))?;
    // SQLite reads zeros where the last page is cut.
    if let Some(error) = last_page_cut(&connection, path).map_err(fault)? {
        return Err(error);
    }
    if format > kind.newest_format {
        return Err(LedgerError::NewerFormat {
            path: path.to_owned(),
            found: format,
            newest: kind.newest_format,
        });
    }
    // SQLite falls back to reading without a word when it may not write.
    if access == Access::Write
        && connection
            .is_readonly("main")
            .map_err(|error| fault(error.into()))?
    {
        return Err(LedgerError::NotWritable {
            path: path.to_owned(),
            doing,
            found: "the file is read-only".to_owned(),
        });
    }
    if access == Access::Write {
        leave_write_ahead_log(&connection, wait).map_err(fault)?;
    }
    Ok(connection)
}

/// Creates a file. `build` fills it and commits. An existing file is never touched; when `build` fails, the new one is taken away.
pub(crate) fn create(
    path: &Path,
    wait: Duration,
    build: impl FnOnce(Transaction<'_>) -> Result<(), Fault>,
) -> Result<Connection, LedgerError> {
    let doing = "creating it";
    // `create_new` is atomic: of two processes that create the same case, one fails here.
    fs::File::create_new(path).map_err(|source| match source.kind() {
        std::io::ErrorKind::AlreadyExists => LedgerError::AlreadyExists {
            path: path.to_owned(),
        },
        std::io::ErrorKind::PermissionDenied | std::io::ErrorKind::ReadOnlyFilesystem => {
            LedgerError::NotWritable {
                path: path.to_owned(),
                doing,
                found: source.to_string(),
            }
        }
        _ => LedgerError::Io {
            path: path.to_owned(),
            doing,
            source,
        },
    })?;
    let built = (|| {
        let mut connection = connect(path, Access::Write, wait)?;
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        transaction.pragma_update(None, "application_id", geopackage::APPLICATION_ID)?;
        transaction.pragma_update(None, "user_version", geopackage::USER_VERSION)?;
        build(transaction)?;
        Ok(connection)
    })();
    built.map_err(|fault: Fault| {
        // The file is ours and holds nothing yet; when it cannot be removed, opening it says "an empty file".
        let _ = fs::remove_file(path);
        fault.at(path, doing, wait.as_secs_f64())
    })
}

/// Widens the page cache of a connection that is about to add many rows at once.
pub(crate) fn prepare_for_many_rows(connection: &Connection) -> Result<(), Fault> {
    // SQLite takes a negative size as KiB.
    Ok(connection.pragma_update(None, "cache_size", -CACHE_FOR_MANY_ROWS_KIB)?)
}

fn connect(path: &Path, access: Access, wait: Duration) -> Result<Connection, Fault> {
    let access = match access {
        Access::Write => OpenFlags::SQLITE_OPEN_READ_WRITE,
        Access::Read => OpenFlags::SQLITE_OPEN_READ_ONLY,
    };
    let connection = Connection::open_with_flags(path, access | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    connection.busy_timeout(wait)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    spatial_functions::register(&connection)?;
    Ok(connection)
}

/// Brings a file that another program left with a write-ahead log back to one file. While that program has it open, nothing changes: both
/// ways of writing are safe.
fn leave_write_ahead_log(connection: &Connection, wait: Duration) -> Result<(), Fault> {
    let mode: String = connection.query_row("PRAGMA journal_mode", [], |row| row.get(0))?;
    if mode == "wal" {
        connection.busy_timeout(Duration::ZERO)?;
        let _: Result<String, _> =
            connection.query_row("PRAGMA journal_mode = DELETE", [], |row| row.get(0));
        connection.busy_timeout(wait)?;
    }
    Ok(())
}

/// The application number in the header, and whether the marker table exists. Reads, so that a hot journal is rolled back.
fn identity(connection: &Connection, kind: FileKind) -> Result<(i64, bool), Fault> {
    let has_marker: bool = connection.query_row(
        "SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?1)",
        [kind.marker],
        |row| row.get(0),
    )?;
    let application_id = connection.query_row("PRAGMA application_id", [], |row| row.get(0))?;
    Ok((application_id, has_marker))
}

/// The error for a file whose last page is not whole; `None` when all is there, or when a write-ahead log beside it may hold the rest.
fn last_page_cut(connection: &Connection, path: &Path) -> Result<Option<LedgerError>, Fault> {
    let pragma = |name: &str| {
        connection.query_row(&format!("PRAGMA {name}"), [], |row| row.get::<_, i64>(0))
    };
    let expected_bytes = pragma("page_size")?.unsigned_abs() * pragma("page_count")?.unsigned_abs();
    let is_logged =
        connection.query_row("PRAGMA journal_mode", [], |row| row.get::<_, String>(0))? == "wal";
    // Asked after the count of pages: a writer beside us only makes the file longer.
    let found_bytes = fs::metadata(path).map_or(expected_bytes, |metadata| metadata.len());
    Ok(
        (found_bytes < expected_bytes && !is_logged).then(|| LedgerError::CutShort {
            path: path.to_owned(),
            found_bytes,
            expected_bytes,
        }),
    )
}

/// What a file that is no SQLite file looks like. Only called when no lock of ours can be lost by closing the file again.
fn describe_foreign(path: &Path) -> String {
    let head = head(path);
    match std::str::from_utf8(head.get(..24.min(head.len())).unwrap_or_default()) {
        Ok(words) if !words.chars().any(|c| c.is_control() && !c.is_whitespace()) => {
            format!("a text file that begins with {words:?}")
        }
        _ => "a file that is no SQLite database".to_owned(),
    }
}

/// The error for a file that is shorter than its header says; `None` when it is not.
///
/// Header fields: page size at byte 16 (1 means 65,536), number of pages at byte 28. SQLite, "Database File Format", section 1.3.
fn cut_short(path: &Path) -> Option<LedgerError> {
    let head = head(path);
    if head.get(..16)? != SQLITE_MAGIC {
        return None;
    }
    let page_size = match u16::from_be_bytes(head.get(16..18)?.try_into().ok()?) {
        1 => 65_536,
        size => u64::from(size),
    };
    let n_pages = u64::from(u32::from_be_bytes(head.get(28..32)?.try_into().ok()?));
    let found_bytes = fs::metadata(path).ok()?.len();
    (found_bytes < page_size * n_pages).then(|| LedgerError::CutShort {
        path: path.to_owned(),
        found_bytes,
        expected_bytes: page_size * n_pages,
    })
}

fn head(path: &Path) -> Vec<u8> {
    let mut head = Vec::new();
    // A file that cannot be read has no head to describe; the caller already holds the error that matters.
    if let Ok(file) = fs::File::open(path) {
        let _ = file.take(100).read_to_end(&mut head);
    }
    head
}
