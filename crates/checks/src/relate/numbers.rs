//! Two numbers for one thing.

use salient_model::{Claim, Modality, Quantity, RelationKind};

use super::places::{Ground, same_ground};
use super::time::{Times, times};
use super::{Verdict, same_source};
use crate::units::comparable;

/// Compares two claims that give numbers of the same thing: same type, place, time, and unit, with bounds that do not meet.
pub(super) fn compare(a: &Claim, b: &Claim) -> Verdict {
    if a.claim_type != b.claim_type
        || a.polarity != b.polarity
        || same_source(a, b)
        || a.modality != Modality::Actual
        || b.modality != Modality::Actual
    {
        return None;
    }
    let ground = same_ground(a, b);
    if !matches!(ground, Ground::Same | Ground::Unnamed) {
        return None;
    }
    if let (Some(one), Some(other)) = (&a.subject, &b.subject)
        && let (Some(one), Some(other)) = (&one.side, &other.side)
        && one != other
    {
        return None;
    }
    let (one, other, is_excluded) = a.quantities.iter().find_map(|one| {
        b.quantities.iter().find_map(|other| {
            let (first, second) = comparable((one, a.polarity), (other, b.polarity))?;
            Some((one, other, first.excludes(second)))
        })
    })?;
    if !is_excluded {
        return None;
    }
    let what = format!(
        "{} against {} {}",
        words(one),
        words(other),
        one.unit.replace('_', " ")
    );
    if ground == Ground::Same && times(a, b) == Times::Shared {
        Some((
            RelationKind::Contradicts,
            format!("two numbers for the same thing, place, and time: {what}"),
        ))
    } else if a.document == b.document {
        Some((
            RelationKind::InTension,
            format!("two numbers, of another date or definition: {what}"),
        ))
    } else {
        None
    }
}

fn words(quantity: &Quantity) -> String {
    let value = quantity
        .value
        .map(|value| value.to_string())
        .unwrap_or_default();
    match quantity.high {
        Some(high) => format!("{value}–{high}"),
        None if quantity.comparator.as_str() == "=" => value,
        None => format!("{} {value}", quantity.comparator),
    }
}
