//! `salient measure`.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use salient_checks::{
    CaseMaps, ChecksError, CutDay, CutOutcome, LineCut, MapAccess as _, MapDay, Measure as Kind,
    MeasureRequest, Measured, agreement, first_cuts, measure,
};
use salient_model::Date;
use salient_terrain::{Metres, SalientSettings, TerrainError};
use salient_views::format::capital;
use salient_views::plot::{Plot, PlotLine, series_plot};
use salient_views::table::{Table, Value};

use crate::asked::{maps_of, period_is_forward, side_is_drawn};
use crate::failure::{Ended, Failure, counted, say};
use crate::number::{above_zero, zero_or_more};
use crate::output::{self, Format, write_file};
use crate::period::date;
use crate::wiring::{Places, keep_histories, limit_of, line_file, open_case};

/// What to measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Asked {
    /// Area held
    Area,
    /// Share of the place
    Share,
    /// Ground gained and lost between --from and --to
    Change,
    /// Length of the edge of held ground
    Front,
    /// Distance from the place to held ground
    Distance,
    /// Advance toward the place between --from and --to, by three named methods
    Advance,
    /// Whether the place is closed in, and how wide the way out is
    Enclosure,
    /// From when to when the place was held, contested, or not drawn
    Status,
    /// Share of a road or railway in held ground
    Route,
    /// Salients, pockets, and corridors around the place: area, neck, depth
    Salients,
    /// Ground that two outlets draw alike, on every day from --from to --to
    Agreement,
    /// Any of these for every map from --from to --to
    Series,
}

impl Asked {
    fn kind(self) -> Option<Kind> {
        Some(match self {
            Self::Area => Kind::Area,
            Self::Share => Kind::Share,
            Self::Change => Kind::Change,
            Self::Front => Kind::Front,
            Self::Distance => Kind::Distance,
            Self::Advance => Kind::Advance,
            Self::Enclosure => Kind::Enclosure,
            Self::Status => Kind::Status,
            Self::Route => Kind::Route,
            Self::Salients => Kind::Salients,
            Self::Agreement | Self::Series => return None,
        })
    }
}

/// Arguments.
#[derive(Debug, Args)]
#[command(
    after_help = "Example: salient measure share pokrovsk Pokrovsk --actor RU --on 2025-11-08\n         salient measure series pokrovsk Pokrovsk --of share --actor RU --from 2025-10-01 --to 2025-11-08 --format csv\n         salient measure route pokrovsk --actor RU --line railway.geojson --within 10 --on 2025-11-08\n         salient measure route pokrovsk --actor RU --line railway.geojson --first-cut --from 2025-01-01 --to 2025-11-08\n\n--on D asks for the last map drawn on D or before, with --exact for one drawn on D; each row says which day's end that map shows."
)]
pub(crate) struct Measure {
    /// What to measure
    #[arg(value_enum)]
    what: Asked,
    /// The case
    case: PathBuf,
    /// The place
    place: Option<String>,
    /// Key of the side whose ground is measured
    #[arg(long)]
    actor: String,
    /// The day
    #[arg(long, value_parser = date, conflicts_with_all = ["from", "to"])]
    on: Option<Date>,
    /// With --on: a map drawn on that day, and no earlier one
    #[arg(long, requires = "on")]
    exact: bool,
    /// First day
    #[arg(long, value_parser = date)]
    from: Option<Date>,
    /// Last day
    #[arg(long, value_parser = date)]
    to: Option<Date>,
    /// Outlets to ask; all when not given
    #[arg(long)]
    outlet: Vec<String>,
    /// For series: what to measure on each map
    #[arg(long, value_enum, default_value = "share")]
    of: Asked,
    /// For advance: place where the axis starts
    #[arg(long)]
    axis_from: Option<String>,
    /// For advance: half-width of the corridor around the axis, in kilometres
    #[arg(long, value_name = "KM", value_parser = above_zero, default_value_t = 10.0)]
    half_width: f64,
    /// For salients: what is narrower than two of these stands out, in kilometres
    #[arg(long, value_name = "KM", value_parser = above_zero, default_value_t = 5.0)]
    radius: f64,
    /// For salients: how far around the place to look, in kilometres [default: 50]; for a route: how near to held ground counts beside the share inside it
    #[arg(long, value_name = "KM", value_parser = zero_or_more)]
    within: Option<f64>,
    /// Lines: routes, a feature each, or for the front the border and coast to leave out; in any format that maps are read from
    #[arg(long)]
    line: Option<PathBuf>,
    /// For a route: the first day from --from to --to on which it was cut, and the last before on which it was not
    #[arg(long)]
    first_cut: bool,
    /// For --first-cut: the route is cut when at least so much of it lies in held ground, in metres; 0 for any length
    #[arg(
        long,
        value_name = "METRES",
        default_value_t = 0.0,
        requires = "first_cut"
    )]
    cut_length: f64,
    /// For series: file for a plot as well, as SVG
    #[arg(long, value_name = "FILE.svg")]
    plot: Option<PathBuf>,
    /// How to print
    #[arg(long, value_enum, default_value = "table")]
    format: Format,
}

/// Where the column of the line stands, for routes.
const LINE_AT: usize = 3;

impl Measure {
    pub(crate) fn run(self) -> Result<Ended, Failure> {
        if self.what == Asked::Agreement {
            if self.exact {
                return Err(Failure::usage("--exact goes with a measure of one map"));
            }
            return self.agreement();
        }
        let (kind, series) = match (self.what.kind(), self.of.kind()) {
            (Some(kind), _) => (kind, false),
            (None, Some(kind)) => (kind, true),
            (None, None) => {
                return Err(Failure::usage("--of takes a measure of one map")
                    .hint("Name what to measure on each map, such as --of share."));
            }
        };
        if self.plot.is_some() && !series {
            return Err(Failure::usage("a plot needs a series").hint(
                "Ask for one: salient measure series CASE PLACE --of share --actor A --plot FILE.svg",
            ));
        }
        let needs_place = matches!(
            kind,
            Kind::Share
                | Kind::Distance
                | Kind::Advance
                | Kind::Enclosure
                | Kind::Status
                | Kind::Salients
        );
        if needs_place && self.place.is_none() {
            return Err(Failure::usage("this measure needs a place").hint(
                "Name it after the case: salient measure share CASE PLACE --actor A --on D",
            ));
        }
        if matches!(kind, Kind::Change | Kind::Advance) && self.from.is_none() {
            return Err(
                Failure::usage("this measure needs two dates").hint("Give --from and --to.")
            );
        }
        if self.first_cut && (kind != Kind::Route || series || self.on.is_some()) {
            return Err(Failure::usage(
                "--first-cut goes with a route and a period",
            )
            .hint("Ask: salient measure route CASE --actor A --line FILE --first-cut --from D --to D"));
        }
        if self.exact && (series || kind == Kind::Status) {
            return Err(Failure::usage("--exact goes with a measure of one map")
                .hint("For every map of one day, give --from and --to."));
        }
        period_is_forward(self.from, self.to)?;
        let mut case = open_case(&self.case)?;
        let mut places = Places::of_case(&case)?;
        let place = places.adopt_given(&mut case, self.place.as_deref())?;
        let axis_from = places.adopt_given(&mut case, self.axis_from.as_deref())?;
        let lines = match &self.line {
            Some(path) => line_file(path)?,
            None => Vec::new(),
        };
        if kind == Kind::Route && lines.is_empty() {
            return Err(Failure::usage("a route needs --line FILE"));
        }
        let maps = maps_of(&case, &self.outlet)?;
        side_is_drawn(&case, &maps, &self.actor)?;
        let request = MeasureRequest {
            measure: kind,
            place: place.as_ref(),
            side: &self.actor,
            from: self.from,
            to: self.on.or(self.to).unwrap_or(Date::MAX),
            axis: axis_from
                .as_ref()
                .map(|start| (start, Metres::from_km(self.half_width))),
            salients: SalientSettings {
                radius: Metres::from_km(self.radius),
                within: Metres::from_km(self.within.unwrap_or(50.0)),
            },
            lines: &lines,
            near: self.within.map(Metres::from_km),
            series,
            exact: self.exact,
        };
        if self.exact
            && let Some(day) = self.on
        {
            some_map_is_of(&maps, day)?;
        }
        if self.first_cut {
            let cuts = first_cuts(&request, Metres(self.cut_length), &maps).map_err(refused)?;
            let made = maps.into_made();
            keep_histories(&mut case, &made);
            return self.write_cuts(cuts);
        }
        let rows = measure(&request, &maps).map_err(refused)?;
        let made = maps.into_made();
        keep_histories(&mut case, &made);
        if rows.is_empty() {
            return Err(Failure::data_words("no map of this case answers that")
                .hint("See what there is with: salient maps list CASE"));
        }
        if let Some(path) = &self.plot {
            write_plot(path, &plot_of(&rows, self.place.as_deref(), &self.actor))?;
        }
        let has_lines = kind == Kind::Route;
        let mut columns = vec![
            ("outlet", "outlet"),
            ("drawn", "file of"),
            ("as_of", "shows end of"),
            ("what", "measure"),
            ("value", "value"),
            ("low", "low"),
            ("high", "high"),
            ("unit", "unit"),
            ("note", "note"),
        ];
        if has_lines {
            columns.insert(LINE_AT, ("line", "line"));
        }
        let mut table = Table::new(&columns);
        for row in rows {
            let mut cells = vec![
                row.outlet.into(),
                row.drawn.to_string().into(),
                row.as_of.to_string().into(),
                row.what.into(),
                Value::number(row.value, row.decimals),
                Value::number(row.low, row.decimals),
                Value::number(row.high, row.decimals),
                row.unit.into(),
                row.note.into(),
            ];
            if has_lines {
                cells.insert(LINE_AT, row.line.into());
            }
            table.push(cells);
        }
        output::write_table(&table, self.format)?;
        Ok(Ended::Fine)
    }
}

impl Measure {
    /// Two outlets, day by day.
    fn agreement(self) -> Result<Ended, Failure> {
        let [one, other] = self.outlet.as_slice() else {
            return Err(Failure::usage("agreement needs two outlets").hint(
                "Name them: salient measure agreement CASE --actor A --outlet ONE --outlet OTHER",
            ));
        };
        period_is_forward(self.from, self.to)?;
        let mut case = open_case(&self.case)?;
        let mut places = Places::of_case(&case)?;
        let place = places.adopt_given(&mut case, self.place.as_deref())?;
        let limit = place.as_ref().map(limit_of).transpose()?;
        let maps = maps_of(&case, &self.outlet)?;
        side_is_drawn(&case, &maps, &self.actor)?;
        let period = match self.on {
            Some(day) => (day, day),
            None => (self.from.unwrap_or(Date::MIN), self.to.unwrap_or(Date::MAX)),
        };
        let days =
            agreement(&maps, (one, other), &self.actor, limit, period).map_err(Failure::data)?;
        if days.is_empty() {
            return Err(
                Failure::data_words("no day for which both outlets have a map")
                    .hint("See what there is with: salient maps list CASE"),
            );
        }
        if let Some(path) = &self.plot {
            let points = days
                .iter()
                .filter_map(|day| Some((day.as_of, 100.0 * day.agreement()?)));
            let plot = Plot {
                title: format!(
                    "Agreement of {one} and {other}{}, {}",
                    self.place.as_deref().map(|place| format!(", {place}")).unwrap_or_default(),
                    self.actor
                ),
                unit: "%".to_owned(),
                lines: vec![PlotLine {
                    name: "both over either".to_owned(),
                    points: points.collect(),
                }],
                notes: vec!["Ground that both draw as held over ground that either draws. Dotted: no maps of these days.".to_owned()],
            };
            write_plot(path, &plot)?;
        }
        let mut table = Table::new(&[
            ("as_of", "end of"),
            ("drawn_one", "file of"),
            ("drawn_other", "and of"),
            ("both_km2", "both, km²"),
            ("only_one_km2", "only the first, km²"),
            ("only_other_km2", "only the second, km²"),
            ("agreement", "agreement, %"),
        ]);
        for day in days {
            table.push(vec![
                day.as_of.to_string().into(),
                day.drawn_one.to_string().into(),
                day.drawn_other.to_string().into(),
                Value::number(Some(day.both_km2), 1),
                Value::number(Some(day.only_one_km2), 1),
                Value::number(Some(day.only_other_km2), 1),
                Value::number(day.agreement().map(|share| 100.0 * share), 2),
            ]);
        }
        output::write_table(&table, self.format)?;
        Ok(Ended::Fine)
    }
}

impl Measure {
    /// A row per outlet and line.
    fn write_cuts(&self, cuts: Vec<LineCut>) -> Result<Ended, Failure> {
        if cuts.is_empty() {
            return Err(
                Failure::data_words("no map of this case is drawn in that period")
                    .hint("See what there is with: salient maps list CASE"),
            );
        }
        let mut table = Table::new(&[
            ("outlet", "outlet"),
            ("line", "line"),
            ("outcome", "outcome"),
            ("cut_drawn", "cut on the file of"),
            ("cut_as_of", "showing end of"),
            ("uncut_drawn", "uncut until the file of"),
            ("uncut_as_of", "showing end of"),
            ("inside_km", "in held ground, km"),
            ("note", "note"),
        ]);
        let drawn = |day: Option<CutDay>| Value::text(day.map(|day| day.drawn.to_string()));
        let as_of = |day: Option<CutDay>| Value::text(day.map(|day| day.as_of.to_string()));
        for cut in cuts {
            let inside = cut.inside.map(Metres::km);
            table.push(vec![
                cut.outlet.as_str().into(),
                cut.line.as_str().into(),
                cut.outcome.as_str().into(),
                drawn(cut.cut),
                as_of(cut.cut),
                drawn(cut.uncut_until),
                as_of(cut.uncut_until),
                Value::number(inside, 2),
                cut_note(&cut, self.cut_length).into(),
            ]);
        }
        output::write_table(&table, self.format)?;
        Ok(Ended::Fine)
    }
}

/// A setting that a measure refuses is the caller's; everything else is the data's.
fn refused(error: ChecksError) -> Failure {
    match &error {
        ChecksError::Terrain {
            source: source @ TerrainError::Setting { .. },
            ..
        } => Failure::usage(source.to_string()),
        _ => Failure::data(error),
    }
}

/// Refuses a day on whose date no outlet asked has a file, and tells of each that has none.
fn some_map_is_of(maps: &CaseMaps<'_>, day: Date) -> Result<(), Failure> {
    let mut missing = Vec::new();
    let mut n_found = 0;
    for outlet in maps.outlets() {
        let days = maps.days(&outlet.key);
        let at = days.partition_point(|one| one.drawn < day);
        if days.get(at).is_some_and(|one| one.drawn == day) {
            n_found += 1;
            continue;
        }
        let nearest =
            |day: Option<&MapDay>| day.map_or("none".to_owned(), |day| day.drawn.to_string());
        missing.push(format!(
            "{} has no map of {day}; the nearest before: {}, after: {}",
            outlet.name,
            nearest(at.checked_sub(1).map(|before| &days[before])),
            nearest(days.get(at))
        ));
    }
    if n_found == 0 {
        return Err(Failure::data_words(if missing.is_empty() {
            "this case has no maps".to_owned()
        } else {
            missing.join("\n")
        })
        .hint("Without --exact the last map drawn on that day or before is asked."));
    }
    for words in missing {
        say(&words);
    }
    Ok(())
}

/// What counts as cut, and how many maps say so.
fn cut_note(cut: &LineCut, cut_length: f64) -> String {
    let least = if cut_length > 0.0 {
        format!("at least {cut_length} m")
    } else {
        "any length".to_owned()
    };
    let period = format!("files of {} to {}", cut.first, cut.last);
    let undrawn = match cut.n_undrawn {
        0 => String::new(),
        n_undrawn => format!(
            "; {} without ground of this side",
            counted(n_undrawn, "map")
        ),
    };
    let n_maps = counted(cut.n_maps, "map");
    match cut.outcome {
        CutOutcome::Cut | CutOutcome::CutFromTheFirst => format!(
            "{least}; so on {} of {} from then on; {period}{undrawn}",
            cut.n_cut,
            counted(cut.n_since, "map")
        ),
        CutOutcome::NotCut => format!("{least}; on none of {n_maps}; {period}{undrawn}"),
        CutOutcome::NotDrawn => format!("{period}{undrawn}"),
    }
}

/// A line per outlet, of the values that the maps could give.
fn plot_of(rows: &[Measured], place: Option<&str>, side: &str) -> Plot {
    let what = rows.first().map_or("", |row| row.what.as_str());
    let mut lines: Vec<PlotLine> = Vec::new();
    // A map may answer with several values, the share not drawn beside the share held; the first is the one asked for.
    // Of several routes the total is drawn; it stands last.
    let line = rows.last().map_or("", |row| row.line.as_str());
    let is_drawn = |row: &&Measured| row.what == what && row.line == line;
    for row in rows.iter().filter(is_drawn) {
        let Some(value) = row.value else {
            continue;
        };
        let point = (row.as_of, value);
        match lines.iter_mut().find(|line| line.name == row.outlet) {
            Some(line) => line.points.push(point),
            None => lines.push(PlotLine {
                name: row.outlet.clone(),
                points: vec![point],
            }),
        }
    }
    let place = place.map(|place| format!(", {place}")).unwrap_or_default();
    Plot {
        title: format!("{}{place}, {side}", capital(what)),
        unit: rows
            .first()
            .map(|row| row.unit.to_owned())
            .unwrap_or_default(),
        notes: vec![format!(
            "According to the maps of {}; each holds from the day whose end it shows. Dotted: no map of these days.",
            lines
                .iter()
                .map(|line| line.name.as_str())
                .collect::<Vec<_>>()
                .join(", ")
        )],
        lines,
    }
}

fn write_plot(path: &Path, plot: &Plot) -> Result<(), Failure> {
    let Some(svg) = series_plot(plot) else {
        return Err(Failure::data_words(
            "no map of the period gives a value to plot",
        ));
    };
    write_file(path, &svg)
}
