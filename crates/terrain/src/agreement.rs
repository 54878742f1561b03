//! Where several maps agree about one actor's ground.
//!
//! **Definition.** *All*: the ground in every zone. *Any*: the ground in at least one. What lies between is where the maps disagree; what lies outside
//! *any* is drawn by none. Zones are never averaged.
//!
//! **Shape.** Both results are cut to the window, valid, exteriors counter-clockwise.
//!
//! **Error.** That of the overlay: corners are those of the zones, cuts lie within some nanometres.

use geo_types::MultiPolygon;

use crate::TerrainError;
use crate::ground::check_ground;
use crate::overlay::{intersection, union};

/// Where maps agree, inside a window.
#[derive(Debug, Clone, PartialEq)]
pub struct AgreedGround {
    /// In every zone.
    pub all: MultiPolygon<f64>,
    /// In at least one zone.
    pub any: MultiPolygon<f64>,
    /// Each zone cut to the window, in the order given.
    pub each: Vec<MultiPolygon<f64>>,
}

/// Compares zones inside a window. Without zones, both grounds are empty.
///
/// Two invented maps of one valley, one of which reaches farther east:
///
/// ```
/// use geo_types::{MultiPolygon, Rect};
/// use salient_terrain::{agreed_ground, area_rfc7946};
/// let ground = |west, east| MultiPolygon::from(Rect::new((west, 48.0), (east, 48.1)).to_polygon());
/// let (near, far) = (ground(37.0, 37.1), ground(37.0, 37.2));
/// let agreed = agreed_ground(&[&near, &far], &ground(36.9, 37.3)).unwrap();
/// let share = area_rfc7946(&agreed.all).unwrap().0 / area_rfc7946(&agreed.any).unwrap().0;
/// assert!((share - 0.5).abs() < 1e-6);
/// ```
pub fn agreed_ground(
    zones: &[&MultiPolygon<f64>],
    window: &MultiPolygon<f64>,
) -> Result<AgreedGround, TerrainError> {
    check_ground("window", window)?;
    let mut each = Vec::with_capacity(zones.len());
    for zone in zones {
        check_ground("zone", zone)?;
        each.push(intersection(zone, window));
    }
    let empty = || MultiPolygon(Vec::new());
    let all = each
        .iter()
        .cloned()
        .reduce(|all, zone| intersection(&all, &zone))
        .unwrap_or_else(empty);
    let any = each
        .iter()
        .cloned()
        .reduce(|any, zone| union(&any, &zone))
        .unwrap_or_else(empty);
    Ok(AgreedGround { all, any, each })
}
