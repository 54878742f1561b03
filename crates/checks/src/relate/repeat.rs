//! The same claim again, by the same source.

use salient_model::{Claim, RelationKind};

use super::places::{Ground, same_ground};
use super::{Verdict, same_source};

/// Compares two claims of one source that agree in type, place, polarity, time, and numbers.
pub(super) fn compare(a: &Claim, b: &Claim) -> Verdict {
    let same = same_source(a, b)
        && a.claim_type == b.claim_type
        && a.polarity == b.polarity
        && a.modality == b.modality
        && a.span != b.span
        && !a.quantities.is_empty()
        && same_ground(a, b) == Ground::Same
        && a.time.overlaps(&b.time)
        && a.quantities.len() == b.quantities.len()
        && a.quantities.iter().zip(&b.quantities).all(|(one, other)| {
            one.value == other.value
                && one.high == other.high
                && one.comparator == other.comparator
                && one.unit == other.unit
        });
    same.then(|| {
        (
            RelationKind::SameAs,
            "the same source gives the same figure for the same place and time again".to_owned(),
        )
    })
}
