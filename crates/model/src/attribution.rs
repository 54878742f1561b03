//! Who says what, as spans.

use crate::ByteSpan;

/// The triple of source, cue, and content, each possibly in several parts and in text order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribution {
    /// Words for the one to whom the content is attributed; empty when unnamed ("reportedly").
    pub source: Vec<ByteSpan>,
    /// Words that link source and content; empty when a bare name follows a quotation.
    pub cue: Vec<ByteSpan>,
    /// What is attributed.
    pub content: Vec<ByteSpan>,
    /// Index in the same list of the attribution whose content this one stands in.
    pub inside: Option<usize>,
}
