//! A denial, doubt, or retraction, and the claim that it answers.

use salient_model::{Claim, ClaimType, Force, Polarity, RelationKind};

use super::places::{Ground, same_ground};
use super::{Found, WordedClaim, same_source};
use crate::family::Family;

/// What `claims[answer]` denies: the nearest claim within `reach` before it, or the one right after it, from another source of the same
/// document, that it can be about.
pub(super) fn find_answered(
    claims: &[WordedClaim<'_>],
    answer: usize,
    reach: usize,
) -> Option<Found> {
    let worded = claims[answer];
    let b = worded.claim;
    if !matches!(b.force, Force::Denies | Force::Doubts | Force::Retracts) {
        return None;
    }
    let before = (1..=reach).filter_map(|step| answer.checked_sub(step));
    // "Not so, says the army. The rebels had said …": what is answered may follow directly.
    let after = std::iter::once(answer + 1).filter(|after| *after < claims.len());
    let nearest = before
        .chain(after)
        .find(|at| can_answer(claims[*at].claim, worded))?;
    let a = claims[nearest].claim;
    let narrower = is_narrower(a, worded);
    // To doubt a figure is not to give another; to doubt a forecast is to make the opposite one.
    let mere_doubt = b.force == Force::Doubts && Family::of(b.claim_type) != Family::Outlook;
    let beside = same_ground(a, b) == Ground::Beside;
    let kind = if narrower || mere_doubt || beside {
        RelationKind::InTension
    } else {
        RelationKind::Contradicts
    };
    let reason = match (b.force, narrower) {
        (Force::Doubts, _) => "one source doubts what the other says",
        (_, true) => "the denial is narrower than the claim",
        _ if beside => "the denial is about other ground of the same place",
        (Force::Retracts, false) => "a claim is taken back",
        _ => "one source denies what the other says",
    };
    Some(Found {
        first: nearest.min(answer),
        second: nearest.max(answer),
        kind,
        reason: reason.to_owned(),
    })
}

fn can_answer(a: &Claim, worded: WordedClaim<'_>) -> bool {
    let b = worded.claim;
    // Only a retraction answers its own source; a party rarely denies its own side.
    let own = same_source(a, b)
        || (a.source.side == b.source.side
            && !matches!(a.source.side.as_str(), "THIRD" | "UNKNOWN"));
    if a.document != b.document || (own && b.force != Force::Retracts) {
        return false;
    }
    if matches!(a.force, Force::Denies | Force::Doubts) || a.claim_type == ClaimType::NoComment {
        return false;
    }
    // "Nonsense", "denied it", over the very words: what is denied is what was said last, whatever the answer alone looks like.
    if a.span == b.span || (is_bare(worded) && b.force == Force::Denies) {
        return true;
    }
    // The polarity of a denial is that of what its source commits to, so it is opposite to the claim's.
    if a.polarity == b.polarity {
        return false;
    }
    let ground = same_ground(a, b);
    ground != Ground::Apart
        && (a.claim_type == b.claim_type
            || Family::of(a.claim_type) == Family::of(b.claim_type) && ground == Ground::Same)
}

/// An answer too short to have a content of its own, without a place or number in its words.
fn is_bare(answer: WordedClaim<'_>) -> bool {
    const SHORT_LETTERS: usize = 12;
    answer.words.chars().count() <= SHORT_LETTERS
        && answer.claim.quantities.is_empty()
        && answer.claim.places.iter().all(|place| place.span.is_none())
}

/// A denial with its own, smaller object: another type of the family, or a plain negative where the claim gave a number.
fn is_narrower(a: &Claim, worded: WordedClaim<'_>) -> bool {
    let b = worded.claim;
    a.span != b.span
        && !is_bare(worded)
        && a.claim_type != b.claim_type
        && b.polarity == Polarity::Negative
        && !matches!(
            (a.claim_type, b.claim_type),
            (ClaimType::ControlShare, ClaimType::ControlStatus)
                | (ClaimType::ControlStatus, ClaimType::ControlShare)
        )
}
