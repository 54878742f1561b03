//! The places of a ledger and its theatre, for checks.

use salient_model::{Place, PlaceId};
use salient_names::Gazetteer;

use crate::access::{KnownPlace, PlaceAccess};

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
    pub fn candidates(&self, name: &str) -> Vec<salient_model::Candidate> {
        self.gazetteer.find(name)
    }
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

    fn by_name(&self, name: &str) -> Option<KnownPlace> {
        self.gazetteer
            .find(name)
            .first()
            .and_then(|candidate| self.by_id(&candidate.place))
    }

    fn within(&self, west: f64, south: f64, east: f64, north: f64) -> Vec<Place> {
        let inside = |place: &&Place| {
            let (lon, lat) = (place.center.lon(), place.center.lat());
            place.kind == salient_model::PlaceKind::Settlement
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
