//! Which cue a source or a content belongs to.

use std::ops::Range;

use salient_encoder::{Encoded, EncoderError, Weights, gelu};

/// Values of a word's vector as a member or a cue.
const WIDTH: usize = 128;
/// Words between a member and its cue at most.
const REACH: usize = 100;
/// Rows for twofold distances in words, for cues between, and for ends of paragraphs between; each before and after.
const N_DISTANCES: usize = 8;
const N_BETWEEN: usize = 4;

/// Sum of products, in a fixed order.
pub(super) fn dot(left: &[f32], right: &[f32]) -> f32 {
    let (left, left_rest) = left.as_chunks::<8>();
    let (right, right_rest) = right.as_chunks::<8>();
    let mut lanes = [0.0_f32; 8];
    for (left, right) in left.iter().zip(right) {
        for ((lane, left), right) in lanes.iter_mut().zip(left).zip(right) {
            *lane += left * right;
        }
    }
    let whole = lanes.iter().fold(0.0, |sum, lane| sum + lane);
    left_rest
        .iter()
        .zip(right_rest)
        .fold(whole, |sum, (left, right)| sum + left * right)
}

#[derive(Debug, Clone)]
struct Dense {
    weight: Vec<f32>,
    bias: Vec<f32>,
}

impl Dense {
    fn read(
        weights: &Weights<'_>,
        name: &str,
        from: usize,
        to: usize,
    ) -> Result<Self, EncoderError> {
        Ok(Self {
            weight: weights.floats(&format!("{name}.weight"), &[to, from])?,
            bias: weights.floats(&format!("{name}.bias"), &[to])?,
        })
    }

    fn apply(&self, vector: &[f32]) -> Vec<f32> {
        self.weight
            .chunks_exact(vector.len())
            .zip(&self.bias)
            .map(|(weight, bias)| dot(weight, vector) + bias)
            .collect()
    }
}

/// The layer that scores how well a member fits a cue.
#[derive(Debug, Clone)]
pub(super) struct LinkHead {
    member: Dense,
    cue: Dense,
    /// `weight[member value][cue value]`.
    weight: Vec<f32>,
    prior: Dense,
    distance: Vec<f32>,
    cues: Vec<f32>,
    breaks: Vec<f32>,
}

/// How words stand to each other, beyond what their vectors say.
#[derive(Debug, Clone)]
pub(super) struct Standing {
    /// For every word, the cues that begin up to and with it.
    n_cues: Vec<usize>,
    /// For every word, the ends of paragraphs before it.
    n_breaks: Vec<usize>,
}

impl Standing {
    pub(super) fn new(encoded: &Encoded, cues: &[Range<usize>]) -> Self {
        let mut n_cues = vec![0; encoded.words.len()];
        for cue in cues {
            n_cues[cue.start] += 1;
        }
        let mut n_breaks: Vec<usize> = encoded
            .words
            .iter()
            .map(|word| usize::from(word.after_break))
            .collect();
        for word in 1..n_cues.len() {
            n_cues[word] += n_cues[word - 1];
            n_breaks[word] += n_breaks[word - 1];
        }
        Self { n_cues, n_breaks }
    }

    /// Rows of the three tables for a member and a cue.
    fn rows(&self, member: usize, cue: usize) -> [usize; 3] {
        let after = usize::from(cue > member);
        let distance = member.abs_diff(cue).max(1).ilog2() as usize;
        let between = self.n_cues[cue]
            .abs_diff(self.n_cues[member])
            .saturating_sub(after);
        let breaks = self.n_breaks[cue].abs_diff(self.n_breaks[member]);
        [
            2 * distance.min(N_DISTANCES - 1) + after,
            2 * between.min(N_BETWEEN - 1) + after,
            2 * breaks.min(N_BETWEEN - 1) + after,
        ]
    }
}

/// A cue, ready to be compared with members.
#[derive(Debug, Clone)]
struct PreparedCue {
    /// Score of a member: its product with these values, plus the prior.
    values: Vec<f32>,
    prior: f32,
}

impl LinkHead {
    pub(super) fn read(weights: &Weights<'_>, name: &str) -> Result<Self, EncoderError> {
        Ok(Self {
            member: Dense::read(weights, &format!("{name}.member"), Encoded::WIDTH, WIDTH)?,
            cue: Dense::read(weights, &format!("{name}.cue"), Encoded::WIDTH, WIDTH)?,
            weight: weights.floats(&format!("{name}.weight"), &[WIDTH, WIDTH])?,
            prior: Dense::read(weights, &format!("{name}.prior"), WIDTH, 1)?,
            distance: weights.floats(&format!("{name}.distance"), &[2 * N_DISTANCES])?,
            cues: weights.floats(&format!("{name}.cues"), &[2 * N_BETWEEN])?,
            breaks: weights.floats(&format!("{name}.breaks"), &[2 * N_BETWEEN])?,
        })
    }

    fn prepare(&self, vector: &[f32]) -> PreparedCue {
        let mut cue = self.cue.apply(vector);
        gelu(&mut cue);
        PreparedCue {
            values: self
                .weight
                .chunks_exact(WIDTH)
                .map(|row| dot(row, &cue))
                .collect(),
            prior: self.prior.apply(&cue)[0],
        }
    }

    /// For each of `members` the cues in reach with their mean log probability, the likeliest first; among equals the earlier.
    pub(super) fn rank(
        &self,
        encoded: &Encoded,
        standing: &Standing,
        members: &[Range<usize>],
        cues: &[Range<usize>],
    ) -> Vec<Vec<(f32, usize)>> {
        let prepared: Vec<PreparedCue> = cues
            .iter()
            .map(|cue| self.prepare(encoded.vector(cue.start)))
            .collect();
        members
            .iter()
            .map(|member| self.rank_one(encoded, standing, member, cues, &prepared))
            .collect()
    }

    fn rank_one(
        &self,
        encoded: &Encoded,
        standing: &Standing,
        member: &Range<usize>,
        cues: &[Range<usize>],
        prepared: &[PreparedCue],
    ) -> Vec<(f32, usize)> {
        let near: Vec<usize> = (0..cues.len())
            .filter(|cue| {
                cues[*cue].start < member.end + REACH && cues[*cue].start + REACH >= member.start
            })
            .collect();
        let mut sums = vec![0.0_f32; near.len()];
        for word in member.clone() {
            let mut values = self.member.apply(encoded.vector(word));
            gelu(&mut values);
            let scores: Vec<f32> = near
                .iter()
                .map(|cue| {
                    let [distance, between, breaks] = standing.rows(word, cues[*cue].start);
                    dot(&values, &prepared[*cue].values)
                        + prepared[*cue].prior
                        + (self.distance[distance] + self.cues[between] + self.breaks[breaks])
                })
                .collect();
            let total = log_sum_exp(&scores);
            for (sum, score) in sums.iter_mut().zip(scores) {
                *sum += score - total;
            }
        }
        let mut ranked: Vec<(f32, usize)> = sums
            .into_iter()
            .map(|sum| sum / member.len() as f32)
            .zip(near)
            .collect();
        ranked.sort_by(|left, right| right.0.total_cmp(&left.0).then(left.1.cmp(&right.1)));
        ranked
    }
}

fn log_sum_exp(scores: &[f32]) -> f32 {
    let largest = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    if largest == f32::NEG_INFINITY {
        return largest;
    }
    let sum: f32 = scores.iter().map(|score| libm::expf(score - largest)).sum();
    largest + libm::logf(sum)
}
