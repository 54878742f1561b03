//! Set operations on zones.
//!
//! **What.** Edges of both operands are cut where they meet (see `noding`). Whether the ground on either side of an edge belongs to the result follows from how often
//! operands wind around it (see `winding`); an edge bounds the result when one of its sides belongs to it and the other does not. Such edges are joined to rings.
//!
//! **Shape.** [`intersection`], [`outside`], and [`union`] go by the even-odd rule, so that winding does not matter. Results are valid: exteriors
//! counter-clockwise, holes clockwise, rings simple; rings touch in corners at most.
//!
//! **Error.** That of the noding: corners of the operands keep every bit, crossings lie within some nanometres; bits of less than 2⁻⁵² degrees are lost.
//!
//! **Why not a library.** `geo` and `i_overlay` lay a grid of 2³⁰ steps over the operands; in a daily series, where old and new edges run side by side, that costs
//! a square metre here and there, and the extraction that `geo` asks for fails on some tangles.
//!
//! **Source.** OGC 06-103r4 (Simple Features), section 6.1.11.1, for what a valid polygon is.

use std::cmp::Ordering;

use geo_types::{LineString, MultiPolygon, Polygon};

use crate::clip::{boxes_meet, clip_to_box, widened};
use crate::ground::{edges, ground_bounds, line_edges};
use crate::noding::{Node, Noded, side};
use crate::winding::Sides;

/// Zone ∩ window, after clipping the zone to the window's surroundings.
pub(crate) fn intersection(
    ground: &MultiPolygon<f64>,
    window: &MultiPolygon<f64>,
) -> MultiPolygon<f64> {
    match near(ground, window) {
        Some(ground) => even_odd(&ground, window, |in_ground, in_window| {
            in_ground && in_window
        }),
        None => MultiPolygon(Vec::new()),
    }
}

/// Window − zone, likewise.
pub(crate) fn outside(window: &MultiPolygon<f64>, ground: &MultiPolygon<f64>) -> MultiPolygon<f64> {
    match near(ground, window) {
        Some(ground) => even_odd(window, &ground, |in_window, in_ground| {
            in_window && !in_ground
        }),
        None => window.clone(),
    }
}

/// The ground of either zone.
pub(crate) fn union(one: &MultiPolygon<f64>, other: &MultiPolygon<f64>) -> MultiPolygon<f64> {
    even_odd(one, other, |in_one, in_other| in_one || in_other)
}

/// The ground of the first that the second does not cover, at any distance.
pub(crate) fn minus(ground: &MultiPolygon<f64>, less: &MultiPolygon<f64>) -> MultiPolygon<f64> {
    even_odd(ground, less, |in_ground, in_less| in_ground && !in_less)
}

/// The ground around which closed walks wind counter-clockwise on balance, and the ground around which they wind clockwise.
pub(crate) fn wound(walks: &[LineString<f64>]) -> [MultiPolygon<f64>; 2] {
    let noded = Noded::new(walks.iter().flat_map(line_edges).map(|edge| (0, edge)));
    let sides = Sides::of(&noded.edges);
    [
        filled(&noded, &sides, |[times, _]| times > 0),
        filled(&noded, &sides, |[times, _]| times < 0),
    ]
}

fn even_odd(
    one: &MultiPolygon<f64>,
    other: &MultiPolygon<f64>,
    is_ground: impl Fn(bool, bool) -> bool,
) -> MultiPolygon<f64> {
    let own = edges(one).map(|edge| (0, edge));
    let noded = Noded::new(own.chain(edges(other).map(|edge| (1, edge))));
    let sides = Sides::of(&noded.edges);
    filled(&noded, &sides, |[in_one, in_other]| {
        is_ground(in_one % 2 != 0, in_other % 2 != 0)
    })
}

/// The ground by the counts around it.
fn filled(noded: &Noded, sides: &Sides, is_ground: impl Fn([i32; 2]) -> bool) -> MultiPolygon<f64> {
    let bounding = sides
        .beside(&noded.edges)
        .filter_map(
            |(edge, left, right)| match (is_ground(left), is_ground(right)) {
                (true, false) => Some((edge.low, edge.high)),
                (false, true) => Some((edge.high, edge.low)),
                _ => None,
            },
        );
    polygons(Boundary::new(bounding.collect()).rings())
}

/// A closed ring of nodes, without its closing one.
type Ring = Vec<Node>;

/// Directed edges with the ground on their left, in order of their starts.
struct Boundary {
    edges: Vec<(Node, Node)>,
}

impl Boundary {
    fn new(mut edges: Vec<(Node, Node)>) -> Self {
        edges.sort_unstable();
        Self { edges }
    }

    /// Simple rings around all ground.
    fn rings(&self) -> Vec<Ring> {
        let mut is_walked = vec![false; self.edges.len()];
        let mut rings = Vec::new();
        for start in 0..self.edges.len() {
            let mut next = (!is_walked[start]).then_some(start);
            let mut walk = Vec::new();
            while let Some(idx) = next {
                is_walked[idx] = true;
                walk.push(self.edges[idx].0);
                next = self.after(idx, &is_walked);
            }
            loops(&walk, &mut rings);
        }
        rings
    }

    /// The edge that goes on along the same ground: the first one clockwise from where the walk came. `None` when the walk is closed.
    fn after(&self, idx: usize, is_walked: &[bool]) -> Option<usize> {
        let (from, at) = self.edges[idx];
        let first = self.edges.partition_point(|(start, _)| *start < at);
        (first..self.edges.len())
            .take_while(|next| self.edges[*next].0 == at)
            .min_by(|one, other| clockwise(at, from, self.edges[*one].1, self.edges[*other].1))
            .filter(|next| !is_walked[*next])
    }
}

/// Which of two nodes comes first when one turns clockwise around `center`, from the direction of `from`; that direction itself comes last.
fn clockwise(center: Node, from: Node, one: Node, other: Node) -> Ordering {
    let quarter = |to: Node| match side(center, from, to).signum() {
        -1 => 0,
        1 => 2,
        _ if (from < center) == (to < center) => 3,
        _ => 1,
    };
    let turn = side(center, one, other);
    quarter(one).cmp(&quarter(other)).then(turn.cmp(&0))
}

/// Adds the simple loops of a closed walk.
fn loops(walk: &[Node], rings: &mut Vec<Ring>) {
    let mut corners: Vec<Node> = walk.to_vec();
    corners.sort_unstable();
    if corners.windows(2).all(|pair| pair[0] != pair[1]) {
        rings.extend((walk.len() > 2).then(|| walk.to_vec()));
        return;
    }
    corners.dedup();
    let number = |node: &Node| {
        let found = corners.binary_search(node);
        found.expect("every node of the walk is a corner of it")
    };
    let mut path: Ring = Vec::new();
    // Where each corner stands on the path.
    let mut places: Vec<Option<usize>> = vec![None; corners.len()];
    for node in walk.iter().chain(walk.first()) {
        if let Some(start) = places[number(node)] {
            let ring = path.split_off(start);
            for node in &ring {
                places[number(node)] = None;
            }
            // There and back again encloses nothing.
            rings.extend((ring.len() > 2).then_some(ring));
        }
        places[number(node)] = Some(path.len());
        path.push(*node);
    }
}

/// Rings put together: a hole goes to the smallest exterior around it.
fn polygons(rings: Vec<Ring>) -> MultiPolygon<f64> {
    let coords = |ring: &Ring| -> LineString<f64> {
        let mut line: LineString<f64> = ring.iter().map(|node| node.coord()).collect();
        line.close();
        line
    };
    let mut exteriors: Vec<(i128, Ring)> = Vec::new();
    let mut holes = Vec::new();
    for ring in rings {
        match twice_area(&ring) {
            area if area > 0 => exteriors.push((area, ring)),
            _ => holes.push(ring),
        }
    }
    // Smallest first, so that the first one around a hole is its own; equal ones in order of their corners.
    exteriors.sort_unstable();
    let spans: Vec<(i64, i64)> = exteriors.iter().map(|(_, ring)| span(ring)).collect();
    let mut inside: Vec<Vec<LineString<f64>>> = vec![Vec::new(); exteriors.len()];
    for hole in &holes {
        let (west, east) = span(hole);
        let around = exteriors
            .iter()
            .zip(&spans)
            .position(|((_, exterior), span)| {
                span.0 <= west && east <= span.1 && surrounds(exterior, hole)
            });
        // A hole with nothing around it takes nothing away.
        if let Some(idx) = around {
            inside[idx].push(coords(hole));
        }
    }
    exteriors
        .iter()
        .zip(inside)
        .map(|((_, exterior), holes)| Polygon::new(coords(exterior), holes))
        .collect()
}

/// The smallest and the greatest x of a ring.
fn span(ring: &Ring) -> (i64, i64) {
    let xs = || ring.iter().map(|node| node.x);
    (
        xs().min().unwrap_or_default(),
        xs().max().unwrap_or_default(),
    )
}

fn ring_edges(ring: &Ring) -> impl Iterator<Item = (Node, Node)> + '_ {
    ring.iter()
        .copied()
        .zip(ring.iter().copied().cycle().skip(1))
}

/// Twice the area in steps, positive when counter-clockwise. Exact: the sum fits, and parts of it that do not are right again at its end.
fn twice_area(ring: &Ring) -> i128 {
    ring_edges(ring)
        .map(|(from, to)| side(ring[0], from, to))
        .fold(0, i128::wrapping_add)
}

/// Whether a ring runs around another one. Both are parts of one boundary: they share corners at most.
fn surrounds(ring: &Ring, other: &Ring) -> bool {
    // Twice the middle of an edge, which lies on no other edge.
    let middle = Node {
        x: other[0].x + other[1].x,
        y: other[0].y + other[1].y,
    };
    let double = |node: Node| Node {
        x: 2 * node.x,
        y: 2 * node.y,
    };
    ring_edges(ring)
        .map(|(from, to)| (double(from.min(to)), double(from.max(to))))
        .filter(|(low, high)| *low <= middle && middle < *high && side(*low, *high, middle) > 0)
        .count()
        % 2
        == 1
}

/// What of a zone lies near a window; `None` when nothing can touch it.
fn near(ground: &MultiPolygon<f64>, window: &MultiPolygon<f64>) -> Option<MultiPolygon<f64>> {
    const MARGIN_SHARE: f64 = 0.01;
    let limits = widened(ground_bounds(window)?, MARGIN_SHARE);
    if !boxes_meet(limits, ground_bounds(ground)?) {
        return None;
    }
    let near = clip_to_box(ground, limits);
    (!near.0.is_empty()).then_some(near)
}

#[cfg(test)]
#[path = "overlay_tests.rs"]
mod awkward_cases;

#[cfg(test)]
mod tests {
    use geo::Validation as _;
    use geo_types::{Coord, Rect};
    use proptest::prelude::*;

    use super::*;
    use crate::ground::{contains, line_edges};

    /// Rings that cross, touch, and cover each other and themselves at will, on a coarse grid so that they also share edges.
    fn tangles() -> impl Strategy<Value = Vec<LineString<f64>>> {
        let corner = (0..8_i32, 0..8_i32).prop_map(|(x, y)| Coord {
            x: f64::from(x),
            y: f64::from(y),
        });
        let ring = prop::collection::vec(corner, 3..9).prop_map(|corners| {
            let mut ring = LineString(corners);
            ring.close();
            ring
        });
        prop::collection::vec(ring, 1..5)
    }

    fn ground(rings: &[LineString<f64>]) -> MultiPolygon<f64> {
        rings
            .iter()
            .map(|ring| Polygon::new(ring.clone(), Vec::new()))
            .collect()
    }

    /// Points that lie on no edge between grid corners.
    fn probes() -> impl Iterator<Item = Coord<f64>> {
        (0..24).flat_map(|x| {
            (0..24).map(move |y| Coord {
                x: (f64::from(x) + 0.414_213) / 3.0,
                y: (f64::from(y) + 0.732_051) / 3.0,
            })
        })
    }

    /// How often walks wind around a point, from the edges south of it.
    fn winding(walks: &[LineString<f64>], at: Coord<f64>) -> i32 {
        walks
            .iter()
            .flat_map(line_edges)
            .filter(|(from, to)| (from.x > at.x) != (to.x > at.x))
            .filter(|(from, to)| {
                from.y + (at.x - from.x) / (to.x - from.x) * (to.y - from.y) < at.y
            })
            .map(|(from, to)| if from.x < to.x { 1 } else { -1 })
            .sum()
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn any_tangle_is_cut_as_its_points_say(one in tangles(), other in tangles()) {
            let (one, other) = (ground(&one), ground(&other));
            let results = [intersection(&one, &other), outside(&one, &other), union(&one, &other)];
            // What nothing comes near is handed back as it is, tangled or not.
            for result in results.iter().filter(|result| **result != one) {
                prop_assert!(result.is_valid(), "{:?}", result.validation_errors());
            }
            for at in probes() {
                let (in_one, in_other) = (contains(&one, at), contains(&other, at));
                let expected = [in_one && in_other, in_one && !in_other, in_one || in_other];
                prop_assert_eq!(results.each_ref().map(|result| contains(result, at)), expected, "{:?}", at);
            }
        }

        #[test]
        fn any_walks_are_filled_as_they_wind(walks in tangles()) {
            let [more, less] = wound(&walks);
            prop_assert!(more.is_valid() && less.is_valid());
            for at in probes() {
                let times = winding(&walks, at);
                prop_assert_eq!((contains(&more, at), contains(&less, at)), (times > 0, times < 0), "{:?}", at);
            }
        }
    }

    #[test]
    fn a_cut_by_a_window_far_away_is_nothing() {
        let cell = |x: f64| MultiPolygon::from(Rect::new((x, 0.0), (x + 1.0, 1.0)).to_polygon());
        assert!(intersection(&cell(0.0), &cell(5.0)).0.is_empty());
        assert_eq!(outside(&cell(0.0), &cell(5.0)), cell(0.0));
    }
}
