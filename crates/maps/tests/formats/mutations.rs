//! Damaged files: any bytes, and sound files with bytes changed or cut off, give a result and never a panic.

use proptest::prelude::*;
use salient_maps::{Limits, MapFormat, OutletManifest, read_file};

use crate::common::{everything_held, fixture, unzip, zip};

/// Small enough that a damaged count ends quickly.
fn limits() -> Limits {
    Limits {
        points: 10_000,
        features: 1_000,
        archive_bytes: 1_000_000,
        database_steps: 1_000_000,
        edge_pairs: 1_000_000,
        ..Limits::default()
    }
}

fn read_any(bytes: &[u8], manifest: &OutletManifest) {
    let date = salient_maps::DateRule::Given(jiff::civil::date(2031, 5, 4));
    let _ = read_file(bytes, "ridge", manifest, &date, &limits());
}

/// Places, as parts of a file's length, and what to put there.
fn changes() -> impl Strategy<Value = Vec<(f64, u8)>> {
    // Lengths, counts, and offsets do most harm when they are small, large, or negative.
    let byte = prop_oneof![
        Just(0),
        Just(1),
        Just(0x7f),
        Just(0x80),
        Just(0xff),
        any::<u8>()
    ];
    prop::collection::vec((0.0..1.0_f64, byte), 0..8)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a part of a small length"
)]
fn place(part: f64, n_bytes: usize) -> usize {
    (part * n_bytes as f64) as usize
}

fn damage(bytes: &mut Vec<u8>, changes: &[(f64, u8)], end: f64) {
    let n_bytes = bytes.len();
    for &(part, byte) in changes {
        bytes[place(part, n_bytes)] = byte;
    }
    bytes.truncate(place(end, n_bytes) + 1);
}

/// How much of a file is left: most often all.
fn ends() -> impl Strategy<Value = f64> {
    prop_oneof![3 => Just(1.0), 1 => 0.0..1.0_f64]
}

const FORMATS: [MapFormat; 7] = [
    MapFormat::ByContent,
    MapFormat::Geojson,
    MapFormat::EsriJson,
    MapFormat::Kml,
    MapFormat::Shapefile,
    MapFormat::Geopackage,
    MapFormat::Flatgeobuf,
];

const MAGIC: [&[u8]; 9] = [
    b"",
    b"{\"geometryType\":",
    b"<kml>",
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"\x00\x00\x27\x0a",
    b"SQLite format 3\0",
    b"fgb\x03fgb\x00",
    b"\xff\xfe<\0",
];

proptest! {
    #[test]
    fn any_bytes_behind_any_magic_give_a_result(magic in prop::sample::select(&MAGIC[..]), bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let bytes = [magic, &bytes].concat();
        for format in FORMATS {
            read_any(&bytes, &OutletManifest { format, ..everything_held() });
        }
    }

    #[test]
    fn damaged_files_give_a_result(
        name in prop::sample::select(vec![
            "ridge.geojson", "ridge.esri.json", "ridge.kml", "ridge.kmz", "ridge.shp.zip", "ridge.fgb", "ridge_3d.fgb", "ridge_3857.fgb", "ridge.gpkg.gz",
        ]),
        changes in changes(),
        end in ends(),
    ) {
        let mut bytes = fixture(name);
        damage(&mut bytes, &changes, end);
        read_any(&bytes, &everything_held());
    }

    #[test]
    fn damaged_files_in_a_sound_archive_give_a_result(
        name in prop::sample::select(vec!["ridge.shp.zip", "ridge_3d.shp.zip", "ridge.kmz"]),
        which in 0..5_usize,
        changes in changes(),
        end in ends(),
    ) {
        let mut files = unzip(&fixture(name));
        let n_files = files.len();
        damage(&mut files[which % n_files].1, &changes, end);
        read_any(&zip(&files), &everything_held());
    }

    #[test]
    fn damaged_geometry_in_a_sound_database_gives_a_result(changes in changes(), end in ends()) {
        // The page of the features' geometry is found by its header; changes elsewhere are for the test above.
        let mut bytes = fixture("ridge_3d.gpkg.gz");
        let at = bytes.windows(4).position(|it| it == b"GP\0\x05" || it == b"GP\0\x03").unwrap_or(0);
        let stop = (at + 600).min(bytes.len());
        let mut part = bytes[at..stop].to_vec();
        let n_bytes = part.len();
        damage(&mut part, &changes, end);
        part.resize(n_bytes, 0);
        bytes[at..stop].copy_from_slice(&part);
        read_any(&bytes, &everything_held());
    }
}
