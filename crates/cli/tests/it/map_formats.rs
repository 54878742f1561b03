//! Maps of all formats, from files and from folders.

use std::io::Read as _;
use std::path::Path;

use crate::support::{Desk, rows};

/// Legend of the map that the readers' own fixtures draw.
const MANIFEST: &str = r#"
    key = "ridge"
    name = "Ridge Map"
    date = { property = "day" }
    as_of = "same_day"
    draws = "one_side"
    licence = "none stated"
    attribution = "Ridge Map"
    precision = "100 m"

    [[legend]]
    when.status = "held"
    state = "held"
    actor = "RU"

    [[legend]]
    ignore = true
"#;

fn fixture(name: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../maps/tests/fixtures");
    std::fs::read(folder.join(name)).unwrap()
}

/// A case, the manifest, and the ridge as a loose Shapefile in `loose/`.
fn desk() -> Desk {
    let desk = Desk::new();
    desk.fine(&["new", "c", "--theatre", "ukraine"]);
    desk.write("ridge.toml", MANIFEST);
    let packed = std::io::Cursor::new(fixture("ridge.shp.zip"));
    let mut archive = zip::ZipArchive::new(packed).unwrap();
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).unwrap();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        let name = file.name().unwrap().replace("ridge/", "loose/");
        desk.write(&name, bytes);
    }
    desk
}

fn add<'a>(paths: &[&'a str]) -> Vec<&'a str> {
    let options = ["--outlet", "ridge", "--manifest", "ridge.toml"];
    [&["maps", "add", "c"], paths, &options].concat()
}

fn areas(desk: &Desk) -> Vec<String> {
    let days = rows(&desk.fine(&["maps", "list", "c", "--days", "--format", "json"]));
    assert!(days.iter().all(|day| day["drawn"] == "2031-05-04"));
    let area = [
        "measure",
        "area",
        "c",
        "--actor",
        "RU",
        "--on",
        "2031-05-04",
    ];
    let measured = rows(&desk.fine(&[&area[..], &["--format", "json"]].concat()));
    let area = measured.iter().map(|row| row["value"].to_string());
    std::iter::once(days.len().to_string())
        .chain(area)
        .collect()
}

#[test]
fn a_folder_of_maps_in_all_formats_is_added_whole() {
    let desk = desk();
    let mut expected = None;
    for name in [
        "ridge.geojson",
        "ridge.esri.json",
        "ridge.kml",
        "ridge.kmz",
        "ridge.shp.zip",
        "ridge.gpkg.gz",
        "ridge.fgb",
    ] {
        desk.write(&format!("maps/{name}"), fixture(name));
        let alone = self::desk();
        alone.write(name, fixture(name));
        alone.fine(&add(&[name]));
        let areas = areas(&alone);
        assert_eq!(
            expected.get_or_insert_with(|| areas.clone()),
            &areas,
            "{name}"
        );
    }
    for name in [
        "ridge.shp",
        "ridge.dbf",
        "ridge.prj",
        "ridge.cpg",
        "ridge.shx",
    ] {
        std::fs::rename(
            desk.path(&format!("loose/{name}")),
            desk.path(&format!("maps/{name}")),
        )
        .unwrap();
    }
    desk.write("maps/notes.pdf", "no map");
    let ran = desk.run(&add(&["maps"]));
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert!(
        ran.stderr.contains("8 maps by Ridge Map added"),
        "{}",
        ran.stderr
    );
    assert!(
        ran.stderr
            .contains("maps/notes.pdf: skipped: unknown ending"),
        "{}",
        ran.stderr
    );
    assert!(!ran.stderr.contains("ridge.dbf"), "{}", ran.stderr);
}

#[test]
fn the_loose_files_of_a_shapefile_are_one_map_however_they_are_named() {
    let desk = desk();
    desk.fine(&add(&["loose/ridge.shp"]));
    // As a shell gives `loose/ridge.*`.
    let all = [
        "loose/ridge.cpg",
        "loose/ridge.dbf",
        "loose/ridge.prj",
        "loose/ridge.shp",
        "loose/ridge.shx",
    ];
    let ran = desk.run(&add(&all));
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert!(ran.stderr.contains("1 already there"), "{}", ran.stderr);
    assert_eq!(areas(&desk)[0], "1");
}

#[test]
fn a_folder_without_maps_and_a_format_that_is_not_read_end_in_an_error_that_says_so() {
    let desk = desk();
    desk.write("texts/a.txt", "no map");
    let ran = desk.run(&add(&["texts"]));
    assert_ne!(ran.code, 0);
    assert!(
        ran.stderr.contains("texts: holds no maps"),
        "{}",
        ran.stderr
    );
    desk.write("map.parquet", "PAR1....PAR1");
    let ran = desk.run(&add(&["map.parquet"]));
    assert_ne!(ran.code, 0);
    assert!(
        ran.stderr.contains("convert GeoParquet first: ogr2ogr"),
        "{}",
        ran.stderr
    );
}
