//! A dense layer in floats, summed in a fixed order.

use salient_encoder::{EncoderError, Weights};

#[derive(Debug, Clone)]
pub(super) struct Dense {
    weight: Vec<f32>,
    bias: Vec<f32>,
}

impl Dense {
    pub(super) fn read(
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

    pub(super) fn apply(&self, vector: &[f32]) -> Vec<f32> {
        self.weight
            .chunks_exact(vector.len())
            .zip(&self.bias)
            .map(|(weight, bias)| dot(weight, vector) + bias)
            .collect()
    }
}

/// Sum of products, in a fixed order.
fn dot(left: &[f32], right: &[f32]) -> f32 {
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
