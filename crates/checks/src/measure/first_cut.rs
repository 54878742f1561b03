//! When roads and railways were first cut, by each outlet.
//!
//! **Shape.** A row per outlet that has maps of the period and per line, in the order of outlets and lines; behind several lines all together. That no map shows a line cut is an outcome, and so is that
//! no map draws the side. Maps that do not draw the side say neither.

use std::rc::Rc;

use salient_model::Date;
use salient_model::geometry::{LineString, MultiLineString, MultiPolygon, Rect};
use salient_terrain::{ControlLayers, FirstCut, Metres, first_cut, route_inside};

use super::route::TOTAL;
use super::whole::Whole;
use super::{MeasureRequest, days_asked, history_of};
use crate::ChecksError;
use crate::access::{MapAccess, MapDay, MapOutlet};
use crate::against_maps::question::draws_side;

/// What the maps of an outlet say about a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CutOutcome {
    /// Uncut on one map, cut on a later one.
    Cut,
    /// Cut on the first map asked, so that the cut may be older.
    CutFromTheFirst,
    /// Cut on none.
    NotCut,
    /// No map draws the side.
    NotDrawn,
}

impl CutOutcome {
    /// As views write it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Cut => "cut",
            Self::CutFromTheFirst => "cut from the first map on",
            Self::NotCut => "not cut",
            Self::NotDrawn => "not drawn",
        }
    }
}

/// A map by its two dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CutDay {
    /// The date on its file.
    pub drawn: Date,
    /// The day whose end it depicts.
    pub as_of: Date,
}

/// One line according to one outlet.
#[derive(Debug, Clone, PartialEq)]
pub struct LineCut {
    /// Name of the outlet.
    pub outlet: String,
    /// Name of the line; `total` for several together.
    pub line: String,
    /// What the maps say.
    pub outcome: CutOutcome,
    /// The first map that shows it cut.
    pub cut: Option<CutDay>,
    /// The last map before that shows it uncut; of a line that is not cut, the last map of all.
    pub uncut_until: Option<CutDay>,
    /// Length inside held ground on the first map that shows it cut; of a line that is not cut, the greatest on any map.
    pub inside: Option<Metres>,
    /// Maps asked that draw the side.
    pub n_maps: usize,
    /// Maps from the first cut on that show the line cut.
    pub n_cut: usize,
    /// Maps from the first cut on.
    pub n_since: usize,
    /// Maps asked that do not draw the side.
    pub n_undrawn: usize,
    /// Date on the first file asked.
    pub first: Date,
    /// Date on the last file asked.
    pub last: Date,
}

/// For every outlet and line, the first day on which at least `least` of the line lies inside the ground of the side. Of the request, the lines, the side, and the days count.
pub fn first_cuts(
    request: &MeasureRequest<'_>,
    least: Metres,
    maps: &dyn MapAccess,
) -> Result<Vec<LineCut>, ChecksError> {
    let mut rows = Vec::new();
    for outlet in maps.outlets() {
        let days = days_asked(request, maps, outlet);
        let (Some(first), Some(last)) = (days.first(), days.last()) else {
            continue;
        };
        let mut lengths = lengths_inside(request, maps, outlet, &days)?;
        let mut names: Vec<&str> = request.lines.iter().map(|(name, _)| &**name).collect();
        if names.len() > 1 {
            names.push(TOTAL);
            for lengths in &mut lengths {
                // A map that says nothing of some lines and something of others shows at least that much.
                let known = lengths.iter().flatten().map(|inside| inside.0);
                let sum = Metres(known.fold(0.0, |sum, inside| sum + inside));
                lengths.push(lengths.iter().any(Option::is_some).then_some(sum));
            }
        }
        for (idx, line) in names.into_iter().enumerate() {
            let drawn = days.iter().zip(&lengths);
            let drawn: Vec<(&MapDay, Metres)> = drawn
                .filter_map(|(day, lengths)| Some((*day, lengths[idx]?)))
                .collect();
            rows.push(LineCut {
                outlet: outlet.name.clone(),
                line: line.to_owned(),
                n_undrawn: days.len() - drawn.len(),
                first: first.drawn,
                last: last.drawn,
                ..line_cut(&drawn, least).map_err(ChecksError::measuring(format!(
                    "the first cut by {}",
                    outlet.name
                )))?
            });
        }
    }
    Ok(rows)
}

/// Of maps that draw the side.
fn line_cut(
    days: &[(&MapDay, Metres)],
    least: Metres,
) -> Result<LineCut, salient_terrain::TerrainError> {
    let dates: Vec<(Date, Metres)> = days
        .iter()
        .map(|(day, inside)| (day.drawn, *inside))
        .collect();
    let day_of = |drawn: Date| {
        let (day, _) = days.iter().find(|(day, _)| day.drawn == drawn)?;
        Some(CutDay {
            drawn: day.drawn,
            as_of: day.as_of,
        })
    };
    let most = dates.iter().map(|(_, inside)| inside.0).reduce(f64::max);
    let mut row = LineCut {
        outlet: String::new(),
        line: String::new(),
        outcome: CutOutcome::NotDrawn,
        cut: None,
        uncut_until: dates.last().and_then(|(last, _)| day_of(*last)),
        inside: most.map(Metres),
        n_maps: dates.len(),
        n_cut: 0,
        n_since: 0,
        n_undrawn: 0,
        first: Date::MIN,
        last: Date::MAX,
    };
    match first_cut(&dates, least)? {
        FirstCut::Cut {
            on,
            inside,
            uncut_until,
        } => {
            row.outcome = match uncut_until {
                Some(_) => CutOutcome::Cut,
                None => CutOutcome::CutFromTheFirst,
            };
            row.cut = day_of(on);
            row.uncut_until = uncut_until.and_then(day_of);
            row.inside = Some(inside);
            let since = dates.iter().filter(|(drawn, _)| *drawn >= on);
            row.n_since = since.clone().count();
            row.n_cut = since
                .filter(|(_, inside)| inside.0 > 0.0 && *inside >= least)
                .count();
        }
        FirstCut::NotCut if !dates.is_empty() => row.outcome = CutOutcome::NotCut,
        FirstCut::NotCut => {}
    }
    Ok(row)
}

/// For each day and line, the length inside held ground; `None` where that is nothing on a map that is not about the side.
fn lengths_inside(
    request: &MeasureRequest<'_>,
    maps: &dyn MapAccess,
    outlet: &MapOutlet,
    days: &[&MapDay],
) -> Result<Vec<Vec<Option<Metres>>>, ChecksError> {
    let history = history_of(days, request, maps, outlet)?;
    let whole = history
        .as_deref()
        .map(|history| Whole::new(request, maps, outlet, history));
    let changes: Option<Vec<Vec<bool>>> = whole.as_ref().map(|whole| {
        let lines = request.lines.iter();
        lines
            .map(|(_, line)| whole.held_changes_near(&box_of(line), days))
            .collect()
    });
    let maps = whole.as_ref().map_or(maps, |whole| whole.maps());
    let mut last: Vec<Metres> = Vec::new();
    let mut lengths = Vec::with_capacity(days.len());
    for (day_idx, day) in days.iter().enumerate() {
        let layers = maps.layers(&day.id, request.side)?;
        let mut here = Vec::with_capacity(request.lines.len());
        for (idx, (_, line)) in request.lines.iter().enumerate() {
            let is_unchanged = changes
                .as_ref()
                .is_some_and(|changes| !changes[idx][day_idx]);
            here.push(match last.get(idx) {
                Some(inside) if is_unchanged => *inside,
                _ => route_inside(line, &layers.held).map_err(ChecksError::measuring(format!(
                    "{} of {}",
                    outlet.name, day.drawn
                )))?,
            });
        }
        let is_about = here.iter().all(|inside| inside.0 > 0.0)
            || is_about(outlet, &layers, request.side, whole.as_ref(), day)?;
        let drawn = here.iter().copied();
        lengths.push(
            drawn
                .map(|inside| (is_about || inside.0 > 0.0).then_some(inside))
                .collect(),
        );
        last = here;
    }
    Ok(lengths)
}

/// Whether a map that shows nothing of the side on a line says that nothing is there.
fn is_about(
    outlet: &MapOutlet,
    layers: &Rc<ControlLayers>,
    side: &str,
    whole: Option<&Whole<'_>>,
    day: &MapDay,
) -> Result<bool, ChecksError> {
    if outlet.draws_all_sides {
        return Ok(true);
    }
    if layers.held.0.is_empty() {
        return Ok(false);
    }
    match whole.and_then(|whole| whole.draws_more_than_others(day)) {
        Some(draws) => Ok(draws),
        None => draws_side(outlet, layers, side),
    }
}

fn box_of(line: &MultiLineString<f64>) -> MultiPolygon<f64> {
    let coords = || line.iter().flat_map(LineString::coords);
    let bound = |start: f64, of: fn(f64, f64) -> f64| {
        (
            coords().map(|at| at.x).fold(start, of),
            coords().map(|at| at.y).fold(start, of),
        )
    };
    let low = bound(f64::INFINITY, f64::min);
    let high = bound(f64::NEG_INFINITY, f64::max);
    MultiPolygon(vec![Rect::new(low, high).to_polygon()])
}
