//! Measures over maps, through the command line.

use salient_ledger::Case;

use crate::support::{Desk, rows, shared, square};

#[test]
fn a_map_that_draws_nothing_is_kept_with_a_remark() {
    let desk = Desk::new();
    desk.fine(&["new", "c", "--theatre", "ukraine"]);
    desk.write(
        "2030-05-04.geojson",
        r#"{"type":"FeatureCollection","features":[]}"#,
    );
    let ran = desk.fine(&[
        "maps",
        "add",
        "c",
        "2030-05-04.geojson",
        "--outlet",
        "ridge",
        "--actor",
        "RU",
        "--date-from-name",
    ]);
    assert!(
        ran.stderr
            .contains("2030-05-04.geojson: M006 the map of 2030-05-04 draws nothing"),
        "{}",
        ran.stderr
    );
    assert!(
        ran.stderr.contains("1 map by ridge added"),
        "{}",
        ran.stderr
    );
}

#[test]
fn a_brief_date_takes_the_last_map_drawn_by_then_and_says_what_it_shows() {
    let desk = Desk::new();
    desk.fine(&["new", "c", "--theatre", "ukraine"]);
    let days = [
        square("2030-05-01", [37.0, 48.0, 37.1, 48.1]),
        square("2030-05-04", [37.0, 48.0, 37.2, 48.1]),
    ];
    desk.write("days.ndjson", days.join("\n"));
    desk.fine(&[
        "maps",
        "add",
        "c",
        "days.ndjson",
        "--outlet",
        "ridge",
        "--actor",
        "RU",
        "--date-property",
        "date",
    ]);
    let area = |on: &str| {
        rows(&desk.fine(&[
            "measure", "area", "c", "--actor", "RU", "--on", on, "--format", "json",
        ]))[0]
            .clone()
    };
    assert_eq!(area("2030-05-03")["drawn"], "2030-05-01");
    assert_eq!(area("2030-05-09")["drawn"], "2030-05-04");
    let ran = desk.run(&[
        "measure",
        "area",
        "c",
        "--actor",
        "RU",
        "--on",
        "2030-04-01",
    ]);
    assert_eq!(ran.code, 3);
    let change = rows(&desk.fine(&[
        "measure",
        "change",
        "c",
        "--actor",
        "RU",
        "--from",
        "2030-05-01",
        "--to",
        "2030-05-04",
        "--format",
        "json",
    ]));
    let value = |what: &str| {
        change.iter().find(|row| row["what"] == what).unwrap()["value"]
            .as_f64()
            .unwrap()
    };
    assert!((value("gained") - value("lost") - value("net")).abs() < 1e-9);
    let gained = area("2030-05-04")["value"].as_f64().unwrap()
        - area("2030-05-01")["value"].as_f64().unwrap();
    assert!((value("net") - gained).abs() < 1e-6);
}

#[test]
fn stored_histories_are_checked_and_a_damaged_one_is_made_again() {
    let desk = Desk::new();
    desk.fine(&["new", "c", "--theatre", "ukraine"]);
    let days = [
        square("2030-05-01", [37.0, 48.0, 37.1, 48.1]),
        square("2030-05-02", [37.0, 48.0, 37.1, 48.1]),
        square("2030-05-04", [37.0, 48.0, 37.2, 48.1]),
    ];
    desk.write("days.ndjson", days.join("\n"));
    let add = [
        "maps",
        "add",
        "c",
        "days.ndjson",
        "--outlet",
        "ridge",
        "--actor",
        "RU",
        "--date-property",
        "date",
    ];
    desk.fine(&add);
    let series = [
        "measure", "series", "c", "--of", "area", "--actor", "RU", "--format", "json",
    ];
    let whole = desk.fine(&series);
    assert_eq!(rows(&whole).len(), 6);
    let mut case = Case::open(&desk.path("c.gpkg")).unwrap();
    let stored = case.histories("ridge", "RU").unwrap();
    assert_eq!(stored.len(), 5, "a row for each layer");

    let mut damaged = stored[2].history.clone();
    assert_eq!(damaged.layer, "held");
    damaged.bytes.truncate(40);
    case.replace_histories(&[damaged], "2030-05-10T12:00:00Z".parse().unwrap())
        .unwrap();
    drop(case);
    let ran = desk.run(&["verify", "c"]);
    assert_eq!(ran.code, 1);
    assert!(ran.stdout.contains("zone_histories"), "{}", ran.stdout);
    let again = desk.fine(&series);
    assert_eq!(again.stdout, whole.stdout);
    assert!(
        again
            .stderr
            .contains("the stored history of ridge, RU is damaged and was made again"),
        "{}",
        again.stderr
    );
    assert_eq!(desk.fine(&series).stderr, whole.stderr);
    desk.fine(&["verify", "c"]);
}

#[test]
fn the_real_daily_series_gives_the_published_shares() {
    let (Some(maps), Some(places)) = (
        shared("data/deepstate/deepstate_daily.ndjson.gz"),
        shared("data/osm_admin/settlements.ndjson.gz"),
    ) else {
        return;
    };
    let desk = Desk::new();
    desk.fine(&["new", "c", "--theatre", "ukraine"]);
    desk.fine(&[
        "maps",
        "add",
        "c",
        maps.to_str().unwrap(),
        "--outlet",
        "deepstate",
    ]);
    desk.fine(&["places", "import", places.to_str().unwrap()]);
    let share = rows(&desk.fine(&[
        "measure",
        "share",
        "c",
        "Pokrovsk",
        "--actor",
        "RU",
        "--on",
        "2025-11-08",
        "--format",
        "json",
    ]));
    assert_eq!(
        share[0]["as_of"], "2025-11-07",
        "a file dated D shows the end of the day before"
    );
    let held = share[0]["value"].as_f64().unwrap();
    assert!((held - 19.0).abs() < 0.5, "{held}");
    // The place was copied into the case: the answer does not need the gazetteer any more.
    std::fs::remove_dir_all(desk.path("home")).unwrap();
    let again = rows(&desk.fine(&[
        "measure",
        "share",
        "c",
        "Pokrovsk",
        "--actor",
        "RU",
        "--on",
        "2025-11-08",
        "--format",
        "json",
    ]));
    assert_eq!(again, share);
}

#[test]
fn two_maps_of_a_case_are_compared_in_areas_geojson_and_a_picture() {
    let desk = Desk::new();
    desk.fine(&["new", "c", "--theatre", "ukraine"]);
    for (outlet, day, east) in [
        ("ridge", "2030-05-04", 37.2),
        ("ridge", "2030-05-08", 37.4),
        ("crest", "2030-05-08", 37.3),
    ] {
        let file = format!("{outlet}-{day}.geojson");
        desk.write(&file, square(day, [37.0, 48.0, east, 48.4]));
        desk.fine(&[
            "maps", "add", "c", &file, "--outlet", outlet, "--actor", "RU", "--date", day,
        ]);
    }
    let diff = ["maps", "diff", "c"];
    let week = ["ridge@2030-05-04", "ridge@2030-05-09", "--actor", "RU"];
    let files = [
        "--geojson",
        "week.geojson",
        "--picture",
        "week.svg",
        "--format",
        "json",
    ];
    let ran = desk.fine(&[&diff[..], &week, &files].concat());
    let table = rows(&ran);
    assert_eq!(table[0]["what"], "gained");
    let gained = table[0]["area_km2"].as_f64().unwrap();
    assert!((gained - 661.26).abs() < 0.01, "{gained}");
    assert_eq!(table[1]["area_km2"].as_f64(), Some(0.0));
    let pieces = std::fs::read_to_string(desk.path("week.geojson")).unwrap();
    let pieces: serde_json::Value = serde_json::from_str(&pieces).unwrap();
    assert_eq!(pieces["features"][0]["properties"]["what"], "gained");
    assert_eq!(pieces["other"]["drawn"], "2030-05-08");
    let picture = std::fs::read_to_string(desk.path("week.svg")).unwrap();
    assert!(
        picture.starts_with("<svg ") && picture.contains("gained 661.26 km²"),
        "{picture}"
    );

    let outlets = [
        "crest@2030-05-08",
        "ridge@2030-05-08",
        "--actor",
        "RU",
        "--format",
        "json",
    ];
    let table = rows(&desk.fine(&[&diff[..], &outlets].concat()));
    assert_eq!(table[0]["what"], "only ridge");

    for (maps, words) in [
        (["2030-05-04", "2030-05-08"], "several outlets"),
        (
            ["ridge@2029-05-04", "ridge@2030-05-08"],
            "on 2029-05-04 or before",
        ),
        (
            ["rigde@2030-05-04", "ridge@2030-05-08"],
            "maps by crest, ridge",
        ),
        (["ridge@may", "ridge@2030-05-08"], "expected a date"),
    ] {
        let ran = desk.run(&[&diff[..], &maps, &["--actor", "RU"]].concat());
        assert!(ran.code > 1 && ran.stderr.contains(words), "{}", ran.stderr);
    }
}

#[test]
fn a_revised_map_replaces_the_one_of_its_day_and_both_are_kept() {
    let desk = Desk::new();
    desk.fine(&["new", "c", "--theatre", "ukraine"]);
    for (n, east) in [37.2, 37.4].into_iter().enumerate() {
        let file = format!("{n}.geojson");
        desk.write(&file, square("2030-05-04", [37.0, 48.0, east, 48.4]));
        let add = [
            "maps", "add", "c", &file, "--outlet", "ridge", "--actor", "RU",
        ];
        desk.fine(&[&add[..], &["--date", "2030-05-04"]].concat());
    }
    let series = ["measure", "series", "c", "--of", "area", "--actor", "RU"];
    let area = rows(&desk.fine(&[&series[..], &["--format", "json"]].concat()));
    // One map: its area, and the geodesic one beside it.
    assert_eq!(area.len(), 2);
    assert!((area[0]["value"].as_f64().unwrap() - 1322.52).abs() < 0.1);
    let list = rows(&desk.fine(&["maps", "list", "c", "--format", "json"]));
    assert_eq!(list[0]["n_maps"], 1);
    assert_eq!(list[0]["n_replaced"], 1);
    let days = rows(&desk.fine(&["maps", "list", "c", "--days", "--format", "json"]));
    let replaced: Vec<&str> = days
        .iter()
        .map(|day| day["replaced"].as_str().unwrap())
        .collect();
    assert_eq!(replaced, ["yes", ""]);
}

#[test]
fn two_outlets_agree_on_what_both_draw_over_what_either_draws() {
    let desk = Desk::new();
    desk.fine(&["new", "c", "--theatre", "ukraine"]);
    for (outlet, day, east) in [
        ("ridge", "2030-05-04", 37.3),
        ("ridge", "2030-05-05", 37.4),
        ("ridge", "2030-05-20", 37.4),
        ("crest", "2030-05-04", 37.2),
    ] {
        let file = format!("{outlet}-{day}.geojson");
        desk.write(&file, square(day, [37.0, 48.0, east, 48.4]));
        let add = ["maps", "add", "c", &file, "--outlet", outlet];
        desk.fine(&[&add[..], &["--actor", "RU", "--date", day]].concat());
    }
    let both = [
        "measure",
        "agreement",
        "c",
        "--actor",
        "RU",
        "--outlet",
        "ridge",
    ];
    let days = rows(&desk.fine(&[&both[..], &["--outlet", "crest", "--format", "json"]].concat()));
    // Two thirds, then a half; on 20 May the other outlet's map is too old.
    let agreement: Vec<f64> = days
        .iter()
        .map(|day| day["agreement"].as_f64().unwrap())
        .collect();
    assert_eq!(days.len(), 2);
    assert!((agreement[0] - 66.667).abs() < 0.01, "{agreement:?}");
    assert!((agreement[1] - 50.0).abs() < 0.01, "{agreement:?}");
    assert_eq!(days[1]["only_other_km2"].as_f64(), Some(0.0));
    let one = desk.run(&both);
    assert_eq!(one.code, 2);
    assert!(one.stderr.contains("needs two outlets"), "{}", one.stderr);
}
