//! Whether two claims speak about one time.

use salient_model::{Claim, TimeRelation};

/// How the event times of two claims relate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Times {
    /// They have a day in common.
    Shared,
    /// One of them is unknown, so nobody can say.
    Unknown,
    /// They have none.
    Apart,
}

/// Compares two event times. Without any day a claim still has one when it is about the time of publication, and that is the same for two
/// claims of one document only.
pub(super) fn times(a: &Claim, b: &Claim) -> Times {
    let is_undated = |claim: &Claim| claim.time.start.is_none() && claim.time.end.is_none();
    let is_of_publication =
        |claim: &Claim| is_undated(claim) && claim.time.relation == TimeRelation::AsOf;
    if is_of_publication(a) && is_of_publication(b) && a.document == b.document {
        Times::Shared
    } else if is_undated(a) || is_undated(b) {
        Times::Unknown
    } else if a.time.overlaps(&b.time) {
        Times::Shared
    } else {
        Times::Apart
    }
}
