//! How far a side's ground is from a place.
//!
//! **Definition.** Geodesic distance from the place's limit (from its centre without one) to held ground; 0 when the ground reaches it. The
//! low end is measured from the limit, the high end from the centre, since speech leaves open which is meant; both over the outlet's maps one
//! day either side.

use salient_model::geometry::MultiPolygon;
use salient_terrain::{distance_from_ground, distance_from_point};

use super::question::{Asked, Judged, Question, Undecided, reason};
use super::{Answer, quantity_words};
use crate::ChecksError;
use crate::access::KnownPlace;
use crate::units::{Bounds, Stated, metres_per};

/// Kilometres by which a map may miss a stated distance and still allow it: newsrooms round, and the front is a zone.
const TOLERANCE_KM: f64 = 1.0;

pub(super) fn ask(question: &Question<'_>) -> Result<Answer, ChecksError> {
    let asked_for = question.known_place().and_then(|known| {
        let stated = question
            .stated(|unit| Some(metres_per(unit)? / 1000.0))
            .ok_or_else(|| reason("no_number", "the claim gives no distance"))?;
        Ok((known, stated))
    });
    let (known, stated) = match asked_for {
        Ok(asked_for) => asked_for,
        Err(reason) => return Ok(Answer::not_computable(reason)),
    };
    let mut judged = Vec::new();
    for asked in question.asked(question.on)? {
        judged.push(judge(question, known, &asked, stated)?);
    }
    let words = quantity_words(question.claim, |unit| metres_per(unit).is_some());
    Ok(Answer::from_maps(question, judged, &words))
}

fn judge(
    question: &Question<'_>,
    known: &KnownPlace,
    asked: &Asked<'_>,
    stated: Stated,
) -> Result<Judged, ChecksError> {
    let Some(mut away) = kilometres(known, &asked.layers.held)? else {
        return Ok(asked.silent(
            "the map draws no ground of this side",
            "km",
            Undecided::NotDrawn,
        ));
    };
    if !asked.draws_side(question)? {
        return Ok(asked.not_about_side("km"));
    }
    let mut value = asked.value(
        "distance to held ground, from the limit and from the centre",
        Some(away.low),
        "km",
    );
    for layers in question.with_neighbours(asked)?.iter().skip(1) {
        if let Some(other) = kilometres(known, &layers.held)? {
            away = away.joined(other);
        }
    }
    value.low = Some(away.low);
    value.high = Some(away.high);
    let verdict = stated.is_allowed_by(away, TOLERANCE_KM);
    Ok(asked.judged(question, value, Ok(verdict)))
}

/// Distance from the limit and from the centre, the lower first; `None` when nothing is held.
fn kilometres(known: &KnownPlace, held: &MultiPolygon<f64>) -> Result<Option<Bounds>, ChecksError> {
    let measuring = || ChecksError::measuring(format!("the distance of {}", known.place.name));
    let from_centre = distance_from_point(known.place.center, held).map_err(measuring())?;
    let from_limit = match known.boundaries.first() {
        Some((_, ground)) => distance_from_ground(ground, held).map_err(measuring())?,
        None => from_centre,
    };
    Ok(from_centre.zip(from_limit).map(|(centre, limit)| {
        let (centre, limit) = (centre.distance.km(), limit.distance.km());
        Bounds {
            low: limit.min(centre),
            high: limit.max(centre),
        }
    }))
}
