//! Control of a place, and its share.
//!
//! **Definitions.** *Share*: held ground over the place's limit, in per cent. *Within control*: at least [`WHOLE_PERCENT`] of the limit is
//! held, or, where no limit is known, the centre lies in held ground. A claim with a number is compared with the range of the share,
//! widened by [`TOLERANCE_POINTS`].

use salient_model::{ClaimType, MapValue, Polarity};
use salient_terrain::{Standing, distance_from_point};

use super::question::{Asked, Question};
use super::{Answer, quantity_words};
use crate::ChecksError;
use crate::access::KnownPlace;
use crate::units::{Bounds, bounds};

/// From this share on a map is taken to draw a place as held: edges of limits and of zones are digitised apart from each other.
pub(crate) const WHOLE_PERCENT: f64 = 95.0;

/// Percentage points by which a map's share may miss a stated number and still allow it.
pub(crate) const TOLERANCE_POINTS: f64 = 1.0;

pub(super) fn ask(question: &Question<'_>) -> Result<Answer, ChecksError> {
    let known = match question.known_place() {
        Ok(known) => known,
        Err(reason) => return Ok(Answer::not_computable(reason)),
    };
    let is_share = |unit: &str| unit.starts_with("percent");
    let wanted = question
        .claim
        .quantities
        .iter()
        .find(|quantity| is_share(&quantity.unit))
        .and_then(bounds);
    let mut values = Vec::new();
    for asked in question.asked(question.on)? {
        values.push(value(question, known, &asked, wanted)?);
    }
    Ok(Answer::from_values(
        question,
        values,
        &quantity_words(question.claim, is_share),
    ))
}

fn value(
    question: &Question<'_>,
    known: &KnownPlace,
    asked: &Asked<'_>,
    wanted: Option<Bounds>,
) -> Result<MapValue, ChecksError> {
    let Some(share) = question.share(known, asked)? else {
        return at_centre(question, known, asked, wanted);
    };
    let mut value = asked.value(
        format!("share held, limit {}", known.boundaries[0].0),
        Some(share.stated.held.percent()),
        "percent",
    );
    value.low = Some(share.low.percent());
    value.high = Some(share.high.percent());
    value.not_drawn = Some(share.stated.not_drawn.value());
    // Drawn as somebody else's, a place is not this side's, whichever side the map is about.
    let is_others = share.stated.not_held.percent() >= WHOLE_PERCENT;
    if !asked.draws_side(question)? && !is_others {
        value.value = None;
        "the map does not draw this side's ground".clone_into(&mut value.measure);
        return Ok(value);
    }
    value.allows = asked.decides.then(|| {
        let holds = Range {
            low: share.low.percent(),
            high: share.high.percent(),
        };
        judge(question, holds, wanted)
    });
    Ok(value)
}

#[derive(Clone, Copy)]
struct Range {
    low: f64,
    high: f64,
}

/// Whether the range of shares allows what the claim says.
fn judge(question: &Question<'_>, share: Range, wanted: Option<Bounds>) -> bool {
    let affirmative = question.claim.polarity == Polarity::Affirmative;
    // The subject of a withdrawal has lost the place.
    let gone = question.claim.claim_type == ClaimType::Withdrawal;
    match wanted {
        Some(wanted) => {
            let (low, high) = (share.low - TOLERANCE_POINTS, share.high + TOLERANCE_POINTS);
            let can_hold = low <= wanted.high && wanted.low <= high;
            // A negated number is refuted only by a map that gives nothing else.
            let must_hold = wanted.low <= low && high <= wanted.high;
            if affirmative { can_hold } else { !must_hold }
        }
        None if affirmative != gone => share.high >= WHOLE_PERCENT,
        None => share.low < WHOLE_PERCENT,
    }
}

/// Without a limit there is no share: only whether the centre lies in held ground.
fn at_centre(
    question: &Question<'_>,
    known: &KnownPlace,
    asked: &Asked<'_>,
    wanted: Option<Bounds>,
) -> Result<MapValue, ChecksError> {
    let standing = distance_from_point(known.place.center, &asked.layers.held).map_err(
        ChecksError::measuring(format!("the distance of {}", known.place.name)),
    )?;
    if !asked.draws_side(question)? {
        return Ok(asked.value("the map does not draw this side's ground", None, "km"));
    }
    let (Some(standing), None) = (standing, wanted) else {
        return Ok(asked.value(
            "no limit of the place is known, so no share",
            None,
            "percent",
        ));
    };
    let inside = standing.standing == Standing::Inside;
    let kilometres = if inside {
        -standing.depth.km()
    } else {
        standing.distance.km()
    };
    let mut value = asked.value(
        "distance of the centre from held ground, negative inside",
        Some(kilometres),
        "km",
    );
    let gone = question.claim.claim_type == ClaimType::Withdrawal;
    let says_held = (question.claim.polarity == Polarity::Affirmative) != gone;
    value.allows = asked.decides.then_some(says_held == inside);
    Ok(value)
}
