//! The places of a ledger and its theatre, for checks.
//!
//! **Doubt.** A name that several places bear means the first candidate only where it stands out against each of the others: it is matched by
//! a current name and they are not, it is a settlement and they are not, the theatre's pack has it and not them, or it has at least
//! [`TIMES_AS_MANY`] times their people. Otherwise it means all of them.

use salient_model::{Candidate, Place, PlaceId, PlaceKind};
use salient_names::Gazetteer;

use crate::access::{KnownPlace, PlaceAccess};

/// How many times the people of another place of its name make one the place that is meant. Kyiv is not a village of that name; of two towns
/// of like size either may be.
const TIMES_AS_MANY: u64 = 10;

/// Places with every limit that is known for them.
#[derive(Debug)]
pub struct CasePlaces {
    gazetteer: Gazetteer,
    places: Vec<Place>,
}

impl CasePlaces {
    /// Indexes places: those of the case, and those of the theatre pack.
    #[must_use]
    pub fn new(places: Vec<Place>) -> Self {
        Self {
            gazetteer: Gazetteer::new(places.clone()),
            places,
        }
    }

    /// Candidates for a name, best first, with reasons.
    #[must_use]
    pub fn candidates(&self, name: &str) -> Vec<Candidate> {
        self.gazetteer.find(name)
    }

    fn stands_out(&self, first: &Candidate, other: &Candidate) -> bool {
        let place = |candidate: &Candidate| self.gazetteer.place(&candidate.place);
        let is_settlement = |candidate: &Candidate| {
            place(candidate).is_some_and(|place| place.kind == PlaceKind::Settlement)
        };
        let people = |candidate: &Candidate| place(candidate).and_then(|place| place.population);
        let outnumbers = match (people(first), people(other)) {
            (Some(first), Some(other)) => first >= other.saturating_mul(TIMES_AS_MANY),
            _ => false,
        };
        is_named(first) && !is_named(other)
            || is_settlement(first) && !is_settlement(other)
            || is_of_pack(first) && !is_of_pack(other)
            || outnumbers
    }
}

/// Whether a candidate bears the name today, and not a former or a similar one.
fn is_named(candidate: &Candidate) -> bool {
    candidate.reasons.first().is_some_and(|how| how == "name")
}

/// Whether the theatre's pack has the place, under its own identifier or under that of another data set.
fn is_of_pack(candidate: &Candidate) -> bool {
    candidate.place.0.starts_with("theatre:")
        || candidate
            .reasons
            .iter()
            .any(|reason| reason.starts_with("same place as theatre:"))
}

impl PlaceAccess for CasePlaces {
    fn by_id(&self, id: &PlaceId) -> Option<KnownPlace> {
        let place = self.gazetteer.place(id)?.clone();
        let boundaries = self
            .gazetteer
            .boundaries(id)
            .into_iter()
            .map(|(owner, ground)| (owner.to_string(), ground.clone()))
            .collect();
        Some(KnownPlace { place, boundaries })
    }

    fn by_name(&self, name: &str) -> Vec<KnownPlace> {
        if let Some(known) = self.by_id(&PlaceId(name.to_owned())) {
            return vec![known];
        }
        let mut candidates = self.gazetteer.find(name);
        if let [first, others @ ..] = candidates.as_slice()
            && others.iter().all(|other| self.stands_out(first, other))
        {
            candidates.truncate(1);
        }
        candidates
            .iter()
            .filter_map(|candidate| self.by_id(&candidate.place))
            .collect()
    }

    fn within(&self, west: f64, south: f64, east: f64, north: f64) -> Vec<Place> {
        let inside = |place: &&Place| {
            let (lon, lat) = (place.center.lon(), place.center.lat());
            place.kind == PlaceKind::Settlement
                && lon >= west
                && lon <= east
                && lat >= south
                && lat <= north
        };
        let mut places: Vec<Place> = self.places.iter().filter(inside).cloned().collect();
        // A place with a limit tells more than the same place without one.
        places.sort_by(|one, other| {
            (other.population, other.boundary.is_some(), &one.id).cmp(&(
                one.population,
                one.boundary.is_some(),
                &other.id,
            ))
        });
        places
    }
}
