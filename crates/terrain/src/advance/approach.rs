//! Advance as approach: how much nearer a zone came to a target.
//!
//! **What.** The distance from the target to the zone at the start, less that at the end, along whatever lines are shortest on each day. Negative when
//! the zone withdrew. It does not see ground taken elsewhere.
//!
//! **Units and error.** Metres; 2 mm from a point, 0.4 m from a limit (see `distance`).

use geo_types::MultiPolygon;

use crate::{Distance, Metres, Site, TerrainError, distance_from_ground, distance_from_point};

/// An approach.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Approach {
    /// Distance before less distance after.
    pub advance: Metres,
    /// At the start; `nearest` in it is where the advance starts.
    pub before: Distance,
    /// At the end; `nearest` in it is where the advance ends.
    pub after: Distance,
}

/// How much nearer a zone came to a target; `None` when either zone is empty.
///
/// ```
/// use geo_types::{MultiPolygon, polygon};
/// use salient_model::LonLat;
/// use salient_terrain::{Site, advance_by_approach};
/// let zone = |east: f64| MultiPolygon(vec![polygon![(x: 36., y: 47.), (x: east, y: 47.), (x: east, y: 49.), (x: 36., y: 49.)]]);
/// let target = Site { centre: LonLat::new(38.0, 48.0)?, boundary: None };
/// let found = advance_by_approach(&target, &zone(37.0), &zone(37.2))?.expect("two zones");
/// assert!((found.advance.km() - 14.9).abs() < 0.1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn advance_by_approach(
    target: &Site<'_>,
    before: &MultiPolygon<f64>,
    after: &MultiPolygon<f64>,
) -> Result<Option<Approach>, TerrainError> {
    let distance = |zone| match target.boundary {
        Some(boundary) => distance_from_ground(boundary, zone),
        None => distance_from_point(target.centre, zone),
    };
    Ok(match (distance(before)?, distance(after)?) {
        (Some(before), Some(after)) => Some(Approach {
            advance: before.distance - after.distance,
            before,
            after,
        }),
        _ => None,
    })
}
