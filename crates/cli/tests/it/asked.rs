//! What the user names and nobody knows: an error with the names that are known, never an empty answer or a zero.

use crate::support::{Desk, Ran, rows, square};

/// A case with one text and a map by one outlet that draws one side.
fn desk() -> Desk {
    let desk = Desk::new();
    desk.fine(&["new", "c", "--theatre", "ukraine"]);
    desk.write("report.txt", "Russia's Defence Ministry said its troops had captured Pokrovsk. Ukraine's General Staff said its forces had not left Pokrovsk.\n");
    let text = ["add", "c", "report.txt", "--published", "2030-05-04"];
    desk.fine(&text);
    desk.write(
        "map.geojson",
        square("2030-05-04", [37.0, 48.0, 37.4, 48.4]),
    );
    let map = ["maps", "add", "c", "map.geojson", "--outlet", "ridge"];
    desk.fine(&[&map[..], &["--actor", "RU", "--date", "2030-05-04"]].concat());
    desk
}

fn usage_error(ran: &Ran, words: &[&str]) {
    assert_eq!(ran.code, 2, "{}{}", ran.stdout, ran.stderr);
    assert!(ran.stdout.is_empty(), "{}", ran.stdout);
    for word in words {
        assert!(ran.stderr.contains(word), "{word:?} in {}", ran.stderr);
    }
}

#[test]
fn an_unknown_outlet_is_refused_with_the_known_ones() {
    let desk = desk();
    for command in [
        &["measure", "area", "c", "--actor", "RU", "--outlet", "rigde"][..],
        &["brief", "c", "Pokrovsk", "--outlet", "rigde"],
        &["check", "c", "--maps", "rigde"],
    ] {
        usage_error(&desk.run(command), &["rigde", "maps by ridge"]);
    }
}

#[test]
fn a_side_that_no_map_draws_is_refused_and_not_measured_as_zero() {
    let desk = desk();
    for side in ["XX", "ru", "UA"] {
        let area = desk.run(&["measure", "area", "c", "--actor", side]);
        usage_error(&area, &[side, "they draw RU", "UA"]);
        let brief = desk.run(&["brief", "c", "Pokrovsk", "--actor", side]);
        usage_error(&brief, &[side, "they draw RU"]);
    }
    desk.fine(&["measure", "area", "c", "--actor", "RU"]);
}

#[test]
fn a_period_that_ends_before_it_begins_is_refused() {
    let desk = desk();
    let dates = ["--from", "2030-05-04", "--to", "2030-05-01"];
    let change = ["measure", "change", "c", "--actor", "RU"];
    usage_error(&desk.run(&[&change[..], &dates].concat()), &["2030-05-01"]);
    let dates = ["--since", "2030-05-04", "--until", "2030-05-01"];
    let claims = ["claims", "c"];
    usage_error(&desk.run(&[&claims[..], &dates].concat()), &["2030-05-01"]);
}

#[test]
fn lengths_that_are_none_are_refused_as_wrong_use() {
    let desk = desk();
    let salients = ["measure", "salients", "c", "Pokrovsk", "--actor", "RU"];
    for (flag, odd) in [
        ("--radius", &["0", "-1", "NaN", "inf", "x"][..]),
        // Beyond what the measure takes.
        ("--radius", &["51", "0.05"]),
        ("--within", &["0", "-1", "NaN", "inf", "3", "151"]),
        ("--half-width", &["0", "-1", "NaN", "inf"]),
    ] {
        for odd in odd {
            let flag = format!("{flag}={odd}");
            let ran = desk.run(&[&salients[..], &[&flag]].concat());
            assert_eq!(ran.code, 2, "{flag}: {}", ran.stderr);
            assert!(ran.stdout.is_empty(), "{flag}");
        }
    }
    desk.write(
        "line.geojson",
        r#"{"type":"LineString","coordinates":[[37.0,48.1],[37.9,48.1]]}"#,
    );
    let route = [
        "measure",
        "route",
        "c",
        "--actor",
        "RU",
        "--line",
        "line.geojson",
    ];
    for odd in [
        "--within=-1",
        "--within=NaN",
        "--cut-length=-1",
        "--cut-length=NaN",
    ] {
        let ran = desk.run(&[&route[..], &[odd, "--first-cut"]].concat());
        assert_eq!(ran.code, 2, "{odd}: {}", ran.stderr);
    }
    assert_eq!(desk.run(&[&route[..], &["--within=1001"]].concat()).code, 2);
    desk.fine(&[&route[..], &["--within=0"]].concat());
}

#[test]
fn the_beginning_of_a_claim_identifier_must_name_one_claim() {
    let desk = desk();
    let ids: Vec<String> = rows(&desk.fine(&["claims", "c", "--format", "json"]))
        .iter()
        .map(|row| row["claim_id"].as_str().unwrap().to_owned())
        .collect();
    assert!(ids.len() > 1, "{ids:?}");
    usage_error(&desk.run(&["check", "c", ""]), &["begin with", &ids[0]]);
    let one = desk.run(&["check", "c", &ids[0]]);
    assert!(one.code < 2, "{}", one.stderr);
}

#[test]
fn claims_are_found_by_part_of_the_source_or_by_its_side() {
    let desk = desk();
    for source in ["defence", "ru"] {
        let claims = ["claims", "c", "--source", source, "--format", "json"];
        let found = rows(&desk.fine(&claims));
        assert!(!found.is_empty(), "{source}");
        assert!(found.iter().all(|row| row["side"] == "RU"), "{found:?}");
    }
}

#[test]
fn a_claim_stays_disputed_when_its_rival_is_outside_the_filter() {
    let desk = Desk::new();
    desk.fine(&["demo", "--out", "d"]);
    let disputed = ["claims", "d/demo", "--disputed", "--format", "json"];
    let all = rows(&desk.fine(&disputed));
    assert!(!all.is_empty());
    let source = all[0]["source"].as_str().unwrap();
    let by_source = rows(&desk.fine(&[&disputed[..], &["--source", source]].concat()));
    assert!(by_source.contains(&all[0]), "{by_source:?}");
}

#[test]
fn an_empty_list_is_no_frame_and_no_blank_line() {
    let desk = Desk::new();
    desk.fine(&["new", "c", "--theatre", "generic"]);
    for command in [
        &["claims", "c"][..],
        &["maps", "list", "c"],
        &["export", "c", "--format", "jsonl"],
    ] {
        assert_eq!(desk.fine(command).stdout, "", "{command:?}");
    }
}

#[test]
fn the_demo_names_its_own_folder_for_the_next_command() {
    let ran = Desk::new().fine(&["demo", "--out", "elsewhere"]);
    assert!(ran.stderr.contains("check elsewhere"), "{}", ran.stderr);
    assert!(!ran.stderr.contains("salient-demo"), "{}", ran.stderr);
}

#[test]
fn a_cause_is_told_once() {
    let desk = Desk::new();
    let ran = desk.run(&["new", "nowhere/c", "--theatre", "generic"]);
    assert_eq!(ran.stderr.matches("os error").count(), 1, "{}", ran.stderr);
    desk.fine(&["new", "c", "--theatre", "generic"]);
    desk.write("folder/picture.png", [0x89, b'P']);
    desk.write("folder/report.txt", "The army said it had left.\n");
    let ran = desk.fine(&["add", "c", "folder"]);
    assert_eq!(ran.stderr.matches("skipped").count(), 1, "{}", ran.stderr);
}

#[test]
fn a_map_for_a_side_that_the_theatre_does_not_know_is_refused_before_it_is_kept() {
    let desk = desk();
    let map = ["maps", "add", "c", "map.geojson", "--outlet", "typo"];
    let ran = desk.run(&[&map[..], &["--actor", "RUU", "--date", "2030-05-04"]].concat());
    usage_error(&ran, &["RUU", "RU, UA"]);
    let listed = desk.fine(&["maps", "list", "c", "--format", "csv"]).stdout;
    assert!(!listed.contains("typo"), "{listed}");
}

#[test]
fn the_list_of_claims_can_be_read_on_eighty_columns() {
    let desk = desk();
    let mut command = desk.command();
    let output = command
        .args(["claims", "c"])
        .env("COLUMNS", "80")
        .output()
        .unwrap();
    let table = String::from_utf8(output.stdout).unwrap();
    assert!(table.contains("published"), "{table}");
    assert!(table.contains("Pokrovsk"), "{table}");
    assert!(
        table.lines().all(|line| line.chars().count() <= 80),
        "{table}"
    );
}

#[test]
fn one_thing_is_counted_in_the_singular() {
    let desk = desk();
    desk.write(
        "other.geojson",
        square("2030-05-05", [37.0, 48.0, 37.4, 48.4]),
    );
    let map = ["maps", "add", "c", "other.geojson", "--outlet", "ridge"];
    let ran = desk.fine(&[&map[..], &["--actor", "RU", "--date", "2030-05-05"]].concat());
    assert!(ran.stderr.contains("1 map by"), "{}", ran.stderr);
}

#[test]
fn a_clock_that_is_set_to_no_time_is_refused() {
    let desk = Desk::new();
    let mut command = desk.command();
    let new = ["new", "c", "--theatre", "generic"];
    let output = command.args(new).env("SALIENT_NOW", "today").output();
    assert_eq!(output.unwrap().status.code(), Some(2));
    assert!(!desk.path("c.gpkg").exists());
}

#[test]
fn remarks_about_a_text_are_made_in_every_format_of_read() {
    let desk = Desk::new();
    desk.write(
        "cp1252.txt",
        b"The army said it had taken the caf\xe9 quarter.\n",
    );
    let ran = desk.fine(&["read", "cp1252.txt", "--format", "jsonl"]);
    assert!(ran.stderr.contains("D001"), "{}", ran.stderr);
    assert!(ran.stdout.starts_with('{'), "{}", ran.stdout);
}

#[test]
fn a_series_is_plotted_beside_its_table_and_nothing_else_is() {
    let desk = desk();
    let series = ["measure", "series", "c", "--of", "area", "--actor", "RU"];
    let table = desk.fine(&series);
    let plotted = desk.fine(&[&series[..], &["--plot", "area.svg"]].concat());
    assert_eq!(table.stdout, plotted.stdout);
    let svg = std::fs::read_to_string(desk.path("area.svg")).unwrap();
    assert!(
        svg.starts_with("<svg ") && svg.contains("Area held, RU, km²"),
        "{svg}"
    );
    let single = [
        "measure", "area", "c", "--actor", "RU", "--plot", "area.svg",
    ];
    usage_error(&desk.run(&single), &["a plot needs a series"]);
}
