//! The JSON of an ArcGIS feature service: the answer to a query, page by page.
//!
//! **Shape.** One answer, several as lines or in an array (the pages of one map), one feature, or one geometry. `attributes` become properties. Dates, which the service gives as
//! milliseconds, become text (`2031-05-04T00:00:00Z`), so that date rules can read them.
//!
//! **Units and frame.** `spatialReference` by `latestWkid`, `wkid`, or `wkt`. The rings of a polygon lie side by side, exteriors clockwise.
//!
//! **Errors and doubt.** A service gives so many features at a time and says `exceededTransferLimit` where there are more. A file in which every page says so is refused: ground that
//! was not fetched would look like ground that nobody drew. Curved rings are refused.
//!
//! **Sources.** ArcGIS REST API: "Query (Feature Service/Layer)", "Geometry objects".

use std::fmt;

use serde::Deserialize;
use serde::de::{DeserializeSeed as _, Deserializer, Error, IgnoredAny, SeqAccess, Visitor};

use crate::MapsError;
use crate::crs::{frame_of_code, frame_of_wkt, refusal, wkt_words};
use crate::json_object::{PropertiesSeed, json_error};
use crate::nesting::polygons_of_rings;
use crate::progress::Progress;
use crate::projection::Frame;
use crate::raw::{Properties, RawFeature, RawMap, RawRing};

pub(crate) fn read(bytes: &[u8], progress: &Progress<'_>) -> Result<RawMap, MapsError> {
    let pages = read_pages(bytes, progress)?;
    if let Some(error) = pages.iter().find_map(|page| page.error.as_ref()) {
        return Err(MapsError::Format {
            origin: progress.origin.to_owned(),
            found: error.words(),
            expected: "a map from an ArcGIS server".to_owned(),
        });
    }
    if !pages.is_empty() && pages.iter().all(|page| page.exceeded_transfer_limit) {
        return Err(MapsError::PagesMissing {
            origin: progress.origin.to_owned(),
            pages: pages.len(),
        });
    }
    let mut map = RawMap::default();
    for page in pages {
        add_page(page, &mut map, progress)?;
    }
    map.remarks = progress.remarks();
    Ok(map)
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Page {
    error: Option<ServerError>,
    geometry_type: Option<String>,
    spatial_reference: Option<SpatialReference>,
    #[serde(default)]
    exceeded_transfer_limit: bool,
    #[serde(default)]
    fields: Vec<Field>,
    features: Option<Vec<Feature>>,
    // One feature, or one geometry.
    attributes: Option<Attributes>,
    geometry: Option<Geometry>,
    rings: Option<Vec<Vec<Position>>>,
    curve_rings: Option<IgnoredAny>,
    paths: Option<Vec<Vec<Position>>>,
}

#[derive(Deserialize)]
struct ServerError {
    code: Option<i64>,
    message: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct SpatialReference {
    wkid: Option<u32>,
    latest_wkid: Option<u32>,
    wkt: Option<String>,
}

#[derive(Deserialize)]
struct Field {
    name: String,
    #[serde(rename = "type", default)]
    kind: String,
}

#[derive(Deserialize)]
struct Feature {
    attributes: Option<Attributes>,
    geometry: Option<Geometry>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Geometry {
    rings: Option<Vec<Vec<Position>>>,
    curve_rings: Option<IgnoredAny>,
    spatial_reference: Option<SpatialReference>,
    x: Option<IgnoredAny>,
    points: Option<IgnoredAny>,
    paths: Option<Vec<Vec<Position>>>,
    curve_paths: Option<IgnoredAny>,
    xmin: Option<IgnoredAny>,
}

/// A position as it stands: its two ordinates, and how many further ones.
struct Position {
    x: f64,
    y: f64,
    n_more: usize,
}

struct Attributes(Properties);

impl ServerError {
    fn words(&self) -> String {
        let message = self.message.as_deref().unwrap_or("without a message");
        match self.code {
            Some(code) => format!("an error that it sent instead: {code}, {message:?}"),
            None => format!("an error that it sent instead: {message:?}"),
        }
    }
}

impl SpatialReference {
    fn frame(&self, origin: &str) -> Result<Option<Frame>, MapsError> {
        let codes = [self.latest_wkid, self.wkid];
        if let Some(frame) = codes.into_iter().flatten().find_map(frame_of_code) {
            return Ok(Some(frame));
        }
        match (codes.into_iter().flatten().next(), &self.wkt) {
            (None, None) => Ok(None),
            (None, Some(wkt)) => frame_of_wkt(wkt)
                .map(Some)
                .ok_or_else(|| refusal(origin, wkt_words(wkt))),
            (Some(code), _) => Err(refusal(origin, format!("wkid {code}"))),
        }
    }
}

impl<'de> Deserialize<'de> for Attributes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        PropertiesSeed.deserialize(deserializer).map(Attributes)
    }
}

impl<'de> Deserialize<'de> for Position {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct PositionVisitor;
        impl<'de> Visitor<'de> for PositionVisitor {
            type Value = Position;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a position of two numbers")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut numbers: A) -> Result<Position, A::Error> {
                let (Some(x), Some(y)) = (numbers.next_element()?, numbers.next_element()?) else {
                    return Err(A::Error::custom("expected a position of two numbers"));
                };
                let mut n_more = 0;
                while numbers.next_element::<IgnoredAny>()?.is_some() {
                    n_more += 1;
                }
                Ok(Position { x, y, n_more })
            }
        }
        deserializer.deserialize_seq(PositionVisitor)
    }
}

/// One page, several in an array, or several after each other.
fn read_pages(bytes: &[u8], progress: &Progress<'_>) -> Result<Vec<Page>, MapsError> {
    progress.check_size(bytes)?;
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut pages = if bytes.trim_ascii_start().starts_with(b"[") {
        serde_json::from_slice::<Vec<Page>>(bytes)
    } else {
        serde_json::Deserializer::from_slice(bytes)
            .into_iter::<Page>()
            .collect()
    }
    .map_err(|error| json_error(bytes, &error, progress))?;
    for page in &mut pages {
        // A feature or a geometry by itself is a page of one.
        let lone = (page.rings.is_some() || page.paths.is_some()).then(|| Geometry {
            rings: page.rings.take(),
            curve_rings: page.curve_rings.take(),
            spatial_reference: None,
            x: None,
            points: None,
            paths: page.paths.take(),
            curve_paths: None,
            xmin: None,
        });
        let geometry = page.geometry.take().or(lone);
        if geometry.is_some() || page.attributes.is_some() {
            page.features.get_or_insert_default().push(Feature {
                attributes: page.attributes.take(),
                geometry,
            });
        }
    }
    if pages
        .iter()
        .any(|page| page.features.is_none() && page.error.is_none())
    {
        return Err(progress.shape("an answer without features", "the array features"));
    }
    Ok(pages)
}

fn add_page(page: Page, map: &mut RawMap, progress: &Progress<'_>) -> Result<(), MapsError> {
    let mut stated = match &page.spatial_reference {
        Some(reference) => reference.frame(progress.origin)?,
        None => None,
    };
    let date_fields: Vec<&str> = page
        .fields
        .iter()
        .filter(|field| field.kind == "esriFieldTypeDate")
        .map(|field| field.name.as_str())
        .collect();
    let is_polygons = page.geometry_type.as_deref().is_none_or(|kind| {
        kind == "esriGeometryPolygon" || progress.wants_lines && kind == "esriGeometryPolyline"
    });
    for feature in page.features.unwrap_or_default() {
        let number = progress.next_feature()?;
        let mut properties = feature
            .attributes
            .map_or_else(Properties::default, |it| it.0);
        for (name, value) in &mut properties.0 {
            if date_fields.contains(&name.as_str())
                && let Some(text) = date_text(value)
            {
                *value = text;
            }
        }
        let mut raw = RawFeature {
            number,
            properties,
            ..RawFeature::default()
        };
        match feature.geometry {
            None => raw.is_empty = true,
            Some(_) if !is_polygons => raw
                .not_polygons
                .push(page.geometry_type.clone().unwrap_or_default()),
            Some(geometry) => {
                if let Some(reference) = &geometry.spatial_reference {
                    stated = reference.frame(progress.origin)?.or(stated);
                }
                let lines = geometry.paths.as_ref().filter(|_| progress.wants_lines);
                let has_points = |lists: &Vec<Vec<Position>>| !lists.is_empty();
                if stated.is_none()
                    && (geometry.rings.as_ref().is_some_and(has_points)
                        || lines.is_some_and(has_points))
                {
                    progress.note("M016", || progress.at());
                    // Once said, it holds for the page.
                    stated = Some(Frame::Degrees);
                }
                progress.frame.set(stated.unwrap_or_default());
                add_geometry(geometry, &mut raw, progress)?;
            }
        }
        map.features.push(raw);
    }
    Ok(())
}

fn add_geometry(
    geometry: Geometry,
    feature: &mut RawFeature,
    progress: &Progress<'_>,
) -> Result<(), MapsError> {
    if geometry.curve_rings.is_some() {
        return Err(progress.shape(
            "rings with curves (curveRings)",
            "rings with straight edges; ask the server with returnTrueCurves=false",
        ));
    }
    if progress.wants_lines && geometry.curve_paths.is_some() {
        return Err(progress.shape(
            "lines with curves (curvePaths)",
            "lines with straight edges; ask the server with returnTrueCurves=false",
        ));
    }
    if progress.wants_lines
        && let Some(paths) = geometry.paths
    {
        feature.lines = positions(paths, progress)?;
        return Ok(());
    }
    let Some(rings) = geometry.rings else {
        let others = [
            (geometry.x.is_some(), "esriGeometryPoint"),
            (geometry.points.is_some(), "esriGeometryMultipoint"),
            (
                geometry.paths.is_some() || geometry.curve_paths.is_some(),
                "esriGeometryPolyline",
            ),
            (geometry.xmin.is_some(), "esriGeometryEnvelope"),
        ];
        match others.into_iter().find(|(is_there, _)| *is_there) {
            Some((_, kind)) => feature.not_polygons.push(kind.to_owned()),
            None => feature.is_empty = true,
        }
        return Ok(());
    };
    let raw_rings = positions(rings, progress)?;
    feature.is_empty = raw_rings.is_empty();
    feature.polygons = polygons_of_rings(raw_rings, progress)?;
    Ok(())
}

/// Rings or lines in degrees, without the empty ones.
fn positions(
    lists: Vec<Vec<Position>>,
    progress: &Progress<'_>,
) -> Result<Vec<RawRing>, MapsError> {
    let mut raw_lists = Vec::with_capacity(lists.len());
    for list in lists.into_iter().filter(|list| !list.is_empty()) {
        progress.next_ring();
        let mut raw = RawRing::with_capacity(list.len());
        for position in list {
            progress.drop_ordinates(position.n_more);
            raw.push(progress.position(position.x, position.y)?);
        }
        raw_lists.push(raw);
    }
    Ok(raw_lists)
}

/// Milliseconds since 1970 as a date and time in UTC.
fn date_text(milliseconds: &str) -> Option<String> {
    let milliseconds = milliseconds.parse().ok()?;
    jiff::Timestamp::from_millisecond(milliseconds)
        .ok()
        .map(|timestamp| timestamp.to_string())
}
