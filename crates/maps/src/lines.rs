//! Lines for the measures that need them: a route, a border, a coast.
//!
//! **Shape.** A GeoJSON text with `LineString` or `MultiLineString` geometries, bare, in features, or in a collection. Polygons give their rings,
//! since borders are often kept as areas. Heights are dropped.

use geo_types::{Geometry, GeometryCollection, LineString, MultiLineString};
use geojson::GeoJson;
use salient_model::LonLat;

use crate::MapsError;

/// Reads the lines of a GeoJSON text. `origin` names the file for errors.
pub fn read_lines(bytes: &[u8], origin: &str) -> Result<MultiLineString<f64>, MapsError> {
    let wrong = |found: String| MapsError::Lines {
        origin: origin.to_owned(),
        found,
    };
    let text = std::str::from_utf8(bytes).map_err(|error| wrong(error.to_string()))?;
    let json: GeoJson = text
        .parse()
        .map_err(|error: geojson::Error| wrong(error.to_string()))?;
    let collection =
        GeometryCollection::try_from(&json).map_err(|error| wrong(error.to_string()))?;
    let mut lines: Vec<LineString<f64>> = Vec::new();
    for geometry in collection {
        push_lines(geometry, &mut lines);
    }
    for line in &lines {
        for at in line.coords() {
            LonLat::new(at.x, at.y).map_err(|error| wrong(error.to_string()))?;
        }
    }
    if lines.is_empty() {
        return Err(wrong("no line".to_owned()));
    }
    Ok(MultiLineString(lines))
}

fn push_lines(geometry: Geometry<f64>, lines: &mut Vec<LineString<f64>>) {
    match geometry {
        Geometry::LineString(line) => lines.push(line),
        Geometry::MultiLineString(parts) => lines.extend(parts.0),
        Geometry::Polygon(area) => {
            lines.push(area.exterior().clone());
            lines.extend(area.interiors().iter().cloned());
        }
        Geometry::MultiPolygon(areas) => {
            for area in areas {
                push_lines(Geometry::Polygon(area), lines);
            }
        }
        Geometry::GeometryCollection(parts) => {
            for part in parts {
                push_lines(part, lines);
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_come_from_lines_and_from_the_rings_of_areas() {
        let json = br#"{"type":"FeatureCollection","features":[
            {"type":"Feature","properties":{},"geometry":{"type":"LineString","coordinates":[[37.0,48.0],[37.1,48.0]]}},
            {"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}}]}"#;
        assert_eq!(read_lines(json, "route.geojson").unwrap().0.len(), 2);
    }

    #[test]
    fn a_file_without_lines_or_off_the_globe_is_refused_by_name() {
        let point = br#"{"type":"Point","coordinates":[37.0,48.0]}"#;
        let error = read_lines(point, "route.geojson").unwrap_err().to_string();
        assert_eq!(
            error,
            "route.geojson: expected GeoJSON lines in degrees, found no line"
        );
        let projected =
            br#"{"type":"LineString","coordinates":[[4100000,6000000],[4100100,6000000]]}"#;
        assert!(read_lines(projected, "route.geojson").is_err());
    }
}
