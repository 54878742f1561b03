//! Places of a claim: names in its span with their roles, and the place that it takes over from the words before.
//!
//! **What.** Rule 13 of the annotation rules: places of the event, never of the source; a place is taken over only when the sentence or its
//! antecedent names one.
//!
//! **Shape.** In text order. A place that is taken over has no span.
//!
//! **Units.** Distances in metres, from the stated number.

use std::collections::BTreeMap;

use salient_model::{
    ByteSpan, ClaimType, PlaceMention, PlaceRole, Quantity, RelativePosition, TextZone,
    TextZoneKind,
};

use super::Proposition;
use super::place_names::{PlaceName, Standing};
use super::place_words::PlaceWords;
use super::tokens::{Token, TokenShape};

/// Metres of a mile, for stated distances.
const METRES_PER_MILE: f64 = 1609.344;
/// "West of" may mean anything within half a right angle to both sides; the sine of 22.5 degrees rounded up.
const SHARE_WITH_DIRECTION: f64 = 0.4;
/// Where a name's own extent is unknown.
const LEAST_UNCERTAINTY_M: f64 = 1_000.0;
/// "West of Ridge" without a distance.
const UNSTATED_DISTANCE_M: f64 = 10_000.0;

/// What places are taken over from.
#[derive(Debug, Clone, Default)]
pub(crate) struct PlaceMemory {
    /// The place that the text is most about.
    pub(crate) topic: Option<PlaceName>,
    /// First place of the last claim that had one, and its paragraph.
    pub(crate) last: Option<(usize, PlaceName)>,
}

/// The place that most propositions name, the earlier one when two tie; names in headings count thrice.
pub(crate) fn topic_of(
    names: &[PlaceName],
    propositions: &[Proposition],
    zones: &[TextZone],
) -> Option<PlaceName> {
    const HEADING_WEIGHT: usize = 3;
    const EARLY_WEIGHT: usize = 2;
    // The first eighth of the propositions introduces what the rest is about.
    let early_end = propositions
        .get(propositions.len() / 8)
        .map_or(0, |proposition| proposition.span.end());
    let mut counts: BTreeMap<&str, (&PlaceName, usize)> = BTreeMap::new();
    for name in names
        .iter()
        .filter(|name| !name.stands_for_party && name.standing != Standing::StandIn)
    {
        let zone = zones
            .get(zones.partition_point(|zone| zone.span.end() <= name.span.start()))
            .filter(|zone| zone.span.contains(name.span))
            .map(|zone| zone.kind);
        let is_early = name.span.start() < early_end;
        let weight = match (zone, name.standing) {
            (Some(TextZoneKind::Heading), Standing::Sure) => HEADING_WEIGHT,
            (
                Some(TextZoneKind::Heading | TextZoneKind::Dateline | TextZoneKind::Boilerplate),
                _,
            ) => {
                continue;
            }
            _ if is_early => EARLY_WEIGHT,
            _ => 1,
        };
        counts.entry(&name.name).or_insert((name, 0)).1 += weight;
    }
    counts
        .into_values()
        .max_by_key(|(name, count)| (*count, std::cmp::Reverse(name.span)))
        .map(|(name, _count)| name.clone())
}

fn can_be_inherited(name: &PlaceName) -> bool {
    name.standing == Standing::Sure && !name.stands_for_party
}

/// The places of one claim.
pub(crate) fn places_of(
    span: ByteSpan,
    paragraph: usize,
    tokens: &[Token],
    claim_type: ClaimType,
    quantities: &[Quantity],
    names: &[PlaceName],
    memory: &mut PlaceMemory,
) -> Vec<PlaceMention> {
    let words = PlaceWords::english();
    let first = names.partition_point(|name| name.span.end() <= span.start());
    let inside: Vec<&PlaceName> = names[first..]
        .iter()
        .take_while(|name| name.span.start() < span.end())
        .filter(|name| {
            span.contains(name.span)
                && match name.standing {
                    Standing::Sure => true,
                    Standing::Guess => is_about_ground(claim_type),
                    Standing::StandIn => false,
                }
        })
        .collect();
    if let Some(name) = inside.iter().find(|name| can_be_inherited(name)) {
        memory.last = Some((paragraph, (*name).clone()));
    }
    let mut places: Vec<PlaceMention> = Vec::new();
    for name in inside {
        let role = role_of(name.span, tokens, words).unwrap_or(default_role(claim_type));
        places.push(PlaceMention {
            name: name.name.clone(),
            role,
            span: Some(name.span),
            candidates: name.candidates.clone(),
            relative: relative(name.span, role, tokens, quantities),
        });
    }
    if places.is_empty() {
        places.extend(inherited(paragraph, tokens, claim_type, memory, words));
    }
    places
}

fn inherited(
    paragraph: usize,
    tokens: &[Token],
    claim_type: ClaimType,
    memory: &PlaceMemory,
    words: &PlaceWords,
) -> Option<PlaceMention> {
    let anaphor = tokens
        .iter()
        .enumerate()
        .find(|(_idx, token)| words.is_anaphor(&token.word));
    if anaphor.is_none() && !words.inherits(claim_type) {
        return None;
    }
    let near = memory
        .last
        .as_ref()
        .filter(|(known, _name)| *known == paragraph)
        .map(|(_paragraph, name)| name);
    let name = near.or(memory.topic.as_ref())?;
    let role = anaphor
        .and_then(|(_idx, token)| role_of(token.span, tokens, words))
        .unwrap_or(default_role(claim_type));
    Some(PlaceMention {
        name: name.name.clone(),
        role,
        span: anaphor.map(|(_idx, token)| token.span),
        candidates: name.candidates.clone(),
        relative: None,
    })
}

/// Types whose subject is often a bare name of a place.
fn is_about_ground(claim_type: ClaimType) -> bool {
    matches!(
        claim_type,
        ClaimType::ControlStatus
            | ClaimType::ControlShare
            | ClaimType::Entry
            | ClaimType::Advance
            | ClaimType::Withdrawal
            | ClaimType::FrontlineLocation
            | ClaimType::Encirclement
            | ClaimType::Logistics
            | ClaimType::StrategicValue
    )
}

/// Role where no preposition tells.
fn default_role(claim_type: ClaimType) -> PlaceRole {
    match claim_type {
        ClaimType::Withdrawal => PlaceRole::From,
        ClaimType::Encirclement => PlaceRole::Around,
        ClaimType::Advance => PlaceRole::Toward,
        _ => PlaceRole::At,
    }
}

/// The role that the words before a name give it; articles, adjectives, and other names of a list are passed over.
fn role_of(name: ByteSpan, tokens: &[Token], words: &PlaceWords) -> Option<PlaceRole> {
    const N_WORDS_BACK: usize = 5;
    let at = tokens
        .iter()
        .position(|token| token.span.overlap(name) > 0)?;
    for idx in (at.saturating_sub(N_WORDS_BACK)..at).rev() {
        let word = tokens[idx].word.as_str();
        if let Some(before) = idx.checked_sub(1)
            && let Some(role) = words.role(&format!("{} {word}", tokens[before].word))
        {
            return Some(role);
        }
        // "of" links to what stands before: "in the east of Ridge".
        if let Some(role) = words.role(word) {
            return Some(role);
        }
        let is_sign = tokens[idx].is_sign() && word != ",";
        if is_sign || super::lexicon::Grammar::english().is_auxiliary(word) {
            return None;
        }
    }
    None
}

/// Distance and doubt of a place that is given relative to another.
fn relative(
    name: ByteSpan,
    role: PlaceRole,
    tokens: &[Token],
    quantities: &[Quantity],
) -> Option<RelativePosition> {
    let has_direction = matches!(
        role,
        PlaceRole::NorthOf
            | PlaceRole::NortheastOf
            | PlaceRole::EastOf
            | PlaceRole::SoutheastOf
            | PlaceRole::SouthOf
            | PlaceRole::SouthwestOf
            | PlaceRole::WestOf
            | PlaceRole::NorthwestOf
    );
    if !has_direction && role != PlaceRole::From {
        return None;
    }
    let distance_m = quantities
        .iter()
        .rev()
        .filter(|quantity| quantity.same_quantity_as.is_none())
        .filter(|quantity| {
            quantity
                .span
                .is_some_and(|span| span.end() <= name.start() && is_close(span, name, tokens))
        })
        .find_map(metres_of);
    match (distance_m, has_direction) {
        (None, false) => None,
        (None, true) => Some(RelativePosition {
            distance_m: None,
            uncertainty_m: UNSTATED_DISTANCE_M,
        }),
        (Some(distance_m), _) => {
            let share = if has_direction {
                SHARE_WITH_DIRECTION
            } else {
                1.0
            };
            Some(RelativePosition {
                distance_m: Some(distance_m),
                uncertainty_m: (distance_m * share).max(LEAST_UNCERTAINTY_M),
            })
        }
    }
}

/// Whether at most a few words stand between a number and a name.
fn is_close(number: ByteSpan, name: ByteSpan, tokens: &[Token]) -> bool {
    const N_WORDS_BETWEEN: usize = 9;
    let between = tokens
        .iter()
        .filter(|token| token.span.start() >= number.end() && token.span.end() <= name.start());
    between.clone().count() <= N_WORDS_BETWEEN
        && !between
            .clone()
            .any(|token| token.shape == TokenShape::Sign && token.word == ";")
}

fn metres_of(quantity: &Quantity) -> Option<f64> {
    let value = quantity.value?;
    match quantity.unit.as_str() {
        "km" => Some(value * 1000.0),
        "m" => Some(value),
        "mi" => Some(value * METRES_PER_MILE),
        _ => None,
    }
}
