//! A road or railway against a zone.
//!
//! **What.** How much of the route lies inside the zone, and how near the zone comes to it. How much of it lies near the zone is told by `route_near`,
//! and when it was cut by `first_cut`.
//!
//! **Units and frame.** Metres and shares of the route's geodesic length; WGS 84 degrees, edges straight in longitude and latitude.
//!
//! **Error.** Crossings are computed in `f64` without snapping; lengths and distances as in `distance`: below 0.2 m.

use geo_types::{Coord, MultiLineString, MultiPolygon};
use salient_model::LonLat;

use crate::clip::{boxes_meet, clip_to_box, widened};
use crate::ellipsoid::line_metres;
use crate::ground::{
    bounds, check_ground, check_lines, contains, edges, ground_bounds, line_edges, lon_lat,
};
use crate::nearest::nearest_between;
use crate::{Metres, Share, TerrainError};

/// A route under one map.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RouteControl {
    /// Length of the route.
    pub length: Metres,
    /// Length of it inside the zone.
    pub inside: Metres,
    /// The same as a share.
    pub share: Share,
    /// Shortest distance between route and zone; 0 when they meet, absent when the zone is empty.
    pub distance: Option<Metres>,
    /// Where on the route the zone is nearest; absent likewise.
    pub nearest: Option<LonLat>,
}

/// A route against a zone.
///
/// ```
/// use geo_types::{MultiLineString, MultiPolygon, line_string, polygon};
/// use salient_terrain::route_control;
/// let railway = MultiLineString(vec![line_string![(x: 30.0, y: 50.0), (x: 30.4, y: 50.0)]]);
/// let zone = MultiPolygon(vec![polygon![(x: 30.1, y: 49.9), (x: 30.2, y: 49.9), (x: 30.2, y: 50.1), (x: 30.1, y: 50.1)]]);
/// let found = route_control(&railway, &zone)?;
/// assert!((found.share.value() - 0.25).abs() < 1e-9);
/// assert_eq!(found.distance.map(|distance| distance.0), Some(0.0));
/// # Ok::<(), salient_terrain::TerrainError>(())
/// ```
pub fn route_control(
    route: &MultiLineString<f64>,
    zone: &MultiPolygon<f64>,
) -> Result<RouteControl, TerrainError> {
    let length = route_length(route)?.0;
    check_ground("zone", zone)?;
    let inside = metres_inside(route, zone);
    let route_edges: Vec<_> = route.iter().flat_map(line_edges).collect();
    let zone_edges: Vec<_> = edges(zone).collect();
    let nearest = nearest_between(&route_edges, &zone_edges);
    Ok(RouteControl {
        length: Metres(length),
        inside: Metres(inside),
        share: Share::new(inside / length),
        distance: nearest
            .map(|(_, nearest)| Metres(if inside > 0.0 { 0.0 } else { nearest.metres })),
        nearest: nearest.map(|(at, _)| lon_lat(at)),
    })
}

/// The length of a route inside a zone.
pub fn route_inside(
    route: &MultiLineString<f64>,
    zone: &MultiPolygon<f64>,
) -> Result<Metres, TerrainError> {
    check_route(route)?;
    check_ground("zone", zone)?;
    Ok(Metres(metres_inside(route, zone)))
}

/// The length of a route. It must have one.
pub(crate) fn route_length(route: &MultiLineString<f64>) -> Result<Metres, TerrainError> {
    check_route(route)?;
    let length: f64 = route
        .iter()
        .map(|line| line_metres(line.coords().copied()))
        .sum();
    if length <= 0.0 {
        return Err(TerrainError::NoExtent {
            what: "route",
            expected: "a line with a length above zero",
        });
    }
    Ok(Metres(length))
}

fn check_route(route: &MultiLineString<f64>) -> Result<(), TerrainError> {
    check_lines("route", route)
}

/// Geodesic length of what lies inside.
fn metres_inside(route: &MultiLineString<f64>, zone: &MultiPolygon<f64>) -> f64 {
    stretches(route, zone)
        .iter()
        .filter(|stretch| stretch.is_inside)
        .map(|stretch| line_metres([stretch.from, stretch.to].into_iter()))
        // From zero: the empty sum of the standard library is a negative one.
        .fold(0.0, |sum, metres| sum + metres)
}

/// A piece of an edge of the route, all of it on one side of the zone's edge.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stretch {
    pub(crate) from: Coord<f64>,
    pub(crate) to: Coord<f64>,
    pub(crate) is_inside: bool,
}

/// The route, cut where it crosses the zone's edge. Edges are taken from their western end, so that a route gives the same stretches in either direction.
pub(crate) fn stretches(route: &MultiLineString<f64>, zone: &MultiPolygon<f64>) -> Vec<Stretch> {
    let limits = bounds(route.iter().flat_map(geo_types::LineString::coords));
    let near = match limits.map(|limits| widened(limits, 0.01)) {
        Some(limits) if ground_bounds(zone).is_some_and(|around| boxes_meet(limits, around)) => {
            clip_to_box(zone, limits)
        }
        _ => MultiPolygon(Vec::new()),
    };
    let zone_edges: Vec<_> = edges(&near).collect();
    let mut stretches = Vec::new();
    for (from, to) in route.iter().flat_map(line_edges).map(eastward) {
        let mut cuts = vec![0.0, 1.0];
        cuts.extend(
            zone_edges
                .iter()
                .filter_map(|(start, end)| crossing(from, to, *start, *end)),
        );
        cuts.sort_by(f64::total_cmp);
        let at = |t: f64| if t < 1.0 { from + (to - from) * t } else { to };
        for pair in cuts.windows(2).filter(|pair| pair[0] < pair[1]) {
            stretches.push(Stretch {
                from: at(pair[0]),
                to: at(pair[1]),
                is_inside: contains(&near, at(f64::midpoint(pair[0], pair[1]))),
            });
        }
    }
    stretches
}

/// An edge from its western end; of a meridian, from its southern end.
fn eastward((from, to): (Coord<f64>, Coord<f64>)) -> (Coord<f64>, Coord<f64>) {
    if (from.x, from.y) <= (to.x, to.y) {
        (from, to)
    } else {
        (to, from)
    }
}

/// Where on the first segment the second crosses it, from 0 to 1.
fn crossing(from: Coord<f64>, to: Coord<f64>, start: Coord<f64>, end: Coord<f64>) -> Option<f64> {
    let apart = start.x.max(end.x) < from.x.min(to.x)
        || start.x.min(end.x) > from.x.max(to.x)
        || start.y.max(end.y) < from.y.min(to.y)
        || start.y.min(end.y) > from.y.max(to.y);
    if apart {
        return None;
    }
    let along = to - from;
    let side = |at: Coord<f64>| along.x * (at.y - from.y) - along.y * (at.x - from.x);
    let (one, other) = (side(start), side(end));
    if (one > 0.0) == (other > 0.0) {
        return None;
    }
    let at = start + (end - start) * (one / (one - other));
    let length_squared = along.x * along.x + along.y * along.y;
    let t = ((at.x - from.x) * along.x + (at.y - from.y) * along.y) / length_squared;
    (0.0..=1.0).contains(&t).then_some(t)
}
