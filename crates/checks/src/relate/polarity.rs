//! The same proposition, affirmed by one source and negated by another.

use salient_model::{Claim, Modality, Polarity, RelationKind};

use super::places::{Ground, same_ground};
use super::{Verdict, same_source};
use crate::family::Family;

/// Compares two claims of one type, place, and time with opposite polarity.
pub(super) fn compare(a: &Claim, b: &Claim) -> Verdict {
    if !opposed(a, b)
        || same_source(a, b)
        || same_ground(a, b) != Ground::Same
        || !a.time.overlaps(&b.time)
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
    if a.source.side == b.source.side {
        return Some((
            RelationKind::InTension,
            "two sources of one side put the same thing in opposite ways".to_owned(),
        ));
    }
    Some((
        RelationKind::Contradicts,
        format!(
            "{} of the same place and time, affirmed by one source and negated by the other",
            a.claim_type.as_str().replace('_', " ")
        ),
    ))
}

/// Whether one affirms what the other negates.
pub(super) fn opposed(a: &Claim, b: &Claim) -> bool {
    matches!(
        (a.polarity, b.polarity),
        (Polarity::Affirmative, Polarity::Negative) | (Polarity::Negative, Polarity::Affirmative)
    )
}
