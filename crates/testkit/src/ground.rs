//! Simple ground: rectangles in degrees.

use geo_types::{MultiPolygon, Rect};

/// A rectangle from west, south, east, north, counter-clockwise.
#[must_use]
pub fn rectangle(west: f64, south: f64, east: f64, north: f64) -> MultiPolygon<f64> {
    MultiPolygon::from(Rect::new((west, south), (east, north)).to_polygon())
}

/// Ground as short text, for snapshots: ring by ring, rounded to 4 decimals.
#[must_use]
pub fn dump(ground: &MultiPolygon<f64>) -> String {
    ground
        .iter()
        .flat_map(|polygon| std::iter::once(polygon.exterior()).chain(polygon.interiors()))
        .map(|ring| {
            ring.coords()
                .map(|at| format!("{:.4} {:.4}", at.x, at.y))
                .collect::<Vec<_>>()
                .join(", ")
        })
        .collect::<Vec<_>>()
        .join("\n")
}
