//! Undoing the snapping of the overlay.
//!
//! **What.** `i_overlay` computes on a grid of 2³⁰ steps across its operands, and returns every corner moved by up to a step. On edges of many kilometres
//! that is a square metre per corner, enough to break a balance. Here a returned corner that is a corner of an operand goes back to it exactly, and one
//! where two edges cross goes to the crossing as `f64` has it.
//!
//! **Error.** Areas then differ from exact overlay by rounding of `f64` alone, except where edges only graze one another and the snapped images cross
//! while the edges themselves do not: there a corner stays where it was snapped.

use geo_types::{Coord, LineString, MultiPolygon, Polygon};

use crate::ground::{bounds, line_edges};

/// Puts the corners of an overlay's result back to where its operands have them.
pub(crate) fn restore<'a>(
    result: MultiPolygon<f64>,
    operands: impl IntoIterator<Item = &'a LineString<f64>, IntoIter: Clone>,
) -> MultiPolygon<f64> {
    // The grid is laid over both operands; four steps are more than snapping and its rounding move a corner.
    const STEPS: f64 = 4.0;
    let operands = operands.into_iter();
    let every_corner = operands.clone().flat_map(|ring| ring.0.iter());
    let Some(limits) = bounds(every_corner.clone()) else {
        return result;
    };
    let tolerance = STEPS * limits.width().max(limits.height()) / f64::from(1 << 30);
    let mut corners: Vec<Coord<f64>> = every_corner.copied().collect();
    corners.sort_by(|one, other| one.x.total_cmp(&other.x).then(one.y.total_cmp(&other.y)));
    corners.dedup();
    let operands = Operands {
        corners,
        edges: operands.flat_map(line_edges).collect(),
        tolerance,
    };
    MultiPolygon(
        result
            .into_iter()
            .filter_map(|part| {
                let (exterior, interiors) = part.into_inner();
                let interiors = interiors
                    .into_iter()
                    .filter_map(|ring| operands.ring(ring))
                    .collect();
                Some(Polygon::new(operands.ring(exterior)?, interiors))
            })
            .collect(),
    )
}

struct Operands {
    /// In order of x.
    corners: Vec<Coord<f64>>,
    edges: Vec<(Coord<f64>, Coord<f64>)>,
    tolerance: f64,
}

impl Operands {
    /// A ring with its corners put back; `None` when fewer than three remain.
    fn ring(&self, mut ring: LineString<f64>) -> Option<LineString<f64>> {
        for at in &mut ring.0 {
            *at = self
                .corner(*at)
                .or_else(|| self.crossing(*at))
                .unwrap_or(*at);
        }
        ring.0.dedup();
        (ring.0.len() > 3).then_some(ring)
    }

    /// The operands' corner next to a point.
    fn corner(&self, at: Coord<f64>) -> Option<Coord<f64>> {
        let first = self
            .corners
            .partition_point(|corner| corner.x < at.x - self.tolerance);
        self.corners[first..]
            .iter()
            .take_while(|corner| corner.x <= at.x + self.tolerance)
            .filter(|corner| (corner.y - at.y).abs() <= self.tolerance)
            .min_by(|one, other| apart(**one, at).total_cmp(&apart(**other, at)))
            .copied()
    }

    /// Where the two edges cross that meet next to a point at the widest angle.
    fn crossing(&self, at: Coord<f64>) -> Option<Coord<f64>> {
        const LEAST_SINE: f64 = 1e-9;
        let beside: Vec<_> = self
            .edges
            .iter()
            .filter(|edge| self.passes(**edge, at))
            .collect();
        let mut widest: Option<(f64, Coord<f64>)> = None;
        for (idx, one) in beside.iter().enumerate() {
            for other in &beside[idx + 1..] {
                let (along, across) = (one.1 - one.0, other.1 - other.0);
                let cross = along.x * across.y - along.y * across.x;
                let sine =
                    cross.abs() / (libm::hypot(along.x, along.y) * libm::hypot(across.x, across.y));
                if sine <= widest.map_or(LEAST_SINE, |(sine, _)| sine) {
                    continue;
                }
                // Edges at a grazing angle may cross far from where their snapped images do, but only where both of them are.
                let to = other.0 - one.0;
                let t = (to.x * across.y - to.y * across.x) / cross;
                let u = (to.x * along.y - to.y * along.x) / cross;
                if (0.0..=1.0).contains(&t) && (0.0..=1.0).contains(&u) {
                    widest = Some((sine, one.0 + along * t));
                }
            }
        }
        widest.map(|(_, crossing)| crossing)
    }

    /// Whether an edge passes next to a point.
    fn passes(&self, (from, to): (Coord<f64>, Coord<f64>), at: Coord<f64>) -> bool {
        let by = self.tolerance;
        if at.x < from.x.min(to.x) - by
            || at.x > from.x.max(to.x) + by
            || at.y < from.y.min(to.y) - by
            || at.y > from.y.max(to.y) + by
        {
            return false;
        }
        let along = to - from;
        let length = libm::hypot(along.x, along.y);
        length > 0.0 && (along.x * (at.y - from.y) - along.y * (at.x - from.x)).abs() <= by * length
    }
}

fn apart(one: Coord<f64>, other: Coord<f64>) -> f64 {
    libm::hypot(one.x - other.x, one.y - other.y)
}

#[cfg(test)]
mod tests {
    use geo_types::polygon;

    use super::*;
    use crate::ground::rings;

    #[test]
    fn corners_and_crossings_go_back_to_where_they_were() {
        let square = |low: f64, high: f64| {
            MultiPolygon(vec![
                polygon![(x: low, y: low), (x: high, y: low), (x: high, y: high), (x: low, y: high)],
            ])
        };
        let (one, other) = (square(0.0, 2.0), square(1.0, 3.0));
        let hair = 1e-9;
        let snapped = MultiPolygon(vec![
            polygon![(x: 1.0 + hair, y: 1.0), (x: 2.0, y: 1.0 - hair), (x: 2.0, y: 2.0 + hair), (x: 1.0, y: 2.0 - hair)],
        ]);
        assert_eq!(
            restore(snapped, rings(&one).chain(rings(&other))),
            square(1.0, 2.0)
        );
    }
}
