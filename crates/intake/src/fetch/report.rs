//! What a fetch says while it runs, and what it leaves.

use std::path::PathBuf;
use std::time::Duration;

use salient_model::{Date, WebAddress};

use crate::fetch::FetchError;

/// What happens while a fetch runs, for those who watch.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum FetchEvent {
    /// A request goes out.
    Asking(WebAddress),
    /// The same will be asked again after a pause.
    Waiting {
        /// How long.
        pause: Duration,
        /// Why, in words.
        why: String,
    },
    /// A day, or a layer, is dealt with, however it ended.
    Done,
}

/// A file of the series that lies in the folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FetchedFile {
    /// Day in its name.
    pub day: Date,
    /// Where it lies.
    pub path: PathBuf,
    /// How it came to lie there.
    pub outcome: Outcome,
}

/// How a file came to lie in the folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// It was not there before.
    New,
    /// The server had another one than the one that was there.
    Replaced,
    /// The server says that it is still the same.
    Unchanged,
    /// It was there; the server was not asked.
    Present,
}

/// What became of a series.
#[derive(Debug, Default)]
pub struct FetchReport {
    /// Files that lie in the folder, in order of days.
    pub files: Vec<FetchedFile>,
    /// Days that the server does not have, in order.
    pub gaps: Vec<Date>,
    /// What failed, in the order of asking.
    pub errors: Vec<FetchError>,
    /// Days that were not asked for since the run ended before.
    pub n_not_asked: usize,
    /// Whether the list of files looks cut off, so that days it does not name were asked for too.
    pub index_may_be_cut: bool,
    /// How many requests went out.
    pub n_requests: usize,
    /// How many bytes came in, without headers.
    pub n_bytes: u64,
}

impl FetchReport {
    /// How many files ended so.
    #[must_use]
    pub fn n_files(&self, outcome: Outcome) -> usize {
        let files = self.files.iter();
        files.filter(|file| file.outcome == outcome).count()
    }
}
