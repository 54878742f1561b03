//! The way in: bytes of a file or of one line of a series to snapshots.
//!
//! **Shape.** A *file* is one map (or, dated by feature, several); a *series* has one map per line. [`layout_of`] tells them apart. A caller with a large
//! compressed series hands in its lines one by one; nothing is kept between them.

use salient_model::{Sha256, Snapshot};

use crate::assemble::{Provenance, snapshots_of};
use crate::date_rule::DateRule;
use crate::limits::Limits;
use crate::manifest::{MapFormat, OutletManifest};
use crate::raw::RawMap;
use crate::{MapsError, day_layers, deepstate_history, geojson, nzz, owlmaps};

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

/// Whether a file is one map or a series.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// The whole file is one JSON text.
    File,
    /// Each line is a JSON text.
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
    let origin = input.line.map_or_else(
        || input.file.to_owned(),
        |line| format!("{}:{line}", input.file),
    );
    let map = read_raw(input.bytes, &origin, manifest.format, limits)?;
    let provenance = Provenance {
        origin: &origin,
        file: input.file,
        raw_hash: Sha256::of(input.bytes),
    };
    snapshots_of(map, provenance, manifest, date, limits)
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
    let mut add = |bytes, line| {
        let input = MapInput { bytes, file, line };
        match read_map(input, manifest, date, limits) {
            Ok(snapshots) => series.snapshots.extend(snapshots),
            Err(error) => series.errors.push(error),
        }
    };
    match layout_of(bytes) {
        Layout::File => add(bytes, None),
        Layout::Lines => {
            for (number, line) in (1..).zip(bytes.split(|&byte| byte == b'\n')) {
                let line = line.strip_suffix(b"\r").unwrap_or(line);
                if !line.trim_ascii().is_empty() {
                    add(line, Some(number));
                }
            }
        }
    }
    series
}

/// Tells a series from a single JSON text by its first two lines: a series has a closed object on the first and another on the next.
///
/// The beginning of the file is enough, as long as it reaches into the second line.
#[must_use]
pub fn layout_of(bytes: &[u8]) -> Layout {
    let mut lines = bytes
        .split(|&byte| byte == b'\n')
        .map(<[u8]>::trim_ascii)
        .filter(|line| !line.is_empty());
    match (lines.next(), lines.next()) {
        (Some(first), Some(second)) if first.ends_with(b"}") && second.starts_with(b"{") => {
            Layout::Lines
        }
        _ => Layout::File,
    }
}

fn read_raw(
    bytes: &[u8],
    origin: &str,
    format: MapFormat,
    limits: &Limits,
) -> Result<RawMap, MapsError> {
    let read = match format {
        MapFormat::Geojson => geojson::read,
        MapFormat::DeepstateHistory => deepstate_history::read,
        MapFormat::Nzz => nzz::read,
        MapFormat::Owlmaps => owlmaps::read,
        MapFormat::DayLayers => day_layers::read,
    };
    read(bytes, origin, limits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_series_has_an_object_on_each_of_its_first_two_lines() {
        for (text, layout) in [
            ("{\"a\": 1}\n{\"a\": 2}\n", Layout::Lines),
            ("{\"a\": 1}\r\n\r\n{\"a\"", Layout::Lines),
            ("{\"a\": 1}\n", Layout::File),
            ("{\n\"a\": {}\n}\n", Layout::File),
            ("{\"a\": [{}\n{}]}", Layout::Lines),
            ("", Layout::File),
        ] {
            assert_eq!(layout_of(text.as_bytes()), layout, "{text}");
        }
    }
}
