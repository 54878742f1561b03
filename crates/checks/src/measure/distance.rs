//! Distance from the centre and the limit of the place to held ground.

use salient_terrain::{Standing, distance_from_ground, distance_from_point};

use super::{Measured, One, UNDRAWN};
use crate::ChecksError;

impl One<'_, '_> {
    pub(super) fn distance(&self) -> Result<Vec<Measured>, ChecksError> {
        let Some(known) = self.request.place else {
            return Ok(Vec::new());
        };
        let mut rows = Vec::new();
        let centre = self.measuring(distance_from_point(known.place.center, &self.layers.held))?;
        let limit = match self.limit() {
            Some((_, ground)) => self.measuring(distance_from_ground(ground, &self.layers.held))?,
            None => None,
        };
        for (what, distance) in [
            ("distance from the centre", centre),
            ("distance from the limit", limit),
        ] {
            let Some(distance) = distance else { continue };
            let note = match distance.standing {
                Standing::Inside => format!("inside; {:.2} km deep", distance.depth.km()),
                Standing::Partly => "part of it is held".to_owned(),
                Standing::Outside => format!(
                    "nearest held ground lies at {:.0}°",
                    distance.bearing.degrees()
                ),
            };
            rows.push(self.row(what, Some(distance.distance.km()), "km", 2, note));
        }
        if rows.is_empty() {
            rows.push(self.row("distance from the centre", None, "km", 2, UNDRAWN));
        }
        Ok(rows)
    }
}
