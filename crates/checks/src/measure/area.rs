//! Area held, in the theatre or in the place.

use salient_terrain::{NamedBoundary, area_geodesic, area_rfc7946, control_share};

use super::{Measured, One, UNDRAWN};
use crate::ChecksError;

impl One<'_, '_> {
    pub(super) fn area(&self) -> Result<Vec<Measured>, ChecksError> {
        if let Some((name, ground)) = self.limit() {
            let share = match self.whole.map(|whole| whole.share(self.day)).transpose()? {
                Some(Some(share)) => share,
                _ => {
                    self.measuring(control_share(&NamedBoundary { name, ground }, &self.layers))?
                }
            };
            let held = self.held_inside(share.area.0 * share.held.value())?;
            let note = match held {
                Some(_) => format!("limit {name}, {:.2} km²", share.area.0),
                None => UNDRAWN.to_owned(),
            };
            return Ok(vec![self.row(
                "area held in the place",
                held,
                "km²",
                2,
                note,
            )]);
        }
        if let Some(known) = self.request.place {
            return Ok(self.without_limit("area held in the place", known, "km²", 2));
        }
        let (rfc, geodesic) = match self.whole {
            Some(whole) => whole.areas(self.day),
            None => (
                self.measuring(area_rfc7946(&self.layers.held))?,
                self.measuring(area_geodesic(&self.layers.held))?,
            ),
        };
        Ok(vec![
            self.row(
                "area held",
                Some(rfc.0),
                "km²",
                2,
                "WGS 84 ellipsoid, edges straight in longitude and latitude (RFC 7946)",
            ),
            self.row(
                "area held, geodesic edges",
                Some(geodesic.0),
                "km²",
                2,
                "beside it, for comparison",
            ),
        ])
    }
}
