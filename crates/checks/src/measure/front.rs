//! Length of the edge of held ground.

use salient_model::geometry::MultiLineString;
use salient_terrain::{Metres, front_line};

use super::{Measured, One};
use crate::ChecksError;

impl One<'_, '_> {
    pub(super) fn front(&self) -> Result<Vec<Measured>, ChecksError> {
        let lines = self.request.lines.iter().flat_map(|(_, line)| &line.0);
        let limits = MultiLineString(lines.cloned().collect());
        let front = self.measuring(front_line(&self.layers.held, &limits, Metres(500.0)))?;
        let note = if limits.0.is_empty() {
            "whole edge of held ground: no border or coast was given to take out".to_owned()
        } else {
            format!(
                "{:.0} km along the given border and coast left out",
                front.left_out.km()
            )
        };
        Ok(vec![self.row(
            "front line",
            Some(front.length.km()),
            "km",
            1,
            note,
        )])
    }
}
