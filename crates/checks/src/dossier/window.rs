//! The part of the ground that a brief draws.

use geo::BoundingRect;
use salient_model::geometry::{Coord, Rect};

use crate::access::KnownPlace;

/// Width over height of the main map.
const ASPECT: f64 = 412.0 / 258.0;

/// Least height of the window in kilometres: enough to see from where held ground reaches toward a village.
const LEAST_HEIGHT_KM: f64 = 14.0;

/// How much higher than the place the window is.
const ROOM: f64 = 1.5;

/// A kilometre in degrees of latitude.
const DEGREES_PER_KM: f64 = 1.0 / 111.2;

/// The window around a place, in degrees.
pub(super) fn window_around(known: &KnownPlace) -> Rect<f64> {
    let bounds = known
        .boundaries
        .first()
        .and_then(|(_, ground)| ground.bounding_rect());
    let centre = bounds.map_or(
        Coord {
            x: known.place.center.lon(),
            y: known.place.center.lat(),
        },
        geo::Rect::center,
    );
    let shrink = libm::cos(centre.y.to_radians()).max(0.1);
    let (width, height) = bounds.map_or((0.0, 0.0), |bounds| {
        (bounds.width() * shrink, bounds.height())
    });
    let height = (height.max(width / ASPECT) * ROOM).max(LEAST_HEIGHT_KM * DEGREES_PER_KM);
    let width = height * ASPECT / shrink;
    Rect::new(
        Coord {
            x: centre.x - width / 2.0,
            y: centre.y - height / 2.0,
        },
        Coord {
            x: centre.x + width / 2.0,
            y: centre.y + height / 2.0,
        },
    )
}
