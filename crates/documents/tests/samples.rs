//! The annotated samples: each claim lies within one sentence and outside every marked part.

use std::path::Path;

use salient_documents::{DocumentInput, Limits, dateline, read_document};
use salient_model::{CodePointIndex, Date, DocumentFormat, TextPolicy};

const SAMPLES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/samples");

#[expect(
    clippy::disallowed_methods,
    reason = "the samples lie beside the tree, and only this test reads them"
)]
fn read(name: &str) -> Option<String> {
    std::fs::read_to_string(Path::new(SAMPLES).join(name)).ok()
}

#[test]
fn annotated_claims_lie_within_sentences_and_outside_marked_parts() {
    for (name, published) in [
        ("khartoum-2025-03-22", Date::constant(2025, 3, 22)),
        ("lashio-2024-08-05", Date::constant(2024, 8, 5)),
        ("lysychansk-2022-07-03", Date::constant(2022, 7, 3)),
    ] {
        let (Some(text), Some(gold)) = (
            read(&format!("{name}.txt")),
            read(&format!("{name}.gold.jsonl")),
        ) else {
            println!("not checked: the sample {name} is not beside the tree");
            continue;
        };
        let input = DocumentInput {
            bytes: text.as_bytes(),
            format: DocumentFormat::PlainText,
            outlet: "sample".to_owned(),
            published: Some(published),
            theatre: None,
            title: None,
            url: None,
            origin: name.to_owned(),
            text_policy: TextPolicy::Store,
        };
        let document = read_document(&input, &Limits::default()).unwrap();
        assert_eq!(dateline(&document).unwrap().date, Some(published));
        let index = CodePointIndex::new(&text);
        for line in gold.lines() {
            let claim: serde_json::Value = serde_json::from_str(line).unwrap();
            let Some(ends) = claim["span"].as_array() else {
                continue;
            };
            let at = |n: usize| usize::try_from(ends[n].as_u64().unwrap()).unwrap();
            let span = index.span(at(0), at(1)).unwrap();
            let words = document.words(span);
            assert!(
                document.sentences.iter().any(|one| one.span.contains(span)),
                "{name}: {words}"
            );
            assert!(
                document.zones.iter().all(|one| one.span.overlap(span) == 0),
                "{name}: {words}"
            );
        }
    }
}
