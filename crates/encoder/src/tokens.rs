//! A text as the encoder reads it: words, and the word pieces they are made of.

use crate::names::Names;
use crate::vocabulary::Vocabulary;
use crate::words::{Word, words_of};

/// Words and pieces of one text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tokens {
    /// The words.
    pub words: Vec<Word>,
    /// The pieces, with a separator where a line ends; without the marks around a window.
    pub(crate) ids: Vec<u32>,
    /// For every word, where its first piece stands.
    pub(crate) firsts: Vec<usize>,
}

impl Tokens {
    /// Words and pieces of `text`.
    #[must_use]
    pub fn of(text: &str, vocabulary: &Vocabulary) -> Self {
        Self::with_names(text, vocabulary, None)
    }

    /// The same with the names of `names` read by the order in which they come.
    #[must_use]
    pub(crate) fn with_names(text: &str, vocabulary: &Vocabulary, names: Option<&Names>) -> Self {
        let mut order = names.map(Names::order);
        let words = words_of(text);
        let mut ids = Vec::with_capacity(words.len() * 5 / 4);
        let mut firsts = Vec::with_capacity(words.len());
        for word in &words {
            if word.after_break && !ids.is_empty() {
                ids.push(vocabulary.separator);
            }
            firsts.push(ids.len());
            let written = &text[word.span.start()..word.span.end()];
            let read = order.as_mut().and_then(|order| order.read_as(written));
            vocabulary.add_pieces(read.unwrap_or(written), &mut ids);
        }
        Self { words, ids, firsts }
    }

    /// The pieces, as numbers of the vocabulary.
    #[must_use]
    pub fn pieces(&self) -> &[u32] {
        &self.ids
    }

    /// Where the pieces of word `idx` begin; for one past the last word, where all end.
    pub(crate) fn first_piece(&self, idx: usize) -> usize {
        self.firsts.get(idx).copied().unwrap_or(self.ids.len())
    }
}
