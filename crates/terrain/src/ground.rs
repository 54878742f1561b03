//! What every measure asks of its geometry, and a few plain questions to it.
//!
//! **Shape.** `geo_types` polygons with closed rings (its constructors close them) in any winding; polygons of one zone do not overlap.
//! Orientation is never trusted: half of the world's files wind exteriors clockwise. Whether a point is inside is decided by parity.
//!
//! **Units and frame.** WGS 84 degrees, longitude first, edges straight in longitude and latitude (RFC 7946, section 3.1.1), nothing crosses the
//! antimeridian.

use geo::kernels::{Kernel as _, Orientation, RobustKernel};
use geo_types::{Coord, LineString, MultiLineString, MultiPolygon, Rect};
use salient_model::LonLat;

use crate::TerrainError;

/// Refuses coordinates that are not finite or not on the globe. Overlay code may panic on them, so every public function asks first.
pub(crate) fn check_ground(
    what: &'static str,
    ground: &MultiPolygon<f64>,
) -> Result<(), TerrainError> {
    for (part, polygon) in ground.iter().enumerate() {
        let rings = std::iter::once(polygon.exterior()).chain(polygon.interiors());
        for (ring, line) in rings.enumerate() {
            check_line(what, part, ring, line)?;
        }
    }
    Ok(())
}

/// The same for lines.
pub(crate) fn check_lines(
    what: &'static str,
    lines: &MultiLineString<f64>,
) -> Result<(), TerrainError> {
    lines
        .iter()
        .enumerate()
        .try_for_each(|(part, line)| check_line(what, part, 0, line))
}

fn check_line(
    what: &'static str,
    part: usize,
    ring: usize,
    line: &LineString<f64>,
) -> Result<(), TerrainError> {
    match line.coords().position(|at| !is_on_globe(*at)) {
        None => Ok(()),
        Some(point) => Err(TerrainError::OffGlobe {
            what,
            part,
            ring,
            point,
            lon: line.0[point].x,
            lat: line.0[point].y,
        }),
    }
}

/// Whether a coordinate is finite and lies on the globe.
pub(crate) fn is_on_globe(at: Coord<f64>) -> bool {
    // Not-a-number is not at most anything.
    at.x.abs() <= 180.0 && at.y.abs() <= 90.0
}

/// All rings, exteriors and holes alike.
pub(crate) fn rings(ground: &MultiPolygon<f64>) -> impl Iterator<Item = &LineString<f64>> + Clone {
    ground
        .0
        .iter()
        .flat_map(|polygon| std::iter::once(polygon.exterior()).chain(polygon.interiors()))
}

/// All edges of all rings.
pub(crate) fn edges(
    ground: &MultiPolygon<f64>,
) -> impl Iterator<Item = (Coord<f64>, Coord<f64>)> + '_ {
    rings(ground).flat_map(line_edges)
}

/// The edges of one line or ring.
pub(crate) fn line_edges(
    line: &LineString<f64>,
) -> impl Iterator<Item = (Coord<f64>, Coord<f64>)> + '_ {
    line.0.windows(2).map(|pair| (pair[0], pair[1]))
}

/// Whether a point lies inside, by parity of the edges south of it. A point on an edge falls on one side, always the same.
pub(crate) fn contains(ground: &MultiPolygon<f64>, at: Coord<f64>) -> bool {
    parity(edges(ground), at)
}

/// Whether an odd number of edges lies in the direction of smaller y.
pub(crate) fn parity(
    edges: impl Iterator<Item = (Coord<f64>, Coord<f64>)>,
    at: Coord<f64>,
) -> bool {
    edges.fold(false, |inside, (from, to)| {
        inside ^ runs_south(from, to, at)
    })
}

/// Whether an edge lies in the direction of smaller y from a point; either of its directions gives the same answer. Half-open in x, so that a vertex counts
/// once; decided exactly, so that points next to an edge fall on the side on which they lie.
pub(crate) fn runs_south(from: Coord<f64>, to: Coord<f64>, at: Coord<f64>) -> bool {
    if (from.x > at.x) == (to.x > at.x) {
        return false;
    }
    if at.y > from.y.max(to.y) {
        return true;
    }
    if at.y < from.y.min(to.y) {
        return false;
    }
    let (west, east) = if from.x < to.x {
        (from, to)
    } else {
        (to, from)
    };
    RobustKernel::orient2d(west, east, at) == Orientation::CounterClockwise
}

/// The smallest box around everything, or `None` for nothing.
pub(crate) fn bounds<'a>(coords: impl Iterator<Item = &'a Coord<f64>>) -> Option<Rect<f64>> {
    let mut low = Coord {
        x: f64::INFINITY,
        y: f64::INFINITY,
    };
    let mut high = Coord {
        x: f64::NEG_INFINITY,
        y: f64::NEG_INFINITY,
    };
    for at in coords {
        low.x = low.x.min(at.x);
        low.y = low.y.min(at.y);
        high.x = high.x.max(at.x);
        high.y = high.y.max(at.y);
    }
    (low.x <= high.x).then(|| Rect::new(low, high))
}

/// The box around a zone.
pub(crate) fn ground_bounds(ground: &MultiPolygon<f64>) -> Option<Rect<f64>> {
    bounds(
        ground
            .iter()
            .flat_map(|polygon| polygon.exterior().coords()),
    )
}

/// Twice the signed planar area; positive when counter-clockwise. Taken from the first point on, so that large coordinates do not swallow small rings.
pub(crate) fn twice_signed_area(ring: &LineString<f64>) -> f64 {
    let Some(origin) = ring.0.first() else {
        return 0.0;
    };
    line_edges(ring)
        .map(|(from, to)| {
            (from.x - origin.x) * (to.y - origin.y) - (to.x - origin.x) * (from.y - origin.y)
        })
        .sum()
}

/// Whether [`twice_signed_area`] is above zero.
pub(crate) fn is_counter_clockwise(ring: &LineString<f64>) -> bool {
    // Eight sums side by side, which vector instructions take at once. Each way of adding n terms is off by n roundings of the sum of their sizes at most, so
    // that the sign is the same for both where the sum is larger than that by far.
    const LANES: usize = 8;
    let n_edges = ring.0.len().saturating_sub(1);
    let Some(origin) = ring.0.first().filter(|_| n_edges >= LANES) else {
        return twice_signed_area(ring) > 0.0;
    };
    let (mut sums, mut sizes) = ([0.0_f64; LANES], [0.0_f64; LANES]);
    let (starts, rest) = ring.0[..n_edges].as_chunks::<LANES>();
    let ends = ring.0[1..].as_chunks::<LANES>().0;
    let mut add = |lane: usize, from: Coord<f64>, to: Coord<f64>| {
        let left = (from.x - origin.x) * (to.y - origin.y);
        let right = (to.x - origin.x) * (from.y - origin.y);
        sums[lane] += left - right;
        sizes[lane] += left.abs() + right.abs();
    };
    for (from, to) in starts.iter().zip(ends) {
        for lane in 0..LANES {
            add(lane, from[lane], to[lane]);
        }
    }
    let n_done = n_edges - rest.len();
    for (from, to) in rest.iter().zip(&ring.0[n_done + 1..]) {
        add(0, *from, *to);
    }
    let (sum, size): (f64, f64) = (sums.iter().sum(), sizes.iter().sum());
    if sum.abs() > size * (4 * n_edges) as f64 * f64::EPSILON {
        sum > 0.0
    } else {
        twice_signed_area(ring) > 0.0
    }
}

/// A model point as a bare coordinate.
pub(crate) fn coord(at: LonLat) -> Coord<f64> {
    Coord {
        x: at.lon(),
        y: at.lat(),
    }
}

/// A bare coordinate as a model point. Coordinates that reach this come from checked geometry; rounding is brought back to the globe.
pub(crate) fn lon_lat(at: Coord<f64>) -> LonLat {
    LonLat::new(at.x.clamp(-180.0, 180.0), at.y.clamp(-90.0, 90.0))
        .expect("a checked coordinate lies on the globe")
}
