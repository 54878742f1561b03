//! The likeliest tags of a frame, as far as tags may follow each other.

use std::ops::Range;

use salient_encoder::{EncoderError, Weights};

/// A part of a frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Source,
    Content,
}

const ROLES: [Role; 2] = [Role::Source, Role::Content];
/// None, and begin and inside of every role.
pub(super) const N_TAGS: usize = 1 + 2 * ROLES.len();

/// Whether a tag goes on with a role; such a tag cannot stand alone.
fn goes_on(tag: usize) -> bool {
    tag > 0 && tag.is_multiple_of(2)
}

fn may_follow(tag: usize, before: Option<usize>) -> bool {
    !goes_on(tag) || before.is_some_and(|before| before == tag || before + 1 == tag)
}

/// How well tags follow each other.
#[derive(Debug, Clone)]
pub(super) struct Chain {
    /// `steps[before * N_TAGS + after]`.
    steps: Vec<f32>,
}

impl Chain {
    pub(super) fn read(weights: &Weights<'_>) -> Result<Self, EncoderError> {
        Ok(Self {
            steps: weights.floats("frames.steps", &[N_TAGS, N_TAGS])?,
        })
    }

    /// The spans of the allowed sequence with the largest sum of scores and steps (Viterbi 1967).
    pub(super) fn spans(&self, scores: &[[f32; N_TAGS]]) -> Vec<(Role, Range<usize>)> {
        spans_of(&self.likeliest(scores))
    }

    fn likeliest(&self, scores: &[[f32; N_TAGS]]) -> Vec<usize> {
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
            let sum = |before: usize, tag: usize| best[before] + self.steps[before * N_TAGS + tag];
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

    fn without_steps() -> Chain {
        Chain {
            steps: vec![0.0; N_TAGS * N_TAGS],
        }
    }

    #[test]
    fn what_was_learned_of_steps_counts() {
        let mut chain = without_steps();
        assert_eq!(chain.likeliest(&leaning(&[3, 0])), [3, 0]);
        // A content that goes on is worth more than one that ends.
        chain.steps[3 * N_TAGS + 4] = 3.0;
        assert_eq!(chain.likeliest(&leaning(&[3, 0])), [3, 4]);
    }

    #[test]
    fn a_span_cannot_begin_in_its_middle() {
        let mut scores = leaning(&[0, 4, 4, 0]);
        // Less than twice 2 is lost when the first word of the content begins it.
        scores[1][3] = 1.0;
        assert_eq!(without_steps().spans(&scores), [(Role::Content, 1..3)]);
    }

    #[test]
    fn two_spans_of_one_role_may_touch() {
        assert_eq!(
            without_steps().spans(&leaning(&[1, 2, 1, 3, 0])),
            [
                (Role::Source, 0..2),
                (Role::Source, 2..3),
                (Role::Content, 3..4)
            ]
        );
        assert!(without_steps().spans(&[]).is_empty());
    }
}
