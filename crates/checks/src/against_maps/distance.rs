//! How far a side's ground is from a place.
//!
//! **Definition.** Geodesic distance from the place's limit (from its centre without one) to held ground; 0 when the ground reaches it. The
//! low end is measured from the limit, the high end from the centre, since speech leaves open which is meant.

use salient_terrain::{distance_from_ground, distance_from_point};

use super::question::{Question, reason};
use super::{Answer, quantity_words};
use crate::ChecksError;
use crate::units::{bounds, metres_per};
use salient_model::Polarity;

/// Kilometres by which a map may miss a stated distance and still allow it: newsrooms round, and the front is a zone.
const TOLERANCE_KM: f64 = 1.0;

pub(super) fn ask(question: &Question<'_>) -> Result<Answer, ChecksError> {
    let known = match question.known_place() {
        Ok(known) => known,
        Err(reason) => return Ok(Answer::not_computable(reason)),
    };
    let is_length = |unit: &str| metres_per(unit).is_some();
    let wanted = question.claim.quantities.iter().find_map(|quantity| {
        let factor = metres_per(&quantity.unit)? / 1000.0;
        let bounds = bounds(quantity)?;
        Some((bounds.low * factor, bounds.high * factor))
    });
    let Some((wanted_low, wanted_high)) = wanted else {
        return Ok(Answer::not_computable(reason(
            "no_number",
            "the claim gives no distance",
        )));
    };
    let mut values = Vec::new();
    for asked in question.asked(question.on)? {
        let measuring = || ChecksError::measuring(format!("the distance of {}", known.place.name));
        let from_centre =
            distance_from_point(known.place.center, &asked.layers.held).map_err(measuring())?;
        let from_limit = match known.boundaries.first() {
            Some((_, ground)) => {
                distance_from_ground(ground, &asked.layers.held).map_err(measuring())?
            }
            None => from_centre,
        };
        let (Some(from_centre), Some(from_limit)) = (from_centre, from_limit) else {
            values.push(asked.value("the map draws no ground of this side", None, "km"));
            continue;
        };
        let (low, high) = (from_limit.distance.km(), from_centre.distance.km());
        let mut value = asked.value(
            "distance to held ground, from the limit and from the centre",
            Some(low),
            "km",
        );
        value.low = Some(low.min(high));
        value.high = Some(low.max(high));
        let meets = low.min(high) - TOLERANCE_KM <= wanted_high
            && wanted_low <= low.max(high) + TOLERANCE_KM;
        value.allows = asked
            .decides
            .then_some(meets == (question.claim.polarity == Polarity::Affirmative));
        values.push(value);
    }
    Ok(Answer::from_values(
        question,
        values,
        &quantity_words(question.claim, is_length),
    ))
}
