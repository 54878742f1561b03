//! Salients, pockets, and corridors near the place.

use salient_terrain::{Protrusion, salients};

use super::{Measured, One};
use crate::ChecksError;

impl One<'_, '_> {
    pub(super) fn salients(&self) -> Result<Vec<Measured>, ChecksError> {
        let Some(known) = self.request.place else {
            return Ok(Vec::new());
        };
        let found = self.measuring(salients(
            known.place.center,
            &self.layers.held,
            &self.request.salients,
        ))?;
        let radius = found.settings.radius.km();
        let within = found.settings.within.km();
        let row = |what: &str, ground: &Protrusion| {
            let necks = match ground.necks.as_slice() {
                [] => "enclosed".to_owned(),
                [neck] => format!("neck {:.1} km", neck.km()),
                [neck, ..] => format!("{} necks, widest {:.1} km", ground.necks.len(), neck.km()),
            };
            let depth = ground
                .depth
                .map(|depth| format!(", {:.1} km deep", depth.km()));
            let tip = ground.tip;
            let note = format!(
                "{necks}{}, to {:.2} {:.2}; discs of {radius} km, within {within:.0} km",
                depth.unwrap_or_default(),
                tip.lon(),
                tip.lat()
            );
            self.row(what, Some(ground.area.0), "km²", 1, note)
        };
        let salients = found.salients.iter().map(|ground| {
            let is_corridor = ground.necks.len() > 1;
            row(if is_corridor { "corridor" } else { "salient" }, ground)
        });
        let pockets = found.pockets.iter().map(|ground| row("pocket", ground));
        let mut rows: Vec<Measured> = salients.chain(pockets).collect();
        if rows.is_empty() {
            let none = format!(
                "none narrower than {} km within {within:.0} km",
                2.0 * radius
            );
            rows.push(self.row("salient", None, "km²", 1, none));
        }
        Ok(rows)
    }
}
