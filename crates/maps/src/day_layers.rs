//! One layer of one day on a line: `{date, layer, geometries: [geometry, …]}` or `{date, layer, geojson: {…}}`.
//!
//! **Shape.** `layer` tells assessed from claimed control and becomes a property of every feature, so that the legend can read it.

use crate::MapsError;
use crate::geojson::{add_geometry, map_of, shape};
use crate::json_object::read_object;
use crate::limits::Limits;
use crate::progress::{AxisOrder, Progress};
use crate::raw::{RawFeature, RawMap};

pub(crate) fn read(bytes: &[u8], origin: &str, limits: &Limits) -> Result<RawMap, MapsError> {
    let progress = Progress::new(origin, limits, AxisOrder::LonLat);
    let object = read_object(bytes, &progress)?;
    let mut map = if let Some(geojson) = object.geojson {
        map_of(*geojson, &progress)?
    } else if let Some(geometries) = object.geometries {
        let mut map = RawMap::default();
        for (number, geometry) in (1..).zip(geometries) {
            let mut feature = RawFeature {
                number,
                ..RawFeature::default()
            };
            add_geometry(geometry, &mut feature, &progress)?;
            map.features.push(feature);
        }
        map
    } else {
        return Err(shape(
            &progress,
            0,
            "an object without geometries and geojson",
            "the array geometries, or a GeoJSON object geojson",
        ));
    };
    map.remarks = progress.remarks();
    let layer = object.members.get("layer").map(ToOwned::to_owned);
    for feature in &mut map.features {
        feature
            .properties
            .0
            .extend(layer.clone().map(|layer| ("layer".to_owned(), layer)));
    }
    map.properties = object.members;
    Ok(map)
}
