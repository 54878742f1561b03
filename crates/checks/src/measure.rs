//! The field's standing questions to maps, one row per outlet and value.
//!
//! **Shape.** A [`MeasureRequest`] goes in, [`Measured`] rows come out, in the order of outlets and dates. A map that cannot say gives a row
//! without a value and with the reason in its note, never a zero. Each measure stands in its own file.

mod advance;
mod area;
mod change;
mod distance;
mod enclosure;
mod first_cut;
mod front;
mod route;
mod salients;
mod share;
mod status;
mod whole;

use std::rc::Rc;

use salient_model::Date;
use salient_model::geometry::{MultiLineString, MultiPolygon};
use salient_terrain::{ControlLayers, Metres, SalientSettings, TerrainError};

use crate::ChecksError;
use crate::access::{KnownPlace, MapAccess, MapDay, MapOutlet};
use crate::against_maps::question::draws_side;
use crate::history::ControlHistory;
pub use first_cut::{CutDay, CutOutcome, LineCut, first_cuts};
use whole::Whole;

/// Why a map gives no value for a side that it does not draw.
const UNDRAWN: &str = "the map draws no ground of this side";

/// A measure that can be asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// Area held, in the theatre or in the place.
    Area,
    /// Share of the place, by layer.
    Share,
    /// Ground gained and lost between two dates.
    Change,
    /// Length of the edge of held ground.
    Front,
    /// Distance from the place to held ground.
    Distance,
    /// Advance toward the place, by named methods.
    Advance,
    /// Whether the place is closed in.
    Enclosure,
    /// Held, contested, not held, not drawn: from when to when.
    Status,
    /// Share of a line inside held ground.
    Route,
    /// Salients, pockets, and corridors near the place.
    Salients,
}

/// What is asked.
#[derive(Debug)]
pub struct MeasureRequest<'a> {
    /// Which measure.
    pub measure: Measure,
    /// Of which place.
    pub place: Option<&'a KnownPlace>,
    /// Key of the side whose ground is measured.
    pub side: &'a str,
    /// First day, for measures between two dates and for series.
    pub from: Option<Date>,
    /// The day, or the last one.
    pub to: Date,
    /// Half-width of the corridor and start of the axis, for the third method of advance.
    pub axis: Option<(&'a KnownPlace, Metres)>,
    /// For salients: what counts as narrow, and how far to look.
    pub salients: SalientSettings,
    /// Lines by name: routes, or for the front the border and coast of the theatre.
    pub lines: &'a [(String, MultiLineString<f64>)],
    /// For routes: how near to held ground is asked beside the share inside it.
    pub near: Option<Metres>,
    /// Whether to answer for every map from `from` to `to`.
    pub series: bool,
    /// Of measures of one map: whether the map must be drawn on `to` itself. An outlet without one gives no row.
    pub exact: bool,
}

/// A value of one map.
#[derive(Debug, Clone, PartialEq)]
pub struct Measured {
    /// Name of the outlet.
    pub outlet: String,
    /// The date on its file.
    pub drawn: Date,
    /// The day whose end it depicts.
    pub as_of: Date,
    /// Of routes: the line by its name; else empty.
    pub line: String,
    /// What the value is: "share held", "way out".
    pub what: String,
    /// The value; absent when the map cannot say.
    pub value: Option<f64>,
    /// Lowest under the alternatives tried.
    pub low: Option<f64>,
    /// Highest under the alternatives tried.
    pub high: Option<f64>,
    /// `%`, `km`, `km²`, or empty.
    pub unit: &'static str,
    /// Decimals that the measure's error bound allows.
    pub decimals: usize,
    /// Definition, dates, reasons.
    pub note: String,
}

/// Answers a request for every outlet.
pub fn measure(
    request: &MeasureRequest<'_>,
    maps: &dyn MapAccess,
) -> Result<Vec<Measured>, ChecksError> {
    let mut rows = Vec::new();
    for outlet in maps.outlets() {
        let outlet_rows = measure_outlet(request, maps, outlet)?;
        rows.extend(outlet_rows);
    }
    Ok(rows)
}

fn measure_outlet(
    request: &MeasureRequest<'_>,
    maps: &dyn MapAccess,
    outlet: &MapOutlet,
) -> Result<Vec<Measured>, ChecksError> {
    if request.measure == Measure::Status {
        return status::status(request, maps, outlet);
    }
    if !request.series {
        let Some(day) = maps.drawn_by(&outlet.key, request.to) else {
            return Ok(Vec::new());
        };
        if request.exact && day.drawn != request.to {
            return Ok(Vec::new());
        }
        return One {
            request,
            maps,
            outlet,
            day,
            layers: maps.layers(&day.id, request.side)?,
            whole: None,
        }
        .rows();
    }
    let days = days_asked(request, maps, outlet);
    if let Some(history) = history_of(&days, request, maps, outlet)? {
        return series_of_history(&days, request, maps, outlet, &history);
    }
    let mut rows = Vec::new();
    for day in days {
        rows.extend(
            One {
                request,
                maps,
                outlet,
                day,
                layers: maps.layers(&day.id, request.side)?,
                whole: None,
            }
            .rows()?,
        );
    }
    Ok(rows)
}

/// The maps of a period.
fn days_asked<'a>(
    request: &MeasureRequest<'_>,
    maps: &'a dyn MapAccess,
    outlet: &MapOutlet,
) -> Vec<&'a MapDay> {
    let days = maps.days(&outlet.key).iter();
    days.filter(|day| day.drawn <= request.to && request.from.is_none_or(|from| day.drawn >= from))
        .collect()
}

/// The outlet's history, where so many of its maps are asked that reading it costs no more than reading them.
fn history_of(
    days: &[&MapDay],
    request: &MeasureRequest<'_>,
    maps: &dyn MapAccess,
    outlet: &MapOutlet,
) -> Result<Option<Rc<ControlHistory>>, ChecksError> {
    /// A history is read in about a quarter of the time that its maps take.
    const PART: usize = 4;
    if days.len() * PART < maps.days(&outlet.key).len() {
        return Ok(None);
    }
    maps.history(&outlet.key, request.side)
}

/// The same rows, out of the outlet's history.
fn series_of_history(
    days: &[&MapDay],
    request: &MeasureRequest<'_>,
    maps: &dyn MapAccess,
    outlet: &MapOutlet,
    history: &ControlHistory,
) -> Result<Vec<Measured>, ChecksError> {
    let whole = Whole::new(request, maps, outlet, history);
    let mut rows = Vec::new();
    let mut last: Vec<Measured> = Vec::new();
    for day in days {
        // The range of a share is over the maps around it, which may differ.
        if whole.repeats(day) && !last.is_empty() && request.measure != Measure::Share {
            for row in &mut last {
                row.drawn = day.drawn;
                row.as_of = day.as_of;
            }
        } else {
            let one = One {
                request,
                maps: whole.maps(),
                outlet,
                day,
                layers: whole.maps().layers(&day.id, request.side)?,
                whole: Some(&whole),
            };
            last = one.rows()?;
        }
        rows.extend_from_slice(&last);
    }
    Ok(rows)
}

/// One map under one request.
struct One<'a, 'w> {
    request: &'a MeasureRequest<'a>,
    maps: &'a dyn MapAccess,
    outlet: &'a MapOutlet,
    day: &'a MapDay,
    layers: Rc<ControlLayers>,
    /// The history of the outlet, where every day is asked.
    whole: Option<&'a Whole<'w>>,
}

impl One<'_, '_> {
    fn rows(&self) -> Result<Vec<Measured>, ChecksError> {
        if self.is_undrawn(&self.layers) {
            return self.undrawn();
        }
        match self.request.measure {
            Measure::Area => self.area(),
            Measure::Share => self.share(),
            Measure::Change => self.change(),
            Measure::Front => self.front(),
            Measure::Distance => self.distance(),
            Measure::Advance => self.advance(),
            Measure::Enclosure => self.enclosure(),
            Measure::Route => self.route(),
            Measure::Salients => self.salients(),
            Measure::Status => Ok(Vec::new()),
        }
    }

    /// Whether a map leaves the side out, so that nothing about its ground can be read from it.
    fn is_undrawn(&self, layers: &ControlLayers) -> bool {
        layers.held.0.is_empty() && !self.outlet.draws_all_sides
    }

    /// What a map gives that leaves the side out: no value, and of a share what it draws instead.
    fn undrawn(&self) -> Result<Vec<Measured>, ChecksError> {
        let (what, unit, decimals) = match self.request.measure {
            Measure::Share => return self.share(),
            Measure::Status => return Ok(Vec::new()),
            Measure::Area if self.request.place.is_some() => ("area held in the place", "km²", 2),
            Measure::Area => ("area held", "km²", 2),
            Measure::Change => ("gained", "km²", 2),
            Measure::Front => ("front line", "km", 1),
            Measure::Distance => ("distance from the centre", "km", 2),
            Measure::Advance => ("approach", "km", 1),
            Measure::Enclosure => ("way out", "km", 1),
            Measure::Route => return Ok(self.undrawn_route()),
            Measure::Salients => ("salient", "km²", 1),
        };
        Ok(vec![self.row(what, None, unit, decimals, UNDRAWN)])
    }

    /// A value of held ground inside a place. Nothing inside it is only nothing on a map that is about the side: on another, which has some of its
    /// ground elsewhere, it is not drawn.
    fn held_inside(&self, value: f64) -> Result<Option<f64>, ChecksError> {
        let is_known = value > 0.0
            || self.outlet.draws_all_sides
            || match self
                .whole
                .and_then(|whole| whole.draws_more_than_others(self.day))
            {
                Some(draws) => draws,
                None => draws_side(self.outlet, &self.layers, self.request.side)?,
            };
        Ok(is_known.then_some(value))
    }

    /// The answer for a place without a limit, for measures that need one: to measure the whole theatre in its stead would answer another
    /// question.
    fn without_limit(
        &self,
        what: &str,
        known: &KnownPlace,
        unit: &'static str,
        decimals: usize,
    ) -> Vec<Measured> {
        let note = format!("no limit of {} is known", known.place.name);
        vec![self.row(what, None, unit, decimals, note)]
    }

    fn row(
        &self,
        what: &str,
        value: Option<f64>,
        unit: &'static str,
        decimals: usize,
        note: impl Into<String>,
    ) -> Measured {
        Measured {
            outlet: self.outlet.name.clone(),
            drawn: self.day.drawn,
            as_of: self.day.as_of,
            line: String::new(),
            what: what.to_owned(),
            value,
            low: None,
            high: None,
            unit,
            decimals,
            note: note.into(),
        }
    }

    fn measuring<T>(&self, result: Result<T, TerrainError>) -> Result<T, ChecksError> {
        result.map_err(ChecksError::measuring(format!(
            "{} of {}",
            self.outlet.name, self.day.drawn
        )))
    }

    fn limit(&self) -> Option<(&str, &MultiPolygon<f64>)> {
        self.request
            .place
            .and_then(|known| known.boundaries.first())
            .map(|(name, ground)| (name.as_str(), ground))
    }

    /// The map with which a change is compared.
    fn before(&self) -> Option<&MapDay> {
        self.request
            .from
            .and_then(|from| self.maps.drawn_by(&self.outlet.key, from))
    }
}
