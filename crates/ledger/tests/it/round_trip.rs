//! What goes into a case comes out as it was.

use jiff::civil::date;
use proptest::prelude::*;
use salient_ledger::{Appended, Case, ClaimFilter, FrontLine, LedgerError, NAppended};
use salient_model::{
    ByteSpan, Claim, ClaimType, Document, DocumentId, Place, Polarity, TextPolicy,
};

use crate::any_claim::{any_claim, plain_document};
use crate::fixtures::{
    attributions, claims, document, document_with_text, filled_case, find, info, places,
    recorded_at, snapshot, square,
};

#[test]
fn a_document_comes_back_with_its_bytes_claims_and_attributions() {
    let folder = tempfile::tempdir().unwrap();
    let case = filled_case(&folder.path().join("ridge.gpkg"));
    let document = document(3);
    assert_eq!(
        case.document(&document.id).unwrap().as_ref(),
        Some(&document)
    );
    assert_eq!(
        case.raw(&document.raw_hash).unwrap().unwrap(),
        document.text.as_bytes()
    );
    assert_eq!(
        case.claims(&ClaimFilter::default()).unwrap(),
        claims(&document)
    );
    assert_eq!(
        case.attributions(&document.id).unwrap(),
        attributions(&document)
    );
    let listed = case.documents().unwrap();
    assert_eq!(listed.len(), 1);
    assert_eq!(listed[0].n_claims, 3);
    assert_eq!(listed[0].recorded_at, recorded_at());
    assert_eq!(case.info().unwrap(), info());
    assert_eq!(
        case.theatre().unwrap().as_deref(),
        Some("key = \"ridge\"\n")
    );
}

#[test]
fn adding_the_same_things_again_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut case = filled_case(&folder.path().join("ridge.gpkg"));
    let edition = case.edition().unwrap();
    let counts = case.counts().unwrap();
    let document = document(3);
    let again = case
        .append_document(&document, document.text.as_bytes(), &[], &[], recorded_at())
        .unwrap();
    assert_eq!(again, Appended::AlreadyPresent);
    let again = case
        .append_snapshots(
            &[snapshot(1), snapshot(2)],
            r#"{"name":"Ridge Map"}"#,
            recorded_at(),
        )
        .unwrap();
    assert_eq!(
        again,
        NAppended {
            added: 0,
            already_present: 2
        }
    );
    let again = case.append_places(&places(), recorded_at()).unwrap();
    assert_eq!(
        again,
        NAppended {
            added: 0,
            already_present: 2
        }
    );
    case.append_theatre("key = \"ridge\"\n", recorded_at())
        .unwrap();
    assert_eq!(case.edition().unwrap(), edition);
    assert_eq!(case.counts().unwrap(), counts);
}

#[test]
fn the_same_additions_at_the_same_times_give_the_same_edition() {
    let folder = tempfile::tempdir().unwrap();
    let one = filled_case(&folder.path().join("one.gpkg"));
    let other = filled_case(&folder.path().join("other.gpkg"));
    assert_eq!(one.edition().unwrap(), other.edition().unwrap());
    assert_eq!(one.edition().unwrap().len(), 12);
    let entries = one.entries().unwrap();
    let kinds: Vec<_> = entries.iter().map(|entry| entry.kind.as_str()).collect();
    assert_eq!(
        kinds,
        [
            "case", "theatre", "places", "outlet", "snapshot", "snapshot", "snapshot", "document"
        ]
    );
    assert_eq!(entries[7].edition, one.edition().unwrap());
}

#[test]
fn snapshots_come_back_and_the_last_one_drawn_by_a_day_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let case = filled_case(&folder.path().join("ridge.gpkg"));
    let days = case.snapshot_days("ridgemap").unwrap();
    assert_eq!(days.len(), 3);
    assert_eq!(days[1].drawn, date(2031, 5, 2));
    assert_eq!(days[1].as_of, date(2031, 5, 1));
    for (day, info) in (1..).zip(&days) {
        assert_eq!(case.snapshot(&info.id).unwrap(), Some(snapshot(day)));
    }
    let drawn_by = |day| {
        case.snapshot_drawn_by("ridgemap", date(2031, 5, day))
            .unwrap()
    };
    assert_eq!(drawn_by(2), Some(snapshot(2)));
    assert_eq!(drawn_by(30), Some(snapshot(3)));
    assert_eq!(
        case.snapshot_drawn_by("ridgemap", date(2031, 4, 30))
            .unwrap(),
        None
    );
    assert_eq!(
        case.snapshot_drawn_by("othermap", date(2031, 5, 2))
            .unwrap(),
        None
    );
    assert_eq!(case.outlets().unwrap()[0].info, r#"{"name":"Ridge Map"}"#);
}

#[test]
fn front_lines_are_replaced_outside_the_chain() {
    let folder = tempfile::tempdir().unwrap();
    let mut case = filled_case(&folder.path().join("ridge.gpkg"));
    let edition = case.edition().unwrap();
    let line = |shift: f64| FrontLine {
        snapshot: snapshot(2).id,
        actor: "VALE".to_owned(),
        lines: geo_types::MultiLineString(vec![
            square(10.0 + shift, 50.0, 1.0).0[0].exterior().clone(),
        ]),
    };
    case.replace_front_lines(&[line(0.0)]).unwrap();
    case.replace_front_lines(&[line(0.5)]).unwrap();
    assert_eq!(case.front_lines(&snapshot(2).id).unwrap(), [line(0.5)]);
    assert_eq!(case.edition().unwrap(), edition);
    assert!(case.verify().unwrap().is_clean());
    let elsewhere = FrontLine {
        snapshot: snapshot(9).id,
        ..line(0.0)
    };
    assert!(matches!(
        case.replace_front_lines(&[elsewhere]),
        Err(LedgerError::NotStorable { .. })
    ));
}

#[test]
fn a_changed_place_gets_a_later_row_that_holds() {
    let folder = tempfile::tempdir().unwrap();
    let mut case = filled_case(&folder.path().join("ridge.gpkg"));
    let olm = Place {
        population: Some(9_000),
        ..places()[0].clone()
    };
    let added = case
        .append_places(&[olm.clone(), places()[1].clone()], recorded_at())
        .unwrap();
    assert_eq!(
        added,
        NAppended {
            added: 1,
            already_present: 1
        }
    );
    assert_eq!(case.place(&olm.id).unwrap().as_ref(), Some(&olm));
    assert_eq!(case.places().unwrap(), [olm.clone(), places()[1].clone()]);
    assert_eq!(case.places_named("ольм").unwrap(), []);
    assert_eq!(
        case.places_named("Ольм").unwrap(),
        std::slice::from_ref(&olm)
    );
    assert_eq!(case.places_named("old olm").unwrap(), [olm]);
    assert_eq!(case.counts().unwrap().places, 2);
}

#[test]
fn claims_are_filtered_by_place_source_type_and_day() {
    let folder = tempfile::tempdir().unwrap();
    let case = filled_case(&folder.path().join("ridge.gpkg"));
    let n = |filter: ClaimFilter| case.claims(&filter).unwrap().len();
    let all = ClaimFilter::default;
    assert_eq!(
        n(ClaimFilter {
            place: Some("upper olm".to_owned()),
            ..all()
        }),
        1
    );
    assert_eq!(
        n(ClaimFilter {
            source: Some("Vale Ministry".to_owned()),
            ..all()
        }),
        2
    );
    assert_eq!(
        n(ClaimFilter {
            source: Some("residents".to_owned()),
            place: Some("Upper Olm".to_owned()),
            ..all()
        }),
        0
    );
    assert_eq!(
        n(ClaimFilter {
            claim_type: Some(ClaimType::Strike),
            ..all()
        }),
        0
    );
    assert_eq!(
        n(ClaimFilter {
            side: Some("VALE".to_owned()),
            ..all()
        }),
        3
    );
    assert_eq!(
        n(ClaimFilter {
            published_from: Some(date(2031, 5, 3)),
            published_to: Some(date(2031, 5, 3)),
            ..all()
        }),
        3
    );
    assert_eq!(
        n(ClaimFilter {
            published_from: Some(date(2031, 5, 4)),
            ..all()
        }),
        0
    );
    let id = claims(&document(3))[1].id.clone();
    assert_eq!(
        n(ClaimFilter {
            id: Some(id),
            ..all()
        }),
        1
    );
}

#[test]
fn what_could_not_be_given_back_is_refused_and_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut case = Case::create(&folder.path().join("ridge.gpkg"), &info()).unwrap();
    let before = case.counts().unwrap();
    let document = document(3);
    let raw = document.text.clone();
    let inside_a_letter = {
        let letter = find(&document.text, "В");
        ByteSpan::new(letter.start() + 1, letter.end() + 1).unwrap()
    };
    let claim = claims(&document).remove(0);
    let mut not_finite = claims(&document).remove(1);
    not_finite.quantities[0].value = Some(f64::NAN);
    let mut other_document = claim.clone();
    other_document.document = DocumentId::from_record("0123456789abcdef");
    let attempts: [(&[Claim], &str); 5] = [
        (
            &[Claim {
                span: inside_a_letter,
                ..claim.clone()
            }],
            "a span inside the text",
        ),
        (
            &[Claim {
                cue: Some(ByteSpan::new(5_000, 5_001).unwrap()),
                ..claim.clone()
            }],
            "claims of document",
        ),
        (&[not_finite], "finite numbers"),
        (&[claim.clone(), claim.clone()], "the same identifier twice"),
        (
            &[other_document],
            "a claim of the document that it is stored with",
        ),
    ];
    for (claims, expected) in attempts {
        let error = case
            .append_document(&document, raw.as_bytes(), claims, &[], recorded_at())
            .unwrap_err();
        assert!(error.to_string().contains(expected), "{error}");
    }
    let error = case
        .append_document(&document, b"other bytes", &[], &[], recorded_at())
        .unwrap_err();
    assert!(
        error.to_string().starts_with("raw bytes of document"),
        "{error}"
    );
    let mut map = snapshot(1);
    map.zones[0].geometry = square(f64::NAN, 0.0, 1.0);
    assert!(
        case.append_snapshots(&[snapshot(2), map], "{}", recorded_at())
            .is_err()
    );
    assert_eq!(case.counts().unwrap(), before);
    assert!(case.verify().unwrap().is_clean());
}

fn case_with(document: &Document, claims: &[Claim]) -> (tempfile::TempDir, Case) {
    let folder = tempfile::tempdir().unwrap();
    let mut case = Case::create(&folder.path().join("ridge.gpkg"), &info()).unwrap();
    case.append_document(
        document,
        document.text.as_bytes(),
        claims,
        &[],
        recorded_at(),
    )
    .unwrap();
    (folder, case)
}

#[test]
fn a_kept_text_is_quoted_whole_and_another_in_25_words() {
    let words = "word ".repeat(40);
    let text = format!("{} {}", document(3).text, words.trim());
    let mut long = document_with_text(text, date(2031, 5, 3));
    let claim = crate::fixtures::claim(
        &long,
        find(&long.text, words.trim()),
        "residents",
        Polarity::Affirmative,
    );
    let quoted = |document: &Document| {
        let (folder, case) = case_with(document, std::slice::from_ref(&claim));
        drop(case);
        rusqlite::Connection::open(folder.path().join("ridge.gpkg"))
            .unwrap()
            .query_row("SELECT quote FROM claims", [], |row| {
                row.get::<_, String>(0)
            })
            .unwrap()
            .matches("word")
            .count()
    };
    assert_eq!(quoted(&long), 25);
    long.text_policy = TextPolicy::Store;
    assert_eq!(quoted(&long), 40);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_claims_come_back_equal_and_verify(claims in prop::collection::vec(any_claim(), 0..6)) {
        let mut claims = claims;
        claims.sort_by(|one, other| one.id.cmp(&other.id));
        claims.dedup_by(|one, other| one.id == other.id);
        let (_folder, case) = case_with(&plain_document(), &claims);
        prop_assert_eq!(case.claims(&ClaimFilter::default()).unwrap(), claims);
        prop_assert_eq!(case.verify().unwrap().mismatches, []);
    }
}
