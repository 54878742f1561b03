//! GeoJSON as it comes, one oddity per test, on invented ground.

use geo_types::{MultiPolygon, Polygon, polygon};
use salient_maps::{DateRule, Limits, MapInput, MapsError, OutletManifest, read_file, read_map};
use salient_model::{Date, Snapshot};

fn day() -> Date {
    jiff::civil::date(2031, 5, 4)
}

fn read_all(bytes: &[u8], limits: &Limits) -> Result<Vec<Snapshot>, MapsError> {
    let manifest = OutletManifest::generic("ridge", "NORTH");
    let input = MapInput {
        bytes,
        file: "ridge.geojson",
        line: None,
    };
    read_map(input, &manifest, &DateRule::Given(day()), limits)
}

fn read(text: &str) -> Snapshot {
    read_all(text.as_bytes(), &Limits::default())
        .unwrap_or_else(|error| panic!("{error}\n{text}"))
        .remove(0)
}

fn refusal(text: &str) -> String {
    match read_all(text.as_bytes(), &Limits::default()) {
        Ok(snapshots) => panic!("read {snapshots:?}\n{text}"),
        Err(error) => error.to_string(),
    }
}

fn polygon_text(rings: &str) -> String {
    format!(r#"{{"type": "Polygon", "coordinates": [{rings}]}}"#)
}

fn ground(snapshot: &Snapshot) -> &MultiPolygon<f64> {
    assert_eq!(snapshot.zones.len(), 1, "{snapshot:?}");
    &snapshot.zones[0].geometry
}

fn codes(snapshot: &Snapshot) -> Vec<&'static str> {
    snapshot
        .diagnostics
        .iter()
        .map(|diagnostic| diagnostic.code.0)
        .collect()
}

/// Planar, in square degrees; enough to see that no ground was lost.
fn area(geometry: &MultiPolygon<f64>) -> f64 {
    use geo::Area as _;
    geometry.unsigned_area()
}

fn square() -> Polygon<f64> {
    polygon![(x: 10.0, y: 50.0), (x: 11.0, y: 50.0), (x: 11.0, y: 51.0), (x: 10.0, y: 51.0), (x: 10.0, y: 50.0)]
}

const SQUARE: &str = "[[10,50],[11,50],[11,51],[10,51],[10,50]]";

#[test]
fn sound_geometry_passes_through_bit_for_bit_and_without_remarks() {
    let text = r#"{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": null, "geometry":
        {"type": "MultiPolygon", "coordinates": [
            [[[10.1234567890123, 50], [11, 50.1], [11, 51], [10.1234567890123, 50]], [[10.7, 50.3], [10.8, 50.5], [10.8, 50.4], [10.7, 50.3]]],
            [[[9, 49], [9.5, 49], [9.5, 49.5], [9, 49]]]]}}]}"#;
    let snapshot = read(text);
    let oracle: geojson::GeoJson = text.parse().expect("valid GeoJSON");
    let geojson::GeoJson::FeatureCollection(collection) = oracle else {
        panic!("a collection");
    };
    let geometry = collection.features[0].geometry.clone().expect("a geometry");
    let expected: MultiPolygon<f64> = geometry.try_into().expect("a multipolygon");
    assert_eq!(ground(&snapshot), &expected);
    assert_eq!(snapshot.repairs, salient_model::Repairs::default());
    assert_eq!(codes(&snapshot), Vec::<&str>::new());
    assert_eq!(snapshot.origin, "ridge.geojson");
    assert_eq!(
        snapshot.raw_hash,
        salient_model::Sha256::of(text.as_bytes())
    );
}

#[test]
fn a_clockwise_ring_is_turned_and_keeps_its_start() {
    let snapshot = read(&polygon_text("[[10,50],[10,51],[11,51],[11,50],[10,50]]"));
    assert_eq!(ground(&snapshot).0, [square()]);
    assert_eq!(snapshot.repairs.reoriented, 1);
    assert_eq!(codes(&snapshot), ["M001"]);
    assert_eq!(
        snapshot.diagnostics[0].at.as_deref(),
        Some("feature 1, ring 1")
    );
}

#[test]
fn an_unclosed_ring_is_closed_and_repeated_points_go() {
    let snapshot = read(&polygon_text("[[10,50],[11,50],[11,50],[11,51],[10,51]]"));
    assert_eq!(ground(&snapshot).0, [square()]);
    assert_eq!(
        (snapshot.repairs.closed, snapshot.repairs.repeated_points),
        (1, 1)
    );
}

#[test]
fn a_ring_with_fewer_than_three_corners_is_dropped_with_its_polygon() {
    let snapshot = read(&format!(
        r#"{{"type": "MultiPolygon", "coordinates": [[{SQUARE}], [[[1,2],[3,4],[1,2]], [[1,2],[1,3],[2,2],[1,2]]], [[]]]}}"#
    ));
    assert_eq!(ground(&snapshot).0, [square()]);
    assert_eq!(snapshot.repairs.degenerate_rings, 2);
    let flat = read(&polygon_text("[[10,50],[11,51],[12,52],[10,50]]"));
    assert!(flat.zones.is_empty());
    assert_eq!(flat.repairs.degenerate_rings, 1);
}

#[test]
fn a_ring_that_crosses_itself_becomes_its_lobes() {
    let snapshot = read(&polygon_text("[[10,50],[12,52],[12,50],[10,52],[10,50]]"));
    assert_eq!(ground(&snapshot).0.len(), 2);
    assert!((area(ground(&snapshot)) - 2.0).abs() < 1e-8);
    assert_eq!(snapshot.repairs.self_crossings, 1);
}

#[test]
fn a_ring_that_touches_itself_keeps_its_ground_and_its_exact_corners() {
    // The notch reaches the bottom edge's corner (11, 50) and so closes a hole.
    let snapshot = read(&polygon_text(
        "[[10,50],[11,50],[10.5,50.5],[11,50.6],[11.5,50.5],[11,50],[12,50],[12,51],[10,51],[10,50]]",
    ));
    let geometry = ground(&snapshot);
    assert_eq!(geometry.0.len(), 1);
    assert_eq!(geometry.0[0].interiors().len(), 1);
    assert!(
        geometry.0[0].interiors()[0]
            .0
            .contains(&geo_types::coord! {x: 10.5, y: 50.5})
    );
    assert!(
        geometry.0[0]
            .exterior()
            .0
            .contains(&geo_types::coord! {x: 12.0, y: 51.0})
    );
}

#[test]
fn a_hole_that_reaches_outside_takes_ground_and_never_adds_any() {
    let snapshot = read(&polygon_text(&format!(
        "{SQUARE}, [[10.5,50.5],[10.5,50.7],[13,50.7],[13,50.5],[10.5,50.5]]"
    )));
    assert!((area(ground(&snapshot)) - 0.9).abs() < 1e-8);
    assert_eq!(snapshot.repairs.self_crossings, 1);
    let apart = read(&polygon_text(&format!(
        "{SQUARE}, [[20,50],[20,51],[21,51],[20,50]]"
    )));
    assert!((area(ground(&apart)) - 1.0).abs() < 1e-8);
}

#[test]
fn a_hole_may_touch_its_exterior_in_a_point_but_not_cross_it_there() {
    let touching = format!("{SQUARE}, [[10,50.5],[10.5,50.6],[10.5,50.4],[10,50.5]]");
    assert_eq!(read(&polygon_text(&touching)).repairs.self_crossings, 0);
    let crossing = "[[10,50],[11,50],[11,51],[10,51],[10,50.5],[10,50]], [[9.5,50.7],[10.5,50.6],[10,50.5],[9.5,50.7]]";
    assert_eq!(read(&polygon_text(crossing)).repairs.self_crossings, 1);
}

#[test]
fn overlapping_and_adjoining_polygons_of_one_zone_are_merged_and_the_rest_left_alone() {
    let snapshot = read(&format!(
        r#"{{"type": "MultiPolygon", "coordinates": [
            [[[1.1,1],[2,1],[2,2],[1.1,1]]],
            [{SQUARE}], [[[11,50],[12,50],[12,51],[11,51],[11,50]]], [[[11.5,50.5],[12.5,50.5],[12.5,50.7],[11.5,50.7],[11.5,50.5]]],
            [{SQUARE}]]}}"#
    ));
    let geometry = ground(&snapshot);
    assert_eq!(geometry.0.len(), 2);
    assert_eq!(
        geometry.0[0].exterior().0[0],
        geo_types::coord! {x: 1.1, y: 1.0}
    );
    assert!((area(geometry) - (0.45 + 2.0 + 0.1)).abs() < 1e-8);
    assert_eq!(snapshot.repairs.merged, 3);
    assert_eq!(codes(&snapshot), ["M010"]);
}

#[test]
fn a_polygon_inside_another_is_merged_but_one_inside_its_hole_is_kept() {
    let inside = read(&format!(
        r#"{{"type": "MultiPolygon", "coordinates": [[{SQUARE}], [[[10.2,50.2],[10.4,50.2],[10.4,50.4],[10.2,50.2]]]]}}"#
    ));
    assert_eq!(ground(&inside).0.len(), 1);
    assert!((area(ground(&inside)) - 1.0).abs() < f64::EPSILON);
    assert_eq!(inside.repairs.merged, 1);
    let in_hole = read(&format!(
        r#"{{"type": "MultiPolygon", "coordinates": [
            [{SQUARE}, [[10.1,50.1],[10.1,50.9],[10.9,50.9],[10.9,50.1],[10.1,50.1]]],
            [[[10.2,50.2],[10.4,50.2],[10.4,50.4],[10.2,50.2]]]]}}"#
    ));
    assert_eq!(in_hole.repairs, salient_model::Repairs::default());
    assert_eq!(ground(&in_hole).0.len(), 2);
}

#[test]
fn empty_geometry_draws_nothing_and_says_so() {
    for text in [
        r#"{"type": "Feature", "properties": {}, "geometry": null}"#,
        r#"{"type": "MultiPolygon", "coordinates": []}"#,
        r#"{"type": "FeatureCollection", "features": []}"#,
        r#"{"type": "GeometryCollection", "geometries": [{"type": "Polygon", "coordinates": []}]}"#,
    ] {
        let snapshot = read(text);
        assert!(snapshot.zones.is_empty());
        assert_eq!(codes(&snapshot), ["M006"], "{text}");
    }
}

#[test]
fn points_and_lines_are_ignored_with_a_remark() {
    let snapshot = read(
        r#"{"type": "GeometryCollection", "geometries": [
            {"type": "Point", "coordinates": [10, 50]}, {"type": "LineString", "coordinates": [[10, 50], [11, 51]]},
            {"coordinates": [[[10,50],[11,50],[11,51],[10,51],[10,50]]], "type": "Polygon"}]}"#,
    );
    assert_eq!(ground(&snapshot).0, [square()]);
    assert_eq!(codes(&snapshot), ["M007"]);
    assert!(snapshot.diagnostics[0].message.starts_with("2 geometries"));
}

#[test]
fn heights_are_dropped_and_counted() {
    let snapshot = read(&polygon_text(
        "[[10,50,0],[11,50,0],[11,51,7],[10,51,0],[10,50,0]]",
    ));
    assert_eq!(ground(&snapshot).0, [square()]);
    assert_eq!(codes(&snapshot), ["M012"]);
    assert!(snapshot.diagnostics[0].message.starts_with("5 height"));
}

#[test]
fn ten_thousand_parts_are_read_and_checked_quickly() {
    let parts: Vec<String> = (0..10_000)
        .map(|part| {
            let (x, y) = (f64::from(part % 100) * 0.1, f64::from(part / 100) * 0.1);
            format!(
                "[[[{x},{y}],[{},{y}],[{x},{}],[{x},{y}]]]",
                x + 0.05,
                y + 0.05
            )
        })
        .collect();
    let snapshot = read(&format!(
        r#"{{"type": "MultiPolygon", "coordinates": [{}]}}"#,
        parts.join(",")
    ));
    assert_eq!(ground(&snapshot).0.len(), 10_000);
    assert_eq!(snapshot.repairs, salient_model::Repairs::default());
}

#[test]
fn a_ring_of_more_points_than_the_limit_is_refused_where_it_stands() {
    let limits = Limits {
        points: 3,
        ..Limits::default()
    };
    let error = read_all(polygon_text(SQUARE).as_bytes(), &limits).unwrap_err();
    assert_eq!(
        error.to_string(),
        "ridge.geojson, feature 1, ring 1: more than 3 points"
    );
}

#[test]
fn edges_that_all_lie_beside_each_other_end_in_a_refusal_and_not_in_an_endless_run() {
    let limits = Limits {
        edge_pairs: 100,
        ..Limits::default()
    };
    let teeth: Vec<String> = (0..200)
        .map(|tooth| format!("[{},{}]", 10 + tooth % 2, 50.0 + f64::from(tooth) / 1000.0))
        .collect();
    let text = polygon_text(&format!("[{},[9,50]]", teeth.join(",")));
    let error = read_all(text.as_bytes(), &limits).unwrap_err();
    assert_eq!(
        error.to_string(),
        "ridge.geojson, zone \"held\": more than 100 pairs of edges that lie beside each other"
    );
}

#[test]
fn what_is_no_longitude_and_latitude_is_refused_with_a_guess() {
    for (position, words) in [
        ("[4123456.7, 6123456.7]", "projected metres"),
        ("[50, 137]", "latitude before longitude"),
        ("[200, 50]", "longitudes that run past ±180"),
        ("[1, 400]", "on no globe"),
    ] {
        let error = refusal(&polygon_text(&format!("[[10,50],{position},[11,51]]")));
        assert!(
            error.starts_with("ridge.geojson, feature 1, ring 1: expected longitude within ±180"),
            "{error}"
        );
        assert!(error.contains(words), "{error}");
    }
}

#[test]
fn coordinates_that_are_no_numbers_are_refused_with_line_and_column() {
    for (position, words) in [
        ("[NaN, 50]", "NaN is no JSON number"),
        ("[-Infinity, 50]", "-Infinity is no JSON number"),
        ("[null, 50]", "invalid type: null"),
        ("[\"10\", 50]", "invalid type: string"),
        ("[1e999, 50]", "number out of range"),
        ("[10]", "one number"),
        ("[]", "an empty position"),
    ] {
        let error = refusal(&polygon_text(&format!("[[10,50],{position},[11,51]]")));
        assert!(error.contains(words), "{position}: {error}");
    }
    assert_eq!(
        refusal("{\"type\": \"Polygon\",\n \"coordinates\": [[[10, NaN]]]}"),
        "ridge.geojson: broken JSON at line 2, column 24: NaN is no JSON number, and no coordinate"
    );
}

#[test]
fn broken_json_is_refused_with_line_and_column() {
    for (text, at) in [
        (
            "{\"type\": \"Polygon\",\n\"coordinates\": [[[1,2]",
            "line 2, column",
        ),
        (
            "{\"type\": \"Point\", \"coordinates\": [1,2]} x",
            "line 1, column",
        ),
        ("[1, 2]", "line 1"),
    ] {
        let error = refusal(text);
        assert!(
            error.contains("broken JSON") && error.contains(at),
            "{error}"
        );
    }
}

#[test]
fn json_of_another_shape_is_refused_with_the_feature() {
    for (text, words) in [
        (
            "{}",
            "expected a GeoJSON object with a known type, found an object without a type",
        ),
        (
            r#"{"type": "FeatureCollection"}"#,
            "top level: expected the array features",
        ),
        (
            r#"{"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": null}, {"type": "Ridge"}]}"#,
            "feature 2: expected an object of type Feature, found type \"Ridge\"",
        ),
        (
            r#"{"type": "Feature", "properties": {}}"#,
            "feature 1: expected a geometry or null",
        ),
        (
            r#"{"type": "Polygon", "coordinates": [[[[1,2],[1,3],[2,2],[1,2]]]]}"#,
            "expected a list of rings, found a list of polygons in a Polygon",
        ),
        (
            r#"{"type": "MultiPolygon", "coordinates": [[[[[1,2],[1,3],[2,2],[1,2]]]]]}"#,
            "nested at most four deep",
        ),
        (r#"{"type": "Polygon"}"#, "a Polygon without coordinates"),
    ] {
        let error = refusal(text);
        assert!(error.contains(words), "{error}");
    }
}

#[test]
fn deep_nesting_is_refused() {
    let deep = format!(
        r#"{{"type": "Polygon", "coordinates": {}1{}}}"#,
        "[".repeat(5_000),
        "]".repeat(5_000)
    );
    assert!(refusal(&deep).contains("recursion limit"));
    let collections = format!(
        "{}{}{}",
        r#"{"type": "GeometryCollection", "geometries": ["#.repeat(20),
        r#"{"type": "Point", "coordinates": [1, 2]}"#,
        "]}".repeat(20)
    );
    assert!(refusal(&collections).contains("more than 8 geometry collections"));
}

#[test]
fn longitude_and_latitude_on_wgs_84_are_accepted_by_their_names_and_others_refused_by_theirs() {
    let with_crs = |crs: &str| {
        format!(
            r#"{{"type": "Feature", "crs": {crs}, "properties": {{}}, "geometry": {{"type": "Polygon", "coordinates": [{SQUARE}]}}}}"#
        )
    };
    for name in [
        "urn:ogc:def:crs:OGC:1.3:CRS84",
        "urn:ogc:def:crs:OGC::CRS84",
        "EPSG:4326",
        "epsg:4326",
        "urn:ogc:def:crs:EPSG::4326",
        "http://www.opengis.net/def/crs/OGC/1.3/CRS84",
        "WGS 84",
    ] {
        let crs = format!(r#"{{"type": "name", "properties": {{"name": "{name}"}}}}"#);
        assert_eq!(ground(&read(&with_crs(&crs))).0, [square()], "{name}");
    }
    assert_eq!(ground(&read(&with_crs("null"))).0, [square()]);
    let pulkovo = r#"{"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::28407"}}"#;
    assert_eq!(
        refusal(&with_crs(pulkovo)),
        "ridge.geojson: expected longitude and latitude on WGS 84 (CRS84, EPSG:4326), Web Mercator (EPSG:3857), or UTM on WGS 84 (EPSG:32601 to 32660, 32701 to 32760), found the coordinate reference system urn:ogc:def:crs:EPSG::28407; reproject the file to EPSG:4326"
    );
}

#[test]
fn features_of_several_days_in_one_collection_become_a_snapshot_each() {
    let feature = |date: &str| {
        format!(
            r#"{{"type": "Feature", "properties": {{"day": "{date}"}}, "geometry": {{"type": "Polygon", "coordinates": [{SQUARE}]}}}}"#
        )
    };
    let text = |dates: [&str; 2]| {
        format!(
            r#"{{"type": "FeatureCollection", "features": [{}, {}]}}"#,
            feature(dates[0]),
            feature(dates[1])
        )
    };
    let manifest = OutletManifest::generic("ridge", "NORTH");
    let rule = DateRule::Property("day".to_owned());
    let series = read_file(
        text(["2031-05-04", "2031-05-03"]).as_bytes(),
        "ridge.geojson",
        &manifest,
        &rule,
        &Limits::default(),
    );
    let drawn: Vec<String> = series
        .snapshots
        .iter()
        .map(|snapshot| snapshot.drawn.to_string())
        .collect();
    assert_eq!(drawn, ["2031-05-03", "2031-05-04"]);
    assert_ne!(series.snapshots[0].id, series.snapshots[1].id);

    let series = read_file(
        text(["2031-05-04", "2031-02-30"]).as_bytes(),
        "ridge.geojson",
        &manifest,
        &rule,
        &Limits::default(),
    );
    assert_eq!(
        series.errors[0].to_string(),
        "ridge.geojson: expected a date as YYYY-MM-DD in the property \"day\" of feature 2, found \"2031-02-30\""
    );
}

#[test]
fn a_broken_line_of_a_series_is_an_error_with_its_line_and_the_rest_goes_on() {
    let good = polygon_text(SQUARE);
    let text = format!("{good}\n{{\"type\": \n\n{good}\n");
    let manifest = OutletManifest::generic("ridge", "NORTH");
    let series = read_file(
        text.as_bytes(),
        "maps/ridge.ndjson",
        &manifest,
        &DateRule::Given(day()),
        &Limits::default(),
    );
    let origins: Vec<&str> = series.snapshots.iter().map(|s| s.origin.as_str()).collect();
    assert_eq!(origins, ["maps/ridge.ndjson:1", "maps/ridge.ndjson:4"]);
    assert!(
        series.errors[0]
            .to_string()
            .starts_with("maps/ridge.ndjson:2: broken JSON"),
        "{:?}",
        series.errors
    );
}

#[test]
fn two_different_maps_of_one_day_are_both_kept_and_remarked_on() {
    let first = read(&polygon_text(SQUARE));
    let second = read(&polygon_text("[[10,50],[11,50],[11,51],[10,50]]"));
    assert_eq!(
        salient_maps::duplicate_days(&[first.clone(), first.clone()]),
        []
    );
    let remarks = salient_maps::duplicate_days(&[first, second]);
    assert_eq!(remarks.len(), 1);
    assert_eq!(remarks[0].code.0, "M008");
    assert!(
        remarks[0]
            .message
            .contains("ridge has different maps of 2031-05-04")
    );
}
