//! One layer of one day on a line: `{date, layer, geometries: [geometry, …]}` or `{date, layer, geojson: {…}}`. The layers of a day are one map.
//!
//! **Shape.** `layer` tells assessed from claimed control and becomes a property of every feature, so that the legend can read it. [`day_blocks`] brings the lines of a
//! day together; read alone, a line would be a map that draws one layer and leaves out all others.

use std::collections::BTreeMap;

use crate::MapsError;
use crate::geojson::{add_geometry, map_of, shape};
use crate::json_object::read_object;
use crate::json_scan::member;
use crate::progress::Progress;
use crate::raw::{RawFeature, RawMap};

/// The lines of a series with the lines of each day joined, in order of days; each block with the number of its first line. A line without a date stays alone.
#[must_use]
pub fn day_blocks(lines: impl IntoIterator<Item = (usize, Vec<u8>)>) -> Vec<(usize, Vec<u8>)> {
    let mut blocks: BTreeMap<(Vec<u8>, usize), (usize, Vec<u8>)> = BTreeMap::new();
    for (number, line) in lines {
        let key = match member(&line, "date") {
            Some(date) => (date.to_vec(), 0),
            None => (Vec::new(), number),
        };
        let (_, block) = blocks.entry(key).or_insert_with(|| (number, Vec::new()));
        if !block.is_empty() {
            block.push(b'\n');
        }
        block.extend(line);
    }
    blocks.into_values().collect()
}

/// Reads the layers of one day, one per line.
pub(crate) fn read(bytes: &[u8], progress: &Progress<'_>) -> Result<RawMap, MapsError> {
    progress.check_size(bytes)?;
    let mut day = RawMap::default();
    let lines = bytes.split(|&byte| byte == b'\n');
    for line in lines.filter(|line| !line.trim_ascii().is_empty()) {
        let layer = layer(line, progress)?;
        day.properties = layer.properties;
        for mut feature in layer.features {
            feature.number = day.features.len() + 1;
            day.features.push(feature);
        }
    }
    day.remarks = progress.remarks();
    Ok(day)
}

fn layer(line: &[u8], progress: &Progress<'_>) -> Result<RawMap, MapsError> {
    let object = read_object(line, progress)?;
    let mut map = if let Some(geojson) = object.geojson {
        map_of(*geojson, progress)?
    } else if let Some(geometries) = object.geometries {
        let mut map = RawMap::default();
        for (number, geometry) in (1..).zip(geometries) {
            let mut feature = RawFeature {
                number,
                ..RawFeature::default()
            };
            add_geometry(geometry, &mut feature, progress)?;
            map.features.push(feature);
        }
        map
    } else {
        return Err(shape(
            progress,
            0,
            "an object without geometries and geojson",
            "the array geometries, or a GeoJSON object geojson",
        ));
    };
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
