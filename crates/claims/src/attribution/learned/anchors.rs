//! Anchors: the words by which attributions are found.

use std::ops::Range;

use salient_encoder::{Encoded, EncoderError, Weights};

use super::dense::Dense;

/// Where an attribution is anchored: its cue; or, without one, the first word of its source or content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Anchor {
    pub(super) words: Range<usize>,
    pub(super) is_cue: bool,
    /// Whether it is likelier an anchor than none; false for those that only a lean brought up.
    pub(super) is_sure: bool,
}

/// Tags of words: none, the first of a cue, a further one, an anchor without cue.
const OUTSIDE: usize = 0;
const CUE: usize = 1;
const CUE_GOES_ON: usize = 2;
const NO_CUE: usize = 3;
const N_TAGS: usize = 4;

/// The layer that scores words as anchors.
#[derive(Debug, Clone)]
pub(super) struct AnchorHead {
    scores: Dense,
}

impl AnchorHead {
    pub(super) fn read(weights: &Weights<'_>) -> Result<Self, EncoderError> {
        Ok(Self {
            scores: Dense::read(weights, "anchors", Encoded::WIDTH, N_TAGS)?,
        })
    }

    /// The anchors of a text, in text order; with `lean` taken off the score of a word's being none.
    pub(super) fn anchors(&self, encoded: &Encoded, lean: f32) -> Vec<Anchor> {
        let scores: Vec<Vec<f32>> = (0..encoded.words.len())
            .map(|word| self.scores.apply(encoded.vector(word)))
            .collect();
        anchors_of(&scores, lean)
    }
}

/// The likeliest of `tags` and none; among equals none, then the first.
fn likeliest(scores: &[f32], lean: f32, tags: &[usize]) -> usize {
    let score = |tag: usize| {
        if tag == OUTSIDE {
            scores[tag] - lean
        } else {
            scores[tag]
        }
    };
    tags.iter().copied().fold(
        OUTSIDE,
        |kept, tag| {
            if score(tag) > score(kept) { tag } else { kept }
        },
    )
}

fn anchors_of(scores: &[Vec<f32>], lean: f32) -> Vec<Anchor> {
    let goes_on =
        |word: usize| likeliest(&scores[word], lean, &[CUE, CUE_GOES_ON, NO_CUE]) == CUE_GOES_ON;
    let mut found = Vec::new();
    let mut word = 0;
    while word < scores.len() {
        // A cue cannot go on with nothing before it: then what else is likeliest.
        let tag = likeliest(&scores[word], lean, &[CUE, NO_CUE]);
        let mut end = word + 1;
        if tag == CUE {
            while end < scores.len() && goes_on(end) {
                end += 1;
            }
        }
        if tag != OUTSIDE {
            found.push(Anchor {
                words: word..end,
                is_cue: tag == CUE,
                is_sure: scores[word][tag] > scores[word][OUTSIDE],
            });
        }
        word = end;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cue_goes_on_and_ends() {
        let leaning = |tags: &[usize]| -> Vec<Vec<f32>> {
            tags.iter()
                .map(|wanted| {
                    (0..N_TAGS)
                        .map(|tag| if tag == *wanted { 2.0 } else { 0.0 })
                        .collect()
                })
                .collect()
        };
        let anchor = |words, is_cue| Anchor {
            words,
            is_cue,
            is_sure: true,
        };
        assert_eq!(
            anchors_of(
                &leaning(&[OUTSIDE, CUE, CUE_GOES_ON, CUE, NO_CUE, OUTSIDE]),
                0.0
            ),
            [anchor(1..3, true), anchor(3..4, true), anchor(4..5, false)]
        );
        // Nothing to go on with.
        assert_eq!(anchors_of(&leaning(&[CUE_GOES_ON, OUTSIDE]), 0.0), []);
        assert_eq!(anchors_of(&[], 0.0), []);
        let doubtful = anchors_of(&[vec![1.0, 0.0, 0.0, 0.0]], 2.0);
        assert!(matches!(doubtful.as_slice(), [anchor] if anchor.is_cue && !anchor.is_sure));
    }
}
