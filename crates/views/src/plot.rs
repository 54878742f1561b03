//! A series as a picture of its own: SVG without scripts, without outside references.
//!
//! **What.** One stepped line per outlet: a map holds until the next one, and nothing is interpolated. Where the next map is more than [`STALE_DAYS`] away the line
//! goes on dotted, since nobody has drawn those days.
//!
//! **Shape.** [`Plot`] in, text out; the same input gives the same bytes. Values must be finite, dates in order.

use std::fmt::Write as _;

use jiff::{Span, civil};
use salient_checks::STALE_DAYS;
use salient_model::Date;

use crate::escape::escaped;
use crate::format::{number, short_date, shortened};
use crate::svg::dash_attribute;

/// A series to draw.
#[derive(Debug, Clone, PartialEq)]
pub struct Plot {
    /// What is shown: "Share of Pokrovsk held by Russia".
    pub title: String,
    /// `%`, `km`, `km²`, or empty.
    pub unit: String,
    /// One line per outlet.
    pub lines: Vec<PlotLine>,
    /// Where the maps come from and what was measured, one line each.
    pub notes: Vec<String>,
}

/// The values of one outlet.
#[derive(Debug, Clone, PartialEq)]
pub struct PlotLine {
    /// Name of the outlet.
    pub name: String,
    /// Day that a map shows, and value; in order of days.
    pub points: Vec<(Date, f64)>,
}

const WIDTH: f64 = 760.0;
const LEFT: f64 = 56.0;
const RIGHT: f64 = 132.0;
const TOP: f64 = 44.0;
const PLOT_HEIGHT: f64 = 250.0;
/// Room for the dates.
const DATES: f64 = 26.0;
const NOTE_HEIGHT: f64 = 14.0;
/// Steps of the value axis that are aimed at.
const VALUE_STEPS: f64 = 5.0;
/// Dates under the axis, at most.
const MOST_DATES: i32 = 7;
/// Characters of an outlet's name that fit at the right.
const NAME_CHARACTERS: usize = 20;
/// Characters of a note that fit in a line.
const NOTE_CHARACTERS: usize = 130;

const STYLE: &str = ".bg{fill:#fbfaf6}text{font:11px Inter,'Noto Sans',system-ui,sans-serif;fill:#1b1a17}.t{font:600 14px Inter,'Noto Sans',system-ui,sans-serif}\
.ax,.nt{fill:#57534b}.nt{font-size:10px}.grid{stroke:#dcd8ce;fill:none}.base{stroke:#1b1a17;fill:none}.ser{fill:none;stroke:#1b1a17;stroke-width:1.5}\
.old{fill:none;stroke:#736e64;stroke-width:1;stroke-dasharray:1 3}.cd{fill:#fbfaf6;stroke:#1b1a17;stroke-width:1.3}.dl{font-weight:500}";

/// Draws the plot; `None` when no line has a point.
#[must_use]
pub fn series_plot(plot: &Plot) -> Option<String> {
    let axes = Axes::of(&plot.lines)?;
    let height = TOP + PLOT_HEIGHT + DATES + NOTE_HEIGHT * (plot.notes.len() as f64 + 0.5);
    let mut svg = format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" role="img" aria-label="{0}"><style>{STYLE}</style><rect width="{WIDTH}" height="{height}" class="bg"/><text class="t" x="16" y="24">{0}{1}</text>"#,
        escaped(&plot.title),
        if plot.unit.is_empty() {
            String::new()
        } else {
            format!(", {}", escaped(&plot.unit))
        },
    );
    push_values(&mut svg, &axes);
    push_dates(&mut svg, &axes);
    push_lines(&mut svg, &axes, &plot.lines);
    for (n, note) in plot.notes.iter().enumerate() {
        let y = TOP + PLOT_HEIGHT + DATES + NOTE_HEIGHT * (n as f64 + 0.9);
        let _ = write!(
            svg,
            r#"<text class="nt" x="16" y="{y:.1}">{}</text>"#,
            escaped(&shortened(note, NOTE_CHARACTERS))
        );
    }
    svg.push_str("</svg>\n");
    Some(svg)
}

/// Days and values to pixels.
struct Axes {
    from: Date,
    n_days: i32,
    /// Value at the foot.
    low: f64,
    step: f64,
    n_steps: i32,
}

impl Axes {
    fn of(lines: &[PlotLine]) -> Option<Self> {
        let points = || lines.iter().flat_map(|line| &line.points);
        let from = points().map(|point| point.0).min()?;
        let to = points().map(|point| point.0).max()?;
        let lowest = points().map(|point| point.1).fold(f64::INFINITY, f64::min);
        let highest = points()
            .map(|point| point.1)
            .fold(f64::NEG_INFINITY, f64::max);
        // A foot at zero unless that would flatten the lines.
        let foot = if lowest >= 0.0 && lowest < 0.6 * highest {
            0.0
        } else {
            lowest
        };
        let step = round_step((highest - foot).max(1e-9 * highest.abs()).max(1e-6) / VALUE_STEPS);
        let low = (foot / step).floor() * step;
        Some(Self {
            from,
            n_days: days(from, to).max(1),
            low,
            step,
            n_steps: steps((highest - low) / step),
        })
    }

    fn x(&self, date: Date) -> f64 {
        LEFT + f64::from(days(self.from, date)) / f64::from(self.n_days) * (WIDTH - LEFT - RIGHT)
    }

    fn y(&self, value: f64) -> f64 {
        TOP + (1.0 - (value - self.low) / (self.step * f64::from(self.n_steps))) * PLOT_HEIGHT
    }
}

/// The next of 1, 2, 5 times a power of ten.
fn round_step(least: f64) -> f64 {
    let power = libm::pow(10.0, libm::floor(libm::log10(least)));
    [1.0, 2.0, 5.0, 10.0]
        .into_iter()
        .map(|step| step * power)
        .find(|step| *step >= least * (1.0 - 1e-9))
        .unwrap_or(10.0 * power)
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "the step is chosen so that there are at most a dozen"
)]
fn steps(count: f64) -> i32 {
    ((count - 1e-9).ceil() as i32).clamp(1, 20)
}

fn days(from: Date, to: Date) -> i32 {
    from.until(to).map_or(0, |span| span.get_days())
}

fn push_values(svg: &mut String, axes: &Axes) {
    let decimals = (0..6)
        .find(|decimals| axes.step * 10_f64.powi(*decimals) >= 1.0 - 1e-9)
        .unwrap_or(6);
    for n in 0..=axes.n_steps {
        let value = axes.low + axes.step * f64::from(n);
        let y = axes.y(value);
        let class = if n == 0 { "base" } else { "grid" };
        let _ = write!(
            svg,
            r#"<path class="{class}" d="M{LEFT} {y:.1}H{:.1}"/><text class="ax" x="{:.1}" y="{:.1}" text-anchor="end">{}</text>"#,
            WIDTH - RIGHT,
            LEFT - 6.0,
            y + 4.0,
            number(value, usize::try_from(decimals).unwrap_or_default())
        );
    }
}

/// Dates at even steps, on firsts of months where the period is long.
fn push_dates(svg: &mut String, axes: &Axes) {
    let n_months = axes.n_days / 30;
    let every = (n_months / MOST_DATES + 1).max(1);
    let mut dates: Vec<Date> = Vec::new();
    if n_months >= 4 {
        let first = civil::date(axes.from.year(), axes.from.month(), 1);
        let mut n = i32::from(first < axes.from);
        while let Ok(date) = first.checked_add(Span::new().months(n)) {
            if days(axes.from, date) > axes.n_days {
                break;
            }
            dates.push(date);
            n += every;
        }
    } else {
        let every = (axes.n_days + MOST_DATES - 1) / MOST_DATES;
        let mut n = 0;
        while n <= axes.n_days {
            dates.extend(axes.from.checked_add(Span::new().days(n)).ok());
            n += every.max(1);
        }
    }
    let years_differ =
        dates.first().map(|date| date.year()) != dates.last().map(|date| date.year());
    for date in dates {
        let x = axes.x(date);
        let words = if years_differ || n_months >= 4 {
            date.strftime("%b %Y").to_string()
        } else {
            short_date(date)
        };
        let _ = write!(
            svg,
            r#"<path class="base" d="M{x:.1} {0:.1}v4"/><text class="ax" x="{x:.1}" y="{1:.1}" text-anchor="middle">{words}</text>"#,
            TOP + PLOT_HEIGHT,
            TOP + PLOT_HEIGHT + 17.0,
        );
    }
}

fn push_lines(svg: &mut String, axes: &Axes, lines: &[PlotLine]) {
    let mut names: Vec<(f64, f64, &str)> = Vec::new();
    for (n, line) in lines.iter().enumerate() {
        let Some(last) = line.points.last() else {
            continue;
        };
        let (mut drawn, mut old) = (String::new(), String::new());
        for (at, (date, value)) in line.points.iter().enumerate() {
            let (x, y) = (axes.x(*date), axes.y(*value));
            let before = at.checked_sub(1).map(|before| line.points[before]);
            match before {
                Some(before)
                    if days(before.0, *date) <= i32::try_from(STALE_DAYS).unwrap_or(i32::MAX) =>
                {
                    let _ = write!(drawn, "H{x:.1}V{y:.1}");
                }
                Some(before) => {
                    let _ = write!(
                        old,
                        "M{:.1} {:.1}H{x:.1}",
                        axes.x(before.0),
                        axes.y(before.1)
                    );
                    let _ = write!(drawn, "M{x:.1} {y:.1}h1.5");
                }
                None => {
                    let _ = write!(drawn, "M{x:.1} {y:.1}");
                }
            }
        }
        let (x, y) = (axes.x(last.0), axes.y(last.1));
        if !old.is_empty() {
            let _ = write!(svg, r#"<path class="old" d="{old}"/>"#);
        }
        let _ = write!(
            svg,
            r#"<path class="ser"{} d="{drawn}"/><circle class="cd" cx="{x:.1}" cy="{y:.1}" r="2.6"/>"#,
            dash_attribute(n)
        );
        names.push((y, x, &line.name));
    }
    // Names are moved apart, top to bottom, so that none covers another.
    names.sort_by(|one, other| one.0.total_cmp(&other.0).then(one.2.cmp(other.2)));
    let mut lowest_free = 0.0_f64;
    for (y, x, name) in names {
        let y = (y + 4.0).max(lowest_free);
        let _ = write!(
            svg,
            r#"<text class="dl" x="{:.1}" y="{y:.1}">{}</text>"#,
            x + 7.0,
            escaped(&shortened(name, NAME_CHARACTERS))
        );
        lowest_free = y + 13.0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(n: i8) -> Date {
        civil::date(2031, 5, n)
    }

    fn plot(points: &[(i8, f64)]) -> Plot {
        Plot {
            title: "Share of <Ridge Town>".to_owned(),
            unit: "%".to_owned(),
            lines: vec![PlotLine {
                name: "Crest Map".to_owned(),
                points: points.iter().map(|(n, value)| (day(*n), *value)).collect(),
            }],
            notes: vec!["Crest Map. Invented for tests.".to_owned()],
        }
    }

    #[test]
    fn a_line_steps_from_map_to_map_and_is_dotted_where_nobody_drew() {
        let svg = series_plot(&plot(&[(1, 0.0), (2, 50.0), (20, 100.0)])).expect("points");
        assert!(svg.contains(r#"d="M56.0 294.0H86.1V169.0M"#), "{svg}");
        assert!(
            svg.contains(r#"class="old" d="M86.1 169.0H628.0""#),
            "{svg}"
        );
        assert!(!svg.contains("<Ridge Town>"), "{svg}");
    }

    #[test]
    fn the_foot_is_zero_unless_that_flattens_the_lines() {
        let text = |points: &[(i8, f64)]| series_plot(&plot(points)).expect("points");
        assert!(text(&[(1, 3.0), (2, 18.0)]).contains(">0<"));
        assert!(!text(&[(1, 100_200.0), (2, 100_240.0)]).contains(">0<"));
    }

    #[test]
    fn one_point_and_equal_points_are_drawn_and_none_is_not() {
        assert!(series_plot(&plot(&[(1, 0.0)])).is_some());
        assert!(series_plot(&plot(&[(1, -7.25), (3, -7.25)])).is_some());
        assert_eq!(series_plot(&plot(&[])), None);
    }
}
