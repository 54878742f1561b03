//! The share of a place over time: stepped lines, since a map is redrawn and not interpolated.

use std::fmt::Write as _;

use salient_model::Date;

use super::hatch::dash_attribute;
use crate::escape::escaped;
use crate::format::{number, short_date};

/// One line of the chart.
pub(crate) struct ChartSeries<'a> {
    /// Name at its end.
    pub(crate) name: &'a str,
    /// Date and per cent, in order of date.
    pub(crate) points: &'a [(Date, f64)],
}

const LEFT: f64 = 22.0;
const TOP: f64 = 10.0;
const WIDTH: f64 = 278.0;
const HEIGHT: f64 = 146.0;
/// Room at the right for the names of the lines.
const NAMES: f64 = 92.0;
const BOTTOM: f64 = 18.0;

/// Draws the chart from `from` to `to`. `description` is its text equivalent.
pub(crate) fn share_chart(
    series: &[ChartSeries<'_>],
    from: Date,
    to: Date,
    description: &str,
) -> String {
    let n_days = (days_between(from, to)).max(1.0);
    let highest = series
        .iter()
        .flat_map(|line| line.points.iter().map(|(_, share)| *share))
        .fold(0.0, f64::max);
    let top = [5.0, 10.0, 20.0, 40.0, 60.0, 80.0, 100.0]
        .into_iter()
        .find(|top| highest <= *top)
        .unwrap_or(100.0);
    let x = |date: Date| {
        LEFT + days_between(from, date).clamp(0.0, n_days) / n_days * (WIDTH - LEFT - NAMES)
    };
    let y = |share: f64| TOP + (1.0 - share / top) * (HEIGHT - TOP - BOTTOM);
    let mut svg = format!(
        r#"<svg class="chart" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{}">"#,
        escaped(description)
    );
    for step in 0..=4 {
        let share = top * f64::from(step) / 4.0;
        let class = if step == 0 { "base" } else { "grid" };
        let _ = write!(
            svg,
            r#"<path class="{class}" d="M{LEFT} {0:.1}H{1:.1}"/><text class="ax" x="{2:.1}" y="{3:.1}" text-anchor="end">{4}</text>"#,
            y(share),
            WIDTH - NAMES,
            LEFT - 5.0,
            y(share) + 3.5,
            number(share, usize::from(top < 10.0 && step % 4 != 0))
        );
    }
    let middle = from
        .checked_add(jiff::Span::new().days(half(n_days)))
        .unwrap_or(from);
    for (date, anchor) in [(from, "start"), (middle, "middle"), (to, "end")] {
        let _ = write!(
            svg,
            r#"<text class="ax" x="{:.1}" y="{:.1}" text-anchor="{anchor}">{}</text>"#,
            x(date),
            HEIGHT - 3.0,
            short_date(date)
        );
    }
    let mut ends: Vec<(f64, &str)> = Vec::new();
    for (n, line) in series.iter().enumerate() {
        let Some((first, rest)) = line.points.split_first() else {
            continue;
        };
        let mut data = format!("M{:.1} {:.1}", x(first.0), y(first.1));
        for (date, share) in rest {
            let _ = write!(data, "H{:.1}V{:.1}", x(*date), y(*share));
        }
        let last = rest.last().unwrap_or(first);
        let _ = write!(data, "H{:.1}", x(to));
        let _ = write!(
            svg,
            r#"<path class="ser"{} d="{data}"/><circle class="cd" cx="{:.1}" cy="{:.1}" r="2.3"/>"#,
            dash_attribute(n),
            x(to),
            y(last.1)
        );
        ends.push((y(last.1), line.name));
    }
    // Names at the ends are moved apart, top to bottom, so that none covers another.
    ends.sort_by(|one, other| one.0.total_cmp(&other.0).then(one.1.cmp(other.1)));
    let mut lowest_free = 0.0_f64;
    for (at, name) in ends {
        let at = (at + 3.5).max(lowest_free);
        let _ = write!(
            svg,
            r#"<text class="dl" x="{:.1}" y="{at:.1}">{}</text>"#,
            WIDTH - NAMES + 6.0,
            escaped(name)
        );
        lowest_free = at + 12.0;
    }
    svg.push_str("</svg>");
    svg
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
            date("2030-05-01"),
            date("2030-05-11"),
            "share",
        );
        assert!(svg.contains("H87.6V10.0H186.0"), "{svg}");
        assert!(svg.contains(">Ridge Map</text>"));
    }
}
