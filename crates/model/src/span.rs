//! Half-open byte ranges in a text, and the way from bytes to Unicode code points.

use std::ops::Range;

use thiserror::Error;

/// Half-open byte range in one document version. Never empty, never reversed.
///
/// ```
/// use salient_model::ByteSpan;
/// let span = ByteSpan::new(4, 9).unwrap();
/// assert_eq!(span.slice("The Ridge town"), Some("Ridge"));
/// assert!(ByteSpan::new(9, 4).is_err());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ByteSpan {
    start: usize,
    end: usize,
}

/// A span that is empty or reversed.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("span {start}..{end} is empty or reversed")]
pub struct InvalidSpan {
    /// The start that was given.
    pub start: usize,
    /// The end that was given.
    pub end: usize,
}

impl ByteSpan {
    /// A span from `start` up to, not including, `end`.
    pub fn new(start: usize, end: usize) -> Result<Self, InvalidSpan> {
        if start < end {
            Ok(Self { start, end })
        } else {
            Err(InvalidSpan { start, end })
        }
    }

    /// The span of `range` after outer white space is taken off; `None` when nothing is left.
    #[must_use]
    pub fn trimmed(text: &str, range: Range<usize>) -> Option<Self> {
        let part = text.get(range.clone())?;
        let start = range.start + (part.len() - part.trim_start().len());
        let end = range.end - (part.len() - part.trim_end().len());
        Self::new(start, end).ok()
    }

    /// First byte.
    #[must_use]
    pub fn start(self) -> usize {
        self.start
    }

    /// One past the last byte.
    #[must_use]
    pub fn end(self) -> usize {
        self.end
    }

    /// Length in bytes; at least 1.
    #[must_use]
    #[expect(clippy::len_without_is_empty, reason = "a span is never empty")]
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// As a range, for slicing.
    #[must_use]
    pub fn range(self) -> Range<usize> {
        self.start..self.end
    }

    /// The words in `text`; `None` when the span does not lie on its character boundaries.
    #[must_use]
    pub fn slice(self, text: &str) -> Option<&str> {
        text.get(self.range())
    }

    /// Bytes shared with `other`.
    #[must_use]
    pub fn overlap(self, other: Self) -> usize {
        self.end
            .min(other.end)
            .saturating_sub(self.start.max(other.start))
    }

    /// Whether every byte of `other` lies in this span.
    #[must_use]
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The smallest span that covers both.
    #[must_use]
    pub fn cover(self, other: Self) -> Self {
        Self {
            start: self.start.min(other.start),
            end: self.end.max(other.end),
        }
    }
}

/// Converts between byte offsets and Unicode code points of one text, both ways, in O(log n).
///
/// ```
/// use salient_model::CodePointIndex;
/// let index = CodePointIndex::new("Ця річка");
/// assert_eq!(index.code_point(5), Some(3));
/// assert_eq!(index.byte(3), Some(5));
/// assert_eq!(index.code_point(1), None); // inside a letter
/// ```
#[derive(Debug, Clone)]
pub struct CodePointIndex {
    /// Byte offset of each code point that starts after a multi-byte one, as (byte, code point); sparse for ASCII.
    steps: Vec<(usize, usize)>,
    n_bytes: usize,
    n_code_points: usize,
    /// For each step, how many bytes one code point takes from there on, until the next step.
    widths: Vec<usize>,
}

impl CodePointIndex {
    /// Indexes `text`.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let mut steps = vec![(0, 0)];
        let mut widths = vec![text.chars().next().map_or(1, char::len_utf8)];
        let mut n_code_points = 0;
        for (byte, character) in text.char_indices() {
            let width = character.len_utf8();
            if widths.last() != Some(&width) {
                steps.push((byte, n_code_points));
                widths.push(width);
            }
            n_code_points += 1;
        }
        Self {
            steps,
            n_bytes: text.len(),
            n_code_points,
            widths,
        }
    }

    /// Code point at `byte`; `None` inside a character or past the end.
    #[must_use]
    pub fn code_point(&self, byte: usize) -> Option<usize> {
        if byte > self.n_bytes {
            return None;
        }
        let step = self.steps.partition_point(|(at, _)| *at <= byte) - 1;
        let (from_byte, from_code_point) = self.steps[step];
        let past = byte - from_byte;
        past.is_multiple_of(self.widths[step])
            .then(|| from_code_point + past / self.widths[step])
    }

    /// Byte offset of a code point; `None` past the end.
    #[must_use]
    pub fn byte(&self, code_point: usize) -> Option<usize> {
        if code_point > self.n_code_points {
            return None;
        }
        let step = self.steps.partition_point(|(_, at)| *at <= code_point) - 1;
        let (from_byte, from_code_point) = self.steps[step];
        Some(from_byte + (code_point - from_code_point) * self.widths[step])
    }

    /// A span as `[start, end)` in code points.
    #[must_use]
    pub fn code_points(&self, span: ByteSpan) -> Option<(usize, usize)> {
        Some((self.code_point(span.start())?, self.code_point(span.end())?))
    }

    /// A span from `[start, end)` in code points.
    #[must_use]
    pub fn span(&self, start: usize, end: usize) -> Option<ByteSpan> {
        ByteSpan::new(self.byte(start)?, self.byte(end)?).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_points_and_bytes_agree_with_char_indices_on_mixed_text() {
        let text = "a “quote” — Покровськ 🙂 end\u{301}.";
        let index = CodePointIndex::new(text);
        for (n, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(index.code_point(byte), Some(n));
            assert_eq!(index.byte(n), Some(byte));
        }
        assert_eq!(index.code_point(text.len()), Some(text.chars().count()));
        assert_eq!(index.code_point(text.len() + 1), None);
        for byte in 0..text.len() {
            assert_eq!(
                index.code_point(byte).is_some(),
                text.is_char_boundary(byte),
                "byte {byte}"
            );
        }
    }

    #[test]
    fn an_empty_text_has_one_position() {
        let index = CodePointIndex::new("");
        assert_eq!(index.code_point(0), Some(0));
        assert_eq!(index.span(0, 0), None);
    }
}
