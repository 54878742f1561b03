//! The field's standing questions to maps, one row per outlet and value.
//!
//! **Shape.** A [`MeasureRequest`] goes in, [`Measured`] rows come out, in the order of outlets and dates. A map that cannot say gives a row
//! without a value and with the reason in its note, never a zero.

mod first_cut;
mod route;
mod whole;

use std::rc::Rc;

use salient_model::Date;
use salient_model::geometry::{MultiLineString, MultiPolygon};
use salient_terrain::{
    Axis, Confinement, ControlLayers, EnclosureSettings, HoldRule, Metres, NamedBoundary,
    Protrusion, SalientSettings, Sector, SliverRule, Standing, TerrainError, advance_along_axis,
    advance_by_approach, advance_by_penetration, area_geodesic, area_rfc7946, change,
    control_share, distance_from_ground, distance_from_point, enclosure, front_line, salients,
    status_history, status_of,
};

use crate::ChecksError;
use crate::access::{KnownPlace, MapAccess, MapDay, MapOutlet};
use crate::against_maps::advance_distance::SECTOR_HALF_ANGLE;
use crate::against_maps::question::{draws_side, share_around, site};
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
        return status(request, maps, outlet);
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

    fn area(&self) -> Result<Vec<Measured>, ChecksError> {
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

    fn share(&self) -> Result<Vec<Measured>, ChecksError> {
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

    fn change(&self) -> Result<Vec<Measured>, ChecksError> {
        let window = self.limit().map(|(_, ground)| ground);
        if let (Some(known), None) = (self.request.place, window) {
            return Ok(self.without_limit("gained", known, "km²", 2));
        }
        let Some(before) = self.before() else {
            return Ok(vec![self.row(
                "gained",
                None,
                "km²",
                2,
                "no map by the first day",
            )]);
        };
        let earlier = self.maps.layers(&before.id, self.request.side)?;
        if self.is_undrawn(&earlier) {
            return self.undrawn();
        }
        let changed = self.measuring(change(
            &earlier.held,
            &self.layers.held,
            window,
            &SliverRule::default(),
        ))?;
        let since = format!("since the map drawn on {}", before.drawn);
        let slivers = |ground: &salient_terrain::ChangedGround| {
            format!(
                "{since}; of it {:.2} km² in {} slivers",
                ground.slivers.0, ground.n_slivers
            )
        };
        Ok(vec![
            self.row(
                "gained",
                Some(changed.gained.total.0),
                "km²",
                2,
                slivers(&changed.gained),
            ),
            self.row(
                "lost",
                Some(changed.lost.total.0),
                "km²",
                2,
                slivers(&changed.lost),
            ),
            // Nothing less nothing is zero, and not a negative one.
            self.row("net", Some(changed.net.0 + 0.0), "km²", 2, since),
        ])
    }

    fn front(&self) -> Result<Vec<Measured>, ChecksError> {
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

    fn distance(&self) -> Result<Vec<Measured>, ChecksError> {
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

    fn advance(&self) -> Result<Vec<Measured>, ChecksError> {
        let Some(known) = self.request.place else {
            return Ok(Vec::new());
        };
        let Some(before) = self.before() else {
            return Ok(vec![self.row(
                "approach",
                None,
                "km",
                1,
                "no map by the first day",
            )]);
        };
        let earlier = self.maps.layers(&before.id, self.request.side)?;
        let since = format!("since the map drawn on {}", before.drawn);
        let mut rows = Vec::new();
        let approach = self.measuring(advance_by_approach(
            &site(known),
            &earlier.held,
            &self.layers.held,
        ))?;
        rows.push(self.row(
            "approach",
            approach.map(|approach| approach.advance.km()),
            "km",
            1,
            format!("distance to {} then minus now, {since}", known.place.name),
        ));
        let sector = Sector {
            target: known.place.center,
            half_angle: SECTOR_HALF_ANGLE,
            reach: None,
        };
        let penetration = self.measuring(advance_by_penetration(
            &sector,
            &earlier.held,
            &self.layers.held,
            &SliverRule::default(),
        ))?;
        rows.push(self.row(
            "penetration",
            penetration.map(|penetration| penetration.depth.km()),
            "km",
            1,
            format!("largest distance of newly held ground from that held before, within {SECTOR_HALF_ANGLE:.0}° toward {}, {since}", known.place.name),
        ));
        if let Some((start, half_width)) = self.request.axis {
            let axis = Axis {
                from: start.place.center,
                to: known.place.center,
                half_width,
            };
            let along =
                self.measuring(advance_along_axis(&axis, &earlier.held, &self.layers.held))?;
            rows.push(self.row(
                "axis",
                along.advance.map(Metres::km),
                "km",
                1,
                format!(
                    "furthest held point along {}–{} ±{:.0} km, {since}",
                    start.place.name,
                    known.place.name,
                    half_width.km()
                ),
            ));
        }
        Ok(rows)
    }

    fn enclosure(&self) -> Result<Vec<Measured>, ChecksError> {
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

    fn salients(&self) -> Result<Vec<Measured>, ChecksError> {
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

    /// The map with which a change is compared.
    fn before(&self) -> Option<&MapDay> {
        self.request
            .from
            .and_then(|from| self.maps.drawn_by(&self.outlet.key, from))
    }
}

fn status(
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
