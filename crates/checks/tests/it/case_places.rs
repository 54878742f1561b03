//! Which place a name means.

use salient_checks::{CasePlaces, PlaceAccess as _};
use salient_model::{LonLat, Place, PlaceId, PlaceKind};

fn town(id: &str, lon: f64, population: Option<u64>) -> Place {
    Place {
        id: PlaceId(id.to_owned()),
        name: "Ford".to_owned(),
        toponyms: Vec::new(),
        kind: PlaceKind::Settlement,
        country: None,
        within: Vec::new(),
        center: LonLat::new(lon, 48.0).unwrap(),
        boundary: None,
        population,
        dataset: "invented".to_owned(),
    }
}

/// What the name means among `places`, by identifier.
fn named(places: Vec<Place>, name: &str) -> Vec<String> {
    CasePlaces::new(places)
        .by_name(name)
        .into_iter()
        .map(|known| known.place.id.0)
        .collect()
}

#[test]
fn a_name_means_one_place_only_where_that_one_stands_out() {
    let district = Place {
        kind: PlaceKind::Admin2,
        ..town("sel:3", 39.0, Some(90_000))
    };
    for (other, expected) in [
        (town("sel:2", 38.0, Some(40_000)), vec!["sel:1", "sel:2"]),
        (town("sel:2", 38.0, Some(4_000)), vec!["sel:1"]),
        (town("sel:2", 38.0, None), vec!["sel:1", "sel:2"]),
        (district, vec!["sel:1"]),
        (
            town("theatre:sel/ford", 38.0, None),
            vec!["sel:1", "theatre:sel/ford"],
        ),
    ] {
        let places = vec![town("sel:1", 37.0, Some(50_000)), other];
        assert_eq!(named(places, "Ford"), expected);
    }
    let pack_first = vec![
        town("theatre:sel/ford", 37.0, None),
        town("wof:1", 38.0, None),
    ];
    assert_eq!(named(pack_first, "Ford"), ["theatre:sel/ford"]);
    assert_eq!(named(Vec::new(), "Ford"), Vec::<String>::new());
}

#[test]
fn an_identifier_means_its_place() {
    let places = vec![town("sel:1", 37.0, Some(50_000)), town("sel:2", 38.0, None)];
    assert_eq!(named(places, "sel:2"), ["sel:2"]);
}
