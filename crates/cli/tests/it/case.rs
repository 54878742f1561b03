//! From texts and maps to a case, findings, and a brief.

use crate::support::{Desk, rows, square};

const REPORT: &str = "RIDGE TOWN, May 4 — The Norland army said on Saturday that its troops had captured all of Kyiv. Ukraine's General Staff denied it.\n";

fn desk_with_case() -> Desk {
    let desk = Desk::new();
    desk.fine(&["new", "c", "--theatre", "ukraine", "--title", "Test"]);
    desk.write("texts/report.txt", REPORT);
    desk.write("texts/second.md", "# Evening\n\nRussia's Defense Ministry said its forces had entered Pokrovsk. “The city is not surrounded,” Ukraine's General Staff said.\n");
    desk.add_texts();
    desk
}

#[test]
fn a_folder_becomes_claims_that_slice_back_to_their_words() {
    let desk = desk_with_case();
    let claims = rows(&desk.fine(&["claims", "c", "--format", "json"]));
    assert!(claims.len() >= 2, "{claims:?}");
    for claim in &claims {
        let words = claim["claim"].as_str().unwrap();
        let file = std::fs::read_to_string(desk.path("texts/report.txt")).unwrap()
            + &std::fs::read_to_string(desk.path("texts/second.md")).unwrap();
        assert!(file.contains(words), "{words}");
    }
    desk.fine(&["verify", "c"]);
}

#[test]
fn adding_a_text_twice_changes_nothing() {
    let desk = desk_with_case();
    let before = std::fs::read(desk.path("c.gpkg")).unwrap();
    let ran = desk.add_texts();
    assert!(ran.stderr.contains("2 already there"), "{}", ran.stderr);
    assert_eq!(std::fs::read(desk.path("c.gpkg")).unwrap(), before);
}

#[test]
fn the_same_input_gives_the_same_case_byte_for_byte() {
    let (one, other) = (desk_with_case(), desk_with_case());
    assert_eq!(
        std::fs::read(one.path("c.gpkg")).unwrap(),
        std::fs::read(other.path("c.gpkg")).unwrap()
    );
}

#[test]
fn a_brief_stands_alone_in_html_and_reads_in_markdown() {
    let desk = desk_with_case();
    let ground = square("2030-05-04", [37.0, 48.0, 37.18, 48.6]);
    desk.write("2030-05-04.geojson", ground);
    desk.fine(&[
        "maps",
        "add",
        "c",
        "2030-05-04.geojson",
        "--outlet",
        "ridge-map",
        "--actor",
        "RU",
        "--date-from-name",
    ]);
    desk.fine(&[
        "brief",
        "c",
        "Pokrovsk",
        "--on",
        "2030-05-05",
        "--out",
        "brief.html",
    ]);
    let html = std::fs::read_to_string(desk.path("brief.html")).unwrap();
    assert!(html.contains("Pokrovsk, as of 5 May 2030"));
    assert!(!html.contains("<script") && !html.contains("http://") && !html.contains("https://"));
    assert!(html.len() < 300_000, "{}", html.len());
    let markdown = desk
        .fine(&[
            "brief",
            "c",
            "Pokrovsk",
            "--on",
            "2030-05-05",
            "--format",
            "markdown",
        ])
        .stdout;
    assert!(markdown.starts_with("# Pokrovsk"), "{markdown}");
    // Nothing later than the date is used.
    let early = desk
        .fine(&[
            "brief",
            "c",
            "Pokrovsk",
            "--on",
            "2030-05-01",
            "--format",
            "markdown",
        ])
        .stdout;
    assert!(
        early.contains("No claim about Pokrovsk in this record by 1 May 2030"),
        "{early}"
    );
}

#[test]
fn exports_open_elsewhere() {
    let desk = desk_with_case();
    let geojson: serde_json::Value =
        serde_json::from_str(&desk.fine(&["export", "c", "--format", "geojson"]).stdout).unwrap();
    assert_eq!(geojson["type"], "FeatureCollection");
    let csv = desk.fine(&["export", "c", "--format", "csv"]).stdout;
    assert!(csv.starts_with("claim_id,published,outlet,source"), "{csv}");
    for line in desk
        .fine(&["export", "c", "--format", "jsonl"])
        .stdout
        .lines()
    {
        let claim: serde_json::Value = serde_json::from_str(line).unwrap();
        assert!(claim["claim_id"].as_str().unwrap().len() == 16);
    }
}

#[test]
fn the_demo_runs_offline_and_says_that_it_is_a_sample() {
    let desk = Desk::new();
    let ran = desk.fine(&["demo", "--out", "out"]);
    assert!(ran.stdout.contains("Sample case"), "{}", ran.stdout);
    let html = std::fs::read_to_string(desk.path("out/brief.html")).unwrap();
    assert!(html.contains("Sample case. The dispatches are invented"));
    desk.fine(&["verify", "out/demo"]);
    // Again: the earlier sample is replaced, another file is not.
    desk.fine(&["demo", "--out", "out"]);
    desk.write("other/demo.gpkg", "mine");
    let refused = desk.run(&["demo", "--out", "other"]);
    assert_eq!(refused.code, 3);
    assert_eq!(
        std::fs::read(desk.path("other/demo.gpkg")).unwrap(),
        b"mine"
    );
}

#[test]
fn the_demo_names_its_own_drawings_as_the_source_of_its_limits() {
    let desk = Desk::new();
    let ran = desk.fine(&["demo", "--out", "out"]);
    assert!(
        ran.stdout.contains("Limit of the place: sample:lysychansk"),
        "{}",
        ran.stdout
    );
    let bytes = std::fs::read(desk.path("out/demo.gpkg")).unwrap();
    let holds = |words: &str| {
        bytes
            .windows(words.len())
            .any(|window| window == words.as_bytes())
    };
    assert!(holds("Salient samples (CC0 1.0)"));
    assert!(!holds("OpenStreetMap") && !holds("osm:"));
}

#[test]
fn both_sides_of_the_demo_make_about_as_many_claims() {
    let desk = Desk::new();
    desk.fine(&["demo", "--out", "out"]);
    let claims = rows(&desk.fine(&["claims", "out/demo", "--format", "json"]));
    let n_of = |side: &str| claims.iter().filter(|claim| claim["side"] == side).count();
    let (n_russia, n_ukraine) = (n_of("RU"), n_of("UA"));
    assert!(
        4 * n_russia.abs_diff(n_ukraine) <= n_russia.max(n_ukraine),
        "{n_russia} and {n_ukraine}"
    );
    for claim in &claims {
        let source = claim["source"].as_str().unwrap();
        if source.contains("administration") || source.contains("Velychko") {
            assert!(claim["side"] == "RU" || claim["side"] == "UA", "{claim}");
        }
    }
}

#[test]
fn the_three_maps_of_the_demo_differ_on_the_day_of_its_brief() {
    let desk = Desk::new();
    desk.fine(&["demo", "--out", "out"]);
    let shares = rows(&desk.fine(&[
        "measure",
        "share",
        "out/demo",
        "Lysychansk",
        "--actor",
        "RU",
        "--on",
        "2022-07-03",
        "--format",
        "json",
    ]));
    let whole: Vec<f64> = shares
        .iter()
        .filter(|row| row["what"] == "share held")
        .map(|share| share["value"].as_f64().unwrap().round())
        .collect();
    assert_eq!(whole, [49.0, 100.0, 81.0]);
}

#[test]
fn the_commands_that_the_demo_names_work() {
    let desk = Desk::new();
    let ran = desk.fine(&["demo", "--out", "out"]);
    let next: Vec<Vec<&str>> = ran
        .stderr
        .lines()
        .skip_while(|line| *line != "Next:")
        .skip(1)
        .map(|line| line.split_whitespace().skip(1).collect())
        .collect();
    assert_eq!(next.len(), 3, "{}", ran.stderr);
    assert!(next[0].ends_with(&["--on", "2022-07-03"]), "{next:?}");
    let check = desk.run(&next[0]);
    assert_eq!(check.code, 1, "{}", check.stderr);
    assert!(check.stdout.contains("inconsistent"), "{}", check.stdout);
    desk.fine(&next[1]);
}
