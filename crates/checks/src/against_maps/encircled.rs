//! Whether a place is closed in.
//!
//! **Definition.** Ground not held by the side, within 20 km of the place, does not lead out of that circle. The width of the narrowest part
//! of the widest way out is given with its error bound. A ring is closed, or open, when it is so on the map or on one that the outlet drew a
//! day before or after.
//!
//! **Words.** Only the words for a closed ring ("surrounded", "encircled", "cauldron") are asked of maps. "Blockaded", "cut off", "under
//! fire control" mean fire and roads, which no control map draws; "semi-encircled" and "nearly" mean a degree. The width stands beside.

use salient_model::{MapValue, Outcome, Polarity};
use salient_terrain::{Confinement, ControlLayers, EnclosureSettings, enclosure};

use super::Answer;
use super::question::{Asked, Judged, Question, Undecided, reason, site};
use crate::ChecksError;
use crate::access::KnownPlace;

/// Words for a closed ring, as they begin.
const CLOSED: [&str; 9] = [
    "surround",
    "encircl",
    "cauldron",
    "ring has closed",
    "ring is closed",
    "trapped in",
    "kettle",
    "pocket",
    "closed around",
];

/// Words for a closing that is short of a ring, or is done by fire.
const SHORT_OF_A_RING: [&str; 12] = [
    "semi",
    "half",
    "nearly",
    "almost",
    "partial",
    "three sides",
    "blockad",
    "cut off",
    "fire control",
    "besieg",
    "siege",
    "isolat",
];

/// Whether the words speak of closing a place in, by a ring or short of one.
pub(super) fn names_a_closing(words: &str) -> bool {
    let words = words.to_lowercase();
    CLOSED.iter().any(|word| words.contains(word))
}

fn names_a_ring(words: &str) -> bool {
    let lower = words.to_lowercase();
    names_a_closing(words) && !SHORT_OF_A_RING.iter().any(|word| lower.contains(word))
}

pub(super) fn ask(question: &Question<'_>) -> Result<Answer, ChecksError> {
    let known = match question.known_place() {
        Ok(known) => known,
        Err(reason) => return Ok(Answer::not_computable(reason)),
    };
    let is_ring = names_a_ring(question.words);
    let mut judged = Vec::new();
    for asked in question.asked(question.on)? {
        judged.push(judge(question, known, &asked, is_ring)?);
    }
    if is_ring {
        return Ok(Answer::from_maps(question, judged, ""));
    }
    let beside: Vec<MapValue> = judged.into_iter().map(|judged| judged.value).collect();
    let measured = beside
        .iter()
        .map(super::value_words)
        .collect::<Vec<_>>()
        .join(", ");
    Ok(Answer {
        outcome: Outcome::NotComputable,
        reason: reason(
            "degree_or_fire",
            format!(
                "no map shows fire or roads, and the words name no closed ring; way out: {measured}"
            ),
        ),
        beside,
        ..Answer::about(question, Vec::new())
    })
}

fn judge(
    question: &Question<'_>,
    known: &KnownPlace,
    asked: &Asked<'_>,
    is_ring: bool,
) -> Result<Judged, ChecksError> {
    let Some(ring) = ring_on(known, &asked.layers)? else {
        return Ok(asked.silent(
            "all of the place is drawn as held",
            "km",
            Undecided::WhollyHeld,
        ));
    };
    let mut value = asked.value("way out, narrowest part", Some(ring.width_km), "km");
    value.low = Some(ring.low_km);
    value.high = Some(ring.high_km);
    if !is_ring || !asked.draws_side(question)? {
        return Ok(asked.judged(question, value, Err(Undecided::NotDrawn)));
    }
    let mut rings = vec![ring];
    for layers in question.with_neighbours(asked)?.iter().skip(1) {
        rings.extend(ring_on(known, layers)?);
    }
    let is_closed = |ring: &Ring| ring.low_km <= 0.0;
    let verdict = match question.claim.polarity {
        Polarity::Affirmative => rings.iter().any(is_closed),
        Polarity::Negative => !rings.iter().all(is_closed),
    };
    value.low = rings.iter().map(|ring| ring.low_km).reduce(f64::min);
    value.high = rings.iter().map(|ring| ring.high_km).reduce(f64::max);
    Ok(asked.judged(question, value, Ok(verdict)))
}

/// The way out of a place. One that is narrower than the measure can tell from none is none.
struct Ring {
    width_km: f64,
    low_km: f64,
    high_km: f64,
}

/// The ring around a place on one map; `None` when the place itself is held, so that there is nothing to surround.
fn ring_on(known: &KnownPlace, layers: &ControlLayers) -> Result<Option<Ring>, ChecksError> {
    let measured = enclosure(&site(known), &layers.held, &EnclosureSettings::default()).map_err(
        ChecksError::measuring(format!("the enclosure of {}", known.place.name)),
    )?;
    Ok(match measured.confinement {
        Confinement::Held => None,
        Confinement::Closed => Some(Ring {
            width_km: 0.0,
            low_km: 0.0,
            high_km: 0.0,
        }),
        Confinement::Open(way_out) => Some(Ring {
            width_km: way_out.width.km(),
            low_km: way_out.low.km(),
            high_km: way_out.high.km(),
        }),
    })
}
