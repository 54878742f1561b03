//! A day of rings: `{date, areas_latlon: [ring, …], areas_ua_latlon: [ring, …]}`.
//!
//! **Units and frame.** Latitude before longitude, as the member names say; the positions are turned while they are read.
//!
//! **Shape.** Each ring is the exterior of one polygon: the series keeps no holes. The two lists become two features whose property `list` is the
//! member's name.

use crate::MapsError;
use crate::coordinates::Coordinates;
use crate::geojson::shape;
use crate::json_object::read_object;
use crate::progress::Progress;
use crate::raw::{Properties, RawFeature, RawMap};

pub(crate) fn read(bytes: &[u8], progress: &Progress<'_>) -> Result<RawMap, MapsError> {
    let object = read_object(bytes, progress)?;
    if object.areas.is_none() {
        return Err(shape(
            progress,
            0,
            "an object without areas_latlon",
            "the array areas_latlon",
        ));
    }
    let mut map = RawMap {
        properties: object.members,
        remarks: progress.remarks(),
        ..RawMap::default()
    };
    let lists = [
        ("areas_latlon", object.areas),
        ("areas_ua_latlon", object.counter_areas),
    ];
    for (number, (list, coordinates)) in (1..).zip(lists) {
        let polygons = match coordinates {
            None => continue,
            Some(Coordinates::Empty) => Vec::new(),
            Some(Coordinates::Polygon(rings)) => rings.into_iter().map(|ring| vec![ring]).collect(),
            Some(other) => {
                return Err(shape(
                    progress,
                    number,
                    format!("{} in {list}", other.depth_words()),
                    "a list of rings",
                ));
            }
        };
        // No ground of the second list is the usual case and no remark is due.
        if polygons.is_empty() && number > 1 {
            continue;
        }
        map.features.push(RawFeature {
            number,
            properties: Properties(vec![("list".to_owned(), list.to_owned())]),
            is_empty: polygons.is_empty(),
            polygons,
            ..RawFeature::default()
        });
    }
    Ok(map)
}
