//! The learned tagger: encodes the text, reads spans, links them, and nests what stands in another's content.

use std::ops::Range;
use std::sync::OnceLock;

use salient_encoder::{Encoded, Encoder, EncoderError, Weights};
use salient_model::{Attribution, ByteSpan, Document, ExtractorInfo, Sha256};

use super::links::{LinkHead, Standing};
use super::tags::{Role, TagHead};
use crate::attribution::context::Context;
use crate::attribution::passage::Analysis;
use crate::attribution::token::TokenKind;
use crate::attribution::{AttributionTagger, nesting};

const VOCABULARY: &str = include_str!("../../../../../models/en/vocabulary.txt");
const WEIGHTS: &[u8] = include_bytes!("../../../../../models/en/reader.safetensors");

/// Finds attributions by a learned model of English.
#[derive(Debug, Clone)]
pub struct LearnedTagger {
    encoder: Encoder,
    tags: TagHead,
    sources: LinkHead,
    contents: LinkHead,
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

/// An attribution in words.
#[derive(Debug, Clone)]
struct Found {
    cue: Range<usize>,
    source: Option<Range<usize>>,
    content: Vec<Range<usize>>,
}

impl LearnedTagger {
    /// Reads a model: its vocabulary, and the bytes of its weights.
    pub fn read(vocabulary: &str, weights: &[u8]) -> Result<Self, EncoderError> {
        let tensors = Weights::read(weights)?;
        Ok(Self {
            encoder: Encoder::read(vocabulary, &tensors)?,
            tags: TagHead::read(&tensors)?,
            sources: LinkHead::read(&tensors, "link_source")?,
            contents: LinkHead::read(&tensors, "link_content")?,
            hash: Sha256::of_parts(&[vocabulary.as_bytes(), weights]),
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
            Self::read(VOCABULARY, WEIGHTS).expect("the model in the program fits its code")
        })
    }

    fn found(&self, encoded: &Encoded) -> Vec<Found> {
        let spans = self.tags.spans(encoded);
        let of = |role: Role| -> Vec<Range<usize>> {
            spans
                .iter()
                .filter(|(found, _span)| *found == role)
                .map(|(_role, span)| span.clone())
                .collect()
        };
        let (sources, cues, contents) = (of(Role::Source), of(Role::Cue), of(Role::Content));
        let standing = Standing::new(encoded, &cues);
        let mut made: Vec<Found> = cues
            .iter()
            .map(|cue| Found {
                cue: cue.clone(),
                source: None,
                content: Vec::new(),
            })
            .collect();
        // A cue has one source; the likeliest pair goes first.
        let mut pairs: Vec<(f32, usize, usize)> = Vec::new();
        for (source, ranked) in self
            .sources
            .rank(encoded, &standing, &sources, &cues)
            .into_iter()
            .enumerate()
        {
            pairs.extend(ranked.into_iter().map(|(score, cue)| (score, source, cue)));
        }
        pairs.sort_by(|left, right| {
            right
                .0
                .total_cmp(&left.0)
                .then((left.1, left.2).cmp(&(right.1, right.2)))
        });
        let mut is_placed = vec![false; sources.len()];
        for (_score, source, cue) in pairs {
            if !is_placed[source] && made[cue].source.is_none() {
                is_placed[source] = true;
                made[cue].source = Some(sources[source].clone());
            }
        }
        for (content, ranked) in contents
            .iter()
            .zip(self.contents.rank(encoded, &standing, &contents, &cues))
        {
            if let Some((_score, cue)) = ranked.first() {
                made[*cue].content.push(content.clone());
            }
        }
        made.retain(|found| !found.content.is_empty());
        made
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

impl AttributionTagger for LearnedTagger {
    fn tag(&self, document: &Document) -> Vec<Attribution> {
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
            attributions.extend(
                self.found(&encoded)
                    .iter()
                    .map(|found| Attribution {
                        source: found.source.iter().filter_map(span).collect(),
                        cue: span(&found.cue).into_iter().collect(),
                        content: found
                            .content
                            .iter()
                            .filter_map(|words| bare(&context, span(words)?))
                            .collect(),
                        inside: None,
                    })
                    .filter(|attribution| !attribution.content.is_empty()),
            );
        }
        nesting::nested(attributions)
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
