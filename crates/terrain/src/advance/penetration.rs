//! Advance as penetration: the largest distance of newly held ground from the zone held before.
//!
//! **What.** Newly held ground (slivers left out) within a sector toward a target. The sector opens at the point of the earlier zone that is nearest to
//! the target, faces the target, spans an angle to either side, and reaches as far as the target unless another reach is given. Of the ground in it, the
//! point that is farthest from *all* of the earlier zone is found, at corners or within: where two arms close, it lies between them.
//!
//! **Units and error.** Metres. The farthest point is found to 10 m by quartering squares, in a plane around the sector's apex (10⁻⁵ within 50 km); its
//! distance from the earlier zone is then measured on the ellipsoid to 1 mm.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use geo_types::{Coord, MultiPolygon};
use salient_model::LonLat;

use crate::clip::{clip_to_box, clip_to_half_plane};
use crate::ellipsoid::{cut, geodesic};
use crate::ground::{bounds, coord, edges, lon_lat, parity};
use crate::local::{LocalPlane, box_around};
use crate::planar::SegmentIndex;
use crate::{Bearing, Metres, SliverRule, Standing, TerrainError, change, distance_from_point};

/// A sector of ground that faces a target.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sector {
    /// What it faces.
    pub target: LonLat,
    /// How many degrees it spans to either side, above 0 and up to 90.
    pub half_angle: f64,
    /// How far it reaches from where it opens; as far as the target when absent.
    pub reach: Option<Metres>,
}

/// A penetration.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Penetration {
    /// Distance of the farthest newly held point from the earlier zone.
    pub depth: Metres,
    /// Point of the earlier zone that is nearest to it.
    pub start: LonLat,
    /// Where the farthest newly held point lies.
    pub furthest: LonLat,
    /// Where the sector opens: the point of the earlier zone nearest to the target.
    pub apex: LonLat,
    /// Where the sector faces.
    pub bearing: Bearing,
    /// The sector used.
    pub sector: Sector,
}

/// How deep a zone came toward a target. `None` when the earlier zone is empty or already holds the target, and when nothing in the sector was newly held.
///
/// ```
/// use geo_types::{MultiPolygon, polygon};
/// use salient_model::LonLat;
/// use salient_terrain::{Sector, SliverRule, advance_by_penetration};
/// let zone = |north: f64| MultiPolygon(vec![polygon![(x: 36., y: 46.), (x: 38., y: 46.), (x: 38., y: north), (x: 36., y: north)]]);
/// let sector = Sector { target: LonLat::new(37.0, 48.0)?, half_angle: 45.0, reach: None };
/// let found = advance_by_penetration(&sector, &zone(47.1), &zone(47.3), &SliverRule::default())?.expect("newly held ground");
/// assert!((found.depth.km() - 22.2).abs() < 0.1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn advance_by_penetration(
    sector: &Sector,
    before: &MultiPolygon<f64>,
    after: &MultiPolygon<f64>,
    rule: &SliverRule,
) -> Result<Option<Penetration>, TerrainError> {
    if !(sector.half_angle > 0.0 && sector.half_angle <= 90.0) {
        return Err(TerrainError::Setting {
            name: "half-angle of the sector in degrees",
            found: sector.half_angle,
            expected: "above 0 and up to 90",
        });
    }
    let gained = change(before, after, None, rule)?.gained.ground;
    let Some(opening) = distance_from_point(sector.target, before)? else {
        return Ok(None);
    };
    if opening.standing != Standing::Outside {
        return Ok(None);
    }
    let apex = coord(opening.nearest);
    let toward = geodesic(apex, coord(sector.target)).start_bearing;
    let plane = LocalPlane::facing(apex, toward);
    let reach = sector.reach.unwrap_or(opening.distance);
    let newly_held = within_sector(&plane.ground_to_plane(&gained), sector.half_angle, reach);

    // The apex belongs to the earlier zone, so no point is farther from the zone than from the apex: twice the reach is enough of the zone.
    let farthest = edges(&newly_held)
        .map(|(from, _)| libm::hypot(from.x, from.y))
        .fold(0.0, f64::max);
    let earlier = clip_to_box(before, box_around(apex, 2.0 * farthest + 1_000.0));
    let earlier = SegmentIndex::new(edges(&plane.ground_to_plane(&earlier)));
    let Some(furthest) = farthest_point(&newly_held, &earlier) else {
        return Ok(None);
    };
    let furthest = lon_lat(plane.to_globe(furthest));
    let Some(depth) = distance_from_point(furthest, before)? else {
        return Ok(None);
    };
    Ok(Some(Penetration {
        depth: depth.distance,
        start: depth.nearest,
        furthest,
        apex: opening.nearest,
        bearing: Bearing::new(toward),
        sector: *sector,
    }))
}

/// Ground within a sector that opens at the origin of the plane and faces up. The arc is drawn as chords outside of it, at most 0.08 % too far.
fn within_sector(ground: &MultiPolygon<f64>, half_angle: f64, reach: Metres) -> MultiPolygon<f64> {
    const N_CHORDS: u32 = 40;
    let (sin, cos) = libm::sincos(half_angle.to_radians());
    let ground = clip_to_half_plane(ground, |at| at.y * sin - at.x * cos);
    let ground = clip_to_half_plane(&ground, |at| at.y * sin + at.x * cos);
    let step = 2.0 * half_angle / f64::from(N_CHORDS);
    (0..=N_CHORDS).fold(ground, |ground, idx| {
        let (sin, cos) = libm::sincos((f64::from(idx) * step - half_angle).to_radians());
        clip_to_half_plane(&ground, |at| reach.0 - at.x * sin - at.y * cos)
    })
}

/// A square of the search, ordered by the most that a point in it can reach.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Candidate {
    most: f64,
    middle: Coord<f64>,
    half_side: f64,
}

impl Eq for Candidate {}

impl Ord for Candidate {
    fn cmp(&self, other: &Self) -> Ordering {
        self.most
            .total_cmp(&other.most)
            .then(self.middle.x.total_cmp(&other.middle.x))
            .then(self.middle.y.total_cmp(&other.middle.y))
    }
}

impl PartialOrd for Candidate {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// The point of some ground that is farthest from the indexed edges.
fn farthest_point(ground: &MultiPolygon<f64>, from: &SegmentIndex) -> Option<Coord<f64>> {
    const TOLERANCE_M: f64 = 10.0;
    // The edge of the ground first: the farthest point is mostly there, and squares close in on an edge slowly.
    let mut best = edges(ground)
        .flat_map(|(start, end)| cut(start, end, 2.0 * TOLERANCE_M))
        .map(|at| (from.distance(at), at))
        .max_by(|one, other| one.0.total_cmp(&other.0))?;
    let limits = bounds(ground.iter().flat_map(|part| part.exterior().coords()))?;
    let rim = SegmentIndex::new(edges(ground));
    let mut queue = BinaryHeap::new();
    queue.push(Candidate {
        most: f64::INFINITY,
        middle: limits.center(),
        half_side: limits.width().max(limits.height()) / 2.0,
    });
    while let Some(square) = queue.pop() {
        let middle = square.middle;
        let half_diagonal = square.half_side * std::f64::consts::SQRT_2;
        let inside = parity(edges(ground), middle);
        if !inside && rim.distance(middle) > half_diagonal {
            continue;
        }
        let distance = from.distance(middle);
        if inside && distance > best.0 {
            best = (distance, middle);
        }
        let most = distance + half_diagonal;
        if most <= best.0 + TOLERANCE_M {
            continue;
        }
        let half_side = square.half_side / 2.0;
        for (right, up) in [(-1.0, -1.0), (1.0, -1.0), (-1.0, 1.0), (1.0, 1.0)] {
            queue.push(Candidate {
                most,
                middle: Coord {
                    x: middle.x + right * half_side,
                    y: middle.y + up * half_side,
                },
                half_side,
            });
        }
    }
    Some(best.1)
}
