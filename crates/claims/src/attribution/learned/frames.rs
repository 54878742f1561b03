//! Frames: which words near an anchor are its source and its content.

use std::ops::Range;

use salient_encoder::{Encoded, EncoderError, Weights};

use super::anchors::Anchor;
use super::chain::{Chain, N_TAGS, Role};
use super::dense::Dense;

/// Values of a word or an anchor in a frame.
const WIDTH: usize = 192;
/// Words of a frame before its anchor, and from it on; training saw no more.
const BEFORE: usize = 64;
const AFTER: usize = 96;
/// Rows for distances, for anchors between, and for ends of paragraphs between; each before and after.
const N_DISTANCES: usize = 16;
const N_BETWEEN: usize = 4;

/// What belongs to an anchor, in words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Frame {
    pub(super) source: Vec<Range<usize>>,
    pub(super) content: Vec<Range<usize>>,
}

/// The layer that reads frames, as in semantic role labelling: each word is scored as part of *this* anchor's source and content.
#[derive(Debug, Clone)]
pub(super) struct FrameHead {
    word: Dense,
    anchor: Dense,
    distance: Vec<f32>,
    between: Vec<f32>,
    breaks: Vec<f32>,
    out: Dense,
    chain: Chain,
}

/// How words stand to each other, beyond what their vectors say.
#[derive(Debug, Clone)]
struct Standing {
    /// For every word, the anchors that begin up to and with it.
    n_anchors: Vec<usize>,
    /// For every word, the ends of paragraphs before it.
    n_breaks: Vec<usize>,
}

impl Standing {
    fn new(encoded: &Encoded, anchors: &[Anchor]) -> Self {
        let mut n_anchors = vec![0; encoded.words.len()];
        for anchor in anchors {
            n_anchors[anchor.words.start] += 1;
        }
        let mut n_breaks: Vec<usize> = encoded
            .words
            .iter()
            .map(|word| usize::from(word.after_break))
            .collect();
        for word in 1..n_anchors.len() {
            n_anchors[word] += n_anchors[word - 1];
            n_breaks[word] += n_breaks[word - 1];
        }
        Self {
            n_anchors,
            n_breaks,
        }
    }

    /// Rows of the three tables for a word and an anchor.
    fn rows(&self, word: usize, anchor: usize) -> [usize; 3] {
        let after = usize::from(word > anchor);
        let between = self.n_anchors[word]
            .abs_diff(self.n_anchors[anchor])
            .saturating_sub(1 - after);
        let breaks = self.n_breaks[word].abs_diff(self.n_breaks[anchor]);
        [
            2 * near(word.abs_diff(anchor)) + after,
            2 * between.min(N_BETWEEN - 1) + after,
            2 * breaks.min(N_BETWEEN - 1) + after,
        ]
    }
}

/// The row of a distance: every one to 8 by itself, then halves of twofold ones.
fn near(distance: usize) -> usize {
    if distance < 8 {
        return distance;
    }
    let power = distance.ilog2() as usize;
    let half = (distance >> (power - 1)) & 1;
    (8 + 2 * (power - 3) + half).min(N_DISTANCES - 1)
}

impl FrameHead {
    pub(super) fn read(weights: &Weights<'_>) -> Result<Self, EncoderError> {
        Ok(Self {
            word: Dense::read(weights, "frames.word", Encoded::WIDTH, WIDTH)?,
            anchor: Dense::read(weights, "frames.anchor", Encoded::WIDTH, WIDTH)?,
            distance: weights.floats("frames.distance", &[2 * N_DISTANCES, WIDTH])?,
            between: weights.floats("frames.between", &[2 * N_BETWEEN, WIDTH])?,
            breaks: weights.floats("frames.breaks", &[2 * N_BETWEEN, WIDTH])?,
            out: Dense::read(weights, "frames.out", WIDTH, N_TAGS)?,
            chain: Chain::read(weights)?,
        })
    }

    /// The frame of every anchor; a source or content may be in several.
    pub(super) fn frames(&self, encoded: &Encoded, anchors: &[Anchor]) -> Vec<Frame> {
        let standing = Standing::new(encoded, anchors);
        // Frames overlap, so that what a word gives is computed once; of words in no reach not at all.
        let mut words: Vec<Option<Vec<f32>>> = vec![None; encoded.words.len()];
        anchors
            .iter()
            .map(|anchor| {
                let at = anchor.words.start;
                let reach = at.saturating_sub(BEFORE)..(at + AFTER).min(encoded.words.len());
                let of_anchor = self.anchor.apply(encoded.vector(at));
                let scores: Vec<[f32; N_TAGS]> = reach
                    .clone()
                    .map(|word| {
                        let of_word = words[word]
                            .get_or_insert_with(|| self.word.apply(encoded.vector(word)));
                        self.scores(of_word, &of_anchor, standing.rows(word, at))
                    })
                    .collect();
                let mut frame = Frame::default();
                for (role, span) in self.chain.spans(&scores) {
                    let span = reach.start + span.start..reach.start + span.end;
                    match role {
                        Role::Source => frame.source.push(span),
                        Role::Content => frame.content.push(span),
                    }
                }
                frame
            })
            .collect()
    }

    fn scores(&self, word: &[f32], anchor: &[f32], rows: [usize; 3]) -> [f32; N_TAGS] {
        let [distance, between, breaks] = rows;
        let distance = &self.distance[distance * WIDTH..][..WIDTH];
        let between = &self.between[between * WIDTH..][..WIDTH];
        let breaks = &self.breaks[breaks * WIDTH..][..WIDTH];
        let hidden: Vec<f32> = (0..WIDTH)
            .map(|value| {
                let sum =
                    word[value] + anchor[value] + distance[value] + between[value] + breaks[value];
                sum.max(0.0)
            })
            .collect();
        let scores = self.out.apply(&hidden);
        std::array::from_fn(|tag| scores[tag])
    }
}

#[cfg(test)]
mod tests {
    use super::near;

    #[test]
    fn distances_share_rows_the_wider_the_farther() {
        let rows: Vec<usize> = [0, 1, 7, 8, 11, 12, 15, 16, 23, 24, 31, 32, 48, 64, 96, 5000]
            .map(near)
            .to_vec();
        assert_eq!(
            rows,
            [0, 1, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 13, 14, 15, 15]
        );
    }
}
