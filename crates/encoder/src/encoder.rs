//! From a text to a vector for every word.

use rayon::prelude::*;

use crate::error::EncoderError;
use crate::names::Names;
use crate::network::{Network, WIDTH};
use crate::tokens::Tokens;
use crate::vocabulary::Vocabulary;
use crate::weights::Weights;
use crate::windows::{Window, windows_of};
use crate::words::Word;

/// The encoder with its vocabulary and weights.
#[derive(Debug, Clone)]
pub struct Encoder {
    vocabulary: Vocabulary,
    names: Option<Names>,
    network: Network,
}

/// A text, encoded.
#[derive(Debug, Clone, PartialEq)]
pub struct Encoded {
    /// The words, in text order.
    pub words: Vec<Word>,
    vectors: Vec<f32>,
}

impl Encoded {
    /// Values of a vector.
    pub const WIDTH: usize = WIDTH;

    /// The vector of word `idx`.
    #[must_use]
    pub fn vector(&self, idx: usize) -> &[f32] {
        &self.vectors[idx * WIDTH..][..WIDTH]
    }

    /// All vectors, row by row.
    #[must_use]
    pub fn vectors(&self) -> &[f32] {
        &self.vectors
    }
}

impl Encoder {
    /// Reads vocabulary and weights.
    pub fn read(vocabulary: &str, weights: &Weights<'_>) -> Result<Self, EncoderError> {
        let vocabulary = Vocabulary::read(vocabulary)?;
        let network = Network::read(weights, vocabulary.len())?;
        Ok(Self {
            vocabulary,
            names: None,
            network,
        })
    }

    /// Reads these names by the order in which they come, see [`Names`].
    #[must_use]
    pub fn with_names(mut self, names: Names) -> Self {
        self.names = Some(names);
        self
    }

    /// Encodes a text.
    #[must_use]
    pub fn encode(&self, text: &str) -> Encoded {
        let tokens = Tokens::with_names(text, &self.vocabulary, self.names.as_ref());
        // Windows do not depend on each other, so that any number of threads gives the same vectors.
        let parts: Vec<Vec<f32>> = windows_of(&tokens)
            .into_par_iter()
            .map(|window| self.read_window(&tokens, window))
            .collect();
        let vectors = parts.concat();
        Encoded {
            words: tokens.words,
            vectors,
        }
    }

    /// The vectors of the words that are read from a window.
    fn read_window(&self, tokens: &Tokens, window: Window) -> Vec<f32> {
        let (from, to) = (
            tokens.first_piece(window.seen.start),
            tokens.first_piece(window.seen.end),
        );
        let mut ids = Vec::with_capacity(to - from + 2);
        ids.push(self.vocabulary.opening);
        ids.extend_from_slice(&tokens.pieces()[from..to]);
        ids.push(self.vocabulary.separator);
        let hidden = self.network.run(&ids);
        let mut vectors = Vec::with_capacity(window.own.len() * WIDTH);
        for word in window.own {
            let at = tokens.first_piece(word) - from + 1;
            vectors.extend_from_slice(&hidden[at * WIDTH..][..WIDTH]);
        }
        vectors
    }
}
