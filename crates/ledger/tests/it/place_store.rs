//! The user's gazetteer: imported at once, found by key, replaced on a second import.

use std::time::Instant;

use geo_types::Coord;
use salient_ledger::{KeyedPlace, LedgerError, PlaceStore};
use salient_model::{LonLat, Place, PlaceId};

use crate::fixtures::{filled_case, places, recorded_at, square};

fn keyed(place: &Place) -> KeyedPlace {
    let names = place
        .toponyms
        .iter()
        .map(|toponym| toponym.name.to_lowercase());
    KeyedPlace {
        keys: names
            .chain([place.name.to_lowercase(), place.name.to_lowercase()])
            .collect(),
        place: place.clone(),
    }
}

#[test]
fn places_are_found_by_any_of_their_keys_and_come_back_whole() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("places.gpkg");
    let mut store = PlaceStore::create(&path, recorded_at()).unwrap();
    assert_eq!(
        store
            .import(places().iter().map(keyed), recorded_at())
            .unwrap(),
        2
    );
    drop(store);
    let store = PlaceStore::open_read_only(&path).unwrap();
    assert_eq!(store.find(&["ольм"]).unwrap(), places()[..1]);
    assert_eq!(
        store.find(&["upper olm", "old olm", "nowhere"]).unwrap(),
        places()
    );
    assert_eq!(store.find(&[]).unwrap(), []);
    assert_eq!(
        store
            .place(&PlaceId("ridge:olm".to_owned()))
            .unwrap()
            .as_ref(),
        Some(&places()[0])
    );
    assert_eq!(store.datasets().unwrap(), [("invented".to_owned(), 2)]);
}

#[test]
fn a_second_import_replaces_a_place_with_its_keys() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = PlaceStore::create(&folder.path().join("places.gpkg"), recorded_at()).unwrap();
    store
        .import(places().iter().map(keyed), recorded_at())
        .unwrap();
    let renamed = Place {
        name: "New Olm".to_owned(),
        toponyms: Vec::new(),
        ..places()[0].clone()
    };
    store.import([keyed(&renamed)], recorded_at()).unwrap();
    assert_eq!(store.find(&["ольм"]).unwrap(), []);
    assert_eq!(store.find(&["new olm"]).unwrap(), [renamed]);
    assert_eq!(store.places().unwrap().len(), 2);
}

#[test]
fn a_case_is_no_place_store() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ridge.gpkg");
    drop(filled_case(&path));
    let error = PlaceStore::open(&path).unwrap_err();
    assert!(matches!(error, LedgerError::WrongFile { .. }), "{error}");
    assert!(error.to_string().contains("place_store_info"), "{error}");
}

#[test]
fn forty_thousand_places_are_imported_in_one_transaction_within_the_limit() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = PlaceStore::create(&folder.path().join("places.gpkg"), recorded_at()).unwrap();
    let template = &places()[0];
    let many = (0..40_000u32).map(|n| {
        let (east, north) = (f64::from(n % 200) / 10.0, f64::from(n / 200) / 10.0);
        let mut boundary = (n % 7 == 0).then(|| square(east, north, 0.05));
        // A limit of a hundred corners, as in the data sets that we import.
        if let Some(boundary) = &mut boundary {
            boundary.0[0].exterior_mut(|ring| {
                let corner = ring.0[0];
                ring.0.splice(
                    1..1,
                    (1..96).map(|step| Coord {
                        x: corner.x + f64::from(step) / 2_000.0,
                        y: corner.y,
                    }),
                );
            });
        }
        let place = Place {
            id: PlaceId(format!("ridge:{n}")),
            name: format!("Village {n}"),
            center: LonLat::new(east, north).unwrap(),
            boundary,
            ..template.clone()
        };
        keyed(&place)
    });
    let started = Instant::now();
    assert_eq!(store.import(many, recorded_at()).unwrap(), 40_000);
    let seconds = started.elapsed().as_secs_f64();
    println!("40,000 places imported in {seconds:.1} s");
    // A generous bound: a debug build on a busy machine.
    assert!(seconds < 60.0, "{seconds} s");
    assert_eq!(
        store.find(&["village 31999"]).unwrap()[0].name,
        "Village 31999"
    );
    assert_eq!(store.find(&["old olm"]).unwrap().len(), 40_000);
}
