//! The encoder: a transformer of some layers, run on one window at a time.
//!
//! **Sources.** Vaswani et al. (2017) for the layers, Devlin et al. (2019) for the form with words, positions, and norms after the sum, Wang et al. (2020)
//! for the small one whose weights training begins with.

use crate::error::EncoderError;
use crate::float::{add, exponentials, gelu, layer_norm};
use crate::integer::{Columns, MAX_TERMS, Rows, multiply};
use crate::weights::{Linear, Weights};

/// Values of a vector.
pub(crate) const WIDTH: usize = 384;
const N_HEADS: usize = 12;
const HEAD: usize = WIDTH / N_HEADS;
const INNER: usize = 1536;
const N_POSITIONS: usize = 512;
/// More layers than any model of this form has.
const MAX_LAYERS: usize = 48;

const _: () = assert!(N_POSITIONS <= MAX_TERMS, "attention sums over positions");

/// Weight and bias of a norm.
#[derive(Debug, Clone)]
struct Norm {
    weight: Vec<f32>,
    bias: Vec<f32>,
}

impl Norm {
    fn read(weights: &Weights<'_>, name: &str) -> Result<Self, EncoderError> {
        Ok(Self {
            weight: weights.floats(&format!("{name}.weight"), &[WIDTH])?,
            bias: weights.floats(&format!("{name}.bias"), &[WIDTH])?,
        })
    }

    fn apply(&self, rows: &mut [f32]) {
        layer_norm(rows, &self.weight, &self.bias);
    }
}

#[derive(Debug, Clone)]
struct Layer {
    /// Query, key, and value beside each other.
    attend: Linear,
    out: Linear,
    norm_attention: Norm,
    up: Linear,
    down: Linear,
    norm_out: Norm,
}

/// The network with its weights.
#[derive(Debug, Clone)]
pub(crate) struct Network {
    words: Vec<i8>,
    word_scales: Vec<f32>,
    /// With the vector of the only kind of text added.
    positions: Vec<f32>,
    norm: Norm,
    layers: Vec<Layer>,
}

impl Network {
    pub(crate) fn read(weights: &Weights<'_>, n_pieces: usize) -> Result<Self, EncoderError> {
        let layer = |idx: usize| -> Result<Layer, EncoderError> {
            let name = |part: &str| format!("layers.{idx}.{part}");
            Ok(Layer {
                attend: weights.linear(&name("attend"), WIDTH, 3 * WIDTH)?,
                out: weights.linear(&name("out"), WIDTH, WIDTH)?,
                norm_attention: Norm::read(weights, &name("norm_attention"))?,
                up: weights.linear(&name("up"), WIDTH, INNER)?,
                down: weights.linear(&name("down"), INNER, WIDTH)?,
                norm_out: Norm::read(weights, &name("norm_out"))?,
            })
        };
        let n_layers = (0..MAX_LAYERS)
            .take_while(|idx| {
                weights
                    .n_rows(&format!("layers.{idx}.out.weight"))
                    .is_some()
            })
            .count()
            .max(1);
        Ok(Self {
            words: weights.integers("words.weight", &[n_pieces, WIDTH])?,
            word_scales: weights.floats("words.scale", &[n_pieces])?,
            positions: weights.floats("positions.weight", &[N_POSITIONS, WIDTH])?,
            norm: Norm::read(weights, "norm")?,
            layers: (0..n_layers).map(layer).collect::<Result<_, _>>()?,
        })
    }

    /// A vector for each of at most 512 pieces, row by row.
    pub(crate) fn run(&self, ids: &[u32]) -> Vec<f32> {
        debug_assert!(
            ids.len() <= N_POSITIONS,
            "a window has that many pieces at most"
        );
        let mut hidden = Vec::with_capacity(ids.len() * WIDTH);
        for (id, position) in ids.iter().zip(self.positions.chunks_exact(WIDTH)) {
            let idx = *id as usize;
            let scale = self.word_scales[idx];
            hidden.extend(
                self.words[idx * WIDTH..][..WIDTH]
                    .iter()
                    .zip(position)
                    .map(|(word, position)| f32::from(*word) * scale + position),
            );
        }
        self.norm.apply(&mut hidden);
        let mut scratch = Scratch::default();
        for layer in &self.layers {
            layer.run(&mut hidden, &mut scratch);
        }
        hidden
    }
}

/// Room for what lies between, kept from layer to layer.
#[derive(Debug, Default)]
struct Scratch {
    rows: Rows,
    columns: Columns,
    triple: Vec<f32>,
    scores: Vec<f32>,
    head: Vec<f32>,
    attended: Vec<f32>,
    out: Vec<f32>,
}

impl Layer {
    fn run(&self, hidden: &mut [f32], scratch: &mut Scratch) {
        let Scratch { rows, triple, .. } = scratch;
        product(&self.attend, hidden, WIDTH, rows, triple);
        attend(scratch);
        let Scratch {
            rows,
            attended,
            out,
            ..
        } = scratch;
        product(&self.out, attended, WIDTH, rows, out);
        add(hidden, out);
        self.norm_attention.apply(hidden);

        product(&self.up, hidden, WIDTH, rows, out);
        gelu(out);
        product(&self.down, out, INNER, rows, attended);
        add(hidden, attended);
        self.norm_out.apply(hidden);
    }
}

/// Rows of `width` values through a layer, into `out`.
fn product(layer: &Linear, values: &[f32], width: usize, rows: &mut Rows, out: &mut Vec<f32>) {
    rows.round(width, values.chunks_exact(width));
    multiply(rows, &layer.columns, &layer.bias, out);
}

/// Every piece looks at all others, head by head: from `triple` into `attended`.
fn attend(scratch: &mut Scratch) {
    let n = scratch.triple.len() / (3 * WIDTH);
    scratch.attended.clear();
    scratch.attended.resize(n * WIDTH, 0.0);
    let scale = 1.0 / (HEAD as f32).sqrt();
    for head in 0..N_HEADS {
        let part = |kind: usize| -> Vec<&[f32]> {
            scratch
                .triple
                .chunks_exact(3 * WIDTH)
                .map(|row| &row[kind * WIDTH + head * HEAD..][..HEAD])
                .collect()
        };
        let (queries, keys, values) = (part(0), part(1), part(2));
        scratch.rows.round(HEAD, queries.iter().copied());
        scratch.columns.round_rows(&keys, HEAD);
        multiply(&scratch.rows, &scratch.columns, &[], &mut scratch.scores);
        exponentials(&mut scratch.scores, n, scale);
        scratch.rows.round(n, scratch.scores.chunks_exact(n));
        scratch.columns.round_columns(&values, HEAD);
        multiply(&scratch.rows, &scratch.columns, &[], &mut scratch.head);
        for (idx, (row, found)) in scratch
            .attended
            .chunks_exact_mut(WIDTH)
            .zip(scratch.head.chunks_exact(HEAD))
            .enumerate()
        {
            let share = 1.0 / scratch.rows.sum(idx);
            for (to, value) in row[head * HEAD..][..HEAD].iter_mut().zip(found) {
                *to = value * share;
            }
        }
    }
}
