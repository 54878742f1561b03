//! Advance along an axis: the furthest held point from A toward B within a corridor.
//!
//! **What.** The corridor is the ground within a half-width of the geodesic from A to B, between its ends. On each day the held ground in it that is
//! furthest along is found; the advance is the difference. Held ground need not be joined to A. Wider corridors reach further: state the half-width.
//!
//! **Units and error.** Metres in an azimuthal equidistant plane around A that faces B: along the line exact, aside of it too long by d · r² / 6R² at
//! distance r, 0.4 m for a half-width of 10 km at 100 km.

use geo_types::{Coord, MultiPolygon, Rect};
use salient_model::LonLat;

use crate::clip::{clip_to_box, grown};
use crate::ellipsoid::geodesic;
use crate::ground::{bounds, check_ground, coord, lon_lat, twice_signed_area};
use crate::local::{LocalPlane, box_around};
use crate::{Bearing, Metres, TerrainError};

/// A line with a corridor around it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Axis {
    /// Where it starts.
    pub from: LonLat,
    /// Where it ends.
    pub to: LonLat,
    /// How far the corridor reaches to either side.
    pub half_width: Metres,
}

/// The furthest held point of one day.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reach {
    /// How far along the axis; at most its length.
    pub along: Metres,
    /// How far to the right of it, negative to the left.
    pub aside: Metres,
    /// Where.
    pub furthest: LonLat,
}

/// An advance along an axis.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AxisAdvance {
    /// Reach after less reach before; from A on where nothing was held before. Absent when nothing is held after.
    pub advance: Option<Metres>,
    /// On the first day; absent when nothing in the corridor is held.
    pub before: Option<Reach>,
    /// On the last day, likewise.
    pub after: Option<Reach>,
    /// Length of the axis.
    pub length: Metres,
    /// Direction of the axis at A.
    pub bearing: Bearing,
    /// The axis used.
    pub axis: Axis,
}

/// How far a zone came along an axis.
///
/// ```
/// use geo_types::{MultiPolygon, polygon};
/// use salient_model::LonLat;
/// use salient_terrain::{Axis, Metres, advance_along_axis};
/// let zone = |north: f64| MultiPolygon(vec![polygon![(x: 36., y: 46.), (x: 38., y: 46.), (x: 38., y: north), (x: 36., y: north)]]);
/// let axis = Axis { from: LonLat::new(37.0, 47.0)?, to: LonLat::new(37.0, 48.0)?, half_width: Metres(5_000.0) };
/// let found = advance_along_axis(&axis, &zone(47.1), &zone(47.3))?;
/// assert!((found.advance.expect("held").km() - 22.2).abs() < 0.1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn advance_along_axis(
    axis: &Axis,
    before: &MultiPolygon<f64>,
    after: &MultiPolygon<f64>,
) -> Result<AxisAdvance, TerrainError> {
    check_ground("zone before", before)?;
    check_ground("zone after", after)?;
    let line = geodesic(coord(axis.from), coord(axis.to));
    check_axis(axis, line.metres)?;
    let plane = LocalPlane::facing(coord(axis.from), line.start_bearing);
    let before = reach(axis, plane, line.metres, before);
    let after = reach(axis, plane, line.metres, after);
    let from = before.map_or(Metres(0.0), |before| before.along);
    Ok(AxisAdvance {
        advance: after.map(|after| after.along - from),
        before,
        after,
        length: Metres(line.metres),
        bearing: Bearing::new(line.start_bearing),
        axis: *axis,
    })
}

fn check_axis(axis: &Axis, length: f64) -> Result<(), TerrainError> {
    if !(1.0..=500_000.0).contains(&length) {
        return Err(TerrainError::Setting {
            name: "length of the axis in metres",
            found: length,
            expected: "1 to 500,000",
        });
    }
    if !(1.0..=200_000.0).contains(&axis.half_width.0) {
        return Err(TerrainError::Setting {
            name: "half-width of the corridor in metres",
            found: axis.half_width.0,
            expected: "1 to 200,000",
        });
    }
    Ok(())
}

fn reach(axis: &Axis, plane: LocalPlane, length: f64, zone: &MultiPolygon<f64>) -> Option<Reach> {
    const LEAST_SQUARE_METRES: f64 = 1.0;
    let half_width = axis.half_width.0;
    let around = box_around(coord(axis.from), libm::hypot(length, half_width));
    // The box of the circle is wide; the box of the corridor itself is what keeps a long axis cheap.
    let corners = [
        (-half_width, 0.0),
        (half_width, 0.0),
        (-half_width, length),
        (half_width, length),
    ]
    .map(|(x, y)| plane.to_globe(Coord { x, y }));
    // Between its corners a geodesic bulges by less than a twentieth of its extent for lengths up to 500 km.
    let corridor_box = bounds(corners.iter())?;
    let bulge = corridor_box.width().max(corridor_box.height()) / 20.0;
    let corridor_box = grown(corridor_box, bulge);
    let limits = Rect::new(
        Coord {
            x: around.min().x.max(corridor_box.min().x),
            y: around.min().y.max(corridor_box.min().y),
        },
        Coord {
            x: around.max().x.min(corridor_box.max().x),
            y: around.max().y.min(corridor_box.max().y),
        },
    );
    let corridor = Rect::new(
        Coord {
            x: -half_width,
            y: 0.0,
        },
        Coord {
            x: half_width,
            y: length,
        },
    );
    let held = clip_to_box(&plane.ground_to_plane(&clip_to_box(zone, limits)), corridor);
    let furthest = held
        .iter()
        // A polygon that only touches the corridor leaves a line without area.
        .filter(|part| twice_signed_area(part.exterior()).abs() / 2.0 >= LEAST_SQUARE_METRES)
        .flat_map(|part| part.exterior().coords())
        .max_by(|one, other| {
            one.y
                .total_cmp(&other.y)
                // Of equally far points, the one nearest to the axis.
                .then(other.x.abs().total_cmp(&one.x.abs()))
        })?;
    Some(Reach {
        along: Metres(furthest.y),
        aside: Metres(furthest.x),
        furthest: lon_lat(plane.to_globe(*furthest)),
    })
}
