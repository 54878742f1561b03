//! Two numbers for one thing.

use salient_model::{Claim, Modality, Quantity, RelationKind};

use super::places::{Ground, same_ground};
use super::{Verdict, same_source};
use crate::units::{Bounds, comparable_bounds};

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
    if ground == Ground::Apart || ground == Ground::Inside {
        return None;
    }
    if let (Some(one), Some(other)) = (&a.subject, &b.subject)
        && let (Some(one), Some(other)) = (&one.side, &other.side)
        && one != other
    {
        return None;
    }
    let (one, other, first, second) = a.quantities.iter().find_map(|one| {
        b.quantities.iter().find_map(|other| {
            let (first, second) = comparable_bounds(one, other)?;
            Some((one, other, first, second))
        })
    })?;
    if meets(&first, &second) {
        return None;
    }
    let what = format!(
        "{} against {} {}",
        words(one),
        words(other),
        one.unit.replace('_', " ")
    );
    if ground == Ground::Same && a.time.overlaps(&b.time) {
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

fn meets(one: &Bounds, other: &Bounds) -> bool {
    one.low <= other.high && other.low <= one.high
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
