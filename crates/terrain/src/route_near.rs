//! How much of a route lies within a distance of a zone.
//!
//! **What.** The length of the route whose points lie in the zone or at most so far from it, over the ground. At a distance of 0 it is the length inside.
//!
//! **Method.** The route is cut where it crosses the zone's edge. What lies inside counts. The rest is a tree of stretches: each lies in a ball, and the distances of
//! the ball's middle from the zone's edge, less and plus the ball's radius, are bounds for every point of it. A stretch whose upper bound is within the distance counts, one
//! whose lower bound is beyond does not, and any other is halved, down to 1 m.
//!
//! **Units and frame.** Metres; WGS 84 degrees, edges straight in longitude and latitude.
//!
//! **Error.** Stretches that are still open at 1 m count half, and half of their sum is the bound that is handed out: 0.5 m for each place where the route passes the distance, and more
//! where it passes at a slant or runs along it for a while. A distance in space is turned into one over the ground with the least and the greatest radius of curvature, which differ by
//! 2 cm at 100 km.
//!
//! **Sources.** The bound from above is the comparison theorem of A. Schur, Math. Ann. 83 (1921): of two arcs of one length, the one that bends less has the longer chord.

use geo_types::{Coord, MultiLineString, MultiPolygon, Rect};

use crate::clip::boxes_meet;
use crate::ellipsoid::{LEAST_CURVATURE_RADIUS_M, geodesic, line_metres};
use crate::ground::{bounds, check_ground, edges};
use crate::local::box_around;
use crate::nearest::{Edge, Piece, SHORT_PIECE_DEGREES, ball, pieces};
use crate::route::{Stretch, route_length, stretches};
use crate::{Metres, Share, TerrainError};

/// Stretches are not halved below this.
const LEAST_STRETCH_M: f64 = 1.0;

/// Beyond this the bounds from the radii of curvature grow wide.
const FARTHEST_M: f64 = 1_000_000.0;

/// Greatest radius of curvature, a²/b, at the poles.
const GREATEST_CURVATURE_RADIUS_M: f64 = 6_399_594.0;

/// How much of a route lies near a zone.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RouteNear {
    /// The distance asked for.
    pub within: Metres,
    /// Length of the route at most so far from the zone, or in it.
    pub near: Metres,
    /// The same as a share of the route.
    pub share: Share,
    /// How far off `near` may be.
    pub error_bound: Metres,
}

/// The part of a route within a distance of a zone; nothing when the zone is empty.
///
/// On the equator a degree of longitude is 111.3195 km, so that 10 km beside a zone that begins at 30.5° reach back to 30.4102°:
///
/// ```
/// use geo_types::{MultiLineString, MultiPolygon, line_string, polygon};
/// use salient_terrain::{Metres, route_near};
/// let railway = MultiLineString(vec![line_string![(x: 30.0, y: 0.0), (x: 31.0, y: 0.0)]]);
/// let zone = MultiPolygon(vec![polygon![(x: 30.5, y: -1.0), (x: 32.0, y: -1.0), (x: 32.0, y: 1.0), (x: 30.5, y: 1.0)]]);
/// let found = route_near(&railway, &zone, Metres::from_km(10.0))?;
/// assert!((found.near.0 - (55_659.75 + 10_000.0)).abs() < 1.0);
/// assert!(found.error_bound.0 < 1.0);
/// # Ok::<(), salient_terrain::TerrainError>(())
/// ```
pub fn route_near(
    route: &MultiLineString<f64>,
    zone: &MultiPolygon<f64>,
    within: Metres,
) -> Result<RouteNear, TerrainError> {
    if !(0.0..=FARTHEST_M).contains(&within.0) {
        return Err(TerrainError::Setting {
            name: "distance from the zone, in metres",
            found: within.0,
            expected: "0 to 1,000,000",
        });
    }
    let length = route_length(route)?;
    check_ground("zone", zone)?;
    let (inside, outside): (Vec<Stretch>, Vec<Stretch>) = stretches(route, zone)
        .into_iter()
        .partition(|stretch| stretch.is_inside);
    let mut found = Found {
        near: inside
            .iter()
            .map(|stretch| line_metres([stretch.from, stretch.to].into_iter()))
            // From zero: the empty sum of the standard library is a negative one.
            .fold(0.0, |sum, metres| sum + metres),
        open: 0.0,
    };
    if within.0 > 0.0 {
        let outside = outside.iter().map(|stretch| (stretch.from, stretch.to));
        let outside: Vec<Piece> = pieces(outside, SHORT_PIECE_DEGREES).collect();
        let edges = edges_near(route, zone, within);
        let edges: Vec<Piece> = pieces(edges.into_iter(), SHORT_PIECE_DEGREES).collect();
        let edges: Vec<&Piece> = edges.iter().collect();
        found.visit(&outside, &edges, &Reach::of(within.0));
    }
    let near = found.near + found.open / 2.0;
    Ok(RouteNear {
        within,
        near: Metres(near),
        share: Share::new(near / length.0),
        error_bound: Metres(found.open / 2.0),
    })
}

/// A distance over the ground as chords in space.
struct Reach {
    /// No chord up to this belongs to a longer way.
    surely: f64,
    /// No chord beyond this belongs to a way that is short enough.
    at_most: f64,
}

impl Reach {
    fn of(metres: f64) -> Self {
        let chord = |radius: f64| 2.0 * radius * libm::sin(metres / (2.0 * radius));
        Self {
            surely: chord(LEAST_CURVATURE_RADIUS_M),
            at_most: chord(GREATEST_CURVATURE_RADIUS_M),
        }
    }
}

/// Metres that lie near, and metres of which it stays open.
struct Found {
    near: f64,
    open: f64,
}

impl Found {
    /// Sorts stretches of the route by their distance from those edges of the zone that may be nearest to any of them.
    fn visit(&mut self, route: &[Piece], edges: &[&Piece], reach: &Reach) {
        let Some((middle, radius)) = ball(route) else {
            return;
        };
        let mut lowest = f64::INFINITY;
        let mut highest = f64::INFINITY;
        let lows: Vec<f64> = edges
            .iter()
            .map(|edge| {
                let chord = edge.chord_distance(middle);
                highest = highest.min(chord + edge.sag);
                lowest = lowest.min(chord - edge.sag);
                chord - edge.sag
            })
            .collect();
        if lowest - radius > reach.at_most {
            return;
        }
        if highest + radius <= reach.surely {
            self.near += metres(route);
            return;
        }
        let farthest = (highest + radius).min(reach.at_most) + radius;
        let kept: Vec<&Piece> = edges
            .iter()
            .zip(&lows)
            .filter(|(_, low)| **low <= farthest)
            .map(|(edge, _)| *edge)
            .collect();
        if let [piece] = route {
            let (from, to) = piece.edge;
            let length = metres(route);
            if length <= LEAST_STRETCH_M {
                self.open += length;
                return;
            }
            let middle = from + (to - from) * 0.5;
            let halves = [(from, middle), (middle, to)].into_iter();
            // No half is longer than its whole, and none is cut on the way.
            for half in pieces(halves, SHORT_PIECE_DEGREES) {
                self.visit(&[half], &kept, reach);
            }
        } else {
            let (one, other) = route.split_at(route.len() / 2);
            self.visit(one, &kept, reach);
            self.visit(other, &kept, reach);
        }
    }
}

fn metres(route: &[Piece]) -> f64 {
    route
        .iter()
        .map(|piece| geodesic(piece.edge.0, piece.edge.1).metres)
        .sum()
}

/// The zone's edges whose box comes within a distance of the route's. In degrees the distance is widest at one of the corners, the nearer to a pole.
fn edges_near(route: &MultiLineString<f64>, zone: &MultiPolygon<f64>, within: Metres) -> Vec<Edge> {
    let Some(limits) = bounds(route.iter().flat_map(geo_types::LineString::coords)) else {
        return Vec::new();
    };
    let (low, high) = (
        box_around(limits.min(), within.0),
        box_around(limits.max(), within.0),
    );
    let corner = |x: f64, y: f64| Coord { x, y };
    let around = Rect::new(
        corner(low.min().x.min(high.min().x), low.min().y.min(high.min().y)),
        corner(low.max().x.max(high.max().x), low.max().y.max(high.max().y)),
    );
    edges(zone)
        .filter(|(from, to)| boxes_meet(around, Rect::new(*from, *to)))
        .collect()
}
