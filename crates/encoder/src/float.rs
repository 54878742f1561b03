//! What the encoder does with floats between the products: norm, soft maximum, and the bend between two layers.
//!
//! Every sum runs over eight lanes in a fixed order, nothing is fused, and no function of the system's mathematics is called. The bits are the same on
//! every processor, and the compiler can still use its vectors.

/// Lanes of a sum.
const LANES: usize = 8;

/// Sum over `values` of `of`, in a fixed order.
#[expect(
    clippy::inline_always,
    reason = "only code inlined into the caller gets its vector instructions"
)]
#[inline(always)]
fn sum(values: &[f32], of: impl Fn(f32) -> f32) -> f32 {
    let (whole, rest) = values.as_chunks::<LANES>();
    let mut lanes = [0.0_f32; LANES];
    for chunk in whole {
        for (lane, value) in lanes.iter_mut().zip(chunk) {
            *lane += of(*value);
        }
    }
    let whole = lanes.iter().fold(0.0, |sum, lane| sum + lane);
    rest.iter().fold(whole, |sum, value| sum + of(*value))
}

/// Layer norm of every row, in place: mean 0, variance 1, then weight and bias. The epsilon is BERT's.
pub(crate) fn layer_norm(rows: &mut [f32], weight: &[f32], bias: &[f32]) {
    pulp::Arch::new().dispatch(
        #[inline(always)]
        || {
            let width = weight.len();
            for row in rows.chunks_exact_mut(width) {
                let mean = sum(row, |value| value) / width as f32;
                let variance = sum(row, |value| (value - mean) * (value - mean)) / width as f32;
                let scale = 1.0 / (variance + 1e-12).sqrt();
                for ((value, weight), bias) in row.iter_mut().zip(weight).zip(bias) {
                    *value = (*value - mean) * scale * weight + bias;
                }
            }
        },
    );
}

/// `to[i] += from[i]`.
pub(crate) fn add(to: &mut [f32], from: &[f32]) {
    for (to, from) in to.iter_mut().zip(from) {
        *to += from;
    }
}

/// The Gaussian error linear unit, in place: x · Φ(x).
///
/// Φ by Abramowitz and Stegun (1964), 7.1.26, whose error is below 1.5e-7.
pub(crate) fn gelu(values: &mut [f32]) {
    pulp::Arch::new().dispatch(
        #[inline(always)]
        || {
            for value in values {
                let x = value.abs() * std::f32::consts::FRAC_1_SQRT_2;
                let t = 1.0 / (1.0 + 0.327_591_1 * x);
                let series =
                    ((((1.061_405_4 * t - 1.453_152) * t + 1.421_413_8) * t - 0.284_496_74) * t
                        + 0.254_829_6)
                        * t;
                let tail = 0.5 * series * exp(-x * x);
                *value *= if *value < 0.0 { tail } else { 1.0 - tail };
            }
        },
    );
}

/// Turns every row of scores into e^(score · scale − largest), in place. Rows are left without their sums taken off.
pub(crate) fn exponentials(rows: &mut [f32], width: usize, scale: f32) {
    pulp::Arch::new().dispatch(
        #[inline(always)]
        || {
            for row in rows.chunks_exact_mut(width) {
                let largest =
                    row.iter().fold(
                        f32::MIN,
                        |largest, value| {
                            if *value > largest { *value } else { largest }
                        },
                    );
                for value in row {
                    *value = exp((*value - largest) * scale);
                }
            }
        },
    );
}

/// e to the `x` for x ≤ 0, to 2e-7 of the value; 0 below −87.
#[inline(always)]
fn exp(x: f32) -> f32 {
    const LOG2_E: f32 = std::f32::consts::LOG2_E;
    // ln 2 in two parts, so that the rest is exact (Cody and Waite 1980).
    const LN_2_HIGH: f32 = 0.693_359_4;
    const LN_2_LOW: f32 = -2.121_944_4e-4;
    const WHOLE: f32 = 12_582_912.0;
    let clipped = if x > -87.0 { x } else { -87.0 };
    let power = (clipped * LOG2_E + WHOLE) - WHOLE;
    let rest = clipped - power * LN_2_HIGH - power * LN_2_LOW;
    let series = (((((1.987_569_2e-4 * rest + 1.398_2e-3) * rest + 8.333_452e-3) * rest
        + 4.166_579_6e-2)
        * rest
        + 0.166_666_65)
        * rest
        + 0.5)
        * rest
        * rest
        + rest
        + 1.0;
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a whole number between −126 and 0"
    )]
    let exponent = (power as i32 + 127) << 23;
    let scaled = series * f32::from_bits(exponent.cast_unsigned());
    if x > -87.0 { scaled } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exp_is_right_to_float_precision() {
        for step in 0..8_700 {
            let x = -step as f32 / 100.0;
            let exact = libm_exp(f64::from(x));
            let error = (f64::from(exp(x)) - exact).abs();
            assert!(error <= 3e-7 * exact + 1e-37, "{x}: {} {exact}", exp(x));
        }
        assert_eq!(exp(-200.0).to_bits(), 0);
        assert_eq!(exp(f32::NEG_INFINITY).to_bits(), 0);
    }

    /// The series, in `f64`, with halving: an oracle without the system's mathematics.
    fn libm_exp(x: f64) -> f64 {
        let small = x / 1024.0;
        let mut term = 1.0;
        let mut sum = 1.0;
        for n in 1..12 {
            term *= small / f64::from(n);
            sum += term;
        }
        (0..10).fold(sum, |value, _| value * value)
    }

    #[test]
    fn gelu_has_its_known_values() {
        // x · Φ(x) from tables of the normal distribution.
        let mut values = [0.0, 1.0, -1.0, 2.0, -3.0, 6.0];
        gelu(&mut values);
        let known = [0.0, 0.841_345, -0.158_655, 1.954_5, -0.004_050, 6.0];
        for (value, known) in values.iter().zip(known) {
            assert!((value - known).abs() < 2e-6, "{value} {known}");
        }
    }

    #[test]
    fn a_normed_row_has_mean_zero_and_variance_one() {
        let mut row: Vec<f32> = (0..384_u16).map(|idx| f32::from(idx % 17) - 3.0).collect();
        layer_norm(&mut row, &[1.0; 384], &[0.0; 384]);
        let mean = row.iter().sum::<f32>() / 384.0;
        let variance = row.iter().map(|value| value * value).sum::<f32>() / 384.0;
        assert!(mean.abs() < 1e-5 && (variance - 1.0).abs() < 1e-4);
    }
}
