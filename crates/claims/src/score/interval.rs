//! Percentile bootstrap over documents with a fixed seed.

/// Resamples; the interval's ends are its 26th and 975th values.
const N_RESAMPLES: usize = 1000;
/// Any number does; it is part of the result and so it is fixed.
const SEED: u64 = 0x5A11_E17E;

/// A 95 percent interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// Low end.
    pub low: f64,
    /// High end.
    pub high: f64,
}

/// The interval of `statistic` over resamples of `n_documents` documents; `None` with fewer than two documents or when too few resamples
/// have a value.
pub(super) fn bootstrap(
    n_documents: usize,
    statistic: impl Fn(&[usize]) -> Option<f64>,
) -> Option<Interval> {
    if n_documents < 2 {
        return None;
    }
    let mut generator = SplitMix64(SEED);
    let mut values: Vec<f64> = (0..N_RESAMPLES)
        .filter_map(|_round| {
            let sample: Vec<usize> = (0..n_documents)
                .map(|_pick| generator.below(n_documents))
                .collect();
            statistic(&sample)
        })
        .collect();
    if values.len() < N_RESAMPLES / 2 {
        return None;
    }
    values.sort_by(f64::total_cmp);
    let tail = values.len() / 40;
    Some(Interval {
        low: values[tail],
        high: values[values.len() - 1 - tail],
    })
}

/// Steele, Lea, and Flood, "Fast splittable pseudorandom number generators" (2014): one word of state, the same on every machine.
struct SplitMix64(u64);

impl SplitMix64 {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    #[expect(
        clippy::cast_possible_truncation,
        reason = "the remainder is below a usize"
    )]
    fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit as u64) as usize
    }
}
