//! A source that later says otherwise.

use salient_model::{Claim, Force, Modality, RelationKind};

use super::places::{Ground, same_ground};
use super::{Found, polarity, same_source};

/// Whether one of two claims replaces the other: it comes later, is of the same source and about the same thing, and negates it, retracts it,
/// or admits what was denied. The claims come in the order of the list, each with its position.
pub(super) fn find_revised(a: (usize, &Claim), b: (usize, &Claim)) -> Option<Found> {
    if !same_source(a.1, b.1)
        || a.1.claim_type != b.1.claim_type
        || same_ground(a.1, b.1) != Ground::Same
        || !polarity::opposed(a.1, b.1)
        || a.1.modality != Modality::Actual
        || b.1.modality != Modality::Actual
    {
        return None;
    }
    let (earlier, later) = if is_earlier(b.1, a.1) { (b, a) } else { (a, b) };
    let revises = matches!(
        later.1.force,
        Force::Retracts | Force::Admits | Force::Clarifies
    );
    revises.then(|| Found {
        first: earlier.0,
        second: later.0,
        kind: RelationKind::SupersededBy,
        reason: "the same source later says otherwise".to_owned(),
    })
}

/// Whether `one`, which the list has after `other`, comes before it: by event time across documents. Within a document, and where event times
/// do not tell, the list has the order, which is that of the text or of publication.
fn is_earlier(one: &Claim, other: &Claim) -> bool {
    let ends = one.time.end.or(one.time.start);
    let starts = other.time.start.or(other.time.end);
    one.document != other.document
        && matches!((ends, starts), (Some(ends), Some(starts)) if ends < starts)
}
