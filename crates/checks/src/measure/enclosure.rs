//! Whether the place is closed in, and how wide the way out is.

use salient_terrain::{Confinement, EnclosureSettings, enclosure};

use super::{Measured, One};
use crate::ChecksError;
use crate::against_maps::question::site;

impl One<'_, '_> {
    pub(super) fn enclosure(&self) -> Result<Vec<Measured>, ChecksError> {
        let Some(known) = self.request.place else {
            return Ok(Vec::new());
        };
        let measured = self.measuring(enclosure(
            &site(known),
            &self.layers.held,
            &EnclosureSettings::default(),
        ))?;
        let radius = measured.settings.radius.km();
        let way_out = match measured.confinement {
            Confinement::Held => self.row(
                "way out",
                None,
                "km",
                1,
                "all of the place is drawn as held",
            ),
            Confinement::Closed => self.row(
                "way out",
                Some(0.0),
                "km",
                1,
                format!("closed: free ground does not lead beyond {radius:.0} km"),
            ),
            Confinement::Open(way) if way.width.km() >= radius => self.row(
                "way out",
                None,
                "km",
                1,
                format!("open: as wide as the circle of {radius:.0} km, or wider"),
            ),
            Confinement::Open(way) => {
                let mut row = self.row(
                    "way out",
                    Some(way.width.km()),
                    "km",
                    1,
                    format!("open: narrowest part of the widest way beyond {radius:.0} km"),
                );
                row.low = Some(way.low.km());
                row.high = Some(way.high.km());
                row
            }
        };
        let bearings = self.row(
            "bearings closed",
            Some(measured.bearings_closed.percent()),
            "%",
            0,
            format!("held ground within {radius:.0} km"),
        );
        Ok(vec![way_out, bearings])
    }
}
