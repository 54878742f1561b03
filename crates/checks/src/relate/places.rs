//! Whether two claims speak about the same ground.

use salient_model::{Claim, PlaceMention, PlaceRole};

/// How two claims' places relate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ground {
    /// A place of one is a place of the other.
    Same,
    /// A place of one is part of a place of the other ("Raqqa, east bank" in "Raqqa").
    Inside,
    /// Of one place, but one claim is about the place and the other about ground near it ("the town", "north of the town"), or each is about
    /// another side of it.
    Beside,
    /// At least one names no place.
    Unnamed,
    /// Different places.
    Apart,
}

/// Compares the places of two claims: by resolved identity where both have one, else by name.
#[must_use]
pub fn same_ground(a: &Claim, b: &Claim) -> Ground {
    if a.places.is_empty() || b.places.is_empty() {
        return Ground::Unnamed;
    }
    let pairs = || {
        a.places
            .iter()
            .flat_map(|one| b.places.iter().map(move |other| (one, other)))
    };
    if pairs().any(|(one, other)| same_place(one, other) && beside(one) == beside(other)) {
        Ground::Same
    } else if pairs().any(|(one, other)| same_place(one, other)) {
        Ground::Beside
    } else if pairs().any(|(one, other)| inside(one, other) || inside(other, one)) {
        Ground::Inside
    } else {
        Ground::Apart
    }
}

fn same_place(one: &PlaceMention, other: &PlaceMention) -> bool {
    match (one.candidates.first(), other.candidates.first()) {
        (Some(one_best), Some(other_best)) => one_best.place == other_best.place,
        _ => words(&one.name) == words(&other.name),
    }
}

/// Where beside its place a mention puts the claim; `None` when it is the place itself.
fn beside(mention: &PlaceMention) -> Option<PlaceRole> {
    lies_beside(mention.role).then_some(mention.role)
}

/// Whether a role means ground beside a place, and not the place.
fn lies_beside(role: PlaceRole) -> bool {
    matches!(
        role,
        PlaceRole::Near
            | PlaceRole::Between
            | PlaceRole::Along
            | PlaceRole::Beyond
            | PlaceRole::Across
            | PlaceRole::NorthOf
            | PlaceRole::NortheastOf
            | PlaceRole::EastOf
            | PlaceRole::SoutheastOf
            | PlaceRole::SouthOf
            | PlaceRole::SouthwestOf
            | PlaceRole::WestOf
            | PlaceRole::NorthwestOf
    )
}

/// Whether the words of `whole` all stand in `part`, which has more of them.
fn inside(part: &PlaceMention, whole: &PlaceMention) -> bool {
    let (part, whole) = (words(&part.name), words(&whole.name));
    !whole.is_empty() && part.len() > whole.len() && whole.iter().all(|word| part.contains(word))
}

fn words(name: &str) -> Vec<String> {
    name.split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}
