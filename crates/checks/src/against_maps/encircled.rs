//! Whether a place is closed in.
//!
//! **Definition.** Ground not held by the side, within 20 km of the place, does not lead out of that circle. The width of the narrowest part
//! of the widest way out is given with its error bound.
//!
//! **Words.** Only the words for a closed ring ("surrounded", "encircled", "cauldron") are asked of maps. "Blockaded", "cut off", "under
//! fire control" mean fire and roads, which no control map draws; "semi-encircled" and "nearly" mean a degree. The width stands beside.

use salient_model::{Certainty, MapValue, Outcome, Polarity};
use salient_terrain::{Confinement, EnclosureSettings, enclosure};

use super::Answer;
use super::question::{Asked, Question, reason, site};
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

pub(super) fn ask(question: &Question<'_>) -> Result<Answer, ChecksError> {
    let known = match question.known_place() {
        Ok(known) => known,
        Err(reason) => return Ok(Answer::not_computable(reason)),
    };
    let words = question.words.to_lowercase();
    let is_ring = CLOSED.iter().any(|word| words.contains(word))
        && !SHORT_OF_A_RING.iter().any(|word| words.contains(word));
    let mut values = Vec::new();
    for asked in question.asked(question.on)? {
        values.push(value(question, known, &asked, is_ring)?);
    }
    if !is_ring || question.claim.certainty == Certainty::Possible {
        let given = Answer::from_values(question, Vec::new(), "");
        let measured = values
            .iter()
            .map(super::value_words)
            .collect::<Vec<_>>()
            .join(", ");
        return Ok(Answer {
            outcome: Outcome::NotComputable,
            reason: reason(
                "degree_or_fire",
                format!(
                    "no map shows fire or roads, and the words name no closed ring; way out: {measured}"
                ),
            ),
            values: Vec::new(),
            beside: values,
            ..given
        });
    }
    Ok(Answer::from_values(question, values, ""))
}

fn value(
    question: &Question<'_>,
    known: &KnownPlace,
    asked: &Asked<'_>,
    is_ring: bool,
) -> Result<MapValue, ChecksError> {
    let measured = enclosure(
        &site(known),
        &asked.layers.held,
        &EnclosureSettings::default(),
    )
    .map_err(ChecksError::measuring(format!(
        "the enclosure of {}",
        known.place.name
    )))?;
    let affirmative = question.claim.polarity == Polarity::Affirmative;
    let can_decide = asked.decides && is_ring && asked.draws_side(question)?;
    Ok(match measured.confinement {
        Confinement::Held => asked.value("all of the place is drawn as held", None, "km"),
        Confinement::Closed => {
            let mut value = asked.value("way out, narrowest part", Some(0.0), "km");
            value.allows = can_decide.then_some(affirmative);
            value
        }
        Confinement::Open(way_out) => {
            let mut value = asked.value("way out, narrowest part", Some(way_out.width.km()), "km");
            value.low = Some(way_out.low.km());
            value.high = Some(way_out.high.km());
            // Narrower than the measure can tell from none, a way out is none.
            let is_closed = way_out.low.0 <= 0.0;
            value.allows = can_decide.then_some(is_closed == affirmative);
            value
        }
    })
}
