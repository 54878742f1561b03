//! The invented valley: Norland holds ground west of a town that lies from 37.10 to 37.20 east, 48.00 to 48.10 north.

use std::rc::Rc;

use salient_checks::{
    ChecksError, KnownPlace, MapAccess, MapDay, MapOutlet, PlaceAccess, check_claim,
};
use salient_model::ByteSpan;
use salient_model::geometry::MultiPolygon;
use salient_model::{
    Certainty, Claim, ClaimId, ClaimTime, ClaimType, Comparator, Date, Directness, DocumentId,
    Entity, ExtractorInfo, Finding, Force, ForceBasis, LonLat, MapCheckable, Modality, Outcome,
    Place, PlaceId, PlaceKind, PlaceMention, PlaceRole, Polarity, Quantity, Sha256, SnapshotId,
    Source, SourceKind, Tier,
};
use salient_terrain::ControlLayers;
use salient_testkit::ground::rectangle;

pub(crate) const DAY: &str = "2030-05-10";

pub(crate) fn date(words: &str) -> Date {
    words.parse().unwrap()
}

/// Maps of invented outlets: (name, date on the file, ground that Norland holds).
pub(crate) struct Maps {
    outlets: Vec<MapOutlet>,
    days: Vec<(String, MapDay, MultiPolygon<f64>)>,
    listed: Vec<Vec<MapDay>>,
    contested: MultiPolygon<f64>,
}

impl Maps {
    pub(crate) fn new(maps: &[(&str, &str, MultiPolygon<f64>)]) -> Self {
        let mut names: Vec<&str> = maps.iter().map(|(name, _, _)| *name).collect();
        names.sort_unstable();
        names.dedup();
        let outlets: Vec<MapOutlet> = names
            .iter()
            .map(|name| MapOutlet {
                key: (*name).to_owned(),
                name: (*name).to_owned(),
                draws_all_sides: false,
                draws_contested: false,
                credit: String::new(),
            })
            .collect();
        let days: Vec<_> = maps
            .iter()
            .map(|(name, drawn, ground)| {
                let day = MapDay {
                    id: SnapshotId::derive(name, date(drawn), &Sha256::of(drawn.as_bytes())),
                    drawn: date(drawn),
                    as_of: date(drawn),
                    raw_hash: String::new(),
                };
                ((*name).to_owned(), day, ground.clone())
            })
            .collect();
        let listed = names
            .iter()
            .map(|name| {
                days.iter()
                    .filter(|(outlet, _, _)| outlet == name)
                    .map(|(_, day, _)| day.clone())
                    .collect()
            })
            .collect();
        Self {
            outlets,
            days,
            listed,
            contested: MultiPolygon(Vec::new()),
        }
    }
}

impl Maps {
    /// The same files by outlets that draw this ground as contested.
    pub(crate) fn contesting(mut self, ground: MultiPolygon<f64>) -> Self {
        for outlet in &mut self.outlets {
            outlet.draws_contested = true;
        }
        self.contested = ground;
        self
    }

    /// The same files by an outlet whose file shows how things stood at the end of the day before.
    pub(crate) fn showing_the_day_before(mut self) -> Self {
        for day in self.days.iter_mut().map(|(_, day, _)| day) {
            day.as_of = day.drawn.yesterday().unwrap();
        }
        for day in self.listed.iter_mut().flatten() {
            day.as_of = day.drawn.yesterday().unwrap();
        }
        self
    }
}

impl MapAccess for Maps {
    fn outlets(&self) -> &[MapOutlet] {
        &self.outlets
    }

    fn days(&self, outlet: &str) -> &[MapDay] {
        self.outlets
            .iter()
            .position(|known| known.key == outlet)
            .map_or(&[], |at| self.listed[at].as_slice())
    }

    fn layers(&self, snapshot: &SnapshotId, side: &str) -> Result<Rc<ControlLayers>, ChecksError> {
        let (_, _, ground) = self
            .days
            .iter()
            .find(|(_, day, _)| day.id == *snapshot)
            .unwrap();
        let mut layers = ControlLayers::of_held(MultiPolygon(Vec::new()));
        if side == "NOR" {
            layers.held = ground.clone();
        } else {
            layers.not_held = ground.clone();
        }
        layers.contested = self.contested.clone();
        Ok(Rc::new(layers))
    }
}

/// Ground west of `east`, as far as the valley reaches.
pub(crate) fn west_of(east: f64) -> MultiPolygon<f64> {
    rectangle(36.5, 47.5, east, 48.6)
}

/// What the maps say to a claim on `DAY`.
pub(crate) fn checked(claim: &Claim, words: &str, maps: &Maps) -> Finding {
    check_claim(claim, words, maps, &Town, date(DAY))
        .unwrap()
        .unwrap()
}

/// The same, by outcome and reason.
pub(crate) fn answer(claim: &Claim, words: &str, maps: &Maps) -> (Outcome, &'static str) {
    let finding = checked(claim, words, maps);
    (finding.outcome, finding.reason.code)
}

/// The ford of the valley: a rectangle of its own, from 37.30 to 37.35 east, south of the town.
fn ford() -> KnownPlace {
    known(
        "Old Ford",
        rectangle(37.30, 47.90, 37.35, 47.95),
        (37.325, 47.925),
    )
}

/// The district in which the town and the ford lie.
fn district() -> KnownPlace {
    known(
        "Ridge District",
        rectangle(36.9, 47.7, 37.6, 48.3),
        (37.25, 48.0),
    )
}

fn known(name: &str, limit: MultiPolygon<f64>, (lon, lat): (f64, f64)) -> KnownPlace {
    let id = format!("sel:{}", name.to_lowercase().replace(' ', "-"));
    KnownPlace {
        place: Place {
            id: PlaceId(id.clone()),
            name: name.to_owned(),
            toponyms: Vec::new(),
            kind: PlaceKind::Settlement,
            country: None,
            within: Vec::new(),
            center: LonLat::new(lon, lat).unwrap(),
            boundary: Some(limit.clone()),
            population: None,
            dataset: "invented".to_owned(),
        },
        boundaries: vec![(id, limit)],
    }
}

/// A place in the middle of the town of which only a point is known.
fn without_limit(name: &str, kind: PlaceKind) -> KnownPlace {
    let town = ridge_town();
    KnownPlace {
        place: Place {
            name: name.to_owned(),
            kind,
            boundary: None,
            ..town.place
        },
        boundaries: Vec::new(),
    }
}

/// The town that the tests are about.
pub(crate) fn ridge_town() -> KnownPlace {
    known(
        "Ridge Town",
        rectangle(37.10, 48.00, 37.20, 48.10),
        (37.15, 48.05),
    )
}

/// The places of the valley: the town, the district around it, a ford, of which two bear the name "Twin Ford", and two that are points.
pub(crate) struct Town;

impl PlaceAccess for Town {
    fn by_id(&self, _id: &PlaceId) -> Option<KnownPlace> {
        None
    }

    fn by_name(&self, name: &str) -> Vec<KnownPlace> {
        match name {
            "Ridge Town" => vec![ridge_town()],
            "Ridge District" => vec![district()],
            "Old Ford" => vec![ford()],
            "Twin Ford" => vec![ford(), ridge_town()],
            "Marsh Farm" => vec![without_limit("Marsh Farm", PlaceKind::Settlement)],
            "Outer Oblast" => vec![without_limit("Outer Oblast", PlaceKind::Admin1)],
            _ => Vec::new(),
        }
    }

    fn within(&self, _west: f64, _south: f64, _east: f64, _north: f64) -> Vec<Place> {
        Vec::new()
    }
}

/// A claim by Norland that Norland holds Ridge Town on `DAY`; tests change what they are about.
pub(crate) fn claim() -> Claim {
    let document = DocumentId::from_record("0123456789abcdef");
    let span = ByteSpan::new(0, 40).unwrap();
    Claim {
        id: ClaimId::derive(
            &document,
            span,
            "Norland",
            ClaimType::ControlStatus,
            Polarity::Affirmative,
        ),
        document,
        span,
        sentence: span,
        cue: None,
        source: source("Norland", "NOR"),
        force: Force::Asserts,
        force_from: ForceBasis::Cue,
        directness: Directness::Indirect,
        claim_type: ClaimType::ControlStatus,
        subject: Some(entity("Norland", "NOR")),
        object: None,
        places: vec![place("Ridge Town")],
        time: ClaimTime::as_of(date(DAY)),
        quantities: Vec::new(),
        polarity: Polarity::Affirmative,
        certainty: Certainty::Certain,
        modality: Modality::Actual,
        map: MapCheckable::Yes,
        tier: Tier::Core,
        extractor: ExtractorInfo {
            name: "test".to_owned(),
            version: String::new(),
            model_hash: None,
        },
    }
}

pub(crate) fn source(name: &str, side: &str) -> Source {
    Source {
        name: name.to_owned(),
        span: None,
        role: None,
        kind: SourceKind::State,
        side: side.to_owned(),
        actor: Some(name.to_lowercase()),
        named: true,
        protected: false,
    }
}

pub(crate) fn entity(name: &str, side: &str) -> Entity {
    Entity {
        name: name.to_owned(),
        span: None,
        actor: None,
        side: Some(side.to_owned()),
    }
}

pub(crate) fn place(name: &str) -> PlaceMention {
    place_in_role(name, PlaceRole::In)
}

pub(crate) fn place_in_role(name: &str, role: PlaceRole) -> PlaceMention {
    PlaceMention {
        name: name.to_owned(),
        role,
        span: Some(ByteSpan::new(5, 15).unwrap()),
        candidates: Vec::new(),
        relative: None,
    }
}

pub(crate) fn quantity(comparator: Comparator, value: f64, unit: &str) -> Quantity {
    Quantity {
        value: Some(value),
        high: None,
        unit: unit.to_owned(),
        comparator,
        of: None,
        span: None,
        same_quantity_as: None,
        derived: false,
    }
}
