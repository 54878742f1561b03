//! How much ground changed hands over the claim's interval.
//!
//! **Definition.** Ground gained and lost by the side between the last maps that depict the start and the end of the interval, inside the
//! place's limit where the claim names one, else everywhere. The claim is allowed when its number meets the interval from net to gained,
//! widened by [`TOLERANCE_SHARE`]: speech seldom says which of the two it means. The interval spans the outlet's maps one day either side of
//! both ends.

use salient_model::geometry::MultiPolygon;
use salient_model::{Date, Reason};
use salient_terrain::{Change, ControlLayers, SliverRule, area_rfc7946, change};

use super::question::{Asked, Judged, Question, Undecided, days_between, reason};
use super::{Answer, quantity_words};
use crate::ChecksError;
use crate::access::KnownPlace;
use crate::units::{Bounds, Stated, km2_per};

/// Share of the number by which a map may miss it and still allow it.
const TOLERANCE_SHARE: f64 = 0.05;

/// What the claim says changed hands: how much, since when, until when.
struct Claimed {
    stated: Stated,
    start: Date,
    end: Date,
}

pub(super) fn ask(question: &Question<'_>) -> Result<Answer, ChecksError> {
    let claimed = match claimed(question) {
        Ok(claimed) => claimed,
        Err(reason) => return Ok(Answer::not_computable(reason)),
    };
    let window = match &question.place {
        None => None,
        Some(known) => {
            let Some(window) = window_of(known, claimed.stated.bounds)? else {
                let words = format!(
                    "the words give no extent of the ground around {}",
                    known.place.name
                );
                return Ok(Answer::not_computable(reason("no_limit", words)));
            };
            Some(window)
        }
    };
    let mut judged = Vec::new();
    for after in question.asked(claimed.end)? {
        let Some(before) = question.map_of(after.outlet, claimed.start)? else {
            continue;
        };
        // One map is no change, and blank ground is not the other side's.
        if before.day.id == after.day.id
            || !before.draws_side(question)?
            || !after.draws_side(question)?
        {
            continue;
        }
        judged.push(judge(question, &claimed, &before, &after, window)?);
    }
    let words = quantity_words(question.claim, |unit| km2_per(unit).is_some());
    Ok(Answer::from_maps(question, judged, &words))
}

fn claimed(question: &Question<'_>) -> Result<Claimed, Reason> {
    let Some(stated) = question.stated(km2_per) else {
        return Err(reason("no_number", "the area has no number"));
    };
    let time = &question.claim.time;
    match (time.start, time.end) {
        (Some(start), Some(end)) if start < end => Ok(Claimed { stated, start, end }),
        (Some(_), Some(_)) => Err(reason(
            "no_start",
            "the words give one day, and an area changed needs two",
        )),
        _ => Err(reason(
            "no_start",
            "an area changed needs a first and a last day",
        )),
    }
}

fn judge(
    question: &Question<'_>,
    claimed: &Claimed,
    before: &Asked<'_>,
    after: &Asked<'_>,
    window: Option<&MultiPolygon<f64>>,
) -> Result<Judged, ChecksError> {
    let changed = change_between(&before.layers, &after.layers, window)?;
    let measure = format!(
        "net gain since {}; low and high: net and gained",
        before.day.drawn
    );
    let mut value = after.value(measure, Some(changed.net.0), "km2");
    let mut given = net_to_gained(&changed);
    for other in with_moved_ends(question, before, after, window)? {
        given = given.joined(other);
    }
    value.low = Some(given.low);
    value.high = Some(given.high);
    let slack = TOLERANCE_SHARE * given.low.abs().max(given.high.abs());
    let verdict = if before.decides {
        Ok(claimed.stated.is_allowed_by(given, slack))
    } else {
        Err(Undecided::NotDrawn)
    };
    Ok(after.judged(question, value, verdict))
}

/// From this many days on, an interval has room for the maps one day either side of its ends.
const LEAST_DAYS: i64 = 3;

/// What the maps give when either end of the interval is moved by a day; nothing for an interval that this would eat up.
fn with_moved_ends(
    question: &Question<'_>,
    before: &Asked<'_>,
    after: &Asked<'_>,
    window: Option<&MultiPolygon<f64>>,
) -> Result<Vec<Bounds>, ChecksError> {
    if days_between(before.day.drawn, after.day.drawn) < LEAST_DAYS {
        return Ok(Vec::new());
    }
    let mut given = Vec::new();
    for layers in question.with_neighbours(before)?.iter().skip(1) {
        given.push(net_to_gained(&change_between(
            layers,
            &after.layers,
            window,
        )?));
    }
    for layers in question.with_neighbours(after)?.iter().skip(1) {
        given.push(net_to_gained(&change_between(
            &before.layers,
            layers,
            window,
        )?));
    }
    Ok(given)
}

fn change_between(
    before: &ControlLayers,
    after: &ControlLayers,
    window: Option<&MultiPolygon<f64>>,
) -> Result<Change, ChecksError> {
    change(&before.held, &after.held, window, &SliverRule::default())
        .map_err(ChecksError::measuring("the ground that changed hands"))
}

fn net_to_gained(changed: &Change) -> Bounds {
    let (net, gained) = (changed.net.0, changed.gained.total.0);
    Bounds {
        low: net.min(gained),
        high: net.max(gained),
    }
}

/// The limit within which the change is asked for. "41 km² near a village" is not about the village's own ground: a limit smaller than the number
/// cannot be meant.
fn window_of(
    known: &KnownPlace,
    claimed_km2: Bounds,
) -> Result<Option<&MultiPolygon<f64>>, ChecksError> {
    let Some((_, ground)) = known.boundaries.first() else {
        return Ok(None);
    };
    let area = area_rfc7946(ground).map_err(ChecksError::measuring(format!(
        "the area of {}",
        known.place.name
    )))?;
    // "Less than 40 km²" speaks of 40; "more than 40 km²" has no upper end.
    let spoken_of = if claimed_km2.high.is_finite() {
        claimed_km2.high
    } else {
        claimed_km2.low
    };
    Ok((area.0 >= spoken_of).then_some(ground))
}
