//! The way in: bytes of a file or of one line of a series to snapshots.
//!
//! **Shape.** A *file* is one map (or, dated by feature, several); a *series* has one map per line. [`layout_of`] tells them apart. A caller with a large
//! compressed series hands in its lines one by one, to a [`MapReader`]. The format is told by the content; a manifest that names one is held to it.

use salient_model::Snapshot;

use crate::archive::Archive;
use crate::content::{Content, says_more_pages};
use crate::date_rule::DateRule;
use crate::json_scan::member;
use crate::limits::Limits;
use crate::manifest::{MapFormat, OutletManifest};
use crate::progress::{AxisOrder, Progress};
use crate::raw::RawMap;
use crate::reader::MapReader;
use crate::set_apart::set_apart;
use crate::{
    MapsError, day_layers, deepstate_history, esri_json, flatgeobuf, geojson, geopackage, kml, nzz,
    owlmaps, shapefile,
};

/// Bytes of one map and where they came from.
#[derive(Debug, Clone, Copy)]
pub struct MapInput<'a> {
    /// The file or the line as received, decompressed. Its SHA-256 becomes the snapshot's.
    pub bytes: &'a [u8],
    /// Name of the file; may have folders before it.
    pub file: &'a str,
    /// Line in the file, from 1, when the file is a series.
    pub line: Option<usize>,
}

impl MapInput<'_> {
    /// File, or file and line.
    pub(crate) fn origin(&self) -> String {
        self.line.map_or_else(
            || self.file.to_owned(),
            |line| format!("{}:{line}", self.file),
        )
    }
}

/// Whether a file is one map or a series.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// The whole file is one map.
    File,
    /// Each line is a map.
    Lines,
}

/// What became of a series: a line that could not be read does not stop the others.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Series {
    /// In line order.
    pub snapshots: Vec<Snapshot>,
    /// In line order.
    pub errors: Vec<MapsError>,
}

/// Reads one map: a whole file, or one line of a series. Several snapshots come from a collection whose features carry several dates; they are sorted by date.
/// None come from a map of which the legend ignores every feature.
///
/// `date` overrides the manifest's own rule; hand in `&manifest.date` to keep it.
pub fn read_map(
    input: MapInput<'_>,
    manifest: &OutletManifest,
    date: &DateRule,
    limits: &Limits,
) -> Result<Vec<Snapshot>, MapsError> {
    MapReader::new(manifest, date, limits).read(input)
}

/// Reads a whole file, as one map or line by line. Empty lines are passed over.
#[must_use]
pub fn read_file(
    bytes: &[u8],
    file: &str,
    manifest: &OutletManifest,
    date: &DateRule,
    limits: &Limits,
) -> Series {
    let mut series = Series::default();
    let mut reader = MapReader::new(manifest, date, limits);
    let mut add = |bytes: &[u8], line| match reader.read(MapInput { bytes, file, line }) {
        Ok(snapshots) => series.snapshots.extend(snapshots),
        Err(error) => series.errors.push(error),
    };
    match layout_of(bytes, date) {
        Layout::File => add(bytes, None),
        Layout::Lines => {
            let lines = (1..)
                .zip(bytes.split(|&byte| byte == b'\n'))
                .map(|(number, line)| (number, line.strip_suffix(b"\r").unwrap_or(line)))
                .filter(|(_, line)| !line.trim_ascii().is_empty());
            if manifest.format == MapFormat::DayLayers {
                let lines = lines.map(|(number, line)| (number, line.to_vec()));
                for (number, block) in day_layers::day_blocks(lines) {
                    add(&block, Some(number));
                }
            } else {
                for (number, line) in lines {
                    add(line, Some(number));
                }
            }
        }
    }
    series
}

/// Tells a series from a single map by its first two lines: a series has a closed JSON object on the first and another on the next.
///
/// Lines that are pages of one answer, or single features with one date for all of them, make one map. `date` is the rule by which the file will be read.
///
/// The beginning of the file is enough, as long as it reaches into the second line.
#[must_use]
pub fn layout_of(bytes: &[u8], date: &DateRule) -> Layout {
    if !begins_like_json(bytes) {
        return Layout::File;
    }
    let mut lines = bytes
        .split(|&byte| byte == b'\n')
        .map(|line| line.strip_prefix(b"\x1e").unwrap_or(line).trim_ascii())
        .filter(|line| !line.is_empty());
    match (lines.next(), lines.next()) {
        (Some(first), Some(second)) if first.ends_with(b"}") && second.starts_with(b"{") => {
            let is_page = Content::of(first) == Content::EsriJson || says_more_pages(first);
            let is_feature = member(first, "type") == Some(b"\"Feature\"");
            if is_page || is_feature && !matches!(date, DateRule::Property(_)) {
                Layout::File
            } else {
                Layout::Lines
            }
        }
        _ => Layout::File,
    }
}

/// Whether a file that begins so is text in JSON, so that its lines mean something. A few bytes are enough.
#[must_use]
pub fn begins_like_json(bytes: &[u8]) -> bool {
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    matches!(text.trim_ascii_start().first(), Some(b'{' | b'[' | b'\x1e'))
}

/// What can be read when the manifest leaves the format open.
const READABLE: &str = "GeoJSON, the JSON of an ArcGIS server, KML or KMZ, a Shapefile (.zip with .shp, .dbf, and .prj), a GeoPackage, or FlatGeobuf";

pub(crate) fn read_raw(
    bytes: &[u8],
    origin: &str,
    wanted: MapFormat,
    limits: &Limits,
) -> Result<RawMap, MapsError> {
    let axis_order = match wanted {
        MapFormat::Owlmaps => AxisOrder::LatLon,
        _ => AxisOrder::LonLat,
    };
    let progress = Progress::new(origin, limits, axis_order);
    read_with(bytes, wanted, &progress)
}

/// The lines of a file in any of the formats for which no outlet's manifest is needed.
pub(crate) fn read_raw_lines(
    bytes: &[u8],
    origin: &str,
    limits: &Limits,
) -> Result<RawMap, MapsError> {
    let progress = Progress::new(origin, limits, AxisOrder::LonLat).with_lines();
    read_with(bytes, MapFormat::ByContent, &progress)
}

pub(crate) fn read_with(
    bytes: &[u8],
    wanted: MapFormat,
    progress: &Progress<'_>,
) -> Result<RawMap, MapsError> {
    if begins_like_json(bytes) {
        let by_line = wanted == MapFormat::DayLayers;
        if let Some(apart) = set_apart(bytes, progress.axis_order, by_line, progress.limits) {
            let rest = progress.for_rest(apart.arrays, apart.dropped_ordinates);
            match read_text(&apart.text, wanted, &rest) {
                Ok(map) if rest.has_taken_all() => return Ok(map),
                // Read again as it came, so that a refusal names the place in it.
                _ => {}
            }
        }
    }
    read_text(bytes, wanted, progress)
}

/// Reads bytes in which nothing is missing but what `progress` has.
pub(crate) fn read_text(
    bytes: &[u8],
    wanted: MapFormat,
    progress: &Progress<'_>,
) -> Result<RawMap, MapsError> {
    let content = Content::of(bytes);
    if content == Content::Zip {
        return read_zip(bytes, wanted, progress);
    }
    match settle(wanted, content.format(), &content.words(), progress.origin)? {
        // `settle` leaves nothing open.
        MapFormat::ByContent | MapFormat::Geojson => geojson::read(bytes, progress),
        MapFormat::EsriJson => esri_json::read(bytes, progress),
        MapFormat::Kml => kml::read(bytes, progress),
        MapFormat::Shapefile => shapefile::read(bytes, progress),
        MapFormat::Geopackage => geopackage::read(bytes, progress),
        MapFormat::Flatgeobuf => flatgeobuf::read(bytes, progress),
        MapFormat::DeepstateHistory => deepstate_history::read(bytes, progress),
        MapFormat::Nzz => nzz::read(bytes, progress),
        MapFormat::Owlmaps => owlmaps::read(bytes, progress),
        MapFormat::DayLayers => day_layers::read(bytes, progress),
    }
}

/// KMZ and zipped Shapefiles.
fn read_zip(bytes: &[u8], wanted: MapFormat, progress: &Progress<'_>) -> Result<RawMap, MapsError> {
    let mut archive = Archive::open(bytes, progress)?;
    let has = |ending| archive.first_with_ending(ending).is_some();
    let (found, words) = match (has("shp"), has("kml")) {
        (true, _) => (Some(MapFormat::Shapefile), "a zipped Shapefile".to_owned()),
        (false, true) => (Some(MapFormat::Kml), "a KMZ".to_owned()),
        (false, false) => {
            let first = archive.names().next().unwrap_or("nothing");
            let words = format!("a ZIP archive without .shp and .kml, in it {first:?}; unpack it");
            (None, words)
        }
    };
    match settle(wanted, found, &words, progress.origin)? {
        MapFormat::Shapefile => shapefile::read_archive(&mut archive, progress),
        _ => kml::read_archive(&mut archive, progress),
    }
}

/// The format to read, or the refusal of content that the manifest does not ask for.
fn settle(
    wanted: MapFormat,
    found: Option<MapFormat>,
    found_words: &str,
    origin: &str,
) -> Result<MapFormat, MapsError> {
    let refuse = |expected: &str| {
        Err(MapsError::Format {
            origin: origin.to_owned(),
            found: found_words.to_owned(),
            expected: expected.to_owned(),
        })
    };
    match (wanted, found) {
        (MapFormat::ByContent, Some(found)) => Ok(found),
        (MapFormat::ByContent, None) => refuse(READABLE),
        (wanted, Some(found)) if wanted == found => Ok(wanted),
        // A series of an outlet's own is JSON that nothing at its beginning tells from other JSON.
        (wanted, Some(MapFormat::Geojson | MapFormat::EsriJson)) if wanted.is_own_json() => {
            Ok(wanted)
        }
        (wanted, _) => refuse(wanted.words()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_series_has_an_object_on_each_of_its_first_two_lines() {
        let in_property = DateRule::Property("day".to_owned());
        for (text, layout) in [
            ("{\"a\": 1}\n{\"a\": 2}\n", Layout::Lines),
            ("{\"a\": 1}\r\n\r\n{\"a\"", Layout::Lines),
            ("{\"a\": 1}\n", Layout::File),
            ("{\n\"a\": {}\n}\n", Layout::File),
            ("{\"a\": [{}\n{}]}", Layout::Lines),
            ("\x1e{\"a\": 1}\n\x1e{\"a\": 2}\n", Layout::Lines),
            ("{\"type\": \"Feature\"}\n{}", Layout::Lines),
            ("{\"geometryType\": \"\"}\n{}", Layout::File),
            ("{\"exceededTransferLimit\": true}\n{}", Layout::File),
            ("<kml>}\n{", Layout::File),
            ("", Layout::File),
        ] {
            assert_eq!(layout_of(text.as_bytes(), &in_property), layout, "{text}");
        }
        // With one date for all lines, features are parts of one map; with a date each, they are maps.
        let features = b"{\"type\": \"Feature\"}\n{}";
        assert_eq!(layout_of(features, &DateRule::FromName), Layout::File);
    }
}
