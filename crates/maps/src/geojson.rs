//! GeoJSON: a `FeatureCollection`, one `Feature`, or a bare geometry.
//!
//! **Units and frame.** Longitude before latitude on WGS 84 (RFC 7946). The `crs` member of the GeoJSON of 2008 is accepted when it says the same.
//!
//! **Sources.** RFC 7946; for `crs`, section 3 of the GeoJSON specification of 2008.

use crate::MapsError;
use crate::coordinates::Coordinates;
use crate::json_object::{GeometryMember, JsonObject, read_object};
use crate::limits::Limits;
use crate::progress::{AxisOrder, Progress};
use crate::raw::{RawFeature, RawMap};

pub(crate) fn read(bytes: &[u8], origin: &str, limits: &Limits) -> Result<RawMap, MapsError> {
    let progress = Progress::new(origin, limits, AxisOrder::LonLat);
    let object = read_object(bytes, &progress)?;
    map_of(object, &progress)
}

/// The map that a GeoJSON object of any type holds.
pub(crate) fn map_of(object: JsonObject, progress: &Progress<'_>) -> Result<RawMap, MapsError> {
    check_crs(&object, progress)?;
    let mut map = RawMap {
        properties: object.members.clone(),
        dropped_ordinates: progress.dropped_ordinates.get(),
        ..RawMap::default()
    };
    match object.kind.as_deref() {
        Some("FeatureCollection") => {
            let Some(features) = object.features else {
                return Err(shape(
                    progress,
                    0,
                    "a FeatureCollection without features",
                    "the array features",
                ));
            };
            for feature in features {
                let number = feature.number;
                if feature.kind.as_deref() != Some("Feature") {
                    return Err(shape(
                        progress,
                        number,
                        kind_words(&feature),
                        "an object of type Feature",
                    ));
                }
                map.features.push(feature_of(feature, number, progress)?);
            }
        }
        Some("Feature") => map.features.push(feature_of(object, 1, progress)?),
        // A bare geometry; an unknown type is refused there.
        _ => {
            let mut feature = RawFeature {
                number: 1,
                ..RawFeature::default()
            };
            add_geometry(object, &mut feature, progress)?;
            map.features.push(feature);
        }
    }
    Ok(map)
}

/// The map of an object that is no GeoJSON but has an array `features`, with that array still unread.
pub(crate) fn feature_list(
    object: JsonObject,
    progress: &Progress<'_>,
) -> Result<(RawMap, Vec<JsonObject>), MapsError> {
    let Some(features) = object.features else {
        return Err(shape(
            progress,
            0,
            "an object without features",
            "the array features",
        ));
    };
    let map = RawMap {
        properties: object.members,
        dropped_ordinates: progress.dropped_ordinates.get(),
        ..RawMap::default()
    };
    Ok((map, features))
}

/// A `Feature`, or an object that differs from one only in its `type`.
pub(crate) fn feature_of(
    object: JsonObject,
    number: usize,
    progress: &Progress<'_>,
) -> Result<RawFeature, MapsError> {
    check_crs(&object, progress)?;
    let mut feature = RawFeature {
        number,
        properties: object.properties,
        ..RawFeature::default()
    };
    match object.geometry {
        GeometryMember::Absent => {
            return Err(shape(
                progress,
                number,
                "a feature without the member geometry",
                "a geometry or null",
            ));
        }
        GeometryMember::Null => feature.is_empty = true,
        GeometryMember::Object(geometry) => add_geometry(*geometry, &mut feature, progress)?,
    }
    Ok(feature)
}

/// Adds the polygons of a geometry object to the feature and notes what else there is.
pub(crate) fn add_geometry(
    geometry: JsonObject,
    feature: &mut RawFeature,
    progress: &Progress<'_>,
) -> Result<(), MapsError> {
    check_crs(&geometry, progress)?;
    let number = feature.number;
    let kind = geometry.kind.as_deref().unwrap_or_default();
    match kind {
        "Polygon" | "MultiPolygon" => {
            let Some(coordinates) = geometry.coordinates else {
                return Err(shape(
                    progress,
                    number,
                    format!("a {kind} without coordinates"),
                    "the array coordinates",
                ));
            };
            match (kind, coordinates) {
                (_, Coordinates::Empty) => feature.is_empty = feature.polygons.is_empty(),
                ("Polygon", Coordinates::Polygon(polygon)) => feature.polygons.push(polygon),
                ("MultiPolygon", Coordinates::MultiPolygon(polygons)) => {
                    feature.polygons.extend(polygons);
                }
                (_, other) => {
                    return Err(shape(
                        progress,
                        number,
                        format!("{} in a {kind}", other.depth_words()),
                        if kind == "Polygon" {
                            "a list of rings"
                        } else {
                            "a list of polygons"
                        },
                    ));
                }
            }
        }
        "GeometryCollection" => {
            for part in geometry.geometries.unwrap_or_default() {
                add_geometry(part, feature, progress)?;
            }
        }
        "Point" | "MultiPoint" | "LineString" | "MultiLineString" => {
            feature.not_polygons.push(kind.to_owned());
        }
        _ => {
            return Err(shape(
                progress,
                number,
                kind_words(&geometry),
                "a GeoJSON object with a known type",
            ));
        }
    }
    Ok(())
}

fn kind_words(object: &JsonObject) -> String {
    object.kind.as_ref().map_or_else(
        || "an object without a type".to_owned(),
        |kind| format!("type {kind:?}"),
    )
}

pub(crate) fn shape(
    progress: &Progress<'_>,
    feature: usize,
    found: impl Into<String>,
    expected: impl Into<String>,
) -> MapsError {
    MapsError::Shape {
        origin: progress.origin.to_owned(),
        at: if feature == 0 {
            "top level".to_owned()
        } else {
            format!("feature {feature}")
        },
        found: found.into(),
        expected: expected.into(),
    }
}

/// Longitude and latitude on WGS 84 go by many names; everything else is refused by its own.
fn check_crs(object: &JsonObject, progress: &Progress<'_>) -> Result<(), MapsError> {
    let Some(name) = &object.crs else {
        return Ok(());
    };
    let plain: String = name
        .to_ascii_uppercase()
        .split([':', '/', '#'])
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(":");
    let last = plain.rsplit(':').next().unwrap_or_default();
    // GeoJSON has longitude first whatever the authority's axis order is, and writers of `urn:ogc:def:crs:EPSG::4326` keep to that.
    if matches!(
        last,
        "CRS84" | "CRS84H" | "WGS84" | "WGS 84" | "4326" | "EPSG4326"
    ) {
        return Ok(());
    }
    Err(MapsError::Crs {
        origin: progress.origin.to_owned(),
        found: name.clone(),
    })
}
