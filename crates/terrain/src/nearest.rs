//! The point of a lon/lat-straight line that is nearest over the ground.
//!
//! **Method.** Edges are cut into pieces and placed in space. A piece lies within `sag` of its chord, so that chord distances give a lower and an upper
//! bound for each; only pieces whose lower bound undercuts the best upper bound are solved, on the ellipsoid: along a piece the derivative of the
//! distance is the cosine of the angle between the piece and the geodesic that arrives, and its sign change is found by the Illinois method.
//!
//! **Error.** From a point: 1 mm, for latitudes within ±80° and distances up to 1,000 km, where a piece of half a degree has at most one nearest point.
//! Between two lines: 0.2 m, from the sag of pieces of a hundredth of a degree.
//!
//! **Sources.** C. F. F. Karney, J. Geodesy 87 (2013), for the geodesics; M. Dowell and P. Jarratt, BIT 11 (1971), for the root finder.

use geo_types::Coord;

use crate::ellipsoid::{LEAST_CURVATURE_RADIUS_M, cut, geodesic, metres_per_degree, position};

/// Pieces for a single point.
const LONG_PIECE_DEGREES: f64 = 0.5;

/// Pieces between two lines.
pub(crate) const SHORT_PIECE_DEGREES: f64 = 0.01;

/// A nearest point and how far it is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Nearest {
    pub(crate) metres: f64,
    /// Where on the line.
    pub(crate) at: Coord<f64>,
}

pub(crate) type Edge = (Coord<f64>, Coord<f64>);

/// The nearest point of some edges, or `None` when there are none.
pub(crate) fn nearest_on_edges(
    from: Coord<f64>,
    edges: impl Iterator<Item = Edge>,
) -> Option<Nearest> {
    let here = position(from);
    let mut bounded: Vec<(f64, Edge)> = Vec::new();
    let mut least_upper = f64::INFINITY;
    for piece in pieces(edges, LONG_PIECE_DEGREES) {
        let chord = to_segment(here, piece.start, piece.end);
        least_upper = least_upper.min(chord + piece.sag);
        let lower = chord - piece.sag;
        // The list stays short because most pieces are farther than the best so far.
        if lower <= beyond_curvature(least_upper) {
            bounded.push((lower, piece.edge));
        }
    }
    bounded.sort_by(|(one, _), (other, _)| one.total_cmp(other));
    let mut best: Option<Nearest> = None;
    for (lower, edge) in bounded {
        // A chord is never longer than the geodesic, so nothing later in the list can be nearer.
        if best.is_some_and(|best| lower > best.metres) {
            break;
        }
        let found = nearest_on_piece(from, edge);
        if best.is_none_or(|best| found.metres < best.metres) {
            best = Some(found);
        }
    }
    best
}

/// The nearest points of two sets of edges: where on the first, where on the second. Edges that cross give some pair near the crossing.
pub(crate) fn nearest_between(one: &[Edge], other: &[Edge]) -> Option<(Coord<f64>, Nearest)> {
    let mine: Vec<Piece> = pieces(one.iter().copied(), SHORT_PIECE_DEGREES).collect();
    let (middle, radius) = ball(&mine)?;

    // A ball around the first set rules out most of the second: first its long pieces, then what is left of them in short ones.
    let mut theirs: Vec<Edge> = other.to_vec();
    for longest in [LONG_PIECE_DEGREES, SHORT_PIECE_DEGREES] {
        let cut_up: Vec<Piece> = pieces(theirs.into_iter(), longest).collect();
        let to_middle = |piece: &Piece| to_segment(middle, piece.start, piece.end);
        let upper = cut_up
            .iter()
            .map(|piece| to_middle(piece) + piece.sag)
            .fold(f64::INFINITY, f64::min)
            + radius;
        theirs = cut_up
            .iter()
            .filter(|piece| to_middle(piece) - piece.sag - radius <= beyond_curvature(upper))
            .map(|piece| piece.edge)
            .collect();
    }
    let theirs: Vec<Piece> = pieces(theirs.into_iter(), SHORT_PIECE_DEGREES).collect();

    let mut best: Option<(f64, &Piece, &Piece)> = None;
    for piece in &mine {
        for their_piece in &theirs {
            // Balls around both pieces are enough to dismiss nearly all pairs.
            let apart = norm(minus(piece.middle(), their_piece.middle()));
            if best.is_some_and(|(least, _, _)| apart - piece.half() - their_piece.half() > least) {
                continue;
            }
            let chord = between_segments(piece, their_piece);
            if best.is_none_or(|(least, _, _)| chord < least) {
                best = Some((chord, piece, their_piece));
            }
        }
    }
    let (_, piece, their_piece) = best?;

    // From the pair of pieces to the pair of points: each in turn moves to the point nearest to the other.
    let start = piece.edge.0 + (piece.edge.1 - piece.edge.0) * 0.5;
    let mut found = (start, nearest_on_piece(start, their_piece.edge));
    for _ in 0..8 {
        let back = nearest_on_piece(found.1.at, piece.edge);
        let forth = nearest_on_piece(back.at, their_piece.edge);
        let settled = found.1.metres - forth.metres < 1e-3;
        found = (back.at, forth);
        if settled {
            break;
        }
    }
    Some(found)
}

/// A short piece of an edge in space.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Piece {
    pub(crate) edge: Edge,
    start: [f64; 3],
    end: [f64; 3],
    /// How far the piece may lie from its chord.
    pub(crate) sag: f64,
}

impl Piece {
    /// Distance of a point in space from the piece's chord.
    pub(crate) fn chord_distance(&self, from: [f64; 3]) -> f64 {
        to_segment(from, self.start, self.end)
    }

    fn middle(&self) -> [f64; 3] {
        std::array::from_fn(|axis| f64::midpoint(self.start[axis], self.end[axis]))
    }

    fn half(&self) -> f64 {
        norm(minus(self.end, self.start)) / 2.0
    }
}

pub(crate) fn pieces(
    edges: impl Iterator<Item = Edge>,
    longest: f64,
) -> impl Iterator<Item = Piece> {
    // The end of an edge is mostly the start of the next one: its position is kept.
    let mut last: Option<(Coord<f64>, [f64; 3])> = None;
    edges.flat_map(move |(from, to)| {
        let mut start = match last {
            Some((at, there)) if at == from => (from, there),
            _ => (from, position(from)),
        };
        let cut_up: Vec<Piece> = cut(from, to, longest)
            .map(|to| {
                let end = position(to);
                let piece = Piece {
                    edge: (start.0, to),
                    start: start.1,
                    end,
                    sag: sag(start.0, to, norm(minus(end, start.1))),
                };
                start = (to, end);
                piece
            })
            .collect();
        last = Some(start);
        cut_up
    })
}

/// A bound on the distance of a lon/lat-straight piece from its chord in space: L² κ / 8, with the curvature κ of the ellipsoid and of the parallel,
/// 1 / (R cos φ), and a margin of a tenth.
fn sag(from: Coord<f64>, to: Coord<f64>, length: f64) -> f64 {
    let lat = from.y.abs().max(to.y.abs()).min(89.9);
    1.1 * length * length / (8.0 * LEAST_CURVATURE_RADIUS_M * libm::cos(lat.to_radians()))
}

/// An upper bound in chord metres, widened by what two geodesics of one chord length may differ in: the ellipsoid's radii of curvature lie between b²/a and
/// a²/b, so g ≈ c + c³ / 24 ρ² differs by at most c³ / 24 · (1/ρ₁² − 1/ρ₂²), taken with a margin of a half.
fn beyond_curvature(chord: f64) -> f64 {
    const GREATEST: f64 = 6_399_594.0;
    const LEAST: f64 = LEAST_CURVATURE_RADIUS_M;
    chord
        + 1.5 * chord * chord * chord / 24.0 * (1.0 / (LEAST * LEAST) - 1.0 / (GREATEST * GREATEST))
}

/// The nearest point of one short piece.
fn nearest_on_piece(from: Coord<f64>, (start, end): Edge) -> Nearest {
    const TOLERANCE_M: f64 = 1e-3;
    const MOST_STEPS: usize = 60;
    let along = |t: f64| {
        if t >= 1.0 {
            end
        } else {
            start + (end - start) * t
        }
    };
    // Rate at which the distance grows with t, in metres, and the distance itself.
    let grows = |t: f64| {
        let at = along(t);
        let arrives = geodesic(from, at);
        let (east, north) = metres_per_degree(at.y);
        let (sin, cos) = libm::sincos(arrives.end_bearing.to_radians());
        let rate = sin * (end.x - start.x) * east + cos * (end.y - start.y) * north;
        (rate, arrives.metres)
    };
    let (mut low, mut high) = (0.0, 1.0);
    let (mut low_rate, low_metres) = grows(low);
    if low_rate >= 0.0 || low_metres == 0.0 {
        return Nearest {
            metres: low_metres,
            at: start,
        };
    }
    let (mut high_rate, high_metres) = grows(high);
    if high_rate <= 0.0 || high_metres == 0.0 {
        return Nearest {
            metres: high_metres,
            at: end,
        };
    }
    let (east, north) = metres_per_degree(start.y);
    let length = libm::hypot((end.x - start.x) * east, (end.y - start.y) * north);
    let mut found = Nearest {
        metres: low_metres,
        at: start,
    };
    let mut moved_last = 0.0;
    for _ in 0..MOST_STEPS {
        let middle = (low * high_rate - high * low_rate) / (high_rate - low_rate);
        let (rate, metres) = grows(middle);
        found = Nearest {
            metres,
            at: along(middle),
        };
        if rate == 0.0 || metres == 0.0 {
            break;
        }
        let step;
        // An end that stays twice in a row gets half its weight, or the other would creep.
        if rate < 0.0 {
            step = middle - low;
            (low, low_rate) = (middle, rate);
            if moved_last < 0.0 {
                high_rate /= 2.0;
            }
        } else {
            step = high - middle;
            (high, high_rate) = (middle, rate);
            if moved_last > 0.0 {
                low_rate /= 2.0;
            }
        }
        moved_last = rate;
        // A missed step of x along the piece costs x² / 2d, and never more than x.
        if step * length < TOLERANCE_M {
            break;
        }
    }
    found
}

/// A ball around some pieces.
pub(crate) fn ball(pieces: &[Piece]) -> Option<([f64; 3], f64)> {
    let first = pieces.first()?;
    let mut low = first.start;
    let mut high = first.start;
    for piece in pieces {
        for axis in 0..3 {
            low[axis] = low[axis].min(piece.start[axis]).min(piece.end[axis]);
            high[axis] = high[axis].max(piece.start[axis]).max(piece.end[axis]);
        }
    }
    let middle = std::array::from_fn(|axis| f64::midpoint(low[axis], high[axis]));
    let radius = pieces
        .iter()
        .map(|piece| {
            norm(minus(piece.start, middle)).max(norm(minus(piece.end, middle))) + piece.sag
        })
        .fold(0.0, f64::max);
    Some((middle, radius))
}

fn minus(one: [f64; 3], other: [f64; 3]) -> [f64; 3] {
    std::array::from_fn(|axis| one[axis] - other[axis])
}

fn dot(one: [f64; 3], other: [f64; 3]) -> f64 {
    one[0] * other[0] + one[1] * other[1] + one[2] * other[2]
}

fn norm(of: [f64; 3]) -> f64 {
    dot(of, of).sqrt()
}

/// Distance of a point from a segment in space.
fn to_segment(at: [f64; 3], start: [f64; 3], end: [f64; 3]) -> f64 {
    let along = minus(end, start);
    let length_squared = dot(along, along);
    let t = if length_squared > 0.0 {
        (dot(minus(at, start), along) / length_squared).clamp(0.0, 1.0)
    } else {
        0.0
    };
    norm(minus(
        at,
        std::array::from_fn(|axis| start[axis] + t * along[axis]),
    ))
}

/// Distance of two segments that lie nearly in one plane and do not cross there: one of the four ends is nearest. Crossing pairs have been told before, by area.
fn between_segments(one: &Piece, other: &Piece) -> f64 {
    to_segment(one.start, other.start, other.end)
        .min(to_segment(one.end, other.start, other.end))
        .min(to_segment(other.start, one.start, one.end))
        .min(to_segment(other.end, one.start, one.end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ellipsoid::{ECCENTRICITY_SQUARED, EQUATORIAL_RADIUS_M};

    #[test]
    fn the_nearest_point_of_a_parallel_lies_north_of_its_geodesic_foot() {
        // Seen from the north, the nearest point of a parallel has the same longitude.
        let from = Coord { x: 37.3, y: 49.0 };
        let parallel = [(Coord { x: 36.0, y: 48.0 }, Coord { x: 39.0, y: 48.0 })];
        let found = nearest_on_edges(from, parallel.into_iter()).expect("an edge");
        assert!((found.at.x - 37.3).abs() < 1e-5, "{found:?}");
        let due_south = geodesic(from, Coord { x: 37.3, y: 48.0 }).metres;
        assert!((found.metres - due_south).abs() < 1e-3, "{found:?}");
    }

    #[test]
    fn no_edges_have_no_nearest_point() {
        assert_eq!(
            nearest_on_edges(Coord { x: 0.0, y: 0.0 }, std::iter::empty()),
            None
        );
    }

    /// The sag bound uses the least radius of curvature; it must not be above the equatorial radius times (1 − e²).
    #[test]
    fn the_least_radius_of_curvature_is_that_of_the_equator_along_the_meridian() {
        let least = EQUATORIAL_RADIUS_M * (1.0 - ECCENTRICITY_SQUARED);
        assert!((least - LEAST_CURVATURE_RADIUS_M).abs() < 1.0, "{least}");
    }
}
