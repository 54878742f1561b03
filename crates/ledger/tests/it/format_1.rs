//! A case of format 1 is read for good.
//!
//! `fixtures/format-1.gpkg` was written by version 0.1.0 and packed with pages of 1,024 bytes. It is never written again: when a change
//! breaks this test, the change needs a new format.

use std::path::{Path, PathBuf};

use jiff::civil::date;
use salient_ledger::{Appended, Case, ClaimFilter, StoredHistory, history_digest};
use salient_model::{ClaimType, ControlState, DocumentId, PlaceId, PlaceRole, SnapshotId};

use crate::fixtures::{document, recorded_at};

/// A copy of the fixture, as opening may leave traces in the file's folder.
fn copy(folder: &Path) -> PathBuf {
    let path = folder.join("format-1.gpkg");
    let fixture = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/format-1.gpkg");
    std::fs::copy(fixture, &path).unwrap();
    path
}

#[test]
fn the_case_of_format_1_verifies_under_the_edition_that_it_had() {
    let folder = tempfile::tempdir().unwrap();
    let case = Case::open_read_only(&copy(folder.path())).unwrap();
    let report = case.verify().unwrap();
    assert_eq!(report.mismatches, []);
    assert_eq!(report.edition, "4eb6eb99bccd");
    let counts = case.counts().unwrap();
    assert_eq!(
        (counts.documents, counts.claims, counts.attributions),
        (1, 3, 2)
    );
    assert_eq!((counts.snapshots, counts.places, counts.entries), (3, 2, 8));
}

#[test]
fn the_case_of_format_1_gives_back_its_words_maps_and_places() {
    let folder = tempfile::tempdir().unwrap();
    let case = Case::open_read_only(&copy(folder.path())).unwrap();
    assert_eq!(case.info().unwrap().title, "The Ridge in May");

    let id = DocumentId::from_record("9c0906dedf31537a");
    let document = case.document(&id).unwrap().unwrap();
    let claims = case.claims(&ClaimFilter::default()).unwrap();
    let words: Vec<_> = claims
        .iter()
        .map(|claim| document.words(claim.span))
        .collect();
    assert_eq!(
        words,
        [
            "its troops hold “Верхній Ольм”",
            "3 to 5 km of road",
            "denied it"
        ]
    );
    assert!(
        claims
            .iter()
            .all(|claim| claim.claim_type == ClaimType::ControlStatus)
    );
    let place = &claims[1].places[0];
    assert_eq!(place.role, PlaceRole::NorthOf);
    assert_eq!(
        place.relative.and_then(|relative| relative.distance_m),
        Some(0.300_000_000_000_000_04)
    );
    let nested = &case.attributions(&id).unwrap()[1];
    assert_eq!(document.words(nested.source[0]), "Residents of Olm");
    assert_eq!(nested.inside, Some(0));

    let map = case
        .snapshot_drawn_by("ridgemap", date(2031, 5, 2))
        .unwrap()
        .unwrap();
    assert_eq!(map.id, SnapshotId::from_record("46e5d607756bd442"));
    assert_eq!(map.as_of, date(2031, 5, 1));
    assert_eq!(map.repairs.reoriented, 2);
    let states: Vec<_> = map.zones.iter().map(|zone| zone.state).collect();
    assert_eq!(
        states,
        [
            ControlState::Held,
            ControlState::Contested,
            ControlState::Unknown
        ]
    );
    let corner = map.zones[0].geometry.0[0].exterior().0[2];
    assert_eq!(corner.x.to_bits(), (10.0 + (0.1 + 2.0 / 7.0_f64)).to_bits());
    assert_eq!(case.front_lines(&map.id).unwrap().len(), 1);

    let olm = case
        .place(&PlaceId("ridge:olm".to_owned()))
        .unwrap()
        .unwrap();
    assert_eq!(olm.toponyms[0].name, "Ольм");
    assert_eq!(olm.boundary.unwrap().0.len(), 1);
}

#[test]
fn the_case_of_format_1_has_no_histories_and_takes_them() {
    let folder = tempfile::tempdir().unwrap();
    let mut case = Case::open(&copy(folder.path())).unwrap();
    assert_eq!(case.all_histories().unwrap(), []);
    let edition = case.edition().unwrap();
    let ids: Vec<_> = case
        .snapshot_days("ridgemap")
        .unwrap()
        .into_iter()
        .map(|day| day.id)
        .collect();
    let history = StoredHistory {
        outlet: "ridgemap".to_owned(),
        side: "VALE".to_owned(),
        layer: "held".to_owned(),
        made_from: history_digest("ridgemap", "VALE", "held", &ids),
        bytes: vec![1, 2, 3],
    };
    case.replace_histories(std::slice::from_ref(&history), recorded_at())
        .unwrap();
    assert_eq!(case.all_histories().unwrap()[0].history, history);
    assert_eq!(case.edition().unwrap(), edition);
    assert_eq!(case.verify().unwrap().mismatches, []);
}

#[test]
fn the_case_of_format_1_can_be_added_to() {
    let folder = tempfile::tempdir().unwrap();
    let mut case = Case::open(&copy(folder.path())).unwrap();
    let later = document(20);
    let added = case
        .append_document(&later, later.text.as_bytes(), &[], &[], recorded_at())
        .unwrap();
    assert_eq!(added, Appended::Added { entry: 9 });
    assert_eq!(case.verify().unwrap().mismatches, []);
}
