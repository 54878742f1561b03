//! A day of a series in which geometry members stand directly in the features: `{ts, utc, features: [{name, key, fill, type, coordinates}]}`.
//!
//! **Shape.** The scalars beside `coordinates` (`name`, `key`, `fill`) become the properties that the legend reads. Points (attack directions) are noted
//! as no polygons.

use crate::MapsError;
use crate::geojson::{add_geometry, feature_list};
use crate::json_object::read_object;
use crate::progress::Progress;
use crate::raw::{RawFeature, RawMap};

pub(crate) fn read(bytes: &[u8], progress: &Progress<'_>) -> Result<RawMap, MapsError> {
    let (mut map, features) = feature_list(read_object(bytes, progress)?, progress)?;
    for mut object in features {
        let mut feature = RawFeature {
            number: object.number,
            properties: std::mem::take(&mut object.members),
            ..RawFeature::default()
        };
        add_geometry(object, &mut feature, progress)?;
        map.features.push(feature);
    }
    Ok(map)
}
