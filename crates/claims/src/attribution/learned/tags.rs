//! A tag for every word: source, cue, or content, begun or gone on with, or none.

use std::ops::Range;

use salient_encoder::{Encoded, EncoderError, Weights};

/// A part of an attribution.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Source,
    Cue,
    Content,
}

const ROLES: [Role; 3] = [Role::Source, Role::Cue, Role::Content];
/// None, and begin and inside of every role.
const N_TAGS: usize = 1 + 2 * ROLES.len();

/// Which role a tag goes on with; such a tag cannot stand alone.
fn goes_on(tag: usize) -> bool {
    tag > 0 && tag.is_multiple_of(2)
}

fn may_follow(tag: usize, before: Option<usize>) -> bool {
    !goes_on(tag) || before.is_some_and(|before| before == tag || before + 1 == tag)
}

/// The layer that scores tags.
#[derive(Debug, Clone)]
pub(super) struct TagHead {
    weight: Vec<f32>,
    bias: Vec<f32>,
    /// `steps[before * N_TAGS + after]`: how well tags follow each other.
    steps: Vec<f32>,
}

impl TagHead {
    pub(super) fn read(weights: &Weights<'_>) -> Result<Self, EncoderError> {
        Ok(Self {
            weight: weights.floats("tags.weight", &[N_TAGS, Encoded::WIDTH])?,
            bias: weights.floats("tags.bias", &[N_TAGS])?,
            steps: weights.floats("tags.steps", &[N_TAGS, N_TAGS])?,
        })
    }

    /// The spans of words that the likeliest allowed sequence of tags marks, in text order.
    pub(super) fn spans(&self, encoded: &Encoded) -> Vec<(Role, Range<usize>)> {
        let scores: Vec<[f32; N_TAGS]> = (0..encoded.words.len())
            .map(|word| self.scores(encoded.vector(word)))
            .collect();
        spans_of(&likeliest(&scores, &self.steps))
    }

    fn scores(&self, vector: &[f32]) -> [f32; N_TAGS] {
        std::array::from_fn(|tag| {
            let weight = &self.weight[tag * Encoded::WIDTH..][..Encoded::WIDTH];
            super::links::dot(weight, vector) + self.bias[tag]
        })
    }
}

/// The allowed sequence with the largest sum of scores and steps (Viterbi 1967).
fn likeliest(scores: &[[f32; N_TAGS]], steps: &[f32]) -> Vec<usize> {
    let Some((first, rest)) = scores.split_first() else {
        return Vec::new();
    };
    let mut best: [f32; N_TAGS] = std::array::from_fn(|tag| {
        if may_follow(tag, None) {
            first[tag]
        } else {
            f32::NEG_INFINITY
        }
    });
    let mut back: Vec<[usize; N_TAGS]> = Vec::with_capacity(rest.len());
    for row in rest {
        let sum = |before: usize, tag: usize| best[before] + steps[before * N_TAGS + tag];
        let from: [usize; N_TAGS] = std::array::from_fn(|tag| {
            (0..N_TAGS)
                .filter(|before| may_follow(tag, Some(*before)))
                .fold(None, |kept: Option<usize>, before| match kept {
                    Some(kept) if sum(kept, tag) >= sum(before, tag) => Some(kept),
                    _ => Some(before),
                })
                .unwrap_or(0)
        });
        best = std::array::from_fn(|tag| sum(from[tag], tag) + row[tag]);
        back.push(from);
    }
    let mut tag = (1..N_TAGS).fold(
        0,
        |kept, tag| if best[tag] > best[kept] { tag } else { kept },
    );
    let mut tags = vec![tag];
    for from in back.iter().rev() {
        tag = from[tag];
        tags.push(tag);
    }
    tags.reverse();
    tags
}

fn spans_of(tags: &[usize]) -> Vec<(Role, Range<usize>)> {
    let mut spans: Vec<(Role, Range<usize>)> = Vec::new();
    for (word, tag) in tags.iter().copied().enumerate() {
        if tag == 0 {
            continue;
        }
        match spans.last_mut() {
            Some((_role, span)) if goes_on(tag) && span.end == word => span.end = word + 1,
            _ => spans.push((ROLES[(tag - 1) / 2], word..word + 1)),
        }
    }
    spans
}

#[cfg(test)]
mod tests {
    use super::*;

    fn leaning(tags: &[usize]) -> Vec<[f32; N_TAGS]> {
        tags.iter()
            .map(|wanted| std::array::from_fn(|tag| if tag == *wanted { 2.0 } else { 0.0 }))
            .collect()
    }

    const NO_STEPS: [f32; N_TAGS * N_TAGS] = [0.0; N_TAGS * N_TAGS];

    #[test]
    fn what_was_learned_of_steps_counts() {
        let mut steps = NO_STEPS;
        // A content that goes on is worth more than one that ends.
        steps[5 * N_TAGS + 6] = 3.0;
        assert_eq!(likeliest(&leaning(&[5, 0]), &NO_STEPS), [5, 0]);
        assert_eq!(likeliest(&leaning(&[5, 0]), &steps), [5, 6]);
    }

    #[test]
    fn a_span_cannot_begin_in_its_middle() {
        let mut scores = leaning(&[0, 6, 6, 0]);
        // Less than twice 2 is lost when the first word of the content begins it.
        scores[1][5] = 1.0;
        assert_eq!(likeliest(&scores, &NO_STEPS), [0, 5, 6, 0]);
        assert_eq!(spans_of(&[0, 5, 6, 0]), [(Role::Content, 1..3)]);
    }

    #[test]
    fn two_spans_of_one_role_may_touch() {
        assert_eq!(
            spans_of(&likeliest(&leaning(&[1, 2, 1, 3, 5]), &NO_STEPS)),
            [
                (Role::Source, 0..2),
                (Role::Source, 2..3),
                (Role::Cue, 3..4),
                (Role::Content, 4..5)
            ]
        );
        assert!(likeliest(&[], &NO_STEPS).is_empty());
    }
}
