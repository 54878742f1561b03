//! GeoJSON: a `FeatureCollection`, one `Feature`, a bare geometry, or several of these one after the other.
//!
//! **Shape.** Several texts in a file (a feature per line, a page per line, a text sequence) are one map. A series of maps is taken apart before it comes here.
//!
//! **Units and frame.** Longitude before latitude on WGS 84 (RFC 7946), or what the `crs` member of the GeoJSON of 2008 says at the top of the first text.
//!
//! **Errors and doubt.** ArcGIS servers answer in GeoJSON too, page by page; a file in which every page says that there are more is refused.
//!
//! **Sources.** RFC 7946; RFC 8142 for text sequences; for `crs`, section 3 of the GeoJSON specification of 2008.

use crate::MapsError;
use crate::coordinates::Coordinates;
use crate::crs::{frame_of_name, refusal};
use crate::json_object::{GeometryMember, JsonObject, JsonTexts, crs_name, plain_texts};
use crate::json_scan::member;
use crate::progress::Progress;
use crate::projection::Frame;
use crate::raw::{Properties, RawFeature, RawMap};

pub(crate) fn read(bytes: &[u8], progress: &Progress<'_>) -> Result<RawMap, MapsError> {
    progress.check_size(bytes)?;
    // Members may come in any order, and the coordinates before what says how they are meant.
    let crs = member(bytes, "crs")
        .and_then(|crs| serde_json::from_slice(crs).ok())
        .and_then(|crs| crs_name(&crs));
    if let Some(name) = crs {
        let frame = frame_of_name(&name)
            // Arrays are set apart as degrees; the caller then reads the whole text.
            .filter(|frame| *frame == Frame::Degrees || !progress.has_arrays_apart())
            .ok_or_else(|| refusal(progress.origin, name))?;
        progress.frame.set(frame);
    }
    let mut map = RawMap::default();
    let (mut n_pages, mut n_pages_with_more) = (0, 0);
    let bytes = plain_texts(bytes);
    let mut texts = JsonTexts::new(&bytes);
    while let Some(object) = texts.next_object(progress)? {
        let part = map_of(object, progress)?;
        n_pages += 1;
        n_pages_with_more += usize::from(says_more_pages(&part.properties));
        if n_pages == 1 {
            map.properties = part.properties;
        }
        map.features.extend(part.features);
    }
    if n_pages > 0 && n_pages == n_pages_with_more {
        return Err(MapsError::PagesMissing {
            origin: progress.origin.to_owned(),
            pages: n_pages,
        });
    }
    map.remarks = progress.remarks();
    Ok(map)
}

fn says_more_pages(properties: &Properties) -> bool {
    properties.get("exceededTransferLimit") == Some("true")
}

/// The map that a GeoJSON object of any type holds.
pub(crate) fn map_of(object: JsonObject, progress: &Progress<'_>) -> Result<RawMap, MapsError> {
    check_crs(&object, progress)?;
    let mut map = RawMap {
        properties: object.members.clone(),
        remarks: progress.remarks(),
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
            // Where an ArcGIS server says that there are more pages.
            map.properties.0.extend(object.properties.0);
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
        Some("Feature") => {
            let number = object.number.max(1);
            map.features.push(feature_of(object, number, progress)?);
        }
        // A bare geometry; an unknown type is refused there.
        _ => {
            let mut feature = RawFeature {
                number: object.number.max(1),
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
        remarks: progress.remarks(),
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
        "LineString" | "MultiLineString" if progress.wants_lines => {
            match (kind, geometry.coordinates) {
                (_, Some(Coordinates::Empty)) => {}
                ("LineString", Some(Coordinates::Line(line))) => feature.lines.push(line),
                ("MultiLineString", Some(Coordinates::Polygon(lines))) => {
                    feature.lines.extend(lines);
                }
                (_, other) => {
                    let found = other.map_or("nothing", |other| other.depth_words());
                    let expected = if kind == "LineString" {
                        "a list of positions"
                    } else {
                        "a list of lists of positions"
                    };
                    let found = format!("{found} in a {kind}");
                    return Err(shape(progress, number, found, expected));
                }
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

/// What an object inside says of its coordinates must be what the file says.
fn check_crs(object: &JsonObject, progress: &Progress<'_>) -> Result<(), MapsError> {
    match &object.crs {
        Some(name) if frame_of_name(name) != Some(progress.frame.get()) => {
            Err(refusal(progress.origin, name.clone()))
        }
        _ => Ok(()),
    }
}
