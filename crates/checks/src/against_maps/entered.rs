//! Whether a side's ground has come to touch a place.
//!
//! **Definition.** Held or operated-in ground covers more than nothing of the limit (more than [`TRACE_PERCENT`], below which two digitised
//! edges merely overlap). A raid that leaves no held ground does not show on a control map, so an affirmative claim that no map allows is
//! *not computable* when held ground lies within [`NEAR_KM`].

use salient_model::{Outcome, Polarity};
use salient_terrain::distance_from_ground;

use super::Answer;
use super::question::{Question, reason};
use crate::ChecksError;

/// Shares up to this, in per cent, are the overlap of two digitised edges.
const TRACE_PERCENT: f64 = 0.5;

/// Within this distance, in kilometres, troops may have entered without any ground being drawn as held.
const NEAR_KM: f64 = 5.0;

pub(super) fn ask(question: &Question<'_>) -> Result<Answer, ChecksError> {
    let known = match question.known_place() {
        Ok(known) => known,
        Err(reason) => return Ok(Answer::not_computable(reason)),
    };
    let Some((_, boundary)) = known.boundaries.first() else {
        return Ok(Answer::not_computable(reason(
            "no_limit",
            format!("no limit of {} is known", known.place.name),
        )));
    };
    let affirmative = question.claim.polarity == Polarity::Affirmative;
    let mut values = Vec::new();
    let mut is_near = false;
    for asked in question.asked(question.on)? {
        let Some(share) = question.share(known, &asked)? else {
            continue;
        };
        let contested = share.stated.contested.percent();
        // Entered by the highest of the values tried allows an entry; not entered by the lowest allows its denial.
        let allows = if affirmative {
            share.high.percent().max(contested) > TRACE_PERCENT
        } else {
            share.low.percent().max(contested) <= TRACE_PERCENT
        };
        let mut value = asked.value(
            "share held of the place",
            Some(share.stated.held.percent()),
            "percent",
        );
        value.low = Some(share.low.percent());
        value.high = Some(share.high.percent());
        value.allows = (asked.decides && asked.draws_side(question)?).then_some(allows);
        let distance = distance_from_ground(boundary, &asked.layers.held).map_err(
            ChecksError::measuring(format!("the distance of {}", known.place.name)),
        )?;
        is_near |= distance.is_some_and(|distance| distance.distance.km() <= NEAR_KM);
        values.push(value);
    }
    let answer = Answer::from_values(question, values, "");
    if answer.outcome == Outcome::Inconsistent && affirmative && is_near {
        return Ok(Answer {
            outcome: Outcome::NotComputable,
            reason: reason(
                "raid_not_drawn",
                format!(
                    "{}; held ground is near, and an entry that holds no ground is not drawn",
                    answer.reason.words
                ),
            ),
            ..answer
        });
    }
    Ok(answer)
}
