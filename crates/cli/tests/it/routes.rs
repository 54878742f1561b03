//! Roads and railways against maps, with lengths that can be worked out by hand: on the equator a degree of longitude is 111.3195 km.

use crate::support::{Desk, rows, square};

/// A railway of one degree along the equator, and three maps: far from it, 0.1° of it, 0.3° of it.
fn desk() -> Desk {
    let desk = Desk::new();
    desk.fine(&["new", "c", "--theatre", "generic"]);
    desk.write(
        "railway.geojson",
        r#"{"type":"LineString","coordinates":[[30.0,0.0],[31.0,0.0]]}"#,
    );
    for (day, ground) in [
        ("2030-05-01", [30.5, 2.0, 30.6, 3.0]),
        ("2030-05-03", [30.5, -1.0, 30.6, 1.0]),
        ("2030-05-04", [30.5, -1.0, 30.8, 1.0]),
    ] {
        desk.write("map.geojson", square(day, ground));
        let add = ["maps", "add", "c", "map.geojson", "--outlet", "ridge"];
        desk.fine(&[&add[..], &["--actor", "NORTH", "--date", day]].concat());
    }
    desk
}

const ROUTE: [&str; 7] = [
    "measure", "route", "c", "--actor", "NORTH", "--format", "json",
];

fn asked(desk: &Desk, line: &str, more: &[&str]) -> Vec<serde_json::Value> {
    rows(&desk.fine(&[&ROUTE[..], &["--line", line], more].concat()))
}

#[test]
fn the_share_within_a_distance_stands_beside_the_share_inside() {
    let desk = desk();
    let found = asked(
        &desk,
        "railway.geojson",
        &["--within", "10", "--on", "2030-05-03"],
    );
    let value = |what: &str| {
        let row = found.iter().find(|row| row["what"] == what);
        let row = row.unwrap_or_else(|| panic!("{what} in {found:?}"));
        row["value"].as_f64().unwrap()
    };
    assert!((value("share of the route in held ground") - 10.0).abs() < 1e-6);
    // (11.13195 + 2 · 10) / 111.3195.
    let near = value("share of the route within 10 km");
    assert!((near - 27.966).abs() < 1e-3, "{near}");
    let note = found[1]["note"].as_str().unwrap();
    assert_eq!(note, "31.13 km of 111.3 km, ± 0.6 m");
}

#[test]
fn the_first_cut_has_the_last_uncut_day_beside_it_and_no_cut_is_an_outcome() {
    let desk = desk();
    let cut = |more: &[&str]| {
        let found = asked(&desk, "railway.geojson", &[&["--first-cut"], more].concat());
        assert_eq!(found.len(), 1, "{found:?}");
        found[0].clone()
    };
    let any = cut(&[]);
    assert_eq!(any["outcome"], "cut");
    assert_eq!(any["cut_drawn"], "2030-05-03");
    assert_eq!(any["uncut_drawn"], "2030-05-01");
    assert!((any["inside_km"].as_f64().unwrap() - 11.131_949).abs() < 1e-6);
    let note = any["note"].as_str().unwrap();
    assert!(note.starts_with("any length; so on 2 of 2 maps"), "{note}");

    assert_eq!(cut(&["--cut-length", "11131"])["cut_drawn"], "2030-05-03");
    let long = cut(&["--cut-length", "11133"]);
    assert_eq!(long["cut_drawn"], "2030-05-04");
    assert_eq!(long["uncut_drawn"], "2030-05-03");

    let later = cut(&["--from", "2030-05-02"]);
    assert_eq!(later["outcome"], "cut from the first map on");
    assert_eq!(later["uncut_drawn"], serde_json::Value::Null);

    for never in [&["--to", "2030-05-02"][..], &["--cut-length", "40000"]] {
        let never = cut(never);
        assert_eq!(never["outcome"], "not cut");
        assert_eq!(never["cut_drawn"], serde_json::Value::Null);
    }
    let none = desk.run(
        &[
            &ROUTE[..],
            &[
                "--line",
                "railway.geojson",
                "--first-cut",
                "--from",
                "2031-01-01",
            ],
        ]
        .concat(),
    );
    assert_eq!(none.code, 3, "{}", none.stderr);
}

#[test]
fn a_first_cut_is_asked_of_a_route_and_a_period() {
    let desk = desk();
    for wrong in [
        &["measure", "area", "c", "--actor", "NORTH", "--first-cut"][..],
        &[
            "measure",
            "route",
            "c",
            "--actor",
            "NORTH",
            "--line",
            "railway.geojson",
            "--first-cut",
            "--on",
            "2030-05-03",
        ],
        &[
            "measure",
            "route",
            "c",
            "--actor",
            "NORTH",
            "--line",
            "railway.geojson",
            "--cut-length",
            "5",
        ],
    ] {
        let ran = desk.run(wrong);
        assert_eq!(ran.code, 2, "{wrong:?} {}", ran.stderr);
    }
}

#[test]
fn every_feature_has_a_row_and_the_total_comes_last() {
    let desk = desk();
    let feature = |name: &str, west: f64, east: f64| {
        format!(
            r#"{{"type":"Feature","properties":{name},"geometry":{{"type":"LineString","coordinates":[[{west},0.0],[{east},0.0]]}}}}"#
        )
    };
    let features = [
        feature(r#"{"name":"West"}"#, 30.0, 30.4),
        feature("{}", 30.4, 30.8),
        feature(r#"{"ref":"7"}"#, 30.7, 30.9),
    ];
    let lines = format!(
        r#"{{"type":"FeatureCollection","features":[{}]}}"#,
        features.join(",")
    );
    desk.write("lines.geojson", lines);
    let found = asked(&desk, "lines.geojson", &["--on", "2030-05-04"]);
    let shares: Vec<(&str, f64)> = found
        .iter()
        .filter(|row| row["what"] == "share of the route in held ground")
        .map(|row| {
            (
                row["line"].as_str().unwrap(),
                row["value"].as_f64().unwrap(),
            )
        })
        .collect();
    // Held from 30.5 to 30.8: nothing of 0.4°, 0.3° of 0.4°, 0.1° of 0.2°; 0.4° of 1° in all.
    let expected = [("West", 0.0), ("2", 75.0), ("7", 50.0), ("total", 40.0)];
    assert_eq!(shares.len(), expected.len());
    for ((name, share), (line, value)) in shares.iter().zip(expected) {
        assert_eq!(*name, line);
        assert!((share - value).abs() < 1e-6, "{shares:?}");
    }
    let cuts: Vec<String> = asked(&desk, "lines.geojson", &["--first-cut"])
        .iter()
        .map(|row| format!("{} {} {}", row["line"], row["outcome"], row["cut_drawn"]))
        .collect();
    assert_eq!(
        cuts,
        [
            r#""West" "not cut" null"#,
            r#""2" "cut" "2030-05-03""#,
            r#""7" "cut" "2030-05-04""#,
            r#""total" "cut" "2030-05-03""#,
        ]
    );
}

#[test]
fn lines_are_read_in_other_formats_and_odd_files_are_refused_by_what_they_are() {
    let desk = desk();
    desk.write(
        "line.kml",
        r"<kml><Placemark><name>Line</name><LineString><coordinates>30.0,0.0 31.0,0.0</coordinates></LineString></Placemark></kml>",
    );
    let found = asked(&desk, "line.kml", &["--on", "2030-05-03"]);
    assert_eq!(found[0]["line"], "Line");
    assert!((found[0]["value"].as_f64().unwrap() - 10.0).abs() < 1e-6);
    let front = [
        "measure", "front", "c", "--actor", "NORTH", "--line", "line.kml",
    ];
    assert!(
        desk.fine(&front)
            .stdout
            .contains("border and coast left out")
    );
    desk.write("line.csv", "name,wkt\n");
    let odd = desk.run(&[&ROUTE[..], &["--line", "line.csv"]].concat());
    assert_eq!(odd.code, 3);
    assert!(odd.stderr.contains("expected GeoJSON"), "{}", odd.stderr);
}
