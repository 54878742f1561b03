//! A day of a series of changes: `{date, features: [{type, asof, from, geometry}]}`.
//!
//! **Shape.** `type` is `nochange`, `gains`, or `losses` and becomes the property `type`; what is held is *nochange* and *gains* together. `asof` and `from`
//! bound the period that the map describes and become properties of the whole map too, since all features of a day share them.

use crate::MapsError;
use crate::geojson::{feature_list, feature_of};
use crate::json_object::read_object;
use crate::progress::Progress;
use crate::raw::RawMap;

pub(crate) fn read(bytes: &[u8], progress: &Progress<'_>) -> Result<RawMap, MapsError> {
    let (mut map, features) = feature_list(read_object(bytes, progress)?, progress)?;
    for mut object in features {
        let number = object.number;
        let kind = object.kind.take();
        let members = std::mem::take(&mut object.members);
        for period in ["asof", "from"] {
            if let (None, Some(day)) = (map.properties.get(period), members.get(period)) {
                map.properties.0.push((period.to_owned(), day.to_owned()));
            }
        }
        let mut feature = feature_of(object, number, progress)?;
        feature.properties.0.extend(members.0);
        feature
            .properties
            .0
            .extend(kind.map(|kind| ("type".to_owned(), kind)));
        map.features.push(feature);
    }
    Ok(map)
}
