//! Gold corpora and samples read back, and our own records survive the way out and in.
#![expect(
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "tests read files and say what they skip"
)]

use std::path::PathBuf;

use salient_model::CodePointIndex;
use salient_record::{claim_from_record, claim_to_record, read_corpus_line, read_sample};

fn shared(path: &str) -> Option<PathBuf> {
    let path = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared")).join(path);
    if !path.exists() {
        println!("skipped: {} is absent", path.display());
        return None;
    }
    Some(path)
}

/// An invented document with one claim that uses every field.
const LINE: &str = r#"{"id":"ridge-2030-05-04","published":"2030-05-04","outlet":"The Ridge Wire","theatre":null,"style":"wire",
"text":"“Вал” fell — said Mayor Orla.\n","claims":[{"id":"c01","span":[1,4],"cue":[13,17],"source":{"name":"Mayor Orla","span":[18,28],
"role":"mayor","kind":"official","side":"LOCAL","named":true,"protected":false},"force":"asserts","directness":"mixed","type":"control_status",
"subject":null,"object":null,"places":[{"name":"Val","role":"north_east_of","span":[1,4]}],"time":{"start":null,"end":"2030-05-04",
"relation":"before","span":null},"quantities":[{"value":null,"high":null,"unit":"persons","comparator":"vague","of":null,"span":null}],
"polarity":"affirmative","certainty":"certain","modality":"actual","map":"yes","tier":"core","relations":[],"note":null}],
"attributions":[{"source":[18,28],"cue":[13,17],"content":[[0,10]],"inside":null}]}"#;

#[test]
fn a_claim_survives_the_way_out_and_in() {
    let gold = read_corpus_line(&LINE.replace('\n', " "), "line 1").unwrap();
    let index = CodePointIndex::new(&gold.text);
    assert_eq!(gold.claims[0].span.slice(&gold.text), Some("Вал"));
    assert_eq!(
        gold.attributions[0].source[0].slice(&gold.text),
        Some("Mayor Orla")
    );
    let record = claim_to_record(&gold.claims[0], "c01".to_owned(), &index);
    let json = serde_json::to_string(&record).unwrap();
    let back = claim_from_record(&serde_json::from_str(&json).unwrap(), &gold.id, &index).unwrap();
    assert_eq!(back, gold.claims[0]);
}

#[test]
fn a_wrong_word_or_range_names_claim_field_and_what_was_expected() {
    let line = LINE.replace('\n', " ");
    let error = read_corpus_line(&line.replace("control_status", "holding"), "gold:7")
        .unwrap_err()
        .to_string();
    assert!(
        error.starts_with("c01, field type: found \"holding\", expected one of control_share"),
        "{error}"
    );
    let error = read_corpus_line(
        &line.replace("\"span\":[1,4],\"cue\"", "\"span\":[9,4],\"cue\""),
        "gold:7",
    )
    .unwrap_err()
    .to_string();
    assert_eq!(
        error,
        "c01, field span: found [9, 4], expected a half-open range inside the text"
    );
    let error = read_corpus_line(
        &line.replace("2030-05-04\",\"outlet", "2030-02-30\",\"outlet"),
        "gold:7",
    )
    .unwrap_err()
    .to_string();
    assert_eq!(
        error,
        "gold:7, field published: found \"2030-02-30\", expected a date such as 2025-11-08"
    );
}

#[test]
fn the_sample_dispatches_read_with_all_their_claims() {
    let Some(folder) = shared("samples") else {
        return;
    };
    for name in [
        "khartoum-2025-03-22",
        "lashio-2024-08-05",
        "lysychansk-2022-07-03",
    ] {
        let text = std::fs::read_to_string(folder.join(format!("{name}.txt"))).unwrap();
        let gold = std::fs::read_to_string(folder.join(format!("{name}.gold.jsonl"))).unwrap();
        let document = read_sample(name, &text, &gold, "sample").unwrap();
        assert_eq!(document.claims.len(), gold.lines().count());
        assert!(document.published.is_some());
        assert!(!document.relations.is_empty());
    }
}
