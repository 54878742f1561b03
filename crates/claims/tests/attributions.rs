//! Who says what, by construction: one sentence each, with the triples that it holds.
#![expect(clippy::unwrap_used, reason = "helpers of tests fail where they stand")]

use salient_claims::attribution::{AttributionTagger as _, RuleTagger};
use salient_documents::{DocumentInput, Limits, read_document};
use salient_model::{ByteSpan, Document, DocumentFormat, TextPolicy};

fn document(text: &str) -> Document {
    let input = DocumentInput {
        bytes: text.as_bytes(),
        format: DocumentFormat::PlainText,
        outlet: "Ridge Wire".to_owned(),
        published: Some("2031-04-05".parse().unwrap()),
        theatre: None,
        title: None,
        url: None,
        origin: "test".to_owned(),
        text_policy: TextPolicy::OffsetsOnly,
    };
    read_document(&input, &Limits::default()).unwrap()
}

/// The triples of a text: source, cue, and content, parts joined by "…".
fn triples(text: &str) -> Vec<(String, String, String)> {
    let document = document(text);
    let words = |spans: &[ByteSpan]| {
        spans
            .iter()
            .map(|span| document.words(*span))
            .collect::<Vec<_>>()
            .join(" … ")
    };
    RuleTagger
        .tag(&document)
        .iter()
        .map(|attribution| {
            (
                words(&attribution.source),
                words(&attribution.cue),
                words(&attribution.content),
            )
        })
        .collect()
}

fn check(text: &str, expected: &[(&str, &str, &str)]) {
    let found = triples(text);
    let expected: Vec<_> = expected
        .iter()
        .map(|(source, cue, content)| {
            (
                (*source).to_owned(),
                (*cue).to_owned(),
                (*content).to_owned(),
            )
        })
        .collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn a_verb_takes_a_clause_before_or_behind_it() {
    check(
        "The Norland army said its troops held Ridge Town.",
        &[("The Norland army", "said", "its troops held Ridge Town")],
    );
    check(
        "The town had fallen, the mayor said.",
        &[("the mayor", "said", "The town had fallen")],
    );
    check(
        "The militia said Saturday that it had left.",
        &[("The militia", "said", "it had left")],
    );
}

#[test]
fn a_denial_keeps_what_is_denied() {
    check(
        "Sudland denied that the town was surrounded.",
        &[("Sudland", "denied", "the town was surrounded")],
    );
    check(
        "The navy claims to have sealed the bay.",
        &[("The navy", "claims", "to have sealed the bay")],
    );
}

#[test]
fn according_to_stands_before_or_behind() {
    check(
        "According to residents, the bridge was gone.",
        &[("residents", "According to", "the bridge was gone")],
    );
    check(
        "The bridge was gone, according to residents.",
        &[("residents", "according to", "The bridge was gone")],
    );
}

#[test]
fn a_quotation_that_goes_on_keeps_its_source() {
    check(
        "“We hold it,” Colonel Orla Venn said. “No unit has left.”",
        &[("Colonel Orla Venn", "said", "We hold it … No unit has left")],
    );
}

#[test]
fn an_apposition_does_not_hide_the_source() {
    check(
        "Doctors, relayed by the aid group, tallied 38 dead since Friday.",
        &[("Doctors", "tallied", "38 dead since Friday")],
    );
    check(
        "Sel Monitor, a mapping group in Fordham, measures 0.4 square kilometres of held ground.",
        &[(
            "Sel Monitor",
            "measures",
            "0.4 square kilometres of held ground",
        )],
    );
}

#[test]
fn one_who_is_cited_stands_inside_the_one_who_cites() {
    let text = "Norland troops captured Ford, the agency reported, citing the ministry.";
    let document = document(text);
    let attributions = RuleTagger.tag(&document);
    let position = |cue: &str| {
        attributions
            .iter()
            .position(|attribution| document.words(attribution.cue[0]) == cue)
            .unwrap()
    };
    let (outer, inner) = (position("reported"), position("citing"));
    assert_eq!(attributions[inner].inside, Some(outer));
    assert_eq!(attributions[inner].content, attributions[outer].content);
    assert_eq!(
        document.words(attributions[inner].source[0]),
        "the ministry"
    );
}

#[test]
fn a_reaction_in_the_same_sentence_has_its_own_source() {
    check(
        "Norland said it had taken Ford, a claim Sudland denied.",
        &[
            ("Norland", "said", "it had taken Ford"),
            ("Sudland", "denied", "a claim"),
        ],
    );
    check(
        "Ford was surrounded, Norland said on Sunday, a claim Sudland rejected.",
        &[
            ("Norland", "said", "Ford was surrounded"),
            ("Sudland", "rejected", "a claim"),
        ],
    );
}

#[test]
fn ranks_with_points_do_not_cut_a_name() {
    check(
        "“We hold Ford,” army spokesman Brig. Gen. Orla Venn said in a statement.",
        &[(
            "army spokesman Brig. Gen. Orla Venn",
            "said",
            "We hold Ford",
        )],
    );
}

#[test]
fn a_verdict_is_not_part_of_what_it_judges() {
    let found = triples("The army's claim that it controls the town is false.");
    assert!(
        found.contains(&(
            "The army's".to_owned(),
            "claim".to_owned(),
            "it controls the town".to_owned()
        )),
        "{found:?}"
    );
}

#[test]
fn nouns_that_look_like_verbs_say_nothing() {
    assert!(triples("A think tank stood by the river.").is_empty());
    assert!(triples("The road was open and the market full.").is_empty());
}
