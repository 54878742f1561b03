//! A road or railway against held ground: the share inside it, the share within a distance of it, and the shortest distance.

use std::borrow::Cow;

use salient_model::geometry::MultiLineString;
use salient_terrain::{Metres, route_control, route_near};

use super::{Measured, One, UNDRAWN};
use crate::ChecksError;

/// The first row of a route.
pub(super) const SHARE: &str = "share of the route in held ground";

impl One<'_, '_> {
    pub(super) fn route(&self) -> Result<Vec<Measured>, ChecksError> {
        let mut rows = Vec::new();
        for (name, line) in with_total(self.request.lines).iter() {
            let route = self.measuring(route_control(line, &self.layers.held))?;
            let length = format!("of {:.1} km", route.length.km());
            let share = Some(route.share.percent());
            let mut of_line = vec![self.row(SHARE, share, "%", 1, length)];
            if let Some(within) = self.request.near {
                let near = self.measuring(route_near(line, &self.layers.held, within))?;
                let note = format!(
                    "{:.2} km of {:.1} km, ± {:.1} m",
                    near.near.km(),
                    route.length.km(),
                    up_to_decimetre(near.error_bound)
                );
                let what = format!("share of the route within {} km", within.km());
                of_line.push(self.row(&what, Some(near.share.percent()), "%", 1, note));
            }
            let distance = route.distance.map(Metres::km);
            let what = "shortest distance of the route to held ground";
            of_line.push(self.row(what, distance, "km", 2, ""));
            for row in &mut of_line {
                row.line.clone_from(name);
            }
            rows.extend(of_line);
        }
        Ok(rows)
    }

    /// What a map gives that leaves the side out.
    pub(super) fn undrawn_route(&self) -> Vec<Measured> {
        with_total(self.request.lines)
            .iter()
            .map(|(name, _)| Measured {
                line: name.clone(),
                ..self.row(SHARE, None, "%", 1, UNDRAWN)
            })
            .collect()
    }
}

/// The name of all lines together.
pub(super) const TOTAL: &str = "total";

/// The lines, and behind several of them all together.
pub(super) fn with_total(lines: &[Line]) -> Cow<'_, [Line]> {
    if lines.len() < 2 {
        return Cow::Borrowed(lines);
    }
    let all = lines.iter().flat_map(|(_, line)| line.0.clone()).collect();
    let mut lines = lines.to_vec();
    lines.push((TOTAL.to_owned(), MultiLineString(all)));
    Cow::Owned(lines)
}

/// A line by its name.
type Line = (String, MultiLineString<f64>);

/// A bound rounded up, so that it stays one.
fn up_to_decimetre(bound: Metres) -> f64 {
    (bound.0 * 10.0).ceil() / 10.0
}
