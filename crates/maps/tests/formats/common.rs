//! What the tests of the formats share.

use std::io::Read as _;
use std::path::Path;

use salient_maps::{
    DateRule, Limits, MapInput, MapsError, OutletManifest, read_manifest, read_map,
};
use salient_model::Snapshot;

/// Ground by the property `status`, the river left out.
pub(crate) const RIDGE: &str = r#"
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
    actor = "NORTH"

    [[legend]]
    when.status = "contested"
    state = "contested"

    [[legend]]
    when.status = "river"
    ignore = true
"#;

pub(crate) fn ridge() -> OutletManifest {
    read_manifest(RIDGE).expect("valid")
}

/// A manifest like [`ridge`] with other legend entries.
pub(crate) fn ridge_with(legend: &str) -> OutletManifest {
    let head = RIDGE.split("[[legend]]").next().unwrap_or_default();
    read_manifest(&format!("{head}{legend}")).expect("valid")
}

/// One that takes every polygon for held ground.
pub(crate) fn everything_held() -> OutletManifest {
    OutletManifest::generic("ridge", "NORTH")
}

/// The bytes of a fixture, unpacked where they are packed with gzip.
#[expect(
    clippy::disallowed_methods,
    reason = "a test has no intake in front of it"
)]
pub(crate) fn fixture(name: &str) -> Vec<u8> {
    let path = format!("{}/tests/fixtures/{name}", env!("CARGO_MANIFEST_DIR"));
    let bytes = std::fs::read(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    if Path::new(name)
        .extension()
        .is_none_or(|ending| ending != "gz")
    {
        return bytes;
    }
    let mut unpacked = Vec::new();
    flate2::read::GzDecoder::new(bytes.as_slice())
        .read_to_end(&mut unpacked)
        .expect("gzip");
    unpacked
}

pub(crate) fn try_read(
    bytes: &[u8],
    manifest: &OutletManifest,
    limits: &Limits,
) -> Result<Vec<Snapshot>, MapsError> {
    let input = MapInput {
        bytes,
        // A name that says nothing about the format.
        file: "maps/ridge",
        line: None,
    };
    let date = match &manifest.date {
        DateRule::FromName => DateRule::Given(jiff::civil::date(2031, 5, 4)),
        rule => rule.clone(),
    };
    read_map(input, manifest, &date, limits)
}

pub(crate) fn read(bytes: &[u8], manifest: &OutletManifest) -> Snapshot {
    let mut snapshots =
        try_read(bytes, manifest, &Limits::default()).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(snapshots.len(), 1, "{snapshots:?}");
    snapshots.remove(0)
}

pub(crate) fn refusal(bytes: &[u8], manifest: &OutletManifest) -> String {
    refusal_within(bytes, manifest, &Limits::default())
}

pub(crate) fn refusal_within(bytes: &[u8], manifest: &OutletManifest, limits: &Limits) -> String {
    match try_read(bytes, manifest, limits) {
        Ok(snapshots) => panic!("read {snapshots:?}"),
        Err(error) => error.to_string(),
    }
}

pub(crate) fn codes(snapshot: &Snapshot) -> Vec<&'static str> {
    let codes = snapshot.diagnostics.iter();
    codes.map(|diagnostic| diagnostic.code.0).collect()
}

/// Where the remark with this code was made.
pub(crate) fn place<'a>(snapshot: &'a Snapshot, code: &str) -> &'a str {
    snapshot
        .diagnostics
        .iter()
        .find(|diagnostic| diagnostic.code.0 == code)
        .and_then(|diagnostic| diagnostic.at.as_deref())
        .unwrap_or_default()
}

/// Planar, in square degrees, all zones together.
pub(crate) fn area(snapshot: &Snapshot) -> f64 {
    use geo::Area as _;
    let zones = snapshot.zones.iter();
    zones.map(|zone| zone.geometry.unsigned_area()).sum()
}

/// The files in an archive, by name without folders.
pub(crate) fn unzip(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("an archive");
    (0..archive.len())
        .map(|index| {
            let mut file = archive.by_index(index).expect("a file");
            let mut content = Vec::new();
            file.read_to_end(&mut content).expect("readable");
            let name = file.name().expect("UTF-8").into_owned();
            (
                name.rsplit('/').next().unwrap_or_default().to_owned(),
                content,
            )
        })
        .collect()
}

/// An archive of these files.
pub(crate) fn zip(files: &[(String, Vec<u8>)]) -> Vec<u8> {
    let files: Vec<(&str, &[u8])> = files
        .iter()
        .map(|(name, content)| (name.as_str(), content.as_slice()))
        .collect();
    salient_maps::bundle(&files)
}
