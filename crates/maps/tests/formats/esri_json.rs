//! Answers of ArcGIS servers, one oddity per test.

use salient_maps::{DateRule, Layout, Limits, layout_of, read_file};

use crate::common::{area, codes, everything_held, fixture, place, read, refusal, ridge, try_read};

/// Clockwise, as the format has it.
const SQUARE: &str = "[[10,50],[10,51],[11,51],[11,50],[10,50]]";

fn feature(attributes: &str, rings: &str) -> String {
    format!(r#"{{"attributes": {{{attributes}}}, "geometry": {{"rings": [{rings}]}}}}"#)
}

fn page(head: &str, features: &[String]) -> String {
    format!(
        r#"{{{head}"geometryType": "esriGeometryPolygon", "spatialReference": {{"wkid": 4326}}, "features": [{}]}}"#,
        features.join(",")
    )
}

#[test]
fn rings_become_polygons_with_holes_and_islands_by_their_direction() {
    let hole = "[[10.1,50.1],[10.9,50.1],[10.9,50.9],[10.1,50.9],[10.1,50.1]]";
    let island = "[[10.4,50.4],[10.4,50.6],[10.6,50.6],[10.6,50.4],[10.4,50.4]]";
    let text = page("", &[feature("", &format!("{hole},{island},{SQUARE}"))]);
    let snapshot = read(text.as_bytes(), &everything_held());
    assert!((area(&snapshot) - (1.0 - 0.64 + 0.04)).abs() < 1e-12);
    assert_eq!(snapshot.zones[0].geometry.0.len(), 2);
    assert_eq!(snapshot.repairs, salient_model::Repairs::default());
    assert_eq!(codes(&snapshot), Vec::<&str>::new());
}

#[test]
fn pages_of_one_answer_are_one_map_as_lines_and_as_an_array() {
    let more = r#""exceededTransferLimit": true, "#;
    let east = "[[20,50],[20,51],[21,51],[21,50],[20,50]]";
    let pages = [
        page(more, &[feature("", SQUARE)]),
        page("", &[feature("", east)]),
    ];
    let lines = pages.join("\n");
    let array = format!("[{}]", pages.join(",\n"));
    assert_eq!(
        layout_of(lines.as_bytes(), &DateRule::FromName),
        Layout::File
    );
    for text in [lines, array] {
        let series = read_file(
            text.as_bytes(),
            "ridge_20310504.json",
            &everything_held(),
            &DateRule::FromName,
            &Limits::default(),
        );
        assert_eq!(series.errors, []);
        assert_eq!(series.snapshots.len(), 1);
        assert!((area(&series.snapshots[0]) - 2.0).abs() < 1e-12);
    }
}

#[test]
fn an_answer_of_which_pages_are_missing_is_refused() {
    let more = r#""exceededTransferLimit": true, "#;
    let one = page(more, &[feature("", SQUARE)]);
    assert_eq!(
        refusal(one.as_bytes(), &everything_held()),
        "maps/ridge: expected all pages of the map, found 1 that each say exceededTransferLimit; ask the server for the rest (resultOffset) and put all pages into one file"
    );
    assert!(
        refusal(format!("{one}\n{one}").as_bytes(), &everything_held()).contains("found 2 that")
    );
    // The same server's GeoJSON, in both of the ways in which it says so.
    let polygon = r#"{"type": "Polygon", "coordinates": [[[10,50],[11,50],[11,51],[10,50]]]}"#;
    for place in [
        r#""exceededTransferLimit": true"#,
        r#""properties": {"exceededTransferLimit": true}"#,
    ] {
        let geojson = |place: &str| {
            format!(
                r#"{{"type": "FeatureCollection", {place}, "features": [{{"type": "Feature", "properties": {{}}, "geometry": {polygon}}}]}}"#
            )
        };
        let first = geojson(place);
        assert!(refusal(first.as_bytes(), &everything_held()).contains("exceededTransferLimit"));
        let all = format!("{first}\n{}", geojson(r#""properties": {}"#));
        assert_eq!(layout_of(all.as_bytes(), &DateRule::FromName), Layout::File);
        read(all.as_bytes(), &everything_held());
    }
}

#[test]
fn an_error_that_the_server_sent_is_told_in_its_words() {
    let text = r#"{"error": {"code": 400, "message": "Invalid URL", "details": []}}"#;
    assert_eq!(
        refusal(text.as_bytes(), &everything_held()),
        "maps/ridge: expected a map from an ArcGIS server, found an error that it sent instead: 400, \"Invalid URL\""
    );
}

#[test]
fn dates_in_milliseconds_date_the_map() {
    let head = r#""fields": [{"name": "day", "type": "esriFieldTypeDate", "length": 8}, {"name": "n", "type": "esriFieldTypeInteger"}], "#;
    let text = page(
        head,
        &[feature(
            r#""day": 1935619200000, "n": 1935619200000, "status": "held", "none": null"#,
            SQUARE,
        )],
    );
    let snapshot = read(text.as_bytes(), &ridge());
    assert_eq!(snapshot.drawn.to_string(), "2031-05-04");
}

#[test]
fn what_is_no_ground_is_named_and_what_is_not_said_is_remarked_on() {
    let text = format!(
        r#"{{"features": [{{"attributes": {{}}, "geometry": {{"x": 1, "y": 2}}}}, {{"attributes": {{}}, "geometry": {{"paths": [[[1,2],[3,4]]]}}}},
            {{"attributes": {{}}}}, {{"attributes": {{}}, "geometry": {{"rings": []}}}}, {{"attributes": {{}}, "geometry": {{"hasZ": true, "rings": [[[10,50,1],[10,51,null],[11,51,3],[10,50,1]], {SQUARE}]}}}}]}}"#
    );
    let snapshot = read(text.as_bytes(), &everything_held());
    assert_eq!(codes(&snapshot), ["M006", "M007", "M010", "M012", "M016"]);
    assert!(snapshot.diagnostics[0].message.starts_with("2 features"));
    assert_eq!(place(&snapshot, "M007"), "feature 1, esriGeometryPoint");
    assert_eq!(place(&snapshot, "M016"), "feature 5");
}

#[test]
fn one_feature_and_one_geometry_are_maps_too() {
    for text in [
        feature("", SQUARE),
        format!(r#"{{"rings": [{SQUARE}], "spatialReference": {{"wkid": 4326}}}}"#),
        format!(r#"{{"hasZ": false, "spatialReference": {{"wkid": 4326}}, "rings": [{SQUARE}]}}"#),
    ] {
        assert!((area(&read(text.as_bytes(), &everything_held())) - 1.0).abs() < 1e-12);
    }
}

#[test]
fn the_reference_system_may_follow_the_features_and_be_any_of_several_words() {
    let square = "[[1113194.9079327357,6446275.841017158],[1113194.9079327357,6621293.722740165],[1224514.3987260093,6621293.722740165],[1113194.9079327357,6446275.841017158]]";
    for reference in [
        r#"{"wkid": 102100}"#,
        r#"{"wkid": 102100, "latestWkid": 3857}"#,
        r#"{"wkt": "PROJCS[\"WGS_1984_Web_Mercator_Auxiliary_Sphere\",GEOGCS[\"x\"]]"}"#,
    ] {
        let text = format!(
            r#"{{"features": [{}], "spatialReference": {reference}}}"#,
            feature("", square)
        );
        let snapshot = read(text.as_bytes(), &everything_held());
        assert!((area(&snapshot) - 0.5).abs() < 1e-9);
        assert_eq!(codes(&snapshot), ["M013"]);
    }
    let text = page("", &[feature("", SQUARE)]).replace("4326", "28407");
    assert!(
        refusal(text.as_bytes(), &everything_held())
            .contains("found the coordinate reference system wkid 28407")
    );
}

#[test]
fn curves_and_broken_answers_are_refused_with_their_place() {
    for (text, words) in [
        (
            r#"{"features": [{"attributes": {}, "geometry": {"curveRings": [[[0,0],{"c": [[3,3],[1,4]]}]]}}]}"#.to_owned(),
            "maps/ridge, feature 1: expected rings with straight edges; ask the server with returnTrueCurves=false, found rings with curves",
        ),
        (page("", &[feature("", "[[10]]")]), "expected a position of two numbers"),
        (page("", &[feature("", "[[10,\"NaN\"]]")]), "broken JSON at line 1"),
        (page("", &[feature("", "[[10,95],[10,96],[11,96],[10,95]]")]), "feature 1, ring 1: expected longitude within ±180"),
        (r#"{"geometryType": "esriGeometryPolygon"}"#.to_owned(), "expected the array features"),
        (r#"{"geometryType": "esriGeometryPolygon", "features": ["#.to_owned(), "broken JSON at line 1"),
    ] {
        let error = refusal(text.as_bytes(), &everything_held());
        assert!(error.contains(words), "{error}");
    }
    let points = fixture("ridge.esri.json");
    let points = String::from_utf8(points)
        .expect("UTF-8")
        .replace("esriGeometryPolygon", "esriGeometryPoint");
    let snapshots = try_read(points.as_bytes(), &ridge(), &Limits::default()).expect("readable");
    assert!(snapshots[0].zones.is_empty());
}
