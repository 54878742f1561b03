//! Set operations on zones: a thin wrapper around `geo` (`i_overlay`).
//!
//! **Shape.** Even-odd rule, so that winding does not matter. Results are valid, exteriors counter-clockwise.
//!
//! **Error.** `i_overlay` snaps to a grid of 2³⁰ steps across the two operands; corners are put back afterwards (see `restore`).

use geo::BooleanOps;
use geo_types::MultiPolygon;

use crate::clip::{boxes_meet, clip_to_box, widened};
use crate::ground::ground_bounds;
use crate::restore::restore;

/// Zone ∩ window, after clipping the zone to the window's surroundings.
pub(crate) fn intersection(
    ground: &MultiPolygon<f64>,
    window: &MultiPolygon<f64>,
) -> MultiPolygon<f64> {
    match near(ground, window) {
        Some(ground) => restore(ground.intersection(window), &[&ground, window]),
        None => MultiPolygon(Vec::new()),
    }
}

/// Window − zone, likewise.
pub(crate) fn outside(window: &MultiPolygon<f64>, ground: &MultiPolygon<f64>) -> MultiPolygon<f64> {
    match near(ground, window) {
        Some(ground) => restore(window.difference(&ground), &[&ground, window]),
        None => window.clone(),
    }
}

/// What of a zone lies near a window; `None` when nothing can touch it.
fn near(ground: &MultiPolygon<f64>, window: &MultiPolygon<f64>) -> Option<MultiPolygon<f64>> {
    const MARGIN_SHARE: f64 = 0.01;
    let limits = widened(ground_bounds(window)?, MARGIN_SHARE);
    if !boxes_meet(limits, ground_bounds(ground)?) {
        return None;
    }
    let near = clip_to_box(ground, limits);
    (!near.0.is_empty()).then_some(near)
}
