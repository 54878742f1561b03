//! The words that a proposition's fields are read from: its own, those around it, and its cue.

use salient_model::{ByteSpan, ClaimType, Document, Quantity};

use super::tokens::{Token, tokenize};
use super::typing::TypingInput;
use crate::quantity::{Context, read_quantities};

/// Tokens and numbers of one proposition.
#[derive(Debug)]
pub(crate) struct Material {
    pub(crate) tokens: Vec<Token>,
    around: Vec<Token>,
    cue: Vec<Token>,
    quantities: Vec<Quantity>,
}

impl Material {
    /// Reads the words of `span`, of the sentence or sentences that hold it, and of `cue`.
    pub(crate) fn new(
        document: &Document,
        span: ByteSpan,
        sentence: ByteSpan,
        cue: Option<ByteSpan>,
    ) -> Self {
        let mut around = Vec::new();
        if let Ok(before) = ByteSpan::new(sentence.start(), span.start()) {
            around.extend(tokenize(&document.text, before));
        }
        if let Ok(after) = ByteSpan::new(span.end(), sentence.end()) {
            around.extend(tokenize(&document.text, after));
        }
        Self {
            tokens: tokenize(&document.text, span),
            around,
            cue: cue.map_or_else(Vec::new, |cue| tokenize(&document.text, cue)),
            quantities: read_quantities(&document.text, span, &Context::new(sentence)),
        }
    }

    pub(crate) fn input(&self, previous: Option<ClaimType>, is_own_voice: bool) -> TypingInput<'_> {
        TypingInput {
            tokens: &self.tokens,
            around: &self.around,
            cue: &self.cue,
            quantities: &self.quantities,
            previous,
            is_own_voice,
        }
    }
}
