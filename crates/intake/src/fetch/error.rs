//! What keeps a series from coming in.

use std::io;
use std::path::PathBuf;
use std::time::Duration;

use salient_model::WebAddress;
use thiserror::Error;

/// What keeps a series from coming in. Each variant names the address or the file, what was found, and what was expected.
///
/// It stands beside [`IntakeError`](crate::IntakeError) and not in it, since it is only there when `fetch` is built.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum FetchError {
    /// An address that is not connected to.
    #[error("{url}: not connected to: found {found}; expected {expected}")]
    Refused {
        /// The address.
        url: WebAddress,
        /// What is wrong with it.
        found: String,
        /// What would do.
        expected: &'static str,
    },
    /// A redirect too many: most often a loop.
    #[error("{url}: redirected more than {limit} times, last to {last}")]
    Redirects {
        /// The address first asked for.
        url: WebAddress,
        /// The address that the last redirect named.
        last: WebAddress,
        /// The limit.
        limit: usize,
    },
    /// No connection, or one that failed before the answer began.
    #[error("{url}: no answer")]
    NoAnswer {
        /// The address.
        url: WebAddress,
        /// Why.
        source: Box<ureq::Error>,
    },
    /// An answer that ended before its end.
    #[error("{url}: cut off after {n_bytes} bytes")]
    Cut {
        /// The address.
        url: WebAddress,
        /// How many came.
        n_bytes: u64,
        /// Why.
        source: io::Error,
    },
    /// The server has no time now.
    #[error("{url}: answered {status}; expected 200{}", asked(*retry_after))]
    Busy {
        /// The address.
        url: WebAddress,
        /// HTTP status, or the code inside an answer of a feature service.
        status: u16,
        /// How long it asks to wait.
        retry_after: Option<Duration>,
    },
    /// The server asks for a longer pause than the limit.
    #[error("{url}: answered {status} and asks to wait {} s, more than the limit of {} s", asked.as_secs(), limit.as_secs())]
    AsksTooLongPause {
        /// The address.
        url: WebAddress,
        /// HTTP status.
        status: u16,
        /// How long it asks to wait.
        asked: Duration,
        /// The limit.
        limit: Duration,
    },
    /// It failed as often as the limit allows.
    #[error("gave up after {n_tries} {}", if *n_tries == 1 { "try" } else { "tries" })]
    GaveUp {
        /// How many.
        n_tries: usize,
        /// How the last one failed.
        source: Box<FetchError>,
    },
    /// A status that is no answer to what was asked.
    #[error("{url}: answered {status}, beginning {beginning:?}; expected 200")]
    Status {
        /// The address.
        url: WebAddress,
        /// HTTP status.
        status: u16,
        /// How the answer begins.
        beginning: String,
    },
    /// Something else than a map.
    #[error("{url}: found {found}, beginning {beginning:?}; expected {expected}")]
    Content {
        /// The address.
        url: WebAddress,
        /// What came.
        found: String,
        /// How it begins.
        beginning: String,
        /// What the name of the file promises.
        expected: &'static str,
    },
    /// A list or an answer of a feature service that is not of its shape.
    #[error("{url}: found {found}; expected {expected}")]
    Shape {
        /// The address.
        url: WebAddress,
        /// What came.
        found: String,
        /// What should have come.
        expected: &'static str,
    },
    /// A file over the limit.
    #[error("{url}: {}more than the limit of {limit} bytes for one file", n_bytes.map_or_else(String::new, |n_bytes| format!("{n_bytes} bytes are ")))]
    TooLarge {
        /// The address.
        url: WebAddress,
        /// How many there are, if the server says so.
        n_bytes: Option<u64>,
        /// The limit.
        limit: u64,
    },
    /// All files together are over the limit.
    #[error("{url}: with it, more than the limit of {limit} bytes would have come in this run")]
    TooMuch {
        /// The address at which it was reached.
        url: WebAddress,
        /// The limit.
        limit: u64,
    },
    /// More requests than the limit.
    #[error("{url}: not asked for: this run has made {limit} requests, which is the limit")]
    TooManyRequests {
        /// The address that was to be asked next.
        url: WebAddress,
        /// The limit.
        limit: usize,
    },
    /// The disk does not take or give it.
    #[error("{}: {doing} failed", path.display())]
    Disk {
        /// File or folder.
        path: PathBuf,
        /// What was tried.
        doing: &'static str,
        /// Why.
        source: io::Error,
    },
    /// Another run writes into the folder.
    #[error("{}: another fetch writes into this folder; expected to be alone", path.display())]
    Occupied {
        /// The folder.
        path: PathBuf,
    },
    /// The notes on earlier retrievals cannot be read.
    #[error("{}: {found}; expected the notes of an earlier fetch, or no such file", path.display())]
    Notes {
        /// The file.
        path: PathBuf,
        /// What it holds.
        found: String,
    },
}

fn asked(retry_after: Option<Duration>) -> String {
    retry_after.map_or_else(String::new, |asked| {
        format!(" (it asks to wait {} s)", asked.as_secs())
    })
}

impl FetchError {
    /// Whether nothing else should be asked for in this run.
    pub(crate) fn ends_the_run(&self) -> bool {
        match self {
            Self::GaveUp { source, .. } => {
                matches!(**source, Self::Busy { .. } | Self::NoAnswer { .. })
            }
            Self::Status { status, .. } => matches!(status, 401 | 403),
            Self::AsksTooLongPause { .. }
            | Self::TooMuch { .. }
            | Self::TooManyRequests { .. }
            | Self::Disk { .. }
            | Self::Notes { .. }
            | Self::Occupied { .. } => true,
            _ => false,
        }
    }

    pub(crate) fn disk(
        path: &std::path::Path,
        doing: &'static str,
    ) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_path_buf();
        move |source| Self::Disk {
            path,
            doing,
            source,
        }
    }
}
