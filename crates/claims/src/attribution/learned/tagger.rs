//! The learned tagger: encodes the text, finds anchors, reads their frames, and nests what stands in another's content.

use std::ops::Range;
use std::sync::OnceLock;

use salient_encoder::{Encoder, EncoderError, Names, Weights};
use salient_model::{Attribution, ByteSpan, Document, ExtractorInfo, Sha256};

use super::anchors::AnchorHead;
use super::frames::FrameHead;
use crate::attribution::context::Context;
use crate::attribution::passage::Analysis;
use crate::attribution::token::TokenKind;
use crate::attribution::{AttributionTagger, nesting};

const VOCABULARY: &str = include_str!("../../../../../models/en/vocabulary.txt");
const NAMES: &str = include_str!("../../../../../models/en/names.txt");
const WEIGHTS: &[u8] = include_bytes!("../../../../../models/en/reader.safetensors");

/// Finds attributions by a learned model of English.
#[derive(Debug, Clone)]
pub struct LearnedTagger {
    encoder: Encoder,
    anchors: AnchorHead,
    frames: FrameHead,
    hash: Sha256,
}

/// Bytes that are encoded at once, so that a text of any length needs some hundred megabytes at most: a vector takes 1.5 kB a word.
const MAX_BYTES: usize = 400_000;

/// The parts of a text that are encoded at once: at most so many bytes, cut where a line ends, else at a space, else between characters.
fn parts(text: &str, max_bytes: usize) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut start = 0;
    while text.len() - start > max_bytes {
        let most = text.floor_char_boundary(start + max_bytes);
        let part = &text[start..most];
        let end = part
            .rfind('\n')
            .or_else(|| part.rfind(' '))
            .map_or(most, |at| start + at + 1);
        parts.push(start..end);
        start = end;
    }
    parts.push(start..text.len());
    parts
}

impl LearnedTagger {
    /// Reads a model: its vocabulary, names that it must not tell apart, and the bytes of its weights.
    pub fn read(vocabulary: &str, names: &str, weights: &[u8]) -> Result<Self, EncoderError> {
        let tensors = Weights::read(weights)?;
        Ok(Self {
            encoder: Encoder::read(vocabulary, &tensors)?.with_names(Names::read(names)),
            anchors: AnchorHead::read(&tensors)?,
            frames: FrameHead::read(&tensors)?,
            hash: Sha256::of_parts(&[vocabulary.as_bytes(), names.as_bytes(), weights]),
        })
    }

    /// The model that ships with the program. It is unpacked when it is first asked for.
    ///
    /// # Panics
    ///
    /// When the files in the program do not fit each other, which a test rules out.
    #[must_use]
    pub fn embedded() -> &'static Self {
        static EMBEDDED: OnceLock<LearnedTagger> = OnceLock::new();
        EMBEDDED.get_or_init(|| {
            Self::read(VOCABULARY, NAMES, WEIGHTS).expect("the model in the program fits its code")
        })
    }
}

/// A content without the marks around it, as the rules cut theirs; the model has seen both ways. `None` when nothing but marks is left.
fn bare(context: &Context<'_>, content: ByteSpan) -> Option<ByteSpan> {
    let analysis = context.analysis;
    let mut tokens = analysis
        .tokens
        .partition_point(|token| token.start < content.start())
        ..analysis
            .tokens
            .partition_point(|token| token.end <= content.end());
    loop {
        tokens = context.trimmed(&tokens);
        let last = tokens
            .end
            .checked_sub(1)
            .filter(|last| *last >= tokens.start)?;
        // A quotation that begins in an earlier part ends here.
        let is_left_over = analysis.kind(last) == Some(TokenKind::CloseQuote)
            && !analysis
                .quotations
                .iter()
                .any(|quotation| quotation.close == Some(last) && quotation.open >= tokens.start);
        if !is_left_over {
            return analysis.span(&tokens);
        }
        tokens.end = last;
    }
}

impl LearnedTagger {
    /// Attributions, each with whether the model is sure of it; with a `lean` also those that are less likely than none by up to so much (a difference of log
    /// probabilities). Nesting is left to the caller.
    pub(crate) fn leaning(&self, document: &Document, lean: f32) -> Vec<(Attribution, bool)> {
        let analysis = Analysis::new(document);
        let context = Context::english(&analysis);
        let mut attributions = Vec::new();
        for part in parts(&document.text, MAX_BYTES) {
            let encoded = self.encoder.encode(&document.text[part.clone()]);
            let span = |words: &Range<usize>| -> Option<ByteSpan> {
                let first = encoded.words.get(words.start)?;
                let last = encoded.words.get(words.end.checked_sub(1)?)?;
                ByteSpan::new(
                    part.start + first.span.start(),
                    part.start + last.span.end(),
                )
                .ok()
            };
            let anchors = self.anchors.anchors(&encoded, lean);
            for (anchor, frame) in anchors.iter().zip(self.frames.frames(&encoded, &anchors)) {
                let content: Vec<ByteSpan> = frame
                    .content
                    .iter()
                    .filter_map(|words| bare(&context, span(words)?))
                    .collect();
                if content.is_empty() {
                    continue;
                }
                let cue = anchor.is_cue.then(|| span(&anchor.words)).flatten();
                let attribution = Attribution {
                    source: frame.source.iter().filter_map(span).collect(),
                    cue: cue.into_iter().collect(),
                    content,
                    inside: None,
                };
                attributions.push((attribution, anchor.is_sure));
            }
        }
        attributions
    }
}

impl AttributionTagger for LearnedTagger {
    fn tag(&self, document: &Document) -> Vec<Attribution> {
        let found = self.leaning(document, 0.0);
        nesting::nested(
            found
                .into_iter()
                .map(|(attribution, _is_sure)| attribution)
                .collect(),
        )
    }

    fn info(&self) -> ExtractorInfo {
        ExtractorInfo {
            name: "learned".to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            model_hash: Some(self.hash),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::parts;

    #[test]
    fn a_long_text_is_cut_where_a_line_ends() {
        assert_eq!(parts("one two\nthree four", 12), [0..8, 8..18]);
        assert_eq!(parts("one two three", 9), [0..8, 8..13]);
        assert_eq!(parts("", 9), [0..0]);
    }

    proptest! {
        #[test]
        fn parts_cover_the_text_and_are_short(text in "(\\PC| |\n){0,80}", max_bytes in 4_usize..30) {
            let mut next = 0;
            for part in parts(&text, max_bytes) {
                prop_assert_eq!(part.start, next);
                prop_assert!(part.len() <= max_bytes && text.get(part.clone()).is_some());
                next = part.end;
            }
            prop_assert_eq!(next, text.len());
        }
    }
}
