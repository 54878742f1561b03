//! Control of a place, and its share.
//!
//! **Definitions.** *Share*: held ground over the place's limit, in per cent. *Within control*: at least [`WHOLE_PERCENT`] of the limit is
//! held, or, where no limit is known, the centre lies in held ground. A claim with a number is compared with the range of the share,
//! widened by [`TOLERANCE_POINTS`]. *Left*: the place is no longer within control, and less of it is held than before.
//!
//! **Doubt.** A share without a number ("most of the town") is compared with nothing, and neither is a share of soldiers or houses. A place
//! that was not held before cannot be seen to be left.

use salient_model::{ClaimType, MapValue, PlaceKind, Polarity, Quantity, Reason};
use salient_terrain::{Standing, distance_from_point};

use super::earlier::held_before;
use super::predicate::Says;
use super::question::{Asked, Judged, Question, Undecided, reason};
use super::{Answer, quantity_words};
use crate::ChecksError;
use crate::access::KnownPlace;
use crate::units::{Bounds, ShareOf, Stated, share_of};

/// From this share on a map is taken to draw a place as held: edges of limits and of zones are digitised apart from each other.
pub(crate) const WHOLE_PERCENT: f64 = 95.0;

/// Percentage points by which a map's share may miss a stated number and still allow it.
pub(crate) const TOLERANCE_POINTS: f64 = 1.0;

/// Shares up to this, in per cent, are the overlap of two digitised edges, and no ground.
pub(super) const TRACE_PERCENT: f64 = 0.5;

/// Words that give the whole of a place without a number.
const WHOLE: [&str; 13] = [
    "all of",
    "all the",
    "complete control",
    "completely",
    "entire",
    "entirely",
    "entirety",
    "full control",
    "fully",
    "total control",
    "totally",
    "whole",
    "wholly",
];

/// Words that give a part of a place without a number.
const PART: [&str; 18] = [
    "almost",
    "bulk of",
    "half",
    "halves",
    "largely",
    "little of",
    "majority",
    "most of",
    "mostly",
    "much of",
    "nearly",
    "part of",
    "partially",
    "partly",
    "parts of",
    "portion",
    "portions",
    "some of",
];

/// Words for a part of a place that has no limit of its own.
const QUARTERS: [&str; 7] = [
    "blocks",
    "districts",
    "edge of",
    "outskirts",
    "quarters",
    "streets",
    "suburbs",
];

pub(super) fn ask(question: &Question<'_>) -> Result<Answer, ChecksError> {
    let asked_for = question
        .known_place()
        .and_then(|known| Ok((known, claimed(question)?)));
    let (known, claimed) = match asked_for {
        Ok(asked_for) => asked_for,
        Err(reason) => return Ok(Answer::not_computable(reason)),
    };
    let mut judged = Vec::new();
    for asked in question.asked(question.on)? {
        judged.push(judge(question, known, &asked, claimed)?);
    }
    let words = quantity_words(question.claim, |unit| share_of(unit).is_some());
    Ok(Answer::from_maps(question, judged, &words))
}

/// The share of the place that the claim gives or takes; `None` when it is about the whole.
fn claimed(question: &Question<'_>) -> Result<Option<Stated>, Reason> {
    let claim = question.claim;
    let leaves = question.asks.says == Says::Leaves;
    let is_share = |quantity: &&Quantity| share_of(&quantity.unit).is_some();
    if let Some(share) = claim.quantities.iter().find(is_share) {
        let is_of_ground = match share_of(&share.unit) {
            Some(ShareOf::Ground) => true,
            // Who leaves may be counted as well as what is left.
            Some(ShareOf::Unsaid) => !leaves,
            Some(ShareOf::Other) | None => false,
        };
        return if is_of_ground {
            Stated::of(share, claim.polarity)
                .map(Some)
                .ok_or_else(|| no_number("the share has no number"))
        } else {
            Err(not_of_ground())
        };
    }
    if leaves && claim.claim_type == ClaimType::Withdrawal && !claim.quantities.is_empty() {
        return Err(not_of_ground());
    }
    let speaks_of = |phrases: &[&str]| {
        phrases
            .iter()
            .any(|phrase| has_phrase(question.words, phrase))
    };
    if speaks_of(&QUARTERS) {
        return Err(reason(
            "part_of_place",
            "the words speak of a part without a limit of its own",
        ));
    }
    if speaks_of(&PART) || claim.claim_type == ClaimType::ControlShare && !speaks_of(&WHOLE) {
        return Err(no_number("the words give a share without a number"));
    }
    Ok(None)
}

fn no_number(words: &str) -> Reason {
    reason("no_number", words)
}

fn not_of_ground() -> Reason {
    reason(
        "not_of_ground",
        "the number is of no ground that a map draws",
    )
}

/// Whether `phrase` stands in `words`, as whole words.
fn has_phrase(words: &str, phrase: &str) -> bool {
    let words = words.to_lowercase();
    words.match_indices(phrase).any(|(at, _)| {
        let is_open = |letter: Option<char>| letter.is_none_or(|letter| !letter.is_alphanumeric());
        is_open(words[..at].chars().next_back())
            && is_open(words[at + phrase.len()..].chars().next())
    })
}

fn judge(
    question: &Question<'_>,
    known: &KnownPlace,
    asked: &Asked<'_>,
    claimed: Option<Stated>,
) -> Result<Judged, ChecksError> {
    let Some(share) = question.share(known, asked)? else {
        return at_centre(question, known, asked, claimed);
    };
    // Drawn as somebody else's, a place is not this side's, whichever side the map is about.
    let is_others = share.stated.not_held.percent() >= WHOLE_PERCENT;
    let mut value = asked.value(
        format!("share held, limit {}", known.boundaries[0].0),
        Some(share.stated.held.percent()),
        "percent",
    );
    value.low = Some(share.low.percent());
    value.high = Some(share.high.percent());
    value.not_drawn = Some(share.stated.not_drawn.value());
    if !asked.draws_side(question)? && !is_others {
        let silent = asked.not_about_side("percent");
        return Ok(Judged {
            value: MapValue {
                not_drawn: value.not_drawn,
                ..silent.value
            },
            ..silent
        });
    }
    let held = Bounds {
        low: share.low.percent(),
        high: share.high.percent(),
    };
    let verdict = verdict(question, known, asked, held, claimed)?;
    Ok(asked.judged(question, value, verdict))
}

/// What stands for the share of a place that is known as a point.
pub(super) const CENTRE_DISTANCE: &str = "distance of the centre from held ground, negative inside";

/// Without a limit there is no share: only whether the centre lies in held ground.
fn at_centre(
    question: &Question<'_>,
    known: &KnownPlace,
    asked: &Asked<'_>,
    claimed: Option<Stated>,
) -> Result<Judged, ChecksError> {
    if !asked.draws_side(question)? {
        return Ok(asked.not_about_side("km"));
    }
    let standing = distance_from_point(known.place.center, &asked.layers.held).map_err(
        ChecksError::measuring(format!("the distance of {}", known.place.name)),
    )?;
    // A town is where its centre is; of an oblast or a lake the centre says nothing.
    let is_point_like = matches!(
        known.place.kind,
        PlaceKind::Settlement | PlaceKind::Facility | PlaceKind::Other
    );
    let (Some(standing), None, true) = (standing, claimed, is_point_like) else {
        return Ok(asked.without_limit());
    };
    let is_inside = standing.standing == Standing::Inside;
    let kilometres = if is_inside {
        -standing.depth.km()
    } else {
        standing.distance.km()
    };
    let value = asked.value(CENTRE_DISTANCE, Some(kilometres), "km");
    let verdict = verdict(question, known, asked, all_or_nothing(is_inside), None)?;
    Ok(asked.judged(question, value, verdict))
}

/// The share of a place that is known as a point only.
fn all_or_nothing(is_held: bool) -> Bounds {
    let percent = if is_held { 100.0 } else { 0.0 };
    Bounds {
        low: percent,
        high: percent,
    }
}

/// Lowest and highest share of a place on a map; of its centre where no limit is known.
pub(super) fn held_on(
    question: &Question<'_>,
    known: &KnownPlace,
    asked: &Asked<'_>,
) -> Result<Option<Bounds>, ChecksError> {
    if let Some(share) = question.share(known, asked)? {
        return Ok(Some(Bounds {
            low: share.low.percent(),
            high: share.high.percent(),
        }));
    }
    let standing = distance_from_point(known.place.center, &asked.layers.held).map_err(
        ChecksError::measuring(format!("the distance of {}", known.place.name)),
    )?;
    Ok(standing.map(|standing| all_or_nothing(standing.standing == Standing::Inside)))
}

/// Whether a share from `held.low` to `held.high` allows what the claim says.
fn verdict<'a>(
    question: &Question<'a>,
    known: &KnownPlace,
    asked: &Asked<'a>,
    held: Bounds,
    claimed: Option<Stated>,
) -> Result<Result<bool, Undecided>, ChecksError> {
    if question.asks.says == Says::Holds {
        return Ok(Ok(holds(question.claim.polarity, held, claimed)));
    }
    let is_whole = match question.claim.polarity {
        Polarity::Affirmative => held.low >= WHOLE_PERCENT,
        Polarity::Negative => held.high >= WHOLE_PERCENT,
    };
    // All of it still held, nothing was left, whatever was before.
    if is_whole && claimed.is_none() {
        return Ok(Ok(question.claim.polarity == Polarity::Negative));
    }
    let before = held_before(question, asked, |map| held_on(question, known, map))?;
    Ok(before.and_then(|before| left(question.claim.polarity, before, held, claimed)))
}

fn holds(polarity: Polarity, held: Bounds, claimed: Option<Stated>) -> bool {
    match (claimed, polarity) {
        (Some(claimed), _) => claimed.is_allowed_by(held, TOLERANCE_POINTS),
        (None, Polarity::Affirmative) => held.high >= WHOLE_PERCENT,
        (None, Polarity::Negative) => held.low < WHOLE_PERCENT,
    }
}

/// Whether the share fell as a withdrawal says, or did not as its denial says.
fn left(
    polarity: Polarity,
    before: Bounds,
    now: Bounds,
    claimed: Option<Stated>,
) -> Result<bool, Undecided> {
    if before.high <= TRACE_PERCENT {
        return Err(Undecided::NoChange);
    }
    let lost = Bounds {
        low: (before.low - now.high).max(0.0),
        high: (before.high - now.low).max(0.0),
    };
    Ok(match (claimed, polarity) {
        (Some(claimed), _) => claimed.is_allowed_by(lost, TOLERANCE_POINTS),
        (None, Polarity::Affirmative) => lost.high > TOLERANCE_POINTS,
        (None, Polarity::Negative) => lost.low <= TOLERANCE_POINTS,
    })
}
