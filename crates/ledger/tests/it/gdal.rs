//! Other programs open a case as it is, and replay its chain from the written specification.

use std::path::Path;
use std::process::{Command, Output};

use geo_types::MultiLineString;
use salient_ledger::{Case, FrontLine};

use crate::fixtures::{filled_case, snapshot, square};

/// Runs a program; `None` with a printed line when it is not installed.
fn run(program: &str, arguments: &[&str]) -> Option<Output> {
    let output = Command::new(program).args(arguments).output();
    if output.is_err() {
        println!("skipped: {program} is not installed");
    }
    output.ok()
}

fn filled(path: &Path) -> String {
    let mut case = filled_case(path);
    case.replace_front_lines(&[FrontLine {
        snapshot: snapshot(2).id,
        actor: "VALE".to_owned(),
        lines: MultiLineString(vec![square(10.0, 50.0, 1.0).0[0].exterior().clone()]),
    }])
    .unwrap();
    case.edition().unwrap()
}

#[test]
fn ogrinfo_opens_every_layer_and_table_without_a_warning() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ridge.gpkg");
    filled(&path);
    let path = path.to_str().unwrap();
    let Some(everything) = run("ogrinfo", &["-al", path]) else {
        return;
    };
    assert_eq!(String::from_utf8_lossy(&everything.stderr), "");
    let text = String::from_utf8_lossy(&everything.stdout);
    assert!(!text.to_lowercase().contains("warning"), "{text}");
    for (layer, geometry, n_features) in [
        ("claims", "Point", 3),
        ("control", "Multi Polygon", 9),
        ("places", "Unknown (any)", 2),
        ("front_lines", "Multi Line String", 1),
        ("documents", "None", 1),
        ("entries", "None", 8),
    ] {
        let part = text
            .split("Layer name: ")
            .find(|part| part.starts_with(&format!("{layer}\n")));
        let expected = format!("Geometry: {geometry}\nFeature Count: {n_features}\n");
        assert!(part.unwrap().contains(&expected), "{layer}: {expected}");
    }
    let Some(near) = run(
        "ogrinfo",
        &[
            "-so", "-spat", "12.1", "50.1", "12.2", "50.2", path, "control",
        ],
    ) else {
        return;
    };
    // The spatial index answers: the contested square of each of three days.
    assert!(String::from_utf8_lossy(&near.stdout).contains("Feature Count: 3"));
}

#[test]
fn another_program_cannot_change_a_claim_and_reading_there_leaves_the_case_whole() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ridge.gpkg");
    let edition = filled(&path);
    let sql = "UPDATE claims SET polarity = 'negative' WHERE fid = 1";
    let Some(output) = run("ogrinfo", &[path.to_str().unwrap(), "-sql", sql]) else {
        return;
    };
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(errors.contains("claims: rows are only added"), "{errors}");
    let report = Case::open(&path).unwrap().verify().unwrap();
    assert_eq!(report.mismatches, []);
    assert_eq!(report.edition, edition);
}

#[test]
fn the_program_in_the_specification_replays_the_chain() {
    let specification = include_str!("../../../../docs/case-format.md");
    let program = specification
        .split("```python\n")
        .nth(1)
        .and_then(|rest| rest.split("```").next())
        .unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ridge.gpkg");
    let edition = filled(&path);
    let Some(output) = run("python3", &["-c", program, path.to_str().unwrap()]) else {
        return;
    };
    assert_eq!(
        String::from_utf8_lossy(&output.stdout),
        format!("8 entries, edition {edition}\n"),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}
