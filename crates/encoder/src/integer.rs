//! Matrix products in whole numbers.
//!
//! Both factors are rounded to integers with a scale per row or column, multiplied and summed exactly in 32 bits, and scaled back. Sums of integers do not depend on their
//! order, so that every processor gives the same bits, with or without vector instructions; sums of floats would not.
//!
//! **Bounds.** Values stay within ±[`LARGEST`] and weights within ±127; with at most [`MAX_TERMS`] terms of two values, or 8,000 terms of a value and a weight, no sum leaves 32 bits.

use bytemuck::{Pod, Zeroable};

/// Largest whole number that a value is rounded to: 12 bits with the sign.
pub(crate) const LARGEST: i16 = 2047;
/// Terms that may be summed when both factors are values: 2047² × 512 < 2³¹.
pub(crate) const MAX_TERMS: usize = 512;

/// Columns in a block.
const BLOCK: usize = 16;
/// Rows worked on at once.
const ROWS: usize = 4;

/// Two neighbouring terms of one sum.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Zeroable, Pod)]
#[repr(transparent)]
pub(crate) struct Pair([i16; 2]);

/// Pairs of terms for the columns of a block.
type BlockRow = [Pair; BLOCK];

/// The left factor: rows of whole numbers, each with its scale.
#[derive(Debug, Clone, Default)]
pub(crate) struct Rows {
    n_pairs: usize,
    pairs: Vec<Pair>,
    scales: Vec<f32>,
}

impl Rows {
    /// Rounds rows of `width` values, each to its own scale.
    pub(crate) fn round<'a>(&mut self, width: usize, rows: impl Iterator<Item = &'a [f32]>) {
        self.n_pairs = width.div_ceil(2);
        self.pairs.clear();
        self.scales.clear();
        pulp::Arch::new().dispatch(
            #[inline(always)]
            || {
                for row in rows {
                    let scale = scale_of(row);
                    let inverse = 1.0 / scale;
                    self.scales.push(scale);
                    let (whole, rest) = row.as_chunks::<2>();
                    self.pairs.extend(
                        whole
                            .iter()
                            .map(|[a, b]| Pair([round(*a, inverse), round(*b, inverse)])),
                    );
                    if let [last] = rest {
                        self.pairs.push(Pair([round(*last, inverse), 0]));
                    }
                }
            },
        );
    }

    fn n_rows(&self) -> usize {
        self.scales.len()
    }

    fn row(&self, idx: usize) -> &[Pair] {
        &self.pairs[idx * self.n_pairs..][..self.n_pairs]
    }

    /// Sum of the whole numbers of a row, times its scale.
    pub(crate) fn sum(&self, idx: usize) -> f32 {
        let sum: i32 = self
            .row(idx)
            .iter()
            .map(|Pair([a, b])| i32::from(*a) + i32::from(*b))
            .sum();
        sum as f32 * self.scales[idx]
    }
}

/// The right factor: columns of whole numbers, each with its scale, laid out in the order in which they are multiplied.
#[derive(Debug, Clone, Default)]
pub(crate) struct Columns {
    n_columns: usize,
    n_pairs: usize,
    blocks: Vec<BlockRow>,
    scales: Vec<f32>,
}

impl Columns {
    /// Columns of stored weights: `weights[column * n_terms + term]`.
    pub(crate) fn of_weights(weights: &[i8], scales: Vec<f32>) -> Self {
        let n_terms = weights.len() / scales.len().max(1);
        let mut columns = Self::default();
        columns.make_room(n_terms, scales);
        for (column, weights) in weights.chunks_exact(n_terms.max(1)).enumerate() {
            for (pair, terms) in weights.chunks(2).enumerate() {
                let second = terms.get(1).copied().unwrap_or(0);
                *columns.at(column, pair) = Pair([i16::from(terms[0]), i16::from(second)]);
            }
        }
        columns
    }

    /// Columns that are rows of `width` values each, rounded each to its own scale.
    pub(crate) fn round_rows(&mut self, rows: &[&[f32]], width: usize) {
        self.make_room(width, rows.iter().map(|row| scale_of(row)).collect());
        for (column, row) in rows.iter().enumerate() {
            let inverse = 1.0 / self.scales[column];
            for (pair, terms) in row.chunks(2).enumerate() {
                let second = terms.get(1).map_or(0, |value| round(*value, inverse));
                *self.at(column, pair) = Pair([round(terms[0], inverse), second]);
            }
        }
    }

    /// Columns of values that stand in `rows`, one term a row, rounded to one scale.
    pub(crate) fn round_columns(&mut self, rows: &[&[f32]], width: usize) {
        let scale = rows.iter().map(|row| scale_of(row)).fold(0.0, f32::max);
        let scale = if scale > 0.0 { scale } else { 1.0 };
        let inverse = 1.0 / scale;
        self.make_room(rows.len(), vec![scale; width]);
        for (pair, rows) in rows.chunks(2).enumerate() {
            for column in 0..width {
                let second = rows.get(1).map_or(0, |row| round(row[column], inverse));
                *self.at(column, pair) = Pair([round(rows[0][column], inverse), second]);
            }
        }
    }

    fn make_room(&mut self, n_terms: usize, scales: Vec<f32>) {
        self.n_columns = scales.len();
        self.n_pairs = n_terms.div_ceil(2);
        self.scales = scales;
        self.blocks.clear();
        self.blocks.resize(
            self.n_columns.div_ceil(BLOCK) * self.n_pairs,
            [Pair::default(); BLOCK],
        );
    }

    fn at(&mut self, column: usize, pair: usize) -> &mut Pair {
        &mut self.blocks[column / BLOCK * self.n_pairs + pair][column % BLOCK]
    }
}

/// The step that the largest value needs; 1 where all are zero, or one is no number.
#[inline(always)]
fn scale_of(values: &[f32]) -> f32 {
    const LANES: usize = 8;
    let larger = |kept: f32, value: f32| {
        if value.abs() > kept {
            value.abs()
        } else {
            kept
        }
    };
    let (whole, rest) = values.as_chunks::<LANES>();
    let mut lanes = [0.0_f32; LANES];
    for chunk in whole {
        for (lane, value) in lanes.iter_mut().zip(chunk) {
            *lane = larger(*lane, *value);
        }
    }
    let largest = lanes.iter().chain(rest).copied().fold(0.0, larger);
    if largest > 0.0 && largest.is_finite() {
        largest / f32::from(LARGEST)
    } else {
        1.0
    }
}

/// The nearest whole number, ties to even. What is no number becomes some number within 16 bits.
#[inline(always)]
#[expect(
    clippy::cast_possible_truncation,
    reason = "the whole number stands in the lowest 16 bits"
)]
fn round(value: f32, inverse: f32) -> i16 {
    // From 1.5 × 2²³ on, floats are one apart, so that adding it rounds; the lowest bits are then the whole number, as a processor writes it.
    const WHOLE: f32 = 12_582_912.0;
    (value * inverse + WHOLE).to_bits() as i16
}

/// The product, row by row, into `out`, which becomes `rows × columns` long; `add` is added to every row.
pub(crate) fn multiply(rows: &Rows, columns: &Columns, add: &[f32], out: &mut Vec<f32>) {
    debug_assert_eq!(rows.n_pairs, columns.n_pairs, "factors fit");
    out.clear();
    out.resize(rows.n_rows() * columns.n_columns, 0.0);
    let job = Job {
        rows,
        columns,
        add,
        out,
    };
    match pulp::Arch::new() {
        #[cfg(target_arch = "x86_64")]
        pulp::Arch::V3(v3) => v3.vectorize(x86::Vectored(v3, job)),
        _ => job.run(sums),
    }
}

/// A product to be made.
struct Job<'a> {
    rows: &'a Rows,
    columns: &'a Columns,
    add: &'a [f32],
    out: &'a mut [f32],
}

impl Job<'_> {
    /// `sums` gives the sums of some rows with one block of columns.
    #[expect(
        clippy::inline_always,
        reason = "only code inlined into the caller gets its vector instructions"
    )]
    #[inline(always)]
    fn run(self, sums: impl Fn([&[Pair]; ROWS], &[BlockRow]) -> [[i32; BLOCK]; ROWS]) {
        let n_rows = self.rows.n_rows();
        let n_columns = self.columns.n_columns;
        if n_rows == 0 || self.columns.n_pairs == 0 {
            return;
        }
        for (block_idx, block) in self
            .columns
            .blocks
            .chunks_exact(self.columns.n_pairs)
            .enumerate()
        {
            let column = block_idx * BLOCK;
            let width = BLOCK.min(n_columns - column);
            let mut scales = [0.0_f32; BLOCK];
            scales[..width].copy_from_slice(&self.columns.scales[column..][..width]);
            let mut add = [0.0_f32; BLOCK];
            if let Some(given) = self.add.get(column..column + width) {
                add[..width].copy_from_slice(given);
            }
            for row in (0..n_rows).step_by(ROWS) {
                // Past the last row, the last one is worked again and thrown away.
                let found = sums(
                    std::array::from_fn(|idx| self.rows.row((row + idx).min(n_rows - 1))),
                    block,
                );
                for (idx, sums) in found.iter().enumerate().take(n_rows - row) {
                    let scale = self.rows.scales[row + idx];
                    let values: [f32; BLOCK] =
                        std::array::from_fn(|at| sums[at] as f32 * (scale * scales[at]) + add[at]);
                    self.out[(row + idx) * n_columns + column..][..width]
                        .copy_from_slice(&values[..width]);
                }
            }
        }
    }
}

/// In plain Rust.
fn sums(rows: [&[Pair]; ROWS], block: &[BlockRow]) -> [[i32; BLOCK]; ROWS] {
    rows.map(|row| {
        let mut sums = [0; BLOCK];
        for (Pair([a, b]), columns) in row.iter().zip(block) {
            for (sum, Pair([c, d])) in sums.iter_mut().zip(columns) {
                *sum += i32::from(*a) * i32::from(*c) + i32::from(*b) * i32::from(*d);
            }
        }
        sums
    })
}

#[cfg(target_arch = "x86_64")]
mod x86 {
    //! With AVX2, which multiplies sixteen numbers and adds the products pairwise in one step.

    use std::arch::x86_64::__m256i;

    use pulp::x86::V3;
    use pulp::{NullaryFnOnce, cast};

    use super::{BLOCK, BlockRow, Job, Pair, ROWS};

    const LANES: usize = 8;
    const VECTORS: usize = BLOCK / LANES;

    pub(super) struct Vectored<'a>(pub(super) V3, pub(super) Job<'a>);

    impl NullaryFnOnce for Vectored<'_> {
        type Output = ();

        #[expect(clippy::inline_always, reason = "as for `Job::run`")]
        #[inline(always)]
        fn call(self) {
            let v3 = self.0;
            self.1.run(
                #[inline(always)]
                |rows, block| sums(v3, rows, block),
            );
        }
    }

    #[expect(clippy::inline_always, reason = "as for `Job::run`")]
    #[inline(always)]
    fn sums(v3: V3, rows: [&[Pair]; ROWS], block: &[BlockRow]) -> [[i32; BLOCK]; ROWS] {
        let n_pairs = block.len();
        let rows = rows.map(|row| &row[..n_pairs]);
        let mut sums = [[v3.avx._mm256_setzero_si256(); VECTORS]; ROWS];
        for (pair, columns) in block.iter().enumerate() {
            let columns: [__m256i; VECTORS] = cast(*columns);
            for (row, sums) in rows.iter().zip(&mut sums) {
                let both = v3.avx._mm256_set1_epi32(cast::<Pair, i32>(row[pair]));
                for (sum, column) in sums.iter_mut().zip(columns) {
                    *sum = v3
                        .avx2
                        ._mm256_add_epi32(*sum, v3.avx2._mm256_madd_epi16(both, column));
                }
            }
        }
        sums.map(cast::<[__m256i; VECTORS], [i32; BLOCK]>)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Products of rounded values, as anyone would write them.
    fn plainly(rows: &Rows, columns: &Columns) -> Vec<i64> {
        let mut found = Vec::new();
        for row in 0..rows.n_rows() {
            for column in 0..columns.n_columns {
                let block = &columns.blocks[column / BLOCK * columns.n_pairs..];
                found.push(
                    rows.row(row)
                        .iter()
                        .zip(block)
                        .map(|(Pair([a, b]), block)| {
                            let Pair([c, d]) = block[column % BLOCK];
                            i64::from(*a) * i64::from(c) + i64::from(*b) * i64::from(d)
                        })
                        .sum(),
                );
            }
        }
        found
    }

    fn matrix(n_rows: usize, width: usize) -> impl Strategy<Value = Vec<f32>> {
        proptest::collection::vec(-3.0_f32..3.0, n_rows * width)
    }

    proptest! {
        #[test]
        fn every_way_of_summing_gives_the_same_bits(
            (n_rows, n_columns, width, left, right) in (1_usize..10, 1_usize..40, 1_usize..70)
                .prop_flat_map(|(rows, columns, width)| {
                    (Just(rows), Just(columns), Just(width), matrix(rows, width), matrix(columns, width))
                })
        ) {
            let mut rows = Rows::default();
            rows.round(width, left.chunks(width));
            let mut columns = Columns::default();
            columns.round_rows(&right.chunks(width).collect::<Vec<_>>(), width);
            let (mut fast, mut plain) = (Vec::new(), vec![0.0; n_rows * n_columns]);
            multiply(&rows, &columns, &[], &mut fast);
            Job { rows: &rows, columns: &columns, add: &[], out: &mut plain }.run(sums);
            prop_assert_eq!(&fast, &plain);
            for (idx, sum) in plainly(&rows, &columns).into_iter().enumerate() {
                let scale = rows.scales[idx / n_columns] * columns.scales[idx % n_columns];
                prop_assert_eq!(plain[idx].to_bits(), (sum as f32 * scale).to_bits());
                // Against the values before they were rounded: half a step on either side of every term.
                let exact: f32 = left[idx / n_columns * width..][..width]
                    .iter()
                    .zip(&right[idx % n_columns * width..][..width])
                    .map(|(a, b)| a * b)
                    .sum();
                prop_assert!((plain[idx] - exact).abs() <= 0.005 * width as f32);
            }
        }
    }

    #[test]
    fn the_largest_sums_stay_within_32_bits() {
        let ones = vec![1.0_f32; MAX_TERMS];
        let mut rows = Rows::default();
        rows.round(MAX_TERMS, std::iter::once(ones.as_slice()));
        let mut columns = Columns::default();
        columns.round_rows(&[ones.as_slice()], MAX_TERMS);
        let mut out = Vec::new();
        multiply(&rows, &columns, &[], &mut out);
        assert!((out[0] - 512.0).abs() < 1e-3, "{}", out[0]);
    }

    #[test]
    fn what_is_no_number_does_no_harm() {
        let mut rows = Rows::default();
        rows.round(2, [[f32::NAN, f32::INFINITY].as_slice()].into_iter());
        let columns = Columns::of_weights(&[1, 1], vec![1.0]);
        let mut out = Vec::new();
        multiply(&rows, &columns, &[], &mut out);
        assert_eq!(out.len(), 1);
    }
}
