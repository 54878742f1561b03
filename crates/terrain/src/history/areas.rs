//! Areas of all days from what each day changes.
//!
//! **Definition.** As [`area_rfc7946`](crate::area_rfc7946) and [`area_geodesic`](crate::area_geodesic) define them: the area of a zone is the sum of one
//! term per edge, with the ground on its left. So the area of a day is that of the day before and the terms of the edges that changed.
//!
//! **Error.** That of the direct computation. Terms are summed exactly, as multiples of 2⁻⁶⁴, so that no rounding builds up over years, and a day's area does
//! not depend on the days before it.
//!
//! **Example.** Ten corners that change on a map of three thousand cost ten terms and not three thousand.
//!
//! **Source.** C. F. F. Karney, J. Geodesy 87 (2013), section 6: the area under a geodesic edge, S₁₂.

use geographiclib_rs::{Geodesic, InverseGeodesic};

use super::ZoneHistory;
use crate::area::edge_square_km;
use crate::cycle::Edge;
use crate::{SeriesPoint, SquareKilometres};

impl ZoneHistory {
    /// Area of every day under edges that are straight in longitude and latitude.
    #[must_use]
    pub fn areas(&self) -> Vec<SeriesPoint<SquareKilometres>> {
        self.sums(|(from, to)| edge_square_km(from, to))
    }

    /// Area of every day under edges that are geodesics. It does not add up over overlays.
    #[must_use]
    pub fn areas_geodesic(&self) -> Vec<SeriesPoint<SquareKilometres>> {
        let wgs84 = Geodesic::wgs84();
        self.sums(|(from, to)| {
            let (.., square_metres, _arc): (f64, f64, f64, f64, f64, f64, f64, f64) =
                wgs84.inverse(from.y, from.x, to.y, to.x);
            -square_metres / 1e6
        })
    }

    fn sums(&self, term: impl Fn(Edge) -> f64) -> Vec<SeriesPoint<SquareKilometres>> {
        let mut sum = ExactSum::default();
        self.days
            .iter()
            .map(|day| {
                for &(from, to) in &day.cycle {
                    // An edge and its reverse must cancel to the last bit, so that both are computed in one direction.
                    if (from.x, from.y) <= (to.x, to.y) {
                        sum.add(term((from, to)));
                    } else {
                        sum.add(-term((to, from)));
                    }
                }
                SeriesPoint {
                    date: day.date,
                    value: SquareKilometres(sum.value()),
                    unchanged: day.cycle.is_empty(),
                }
            })
            .collect()
    }
}

/// A sum of numbers up to 2⁶² in multiples of 2⁻⁶⁴. Finer bits of a term are cut, the same for a term and its negative.
#[derive(Debug, Clone, Copy, Default)]
struct ExactSum(i128);

/// 2⁶⁴.
const UNITS: f64 = 18_446_744_073_709_551_616.0;

impl ExactSum {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "cutting the finer bits is meant"
    )]
    fn add(&mut self, term: f64) {
        self.0 = self.0.saturating_add((term * UNITS) as i128);
    }

    fn value(self) -> f64 {
        self.0 as f64 / UNITS
    }
}
