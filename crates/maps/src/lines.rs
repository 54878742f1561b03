//! Lines for the measures that need them: routes, a border, a coast.
//!
//! **Shape.** Any format that zones are read from, told by the content. A feature with lines gives one entry. Areas give their rings, since borders are often kept as areas;
//! points and features without geometry are passed over. A feature is named by the first of its properties `name`, `NAME`, `ref`, `REF`, `id`, and `ID` that says something,
//! else by its number in the file; of two with one name, the second has its number behind it.
//!
//! **Units and frame.** As for maps: WGS 84 degrees, or converted to them. Heights are dropped, with a remark.

use std::collections::BTreeSet;

use geo_types::{LineString, MultiLineString};
use salient_model::Diagnostic;

use crate::MapsError;
use crate::limits::Limits;
use crate::raw::{RawFeature, RawRing};
use crate::read::read_raw_lines;

/// Properties that name a feature, the first that says something.
const NAMES: [&str; 6] = ["name", "NAME", "ref", "REF", "id", "ID"];

/// The lines of a file.
#[derive(Debug, Clone, PartialEq)]
pub struct Lines {
    /// By feature: its name, and its lines of two points and more.
    pub features: Vec<(String, MultiLineString<f64>)>,
    /// What the reader noticed: points converted, heights dropped.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads the lines of a file. `origin` names it for errors.
///
/// ```
/// use salient_maps::{Limits, read_lines};
/// let bytes = br#"{"type": "Feature", "properties": {"name": "North Line"},
///     "geometry": {"type": "LineString", "coordinates": [[10, 50], [11, 50]]}}"#;
/// let lines = read_lines(bytes, "railways.geojson", &Limits::default())?;
/// assert_eq!(lines.features[0].0, "North Line");
/// # Ok::<(), salient_maps::MapsError>(())
/// ```
pub fn read_lines(bytes: &[u8], origin: &str, limits: &Limits) -> Result<Lines, MapsError> {
    let map = read_raw_lines(bytes, origin, limits)?;
    let mut others: Vec<String> = map
        .features
        .iter()
        .flat_map(|feature| feature.not_polygons.clone())
        .collect();
    let mut known = BTreeSet::new();
    let mut features = Vec::new();
    for feature in map.features {
        let mut name = name_of(&feature);
        let number = feature.number;
        let lines = lines_of(feature);
        if lines.0.is_empty() {
            continue;
        }
        if !known.insert(name.clone()) {
            name = format!("{name} ({number})");
            known.insert(name.clone());
        }
        features.push((name, lines));
    }
    if features.is_empty() {
        others.sort();
        others.dedup();
        let found = if others.is_empty() {
            "none".to_owned()
        } else {
            others.join(", ")
        };
        return Err(MapsError::Lines {
            origin: origin.to_owned(),
            found,
        });
    }
    Ok(Lines {
        features,
        diagnostics: map.remarks.diagnostics(),
    })
}

fn name_of(feature: &RawFeature) -> String {
    let says_something = |name: &&str| !name.trim().is_empty();
    NAMES
        .iter()
        .filter_map(|name| feature.properties.get(name))
        .find(says_something)
        .map_or_else(|| feature.number.to_string(), |name| name.trim().to_owned())
}

fn lines_of(feature: RawFeature) -> MultiLineString<f64> {
    let closed = |mut ring: RawRing| {
        if let Some(first) = ring.first().copied()
            && ring.last() != Some(&first)
        {
            ring.push(first);
        }
        ring
    };
    let rings = feature.polygons.into_iter().flatten().map(closed);
    MultiLineString(
        feature
            .lines
            .into_iter()
            .chain(rings)
            .filter(|line| line.len() > 1)
            .map(LineString)
            .collect(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Result<Lines, MapsError> {
        read_lines(bytes, "route.geojson", &Limits::default())
    }

    #[test]
    fn lines_come_from_lines_and_from_the_rings_of_areas_and_are_named() {
        let json = br#"{"type":"FeatureCollection","features":[
            {"type":"Feature","properties":{"name":" ","ref":7},"geometry":{"type":"LineString","coordinates":[[37.0,48.0],[37.1,48.0]]}},
            {"type":"Feature","properties":{"ref":7},"geometry":{"type":"MultiLineString","coordinates":[[[37.0,48.0],[37.1,48.0]],[[38.0,48.0],[38.1,48.0],[38.1,49.0]]]}},
            {"type":"Feature","properties":{"name":"Depot"},"geometry":{"type":"Point","coordinates":[37.0,48.0]}},
            {"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}}]}"#;
        let found = read(json).unwrap().features;
        let shape: Vec<(&str, Vec<usize>)> = found
            .iter()
            .map(|(name, lines)| {
                let points = lines.iter().map(|line| line.0.len());
                (name.as_str(), points.collect())
            })
            .collect();
        assert_eq!(
            shape,
            [("7", vec![2]), ("7 (2)", vec![2, 3]), ("4", vec![4])]
        );
    }

    #[test]
    fn a_file_without_lines_or_off_the_globe_is_refused_by_name() {
        let point = br#"{"type":"Point","coordinates":[37.0,48.0]}"#;
        let error = read(point).unwrap_err().to_string();
        assert_eq!(
            error,
            "route.geojson: expected lines, or areas with an edge, found Point"
        );
        let projected =
            br#"{"type":"LineString","coordinates":[[4100000,6000000],[4100100,6000000]]}"#;
        assert!(read(projected).is_err());
        let error = read(b"PAR1").unwrap_err().to_string();
        assert!(
            error.contains("expected GeoJSON") && error.contains("found Parquet"),
            "{error}"
        );
    }
}
