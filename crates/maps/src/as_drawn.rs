//! The polygons of a map as its file has them.

use geo_types::{LineString, MultiPolygon, Polygon};

use crate::MapsError;
use crate::limits::Limits;
use crate::manifest::MapFormat;
use crate::read::{MapInput, read_raw};

/// Reads the polygons of each feature as the outlet drew them: closed where they were left open, but not checked, mended, turned, or sorted by any legend.
///
/// For looking at what a file holds. Everything that is said about ground starts from [`read_map`](crate::read_map).
///
/// ```
/// use salient_maps::{Limits, MapFormat, MapInput, read_as_drawn};
/// let bytes = br#"{"type": "Polygon", "coordinates": [[[10, 50], [10, 51], [11, 51]]]}"#;
/// let input = MapInput { bytes, file: "ridge.geojson", line: None };
/// let features = read_as_drawn(input, MapFormat::ByContent, &Limits::default())?;
/// // Clockwise, as it came, and closed.
/// assert_eq!(features[0].0[0].exterior().0.len(), 4);
/// assert_eq!(features[0].0[0].exterior().0[1].y, 51.0);
/// # Ok::<(), salient_maps::MapsError>(())
/// ```
pub fn read_as_drawn(
    input: MapInput<'_>,
    format: MapFormat,
    limits: &Limits,
) -> Result<Vec<MultiPolygon<f64>>, MapsError> {
    let map = read_raw(input.bytes, &input.origin(), format, limits)?;
    let polygons = |polygons: Vec<Vec<_>>| {
        let polygons = polygons.into_iter().map(|rings| {
            let mut rings = rings.into_iter().map(LineString);
            let exterior = rings.next().unwrap_or_else(LineString::empty);
            Polygon::new(exterior, rings.collect())
        });
        MultiPolygon(polygons.collect())
    };
    Ok(map
        .features
        .into_iter()
        .map(|feature| polygons(feature.polygons))
        .collect())
}
