//! How a place was drawn before the event: an entry or a withdrawal is a change, and one map shows none.

use salient_model::Date;

use super::question::{Asked, Question, Undecided, earlier};
use crate::ChecksError;
use crate::units::Bounds;

/// How many days before the event a map may lie and still show what was before it; and how far back a change may be that a report tells as done
/// without a date ("has left the town").
const LOOK_BACK_DAYS: i64 = 30;

/// Lowest and highest share held before the event, in per cent, over the outlet's maps from then; `None` when it has none that draws the side.
///
/// They are the last map that depicts the day before, and, where the words give no day, also the one [`LOOK_BACK_DAYS`] earlier.
pub(super) fn held_before<'a>(
    question: &Question<'a>,
    asked: &Asked<'a>,
    held_on: impl Fn(&Asked<'a>) -> Result<Option<Bounds>, ChecksError>,
) -> Result<Result<Bounds, Undecided>, ChecksError> {
    let mut before: Option<Bounds> = None;
    for day in days_before(question) {
        let Some(map) = question
            .map_of(asked.outlet, day)?
            .filter(|map| map.day.as_of >= earlier(day, LOOK_BACK_DAYS))
        else {
            continue;
        };
        if !map.draws_side(question)? {
            continue;
        }
        if let Some(held) = held_on(&map)? {
            before = Some(before.map_or(held, |before| before.joined(held)));
        }
    }
    Ok(before.ok_or(Undecided::NoEarlierMap))
}

fn days_before(question: &Question<'_>) -> Vec<Date> {
    let time = &question.claim.time;
    let Some(first) = time.start.or(time.end) else {
        return Vec::new();
    };
    let mut days = vec![earlier(first, 1)];
    if !question.is_dated_event() {
        days.push(earlier(first, LOOK_BACK_DAYS));
    }
    days
}
