//! Whether a map draws a place as contested.
//!
//! **Definition.** Contested or operated-in ground covers more than nothing of the limit. Most outlets draw none: for them the predicate is
//! not computable, which is not "no fighting".

use super::Answer;
use super::question::{Question, reason};
use crate::ChecksError;

pub(super) fn ask(question: &Question<'_>) -> Result<Answer, ChecksError> {
    let known = match question.known_place() {
        Ok(known) => known,
        Err(reason) => return Ok(Answer::not_computable(reason)),
    };
    let mut values = Vec::new();
    for asked in question.asked(question.on)? {
        if !asked.outlet.draws_contested {
            values.push(asked.value("the map draws no contested ground", None, "percent"));
            continue;
        }
        let Some(share) = question.share(known, &asked)? else {
            values.push(asked.value(
                "no limit of the place is known, so no share",
                None,
                "percent",
            ));
            continue;
        };
        let contested = share.stated.contested.percent();
        let mut value = asked.value("share drawn as contested", Some(contested), "percent");
        value.allows = asked.decides.then_some(contested > 0.0);
        values.push(value);
    }
    if values.iter().all(|value| value.value.is_none()) {
        return Ok(Answer {
            reason: reason(
                "not_drawn",
                "no map of that day draws contested ground here",
            ),
            ..Answer::about(question, values)
        });
    }
    Ok(Answer::from_values(question, values, ""))
}
