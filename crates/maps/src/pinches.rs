//! A polygon whose rings touch, written as valid polygons around the same ground.
//!
//! **Why.** The overlay returns rings that touch themselves or each other in corners, so that ground hangs together in a point only. The standard wants
//! simple rings, and polygons whose inside is in one piece.
//!
//! **What.** The edges run with the ground on their left. At a corner where several part, the walk takes the one that bounds the same ground: the first to the
//! left of where it came from. So each walk bounds one piece of ground. Where it comes back to a corner, the loop since then is cut off as a ring of its own.
//! Loops that run counter-clockwise are exteriors, the others holes; a hole goes to the smallest exterior around it. Corners keep every bit.
//!
//! **Errors and doubt.** Turns are compared by exact orientation tests.
//!
//! **Sources.** OGC 06-103r4 (Simple Features), section 6.1.11.1: rings are simple and touch in points at most; the interior is connected.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use geo::Area as _;
use geo::kernels::{Kernel, Orientation, RobustKernel};
use geo_types::{Coord, LineString, Polygon};

/// The ground of `polygon` in valid polygons. Exteriors must run counter-clockwise, holes clockwise, and edges must meet in corners only. Rings that share no
/// corner pass unchanged.
pub(crate) fn cut_pinches(polygon: Polygon<f64>) -> Vec<Polygon<f64>> {
    if !has_shared_corners(&polygon) {
        return vec![polygon];
    }
    let mut exteriors = Vec::new();
    let mut holes = Vec::new();
    for ring in Edges::new(&polygon).walks().into_iter().flat_map(loops) {
        let area = Polygon::new(ring.clone(), Vec::new()).signed_area();
        if area > 0.0 {
            exteriors.push((area, Polygon::new(ring, Vec::new())));
        } else if area < 0.0 {
            holes.push(ring);
        }
    }
    // Smallest first, so that the first one around a hole is its own.
    exteriors.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut cut: Vec<Polygon<f64>> = exteriors.into_iter().map(|(_, polygon)| polygon).collect();
    for hole in holes {
        let around = cut
            .iter_mut()
            .find(|polygon| is_around(polygon.exterior(), &hole));
        // A hole with nothing around it takes nothing away.
        if let Some(polygon) = around {
            polygon.interiors_push(hole);
        }
    }
    cut
}

/// Whether a ring is around another that it meets in corners at most. Two points of an edge are asked, since one may lie on the ring by rounding.
fn is_around(ring: &LineString<f64>, other: &LineString<f64>) -> bool {
    const ALONG: [f64; 2] = [0.37, 0.61];
    let (from, to) = (other.0[0], other.0[1]);
    ALONG.iter().all(|along| {
        let at = from + (to - from) * *along;
        let n_crossed = ring
            .0
            .windows(2)
            .filter(|ends| {
                let (low, high) = if ends[0].y < ends[1].y {
                    (ends[0], ends[1])
                } else {
                    (ends[1], ends[0])
                };
                low.y <= at.y
                    && at.y < high.y
                    && RobustKernel::orient2d(low, high, at) == Orientation::Clockwise
            })
            .count();
        n_crossed % 2 == 1
    })
}

fn has_shared_corners(polygon: &Polygon<f64>) -> bool {
    let mut corners: Vec<Corner> = rings(polygon)
        .flat_map(|ring| ring.0.iter().skip(1).map(corner))
        .collect();
    corners.sort_unstable();
    corners.windows(2).any(|pair| pair[0] == pair[1])
}

fn rings(polygon: &Polygon<f64>) -> impl Iterator<Item = &LineString<f64>> {
    std::iter::once(polygon.exterior()).chain(polygon.interiors())
}

/// A position as a key; both zeros are one.
type Corner = (u64, u64);

fn corner(coord: &Coord<f64>) -> Corner {
    ((coord.x + 0.0).to_bits(), (coord.y + 0.0).to_bits())
}

/// Directed edges, by the corner where they start.
struct Edges {
    edges: Vec<(Coord<f64>, Coord<f64>)>,
    leaving: BTreeMap<Corner, Vec<usize>>,
}

impl Edges {
    fn new(polygon: &Polygon<f64>) -> Self {
        let edges: Vec<_> = rings(polygon)
            .flat_map(|ring| ring.0.windows(2).map(|ends| (ends[0], ends[1])))
            .collect();
        let mut leaving: BTreeMap<Corner, Vec<usize>> = BTreeMap::new();
        for (edge, (from, _)) in edges.iter().enumerate() {
            leaving.entry(corner(from)).or_default().push(edge);
        }
        Self { edges, leaving }
    }

    /// Closed walks over all edges, each with one piece of ground on its left.
    fn walks(&self) -> Vec<LineString<f64>> {
        let mut is_walked = vec![false; self.edges.len()];
        let mut walks = Vec::new();
        for start in 0..self.edges.len() {
            if is_walked[start] {
                continue;
            }
            let mut walk = vec![self.edges[start].0];
            let mut next = Some(start);
            while let Some(edge) = next {
                is_walked[edge] = true;
                walk.push(self.edges[edge].1);
                next = self.after(edge, &is_walked, start);
            }
            walks.push(LineString(walk));
        }
        walks
    }

    /// The edge that goes on along the same ground; `None` when that is the one that the walk began with.
    fn after(&self, edge: usize, is_walked: &[bool], start: usize) -> Option<usize> {
        let (from, at) = self.edges[edge];
        let clockwise =
            |&a: &usize, &b: &usize| clockwise(at, from, self.edges[a].1, self.edges[b].1);
        self.leaving
            .get(&corner(&at))?
            .iter()
            .copied()
            .filter(|&next| next == start || !is_walked[next])
            .min_by(clockwise)
            .filter(|&next| next != start)
    }
}

/// Which of two points comes first when one turns clockwise around `center`, from the direction of `from`; that direction itself comes last.
fn clockwise(center: Coord<f64>, from: Coord<f64>, a: Coord<f64>, b: Coord<f64>) -> Ordering {
    let quarter = |to: Coord<f64>| match RobustKernel::orient2d(center, from, to) {
        Orientation::Clockwise => 0,
        Orientation::CounterClockwise => 2,
        Orientation::Collinear => {
            let is_ahead = |center: f64, from: f64, to: f64| {
                (from > center && to > center) || (from < center && to < center)
            };
            let is_back = is_ahead(center.x, from.x, to.x) || is_ahead(center.y, from.y, to.y);
            if is_back { 3 } else { 1 }
        }
    };
    quarter(a)
        .cmp(&quarter(b))
        .then_with(|| match RobustKernel::orient2d(center, a, b) {
            Orientation::Clockwise => Ordering::Less,
            Orientation::CounterClockwise => Ordering::Greater,
            Orientation::Collinear => Ordering::Equal,
        })
}

/// The simple loops of a closed walk, in the order in which they close.
fn loops(walk: LineString<f64>) -> Vec<LineString<f64>> {
    let mut loops = Vec::new();
    let mut path: Vec<Coord<f64>> = Vec::new();
    let mut positions: BTreeMap<Corner, usize> = BTreeMap::new();
    for coord in walk.0 {
        let Some(&start) = positions.get(&corner(&coord)) else {
            positions.insert(corner(&coord), path.len());
            path.push(coord);
            continue;
        };
        let mut closed = vec![coord];
        for left in path.drain(start + 1..) {
            positions.remove(&corner(&left));
            closed.push(left);
        }
        closed.push(coord);
        // There and back again encloses nothing.
        if closed.len() >= 4 {
            loops.push(LineString(closed));
        }
    }
    loops
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ring(corners: &[(i32, i32)]) -> LineString<f64> {
        corners
            .iter()
            .chain(corners.first())
            .map(|&(x, y)| Coord {
                x: f64::from(x),
                y: f64::from(y),
            })
            .collect()
    }

    #[test]
    fn a_hole_that_touches_itself_becomes_two() {
        let square = ring(&[(0, 0), (9, 0), (9, 9), (0, 9)]);
        let bow = ring(&[(4, 4), (2, 2), (2, 6), (4, 4), (6, 6), (6, 2)]);
        let cut = cut_pinches(Polygon::new(square.clone(), vec![bow]));
        let holes = vec![
            ring(&[(4, 4), (2, 2), (2, 6)]),
            ring(&[(4, 4), (6, 6), (6, 2)]),
        ];
        assert_eq!(cut, [Polygon::new(square, holes)]);
    }

    #[test]
    fn an_exterior_that_touches_itself_becomes_two_polygons_and_holes_stay_with_theirs() {
        let bow = ring(&[(5, 5), (0, 9), (0, 0), (5, 5), (10, 0), (10, 9)]);
        let hole = ring(&[(8, 5), (8, 6), (9, 6), (9, 5)]);
        let cut = cut_pinches(Polygon::new(bow, vec![hole.clone()]));
        let parts = [
            Polygon::new(ring(&[(5, 5), (0, 9), (0, 0)]), Vec::new()),
            Polygon::new(ring(&[(5, 5), (10, 0), (10, 9)]), vec![hole]),
        ];
        assert_eq!(cut, parts);
    }

    #[test]
    fn a_hole_that_touches_the_exterior_twice_cuts_the_ground_in_two() {
        let square = ring(&[(0, 0), (4, 0), (8, 0), (8, 8), (4, 8), (0, 8)]);
        let hole = ring(&[(4, 0), (3, 4), (4, 8), (5, 4)]);
        let cut = cut_pinches(Polygon::new(square, vec![hole]));
        let parts = [
            Polygon::new(ring(&[(4, 0), (3, 4), (4, 8), (0, 8), (0, 0)]), Vec::new()),
            Polygon::new(ring(&[(4, 8), (5, 4), (4, 0), (8, 0), (8, 8)]), Vec::new()),
        ];
        let area = |polygons: &[Polygon<f64>]| -> Vec<f64> {
            polygons.iter().map(geo::Area::signed_area).collect()
        };
        assert_eq!(area(&cut), area(&parts));
        assert!(cut.iter().all(geo::Validation::is_valid));
    }

    #[test]
    fn a_loop_inside_an_exterior_becomes_its_hole() {
        let folded = ring(&[(0, 0), (9, 0), (9, 9), (0, 0), (5, 4), (4, 3)]);
        let outer = ring(&[(0, 0), (9, 0), (9, 9)]);
        let hole = ring(&[(0, 0), (5, 4), (4, 3)]);
        let cut = cut_pinches(Polygon::new(folded, Vec::new()));
        assert_eq!(cut, [Polygon::new(outer, vec![hole])]);
    }
}
