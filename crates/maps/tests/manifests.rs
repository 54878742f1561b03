//! Manifests: what they must say, and what the legend then does.

use salient_maps::{
    AsOfRule, DateRule, Draws, Limits, MapFormat, MapInput, OutletManifest, builtin, builtin_keys,
    read_manifest, read_map,
};
use salient_model::{ControlState, SeriesAddress};

const RIDGE: &str = r#"
    key = "ridge"
    name = "Ridge Map"
    format = "geojson"
    date = "from_name"
    as_of = "previous_day"
    draws = "all_sides"
    extent = [9.0, 49.0, 12.0, 52.0]
    licence = "none stated"
    attribution = "Ridge Map"
    precision = "100 m"

    [[legend]]
    when = { status = ["Held by north*", "old ground"], shown = "true" }
    state = "held"
    actor = "NORTH"

    [[legend]]
    when.status = "nobody knows"
    state = "unknown"

    [[legend]]
    when.status = "a river"
    ignore = true
"#;

fn feature(status: &str, x: u32) -> String {
    format!(
        r#"{{"type": "Feature", "properties": {{"status": "{status}", "shown": true}}, "geometry":
            {{"type": "Polygon", "coordinates": [[[{x},50],[{x}.5,50],[{x},50.5],[{x},50]]]}}}}"#
    )
}

fn collection(features: &[String]) -> String {
    format!(
        r#"{{"type": "FeatureCollection", "features": [{}]}}"#,
        features.join(",")
    )
}

fn input(text: &str) -> MapInput<'_> {
    MapInput {
        bytes: text.as_bytes(),
        file: "maps/ridge_20310504.geojson",
        line: None,
    }
}

#[test]
fn every_built_in_manifest_is_valid_and_found_by_its_key() {
    let keys: Vec<&str> = builtin_keys().collect();
    assert_eq!(
        keys,
        ["deepstate", "deepstate_history", "isw", "nzz", "owlmaps"]
    );
    for key in keys {
        assert_eq!(builtin(key).expect("valid").key, key);
    }
    assert_eq!(
        builtin("ridge").unwrap_err().to_string(),
        "expected one of the built-in outlets deepstate, deepstate_history, isw, nzz, owlmaps, found \"ridge\""
    );
}

#[test]
fn every_built_in_manifest_says_whom_to_credit_on_which_terms_and_what_a_date_means() {
    let in_property = |name: &str| AsOfRule::Property(name.to_owned());
    let as_of = [
        ("deepstate", AsOfRule::PreviousDay),
        ("deepstate_history", AsOfRule::SameDay),
        ("isw", AsOfRule::SameDay),
        ("nzz", in_property("asof")),
        ("owlmaps", AsOfRule::SameDay),
    ];
    for (key, as_of) in as_of {
        let manifest = builtin(key).expect("valid");
        assert_eq!(manifest.as_of, as_of, "{key}");
        for words in [
            &manifest.licence,
            &manifest.attribution,
            &manifest.precision,
        ] {
            assert!(words.len() > 5, "{key}: {words:?}");
        }
        assert_eq!(manifest.draws, Draws::OneSide, "{key}");
        // A series of an outlet's own names its format; nothing in a file would.
        assert_ne!(manifest.format, MapFormat::ByContent, "{key}");
    }
}

#[test]
fn the_legend_sorts_features_into_zones_whatever_their_order() {
    let manifest = read_manifest(RIDGE).expect("valid");
    assert_eq!(
        (manifest.format, manifest.draws),
        (MapFormat::Geojson, Draws::AllSides)
    );
    assert_eq!(
        (&manifest.date, &manifest.as_of),
        (&DateRule::FromName, &AsOfRule::PreviousDay)
    );
    let features = [
        feature("old ground", 10),
        feature("HELD\\n by  north (assessed)", 11),
        feature("nobody knows", 9),
        feature("a river", 10),
        feature("Held by south", 10),
    ];
    let mut reversed = features.clone();
    reversed.reverse();
    let read = |features: &[String]| {
        read_map(
            input(&collection(features)),
            &manifest,
            &manifest.date,
            &Limits::default(),
        )
        .expect("readable")
        .remove(0)
    };
    let snapshot = read(&features);
    assert_eq!(snapshot.drawn.to_string(), "2031-05-04");
    assert_eq!(snapshot.as_of.to_string(), "2031-05-03");
    let zones: Vec<_> = snapshot
        .zones
        .iter()
        .map(|zone| (zone.actor.as_deref(), zone.state, zone.geometry.0.len()))
        .collect();
    assert_eq!(
        zones,
        [
            (None, ControlState::Unknown, 1),
            (Some("NORTH"), ControlState::Held, 2)
        ]
    );
    assert_eq!(snapshot.diagnostics.len(), 1);
    assert_eq!(
        snapshot.diagnostics[0].at.as_deref(),
        Some("feature 5, status = \"Held by south\", shown = \"true\"")
    );
    assert_eq!(read(&reversed).zones, snapshot.zones);
}

#[test]
fn a_map_of_which_the_legend_knows_nothing_is_refused() {
    let manifest = read_manifest(RIDGE).expect("valid");
    let error = read_map(
        input(&collection(&[feature("Held by south", 10)])),
        &manifest,
        &manifest.date,
        &Limits::default(),
    )
    .unwrap_err();
    assert_eq!(
        error.to_string(),
        "maps/ridge_20310504.geojson: expected at least one polygon that the legend of outlet \"ridge\" knows, found 1 with other entries, first status = \"Held by south\", shown = \"true\""
    );
}

#[test]
fn swapped_coordinates_that_stay_on_the_globe_are_noticed_by_the_extent() {
    let manifest = read_manifest(RIDGE).expect("valid");
    let swapped = r#"{"type": "Feature", "properties": {"status": "old ground", "shown": "true"},
        "geometry": {"type": "Polygon", "coordinates": [[[50,10],[50,11],[51,11],[50,10]]]}}"#;
    let error = read_map(
        input(swapped),
        &manifest,
        &manifest.date,
        &Limits::default(),
    )
    .unwrap_err();
    assert!(
        error
            .to_string()
            .contains("looks like latitude before longitude"),
        "{error}"
    );
}

#[test]
fn unknown_keys_and_values_in_a_manifest_are_named() {
    for (from, to, words) in [
        ("name =", "nane =", "unknown field `nane`"),
        (
            "\"held\"",
            "\"hold\"",
            "legend entry 1: expected state held",
        ),
        ("\"geojson\"", "\"dxf\"", "unknown variant `dxf`"),
        ("ignore = true", "ignorr = true", "unknown field `ignorr`"),
        (
            "ignore = true",
            "",
            "legend entry 3: expected state or ignore, found neither",
        ),
        (
            "ignore = true",
            "ignore = true\nactor = \"NORTH\"",
            "an ignored entry has no actor",
        ),
        ("\"ridge\"", "\"the ridge\"", "expected a key of letters"),
        (
            "[9.0, 49.0, 12.0, 52.0]",
            "[12.0, 49.0, 9.0, 52.0]",
            "expected extent as west",
        ),
        (
            "\"previous_day\"",
            "\"yesterday\"",
            "unknown variant `yesterday`",
        ),
        ("licence =", "#", "missing field `licence`"),
    ] {
        let error = read_manifest(&RIDGE.replacen(from, to, 1))
            .unwrap_err()
            .to_string();
        assert!(
            error.starts_with("outlet manifest: ") && error.contains(words),
            "{error}"
        );
    }
}

#[test]
fn an_outlet_that_nobody_described_draws_what_one_actor_holds() {
    let manifest = OutletManifest::generic("ridge", "SOUTH");
    let text = collection(&[feature("anything", 10)]);
    let snapshots =
        read_map(input(&text), &manifest, &manifest.date, &Limits::default()).expect("readable");
    assert_eq!(snapshots[0].zones[0].actor.as_deref(), Some("SOUTH"));
    assert_eq!(snapshots[0].as_of, snapshots[0].drawn);
}

#[test]
fn the_manifest_in_the_documentation_is_valid_and_the_built_in_keys_are_listed_there() {
    let page = include_str!("../../../docs/outlets.md");
    let example = page
        .split("```toml\n")
        .nth(1)
        .and_then(|rest| rest.split("```").next())
        .expect("an example");
    assert_eq!(read_manifest(example).expect("valid").key, "ridge");
    for key in builtin_keys() {
        assert!(page.contains(&format!("| `{key}` |")), "{key}");
    }
}

#[test]
fn a_map_of_which_everything_is_ignored_gives_no_snapshot() {
    let manifest = read_manifest(RIDGE).expect("valid");
    let text = collection(&[feature("a river", 10)]);
    let snapshots =
        read_map(input(&text), &manifest, &manifest.date, &Limits::default()).expect("readable");
    assert_eq!(snapshots, []);
}

fn ridge_with_fetch(table: &str) -> Result<OutletManifest, String> {
    read_manifest(&format!("{RIDGE}\n[fetch]\n{table}")).map_err(|error| error.to_string())
}

#[test]
fn a_manifest_says_how_its_series_is_fetched() {
    let rule = ridge_with_fetch(
        r#"
        kind = "dated"
        url = "https://ridge.example/{yyyy}/ridge-{yyyy}-{mm}-{dd}.json"
        file = "ridge-{yyyy}-{mm}-{dd}.json"
        first = "2031-05-04"
        remark = "CC BY 4.0, Ridge Map"
        "#,
    )
    .unwrap()
    .fetch
    .unwrap();
    assert_eq!(rule.delay.as_secs(), 1);
    assert_eq!(rule.first.unwrap().to_string(), "2031-05-04");
    let layer = ridge_with_fetch(
        r#"
        kind = "feature_layer"
        url = "https://ridge.example/arcgis/rest/services/ridge/FeatureServer/0/"
        file = "ridge_{yyyy}-{mm}-{dd}.jsonl"
        remark = "Ridge Map"
        delay_s = 0.5
        "#,
    )
    .unwrap()
    .fetch
    .unwrap();
    let SeriesAddress::FeatureLayer { url } = &layer.series else {
        panic!("{layer:?}");
    };
    assert!(url.as_str().ends_with("/FeatureServer/0"));
    assert_eq!(layer.delay.as_millis(), 500);
}

#[test]
fn a_fetch_table_that_cannot_be_followed_is_refused() {
    let dated = "kind = \"dated\"\nremark = \"Ridge Map\"\n";
    let layer = "kind = \"feature_layer\"\nremark = \"Ridge Map\"\n";
    for (table, reason) in [
        (
            "kind = \"dated\"\nurl = \"https://ridge.example/{yyyy}{mm}{dd}\"".to_owned(),
            "missing field `remark`",
        ),
        (
            format!("{dated}url = \"https://ridge.example/{{yyyy}}{{mm}}{{dd}}\"\ndelay = 3"),
            "unknown field `delay`",
        ),
        (
            format!("{dated}url = \"https://ridge.example/{{yyyy}}{{mm}}{{dd}}\"\ndelay_s = 0"),
            "expected delay_s from 0.1 to 3600 seconds, found 0",
        ),
        (
            format!("{dated}url = \"https://ridge.example/latest\""),
            "fetch: url: expected fields for year, month, and day",
        ),
        (
            format!("{dated}url = \"https://ridge.example/{{yyyy}}-{{m}}-{{d}}\""),
            "cannot name the files on disk, give file: expected {yyyy}, {mm}, and {dd}",
        ),
        (
            format!("{dated}url = \"ftp://ridge.example/{{yyyy}}{{mm}}{{dd}}\""),
            "expected http:// or https://",
        ),
        (
            format!(
                "{dated}url = \"https://ridge.example/{{yyyy}}{{mm}}{{dd}}\"\nfirst = \"2031-02-30\""
            ),
            "first: expected a day such as 2031-05-04, found \"2031-02-30\"",
        ),
        (
            format!(
                "{dated}url = \"https://ridge.example/{{yyyy}}{{mm}}{{dd}}\"\nindex = \"https://ridge.example/\""
            ),
            "expected an index for a folder only",
        ),
        (
            format!("{dated}url = \"https://ridge.example/v20200101-{{yyyy}}{{mm}}{{dd}}\""),
            "expected one day in the name",
        ),
        (
            format!("{dated}url = \"https://ridge.example/\"\nfile = \"{{yyyy}}-{{mm}}{{dd}}\"")
                .replace("example/", "example/{yyyy}{mm}{dd}"),
            "fetch: file: expected one day in the name",
        ),
        (
            format!("{layer}url = \"https://ridge.example/FeatureServer/0\""),
            "expected file, the name of the files on disk, found none",
        ),
        (
            format!(
                "{layer}url = \"https://ridge.example/FeatureServer\"\nfile = \"{{yyyy}}{{mm}}{{dd}}\""
            ),
            "expected a layer's address that ends in its number",
        ),
    ] {
        let error = ridge_with_fetch(&table).unwrap_err();
        assert!(error.contains(reason), "{error}");
    }
}

#[test]
fn the_mirror_of_the_daily_series_is_known() {
    let rule = builtin("deepstate").unwrap().fetch.unwrap();
    let SeriesAddress::Folder { url, .. } = &rule.series else {
        panic!("{rule:?}");
    };
    let day = "2025-11-08".parse().unwrap();
    assert_eq!(
        url.on(day).as_str(),
        "https://raw.githubusercontent.com/cyterat/deepstate-map-data/main/data/deepstatemap_data_20251108.geojson"
    );
    assert_eq!(rule.file.on(day), "deepstatemap_data_20251108.geojson");
    for key in builtin_keys().filter(|key| *key != "deepstate") {
        assert_eq!(builtin(key).unwrap().fetch, None, "{key}");
    }
}
