//! What can go wrong with theatre packs.

use thiserror::Error;

/// A theatre pack that cannot be had or read.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum NamesError {
    /// No theatre has this key.
    #[error("no theatre has the key {found:?}; expected one of {expected}")]
    UnknownTheatre {
        /// The key that was asked for.
        found: String,
        /// The keys that exist, comma-separated.
        expected: String,
    },
    /// The pack is no TOML of the expected shape.
    #[error("theatre pack{}: {found}", at_line(*line))]
    Malformed {
        /// Line, 1-based, where the reader gave up, if it knows.
        line: Option<usize>,
        /// What the reader found and expected.
        found: String,
    },
    /// An entry of the pack refers to something that is not there, repeats a key, or holds a value outside its range.
    #[error("theatre pack {pack:?}, {entry}: found {found}; expected {expected}")]
    Invalid {
        /// Key of the pack.
        pack: String,
        /// Which entry.
        entry: String,
        /// What it holds.
        found: String,
        /// What it should hold.
        expected: String,
    },
}

fn at_line(line: Option<usize>) -> String {
    line.map(|line| format!(", line {line}"))
        .unwrap_or_default()
}
