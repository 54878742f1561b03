//! The learned tagger: what it reads in a plain text, and that it takes any text.

use proptest::prelude::*;
use salient_claims::attribution::{AttributionTagger, JointTagger, LearnedTagger, RuleTagger};
use salient_documents::{DocumentInput, Limits, read_document};
use salient_model::{Attribution, ByteSpan, Document, DocumentFormat, TextPolicy};

fn document(text: &str) -> Document {
    try_document(text).expect("text is read")
}

/// `None` for a text without words.
fn try_document(text: &str) -> Option<Document> {
    let input = DocumentInput {
        bytes: text.as_bytes(),
        format: DocumentFormat::PlainText,
        outlet: "Agency".to_owned(),
        published: None,
        theatre: None,
        title: None,
        url: None,
        origin: "test".to_owned(),
        text_policy: TextPolicy::Store,
    };
    read_document(&input, &Limits::default()).ok()
}

fn words<'a>(document: &'a Document, spans: &[ByteSpan]) -> Vec<&'a str> {
    spans
        .iter()
        .map(|span| span.slice(&document.text).expect("spans slice"))
        .collect()
}

#[test]
fn sources_cues_and_contents_of_plain_sentences_are_found() {
    let document = document(
        "The mayor said on Tuesday that the bridge was open.\n\nAccording to the ministry, two villages were lost.\n\n\"We will not leave,\" said Oles Dovhan, who runs the hospital.",
    );
    let found: Vec<_> = LearnedTagger::embedded()
        .tag(&document)
        .iter()
        .map(|attribution| {
            (
                words(&document, &attribution.source).join(" … "),
                words(&document, &attribution.cue).join(" … "),
            )
        })
        .collect();
    for expected in [
        ("The mayor", "said"),
        ("the ministry", "According to"),
        ("Oles Dovhan", "said"),
    ] {
        assert!(
            found
                .iter()
                .any(|(source, cue)| source.starts_with(expected.0) && cue.starts_with(expected.1)),
            "{expected:?} in {found:?}"
        );
    }
}

#[test]
fn a_paragraph_reads_the_same_wherever_a_window_is_cut() {
    let said =
        "The regional governor said on Friday that four people were wounded in the shelling.";
    let filler = "Rain fell over the valley in the morning and the road stayed empty until noon. ";
    for n_filler in [1, 5, 19, 24, 31, 60] {
        let text = format!(
            "{}\n\n{said}\n\n{}",
            filler.repeat(n_filler),
            filler.repeat(30)
        );
        let document = document(&text);
        let at = text.find(said).expect("it is there");
        let found: Vec<Attribution> = LearnedTagger::embedded()
            .tag(&document)
            .into_iter()
            .filter(|found| {
                found
                    .cue
                    .iter()
                    .any(|cue| cue.start() >= at && cue.end() <= at + said.len())
            })
            .collect();
        assert_eq!(found.len(), 1, "after {n_filler} sentences");
        assert_eq!(
            words(&document, &found[0].source),
            ["The regional governor"]
        );
        assert_eq!(
            words(&document, &found[0].content),
            ["four people were wounded in the shelling"],
            "after {n_filler} sentences"
        );
    }
}

#[test]
fn contents_stand_without_the_marks_around_them() {
    let document = document(
        "“The road is closed,” the mayor said on Monday. “It was shelled twice.”\n\nThe ministry said that “most” of the bridge was gone.",
    );
    let found = LearnedTagger::embedded().tag(&document);
    let contents: Vec<_> = found
        .iter()
        .flat_map(|found| words(&document, &found.content))
        .collect();
    assert!(contents.contains(&"The road is closed"), "{contents:?}");
    assert!(contents.contains(&"It was shelled twice"), "{contents:?}");
    assert!(
        contents.iter().any(|content| content.contains("“most”")),
        "{contents:?}"
    );
}

#[test]
fn both_together_find_what_the_model_finds_and_no_cue_twice() {
    let document = document(
        "The mayor said the bridge was open. Reportedly, two villages were lost. Oles Dovhan, who runs the hospital, would like the guns to fall silent, he said.",
    );
    let (learned, rules) = (
        LearnedTagger::embedded().tag(&document),
        RuleTagger.tag(&document),
    );
    let joint = JointTagger.tag(&document);
    let has_cue_of = |found: &Attribution, all: &[Attribution]| {
        all.iter().any(|other| {
            other
                .cue
                .iter()
                .any(|cue| found.cue.iter().any(|own| own.overlap(*cue) > 0))
        })
    };
    assert!(
        !learned.is_empty() && learned.iter().all(|found| has_cue_of(found, &joint)),
        "{joint:?}"
    );
    assert!(
        joint
            .iter()
            .all(|found| has_cue_of(found, &learned) || has_cue_of(found, &rules)),
        "{joint:?}"
    );
    let mut cues: Vec<_> = joint.iter().flat_map(|found| &found.cue).collect();
    let n_cues = cues.len();
    cues.sort();
    cues.dedup();
    assert_eq!(cues.len(), n_cues, "a cue stands twice");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_text_gives_spans_that_slice_and_the_same_ones_again(text in "(\\PC|[\n \t“”\"',.:—-]|said |He |that ){0,120}") {
        let Some(document) = try_document(&text) else {
            return Ok(());
        };
        let found = LearnedTagger::embedded().tag(&document);
        for (idx, attribution) in found.iter().enumerate() {
            prop_assert!(!attribution.content.is_empty());
            for span in attribution.source.iter().chain(&attribution.cue).chain(&attribution.content) {
                prop_assert!(span.slice(&document.text).is_some_and(|words| words.trim() == words));
            }
            prop_assert!(attribution.inside.is_none_or(|outer| outer != idx && outer < found.len()));
        }
        prop_assert_eq!(found, LearnedTagger::embedded().tag(&document));
    }
}

#[test]
fn sides_exchanged_the_same_is_found() {
    let text = "Russia’s defence ministry said on Friday its forces had taken Stepove. Kyiv denied it: “Nobody has left,” a Ukrainian spokesman told reporters.\n\n\
        Moscow later claimed that Ukraine had lost 300 men, a figure Ukrainian officials called invented. Russian bloggers, citing soldiers, doubted the ministry.";
    let sides = [
        ("Russian", "Ukrainian"),
        ("Russia", "Ukraine"),
        ("Moscow", "Kyiv"),
    ];
    let other = |word: &str| {
        sides.iter().find_map(|(one, other)| {
            (word == *one)
                .then_some(*other)
                .or((word == *other).then_some(*one))
        })
    };
    let exchanged = |text: &str| -> String {
        text.split_inclusive(|char: char| !char.is_alphabetic())
            .map(|piece| {
                let word = piece.trim_end_matches(|char: char| !char.is_alphabetic());
                other(word).map_or(piece.to_owned(), |other| piece.replace(word, other))
            })
            .collect()
    };
    let read = |text: &str, tagger: &dyn AttributionTagger| -> Vec<[String; 3]> {
        let document = document(text);
        tagger
            .tag(&document)
            .iter()
            .map(|found| {
                [&found.source, &found.cue, &found.content]
                    .map(|part| words(&document, part).join(" "))
            })
            .collect()
    };
    for tagger in [
        LearnedTagger::embedded() as &dyn AttributionTagger,
        &JointTagger,
    ] {
        let found = read(text, tagger);
        assert!(found.len() > 3, "{found:?}");
        let mirrored: Vec<[String; 3]> = read(&exchanged(text), tagger)
            .iter()
            .map(|parts| parts.each_ref().map(|part| exchanged(part)))
            .collect();
        assert_eq!(found, mirrored);
    }
}
