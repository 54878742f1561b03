//! FlatGeobuf.
//!
//! **Shape.** Every feature of the file, whose own order is that of its index. `layer` is the name in the header, where it has one. Properties are read by their columns.
//!
//! **Units and frame.** What the header's `crs` says, by code, else by its definition; without one, degrees, with a remark (M016).
//!
//! **Errors and doubt.** The tables are verified before they are read. The index is passed over and never believed. The crate's own reader of properties and of the index is not used: both
//! reach past the end of damaged bytes.
//!
//! **Sources.** The FlatGeobuf specification 3.11, `header.fbs` and `feature.fbs`.

use flatgeobuf::{
    Column, ColumnType, Feature, Geometry, GeometryType, Header, size_prefixed_root_as_feature,
    size_prefixed_root_as_header,
};

use crate::MapsError;
use crate::byte_reader::Bytes;
use crate::crs::{frame_of_code, frame_of_wkt, refusal, wkt_words};
use crate::progress::Progress;
use crate::projection::Frame;
use crate::raw::{Properties, RawFeature, RawMap, RawPolygon};

/// Bytes before the header.
const MAGIC_BYTES: usize = 8;
/// Bytes of a size.
const SIZE_BYTES: usize = 4;
/// Bytes of one node of the index: four ordinates and an offset.
const NODE_BYTES: u64 = 40;

pub(crate) fn read(bytes: &[u8], progress: &Progress<'_>) -> Result<RawMap, MapsError> {
    progress.check_size(bytes)?;
    let broken = |at: String, message: String| MapsError::Broken {
        origin: progress.origin.to_owned(),
        at,
        format: "FlatGeobuf",
        message,
    };
    let in_header = |message: &str| broken("header".to_owned(), message.to_owned());
    let mut rest = Bytes::little(bytes);
    rest.take(MAGIC_BYTES);
    let header = sized(&mut rest).ok_or_else(|| in_header("it breaks off"))?;
    let header =
        size_prefixed_root_as_header(header).map_err(|error| in_header(&error.to_string()))?;
    let index_bytes = index_bytes(&header).ok_or_else(|| in_header("its index has no size"))?;
    usize::try_from(index_bytes)
        .ok()
        .and_then(|n_bytes| rest.take(n_bytes))
        .ok_or_else(|| broken("index".to_owned(), "it breaks off".to_owned()))?;
    progress.frame.set(frame(&header, progress)?);
    let columns: Vec<Column<'_>> = header.columns().iter().flatten().collect();
    let mut map = RawMap::default();
    while rest.len() > 0 {
        let number = progress.next_feature()?;
        let feature =
            sized(&mut rest).ok_or_else(|| broken(progress.at(), "it breaks off".to_owned()))?;
        let feature = size_prefixed_root_as_feature(feature)
            .map_err(|error| broken(progress.at(), error.to_string()))?;
        map.features
            .push(feature_of(&feature, number, &header, &columns, progress)?);
    }
    let n_expected = header.features_count();
    if n_expected > 0 && n_expected != map.features.len() as u64 {
        return Err(broken(
            "features".to_owned(),
            format!(
                "it has {} where its header says {n_expected}",
                map.features.len()
            ),
        ));
    }
    map.remarks = progress.remarks();
    Ok(map)
}

/// A table with its size before it.
fn sized<'a>(rest: &mut Bytes<'a>) -> Option<&'a [u8]> {
    let mut ahead = *rest;
    let size = usize::try_from(ahead.u32()?).ok()?;
    rest.take(size.checked_add(SIZE_BYTES)?)
}

/// Bytes of the packed tree between the header and the features.
fn index_bytes(header: &Header<'_>) -> Option<u64> {
    let (mut n_nodes, node_size) = (header.features_count(), header.index_node_size());
    if n_nodes == 0 || node_size == 0 {
        return Some(0);
    }
    if node_size == 1 {
        return None;
    }
    let mut sum = n_nodes;
    while n_nodes > 1 {
        n_nodes = n_nodes.div_ceil(u64::from(node_size));
        sum = sum.checked_add(n_nodes)?;
    }
    // The tree of a single feature has a root above it.
    if header.features_count() == 1 {
        sum += 1;
    }
    sum.checked_mul(NODE_BYTES)
}

fn frame(header: &Header<'_>, progress: &Progress<'_>) -> Result<Frame, MapsError> {
    let Some(crs) = header.crs() else {
        progress.note("M016", || "the whole file".to_owned());
        return Ok(Frame::Degrees);
    };
    let code = u32::try_from(crs.code()).ok().filter(|&code| code > 0);
    if let Some(frame) = code.and_then(frame_of_code) {
        return Ok(frame);
    }
    match (code, crs.wkt()) {
        (None, None) if crs.name().is_none() => {
            progress.note("M016", || "the whole file".to_owned());
            Ok(Frame::Degrees)
        }
        (None, Some(wkt)) => {
            frame_of_wkt(wkt).ok_or_else(|| refusal(progress.origin, wkt_words(wkt)))
        }
        (code, _) => {
            let name = crs.name().unwrap_or("without a name");
            let code = code.map_or_else(String::new, |code| {
                format!(" ({}:{code})", crs.org().unwrap_or("EPSG"))
            });
            Err(refusal(progress.origin, format!("{name}{code}")))
        }
    }
}

fn feature_of(
    feature: &Feature<'_>,
    number: usize,
    header: &Header<'_>,
    columns: &[Column<'_>],
    progress: &Progress<'_>,
) -> Result<RawFeature, MapsError> {
    let own: Vec<Column<'_>> = feature.columns().iter().flatten().collect();
    let columns = if own.is_empty() { columns } else { &own };
    let values = feature.properties();
    let mut properties = properties(values.map_or(&[], |values| values.bytes()), columns)
        .ok_or_else(|| {
            progress.shape(
                "properties that do not fit their columns",
                "a value for each column that is named",
            )
        })?;
    if let Some(layer) = header.name() {
        properties.0.push(("layer".to_owned(), layer.to_owned()));
    }
    let mut raw = RawFeature {
        number,
        properties,
        ..RawFeature::default()
    };
    match feature.geometry() {
        None => raw.is_empty = true,
        Some(geometry) => {
            let kind = match header.geometry_type() {
                GeometryType::Unknown => geometry.type_(),
                kind => kind,
            };
            add_geometry(&geometry, kind, &mut raw, progress, 0)?;
            raw.is_empty = raw.polygons.is_empty() && raw.not_polygons.is_empty();
        }
    }
    Ok(raw)
}

/// Values as text, each behind the number of its column; `None` where they break off.
fn properties(values: &[u8], columns: &[Column<'_>]) -> Option<Properties> {
    let mut bytes = Bytes::little(values);
    let mut properties = Properties::default();
    while bytes.len() > 1 {
        let column = columns.get(usize::from(bytes.u16()?))?;
        let text = match column.type_() {
            ColumnType::Byte => Some(bytes.u8()?.cast_signed().to_string()),
            ColumnType::UByte => Some(bytes.u8()?.to_string()),
            ColumnType::Bool => Some((bytes.u8()? != 0).to_string()),
            ColumnType::Short => Some(bytes.u16()?.cast_signed().to_string()),
            ColumnType::UShort => Some(bytes.u16()?.to_string()),
            ColumnType::Int => Some(bytes.i32()?.to_string()),
            ColumnType::UInt => Some(bytes.u32()?.to_string()),
            ColumnType::Long => Some(bytes.u64()?.cast_signed().to_string()),
            ColumnType::ULong => Some(bytes.u64()?.to_string()),
            ColumnType::Float => Some(f32::from_bits(bytes.u32()?).to_string()),
            ColumnType::Double => Some(bytes.f64()?.to_string()),
            ColumnType::String | ColumnType::DateTime => {
                let n_bytes = bytes.count(1)?;
                Some(String::from_utf8_lossy(bytes.take(n_bytes)?).into_owned())
            }
            // Lists and bytes say nothing to a legend.
            ColumnType::Json | ColumnType::Binary => {
                let n_bytes = bytes.count(1)?;
                bytes.take(n_bytes)?;
                None
            }
            _ => return None,
        };
        properties
            .0
            .extend(text.map(|text| (column.name().to_owned(), text)));
    }
    Some(properties)
}

fn add_geometry(
    geometry: &Geometry<'_>,
    kind: GeometryType,
    feature: &mut RawFeature,
    progress: &Progress<'_>,
    depth: usize,
) -> Result<(), MapsError> {
    if depth > progress.limits.collection_depth {
        return Err(progress.too_large(
            "geometry collections inside each other",
            progress.limits.collection_depth as u64,
        ));
    }
    match kind {
        GeometryType::Polygon | GeometryType::Triangle => {
            let polygon = polygon(geometry, progress)?;
            if !polygon.is_empty() {
                progress.add_polygon()?;
                feature.polygons.push(polygon);
            }
        }
        GeometryType::LineString | GeometryType::MultiLineString if progress.wants_lines => {
            let lines = polygon(geometry, progress)?;
            feature
                .lines
                .extend(lines.into_iter().filter(|line| !line.is_empty()));
        }
        GeometryType::MultiPolygon
        | GeometryType::GeometryCollection
        | GeometryType::MultiSurface
        | GeometryType::PolyhedralSurface
        | GeometryType::TIN => {
            for part in geometry.parts().iter().flatten() {
                // The parts of a MultiPolygon need not say what they are.
                let kind = match (kind, part.type_()) {
                    (GeometryType::MultiPolygon | GeometryType::PolyhedralSurface, _) => {
                        GeometryType::Polygon
                    }
                    (GeometryType::TIN, _) => GeometryType::Triangle,
                    (_, kind) => kind,
                };
                add_geometry(&part, kind, feature, progress, depth + 1)?;
            }
        }
        GeometryType::CurvePolygon | GeometryType::Surface => {
            return Err(progress.shape(
                format!("a {}", kind.variant_name().unwrap_or_default()),
                "polygons with straight edges; convert the curves to lines",
            ));
        }
        _ => {
            let Some(name) = kind.variant_name().filter(|&name| name != "Unknown") else {
                return Err(progress.shape(
                    format!("geometry type {}", kind.0),
                    "a geometry type of the format",
                ));
            };
            feature.not_polygons.push(name.to_owned());
        }
    }
    Ok(())
}

fn polygon(geometry: &Geometry<'_>, progress: &Progress<'_>) -> Result<RawPolygon, MapsError> {
    let Some(xy) = geometry.xy() else {
        return Ok(RawPolygon::new());
    };
    let n_points = xy.len() / 2;
    // A single ring need not say where it ends.
    let ends: Vec<usize> = match geometry.ends() {
        Some(ends) if !ends.is_empty() => ends.iter().map(|end| end as usize).collect(),
        _ => vec![n_points],
    };
    let mut polygon = RawPolygon::with_capacity(ends.len());
    let mut start = 0;
    for end in ends {
        if end < start || end > n_points {
            return Err(progress.shape(
                format!("a ring from point {start} to point {end} of {n_points}"),
                "rings one after the other",
            ));
        }
        progress.next_ring();
        let mut ring = Vec::with_capacity(end - start);
        for point in start..end {
            ring.push(progress.position(xy.get(2 * point), xy.get(2 * point + 1))?);
        }
        polygon.push(ring);
        start = end;
    }
    let further = [geometry.z(), geometry.m(), geometry.t()];
    for values in further.iter().flatten() {
        progress.drop_ordinates(values.len());
    }
    progress.drop_ordinates(geometry.tm().map_or(0, |values| values.len()));
    Ok(polygon)
}
