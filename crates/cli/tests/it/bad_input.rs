//! Bad input: a clear error with file and place, and nothing that was stored is lost.

use crate::support::{Desk, square};

/// A command that must fail with `code`, and say all of `words` on stderr.
fn refused(desk: &Desk, arguments: &[&str], code: i32, words: &[&str]) {
    let ran = desk.run(arguments);
    assert_eq!(ran.code, code, "{arguments:?}: {}", ran.stderr);
    for word in words {
        assert!(
            ran.stderr.contains(word),
            "{arguments:?}: expected {word:?} in {}",
            ran.stderr
        );
    }
    assert!(!ran.stderr.contains("panicked"), "{}", ran.stderr);
}

#[test]
fn texts_that_are_none_are_refused_by_name() {
    let desk = Desk::new();
    desk.write("empty.txt", "");
    desk.write("blank.txt", " \n\t\n");
    desk.write(
        "binary.txt",
        [0x7f, b'E', b'L', b'F', 0, 1, 2, 0, 0, 3, 0xff, 0xfe, 0],
    );
    desk.write(
        "empty.html",
        "<html><head><title>x</title></head><body></body></html>",
    );
    for file in ["empty.txt", "blank.txt", "binary.txt", "empty.html"] {
        refused(&desk, &["read", file], 3, &[file]);
    }
    refused(
        &desk,
        &["read", "absent.txt"],
        3,
        &["absent.txt", "no such file"],
    );
    refused(
        &desk,
        &["read", "empty.txt", "--published", "2025-02-30"],
        2,
        &["2025-02-30"],
    );
}

#[test]
fn a_brief_of_ours_is_no_text_to_take_claims_from() {
    let desk = Desk::new();
    desk.fine(&["demo", "--out", "out"]);
    for file in ["out/brief.html", "out/brief.md"] {
        refused(
            &desk,
            &["read", file],
            3,
            &[file, "a brief made by Salient", "texts that it quotes"],
        );
        desk.fine(&["verify", "out/demo"]);
        refused(
            &desk,
            &["add", "out/demo", file],
            3,
            &["0 documents", "1 not readable"],
        );
    }
}

#[test]
fn a_hundred_megabytes_of_text_are_refused_with_size_and_limit() {
    let desk = Desk::new();
    desk.write("huge.txt", "The army said so. ".repeat(6_000_000));
    refused(&desk, &["read", "huge.txt"], 3, &["huge.txt", "20"]);
}

#[test]
fn another_encoding_is_read_with_a_remark() {
    let desk = Desk::new();
    desk.write(
        "cp1252.txt",
        b"RIDGE TOWN, May 4 - The army said it had taken the caf\xe9 quarter of Ridge Town.\n",
    );
    let ran = desk.fine(&["read", "cp1252.txt", "--published", "2030-05-04"]);
    assert!(ran.stderr.contains("D001"), "{}", ran.stderr);
}

#[test]
fn a_broken_json_line_is_named_and_the_rest_is_added() {
    let desk = Desk::new();
    desk.fine(&["new", "c", "--theatre", "generic"]);
    desk.write(
        "docs.jsonl",
        "{\"text\":\"The army said it had taken Ridge Town.\",\"outlet\":\"A\",\"published\":\"2030-05-04\"}\n{\"text\": \"broken\n{\"text\":\"Residents said it had not.\",\"outlet\":\"B\",\"published\":\"2030-05-05\"}\n{\"text\":\"x\",\"published\":\"2030-02-30\"}\n",
    );
    let ran = desk.run(&["add", "c", "docs.jsonl"]);
    assert_eq!(ran.code, 3, "{}", ran.stderr);
    assert!(ran.stderr.contains("docs.jsonl:2"), "{}", ran.stderr);
    assert!(
        ran.stderr.contains("docs.jsonl:4") && ran.stderr.contains("2030-02-30"),
        "{}",
        ran.stderr
    );
    assert!(ran.stderr.contains("2 documents"), "{}", ran.stderr);
    desk.fine(&["verify", "c"]);
}

#[test]
fn maps_that_are_none_are_refused_with_feature_and_reason() {
    let desk = Desk::new();
    desk.fine(&["new", "c", "--theatre", "generic"]);
    let add = |file: &str, words: &[&str]| {
        refused(
            &desk,
            &[
                "maps",
                "add",
                "c",
                file,
                "--outlet",
                "ridge",
                "--actor",
                "A",
                "--date",
                "2030-05-04",
            ],
            3,
            words,
        );
    };
    let polygon = |coordinates: &str| {
        format!(
            r#"{{"type":"Feature","properties":{{}},"geometry":{{"type":"Polygon","coordinates":{coordinates}}}}}"#
        )
    };
    desk.write("broken.geojson", r#"{"type":"Feature","properties":{"#);
    add("broken.geojson", &["broken.geojson"]);
    desk.write(
        "nan.geojson",
        polygon("[[[37.0,NaN],[37.1,48.0],[37.1,48.1],[37.0,NaN]]]"),
    );
    add("nan.geojson", &["nan.geojson"]);
    desk.write(
        "projected.geojson",
        polygon("[[[4118000,6140000],[4119000,6140000],[4119000,6141000],[4118000,6140000]]]"),
    );
    add("projected.geojson", &["projected.geojson", "4118000"]);
    desk.write(
        "crs.geojson",
        r#"{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::28407"}},"features":[]}"#,
    );
    add("crs.geojson", &["crs.geojson", "28407"]);
    desk.write("text.geojson", "no map at all");
    add("text.geojson", &["text.geojson"]);
    desk.write(
        "dated-2030-02-30.geojson",
        polygon("[[[37.0,48.0],[37.1,48.0],[37.1,48.1],[37.0,48.0]]]"),
    );
    refused(
        &desk,
        &[
            "maps",
            "add",
            "c",
            "dated-2030-02-30.geojson",
            "--outlet",
            "ridge",
            "--actor",
            "A",
            "--date-from-name",
        ],
        3,
        &["2030-02-30"],
    );
    refused(
        &desk,
        &["maps", "add", "c", "text.geojson", "--outlet", "nobody"],
        2,
        &["nobody", "deepstate", "--actor"],
    );
    desk.fine(&["verify", "c"]);
}

#[test]
fn rings_that_can_be_mended_are_and_it_is_said() {
    let desk = Desk::new();
    desk.fine(&["new", "c", "--theatre", "generic"]);
    // Clockwise, unclosed, self-crossing: one day each; a good one for comparison.
    let day = |date: &str, ring: &str| {
        format!(
            r#"{{"type":"Feature","properties":{{"date":"{date}"}},"geometry":{{"type":"Polygon","coordinates":[{ring}]}}}}"#
        )
    };
    let lines = [
        square("2030-05-01", [37.0, 48.0, 37.1, 48.1]),
        day(
            "2030-05-02",
            "[[37.0,48.0],[37.0,48.1],[37.1,48.1],[37.1,48.0],[37.0,48.0]]",
        ),
        day(
            "2030-05-03",
            "[[37.0,48.0],[37.1,48.0],[37.1,48.1],[37.0,48.1]]",
        ),
        day(
            "2030-05-04",
            "[[37.0,48.0],[37.1,48.1],[37.1,48.0],[37.0,48.1],[37.0,48.0]]",
        ),
    ];
    desk.write("days.ndjson", lines.join("\n"));
    let ran = desk.fine(&[
        "maps",
        "add",
        "c",
        "days.ndjson",
        "--outlet",
        "ridge",
        "--actor",
        "A",
        "--date-property",
        "date",
    ]);
    assert!(
        ran.stderr.contains("4 maps") && ran.stderr.contains("3 with repaired or turned rings"),
        "{}",
        ran.stderr
    );
    let areas = crate::support::rows(&desk.fine(&[
        "measure", "series", "c", "--of", "area", "--actor", "A", "--format", "json",
    ]));
    let area = |drawn: &str| {
        areas
            .iter()
            .find(|row| row["drawn"] == drawn && row["what"] == "area held")
            .unwrap()["value"]
            .as_f64()
            .unwrap()
    };
    assert!((area("2030-05-01") - area("2030-05-02")).abs() < 1e-9);
    assert!((area("2030-05-01") - area("2030-05-03")).abs() < 1e-9);
    assert!(
        (area("2030-05-04") - area("2030-05-01") / 2.0).abs() < 0.05,
        "{}",
        area("2030-05-04")
    );
}

#[test]
fn files_that_are_no_case_are_refused_and_stay() {
    let desk = Desk::new();
    desk.write("text.gpkg", "no case");
    refused(&desk, &["verify", "text.gpkg"], 3, &["text.gpkg"]);
    refused(
        &desk,
        &["new", "text.gpkg", "--theatre", "generic"],
        3,
        &["text.gpkg"],
    );
    assert_eq!(std::fs::read(desk.path("text.gpkg")).unwrap(), b"no case");
    refused(
        &desk,
        &["verify", "absent"],
        3,
        &["absent.gpkg", "salient new"],
    );
    refused(
        &desk,
        &["new", "c", "--theatre", "narnia"],
        2,
        &["narnia", "ukraine"],
    );

    desk.fine(&["new", "c", "--theatre", "generic"]);
    let whole = std::fs::read(desk.path("c.gpkg")).unwrap();
    desk.write("half.gpkg", &whole[..whole.len() / 2]);
    refused(&desk, &["claims", "half"], 3, &["half.gpkg"]);
}

#[test]
fn a_changed_row_is_found_by_verify() {
    let desk = Desk::new();
    desk.fine(&["new", "c", "--theatre", "generic"]);
    desk.write(
        "report.txt",
        "The army said on Sunday that it had taken Ridge Town.\n",
    );
    desk.fine(&[
        "add",
        "c",
        "report.txt",
        "--published",
        "2030-05-04",
        "--outlet",
        "A",
    ]);
    desk.fine(&["verify", "c"]);
    // A byte of the stored text is changed on disk, as a careless tool might.
    let mut bytes = std::fs::read(desk.path("c.gpkg")).unwrap();
    let at = bytes
        .windows(9)
        .position(|window| window == b"had taken")
        .unwrap();
    bytes[at] = b'H';
    std::fs::write(desk.path("c.gpkg"), bytes).unwrap();
    let ran = desk.run(&["verify", "c"]);
    assert_eq!(ran.code, 1, "{}{}", ran.stdout, ran.stderr);
    assert!(ran.stderr.contains("NOT whole"), "{}", ran.stderr);
}
