//! Salients and pockets of a zone, by a radius.
//!
//! **What.** A *salient* is ground of the zone that discs of the radius do not reach from inside it: a part that is narrower than two radii. A *pocket* is ground
//! outside the zone that discs of the radius do not reach from outside, or that the zone encloses altogether. Each has *necks*: the straight lines across the
//! places where it joins the main body, widest first; an enclosed pocket has none. Its *depth* is the largest distance of a point of it from the nearest neck.
//! Corners of an ordinary front are rounded off by discs too; what counts is at least as deep as its widest neck is wide. A strip with two necks joins two
//! bodies, and is a *corridor*. A hole below the area of a sliver is no pocket.
//!
//! Ground outside the zone is ground that the map does not draw as held: nothing says whose it is.
//!
//! **Units and frame.** Kilometres in an azimuthal equidistant plane around a point; areas on the ellipsoid. Only what lies wholly within the distance asked for is
//! given; what reaches farther is counted.
//!
//! **Error.** A disc of the main body reaches a little way into a mouth: the area misses that segment of the disc, a tenth of the neck's square for a neck of one
//! radius, 0.4 of it for one of two. Where an edge leaves the front at a slant, a neck is off by up to 4 % of the radius, a depth by as much.
//!
//! **Source.** J. Serra, *Image Analysis and Mathematical Morphology*, 1982, chapter II, for openings and their residues (top-hat).

mod necks;
mod opening;

use geo::MapCoords as _;
use geo_types::{Coord, LineString, MultiPolygon, Polygon};
use salient_model::LonLat;

use self::necks::NeckLine;
use crate::area::area_of_checked;
use crate::clip::clip_to_box;
use crate::ground::{check_ground, coord, edges, line_edges, lon_lat, parity};
use crate::local::{LocalPlane, box_around};
use crate::overlay::minus;
use crate::planar::{SegmentIndex, apart, nearest_on_segment};
use crate::{Metres, SliverRule, SquareKilometres, TerrainError};

/// The overlay's grid is made for degrees; kilometres keep within it, metres would not.
const KILOMETRE: f64 = 1_000.0;

/// Radii beyond the distance asked for in which the zone can matter: discs that touch what is within it reach two farther.
const DISCS: f64 = 3.0;

/// What counts as narrow, and how far to look.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SalientSettings {
    /// Radius of the disc: what is narrower than two of them stands out. From 100 m to 50 km.
    pub radius: Metres,
    /// How far around the point to look. From the radius to 150 km.
    pub within: Metres,
}

impl Default for SalientSettings {
    fn default() -> Self {
        Self {
            radius: Metres(5_000.0),
            within: Metres(50_000.0),
        }
    }
}

/// Ground of one side that stands out into the other's, or is enclosed by it.
#[derive(Debug, Clone, PartialEq)]
pub struct Protrusion {
    /// The ground, in degrees.
    pub ground: Polygon<f64>,
    /// Its area.
    pub area: SquareKilometres,
    /// Widths of its necks, widest first. None: enclosed. Two: a corridor.
    pub necks: Vec<Metres>,
    /// Largest distance from the nearest neck; absent without a neck.
    pub depth: Option<Metres>,
    /// Where it is deepest; for an enclosed one, a point of its edge.
    pub tip: LonLat,
}

/// The salients and pockets of a zone near a point.
#[derive(Debug, Clone, PartialEq)]
pub struct Salients {
    /// Held ground that stands out, largest first.
    pub salients: Vec<Protrusion>,
    /// Ground outside the zone that reaches into it or is enclosed, largest first.
    pub pockets: Vec<Protrusion>,
    /// Protrusions left out because they reach beyond the distance asked for.
    pub n_beyond: usize,
    /// The settings used.
    pub settings: SalientSettings,
}

/// Finds the salients and pockets of a zone near a point.
///
/// A zone with a strip 4 km wide and about 20 km long that points north:
///
/// ```
/// use geo_types::{MultiPolygon, polygon};
/// use salient_model::LonLat;
/// use salient_terrain::{SalientSettings, salients};
/// let zone = MultiPolygon(vec![polygon![
///     (x: 29.5, y: 49.5), (x: 30.5, y: 49.5), (x: 30.5, y: 50.0), (x: 30.056, y: 50.0), (x: 30.056, y: 50.18), (x: 30.0, y: 50.18), (x: 30.0, y: 50.0),
///     (x: 29.5, y: 50.0),
/// ]]);
/// let found = salients(LonLat::new(30.0, 50.0)?, &zone, &SalientSettings::default())?;
/// let [salient] = &found.salients[..] else { panic!("one") };
/// assert!((salient.necks[0].km() - 4.0).abs() < 0.3);
/// assert!((salient.depth.expect("open").km() - 20.0).abs() < 0.3);
/// assert!(found.pockets.is_empty());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn salients(
    around: LonLat,
    zone: &MultiPolygon<f64>,
    settings: &SalientSettings,
) -> Result<Salients, TerrainError> {
    check_settings(settings)?;
    check_ground("zone", zone)?;
    let centre = coord(around);
    let plane = LocalPlane::around(centre);
    let (radius, within) = (settings.radius.km(), settings.within.km());
    let reach = settings.within.0 + DISCS * settings.radius.0;
    let near = plane.ground_to_plane(&clip_to_box(zone, box_around(centre, reach)));
    let near = near.map_coords(|at| at / KILOMETRE);
    // Offsets need exteriors and holes wound as an overlay winds them.
    let near = minus(&near, &MultiPolygon(Vec::new()));
    let edge = SegmentIndex::new(edges(&near));

    let mut n_beyond = 0;
    let mut protrusions = |parts: MultiPolygon<f64>| -> Vec<Protrusion> {
        let mut found: Vec<Protrusion> = parts
            .into_iter()
            .filter_map(|part| {
                let open = necks::necks(&part, &edge);
                let (depth, tip) = deepest(&part, &open)?;
                let widest = open.first().map_or(0.0, NeckLine::width);
                if depth < widest || depth <= 0.0 {
                    return None;
                }
                if !is_within(&part, within) {
                    n_beyond += 1;
                    return None;
                }
                let necks = open
                    .iter()
                    .map(|neck| Metres::from_km(neck.width()))
                    .collect();
                Some(protrusion(&part, necks, Some(depth), tip, plane))
            })
            .collect();
        found.sort_by(|a, b| b.area.0.total_cmp(&a.area.0));
        found
    };
    let salients = protrusions(minus(&near, &opening::opening(&near, radius)));
    let enclosed: Vec<Polygon<f64>> = holes(&near);
    let outside = minus(&opening::closing(&near, radius), &near)
        .into_iter()
        .filter(|part| !is_in_any(part, &enclosed))
        .collect();
    let mut pockets = protrusions(outside);
    for hole in &enclosed {
        let tip = hole.exterior().0[0];
        let pocket = protrusion(hole, Vec::new(), None, tip, plane);
        if pocket.area.0 < SliverRule::default().least_area.0 {
            continue;
        }
        if is_within(hole, within) {
            pockets.push(pocket);
        } else {
            n_beyond += 1;
        }
    }
    pockets.sort_by(|a, b| b.area.0.total_cmp(&a.area.0));
    Ok(Salients {
        salients,
        pockets,
        n_beyond,
        settings: *settings,
    })
}

fn check_settings(settings: &SalientSettings) -> Result<(), TerrainError> {
    let radius = settings.radius.0;
    if !(100.0..=50_000.0).contains(&radius) {
        return Err(TerrainError::Setting {
            name: "radius of salients in metres",
            found: radius,
            expected: "100 to 50,000",
        });
    }
    let within = settings.within.0;
    if !(radius..=150_000.0).contains(&within) {
        return Err(TerrainError::Setting {
            name: "distance to look for salients, in metres",
            found: within,
            expected: "the radius to 150,000",
        });
    }
    Ok(())
}

/// Ground outside the zone that a ring of it encloses.
fn holes(zone: &MultiPolygon<f64>) -> Vec<Polygon<f64>> {
    zone.iter()
        .flat_map(Polygon::interiors)
        .map(|hole| Polygon::new(hole.clone(), Vec::new()))
        .collect()
}

fn is_in_any(part: &Polygon<f64>, enclosed: &[Polygon<f64>]) -> bool {
    // A corner may lie on the ring; the middle of an edge of the part that runs through free ground does not, and neither does most of an edge along it.
    let ring = &part.exterior().0;
    ring.windows(2).any(|ends| {
        let middle = (ends[0] + ends[1]) / 2.0;
        enclosed
            .iter()
            .any(|hole| parity(line_edges(hole.exterior()), middle))
    })
}

fn is_within(part: &Polygon<f64>, distance: f64) -> bool {
    part.exterior()
        .coords()
        .all(|at| libm::hypot(at.x, at.y) <= distance)
}

/// The corner that is farthest from the nearest neck; `None` without a neck.
fn deepest(part: &Polygon<f64>, necks: &[NeckLine]) -> Option<(f64, Coord<f64>)> {
    part.exterior()
        .coords()
        .filter_map(|&at| {
            necks
                .iter()
                .map(|neck| apart(at, nearest_on_segment(at, neck.0)))
                .reduce(f64::min)
                .map(|distance| (distance, at))
        })
        .max_by(|a, b| a.0.total_cmp(&b.0))
}

fn protrusion(
    part: &Polygon<f64>,
    necks: Vec<Metres>,
    depth: Option<f64>,
    tip: Coord<f64>,
    plane: LocalPlane,
) -> Protrusion {
    let globe = |at: Coord<f64>| plane.to_globe(at * KILOMETRE);
    let to_globe = |ring: &LineString<f64>| ring.coords().map(|&at| globe(at)).collect();
    let ground: Polygon<f64> = Polygon::new(
        to_globe(part.exterior()),
        part.interiors().iter().map(to_globe).collect(),
    );
    Protrusion {
        area: area_of_checked(&MultiPolygon(vec![ground.clone()])),
        ground,
        necks,
        depth: depth.map(Metres::from_km),
        tip: lon_lat(globe(tip)),
    }
}
