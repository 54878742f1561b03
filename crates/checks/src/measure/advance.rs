//! Advance toward the place since the map of the first day, by named methods.

use salient_terrain::{
    Axis, Metres, Sector, SliverRule, advance_along_axis, advance_by_approach,
    advance_by_penetration,
};

use super::{Measured, One};
use crate::ChecksError;
use crate::against_maps::advance_distance::SECTOR_HALF_ANGLE;
use crate::against_maps::question::site;

impl One<'_, '_> {
    pub(super) fn advance(&self) -> Result<Vec<Measured>, ChecksError> {
        let Some(known) = self.request.place else {
            return Ok(Vec::new());
        };
        let Some(before) = self.before() else {
            return Ok(vec![self.row(
                "approach",
                None,
                "km",
                1,
                "no map by the first day",
            )]);
        };
        let earlier = self.maps.layers(&before.id, self.request.side)?;
        let since = format!("since the map drawn on {}", before.drawn);
        let mut rows = Vec::new();
        let approach = self.measuring(advance_by_approach(
            &site(known),
            &earlier.held,
            &self.layers.held,
        ))?;
        rows.push(self.row(
            "approach",
            approach.map(|approach| approach.advance.km()),
            "km",
            1,
            format!("distance to {} then minus now, {since}", known.place.name),
        ));
        let sector = Sector {
            target: known.place.center,
            half_angle: SECTOR_HALF_ANGLE,
            reach: None,
        };
        let penetration = self.measuring(advance_by_penetration(
            &sector,
            &earlier.held,
            &self.layers.held,
            &SliverRule::default(),
        ))?;
        rows.push(self.row(
            "penetration",
            penetration.map(|penetration| penetration.depth.km()),
            "km",
            1,
            format!("largest distance of newly held ground from that held before, within {SECTOR_HALF_ANGLE:.0}° toward {}, {since}", known.place.name),
        ));
        if let Some((start, half_width)) = self.request.axis {
            let axis = Axis {
                from: start.place.center,
                to: known.place.center,
                half_width,
            };
            let along =
                self.measuring(advance_along_axis(&axis, &earlier.held, &self.layers.held))?;
            rows.push(self.row(
                "axis",
                along.advance.map(Metres::km),
                "km",
                1,
                format!(
                    "furthest held point along {}–{} ±{:.0} km, {since}",
                    start.place.name,
                    known.place.name,
                    half_width.km()
                ),
            ));
        }
        Ok(rows)
    }
}
