//! Readers of gazetteer files, on invented lines and on the real files where they lie beside the checkout.

use std::io::Read;
use std::process::{Command, Stdio};

use salient_names::import::{
    read_geonames_dump, read_place_features_geojson, read_wof_localities_tsv,
};
use salient_names::{FindContext, Gazetteer, theatre};

const HEADER: &str = "wof_id\tgeonames_id\twikidata_id\tlat\tlon\tname\tnames_uk\tnames_ru\tnames_en\tnames_other\tpopulation";

#[test]
fn bad_lines_become_diagnostics_with_their_number() {
    let table = format!(
        "{HEADER}\n1\t\t\t50.0\t10.0\tFord\tBrid|Брід\t\tFord|Old Ford\tGué\t120\n2\t\t\tx\t10\tMill\n3\t\t\t95\t10\tMill\n\n4\n"
    );
    let (places, diagnostics) = read_wof_localities_tsv(table.as_bytes());
    assert_eq!(places.len(), 1);
    // Latin letters in the Ukrainian column are no Ukrainian.
    assert_eq!(places[0].toponyms[0].language, None);
    assert_eq!(places[0].toponyms[1].language.as_deref(), Some("uk"));
    assert_eq!(places[0].population, Some(120));
    let at: Vec<_> = diagnostics
        .iter()
        .map(|found| found.at.as_deref().unwrap())
        .collect();
    assert_eq!(at, ["line 3", "line 4", "line 6"]);
}

#[test]
fn rings_are_turned_and_closed_and_each_repair_is_recorded() {
    let line = r#"{"type":"Feature","properties":{"@id":"relation/7","name":"Брід","name:en":"Ford","old_name":"Міст","place":"town","path":"north_oblast.ridge_rayon"},"geometry":{"type":"Polygon","coordinates":[[[10,50],[10,50.1],[10.1,50.1],[10.1,50]]]}}"#;
    let (places, diagnostics) =
        read_place_features_geojson(format!("{line}\nnot json\n").as_bytes());
    let place = &places[0];
    assert_eq!(place.id.0, "osm:relation/7");
    assert_eq!(place.within, ["ridge rayon", "north oblast"]);
    assert!((place.center.lon() - 10.05).abs() < 1e-9 && (place.center.lat() - 50.05).abs() < 1e-9);
    let codes: Vec<_> = diagnostics.iter().map(|found| found.code.0).collect();
    assert_eq!(codes, ["M001", "M002", "D008"]);
    let gazetteer = Gazetteer::new(places);
    assert_eq!(gazetteer.find("ford")[0].name, "Ford");
    assert_eq!(gazetteer.find("Mist")[0].reasons[0], "former name");
}

#[test]
fn a_feature_that_names_its_data_set_is_not_passed_off_as_openstreetmap() {
    let line = |properties: &str| {
        format!(
            r#"{{"type":"Feature","properties":{{"name":"Ford","dataset":"Ridge survey (CC0 1.0)"{properties}}},"geometry":{{"type":"Polygon","coordinates":[[[10,50],[10.1,50],[10.1,50.1],[10,50]]]}}}}"#
        )
    };
    let lines = [
        line(r#","@id":"ridge:ford""#),
        line(r#","@id":"7""#),
        line(""),
    ];
    let (places, _) = read_place_features_geojson(lines.join("\n").as_bytes());
    assert!(
        places
            .iter()
            .all(|place| place.dataset == "Ridge survey (CC0 1.0)")
    );
    assert_eq!(places[0].id.0, "ridge:ford");
    assert_eq!(places[1].id.0, "own:7");
    assert!(places[2].id.0.starts_with("own:line/"), "{}", places[2].id);
}

#[test]
fn a_geonames_line_needs_its_nineteen_columns() {
    let good = "7\tFord\tFord\tBrid,Брід\t50.0\t10.0\tP\tPPL\tXX\t\t1\t\t\t\t120\t\t5\tEurope/Paris\t2020-01-01";
    let (places, diagnostics) = read_geonames_dump(format!("{good}\n8\tMill\n").as_bytes());
    assert_eq!(places[0].id.0, "geonames:7");
    assert_eq!(diagnostics[0].at.as_deref(), Some("line 2"));
}

#[test]
fn a_point_and_a_boundary_of_one_place_are_one_candidate_and_two_boundaries_are_alternatives() {
    let ring = |id: &str, name: &str, lon: f64| {
        format!(
            r#"{{"type":"Feature","properties":{{"@id":"{id}","name":"{name}","place":"town"}},"geometry":{{"type":"Polygon","coordinates":[[[{lon},50],[{},50],[{},50.02],[{lon},50]]]}}}}"#,
            lon + 0.02,
            lon + 0.02
        )
    };
    let lines = [
        ring("relation/1", "Ford", 10.0),
        ring("relation/2", "Ford", 10.01),
        ring("relation/3", "Ford", 14.0),
    ]
    .join("\n");
    let (mut places, _) = read_place_features_geojson(lines.as_bytes());
    let (points, _) =
        read_wof_localities_tsv(format!("{HEADER}\n5\t\t\t50.0\t10.0\tFord").as_bytes());
    places.extend(points);
    let gazetteer = Gazetteer::new(places);
    let found = gazetteer.find("Ford");
    assert_eq!(found.len(), 2);
    assert_eq!(found[0].place.0, "osm:relation/1");
    assert!(found[0].reasons.contains(&"same place as wof:5".to_owned()));
    let ids: Vec<_> = gazetteer
        .boundaries(&found[0].place)
        .iter()
        .map(|(id, _)| id.0.as_str())
        .collect();
    assert_eq!(ids, ["osm:relation/1", "osm:relation/2"]);
}

#[test]
fn a_point_inside_the_limit_of_a_large_city_of_its_name_is_that_city() {
    let city = r#"{"type":"Feature","properties":{"@id":"relation/9","name":"Harbour","place":"city"},"geometry":{"type":"Polygon","coordinates":[[[10.0,50.0],[10.4,50.0],[10.4,50.2],[10.0,50.2],[10.0,50.0]]]}}"#;
    let (mut places, _) = read_place_features_geojson(city.as_bytes());
    // 12 km from the middle of the limit; a village of the name, outside it, is another place.
    let points = "7\t\t\t50.02\t10.05\tHarbour\n8\t\t\t50.02\t9.95\tHarbour";
    let (points, _) = read_wof_localities_tsv(format!("{HEADER}\n{points}").as_bytes());
    places.extend(points);
    let found = Gazetteer::new(places).find("Harbour");
    assert_eq!(found.len(), 2);
    assert_eq!(found[0].place.0, "osm:relation/9");
    assert!(found[0].reasons.contains(&"same place as wof:7".to_owned()));
}

/// The real files are compressed; reading them is the rim's work, so the test asks the system's tool.
#[expect(clippy::print_stdout, reason = "a skipped test says so")]
fn real(name: &str) -> Option<Vec<u8>> {
    let path = format!("{}/../../../shared/data/{name}", env!("CARGO_MANIFEST_DIR"));
    if !std::path::Path::new(&path).exists() {
        println!("skipped: no {name}");
        return None;
    }
    let mut child = Command::new("gzip")
        .args(["-dc", &path])
        .stdout(Stdio::piped())
        .spawn()
        .ok()?;
    let mut bytes = Vec::new();
    child.stdout.take()?.read_to_end(&mut bytes).ok()?;
    child.wait().ok()?;
    Some(bytes)
}

#[test]
fn the_real_gazetteer_brings_the_town_before_villages_of_its_name() {
    let (Some(settlements), Some(localities), Some(polygons)) = (
        real("osm_admin/settlements.ndjson.gz"),
        real("gazetteer/wof_ua_localities.tsv.gz"),
        real("gazetteer/wof_ua_polygons.ndjson.gz"),
    ) else {
        return;
    };
    let (mut places, diagnostics) = read_place_features_geojson(&settlements);
    println!(
        "{} settlements, {} remarks",
        places.len(),
        diagnostics.len()
    );
    assert!(places.len() > 6_000);
    let (shapes, _) = read_place_features_geojson(&polygons);
    let (points, diagnostics) = read_wof_localities_tsv(&localities);
    println!("{} points, {} remarks", points.len(), diagnostics.len());
    assert!(points.len() > 34_000);
    places.extend(shapes);
    places.extend(points);
    let gazetteer = Gazetteer::new(places);
    for (name, lon, lat) in [
        ("Pokrovsk", 37.18, 48.28),
        ("Красноармейск", 37.18, 48.28),
        ("Chasiv Yar", 37.85, 48.59),
        ("Velyka Novosilka", 36.84, 47.84),
        ("Kramatorsk", 37.57, 48.74),
        ("Покровськ", 37.18, 48.28),
    ] {
        let found = gazetteer.find(name);
        println!("{name}: {} candidates, {:?}", found.len(), found[0]);
        assert!(
            (found[0].center.lon() - lon).abs() < 0.1 && (found[0].center.lat() - lat).abs() < 0.1,
            "{name}"
        );
    }
    let pokrovsk = &gazetteer.find("Pokrovsk")[0];
    assert!(pokrovsk.place.0.starts_with("osm:"), "{pokrovsk:?}");
    assert!(!gazetteer.boundaries(&pokrovsk.place).is_empty());
    // Dozens of one name stay dozens; a place in the same text brings the near one to the front.
    let near = FindContext {
        near: vec![pokrovsk.center],
        ..FindContext::of_places(&theatre("ukraine").unwrap().places)
    };
    let found = gazetteer.find_near("Shevchenko", &near);
    assert!(found.len() > 10, "{}", found.len());
    assert!(found[0].reasons[1].ends_with("km from a place in the same text"));
}
