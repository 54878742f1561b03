//! How far a side came.
//!
//! A distance of advance means nothing without a start and an axis, and reports seldom name either. Such a claim is *not computable* as
//! stated; the values under named methods stand beside it, never alone.

use salient_model::{Date, MapValue, Outcome};
use salient_terrain::{Sector, SliverRule, advance_by_approach, advance_by_penetration};

use super::Answer;
use super::question::{Question, reason, site};
use crate::ChecksError;
use crate::access::KnownPlace;

/// Half of the angle of the sector toward the target, in degrees, in which penetration is looked for.
pub(crate) const SECTOR_HALF_ANGLE: f64 = 45.0;

pub(super) fn ask(question: &Question<'_>) -> Result<Answer, ChecksError> {
    let (start, end) = (question.claim.time.start, question.claim.time.end);
    let (Some(start), Some(known)) = (start.filter(|start| Some(*start) != end), &question.place)
    else {
        return Ok(Answer {
            reason: reason(
                "no_start",
                "the words name no day from which the distance counts, or no place toward which",
            ),
            ..Answer::about(question, Vec::new())
        });
    };
    let beside = beside(question, known, start)?;
    let measured = beside
        .iter()
        .map(|value| format!("{} ({})", super::value_words(value), value.measure))
        .collect::<Vec<_>>()
        .join(", ");
    Ok(Answer {
        outcome: Outcome::NotComputable,
        reason: reason(
            "no_axis",
            if measured.is_empty() {
                format!(
                    "no axis in the words, and no map by {}",
                    super::date_words(start)
                )
            } else {
                format!("no axis in the words; by named methods: {measured}")
            },
        ),
        beside,
        ..Answer::about(question, Vec::new())
    })
}

fn beside(
    question: &Question<'_>,
    known: &KnownPlace,
    start: Date,
) -> Result<Vec<MapValue>, ChecksError> {
    let mut beside = Vec::new();
    for after in question.asked(question.on)? {
        let Some(before) = question.map_of(after.outlet, start)? else {
            continue;
        };
        let since = before.day.drawn;
        let measuring =
            || ChecksError::measuring(format!("the advance toward {}", known.place.name));
        let approach = advance_by_approach(&site(known), &before.layers.held, &after.layers.held)
            .map_err(measuring())?;
        if let Some(approach) = approach {
            let measure = format!("approach to {} since {since}", known.place.name);
            beside.push(after.value(measure, Some(approach.advance.km()), "km"));
        }
        let sector = Sector {
            target: known.place.center,
            half_angle: SECTOR_HALF_ANGLE,
            reach: None,
        };
        let penetration = advance_by_penetration(
            &sector,
            &before.layers.held,
            &after.layers.held,
            &SliverRule::default(),
        )
        .map_err(measuring())?;
        if let Some(penetration) = penetration {
            let measure = format!("penetration toward {} since {since}", known.place.name);
            beside.push(after.value(measure, Some(penetration.depth.km()), "km"));
        }
    }
    Ok(beside)
}
