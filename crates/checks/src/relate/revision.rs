//! A source that later says otherwise.

use salient_model::{Claim, Force, Modality, RelationKind};

use super::places::{Ground, same_ground};
use super::{Verdict, polarity, same_source};

/// Compares two claims of one source: the later one replaces the earlier when it negates it, retracts it, or admits what was denied.
///
/// "Later" is by event time across documents, and by text order within one.
pub(super) fn compare(a: &Claim, b: &Claim) -> Verdict {
    if !same_source(a, b)
        || a.claim_type != b.claim_type
        || same_ground(a, b) != Ground::Same
        || !polarity::opposed(a, b)
    {
        return None;
    }
    if a.modality != Modality::Actual || b.modality != Modality::Actual {
        return None;
    }
    let retracted = matches!(b.force, Force::Retracts | Force::Admits | Force::Clarifies);
    retracted.then(|| {
        (
            RelationKind::SupersededBy,
            "the same source later says otherwise".to_owned(),
        )
    })
}
