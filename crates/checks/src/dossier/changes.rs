//! What changed: maps redrawn in the place, and claims that came in.
//!
//! **Shape.** At most one line for the maps and one for the claims of a day, newest first.

use std::collections::BTreeMap;

use salient_model::Date;

use super::labels::short_name;
use super::types::{Change, ShareSeries, Topic};

/// A share that moves by less, in percentage points, is not told.
const LEAST_POINTS: f64 = 0.5;

/// At most this many lines.
const MOST_LINES: usize = 9;

/// A list of notes longer than this says no more than their number.
const MOST_NOTES: usize = 6;

/// A map's share before and after it was redrawn.
struct Redrawn<'a> {
    name: &'a str,
    before: f64,
    after: f64,
}

/// Changes after `since`, newest first.
pub(super) fn changes(series: &[ShareSeries], topics: &[Topic], since: Date) -> Vec<Change> {
    let mut redrawn: BTreeMap<Date, Vec<Redrawn<'_>>> = BTreeMap::new();
    for line in series {
        for pair in line.points.windows(2) {
            let ((_, before), (date, after)) = (pair[0], pair[1]);
            if date > since && (after - before).abs() >= LEAST_POINTS {
                redrawn.entry(date).or_default().push(Redrawn {
                    name: short_name(&line.name),
                    before,
                    after,
                });
            }
        }
    }
    let mut changes: Vec<Change> = redrawn
        .into_iter()
        .map(|(date, moves)| Change {
            date,
            words: redrawn_words(&moves),
            notes: Vec::new(),
        })
        .collect();
    changes.extend(new_claims(topics, since));
    changes.sort_by(|one, other| {
        other
            .date
            .cmp(&one.date)
            .then_with(|| one.notes.len().cmp(&other.notes.len()))
            .then_with(|| one.words.cmp(&other.words))
    });
    changes.truncate(MOST_LINES);
    changes
}

/// "Ridge Map 7 → 19 %, Vale Map 40 → 43 %".
fn redrawn_words(moves: &[Redrawn<'_>]) -> String {
    moves
        .iter()
        .map(|redrawn| {
            format!(
                "{} {:.0} → {:.0} %",
                redrawn.name, redrawn.before, redrawn.after
            )
        })
        .collect::<Vec<_>>()
        .join(", ")
}

fn new_claims(topics: &[Topic], since: Date) -> Vec<Change> {
    let mut by_day: BTreeMap<Date, Vec<usize>> = BTreeMap::new();
    for claim in topics.iter().flat_map(|topic| &topic.claims) {
        if let Some(published) = claim.published.filter(|published| *published > since) {
            by_day.entry(published).or_default().push(claim.note);
        }
    }
    by_day
        .into_iter()
        .map(|(date, notes)| Change {
            date,
            words: if notes.len() == 1 {
                "One new claim".to_owned()
            } else {
                format!("{} new claims", notes.len())
            },
            notes: if notes.len() <= MOST_NOTES {
                notes
            } else {
                Vec::new()
            },
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn series(name: &str, points: &[(&str, f64)]) -> ShareSeries {
        ShareSeries {
            outlet: name.to_lowercase(),
            name: name.to_owned(),
            points: points
                .iter()
                .map(|(day, share)| (date(day), *share))
                .collect(),
        }
    }

    #[test]
    fn all_maps_that_are_redrawn_on_a_day_share_a_line_with_short_names() {
        let lines = [
            series(
                "Ridge Map",
                &[
                    ("2030-05-01", 7.2),
                    ("2030-05-03", 19.4),
                    ("2030-05-04", 19.6),
                ],
            ),
            series(
                "Vale (after Ridge)",
                &[("2030-05-02", 40.0), ("2030-05-03", 43.1)],
            ),
        ];
        let told = changes(&lines, &[], date("2030-05-01"));
        let words: Vec<&str> = told.iter().map(|change| change.words.as_str()).collect();
        assert_eq!(words, ["Ridge Map 7 → 19 %, Vale 40 → 43 %"]);
    }

    #[test]
    fn a_change_on_the_first_day_is_not_told_again() {
        let line = series("Ridge Map", &[("2030-04-30", 7.2), ("2030-05-01", 19.4)]);
        assert_eq!(changes(&[line], &[], date("2030-05-01")), []);
    }
}
