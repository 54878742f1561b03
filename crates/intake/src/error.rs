//! What keeps bytes from coming in.

use std::io;
use std::path::PathBuf;

use thiserror::Error;

/// What keeps bytes from coming in. Each variant names the file, what was found, and what was expected.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum IntakeError {
    /// No such file or folder.
    #[error("{}: no such file or folder", path.display())]
    NotFound {
        /// The path as given.
        path: PathBuf,
    },
    /// A folder where a file was expected.
    #[error("{}: is a folder; expected a file", path.display())]
    IsFolder {
        /// The path as given.
        path: PathBuf,
    },
    /// The system does not let us read.
    #[error("{}: cannot be opened: permission denied", path.display())]
    NotPermitted {
        /// The path as given.
        path: PathBuf,
    },
    /// Reading failed: a fault of the disk, or compressed data that are cut off or damaged.
    #[error("{origin}: cannot be read")]
    Read {
        /// Path, and line where known.
        origin: String,
        /// Why.
        source: io::Error,
    },
    /// A file over the limit.
    #[error(
        "{origin}: {n_bytes} bytes are more than the limit of {limit} bytes; split the file or raise the limit"
    )]
    TooLarge {
        /// Path or line.
        origin: String,
        /// How many bytes there are.
        n_bytes: u64,
        /// The limit.
        limit: u64,
    },
    /// Compressed data that expand over the limit.
    #[error("{origin}: expands to more than the limit of {limit} bytes")]
    ExpandsTooFar {
        /// Path.
        origin: String,
        /// The limit.
        limit: u64,
    },
    /// Compressed data that expand more than real data do.
    #[error("{origin}: {n_in} compressed bytes expand to {n_out} bytes, more than {limit} to one")]
    RatioTooHigh {
        /// Path.
        origin: String,
        /// Bytes in so far.
        n_in: u64,
        /// Bytes out so far.
        n_out: u64,
        /// The largest ratio.
        limit: u64,
    },
    /// A line over the limit.
    #[error("{}:{line}: line is longer than the limit of {limit} bytes", path.display())]
    LineTooLong {
        /// File.
        path: PathBuf,
        /// Line, from 1.
        line: usize,
        /// The limit.
        limit: usize,
    },
    /// A folder with more files than the limit.
    #[error("{}: more than {limit} files; expected fewer, or a higher limit", path.display())]
    TooManyFiles {
        /// Folder.
        path: PathBuf,
        /// The limit.
        limit: usize,
    },
    /// Folders that nest deeper than the limit.
    #[error("{}: folders nest deeper than {limit}", path.display())]
    TooDeep {
        /// The folder that lies too deep.
        path: PathBuf,
        /// The limit.
        limit: usize,
    },
    /// Something in a folder that was left out on purpose; the rest was read.
    #[error("{}: skipped: {reason}", path.display())]
    Skipped {
        /// What was left out.
        path: PathBuf,
        /// Why.
        reason: &'static str,
    },
    /// A folder or JSON Lines file that holds nothing to read.
    #[error("{origin}: holds no documents")]
    NothingInside {
        /// Path.
        origin: String,
    },
    /// A folder without map files.
    #[error("{}: holds no maps", path.display())]
    NoMaps {
        /// Folder.
        path: PathBuf,
    },
    /// A line that is no JSON object.
    #[error("{origin}:{line}:{column}: {found}; expected a JSON object")]
    Json {
        /// File.
        origin: String,
        /// Line, from 1.
        line: usize,
        /// Column in bytes, from 1.
        column: usize,
        /// What the JSON reader says.
        found: String,
    },
    /// A field of a JSON line that holds something else than it should.
    #[error("{origin}:{line}: field {field:?}: found {found}; expected {expected}")]
    Field {
        /// File.
        origin: String,
        /// Line, from 1.
        line: usize,
        /// Field.
        field: &'static str,
        /// What it holds.
        found: String,
        /// What it should hold.
        expected: &'static str,
    },
    /// A JSON line without a document.
    #[error("{origin}:{line}: found the fields {found}; expected \"text\" or \"html\" among them")]
    NoText {
        /// File.
        origin: String,
        /// Line, from 1.
        line: usize,
        /// The fields that it has.
        found: String,
    },
    /// More bad lines than are reported singly.
    #[error("{origin}: {n_lines} more lines could not be read; the first of them is line {line}")]
    MoreBadLines {
        /// File.
        origin: String,
        /// How many.
        n_lines: usize,
        /// The first of them.
        line: usize,
    },
}

impl IntakeError {
    /// Whether this only remarks that something in a folder was left out.
    #[must_use]
    pub fn is_skip(&self) -> bool {
        matches!(self, Self::Skipped { .. })
    }

    /// The error for a path that the system does not open.
    pub(crate) fn opening(path: &std::path::Path, source: io::Error) -> Self {
        let path = path.to_path_buf();
        match source.kind() {
            io::ErrorKind::NotFound => Self::NotFound { path },
            io::ErrorKind::PermissionDenied => Self::NotPermitted { path },
            _ => Self::Read {
                origin: path.display().to_string(),
                source,
            },
        }
    }
}
