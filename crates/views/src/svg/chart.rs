//! The share of a place over time: stepped lines, since a map is redrawn and not interpolated.

use std::fmt::Write as _;

use salient_model::Date;

use super::hatch::dash_attribute;
use crate::escape::escaped;
use crate::format::{number, short_date, shortened};

/// One line of the chart.
pub(crate) struct ChartSeries<'a> {
    /// Name at its end.
    pub(crate) name: &'a str,
    /// Date and per cent, in order of date.
    pub(crate) points: &'a [(Date, f64)],
}

/// A share that a claim gives, drawn as a bar over the claim's own dates.
pub(crate) struct ChartClaim {
    /// "> 70 %".
    pub(crate) words: String,
    /// Per cent.
    pub(crate) share: f64,
    /// Where the claim says that the share lies.
    pub(crate) reach: Reach,
    /// First and last day.
    pub(crate) days: (Date, Date),
    /// Position of the claimant's side among the first two.
    pub(crate) side: Option<usize>,
}

/// On which side of its bar a claim puts the share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reach {
    /// More than the bar.
    Above,
    /// At the bar.
    At,
    /// Less than the bar.
    Below,
}

const LEFT: f64 = 22.0;
const TOP: f64 = 10.0;
const WIDTH: f64 = 270.0;
const HEIGHT: f64 = 146.0;
/// Room at the right for the names of the lines.
const NAMES: f64 = 90.0;
const BOTTOM: f64 = 18.0;
/// Characters of a name that fit there.
const NAME_CHARACTERS: usize = 15;
/// A claim of one day is still a bar.
const LEAST_BAR: f64 = 9.0;

/// Days and shares to pixels.
struct Axes {
    days: (Date, Date),
    n_days: f64,
    top: f64,
}

impl Axes {
    fn x(&self, date: Date) -> f64 {
        LEFT + days_between(self.days.0, date).clamp(0.0, self.n_days) / self.n_days
            * (WIDTH - LEFT - NAMES)
    }

    fn y(&self, share: f64) -> f64 {
        TOP + (1.0 - share / self.top) * (HEIGHT - TOP - BOTTOM)
    }
}

/// Draws the chart over `days`. `description` is its text equivalent.
pub(crate) fn share_chart(
    series: &[ChartSeries<'_>],
    claims: &[ChartClaim],
    days: (Date, Date),
    description: &str,
) -> String {
    let highest = series
        .iter()
        .flat_map(|line| line.points.iter().map(|(_, share)| *share))
        .chain(claims.iter().map(|claim| claim.share))
        .fold(0.0, f64::max);
    let top = [5.0, 10.0, 20.0, 40.0, 60.0, 80.0, 100.0]
        .into_iter()
        .find(|top| highest <= *top)
        .unwrap_or(100.0);
    let axes = Axes {
        days,
        n_days: days_between(days.0, days.1).max(1.0),
        top,
    };
    let mut svg = format!(
        r#"<svg class="chart" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{}">"#,
        escaped(description)
    );
    push_axes(&mut svg, &axes);
    push_lines(&mut svg, &axes, series);
    for claim in claims {
        push_claim(&mut svg, &axes, claim);
    }
    svg.push_str("</svg>");
    svg
}

fn push_axes(svg: &mut String, axes: &Axes) {
    for step in 0..=4 {
        let share = axes.top * f64::from(step) / 4.0;
        let class = if step == 0 { "base" } else { "grid" };
        let _ = write!(
            svg,
            r#"<path class="{class}" d="M{LEFT} {0:.1}H{1:.1}"/><text class="ax" x="{2:.1}" y="{3:.1}" text-anchor="end">{4}</text>"#,
            axes.y(share),
            WIDTH - NAMES,
            LEFT - 5.0,
            axes.y(share) + 3.5,
            number(share, usize::from(axes.top < 20.0 && step % 4 != 0))
        );
    }
    let (from, to) = axes.days;
    let middle = from
        .checked_add(jiff::Span::new().days(half(axes.n_days)))
        .unwrap_or(from);
    for (date, anchor) in [(from, "start"), (middle, "middle"), (to, "end")] {
        let _ = write!(
            svg,
            r#"<text class="ax" x="{:.1}" y="{:.1}" text-anchor="{anchor}">{}</text>"#,
            axes.x(date),
            HEIGHT - 3.0,
            short_date(date)
        );
    }
}

fn push_lines(svg: &mut String, axes: &Axes, series: &[ChartSeries<'_>]) {
    let end = axes.x(axes.days.1);
    let mut names: Vec<(f64, &str)> = Vec::new();
    for (n, line) in series.iter().enumerate() {
        let Some((first, rest)) = line.points.split_first() else {
            continue;
        };
        let mut data = format!("M{:.1} {:.1}", axes.x(first.0), axes.y(first.1));
        for (date, share) in rest {
            let _ = write!(data, "H{:.1}V{:.1}", axes.x(*date), axes.y(*share));
        }
        let last = axes.y(rest.last().unwrap_or(first).1);
        let _ = write!(
            svg,
            r#"<path class="ser"{} d="{data}H{end:.1}"/><circle class="cd" cx="{end:.1}" cy="{last:.1}" r="2.3"/>"#,
            dash_attribute(n)
        );
        names.push((last, line.name));
    }
    // Names at the ends are moved apart, top to bottom, so that none covers another.
    names.sort_by(|one, other| one.0.total_cmp(&other.0).then(one.1.cmp(other.1)));
    let mut lowest_free = 0.0_f64;
    for (at, name) in names {
        let at = (at + 3.5).max(lowest_free);
        let _ = write!(
            svg,
            r#"<text class="dl" x="{:.1}" y="{at:.1}">{}</text>"#,
            WIDTH - NAMES + 6.0,
            escaped(&shortened(name, NAME_CHARACTERS))
        );
        lowest_free = at + 12.0;
    }
}

/// The bar, an arrow toward where the share is said to lie, and the figure at the left.
fn push_claim(svg: &mut String, axes: &Axes, claim: &ChartClaim) {
    let class = match claim.side {
        Some(0) => "a",
        Some(_) => "b",
        None => "t",
    };
    let (y, end) = (axes.y(claim.share), axes.x(claim.days.1));
    let start = axes.x(claim.days.0).min(end - LEAST_BAR).max(LEFT);
    let middle = start.midpoint(end);
    let arrow = match claim.reach {
        Reach::Above => format!("M{middle:.1} {y:.1}v-8m-3 3l3 -3l3 3"),
        Reach::Below => format!("M{middle:.1} {y:.1}v8m-3 -3l3 3l3 -3"),
        Reach::At => String::new(),
    };
    let _ = write!(
        svg,
        r#"<path class="cb {class}" d="M{start:.1} {y:.1}H{end:.1}{arrow}"/><text class="cw {class}" x="{:.1}" y="{:.1}" text-anchor="end">{}</text>"#,
        start - 4.0,
        y + 3.5,
        escaped(&claim.words)
    );
}

fn days_between(from: Date, to: Date) -> f64 {
    from.until(to)
        .map_or(0.0, |span| f64::from(span.get_days()))
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "a span of days between two civil dates fits"
)]
fn half(n_days: f64) -> i64 {
    (n_days / 2.0).round() as i64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_steps_on_the_day_of_the_new_map() {
        let date = |text: &str| text.parse::<Date>().unwrap();
        let points = [(date("2030-05-01"), 0.0), (date("2030-05-05"), 40.0)];
        let svg = share_chart(
            &[ChartSeries {
                name: "Ridge Map",
                points: &points,
            }],
            &[],
            (date("2030-05-01"), date("2030-05-11")),
            "share",
        );
        assert!(svg.contains("H85.2V10.0H180.0"), "{svg}");
        assert!(svg.contains(">Ridge Map</text>"));
    }

    #[test]
    fn a_claim_is_a_bar_over_its_dates_with_an_arrow_and_lifts_the_axis() {
        let date = |text: &str| text.parse::<Date>().unwrap();
        let points = [(date("2030-05-01"), 10.0)];
        let claim = |reach| ChartClaim {
            words: "> 70 %".to_owned(),
            share: 70.0,
            reach,
            days: (date("2030-05-06"), date("2030-05-11")),
            side: Some(1),
        };
        let draw = |reach| {
            share_chart(
                &[ChartSeries {
                    name: "Ridge Map",
                    points: &points,
                }],
                &[claim(reach)],
                (date("2030-05-01"), date("2030-05-11")),
                "share",
            )
        };
        let above = draw(Reach::Above);
        assert!(
            above.contains(r#"<path class="cb b" d="M101.0 24.8H180.0M140.5 24.8v-8"#),
            "{above}"
        );
        assert!(above.contains("&gt; 70 %</text>"));
        assert!(draw(Reach::Below).contains("v8m-3 -3"));
        assert!(!draw(Reach::At).contains("m-3"));
    }
}
