//! One map in all formats, as GDAL and other software write it, against the same map as GeoJSON.

use salient_model::{Repairs, Snapshot};

use crate::common::{codes, everything_held, fixture, place, read, refusal, ridge};

fn oracle() -> Snapshot {
    read(&fixture("ridge.geojson"), &ridge())
}

#[test]
fn the_same_map_in_every_format_gives_the_same_ground_bit_for_bit() {
    let oracle = oracle();
    assert_eq!(oracle.zones.len(), 2);
    assert_eq!(oracle.diagnostics, []);
    for (name, remarks) in [
        ("ridge.esri.json", &[][..]),
        // The writer gives every point a height of zero.
        ("ridge.kml", &["M012"]),
        ("ridge.kmz", &["M012"]),
        ("ridge.shp.zip", &[]),
        ("ridge_cp1251.shp.zip", &[]),
        ("ridge_3d.shp.zip", &["M012"]),
        ("ridge.gpkg.gz", &[]),
        ("ridge_layers.gpkg.gz", &[]),
        ("ridge_3d.gpkg.gz", &["M012"]),
        ("ridge.fgb", &[]),
        ("ridge_plain.fgb", &[]),
        ("ridge_3d.fgb", &["M012"]),
    ] {
        let snapshot = read(&fixture(name), &ridge());
        assert_eq!(snapshot.zones, oracle.zones, "{name}");
        assert_eq!(snapshot.repairs, Repairs::default(), "{name}");
        assert_eq!(codes(&snapshot), remarks, "{name}");
        assert_eq!(
            (snapshot.drawn, snapshot.as_of),
            (oracle.drawn, oracle.as_of)
        );
        if remarks == ["M012"] {
            let heights = &snapshot.diagnostics[0].message;
            assert!(heights.starts_with("22 height"), "{name}: {heights}");
        }
    }
}

#[test]
fn projected_files_are_converted_to_within_a_tenth_of_a_millimetre() {
    let oracle = oracle();
    let points = |snapshot: &Snapshot| -> Vec<(f64, f64)> {
        use geo::CoordsIter as _;
        let zones = snapshot.zones.iter();
        zones
            .flat_map(|zone| zone.geometry.coords_iter().map(|at| (at.x, at.y)))
            .collect()
    };
    let expected = points(&oracle);
    for (name, code) in [
        ("ridge_102100.esri.json", 3857),
        ("ridge_3857.shp.zip", 3857),
        ("ridge_3857.gpkg.gz", 3857),
        ("ridge_3857.fgb", 3857),
        ("ridge_32637.shp.zip", 32637),
        ("ridge_32637.gpkg.gz", 32637),
        ("ridge_32637.fgb", 32637),
    ] {
        let snapshot = read(&fixture(name), &ridge());
        let found = points(&snapshot);
        assert_eq!(found.len(), expected.len(), "{name}");
        for (found, expected) in found.iter().zip(&expected) {
            let off = (found.0 - expected.0)
                .abs()
                .max((found.1 - expected.1).abs());
            assert!(off < 1e-9, "{name}: {found:?}, not {expected:?}");
        }
        assert_eq!(snapshot.repairs, Repairs::default(), "{name}");
        assert_eq!(codes(&snapshot), ["M013"], "{name}");
        assert_eq!(
            place(&snapshot, "M013"),
            format!("all features, EPSG:{code}"),
            "{name}"
        );
        assert!(snapshot.diagnostics[0].message.starts_with("22 points"));
    }
}

#[test]
fn another_datum_is_refused_by_its_name() {
    for (name, found) in [
        ("ridge_28407.shp.zip", "Pulkovo_1942_GK_Zone_7"),
        ("ridge_28407.gpkg.gz", "EPSG:28407 of layer \"ridge\""),
        (
            "ridge_28407.fgb",
            "Pulkovo 1942 / Gauss-Kruger zone 7 (EPSG:28407)",
        ),
    ] {
        let error = refusal(&fixture(name), &ridge());
        assert!(
            error.starts_with("maps/ridge: expected longitude and latitude on WGS 84")
                && error.contains(&format!(
                    "found the coordinate reference system {found}; reproject"
                )),
            "{error}"
        );
    }
}

#[test]
fn a_manifest_that_names_a_format_is_held_to_it() {
    let formats = [
        ("geojson", "ridge.geojson"),
        ("esri_json", "ridge.esri.json"),
        ("kml", "ridge.kmz"),
        ("shapefile", "ridge.shp.zip"),
        ("geopackage", "ridge.gpkg.gz"),
        ("flatgeobuf", "ridge.fgb"),
    ];
    for (format, own) in formats {
        let toml = format!("format = \"{format}\"\n{}", crate::common::RIDGE);
        let manifest = salient_maps::read_manifest(&toml).expect("valid");
        for (_, file) in formats {
            if file == own {
                read(&fixture(file), &manifest);
            } else {
                let error = refusal(&fixture(file), &manifest);
                assert!(error.starts_with("maps/ridge: expected "), "{error}");
            }
        }
    }
    let toml = format!("format = \"flatgeobuf\"\n{}", crate::common::RIDGE);
    let manifest = salient_maps::read_manifest(&toml).expect("valid");
    assert_eq!(
        refusal(&fixture("ridge.kmz"), &manifest),
        "maps/ridge: expected FlatGeobuf, found a KMZ"
    );
}

#[test]
fn what_is_no_map_is_named() {
    for (bytes, found) in [
        (
            &b"PAR1...."[..],
            "found Parquet; convert GeoParquet first: ogr2ogr map.gpkg map.parquet",
        ),
        (b"\x1f\x8b\x08", "found data compressed with gzip once more"),
        (
            b"<!DOCTYPE html><html><body>404</body></html>",
            "root element \"html\"",
        ),
        (b"", "found no content"),
        (b"\0\x01\x02", "found bytes of no format that is known here"),
        (
            &zip_of_text(),
            "found a ZIP archive without .shp and .kml, in it \"readme.txt\"",
        ),
    ] {
        let error = refusal(bytes, &everything_held());
        assert!(
            error.starts_with("maps/ridge: expected GeoJSON, the JSON of an ArcGIS server, KML or KMZ, a Shapefile")
                && error.contains(found),
            "{error}"
        );
    }
}

fn zip_of_text() -> Vec<u8> {
    crate::common::zip(&[("readme.txt".to_owned(), b"no map".to_vec())])
}
