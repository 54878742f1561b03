//! Who holds a place: two holders, or a share that excludes another.

use salient_model::{Claim, ClaimType, Modality, Polarity, RelationKind};
use salient_names::RESERVED_SIDES;

use super::places::{Ground, same_ground};
use super::polarity::names_its_place;
use super::time::{Times, times};
use super::{Verdict, same_source};

/// Compares two claims about control of one place at one time.
pub(super) fn compare(a: &Claim, b: &Claim) -> Verdict {
    let is_control = |claim: &Claim| {
        matches!(
            claim.claim_type,
            ClaimType::ControlStatus | ClaimType::ControlShare | ClaimType::DefenceStatus
        ) && claim.modality == Modality::Actual
            && claim.polarity == Polarity::Affirmative
    };
    if !is_control(a) || !is_control(b) || same_source(a, b) {
        return None;
    }
    let times = times(a, b);
    if times == Times::Apart {
        return None;
    }
    let (one, other) = (holder(a)?, holder(b)?);
    if one == other {
        return None;
    }
    let is_whole = !is_partial(a) && !is_partial(b);
    // A place carried over from the text before is too little to call two claims incompatible.
    let is_explicit = names_its_place(a) && names_its_place(b);
    match (same_ground(a, b), !(is_whole && is_explicit)) {
        (Ground::Same, false) if times == Times::Unknown => Some((
            RelationKind::InTension,
            "control of the same place by different sides, without a day in common that is known"
                .to_owned(),
        )),
        (Ground::Same, false) => Some((
            RelationKind::Contradicts,
            format!(
                "control of the same place at the same time, held by {one} according to the first and by {other} according to the second"
            ),
        )),
        (Ground::Same, true) => Some((
            RelationKind::InTension,
            "control of the same place, or parts of it, by different sides".to_owned(),
        )),
        (Ground::Inside, _) => Some((
            RelationKind::InTension,
            "control of a place and of a part of it by different sides".to_owned(),
        )),
        (Ground::Beside | Ground::Unnamed | Ground::Apart, _) => None,
    }
}

/// Who holds according to the claim: the subject's side; nobody for a subject that is not resolved to a side of the theatre.
pub(super) fn holder(claim: &Claim) -> Option<&str> {
    let side = claim.subject.as_ref()?.side.as_deref()?;
    (!RESERVED_SIDES.contains(&side)).then_some(side)
}

/// Whether the claim itself leaves room for another holder: a share below all of it.
fn is_partial(claim: &Claim) -> bool {
    claim.quantities.iter().any(|quantity| {
        quantity.unit.starts_with("percent") && quantity.value.is_some_and(|value| value < 100.0)
    })
}
