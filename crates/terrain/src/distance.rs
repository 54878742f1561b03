//! Geodesic distance from a place to a zone, and depth inside it.
//!
//! **What.** From a point, or from the limit of a place. Outside the zone: the length of the shortest geodesic to its edge, depth 0. Inside: distance 0,
//! and as depth the shortest geodesic to the zone's edge, of whatever kind that edge is (front, border, or coast). A place that lies partly inside has
//! distance 0 and depth 0. An empty zone has no distance: `None`.
//!
//! **Units and frame.** Metres on WGS 84; edges straight in longitude and latitude.
//!
//! **Error.** Below 1 mm from a point and 0.2 m from a limit, for latitudes within ±80° and distances up to 1,000 km.
//!
//! **Shape.** The two nearest points are returned as measured. Views decide to what precision a place may be shown; nothing finer than a settlement
//! says where a force is.

use geo_types::MultiPolygon;
use salient_model::LonLat;

use crate::ellipsoid::geodesic;
use crate::ground::{check_ground, contains, coord, edges, lon_lat};
use crate::nearest::{nearest_between, nearest_on_edges};
use crate::share::part_inside;
use crate::{Bearing, Metres, TerrainError, area};

/// How a place stands to a zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Nothing of it lies in the zone.
    Outside,
    /// A part of it lies in the zone.
    Partly,
    /// All of it lies in the zone.
    Inside,
}

/// How far a place is from a zone.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Distance {
    /// Shortest way to the zone; 0 when any part of the place lies in it.
    pub distance: Metres,
    /// Shortest way out of the zone; 0 unless all of the place lies in it.
    pub depth: Metres,
    /// How the place stands to the zone.
    pub standing: Standing,
    /// The point of the place from which it was measured.
    pub from: LonLat,
    /// The nearest point of the zone's edge.
    pub nearest: LonLat,
    /// Direction from the one to the other.
    pub bearing: Bearing,
}

/// A part of a place below this share is an artefact of rounding, and not ground.
const LEAST_SHARE: f64 = 1e-8;

/// Distance from a point.
///
/// From one degree north of the middle of a zone's edge, which is a parallel:
///
/// ```
/// use geo_types::{MultiPolygon, polygon};
/// use salient_model::LonLat;
/// let zone = MultiPolygon(vec![polygon![(x: 36., y: 47.), (x: 38., y: 47.), (x: 38., y: 48.), (x: 36., y: 48.)]]);
/// let found = salient_terrain::distance_from_point(LonLat::new(37.0, 49.0)?, &zone)?.expect("a zone");
/// assert!((found.distance.0 - 111_200.037).abs() < 0.001);
/// assert_eq!(found.depth.0, 0.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn distance_from_point(
    place: LonLat,
    zone: &MultiPolygon<f64>,
) -> Result<Option<Distance>, TerrainError> {
    check_ground("zone", zone)?;
    let from = coord(place);
    let Some(nearest) = nearest_on_edges(from, edges(zone)) else {
        return Ok(None);
    };
    let standing = if contains(zone, from) {
        Standing::Inside
    } else {
        Standing::Outside
    };
    let metres = Metres(nearest.metres);
    let (distance, depth) = match standing {
        Standing::Inside => (Metres(0.0), metres),
        Standing::Outside | Standing::Partly => (metres, Metres(0.0)),
    };
    Ok(Some(Distance {
        distance,
        depth,
        standing,
        from: place,
        nearest: lon_lat(nearest.at),
        bearing: Bearing::new(geodesic(from, nearest.at).start_bearing),
    }))
}

/// Distance from the limit of a place.
pub fn distance_from_ground(
    place: &MultiPolygon<f64>,
    zone: &MultiPolygon<f64>,
) -> Result<Option<Distance>, TerrainError> {
    check_ground("place", place)?;
    check_ground("zone", zone)?;
    if area::area_of_checked(place).0 <= 0.0 {
        return Err(TerrainError::NoExtent {
            what: "place",
            expected: "a polygon with an area above zero",
        });
    }
    let place_edges: Vec<_> = edges(place).collect();
    let zone_edges: Vec<_> = edges(zone).collect();
    let Some((from, nearest)) = nearest_between(&place_edges, &zone_edges) else {
        return Ok(None);
    };
    let inside = part_inside(place, zone);
    let standing = if inside < LEAST_SHARE {
        Standing::Outside
    } else if inside > 1.0 - LEAST_SHARE {
        Standing::Inside
    } else {
        Standing::Partly
    };
    let metres = Metres(nearest.metres);
    let (distance, depth) = match standing {
        Standing::Inside => (Metres(0.0), metres),
        Standing::Outside => (metres, Metres(0.0)),
        Standing::Partly => (Metres(0.0), Metres(0.0)),
    };
    Ok(Some(Distance {
        distance,
        depth,
        standing,
        from: lon_lat(from),
        nearest: lon_lat(nearest.at),
        bearing: Bearing::new(geodesic(from, nearest.at).start_bearing),
    }))
}
