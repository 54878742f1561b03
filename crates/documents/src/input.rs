//! What a caller hands in: bytes with what is known about them, and limits.

use salient_model::{Date, DocumentFormat, TextPolicy};

/// The bytes of one document and what is known about them.
#[derive(Debug, Clone)]
pub struct DocumentInput<'a> {
    /// The bytes as received.
    pub bytes: &'a [u8],
    /// What the bytes are.
    pub format: DocumentFormat,
    /// Who published; empty when not known, and then taken from metadata if there is any.
    pub outlet: String,
    /// Publication date, if given. What is given wins over metadata.
    pub published: Option<Date>,
    /// Theatre key, if given.
    pub theatre: Option<String>,
    /// Title, if given.
    pub title: Option<String>,
    /// Address, if given.
    pub url: Option<String>,
    /// File or line that it came from, for messages.
    pub origin: String,
    /// How much of the text views may print.
    pub text_policy: TextPolicy,
}

/// How much is read before a document is refused or cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Largest input, in bytes. A long report has some 100 kB; 20 MB is a book shelf.
    pub max_bytes: usize,
    /// Longest sentence, in bytes; a longer one is cut at white space, so that later stages stay linear.
    pub max_sentence_bytes: usize,
    /// Most elements in one HTML page.
    pub max_html_elements: usize,
    /// Deepest nesting in one HTML page. Real pages stay under some 100; the tree builder needs quadratic time in the depth.
    pub max_html_depth: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            max_bytes: 20_000_000,
            max_sentence_bytes: 4_000,
            max_html_elements: 200_000,
            max_html_depth: 600,
        }
    }
}
