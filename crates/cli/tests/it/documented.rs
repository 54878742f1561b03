//! What is promised stands in `docs/`: every diagnostic code, every reason, every field and word of the JSON, every measure.

use std::path::{Path, PathBuf};

use salient_model::{
    CODES, Certainty, ClaimType, Comparator, Directness, Force, MapCheckable, Modality, PlaceRole,
    Polarity, RelationKind, SourceKind, Tier, TimeRelation,
};

use crate::support::Desk;

fn root() -> PathBuf {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../..")).to_owned()
}

fn page(name: &str) -> String {
    std::fs::read_to_string(root().join("docs").join(name)).unwrap()
}

#[test]
fn every_diagnostic_code_has_a_row_and_no_row_is_left_over() {
    let page = page("diagnostics.md");
    let rows: Vec<&str> = page
        .lines()
        .filter_map(|line| line.strip_prefix("| "))
        .filter_map(|line| line.split(' ').next())
        .filter(|code| code.len() == 4 && code[1..].chars().all(|digit| digit.is_ascii_digit()))
        .collect();
    let codes: Vec<&str> = CODES.iter().map(|(code, _)| *code).collect();
    assert_eq!(rows, codes);
}

#[test]
fn every_reason_of_a_finding_has_a_row() {
    let page = page("reasons.md");
    let mut codes = Vec::new();
    for entry in std::fs::read_dir(root().join("crates/checks/src/against_maps")).unwrap() {
        let source = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        // A code is the only kind of string there in small letters with an underscore between words.
        codes.extend(
            source
                .split('"')
                .skip(1)
                .step_by(2)
                .filter(|words| {
                    words.contains('_')
                        && words
                            .chars()
                            .all(|letter| letter.is_ascii_lowercase() || letter == '_')
                })
                .map(str::to_owned),
        );
    }
    codes.sort();
    codes.dedup();
    assert!(codes.len() >= 15, "{codes:?}");
    for code in codes {
        assert!(
            page.contains(&format!("| `{code}` |")),
            "{code} has no row in docs/reasons.md"
        );
    }
}

#[test]
fn every_word_and_field_of_the_json_is_on_its_page() {
    let page = page("json.md");
    let mut words: Vec<&str> = Vec::new();
    words.extend(Force::ALL.iter().map(|word| word.as_str()));
    words.extend(Directness::ALL.iter().map(|word| word.as_str()));
    words.extend(ClaimType::ALL.iter().map(|word| word.as_str()));
    words.extend(SourceKind::ALL.iter().map(|word| word.as_str()));
    words.extend(Polarity::ALL.iter().map(|word| word.as_str()));
    words.extend(Certainty::ALL.iter().map(|word| word.as_str()));
    words.extend(Modality::ALL.iter().map(|word| word.as_str()));
    words.extend(MapCheckable::ALL.iter().map(|word| word.as_str()));
    words.extend(Tier::ALL.iter().map(|word| word.as_str()));
    words.extend(Comparator::ALL.iter().map(|word| word.as_str()));
    words.extend(PlaceRole::ALL.iter().map(|word| word.as_str()));
    words.extend(TimeRelation::ALL.iter().map(|word| word.as_str()));
    words.extend(RelationKind::ALL.iter().map(|word| word.as_str()));
    for word in words {
        assert!(page.contains(word), "{word} is not on docs/json.md");
    }
    let desk = Desk::new();
    desk.write("report.txt", salient_testkit::invented::REPORT);
    let ran = desk.fine(&[
        "read",
        "report.txt",
        "--published",
        "2030-05-05",
        "--theatre",
        "generic",
        "--format",
        "jsonl",
    ]);
    for line in ran.stdout.lines() {
        let claim: serde_json::Value = serde_json::from_str(line).unwrap();
        for (key, value) in claim.as_object().unwrap() {
            assert!(
                page.contains(&format!("`{key}`")),
                "{key} is not on docs/json.md"
            );
            let inner = value
                .as_array()
                .and_then(|list| list.first())
                .unwrap_or(value);
            for key in inner
                .as_object()
                .into_iter()
                .flat_map(|object| object.keys())
            {
                assert!(
                    page.contains(&format!("`{key}`")),
                    "{key} is not on docs/json.md"
                );
            }
        }
    }
}

#[test]
fn every_measure_of_the_command_is_explained() {
    let page = page("measures.md");
    let help = Desk::new().fine(&["measure", "--help"]).stdout;
    for measure in [
        "area",
        "share",
        "change",
        "front",
        "distance",
        "advance",
        "enclosure",
        "status",
        "route",
        "salients",
        "agreement",
        "series",
    ] {
        assert!(help.contains(&format!("- {measure}")), "{help}");
        assert!(
            page.contains(&format!("| {measure}")),
            "{measure} is not on docs/measures.md"
        );
    }
}

#[test]
fn every_key_of_a_fetch_table_and_every_limit_of_a_fetch_has_its_words() {
    let page = page("outlets.md");
    for key in ["kind", "url", "index", "file", "first", "remark", "delay_s"] {
        assert!(
            page.contains(&format!("\n{key} = ")),
            "{key} is not on docs/outlets.md"
        );
    }
    let help = Desk::new().fine(&["maps", "fetch", "--help"]).stdout;
    assert!(
        help.contains("Example: salient maps fetch deepstate"),
        "{help}"
    );
    for flag in help.split_whitespace().filter(|word| {
        word.starts_with("--max") || ["--refresh", "--allow-local", "--timeout"].contains(word)
    }) {
        assert!(page.contains(flag), "{flag} is not on docs/outlets.md");
    }
}
