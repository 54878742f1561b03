//! Whether a map draws a place as contested.
//!
//! **Definition.** Contested or operated-in ground covers more than [`TRACE_PERCENT`] of the limit, whosever it is. Most outlets draw none: for
//! them the predicate is not computable, which is not "no fighting". Nor does a map without such ground here refute fighting when it is about
//! another side.

use super::Answer;
use super::control::TRACE_PERCENT;
use super::question::{Asked, Judged, Question, Undecided};
use crate::ChecksError;
use crate::access::KnownPlace;

pub(super) fn ask(question: &Question<'_>) -> Result<Answer, ChecksError> {
    let known = match question.known_place() {
        Ok(known) => known,
        Err(reason) => return Ok(Answer::not_computable(reason)),
    };
    let mut judged = Vec::new();
    for asked in question.asked(question.on)? {
        judged.push(judge(question, known, &asked)?);
    }
    Ok(Answer::from_maps(question, judged, ""))
}

fn judge(
    question: &Question<'_>,
    known: &KnownPlace,
    asked: &Asked<'_>,
) -> Result<Judged, ChecksError> {
    if !asked.outlet.draws_contested {
        return Ok(asked.silent(
            "the map draws no contested ground",
            "percent",
            Undecided::NotDrawn,
        ));
    }
    let Some(share) = question.share(known, asked)? else {
        return Ok(asked.without_limit());
    };
    let contested = share.stated.contested.percent();
    let is_contested = contested > TRACE_PERCENT;
    if !is_contested && !asked.draws_side(question)? {
        return Ok(asked.not_about_side("percent"));
    }
    let value = asked.value("share drawn as contested", Some(contested), "percent");
    Ok(asked.judged(question, value, Ok(is_contested)))
}
