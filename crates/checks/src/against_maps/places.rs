//! Which places a claim asks about.
//!
//! **Shape.** Every place that stands in the most direct role ("in", "at" before "within", "toward") is asked about, each resolved or with the
//! reason why not. A place that merely holds another of them ("Ford in Ridge District") says where that one lies and is left out.
//!
//! **Doubt.** A part of a place, or ground beside it, has no limit of its own; a name that several places bear is no place until somebody
//! chooses.

use geo::Contains;
use salient_model::{Claim, PlaceMention, PlaceRole, Predicate, Reason};

use super::predicate::{Asks, Says};
use super::question::reason;
use crate::access::{KnownPlace, PlaceAccess};

/// A place as the claim names it, and what it was found to be.
pub(super) struct AskedPlace {
    pub(super) name: String,
    pub(super) found: Result<KnownPlace, Reason>,
}

/// The places that the claim asks about, in the order of its words; none when it names none.
pub(super) fn asked_about(claim: &Claim, asks: Asks, places: &dyn PlaceAccess) -> Vec<AskedPlace> {
    let rank = |mention: &PlaceMention| rank_of(mention.role, asks.says);
    let best = claim.places.iter().map(rank).min();
    let mut asked: Vec<AskedPlace> = claim
        .places
        .iter()
        .filter(|mention| Some(rank(mention)) == best)
        .map(|mention| AskedPlace {
            name: mention.name.clone(),
            found: resolve(mention, asks, places),
        })
        .collect();
    asked.dedup_by(|one, other| is_same(one, other));
    let holds_another: Vec<bool> = asked.iter().map(|one| holds_one_of(one, &asked)).collect();
    let mut holds_another = holds_another.into_iter();
    asked.retain(|_| holds_another.next() != Some(true));
    asked
}

/// How directly a role says that the claim is about the place: lower is more direct.
fn rank_of(role: PlaceRole, says: Says) -> usize {
    match (role, says) {
        // One leaves from a place, whatever lies at the end of the way.
        (PlaceRole::From, Says::Leaves) => 0,
        (PlaceRole::In | PlaceRole::At, _) => 1,
        (PlaceRole::Within, _) => 2,
        (PlaceRole::Around, _) => 3,
        (PlaceRole::Toward, _) => 4,
        (PlaceRole::From, _) => 5,
        _ => 6,
    }
}

fn resolve(
    mention: &PlaceMention,
    asks: Asks,
    places: &dyn PlaceAccess,
) -> Result<KnownPlace, Reason> {
    if mention.name.contains(',') {
        return Err(reason(
            "part_of_place",
            format!("{} is a part without a limit of its own", mention.name),
        ));
    }
    if asks.is_about_the_place() && !is_the_place(mention.role, asks) {
        return Err(not_the_place(mention));
    }
    let chosen = mention
        .candidates
        .first()
        .and_then(|candidate| places.by_id(&candidate.place));
    let named = chosen.map_or_else(|| places.by_name(&mention.name), |known| vec![known]);
    match <[KnownPlace; 1]>::try_from(named) {
        Ok([known]) => Ok(known),
        Err(several) => Err(unresolved(mention, &several)),
    }
}

/// Whether a mention in this role is the place itself, and not ground beside it: "holds the heights north of the town" is not about the town.
fn is_the_place(role: PlaceRole, asks: Asks) -> bool {
    match role {
        PlaceRole::In | PlaceRole::At | PlaceRole::Within => true,
        PlaceRole::From => asks.says == Says::Leaves,
        PlaceRole::Around => asks.predicate == Predicate::Encircled,
        _ => false,
    }
}

fn not_the_place(mention: &PlaceMention) -> Reason {
    let name = &mention.name;
    let words = match mention.role {
        PlaceRole::Toward => format!("{name} is where the way leads, and not the ground meant"),
        PlaceRole::From => format!("{name} is where the way begins, and not the ground meant"),
        _ => format!("the ground near {name} has no limit of its own"),
    };
    reason("part_of_place", words)
}

fn unresolved(mention: &PlaceMention, several: &[KnownPlace]) -> Reason {
    if several.is_empty() {
        return reason(
            "unknown_place",
            format!("{} is not among the places of the case", mention.name),
        );
    }
    let ids: Vec<&str> = several
        .iter()
        .map(|known| known.place.id.0.as_str())
        .collect();
    reason(
        "ambiguous_place",
        format!("{} may be any of {}", mention.name, ids.join(", ")),
    )
}

fn is_same(one: &AskedPlace, other: &AskedPlace) -> bool {
    match (&one.found, &other.found) {
        (Ok(one), Ok(other)) => one.place.id == other.place.id,
        _ => one.name == other.name,
    }
}

/// Whether another place of the list lies in the limit of this one, and not the other way round.
fn holds_one_of(whole: &AskedPlace, all: &[AskedPlace]) -> bool {
    let Ok(whole) = &whole.found else {
        return false;
    };
    all.iter()
        .filter_map(|asked| asked.found.as_ref().ok())
        .any(|part| {
            part.place.id != whole.place.id && lies_in(part, whole) && !lies_in(whole, part)
        })
}

fn lies_in(part: &KnownPlace, whole: &KnownPlace) -> bool {
    let center = geo::Point::new(part.place.center.lon(), part.place.center.lat());
    whole
        .boundaries
        .first()
        .is_some_and(|(_, ground)| ground.contains(&center))
}
