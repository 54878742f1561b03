//! The GeoPackage as it comes, one oddity per test. Small ones are made here, since what is odd about them no careful writer would write.

use std::fmt::Write as _;

use rusqlite::Connection;
use salient_maps::Limits;

use crate::common::{
    area, codes, everything_held, fixture, place, read, refusal, refusal_within, ridge_with,
};

/// The least that makes a GeoPackage, and then these statements.
fn package(statements: &str) -> Vec<u8> {
    let mut database = Connection::open_in_memory().expect("in memory");
    database
        .execute_batch(
            "CREATE TABLE gpkg_spatial_ref_sys (srs_id INTEGER, organization TEXT, organization_coordsys_id INTEGER, definition TEXT);
             CREATE TABLE gpkg_contents (table_name TEXT, data_type TEXT);
             CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT, srs_id INTEGER);
             INSERT INTO gpkg_spatial_ref_sys VALUES (4326, 'epsg', 4326, ''), (0, 'NONE', 0, 'undefined'), (99, 'RIDGE', 1, 'PROJCS[\"Ridge Grid\",GEOGCS[\"x\"]]');",
        )
        .and_then(|()| database.execute_batch(statements))
        .unwrap_or_else(|error| panic!("{error}\n{statements}"));
    database.serialize("main").expect("bytes").to_vec()
}

/// A feature table with one geometry, given in hexadecimal.
fn table(name: &str, srs_id: i32, geometry: &str) -> String {
    let quoted = name.replace('"', "\"\"");
    format!(
        "CREATE TABLE \"{quoted}\" (fid INTEGER PRIMARY KEY, geom BLOB, status TEXT);
         INSERT INTO \"{quoted}\" (geom, status) VALUES ({geometry}, 'held');
         INSERT INTO gpkg_contents VALUES ('{name}', 'features');
         INSERT INTO gpkg_geometry_columns VALUES ('{name}', 'GEOM', {srs_id});"
    )
}

/// A square with this corner, as a geometry of the format.
fn square(x: f64, y: f64) -> String {
    let mut wkb = vec![1, 3, 0, 0, 0, 1, 0, 0, 0, 5, 0, 0, 0];
    for (dx, dy) in [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0), (0.0, 0.0)] {
        wkb.extend(f64::to_le_bytes(x + dx));
        wkb.extend(f64::to_le_bytes(y + dy));
    }
    blob(&wkb)
}

/// Without an envelope.
fn blob(wkb: &[u8]) -> String {
    let mut bytes = b"GP\0\x01\0\0\0\0".to_vec();
    bytes.extend(wkb);
    let digits = bytes.iter().fold(String::new(), |mut digits, byte| {
        write!(digits, "{byte:02x}").expect("a string takes any text");
        digits
    });
    format!("x'{digits}'")
}

#[test]
fn every_feature_table_is_read_and_its_name_is_a_property() {
    let mut statements = table("held \"1\"", 4326, &square(10.0, 50.0));
    statements += &table("other", 4326, &square(20.0, 50.0));
    statements +=
        "CREATE TABLE notes (x TEXT); INSERT INTO gpkg_contents VALUES ('notes', 'attributes');";
    let mut manifest = ridge_with(
        "[[legend]]\nwhen = { layer = \"held *\", status = \"held\", fid = \"1\" }\nstate = \"held\"\nactor = \"NORTH\"\n[[legend]]\nwhen.layer = \"other\"\nignore = true\n",
    );
    manifest.date = everything_held().date;
    let snapshot = read(&package(&statements), &manifest);
    assert!((area(&snapshot) - 1.0).abs() < 1e-12);
    assert_eq!(codes(&snapshot), Vec::<&str>::new());
}

#[test]
fn a_file_that_was_left_in_write_ahead_mode_is_read() {
    let mut bytes = fixture("ridge.gpkg.gz");
    assert_eq!(bytes[18..20], [1, 1]);
    bytes[18..20].fill(2);
    assert_eq!(
        read(&bytes, &crate::common::ridge()).zones,
        read(&fixture("ridge.gpkg.gz"), &crate::common::ridge()).zones
    );
}

#[test]
fn an_undefined_reference_system_is_remarked_on_and_an_unknown_one_refused() {
    let snapshot = read(
        &package(&table("a", 0, &square(10.0, 50.0))),
        &everything_held(),
    );
    assert_eq!(codes(&snapshot), ["M016"]);
    assert_eq!(place(&snapshot, "M016"), "layer \"a\"");
    let error = refusal(
        &package(&table("a", 99, &square(10.0, 50.0))),
        &everything_held(),
    );
    assert!(
        error.contains("found the coordinate reference system Ridge Grid of layer \"a\""),
        "{error}"
    );
}

#[test]
fn geometry_of_all_kinds_is_read_or_named() {
    let ring = &{
        let mut ring = vec![4, 0, 0, 0];
        for (x, y) in [(10.0, 50.0), (11.0, 50.0), (11.0, 51.0), (10.0, 50.0)] {
            ring.extend(f64::to_le_bytes(x));
            ring.extend(f64::to_le_bytes(y));
        }
        ring
    };
    let point = [&[1, 1, 0, 0, 0][..], &[0; 16]].concat();
    let line = [&[1, 2, 0, 0, 0][..], ring].concat();
    let polygon = [&[1, 3, 0, 0, 0, 1, 0, 0, 0][..], ring].concat();
    let multi_point = [&[1, 4, 0, 0, 0, 1, 0, 0, 0][..], &point].concat();
    let collection = [
        &[1, 7, 0, 0, 0, 4, 0, 0, 0][..],
        &point,
        &line,
        &multi_point,
        &polygon,
    ]
    .concat();
    let snapshot = read(
        &package(&table("a", 4326, &blob(&collection))),
        &everything_held(),
    );
    assert!((area(&snapshot) - 0.5).abs() < 1e-12);
    assert_eq!(codes(&snapshot), ["M007"]);
    for geometry in [
        "NULL".to_owned(),
        blob(&[1, 3, 0, 0, 0, 0, 0, 0, 0]),
        "x'4750001100000000'".to_owned(),
    ] {
        let snapshot = read(&package(&table("a", 4326, &geometry)), &everything_held());
        assert_eq!(codes(&snapshot), ["M006"], "{geometry}");
    }
    let deep = [[1, 7, 0, 0, 0, 1, 0, 0, 0].repeat(20), point].concat();
    for (geometry, words) in [
        (
            blob(&[1, 10, 0, 0, 0]),
            "feature 1: expected polygons with straight edges; convert the curves to lines, found a CurvePolygon",
        ),
        (blob(&[1, 77, 0, 0, 0]), "found geometry type 77"),
        (blob(&[7]), "found byte order 7"),
        (blob(&polygon[..40]), "found a polygon that breaks off"),
        (
            blob(&[1, 3, 0, 0, 0, 255, 255, 255, 255]),
            "found a polygon that breaks off",
        ),
        (
            blob(&deep),
            "more than 8 geometry collections inside each other",
        ),
        ("x'00'".to_owned(), "found bytes without the header GP"),
        ("7".to_owned(), "found a geometry of SQL type Integer"),
    ] {
        let error = refusal(&package(&table("a", 4326, &geometry)), &everything_held());
        assert!(error.contains(words), "{error}");
    }
}

#[test]
fn a_database_without_feature_tables_is_refused() {
    let database = {
        let mut database = Connection::open_in_memory().expect("in memory");
        database
            .execute_batch("CREATE TABLE a (b)")
            .expect("a table");
        database.serialize("main").expect("bytes").to_vec()
    };
    assert_eq!(
        refusal(&database, &everything_held()),
        "maps/ridge: expected a GeoPackage, found an SQLite database without the tables of a GeoPackage"
    );
    assert!(refusal(&package(""), &everything_held()).contains("without a feature table"));
    let listed = "INSERT INTO gpkg_contents VALUES ('gone', 'features'); INSERT INTO gpkg_geometry_columns VALUES ('gone', 'g', 4326);";
    assert!(refusal(&package(listed), &everything_held()).contains("no such table: gone"));
}

#[test]
fn a_view_without_end_is_stopped() {
    let statements = "CREATE VIEW a AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT NULL AS geom FROM n WHERE x < 0;
         INSERT INTO gpkg_contents VALUES ('a', 'features');
         INSERT INTO gpkg_geometry_columns VALUES ('a', 'geom', 4326);";
    let limits = Limits {
        database_steps: 1_000_000,
        ..Limits::default()
    };
    assert_eq!(
        refusal_within(&package(statements), &everything_held(), &limits),
        "maps/ridge, layer \"a\": more than 1000000 steps of the database engine"
    );
    let limits = Limits {
        layers: 1,
        ..Limits::default()
    };
    let two = table("a", 4326, "NULL") + &table("b", 4326, "NULL");
    assert!(
        refusal_within(&package(&two), &everything_held(), &limits).contains("more than 1 layers")
    );
}
