//! Whether a side's ground has come to touch a place.
//!
//! **Definition.** Held or operated-in ground covers more than nothing of the limit (more than [`TRACE_PERCENT`], below which two digitised
//! edges merely overlap), and the place was not wholly held before: where all of it was, nothing is left to enter. A raid that leaves no held
//! ground does not show on a control map, so an affirmative claim that no map allows is *not computable* when held ground lies within
//! [`NEAR_KM`].

use salient_model::{Outcome, Polarity};
use salient_terrain::{ShareRange, distance_from_ground};

use super::Answer;
use super::control::{TRACE_PERCENT, WHOLE_PERCENT, held_on};
use super::earlier::held_before;
use super::question::{Asked, Judged, Question, Undecided, reason};
use crate::ChecksError;
use crate::access::KnownPlace;

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
    let mut judged = Vec::new();
    let mut is_near = false;
    for asked in question.asked(question.on)? {
        let Some(share) = question.share(known, &asked)? else {
            continue;
        };
        judged.push(judge(question, known, &asked, &share)?);
        let distance = distance_from_ground(boundary, &asked.layers.held).map_err(
            ChecksError::measuring(format!("the distance of {}", known.place.name)),
        )?;
        is_near |= distance.is_some_and(|distance| distance.distance.km() <= NEAR_KM);
    }
    let answer = Answer::from_maps(question, judged, "");
    let is_refuted =
        answer.outcome == Outcome::Inconsistent && question.claim.polarity == Polarity::Affirmative;
    if is_refuted && is_near {
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

fn judge<'a>(
    question: &Question<'a>,
    known: &KnownPlace,
    asked: &Asked<'a>,
    share: &ShareRange,
) -> Result<Judged, ChecksError> {
    let mut value = asked.value(
        "share held of the place",
        Some(share.stated.held.percent()),
        "percent",
    );
    value.low = Some(share.low.percent());
    value.high = Some(share.high.percent());
    let contested = share.stated.contested.percent();
    // Entered by the highest of the values tried allows an entry; not entered by the lowest allows its denial.
    let verdict = match question.claim.polarity {
        _ if !asked.draws_side(question)? => Err(Undecided::NotDrawn),
        Polarity::Negative => Ok(share.low.percent().max(contested) <= TRACE_PERCENT),
        Polarity::Affirmative if share.high.percent().max(contested) <= TRACE_PERCENT => Ok(false),
        Polarity::Affirmative => held_before(question, asked, |map| held_on(question, known, map))?
            .and_then(|before| {
                if before.low >= WHOLE_PERCENT {
                    Err(Undecided::NoChange)
                } else {
                    Ok(true)
                }
            }),
    };
    Ok(asked.judged(question, value, verdict))
}
