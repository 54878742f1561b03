//! Which days a case has maps of, and measures of one day and no other.

use crate::support::{Desk, rows, square};

/// Maps of the 1st, of the 2nd drawn as the 1st, of the 4th twice, and of the 8th.
fn desk() -> Desk {
    let desk = Desk::new();
    desk.fine(&["new", "c", "--theatre", "generic"]);
    for (day, east) in [
        ("2030-05-01", 30.6),
        ("2030-05-02", 30.6),
        ("2030-05-04", 30.6),
        ("2030-05-04", 30.7),
        ("2030-05-08", 30.8),
    ] {
        desk.write("map.geojson", square(day, [30.5, -1.0, east, 1.0]));
        let add = ["maps", "add", "c", "map.geojson", "--outlet", "ridge"];
        desk.fine(&[&add[..], &["--actor", "NORTH", "--date", day]].concat());
    }
    desk
}

#[test]
fn days_drawn_as_the_map_before_and_days_of_several_files_are_told() {
    let found: Vec<String> =
        rows(&desk().fine(&["maps", "list", "c", "--days", "--format", "json"]))
            .iter()
            .map(|row| {
                format!(
                    "{} {} {} {}",
                    row["drawn"], row["replaced"], row["n_files"], row["same_as"]
                )
            })
            .collect();
    assert_eq!(
        found,
        [
            r#""2030-05-01" "" 1 null"#,
            r#""2030-05-02" "" 1 "2030-05-01""#,
            r#""2030-05-04" "yes" 2 null"#,
            r#""2030-05-04" "" 2 null"#,
            r#""2030-05-08" "" 1 null"#,
        ]
    );
}

#[test]
fn gaps_are_ranges_of_days_without_a_map() {
    let desk = desk();
    let found: Vec<String> = rows(&desk.fine(&["maps", "list", "c", "--gaps", "--format", "json"]))
        .iter()
        .map(|row| format!("{} {} {}", row["first"], row["last"], row["n_days"]))
        .collect();
    assert_eq!(
        found,
        [
            r#""2030-05-03" "2030-05-03" 1"#,
            r#""2030-05-05" "2030-05-07" 3"#
        ]
    );
    let outlets = rows(&desk.fine(&["maps", "list", "c", "--format", "json"]));
    assert_eq!(outlets[0]["n_gaps"], 4);
}

#[test]
fn an_exact_day_has_its_own_map_or_none_with_the_nearest_named() {
    let desk = desk();
    let area = [
        "measure", "area", "c", "--actor", "NORTH", "--exact", "--on",
    ];
    let on = |day: &str| desk.run(&[&area[..], &[day]].concat());
    assert_eq!(on("2030-05-04").code, 0);
    let between = on("2030-05-06");
    assert_eq!(between.code, 3);
    assert!(between.stdout.is_empty());
    let words = "ridge has no map of 2030-05-06; the nearest before: 2030-05-04, after: 2030-05-08";
    assert!(between.stderr.contains(words), "{}", between.stderr);
    let before = on("2030-04-01");
    assert!(before.stderr.contains("before: none, after: 2030-05-01"));
    let without = ["measure", "area", "c", "--actor", "NORTH", "--exact"];
    assert_eq!(desk.run(&without).code, 2);
    let series = [
        "measure", "series", "c", "--of", "area", "--actor", "NORTH", "--exact", "--on",
    ];
    assert_eq!(desk.run(&[&series[..], &["2030-05-04"]].concat()).code, 2);
}

#[test]
fn an_outlet_without_a_map_of_the_exact_day_is_told_beside_the_others() {
    let desk = desk();
    desk.write("map.geojson", square("2030-05-06", [30.5, -1.0, 30.6, 1.0]));
    let add = ["maps", "add", "c", "map.geojson", "--outlet", "valley"];
    desk.fine(&[&add[..], &["--actor", "NORTH", "--date", "2030-05-06"]].concat());
    let area = [
        "measure",
        "area",
        "c",
        "--actor",
        "NORTH",
        "--on",
        "2030-05-06",
        "--format",
        "json",
    ];
    assert_eq!(rows(&desk.fine(&area)).len(), 4);
    let exact = desk.fine(&[&area[..], &["--exact"]].concat());
    let outlets: Vec<String> = rows(&exact)
        .iter()
        .map(|row| row["outlet"].to_string())
        .collect();
    assert_eq!(outlets, [r#""valley""#, r#""valley""#]);
    assert!(exact.stderr.contains("ridge has no map of 2030-05-06"));
}
