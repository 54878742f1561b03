//! Why bytes give no document.

use thiserror::Error;

/// Bytes that give no document. Each variant names the origin, what was found, and what was expected.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum DocumentError {
    /// No bytes.
    #[error("{origin}: the document is empty; expected text")]
    Empty {
        /// File or line.
        origin: String,
    },
    /// Only white space.
    #[error("{origin}: {n_bytes} bytes of white space only; expected text")]
    WhiteSpaceOnly {
        /// File or line.
        origin: String,
        /// How many bytes there were.
        n_bytes: usize,
    },
    /// More bytes than the limit.
    #[error(
        "{origin}: {n_bytes} bytes are more than the limit of {limit} bytes for one document; split it or raise the limit"
    )]
    TooLarge {
        /// File or line.
        origin: String,
        /// How many bytes there were.
        n_bytes: usize,
        /// The limit.
        limit: usize,
    },
    /// Bytes that are no text.
    #[error("{origin}: byte {position}: found {found}; expected text")]
    Binary {
        /// File or line.
        origin: String,
        /// Byte position, from 0.
        position: usize,
        /// What stands there.
        found: String,
    },
    /// HTML without main content.
    #[error(
        "{origin}: {n_bytes} bytes of HTML have no main content ({found}); expected an article"
    )]
    NoContent {
        /// File or line.
        origin: String,
        /// How many bytes there were.
        n_bytes: usize,
        /// What there was instead.
        found: String,
    },
    /// A brief that Salient made.
    #[error(
        "{origin}: a brief made by Salient, which quotes claims of others; expected one of the texts that it quotes"
    )]
    OwnBrief {
        /// File or line.
        origin: String,
    },
    /// HTML that nests deeper than the limit.
    #[error("{origin}: byte {position}: HTML elements nest deeper than the limit of {limit}")]
    TooDeep {
        /// File or line.
        origin: String,
        /// Byte position of the element that went over the limit.
        position: usize,
        /// The limit.
        limit: usize,
    },
    /// HTML with a text of so many character references that reading it would take minutes.
    #[error(
        "{origin}: byte {position}: too many character references between two tags; expected text"
    )]
    TooManyReferences {
        /// File or line.
        origin: String,
        /// Byte position at which reading stopped.
        position: usize,
    },
    /// HTML with more elements than the limit.
    #[error("{origin}: {n_elements} HTML elements are more than the limit of {limit}")]
    TooManyElements {
        /// File or line.
        origin: String,
        /// How many there were.
        n_elements: usize,
        /// The limit.
        limit: usize,
    },
}
