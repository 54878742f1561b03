//! A heap of rings to polygons with holes, for the formats that tell an exterior from a hole by its direction alone.
//!
//! **What.** Shapefile and the JSON of ArcGIS list the rings of a feature side by side: exteriors run clockwise, holes counter-clockwise. A hole belongs to the smallest
//! exterior around it. Rings come out turned as RFC 7946 asks and keep their start point: that is how the format is written, so nothing was mended.
//!
//! **Errors and doubt.** Writers that turn every ring the wrong way exist. The largest ring of a feature cannot be a hole, so its direction says which way the feature is
//! written; one that is written the other way round is noted (M018). A hole outside all exteriors becomes a polygon of its own, which is what it encloses; that too is noted.
//! A ring without area has no direction and stands alone; it is dropped later and counted there.
//!
//! **Sources.** ESRI Shapefile Technical Description (1998), page 8; ArcGIS REST API, "Geometry objects", Polygon.

use geo::coordinate_position::{CoordPos, coord_pos_relative_to_ring};
use geo::winding_order::{Winding as _, WindingOrder};
use geo_types::{Coord, LineString};

use crate::MapsError;
use crate::progress::Progress;
use crate::raw::{RawPolygon, RawRing};

/// The polygons that the rings of one feature make, in the order of their exteriors.
pub(crate) fn polygons_of_rings(
    rings: Vec<RawRing>,
    progress: &Progress<'_>,
) -> Result<Vec<RawPolygon>, MapsError> {
    let mut rings: Vec<Ring> = rings.into_iter().map(Ring::new).collect();
    let largest = rings
        .iter()
        .filter(|ring| ring.direction.is_some())
        .max_by(|a, b| a.area.total_cmp(&b.area));
    let exterior_direction = largest.and_then(|ring| ring.direction);
    let is_reversed = exterior_direction == Some(WindingOrder::CounterClockwise);
    let is_hole = |ring: &Ring| ring.direction.is_some() && ring.direction != exterior_direction;
    let mut budget = progress.limits.edge_pairs;
    let mut parents: Vec<Option<usize>> = Vec::with_capacity(rings.len());
    let mut is_odd = is_reversed;
    for ring in &rings {
        let parent = if is_hole(ring) {
            let parent = exterior_around(ring, &rings, &is_hole, &mut budget);
            let parent = parent.map_err(|OutOfBudget| {
                progress.too_large(
                    "pairs of rings that lie inside each other",
                    progress.limits.edge_pairs,
                )
            })?;
            is_odd |= parent.is_none();
            parent
        } else {
            None
        };
        parents.push(parent);
    }
    if is_odd {
        progress.note("M018", || progress.at());
    }
    // Exteriors first, each at the place that its holes then look up.
    let mut places = vec![0; rings.len()];
    let mut polygons: Vec<RawPolygon> = Vec::new();
    for (index, ring) in rings.iter_mut().enumerate() {
        if parents[index].is_none() {
            progress.add_polygon()?;
            places[index] = polygons.len();
            polygons.push(vec![ring.take_turned(WindingOrder::CounterClockwise)]);
        }
    }
    for (index, ring) in rings.iter_mut().enumerate() {
        if let Some(parent) = parents[index] {
            polygons[places[parent]].push(ring.take_turned(WindingOrder::Clockwise));
        }
    }
    Ok(polygons)
}

struct Ring {
    /// As it came: whether it was closed is for the repairs to see.
    coords: RawRing,
    closed: LineString<f64>,
    direction: Option<WindingOrder>,
    /// Planar, in square degrees; only compared.
    area: f64,
    least: Coord<f64>,
    greatest: Coord<f64>,
}

impl Ring {
    fn new(coords: RawRing) -> Self {
        let mut closed = coords.clone();
        if closed.first() != closed.last() {
            closed.extend(coords.first().copied());
        }
        let closed = LineString(closed);
        let direction = closed.winding_order();
        let start = coords.first().copied().unwrap_or_default();
        let (mut least, mut greatest) = (start, start);
        for coord in &coords {
            least.x = least.x.min(coord.x);
            least.y = least.y.min(coord.y);
            greatest.x = greatest.x.max(coord.x);
            greatest.y = greatest.y.max(coord.y);
        }
        Self {
            area: doubled_area(&closed.0, start).abs(),
            coords,
            closed,
            direction,
            least,
            greatest,
        }
    }

    fn has_in_its_box(&self, other: &Self) -> bool {
        self.least.x <= other.least.x
            && self.least.y <= other.least.y
            && self.greatest.x >= other.greatest.x
            && self.greatest.y >= other.greatest.y
    }

    /// The ring in this direction, with the same start point; unclosed rings keep their first point first too.
    fn take_turned(&mut self, direction: WindingOrder) -> RawRing {
        let mut coords = std::mem::take(&mut self.coords);
        if self.direction.is_some_and(|found| found != direction) {
            if coords.first() == coords.last() {
                coords.reverse();
            } else {
                coords[1..].reverse();
            }
        }
        coords
    }
}

/// Twice the area, by the shoelace formula around one of the points.
fn doubled_area(closed: &[Coord<f64>], around: Coord<f64>) -> f64 {
    closed
        .windows(2)
        .map(|edge| {
            (edge[0].x - around.x) * (edge[1].y - around.y)
                - (edge[1].x - around.x) * (edge[0].y - around.y)
        })
        .sum()
}

/// More comparisons than the limit allows.
struct OutOfBudget;

/// The smallest exterior around a hole.
fn exterior_around(
    hole: &Ring,
    rings: &[Ring],
    is_hole: &impl Fn(&Ring) -> bool,
    budget: &mut u64,
) -> Result<Option<usize>, OutOfBudget> {
    let mut found: Option<usize> = None;
    for (index, exterior) in rings.iter().enumerate() {
        spend(budget, 1)?;
        let is_candidate = exterior.direction.is_some()
            && !is_hole(exterior)
            && exterior.has_in_its_box(hole)
            && found.is_none_or(|found| exterior.area < rings[found].area);
        if is_candidate && is_around(exterior, hole, budget)? {
            found = Some(index);
        }
    }
    Ok(found)
}

/// Whether most of what can be told of the hole's points lies inside. A hole may touch its exterior, and a broken one may cross it.
fn is_around(exterior: &Ring, hole: &Ring, budget: &mut u64) -> Result<bool, OutOfBudget> {
    /// Points that decide; a broken hole is for the repairs.
    const DECIDING_POINTS: usize = 3;
    let (mut n_inside, mut n_outside) = (0, 0);
    for &coord in &hole.coords {
        spend(budget, exterior.coords.len() as u64)?;
        match coord_pos_relative_to_ring(coord, &exterior.closed) {
            CoordPos::Inside => n_inside += 1,
            CoordPos::Outside => n_outside += 1,
            CoordPos::OnBoundary => {}
        }
        if n_inside + n_outside == DECIDING_POINTS {
            break;
        }
    }
    // All on the boundary: the hole is inscribed, or is the exterior itself.
    Ok(n_inside >= n_outside)
}

fn spend(budget: &mut u64, cost: u64) -> Result<(), OutOfBudget> {
    *budget = budget.checked_sub(cost).ok_or(OutOfBudget)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limits::Limits;
    use crate::progress::AxisOrder;

    /// A square with this corner and side, clockwise, closed.
    fn square(x: f64, y: f64, side: f64) -> RawRing {
        [
            (0.0, 0.0),
            (0.0, side),
            (side, side),
            (side, 0.0),
            (0.0, 0.0),
        ]
        .map(|(dx, dy)| Coord {
            x: x + dx,
            y: y + dy,
        })
        .to_vec()
    }

    fn reversed(ring: &RawRing) -> RawRing {
        ring.iter().rev().copied().collect()
    }

    /// Polygons as (exterior's corner, holes' corners), and the remarks.
    fn nest(rings: Vec<RawRing>) -> (Vec<Vec<(f64, f64)>>, usize) {
        let limits = Limits::default();
        let progress = Progress::new("ridge", &limits, AxisOrder::LonLat);
        let polygons = polygons_of_rings(rings, &progress).expect("within limits");
        let corners = polygons
            .iter()
            .map(|polygon| polygon.iter().map(|ring| (ring[0].x, ring[0].y)).collect())
            .collect();
        (corners, progress.remarks().count("M018"))
    }

    #[test]
    fn an_island_in_a_hole_is_a_polygon_and_its_own_hole_is_its() {
        let rings = vec![
            reversed(&square(4.0, 4.0, 1.0)),
            square(0.0, 0.0, 10.0),
            reversed(&square(1.0, 1.0, 8.0)),
            square(3.0, 3.0, 4.0),
            square(20.0, 0.0, 1.0),
        ];
        let expected = vec![
            vec![(0.0, 0.0), (1.0, 1.0)],
            vec![(3.0, 3.0), (4.0, 4.0)],
            vec![(20.0, 0.0)],
        ];
        assert_eq!(nest(rings.clone()), (expected.clone(), 0));
        // The whole feature the other way round says the same, with a remark.
        let turned = rings.iter().map(reversed).collect();
        assert_eq!(nest(turned), (expected, 1));
    }

    #[test]
    fn a_hole_outside_all_exteriors_is_kept_as_ground_and_noted() {
        let rings = vec![square(0.0, 0.0, 2.0), reversed(&square(5.0, 5.0, 1.0))];
        assert_eq!(nest(rings), (vec![vec![(0.0, 0.0)], vec![(5.0, 5.0)]], 1));
    }

    #[test]
    fn a_hole_that_touches_its_exterior_belongs_to_it() {
        let rings = vec![square(0.0, 0.0, 4.0), reversed(&square(0.0, 0.0, 2.0))];
        assert_eq!(nest(rings), (vec![vec![(0.0, 0.0), (0.0, 0.0)]], 0));
    }

    #[test]
    fn rings_without_area_stand_alone() {
        let flat = vec![Coord { x: 1.0, y: 1.0 }; 4];
        let (polygons, remarks) = nest(
            vec![square(0.0, 0.0, 4.0), flat, Vec::new()]
                .into_iter()
                .filter(|ring| !ring.is_empty())
                .collect(),
        );
        assert_eq!((polygons.len(), remarks), (2, 0));
    }

    #[test]
    fn rings_inside_each_other_without_end_are_refused() {
        let limits = Limits {
            edge_pairs: 10,
            ..Limits::default()
        };
        let progress = Progress::new("ridge", &limits, AxisOrder::LonLat);
        let rings = vec![square(0.0, 0.0, 4.0), reversed(&square(1.0, 1.0, 2.0))];
        assert!(matches!(
            polygons_of_rings(rings, &progress),
            Err(MapsError::TooLarge { .. })
        ));
    }
}
