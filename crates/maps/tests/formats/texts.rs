//! GeoJSON in several texts, and in metres.

use salient_maps::{DateRule, Layout, Limits, layout_of, read_file};

use crate::common::{area, codes, everything_held, read, refusal};

fn feature(day: &str, x: u32) -> String {
    format!(
        r#"{{"type": "Feature", "properties": {{"day": "{day}"}}, "geometry": {{"type": "Polygon", "coordinates": [[[{x},50],[{x}.5,50],[{x},50.5],[{x},50]]]}}}}"#
    )
}

#[test]
fn a_feature_per_line_is_one_map_when_one_date_holds_for_all() {
    let lines = format!(
        "{}\n{}\n",
        feature("2031-05-04", 10),
        feature("2031-05-05", 12)
    );
    let sequence = format!(
        "\u{1e}{}\n\u{1e}{}\n",
        feature("2031-05-04", 10),
        feature("2031-05-05", 12)
    );
    let by_day = DateRule::Property("day".to_owned());
    for text in [&lines, &sequence] {
        let read = |rule: &DateRule| {
            let series = read_file(
                text.as_bytes(),
                "ridge_20310504.geojsonl",
                &everything_held(),
                rule,
                &Limits::default(),
            );
            assert_eq!(series.errors, []);
            series.snapshots
        };
        let whole = read(&DateRule::FromName);
        assert_eq!(whole.len(), 1);
        assert!((area(&whole[0]) - 0.25).abs() < 1e-12);
        let days = read(&by_day);
        assert_eq!(days.len(), 2);
        assert_eq!(days[1].origin, "ridge_20310504.geojsonl:2");
        assert_eq!(layout_of(text.as_bytes(), &by_day), Layout::Lines);
    }
}

#[test]
fn an_error_in_one_of_several_texts_names_the_feature_and_the_line() {
    let bad = feature("2031-05-04", 10).replace("10.5", "\"x\"");
    let text = format!("{}\n{}\n{bad}\n", feature("", 10), feature("", 12));
    let error = refusal(text.as_bytes(), &everything_held());
    assert!(
        error.contains("line 3") && error.contains("feature 3, ring 1"),
        "{error}"
    );
}

#[test]
fn a_crs_in_metres_is_converted_wherever_it_stands() {
    let ring = "[[1113194.9079327357,6446275.841017158],[1224514.3987260093,6621293.722740165],[1113194.9079327357,6621293.722740165],[1113194.9079327357,6446275.841017158]]";
    let crs = r#""crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3857"}}"#;
    let geometry = format!(r#""geometry": {{"type": "Polygon", "coordinates": [{ring}]}}"#);
    for text in [
        format!(r#"{{"type": "Feature", {crs}, "properties": {{}}, {geometry}}}"#),
        format!(r#"{{"type": "Feature", "properties": {{}}, {geometry}, {crs}}}"#),
    ] {
        let snapshot = read(text.as_bytes(), &everything_held());
        assert!((area(&snapshot) - 0.5).abs() < 1e-9);
        assert_eq!(codes(&snapshot), ["M013"]);
    }
    // A part that contradicts its file.
    let inside = format!(
        r#"{{"type": "FeatureCollection", "features": [{{"type": "Feature", {crs}, "properties": {{}}, "geometry": null}}]}}"#
    );
    assert!(refusal(inside.as_bytes(), &everything_held()).contains("EPSG::3857"));
}
