//! Ground gained and lost since the map of the first day.

use salient_terrain::{SliverRule, change};

use super::{Measured, One};
use crate::ChecksError;

impl One<'_, '_> {
    pub(super) fn change(&self) -> Result<Vec<Measured>, ChecksError> {
        let window = self.limit().map(|(_, ground)| ground);
        if let (Some(known), None) = (self.request.place, window) {
            return Ok(self.without_limit("gained", known, "km²", 2));
        }
        let Some(before) = self.before() else {
            return Ok(vec![self.row(
                "gained",
                None,
                "km²",
                2,
                "no map by the first day",
            )]);
        };
        let earlier = self.maps.layers(&before.id, self.request.side)?;
        if self.is_undrawn(&earlier) {
            return self.undrawn();
        }
        let changed = self.measuring(change(
            &earlier.held,
            &self.layers.held,
            window,
            &SliverRule::default(),
        ))?;
        let since = format!("since the map drawn on {}", before.drawn);
        let slivers = |ground: &salient_terrain::ChangedGround| {
            format!(
                "{since}; of it {:.2} km² in {} slivers",
                ground.slivers.0, ground.n_slivers
            )
        };
        Ok(vec![
            self.row(
                "gained",
                Some(changed.gained.total.0),
                "km²",
                2,
                slivers(&changed.gained),
            ),
            self.row(
                "lost",
                Some(changed.lost.total.0),
                "km²",
                2,
                slivers(&changed.lost),
            ),
            // Nothing less nothing is zero, and not a negative one.
            self.row("net", Some(changed.net.0 + 0.0), "km²", 2, since),
        ])
    }
}
