//! The same railways in every format, as GDAL and other software write them, against the same as GeoJSON.

use salient_maps::{Limits, Lines, read_lines};

use crate::common::{everything_held, fixture, read};

fn lines(name: &str) -> Lines {
    read_lines(&fixture(name), name, &Limits::default())
        .unwrap_or_else(|error| panic!("{name}: {error}"))
}

#[test]
fn the_same_railways_in_every_format_are_the_same_lines_bit_for_bit() {
    let oracle = lines("railway.geojson");
    let names: Vec<&str> = oracle.features.iter().map(|(name, _)| &**name).collect();
    assert_eq!(names, ["Північна лінія", "Долина"]);
    let parts: Vec<usize> = oracle
        .features
        .iter()
        .map(|(_, line)| line.0.len())
        .collect();
    assert_eq!(parts, [1, 2]);
    assert_eq!(oracle.diagnostics, []);
    for name in [
        "railway.kml",
        "railway.esri.json",
        "railway.shp.zip",
        "railway.fgb",
        "railway.gpkg.gz",
    ] {
        let mut found = lines(name).features;
        // FlatGeobuf and GeoPackage may keep an order of their own.
        found.sort_by(|one, other| other.0.cmp(&one.0));
        let mut expected = oracle.features.clone();
        expected.sort_by(|one, other| other.0.cmp(&one.0));
        assert_eq!(found, expected, "{name}");
    }
}

#[test]
fn the_edges_of_a_map_are_lines_and_the_lines_of_a_map_are_no_ground() {
    let found = lines("ridge.gpkg.gz");
    let rings: Vec<usize> = found
        .features
        .iter()
        .map(|(_, line)| line.0.len())
        .collect();
    assert_eq!(rings, [3, 1, 1]);
    for name in [
        "railway.kml",
        "railway.fgb",
        "railway.gpkg.gz",
        "railway.shp.zip",
    ] {
        assert_eq!(read(&fixture(name), &everything_held()).zones, [], "{name}");
    }
}
