//! Ground gained and lost from each day to the next.
//!
//! **Definition.** As [`change`](crate::change()) defines it, for every two consecutive maps: the pieces are those that the cycle between the two days bounds.
//!
//! **Error.** That of [`change`](crate::change()): gained − lost equals the difference of the two areas to 10⁻⁸ km².
//!
//! **Example.** A map of 3,000 corners on which two stretches of ten corners moved costs two overlays of twenty corners.

use geo_types::MultiPolygon;
use salient_model::Date;

use super::ZoneHistory;
use crate::change::sorted_change;
use crate::difference::difference_around;
use crate::ground::{check_ground, ground_bounds};
use crate::{Change, SliverRule, TerrainError};

/// What changed from one map to the next.
#[derive(Debug, Clone, PartialEq)]
pub struct DayChange {
    /// Day of the earlier map.
    pub earlier: Date,
    /// Day of the later map.
    pub later: Date,
    /// What changed.
    pub change: Change,
}

impl ZoneHistory {
    /// What changed from each map to the next, anywhere or inside a window: one fewer than there are days.
    pub fn changes(
        &self,
        window: Option<&MultiPolygon<f64>>,
        rule: &SliverRule,
    ) -> Result<Vec<DayChange>, TerrainError> {
        if let Some(window) = window {
            check_ground("window", window)?;
        }
        let limits = window.and_then(ground_bounds);
        let changes = self.days.windows(2).map(|days| {
            let pieces = difference_around(&days[1].cycle, limits);
            DayChange {
                earlier: days[0].date,
                later: days[1].date,
                change: sorted_change(pieces, window, rule),
            }
        });
        Ok(changes.collect())
    }
}
