//! Share of the place, by layer.

use super::{Measured, One, UNDRAWN};
use crate::ChecksError;
use crate::against_maps::question::share_around;

impl One<'_, '_> {
    pub(super) fn share(&self) -> Result<Vec<Measured>, ChecksError> {
        let Some(known) = self.request.place else {
            return Ok(Vec::new());
        };
        let range = match self.whole {
            Some(whole) => whole.share_range(self.day)?,
            None => share_around(
                self.maps,
                known,
                &self.outlet.key,
                self.day,
                &self.layers,
                self.request.side,
            )?,
        };
        let Some(range) = range else {
            return Ok(self.without_limit("share held", known, "%", 1));
        };
        let stated = &range.stated;
        let mut rows = vec![match self.held_inside(range.high.percent())? {
            None => self.row("share held", None, "%", 1, UNDRAWN),
            Some(high) => Measured {
                low: Some(range.low.percent()),
                high: Some(high),
                ..self.row(
                    "share held",
                    Some(stated.held.percent()),
                    "%",
                    1,
                    format!("limit {}", stated.boundary),
                )
            },
        }];
        let others = [
            ("share contested", stated.contested),
            ("share drawn as unknown", stated.unknown),
            ("share drawn as others'", stated.not_held),
        ];
        rows.extend(
            others
                .iter()
                .filter(|(_, share)| share.value() > 0.0)
                .map(|(what, share)| self.row(what, Some(share.percent()), "%", 1, "")),
        );
        rows.push(self.row(
            "share not drawn",
            Some(stated.not_drawn.percent()),
            "%",
            1,
            "",
        ));
        Ok(rows)
    }
}
