//! Set operations on zones: a thin wrapper around `i_overlay`.
//!
//! **Why not `geo::BooleanOps`.** It asks `i_overlay` for rings as the standard wants them, and that extraction (version 4.5) fails on some tangles: an
//! assertion about holes does not hold, or holes come out wrong. The plain extraction has no such trouble.
//!
//! **Shape.** [`intersection`] and [`outside`] go by the even-odd rule, so that winding does not matter. Exteriors come counter-clockwise, holes clockwise.
//! A ring may touch itself or another one in a corner where ground hangs together in a point only; areas and inside tests do not care.
//!
//! **Error.** `i_overlay` snaps to a grid of 2³⁰ steps across the two operands; corners are put back afterwards (see `restore`).

use geo_types::{Coord, LineString, MultiPolygon, Polygon};
use i_overlay::core::fill_rule::FillRule;
use i_overlay::core::overlay_rule::OverlayRule;
use i_overlay::float::overlay::FloatOverlay;

use crate::clip::{boxes_meet, clip_to_box, widened};
use crate::ground::{ground_bounds, rings};
use crate::restore::restore;

/// Zone ∩ window, after clipping the zone to the window's surroundings.
pub(crate) fn intersection(
    ground: &MultiPolygon<f64>,
    window: &MultiPolygon<f64>,
) -> MultiPolygon<f64> {
    match near(ground, window) {
        Some(ground) => even_odd(&ground, window, OverlayRule::Intersect),
        None => MultiPolygon(Vec::new()),
    }
}

/// Window − zone, likewise.
pub(crate) fn outside(window: &MultiPolygon<f64>, ground: &MultiPolygon<f64>) -> MultiPolygon<f64> {
    match near(ground, window) {
        Some(ground) => even_odd(window, &ground, OverlayRule::Difference),
        None => window.clone(),
    }
}

/// The ground of either zone.
pub(crate) fn union(one: &MultiPolygon<f64>, other: &MultiPolygon<f64>) -> MultiPolygon<f64> {
    even_odd(one, other, OverlayRule::Union)
}

/// The ground around which closed walks wind counter-clockwise on balance, and the ground around which they wind clockwise.
pub(crate) fn wound(walks: &[LineString<f64>]) -> [MultiPolygon<f64>; 2] {
    let paths: Vec<Path> = walks.iter().map(path).collect();
    let nothing: [Path; 0] = [];
    [FillRule::Positive, FillRule::Negative].map(|rule| {
        let shapes =
            FloatOverlay::with_subj_and_clip(&paths, &nothing).overlay(OverlayRule::Subject, rule);
        restore(ground_of(shapes), walks)
    })
}

/// A ring without its closing point, as the library wants it.
type Path = Vec<[f64; 2]>;

fn even_odd(
    subject: &MultiPolygon<f64>,
    clip: &MultiPolygon<f64>,
    rule: OverlayRule,
) -> MultiPolygon<f64> {
    let paths = |ground| -> Vec<Path> { rings(ground).map(path).collect() };
    let shapes = FloatOverlay::with_subj_and_clip(&paths(subject), &paths(clip))
        .overlay(rule, FillRule::EvenOdd);
    restore(ground_of(shapes), rings(subject).chain(rings(clip)))
}

fn path(ring: &LineString<f64>) -> Path {
    let n_corners = ring.0.len().saturating_sub(1);
    ring.0[..n_corners].iter().map(|at| [at.x, at.y]).collect()
}

fn ground_of(shapes: Vec<Vec<Path>>) -> MultiPolygon<f64> {
    let ring =
        |path: Path| -> LineString<f64> { path.into_iter().map(|[x, y]| Coord { x, y }).collect() };
    shapes
        .into_iter()
        .filter_map(|shape| {
            let mut rings = shape.into_iter().map(ring);
            Some(Polygon::new(rings.next()?, rings.collect()))
        })
        .collect()
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
mod tests {
    use geo_types::Rect;
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
            for at in probes() {
                let (in_one, in_other) = (contains(&one, at), contains(&other, at));
                let expected = [in_one && in_other, in_one && !in_other, in_one || in_other];
                prop_assert_eq!(results.each_ref().map(|result| contains(result, at)), expected, "{:?}", at);
            }
        }

        #[test]
        fn any_walks_are_filled_as_they_wind(walks in tangles()) {
            let [more, less] = wound(&walks);
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
