//! The same proposition, affirmed by one source and negated by another.

use salient_model::{Claim, Modality, Polarity, RelationKind};
use salient_names::RESERVED_SIDES;

use super::places::{Ground, same_ground};
use super::time::{Times, times};
use super::{Verdict, same_source};
use crate::family::Family;
use crate::units::comparable;

/// Compares two claims of one type, place, and time with opposite polarity. "50" and "not 70" may both hold.
pub(super) fn compare(a: &Claim, b: &Claim) -> Verdict {
    if !opposed(a, b)
        || same_source(a, b)
        || same_ground(a, b) != Ground::Same
        || times(a, b) != Times::Shared
        || have_compatible_numbers(a, b)
    {
        return None;
    }
    let is_actual = |claim: &Claim| claim.modality == Modality::Actual;
    if a.claim_type != b.claim_type
        || !is_actual(a)
        || !is_actual(b)
        || Family::of(a.claim_type) == Family::Knowledge
    {
        return None;
    }
    let what = a.claim_type.as_str().replace('_', " ");
    // Without a denial, opposite polarity is a contradiction only where nothing is left to guess: whose ground, and which place.
    let is_explicit = names_its_place(a)
        && names_its_place(b)
        && subject_side(a).is_some()
        && subject_side(a) == subject_side(b);
    if a.source.side == b.source.side || !is_explicit {
        return Some((
            RelationKind::InTension,
            format!("{what} of the same place and time, put in opposite ways"),
        ));
    }
    Some((
        RelationKind::Contradicts,
        format!(
            "{what} of the same place and time, affirmed by one source and negated by the other"
        ),
    ))
}

/// Whether both give a number of the same thing, and the one leaves room for the other.
fn have_compatible_numbers(a: &Claim, b: &Claim) -> bool {
    a.quantities
        .iter()
        .flat_map(|one| b.quantities.iter().map(move |other| (one, other)))
        .find_map(|(one, other)| comparable((one, a.polarity), (other, b.polarity)))
        .is_some_and(|(one, other)| !one.excludes(other))
}

/// The side that a claim is about, where its subject has one.
fn subject_side(claim: &Claim) -> Option<&str> {
    claim
        .subject
        .as_ref()
        .and_then(|subject| subject.side.as_deref())
        .filter(|side| !RESERVED_SIDES.contains(side))
}

/// Whether a place stands in the words of the claim, instead of being carried over from the text before.
pub(super) fn names_its_place(claim: &Claim) -> bool {
    claim.places.iter().any(|place| place.span.is_some())
}

/// Whether one affirms what the other negates.
pub(super) fn opposed(a: &Claim, b: &Claim) -> bool {
    matches!(
        (a.polarity, b.polarity),
        (Polarity::Affirmative, Polarity::Negative) | (Polarity::Negative, Polarity::Affirmative)
    )
}
