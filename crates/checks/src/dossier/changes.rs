//! What changed: maps redrawn in the place, and claims that came in.

use std::collections::BTreeMap;

use salient_model::Date;

use super::types::{Change, ShareSeries, Topic};

/// A share that moves by less, in percentage points, is not told.
const LEAST_POINTS: f64 = 0.5;

/// At most this many lines.
const MOST_LINES: usize = 9;

/// Changes after `since`, newest first.
pub(super) fn changes(series: &[ShareSeries], topics: &[Topic], since: Date) -> Vec<Change> {
    let mut changes = Vec::new();
    for line in series {
        for pair in line.points.windows(2) {
            let ((_, before), (date, after)) = (pair[0], pair[1]);
            if date > since && (after - before).abs() >= LEAST_POINTS {
                changes.push(Change {
                    date,
                    words: format!(
                        "{} redraws its share, {before:.0} → {after:.0} %",
                        line.name
                    ),
                    notes: Vec::new(),
                });
            }
        }
    }
    let mut by_day: BTreeMap<Date, Vec<usize>> = BTreeMap::new();
    for claim in topics.iter().flat_map(|topic| &topic.claims) {
        if let Some(published) = claim.published.filter(|published| *published > since) {
            by_day.entry(published).or_default().push(claim.note);
        }
    }
    for (date, notes) in by_day {
        let words = if notes.len() == 1 {
            "One claim published".to_owned()
        } else {
            format!("{} claims published", notes.len())
        };
        // A long list of notes says no more than their number.
        let notes = if notes.len() <= 6 { notes } else { Vec::new() };
        changes.push(Change { date, words, notes });
    }
    changes.sort_by(|one, other| {
        other
            .date
            .cmp(&one.date)
            .then_with(|| one.words.cmp(&other.words))
    });
    changes.truncate(MOST_LINES);
    changes
}
