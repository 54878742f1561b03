//! A text as published: one version of one document.

use std::fmt;

use crate::{ByteSpan, Date, Diagnostic, Sha256};

/// Identifies a document version by its text, outlet, and date: the same on every machine. 16 hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DocumentId(String);

impl DocumentId {
    /// Derives the identifier.
    #[must_use]
    pub fn derive(text_hash: &Sha256, outlet: &str, published: Option<Date>) -> Self {
        let published = published.map(|date| date.to_string()).unwrap_or_default();
        Self(
            Sha256::of_parts(&[
                b"salient document 1",
                text_hash.as_bytes(),
                outlet.as_bytes(),
                published.as_bytes(),
            ])
            .short(16),
        )
    }

    /// An identifier read back from a record.
    #[must_use]
    pub fn from_record(words: impl Into<String>) -> Self {
        Self(words.into())
    }

    /// As text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for DocumentId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&self.0)
    }
}

/// What the bytes were.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DocumentFormat {
    /// UTF-8 text.
    PlainText,
    /// Markdown.
    Markdown,
    /// HTML, reduced to its main content.
    Html,
    /// One line of a JSON Lines file.
    JsonLine,
}

impl DocumentFormat {
    /// The word as the ledger writes it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::PlainText => "text",
            Self::Markdown => "markdown",
            Self::Html => "html",
            Self::JsonLine => "jsonl",
        }
    }

    /// The format that a word of the ledger means.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::PlainText, Self::Markdown, Self::Html, Self::JsonLine]
            .into_iter()
            .find(|format| format.as_str() == word)
    }
}

/// How much of the text views may print.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TextPolicy {
    /// Hash, offsets, and at most 25 words per claim.
    OffsetsOnly,
    /// The text may be kept and shown.
    Store,
}

impl TextPolicy {
    /// The word as the ledger writes it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::OffsetsOnly => "offsets-only",
            Self::Store => "store",
        }
    }

    /// The policy that a word of the ledger means.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::OffsetsOnly, Self::Store]
            .into_iter()
            .find(|policy| policy.as_str() == word)
    }
}

/// The way from byte offsets in the text back to byte offsets in the raw bytes.
///
/// **Shape.** Segments `(text_start, raw_start, text_len, raw_len)` sorted by `text_start`, without overlap. Where `text_len == raw_len` the
/// mapping is byte for byte; elsewhere the whole segment maps to the whole raw range. Text between segments has no raw counterpart
/// (a line break that the reader of HTML put in, say).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OffsetMap {
    segments: Vec<(usize, usize, usize, usize)>,
}

impl OffsetMap {
    /// Text and raw bytes are the same.
    #[must_use]
    pub fn identity(n_bytes: usize) -> Self {
        Self {
            segments: vec![(0, 0, n_bytes, n_bytes)],
        }
    }

    /// From segments; `None` unless they are sorted by text and do not overlap there.
    #[must_use]
    pub fn from_segments(segments: Vec<(usize, usize, usize, usize)>) -> Option<Self> {
        segments
            .windows(2)
            .all(|pair| pair[0].0 + pair[0].2 <= pair[1].0)
            .then_some(Self { segments })
    }

    /// The segments.
    #[must_use]
    pub fn segments(&self) -> &[(usize, usize, usize, usize)] {
        &self.segments
    }

    /// The smallest raw range that holds the mapped part of `span`; `None` when no byte of it is mapped.
    #[must_use]
    pub fn raw_range(&self, span: ByteSpan) -> Option<(usize, usize)> {
        let mut found: Option<(usize, usize)> = None;
        let first = self
            .segments
            .partition_point(|segment| segment.0 + segment.2 <= span.start());
        for &(text_start, raw_start, text_len, raw_len) in &self.segments[first..] {
            if text_start >= span.end() {
                break;
            }
            let (start, end) = if text_len == raw_len {
                let start = span.start().max(text_start) - text_start;
                let end = span.end().min(text_start + text_len) - text_start;
                (raw_start + start, raw_start + end)
            } else {
                (raw_start, raw_start + raw_len)
            };
            found = Some(found.map_or((start, end), |(low, high)| (low.min(start), high.max(end))));
        }
        found
    }
}

/// One sentence. Sentences are sorted, do not overlap, and do not cross paragraphs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sentence {
    /// Its words, without outer white space.
    pub span: ByteSpan,
    /// Which paragraph it belongs to, counted from 0.
    pub paragraph: usize,
}

/// What a marked part of the text is. Marked, never dropped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TextZoneKind {
    /// "SLOVIANSK, Ukraine, July 3, 2022 —".
    Dateline,
    /// "By Dorian Wexley".
    Byline,
    /// Heading or label line without a sentence.
    Heading,
    /// Subscription lines, link lists, notices.
    Boilerplate,
    /// "Q:", "Governor:", "14:20" at the head of a line.
    Label,
}

impl TextZoneKind {
    /// The word as the ledger writes it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Dateline => "dateline",
            Self::Byline => "byline",
            Self::Heading => "heading",
            Self::Boilerplate => "boilerplate",
            Self::Label => "label",
        }
    }

    /// The kind that a word of the ledger means.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        [
            Self::Dateline,
            Self::Byline,
            Self::Heading,
            Self::Boilerplate,
            Self::Label,
        ]
        .into_iter()
        .find(|kind| kind.as_str() == word)
    }
}

/// A marked part of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TextZone {
    /// Where.
    pub span: ByteSpan,
    /// What.
    pub kind: TextZoneKind,
}

/// One version of one document, ready for extraction.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// Identifier, derived from text, outlet, and publication date.
    pub id: DocumentId,
    /// SHA-256 of the bytes as received.
    pub raw_hash: Sha256,
    /// SHA-256 of `text`.
    pub text_hash: Sha256,
    /// The text; for plain text exactly the bytes as received.
    pub text: String,
    /// Who published.
    pub outlet: String,
    /// Publication date, if given or found.
    pub published: Option<Date>,
    /// Theatre key, if given.
    pub theatre: Option<String>,
    /// Title, if found.
    pub title: Option<String>,
    /// Address, if found.
    pub url: Option<String>,
    /// File or line that it came from, as given.
    pub origin: String,
    /// What the bytes were.
    pub format: DocumentFormat,
    /// How much views may print.
    pub text_policy: TextPolicy,
    /// The way back to the raw bytes.
    pub offset_map: OffsetMap,
    /// Sentences, in text order.
    pub sentences: Vec<Sentence>,
    /// Marked parts, in text order.
    pub zones: Vec<TextZone>,
    /// What could not be read fully.
    pub diagnostics: Vec<Diagnostic>,
}

impl Document {
    /// The words of a span; empty when the span is not of this text.
    #[must_use]
    pub fn words(&self, span: ByteSpan) -> &str {
        span.slice(&self.text).unwrap_or_default()
    }

    /// The sentences that share a byte with `span`, as one covering span.
    #[must_use]
    pub fn enclosing_sentences(&self, span: ByteSpan) -> Option<ByteSpan> {
        self.sentences
            .iter()
            .filter(|sentence| sentence.span.overlap(span) > 0)
            .map(|sentence| sentence.span)
            .reduce(ByteSpan::cover)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_maps_back_to_raw_bytes_across_segments() {
        // "a&amp;b" becomes "a&b".
        let map = OffsetMap::from_segments(vec![(0, 0, 1, 1), (1, 1, 1, 5), (2, 6, 1, 1)]).unwrap();
        assert_eq!(map.raw_range(ByteSpan::new(0, 3).unwrap()), Some((0, 7)));
        assert_eq!(map.raw_range(ByteSpan::new(1, 2).unwrap()), Some((1, 6)));
        assert_eq!(map.raw_range(ByteSpan::new(2, 3).unwrap()), Some((6, 7)));
        assert_eq!(map.raw_range(ByteSpan::new(7, 8).unwrap()), None);
        assert!(OffsetMap::from_segments(vec![(0, 0, 2, 2), (1, 5, 1, 1)]).is_none());
    }
}
