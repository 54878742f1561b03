//! Share of a place inside the zone on every day.
//!
//! **Definition.** Zone ∩ boundary over boundary, in RFC 7946 areas. From day to day it moves by what was gained inside the boundary less what was lost there;
//! what lies away from the place is cut off first.
//!
//! **Error.** That of the overlay, below 10⁻¹⁰ of the place for each day on which the zone changed near it.
//!
//! **Example.** In a series of two years, the edges near a town change on some fifty days; the others repeat the share of the day before.

use geo_types::MultiPolygon;

use super::ZoneHistory;
use crate::area::area_of_checked;
use crate::clip::{boxes_meet, widened};
use crate::cycle::bounds_of_edges;
use crate::difference::difference_within;
use crate::ground::{check_ground, ground_bounds};
use crate::overlay::intersection;
use crate::{NamedBoundary, SeriesPoint, Share, TerrainError};

impl ZoneHistory {
    /// Share of a boundary inside the zone, by day.
    pub fn shares(
        &self,
        boundary: &NamedBoundary<'_>,
    ) -> Result<Vec<SeriesPoint<Share>>, TerrainError> {
        const MARGIN_SHARE: f64 = 0.01;
        check_ground("boundary", boundary.ground)?;
        let whole = area_of_checked(boundary.ground).0;
        let Some(limits) = ground_bounds(boundary.ground).filter(|_| whole > 0.0) else {
            return Err(TerrainError::NoExtent {
                what: "boundary",
                expected: "a polygon with an area above zero",
            });
        };
        let surroundings = widened(limits, MARGIN_SHARE);
        let inside =
            |ground: &MultiPolygon<f64>| area_of_checked(&intersection(ground, boundary.ground)).0;
        let mut held = 0.0;
        let shares = self.days.iter().map(|day| {
            if bounds_of_edges(&day.cycle).is_some_and(|around| boxes_meet(around, limits)) {
                let pieces = difference_within(&day.cycle, surroundings);
                held += inside(&pieces.gained) - inside(&pieces.lost);
            }
            SeriesPoint {
                date: day.date,
                value: Share::new(held / whole),
                unchanged: day.cycle.is_empty(),
            }
        });
        Ok(shares.collect())
    }
}
