//! The JSON of `read` and `attributions`, and the help texts.

use salient_testkit::invented::REPORT;

use crate::support::Desk;

#[test]
fn read_prints_one_claim_per_line_whose_offsets_slice_the_text_as_given() {
    let desk = Desk::new();
    // A byte order mark and Windows line ends stay part of the text that offsets count in.
    let text = format!("\u{feff}{}", REPORT.replace('\n', "\r\n"));
    desk.write("report.txt", &text);
    let ran = desk.fine(&[
        "read",
        "report.txt",
        "--published",
        "2030-05-05",
        "--outlet",
        "Ridge Wire",
        "--format",
        "jsonl",
    ]);
    let letters: Vec<char> = text.chars().collect();
    let slice = |pair: &serde_json::Value| -> String {
        let at = |n: usize| usize::try_from(pair[n].as_u64().unwrap()).unwrap();
        letters[at(0)..at(1)].iter().collect()
    };
    assert!(ran.stdout.lines().count() >= 8, "{}", ran.stdout);
    for line in ran.stdout.lines() {
        let claim: serde_json::Value = serde_json::from_str(line).unwrap();
        let words = slice(&claim["span"]);
        assert_eq!(words.trim(), words);
        assert!(slice(&claim["sentence"]).contains(&words));
        if !claim["cue"].is_null() {
            assert!(!slice(&claim["cue"]).is_empty());
        }
    }
    let from_stdin = desk.run_with_input(
        &[
            "read",
            "-",
            "--published",
            "2030-05-05",
            "--outlet",
            "Ridge Wire",
            "--format",
            "jsonl",
        ],
        &text,
    );
    assert_eq!(from_stdin.stdout, ran.stdout);
}

#[test]
fn the_json_of_read_and_attributions_is_kept() {
    let desk = Desk::new();
    desk.write("report.txt", REPORT);
    let read = desk.fine(&[
        "read",
        "report.txt",
        "--published",
        "2030-05-05",
        "--outlet",
        "Ridge Wire",
        "--theatre",
        "generic",
        "--format",
        "jsonl",
    ]);
    // The shape is the promise; what rules find may grow better.
    let shape: Vec<String> = read
        .stdout
        .lines()
        .take(1)
        .flat_map(|line| {
            serde_json::from_str::<serde_json::Value>(line)
                .unwrap()
                .as_object()
                .unwrap()
                .keys()
                .cloned()
                .collect::<Vec<_>>()
        })
        .collect();
    insta::assert_snapshot!(shape.join(" "), @"id claim_id document_id span sentence cue source force force_from directness type subject object places time quantities polarity certainty modality map tier relations extractor");
    // The second claim in full: a denial with its source, cue, and relation. The extractor's version and hash change with every list.
    let mut claim: serde_json::Value =
        serde_json::from_str(read.stdout.lines().nth(1).unwrap()).unwrap();
    claim["extractor"] = "redacted".into();
    insta::assert_snapshot!("one_claim", serde_json::to_string_pretty(&claim).unwrap());
    let attributions = desk.fine(&["attributions", "report.txt", "--format", "jsonl"]);
    insta::assert_snapshot!("attributions", attributions.stdout);
    for line in attributions.stdout.lines() {
        let keys: Vec<String> = serde_json::from_str::<serde_json::Value>(line)
            .unwrap()
            .as_object()
            .unwrap()
            .keys()
            .cloned()
            .collect();
        assert_eq!(keys, ["source", "cue", "content", "inside"]);
    }
}

#[test]
fn every_command_has_help_with_an_example() {
    let desk = Desk::new();
    for command in [
        vec!["demo"],
        vec!["read"],
        vec!["attributions"],
        vec!["new"],
        vec!["add"],
        vec!["maps", "add"],
        vec!["maps", "list"],
        vec!["places", "import"],
        vec!["places", "find"],
        vec!["measure"],
        vec!["claims"],
        vec!["check"],
        vec!["brief"],
        vec!["score"],
        vec!["verify"],
        vec!["export"],
    ] {
        let mut arguments = command.clone();
        arguments.push("--help");
        let help = desk.fine(&arguments).stdout;
        assert!(help.contains("Example: salient"), "{command:?}: {help}");
    }
}
