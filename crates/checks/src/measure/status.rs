//! Held, contested, not held, not drawn: from when to when.

use salient_model::Date;
use salient_terrain::{HoldRule, status_history, status_of};

use super::whole::Whole;
use super::{MeasureRequest, Measured, days_asked, history_of};
use crate::ChecksError;
use crate::access::{MapAccess, MapOutlet};
use crate::against_maps::question::site;

/// A row per run of days.
pub(super) fn status(
    request: &MeasureRequest<'_>,
    maps: &dyn MapAccess,
    outlet: &MapOutlet,
) -> Result<Vec<Measured>, ChecksError> {
    let Some(known) = request.place else {
        return Ok(Vec::new());
    };
    let rule = HoldRule::default();
    let measuring = || ChecksError::measuring(format!("the status of {}", known.place.name));
    let days = days_asked(request, maps, outlet);
    let statuses = if let Some(history) = history_of(&days, request, maps, outlet)? {
        Whole::new(request, maps, outlet, &history).statuses(known, &days, &rule)?
    } else {
        let mut statuses = Vec::with_capacity(days.len());
        for day in &days {
            let layers = maps.layers(&day.id, request.side)?;
            statuses.push(status_of(&site(known), &layers, &rule).map_err(measuring())?);
        }
        statuses
    };
    let drawn = days.iter().map(|day| day.drawn);
    let statuses: Vec<_> = drawn.zip(statuses).collect();
    let history = status_history(&statuses, &rule).map_err(measuring())?;
    let as_of = |drawn: Date| {
        days.iter()
            .find(|day| day.drawn == drawn)
            .map_or(drawn, |day| day.as_of)
    };
    Ok(history
        .runs
        .iter()
        .map(|run| {
            let flip = history.flips.iter().find(|flip| flip.date == run.first);
            let counted = flip
                .map(|flip| format!("; counts as a flip from {}", flip.from.as_str()))
                .unwrap_or_default();
            Measured {
                outlet: outlet.name.clone(),
                drawn: run.first,
                as_of: as_of(run.first),
                line: String::new(),
                what: run.status.as_str().to_owned(),
                value: None,
                low: None,
                high: None,
                unit: "",
                decimals: 0,
                note: format!("until {}, {} maps{counted}", run.last, run.snapshots),
            }
        })
        .collect())
}
