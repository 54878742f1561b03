//! Whether a place is closed in, and how wide the way out is.
//!
//! **What.** Ground that the actor does not hold, within a radius around the place. The *way out* is the path on which the widest disc passes from the
//! place to ground beyond the radius without touching held ground; its *width* is the diameter of that disc, and the *neck* is where the disc fits
//! tightly. The disc starts with its middle anywhere in the free ground of the place; a place without a limit is a disc of
//! [`EnclosureSettings::point_radius`]. When held ground has come so close that the disc is tight at the place itself, its width there is the answer. A
//! place that lies inside the zone altogether is its own outcome and no enclosure. Beside it stands the share of bearings on which a straight line from
//! the centre meets held ground before the radius: a place can be closed on 90 % of its bearings and have a way out of many kilometres.
//!
//! Ground that a map does not draw is not held. The result is according to one map, and a way out is ground, not a road.
//!
//! **Units and frame.** Metres in an azimuthal equidistant plane around the place, exact to 10⁻⁵ within 50 km.
//!
//! **Method.** Clearance, the distance from held ground, changes by at most a metre per metre. A square of side s with clearance d in its middle has
//! clearance within d ± s/√2 throughout, so a widest path over squares gives a lower and an upper bound for the true width at once. Squares that are
//! certainly wide enough are kept whole, squares certainly too narrow are dropped, and the rest is quartered until the bounds are as close as asked.
//!
//! **Error.** `low` and `high` enclose the width of the definition above, and `width` lies between them. They differ by at most the error bound, unless
//! the place's own rim decides and is finer than a tenth of it. At or below zero the outcome is decided by topology: a hole of the zone that contains the
//! place and lies within the radius is closed. Widths above the radius are not told apart.
//!
//! **Sources.** The widest path: M. Pollack, *The maximum capacity through a network*, Operations Research 8 (1960).

mod bearings;
mod neck;
mod squares;
mod union;

use geo_types::{Coord, MultiPolygon, Polygon};
use salient_model::LonLat;

use crate::clip::clip_to_box;
use crate::ellipsoid::geodesic;
use crate::ground::{check_ground, contains, coord, edges, line_edges, lon_lat, parity};
use crate::local::{LocalPlane, box_around};
use crate::planar::Segment;
use crate::share::part_inside;
use crate::{Metres, Share, Site, TerrainError};

/// Limits of an enclosure measure.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct EnclosureSettings {
    /// Ground farther than this is outside. From 1 to 100 km.
    pub radius: Metres,
    /// How far a place without a limit reaches around its centre. Above 0 and up to half the radius.
    pub point_radius: Metres,
    /// How far `low` and `high` may be apart. At least a two-thousandth of the radius, and 1 m.
    pub error_bound: Metres,
}

impl Default for EnclosureSettings {
    fn default() -> Self {
        Self {
            radius: Metres(20_000.0),
            point_radius: Metres(1_000.0),
            error_bound: Metres(100.0),
        }
    }
}

/// Where the way out is narrowest.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Neck {
    /// Middle of the disc that fits tightly.
    pub centre: LonLat,
    /// Held edge that it touches.
    pub edge: LonLat,
    /// Held edge on the other side; absent when there is none within a twentieth more than the width, because the disc is tight between an edge and the
    /// place's limit or the radius.
    pub opposite: Option<LonLat>,
}

/// The widest way out.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WayOut {
    /// Width of its narrowest part. Equal to the radius when it is that wide or wider.
    pub width: Metres,
    /// The width is at least this.
    pub low: Metres,
    /// The width is at most this.
    pub high: Metres,
    /// Where it is narrowest; absent when it is as wide as the radius or wider.
    pub neck: Option<Neck>,
}

/// Whether there is a way out.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Confinement {
    /// All of the place lies inside the zone.
    Held,
    /// The place, or what of it is free, has no way out.
    Closed,
    /// There is a way out.
    Open(WayOut),
}

/// How a place is closed in by one actor's zone.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Enclosure {
    /// Whether there is a way out, and how wide.
    pub confinement: Confinement,
    /// Share of the bearings from the centre that meet held ground within the radius; all of them when the centre itself is held.
    pub bearings_closed: Share,
    /// The limits used.
    pub settings: EnclosureSettings,
}

/// Discs at the radius reach half of it farther, and the squares of the search a little more; the rest of the zone cannot matter.
const REACH: f64 = 2.0;

/// A second edge that is much farther than the width did not hold the disc.
const SECOND_EDGE_WITHIN: f64 = 1.05;

/// Measures the enclosure of a place.
///
/// A held ring around an invented village, with a gap of about 2 km in the east:
///
/// ```
/// use geo_types::{MultiPolygon, polygon};
/// use salient_model::LonLat;
/// use salient_terrain::{Confinement, EnclosureSettings, Site, enclosure};
/// let ring = MultiPolygon(vec![polygon![
///     (x: 29.9, y: 49.95), (x: 30.1, y: 49.95), (x: 30.1, y: 49.991), (x: 30.05, y: 49.991), (x: 30.05, y: 49.97), (x: 29.95, y: 49.97),
///     (x: 29.95, y: 50.03), (x: 30.05, y: 50.03), (x: 30.05, y: 50.009), (x: 30.1, y: 50.009), (x: 30.1, y: 50.05), (x: 29.9, y: 50.05),
/// ]]);
/// let village = Site { centre: LonLat::new(30.0, 50.0)?, boundary: None };
/// let found = enclosure(&village, &ring, &EnclosureSettings::default())?;
/// let Confinement::Open(way_out) = found.confinement else { panic!("there is a gap") };
/// assert!((way_out.width.0 - 2002.0).abs() < 1.0);
/// assert!(found.bearings_closed.value() > 0.9);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn enclosure(
    site: &Site<'_>,
    zone: &MultiPolygon<f64>,
    settings: &EnclosureSettings,
) -> Result<Enclosure, TerrainError> {
    check_settings(settings)?;
    site.check()?;
    check_ground("zone", zone)?;
    let centre = coord(site.centre);
    let plane = LocalPlane::around(centre);
    let radius = settings.radius.0;

    let near = clip_to_box(zone, box_around(centre, REACH * radius));
    let segments: Vec<Segment> = edges(&plane.ground_to_plane(&near)).collect();
    let bearings_closed = bearings::closed_share(&segments, radius);
    let answer = |confinement| Enclosure {
        confinement,
        bearings_closed,
        settings: *settings,
    };

    let held = match site.boundary {
        // The overlay leaves up to a hundred-millionth of a place to rounding.
        Some(boundary) => part_inside(boundary, &near) > 1.0 - 1e-8,
        None => contains(&near, centre),
    };
    if held {
        return Ok(answer(Confinement::Held));
    }

    let boundary = site
        .boundary
        .map(|boundary| plane.ground_to_plane(boundary));
    let passage = squares::widest_passage(&squares::Question {
        segments: &segments,
        place: squares::Place::new(boundary.as_ref(), settings.point_radius.0),
        radius,
        error_bound: settings.error_bound.0,
    });
    let undecided = passage.low <= 0.0;
    let confinement = if passage.high <= 0.0
        || undecided && in_closed_hole(&passage, zone, plane, centre, radius)
    {
        Confinement::Closed
    } else {
        Confinement::Open(way_out(&passage, &segments, plane, radius))
    };
    Ok(answer(confinement))
}

fn check_settings(settings: &EnclosureSettings) -> Result<(), TerrainError> {
    let radius = settings.radius.0;
    // Written so that not-a-number fails too.
    if !(1_000.0..=100_000.0).contains(&radius) {
        return Err(TerrainError::Setting {
            name: "enclosure radius in metres",
            found: radius,
            expected: "1,000 to 100,000",
        });
    }
    let point_radius = settings.point_radius.0;
    if !(point_radius > 0.0 && point_radius <= radius / 2.0) {
        return Err(TerrainError::Setting {
            name: "radius of a place without a limit, in metres",
            found: point_radius,
            expected: "above 0 and up to half the enclosure radius",
        });
    }
    let bound = settings.error_bound.0;
    if !((radius / 2000.0).max(1.0)..=radius / 10.0).contains(&bound) {
        return Err(TerrainError::Setting {
            name: "enclosure error bound in metres",
            found: bound,
            expected: "a two-thousandth to a tenth of the radius, and at least 1",
        });
    }
    Ok(())
}

/// Whether the freest point of the place lies in a hole of the zone that does not reach the radius.
fn in_closed_hole(
    passage: &squares::Passage,
    zone: &MultiPolygon<f64>,
    plane: LocalPlane,
    centre: Coord<f64>,
    radius: f64,
) -> bool {
    let Some(free) = passage.freest_start else {
        return false;
    };
    let free = plane.to_globe(free);
    zone.iter().flat_map(Polygon::interiors).any(|hole| {
        parity(line_edges(hole), free)
            && hole
                .coords()
                .all(|at| geodesic(centre, *at).metres < radius)
    })
}

fn way_out(
    passage: &squares::Passage,
    segments: &[Segment],
    plane: LocalPlane,
    radius: f64,
) -> WayOut {
    let (low, high) = (passage.low.max(0.0), passage.high.min(radius));
    if passage.low >= radius {
        return WayOut {
            width: Metres(radius),
            low: Metres(radius),
            high: Metres(radius),
            neck: None,
        };
    }
    let neck = passage
        .tightest
        .and_then(|tightest| neck::find(tightest, segments, low..=high * SECOND_EDGE_WITHIN));
    // Between two held edges the neck is as long as they are apart; that is sharper than any square.
    let width = neck
        .and_then(|neck| neck.across())
        .filter(|across| (low..=high).contains(across))
        .unwrap_or(f64::midpoint(low, high));
    let globe = |at| lon_lat(plane.to_globe(at));
    WayOut {
        width: Metres(width),
        low: Metres(low),
        high: Metres(high),
        neck: neck.map(|neck| Neck {
            centre: globe(neck.centre),
            edge: globe(neck.edge),
            opposite: neck.opposite.map(globe),
        }),
    }
}
