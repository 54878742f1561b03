//! Set operations on rings: a thin wrapper around `i_overlay`.
//!
//! **Why not `geo::BooleanOps`.** It asks `i_overlay` for rings as the standard wants them, and that extraction (version 4.5) fails on some tangles: holes come out
//! touching themselves, or an assertion about them fails. The plain extraction has no such trouble; its rings are made simple here (see `pinches`).
//!
//! **Shape.** Exteriors counter-clockwise, holes clockwise; rings simple, closed.
//!
//! **Errors and doubt.** The overlay works on a grid of between 2^29 and 2^30 steps over half the extent of its input: corners come back moved by up to a step, and
//! a ring that rounding folded over itself may still cross itself. Callers survey the result.

use geo::kernels::{Kernel, Orientation, RobustKernel};
use geo_types::{Coord, LineString, MultiPolygon, Polygon};
use i_overlay::core::fill_rule::FillRule;
use i_overlay::core::overlay_rule::OverlayRule;
use i_overlay::core::solver::Solver;
use i_overlay::float::overlay::{FloatOverlay, OverlayOptions};

use crate::pinches::cut_pinches;

/// A ring without its closing point, as the library wants it.
type Path = Vec<[f64; 2]>;

/// What a ring encloses by the even-odd rule.
pub(crate) fn enclosed(ring: &LineString<f64>) -> MultiPolygon<f64> {
    overlay(&[path(ring)], &[], OverlayRule::Subject, FillRule::EvenOdd)
}

/// The ground of any of the polygons. They must be valid, with exteriors counter-clockwise and holes clockwise.
pub(crate) fn union<'a>(members: impl IntoIterator<Item = &'a Polygon<f64>>) -> MultiPolygon<f64> {
    let members: Vec<Path> = members.into_iter().flat_map(paths).collect();
    overlay(&members, &[], OverlayRule::Subject, FillRule::Positive)
}

/// The ground of `all` that is not ground of `less`. Both must be valid.
pub(crate) fn difference(all: &MultiPolygon<f64>, less: &MultiPolygon<f64>) -> MultiPolygon<f64> {
    let all: Vec<Path> = all.iter().flat_map(paths).collect();
    let less: Vec<Path> = less.iter().flat_map(paths).collect();
    overlay(&all, &less, OverlayRule::Difference, FillRule::EvenOdd)
}

fn overlay(
    subject: &[Path],
    clip: &[Path],
    rule: OverlayRule,
    fill: FillRule,
) -> MultiPolygon<f64> {
    let options = OverlayOptions {
        // A corner of one ring on an edge of another is a corner of both, so that the cutting below finds it.
        preserve_output_collinear: true,
        ..OverlayOptions::default()
    };
    let shapes = FloatOverlay::with_subj_and_clip_custom(subject, clip, options, Solver::default())
        .overlay(rule, fill);
    shapes
        .into_iter()
        .flat_map(|shape| {
            let mut rings = shape.into_iter().map(ring);
            let exterior = rings.next().unwrap_or_else(LineString::empty);
            cut_pinches(Polygon::new(exterior, rings.collect()))
        })
        .map(|polygon| {
            let (exterior, interiors) = polygon.into_inner();
            Polygon::new(
                without_straight_corners(&exterior),
                interiors.iter().map(without_straight_corners).collect(),
            )
        })
        .collect()
}

fn paths(polygon: &Polygon<f64>) -> impl Iterator<Item = Path> {
    std::iter::once(polygon.exterior())
        .chain(polygon.interiors())
        .map(path)
}

fn path(ring: &LineString<f64>) -> Path {
    let mut path: Path = ring.coords().map(|coord| [coord.x, coord.y]).collect();
    path.pop();
    path
}

fn ring(path: Path) -> LineString<f64> {
    let mut ring: LineString<f64> = path.into_iter().map(|[x, y]| Coord { x, y }).collect();
    ring.close();
    ring
}

/// The ring without the corners in which it does not turn.
fn without_straight_corners(ring: &LineString<f64>) -> LineString<f64> {
    let corners = &ring.0[..ring.0.len().saturating_sub(1)];
    let turns = |position: usize| {
        let before = corners[(position + corners.len() - 1) % corners.len()];
        let after = corners[(position + 1) % corners.len()];
        RobustKernel::orient2d(before, corners[position], after) != Orientation::Collinear
    };
    let mut kept: LineString<f64> = (0..corners.len())
        .filter(|&position| turns(position))
        .map(|position| corners[position])
        .collect();
    kept.close();
    kept
}
