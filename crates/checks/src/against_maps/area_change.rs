//! How much ground changed hands over the claim's interval.
//!
//! **Definition.** Ground gained and lost by the side between the last maps drawn by the start and by the end of the interval, inside the
//! place's limit where the claim names one, else everywhere. The claim is allowed when its number meets the interval from net to gained,
//! widened by [`TOLERANCE_SHARE`]: speech seldom says which of the two it means.

use salient_model::Polarity;
use salient_model::geometry::MultiPolygon;
use salient_terrain::{SliverRule, area_rfc7946, change};

use super::question::{Question, days_between, reason};
use super::{Answer, STALE_DAYS, quantity_words};
use crate::ChecksError;
use crate::access::KnownPlace;
use crate::units::{bounds, km2_per};

/// Share of the number by which a map may miss it and still allow it.
const TOLERANCE_SHARE: f64 = 0.05;

pub(super) fn ask(question: &Question<'_>) -> Result<Answer, ChecksError> {
    let is_area = |unit: &str| km2_per(unit).is_some();
    let wanted = question.claim.quantities.iter().find_map(|quantity| {
        let factor = km2_per(&quantity.unit)?;
        let bounds = bounds(quantity)?;
        Some((bounds.low * factor, bounds.high * factor))
    });
    let (Some((wanted_low, wanted_high)), Some(start), Some(end)) =
        (wanted, question.claim.time.start, question.claim.time.end)
    else {
        return Ok(Answer::not_computable(reason(
            "no_start",
            "an area changed needs a first and a last day and a number",
        )));
    };
    if start >= end {
        return Ok(Answer::not_computable(reason(
            "no_start",
            "the words give one day, and an area changed needs two",
        )));
    }
    let window = match &question.place {
        None => None,
        Some(known) => {
            let Some(window) = window_of(known, wanted_low)? else {
                let words = format!(
                    "the words give no extent of the ground around {}",
                    known.place.name
                );
                return Ok(Answer::not_computable(reason("no_limit", words)));
            };
            Some(window)
        }
    };
    let mut values = Vec::new();
    for after in question.asked(end)? {
        let Some(first) = question.maps.drawn_by(&after.outlet.key, start) else {
            continue;
        };
        // One map is no change, and blank ground is not the other side's.
        if first.id == after.day.id || !after.draws_side(question)? {
            continue;
        }
        let first_decides = days_between(first.as_of, start) <= STALE_DAYS;
        let before = question.maps.layers(&first.id, &question.side)?;
        let changed = change(
            &before.held,
            &after.layers.held,
            window,
            &SliverRule::default(),
        )
        .map_err(ChecksError::measuring("the ground that changed hands"))?;
        let (net, gained) = (changed.net.0, changed.gained.total.0);
        let measure = format!(
            "net gain since {}; low and high: net and gained",
            first.drawn
        );
        let mut value = after.value(measure, Some(net), "km2");
        value.low = Some(net.min(gained));
        value.high = Some(net.max(gained));
        let slack = TOLERANCE_SHARE * gained.abs().max(net.abs());
        let meets = net.min(gained) - slack <= wanted_high && wanted_low <= net.max(gained) + slack;
        value.allows = (after.decides && first_decides)
            .then_some(meets == (question.claim.polarity == Polarity::Affirmative));
        values.push(value);
    }
    Ok(Answer::from_values(
        question,
        values,
        &quantity_words(question.claim, is_area),
    ))
}

/// The limit within which the change is asked for. "41 km² near a village" is not about the village's own ground: a limit smaller than the number
/// cannot be meant.
fn window_of(
    known: &KnownPlace,
    claimed_km2: f64,
) -> Result<Option<&MultiPolygon<f64>>, ChecksError> {
    let Some((_, ground)) = known.boundaries.first() else {
        return Ok(None);
    };
    let area = area_rfc7946(ground).map_err(ChecksError::measuring(format!(
        "the area of {}",
        known.place.name
    )))?;
    Ok((area.0 >= claimed_km2).then_some(ground))
}
