//! Extraction from end to end, in the invented theatre.

use std::collections::BTreeSet;

use proptest::prelude::*;
use salient_claims::attribution::RuleTagger;
use salient_claims::{Extraction, Settings, extract_claims};
use salient_documents::{DocumentInput, Limits, read_document};
use salient_model::{ClaimType, Document, DocumentFormat, Force, Polarity, TextPolicy};
use salient_names::{Lexicon, read_theatre};
use salient_testkit::invented::{PACK, REPORT, SWAPS};
use salient_testkit::mirror::swapped;
use salient_testkit::text::report_like;

fn document(text: &str, outlet: &str) -> Document {
    read_document(
        &DocumentInput {
            bytes: text.as_bytes(),
            format: DocumentFormat::PlainText,
            outlet: outlet.to_owned(),
            published: "2031-05-04".parse().ok(),
            theatre: Some("sel".to_owned()),
            title: None,
            url: None,
            origin: "test".to_owned(),
            text_policy: TextPolicy::Store,
        },
        &Limits::default(),
    )
    .expect("the text is readable")
}

fn names(pack: &str) -> Lexicon {
    Lexicon::new(&read_theatre(pack).expect("the pack is valid")).expect("its names are")
}

fn extract(document: &Document, names: &Lexicon) -> Extraction {
    extract_claims(document, names, &RuleTagger, &Settings::default())
}

#[test]
fn a_report_gives_claims_with_source_type_and_number() {
    let document = document(REPORT, "Vale Courier");
    let extraction = extract(&document, &names(PACK));
    let found = |words: &str| {
        extraction
            .claims
            .iter()
            .find(|claim| document.words(claim.span).contains(words))
            .unwrap_or_else(|| panic!("no claim with {words:?}"))
    };
    let captured = found("captured Ridge Town");
    assert_eq!(captured.claim_type, ClaimType::ControlStatus);
    assert_eq!(captured.source.side, "NOR");
    assert_eq!(captured.places[0].name, "Ridge Town");
    let surrounded = found("is not surrounded");
    assert_eq!(surrounded.claim_type, ClaimType::Encirclement);
    assert_eq!(surrounded.polarity, Polarity::Negative);
    let died = found("had died");
    assert_eq!(died.force, Force::Admits);
    assert_eq!(died.quantities[0].value, Some(30.0));
    let share = found("40% of the town");
    assert_eq!(share.force, Force::Estimates);
    assert_eq!(share.claim_type, ClaimType::ControlShare);
}

#[test]
fn swapping_the_sides_swaps_the_sources_and_changes_nothing_else() {
    let names = names(PACK);
    let shape = |text: &str| -> Vec<String> {
        let document = document(text, "Vale Courier");
        extract(&document, &names)
            .claims
            .iter()
            .map(|claim| {
                let side = match claim.source.side.as_str() {
                    "NOR" => "left",
                    "SUD" => "right",
                    other => other,
                };
                format!(
                    "{:?} {side} {} {} {} {} {} {} {:?}",
                    claim.span,
                    claim.source.kind,
                    claim.force,
                    claim.claim_type,
                    claim.polarity,
                    claim.tier,
                    claim.map,
                    claim.quantities
                )
            })
            .collect()
    };
    let mirrored: Vec<String> = shape(&swapped(REPORT, SWAPS))
        .into_iter()
        .map(|line| swapped(&line, &[("left", "right")]))
        .collect();
    assert_eq!(shape(REPORT), mirrored);
}

#[test]
fn a_text_without_a_proposition_gives_no_claim() {
    let document = document("By Ada Vell\n\nPhotographs: Ion Marr\n", "Vale Courier");
    assert_eq!(extract(&document, &names(PACK)).claims, Vec::new());
}

#[test]
fn the_same_text_gives_the_same_claims() {
    let names = names(PACK);
    let document = document(REPORT, "Vale Courier");
    assert_eq!(extract(&document, &names), extract(&document, &names));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_text_gives_claims_whose_spans_slice_back(text in report_like()) {
        let input = DocumentInput {
            bytes: text.as_bytes(),
            format: DocumentFormat::PlainText,
            outlet: "Vale Courier".to_owned(),
            published: Some("2031-05-04".parse().unwrap()),
            theatre: None,
            title: None,
            url: None,
            origin: "test".to_owned(),
            text_policy: TextPolicy::Store,
        };
        let Ok(document) = read_document(&input, &Limits::default()) else {
            return Ok(());
        };
        let extraction = extract(&document, &names(PACK));
        let mut ids = BTreeSet::new();
        for claim in &extraction.claims {
            prop_assert!(ids.insert(claim.id.clone()));
            let words = claim.span.slice(&document.text);
            prop_assert!(words.is_some_and(|words| words.trim() == words));
            prop_assert!(claim.sentence.contains(claim.span));
            let parts = [claim.cue, claim.source.span, claim.time.span];
            let places = claim.places.iter().map(|place| place.span);
            let quantities = claim.quantities.iter().map(|quantity| quantity.span);
            for span in parts.into_iter().chain(places).chain(quantities).flatten() {
                prop_assert!(span.slice(&document.text).is_some());
            }
        }
    }
}

/// Source, force with its basis, and words of every claim of a text by `outlet`.
fn told(text: &str, outlet: &str) -> Vec<(String, String, String)> {
    let document = document(text, outlet);
    extract(&document, &names(PACK))
        .claims
        .iter()
        .map(|claim| {
            (
                claim.source.name.clone(),
                format!("{} by {}", claim.force, claim.force_from),
                document.words(claim.span).to_owned(),
            )
        })
        .collect()
}

fn check_told(text: &str, outlet: &str, expected: &[(&str, &str, &str)]) {
    let expected: Vec<(String, String, String)> = expected
        .iter()
        .map(|(source, force, words)| {
            (
                (*source).to_owned(),
                (*force).to_owned(),
                (*words).to_owned(),
            )
        })
        .collect();
    assert_eq!(told(text, outlet), expected, "{text}");
}

#[test]
fn a_verdict_is_a_denial_by_the_one_who_states_it() {
    check_told(
        "General staff of Sudland, 4 May 2031\n\nThe enemy's claim that it controls 70% of Ridge Town is false.\n",
        "General staff of Sudland",
        &[
            (
                "The enemy",
                "asserts by cue",
                "it controls 70% of Ridge Town",
            ),
            (
                "General staff of Sudland",
                "denies by cue",
                "it controls 70% of Ridge Town",
            ),
        ],
    );
    check_told(
        "Claims by Norlandic officials that Ridge Town is fully surrounded are premature, the Sel Institute said.\n",
        "Vale Courier",
        &[
            (
                "Norlandic officials",
                "asserts by cue",
                "Ridge Town is fully surrounded",
            ),
            (
                "the Sel Institute",
                "doubts by cue",
                "Ridge Town is fully surrounded",
            ),
        ],
    );
}

#[test]
fn a_day_speaks_for_nobody_and_an_army_that_withdraws_takes_nothing_back() {
    check_told(
        "Yesterday's report that the bridge was destroyed is withdrawn.\n",
        "Vale Courier",
        &[
            ("unspecified", "asserts by cue", "the bridge was destroyed"),
            ("unspecified", "retracts by cue", "the bridge was destroyed"),
        ],
    );
    check_told(
        "Two days later the general staff of Sudland announced that its units had withdrawn “to save lives.”\n",
        "Vale Courier",
        &[(
            "Sudlandic general staff",
            "asserts by cue",
            "its units had withdrawn “to save lives.”",
        )],
    );
}

#[test]
fn words_that_deny_are_told_from_a_cue_that_denies() {
    check_told(
        "“Ridge Town is not surrounded,” a spokesman for Sudland said. Norland denied that its units had left Ridge Town.\n",
        "Vale Courier",
        &[
            (
                "Sudlandic spokesman",
                "denies by words",
                "Ridge Town is not surrounded",
            ),
            ("Norland", "denies by cue", "its units had left Ridge Town"),
        ],
    );
}

#[test]
fn a_subject_of_two_stays_whole_and_a_negator_stays_in() {
    check_told(
        "Norland said its troops and allied fighters had entered Ridge Town.\n",
        "Vale Courier",
        &[(
            "Norland",
            "asserts by cue",
            "its troops and allied fighters had entered Ridge Town",
        )],
    );
    let told = told(
        "“They have shown that they can take towns, not that they can take them quickly,” said Ada Vell.\n",
        "Vale Courier",
    );
    assert!(
        told.iter()
            .all(|(_, _, words)| !words.contains("them quickly") || words.contains("not that")),
        "{told:?}"
    );
}

#[test]
fn a_name_behind_a_role_is_the_sources_and_reports_are_no_speakers() {
    check_told(
        "The regional governor, Ada Vell, said on Friday the bridge was intact. Vell said 40 people had left Ridge Town.\n",
        "Vale Courier",
        &[
            ("Ada Vell", "asserts by cue", "the bridge was intact"),
            (
                "Ada Vell",
                "asserts by cue",
                "40 people had left Ridge Town",
            ),
        ],
    );
    check_told(
        "Norland did not confirm reports that 40 soldiers were killed.\n",
        "Vale Courier",
        &[
            ("Norland", "doubts by cue", "40 soldiers were killed"),
            ("unspecified", "asserts by cue", "40 soldiers were killed"),
        ],
    );
}

#[test]
fn what_is_held_against_a_report_is_asserted_and_the_writers_check_is_the_writers() {
    check_told(
        "A baker contradicted the picture of calm: shooting had gone on until noon.\n",
        "Vale Courier",
        &[
            ("A baker", "denies by cue", "the picture of calm"),
            (
                "A baker",
                "asserts by words",
                "shooting had gone on until noon",
            ),
        ],
    );
    check_told(
        "It is not correct that the hospital was hit by shells.\n",
        "Vale Courier",
        &[(
            "unspecified",
            "denies by cue",
            "the hospital was hit by shells",
        )],
    );
    check_told(
        "Satellite pictures confirm the retreat from Ridge Town; the rest of his account we were unable to check.\n",
        "Vale Courier",
        &[
            (
                "satellite imagery",
                "confirms by cue",
                "the retreat from Ridge Town",
            ),
            (
                "Vale Courier",
                "reporter_voice by voice",
                "the rest of his account we were unable to check",
            ),
        ],
    );
}
