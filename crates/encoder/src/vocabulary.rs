//! The vocabulary: word pieces and their numbers.

use std::collections::HashMap;

use crate::error::EncoderError;
use crate::words::folded;

/// Longer words count as unknown, as in BERT.
const MAX_WORD_CHARS: usize = 100;

/// Word pieces by number, in the form of BERT's `vocab.txt`: a piece a line, `##` before those that go on a word.
#[derive(Debug, Clone)]
pub struct Vocabulary {
    ids: HashMap<String, u32>,
    /// Lines, so that a piece that stands twice does not shift the count of vectors.
    n_pieces: usize,
    pub(crate) opening: u32,
    pub(crate) separator: u32,
    unknown: u32,
}

impl Vocabulary {
    /// Reads a vocabulary.
    pub fn read(lines: &str) -> Result<Self, EncoderError> {
        let ids: HashMap<String, u32> = lines.lines().map(str::to_owned).zip(0..).collect();
        let special = |name: &'static str| {
            ids.get(name)
                .copied()
                .ok_or(EncoderError::NoSuchPiece { piece: name })
        };
        Ok(Self {
            opening: special("[CLS]")?,
            separator: special("[SEP]")?,
            unknown: special("[UNK]")?,
            n_pieces: lines.lines().count(),
            ids,
        })
    }

    /// Appends the pieces of one word: always the longest that fits.
    pub(crate) fn add_pieces(&self, word: &str, into: &mut Vec<u32>) {
        let text = folded(word);
        let n_before = into.len();
        let mut start = 0;
        let mut piece = String::new();
        if text.is_empty() || text.chars().count() > MAX_WORD_CHARS {
            into.push(self.unknown);
            return;
        }
        while start < text.len() {
            let found = text[start..]
                .char_indices()
                .map(|(at, char)| start + at + char.len_utf8())
                .rev()
                .find_map(|end| {
                    piece.clear();
                    if start > 0 {
                        piece.push_str("##");
                    }
                    piece.push_str(&text[start..end]);
                    self.ids.get(&piece).map(|id| (*id, end))
                });
            let Some((id, end)) = found else {
                into.truncate(n_before);
                into.push(self.unknown);
                return;
            };
            into.push(id);
            start = end;
        }
    }

    /// Number of pieces.
    #[must_use]
    pub fn len(&self) -> usize {
        self.n_pieces
    }

    /// Whether there is no piece; never so for a vocabulary that was read.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.n_pieces == 0
    }
}
