//! Geometry as well-known binary, as a GeoPackage holds it.
//!
//! **Shape.** The ISO codes with Z and M in the thousands, and the older ones with Z and M in the high bits. Polygons and what is made of them are added to the feature, everything
//! else is noted as no polygon.
//!
//! **Errors and doubt.** Curved edges are refused: any straight line in their place would be ours. A reader of our own, since the crate for it brings a second TOML and
//! macro tree for a hundred lines and follows nested collections without an end.
//!
//! **Sources.** OGC 06-103r4, section 8.2; ISO/IEC 13249-3:2016, section 5.1.46; for the high bits, the extended form of `PostGIS`.

use crate::MapsError;
use crate::byte_reader::Bytes;
use crate::progress::Progress;
use crate::raw::{RawFeature, RawPolygon, RawRing};

/// Names by the code's last two digits.
const NAMES: [&str; 18] = [
    "Geometry",
    "Point",
    "LineString",
    "Polygon",
    "MultiPoint",
    "MultiLineString",
    "MultiPolygon",
    "GeometryCollection",
    "CircularString",
    "CompoundCurve",
    "CurvePolygon",
    "MultiCurve",
    "MultiSurface",
    "Curve",
    "Surface",
    "PolyhedralSurface",
    "TIN",
    "Triangle",
];

/// Adds the one geometry that the bytes hold to the feature.
pub(crate) fn add_wkb(
    bytes: &[u8],
    feature: &mut RawFeature,
    progress: &Progress<'_>,
) -> Result<(), MapsError> {
    let mut bytes = Bytes::little(bytes);
    add_geometry(&mut bytes, feature, progress, 0)
}

fn add_geometry(
    bytes: &mut Bytes<'_>,
    feature: &mut RawFeature,
    progress: &Progress<'_>,
    depth: usize,
) -> Result<(), MapsError> {
    let short = || progress.shape("a geometry that breaks off", "well-known binary");
    if depth > progress.limits.collection_depth + 1 {
        return Err(progress.too_large(
            "geometry collections inside each other",
            progress.limits.collection_depth as u64,
        ));
    }
    let order = bytes.u8().ok_or_else(short)?;
    if order > 1 {
        return Err(progress.shape(format!("byte order {order}"), "byte order 0 or 1"));
    }
    bytes.set_big(order == 0);
    let code = bytes.u32().ok_or_else(short)?;
    let (plain, thousands) = (code & 0x0fff_ffff, (code & 0x0fff_ffff) / 1_000);
    let has_z = code & 0x8000_0000 != 0 || thousands == 1 || thousands == 3;
    let has_m = code & 0x4000_0000 != 0 || thousands == 2 || thousands == 3;
    if code & 0x2000_0000 != 0 {
        bytes.u32().ok_or_else(short)?;
    }
    let n_more = usize::from(has_z) + usize::from(has_m);
    let kind = plain % 1_000;
    let name = usize::try_from(kind).ok().and_then(|kind| NAMES.get(kind));
    match (kind, name) {
        (3 | 17, Some(_)) => {
            let polygon = polygon(bytes, n_more, progress)?;
            if polygon.is_empty() {
                return Ok(());
            }
            progress.add_polygon()?;
            feature.polygons.push(polygon);
        }
        (2, Some(_)) if progress.wants_lines => {
            let line = points(bytes, n_more, "line", progress)?;
            feature.lines.extend((!line.is_empty()).then_some(line));
        }
        (5, Some(_)) if progress.wants_lines => {
            for _ in 0..bytes.count(9).ok_or_else(short)? {
                add_geometry(bytes, feature, progress, depth + 1)?;
            }
        }
        (6 | 7 | 12 | 15 | 16, Some(_)) => {
            // Each part has at least an order, a code, and a count.
            let n_parts = bytes.count(9).ok_or_else(short)?;
            for _ in 0..n_parts {
                add_geometry(bytes, feature, progress, depth + 1)?;
            }
        }
        (10 | 14, Some(name)) => {
            return Err(progress.shape(
                format!("a {name}"),
                "polygons with straight edges; convert the curves to lines",
            ));
        }
        (1 | 2 | 4 | 5 | 8 | 9 | 11 | 13, Some(name)) => {
            feature.not_polygons.push((*name).to_owned());
            // Inside a collection the next part stands behind this one.
            if depth > 0 {
                skip(kind, bytes, n_more).ok_or_else(short)?;
            }
        }
        _ => {
            return Err(progress.shape(
                format!("geometry type {code}"),
                "a geometry type of well-known binary",
            ));
        }
    }
    Ok(())
}

fn polygon(
    bytes: &mut Bytes<'_>,
    n_more: usize,
    progress: &Progress<'_>,
) -> Result<RawPolygon, MapsError> {
    let short = || progress.shape("a polygon that breaks off", "well-known binary");
    let n_rings = bytes.count(4).ok_or_else(short)?;
    let mut polygon = RawPolygon::with_capacity(n_rings);
    for _ in 0..n_rings {
        polygon.push(points(bytes, n_more, "polygon", progress)?);
    }
    Ok(polygon)
}

/// A ring, or a line.
fn points(
    bytes: &mut Bytes<'_>,
    n_more: usize,
    what: &str,
    progress: &Progress<'_>,
) -> Result<RawRing, MapsError> {
    let short = || progress.shape(format!("a {what} that breaks off"), "well-known binary");
    progress.next_ring();
    let n_points = bytes.count((2 + n_more) * 8).ok_or_else(short)?;
    let mut ring = RawRing::with_capacity(n_points);
    for _ in 0..n_points {
        let x = bytes.f64().ok_or_else(short)?;
        let y = bytes.f64().ok_or_else(short)?;
        bytes.take(n_more * 8).ok_or_else(short)?;
        ring.push(progress.position(x, y)?);
    }
    progress.drop_ordinates(n_points * n_more);
    Ok(ring)
}

/// Passes over a geometry without polygons, its header already read.
fn skip(kind: u32, bytes: &mut Bytes<'_>, n_more: usize) -> Option<()> {
    let point_bytes = (2 + n_more) * 8;
    match kind {
        1 => bytes.take(point_bytes).map(|_| ()),
        2 | 8 => {
            let n_points = bytes.count(point_bytes)?;
            bytes.take(n_points * point_bytes).map(|_| ())
        }
        // Points and lines inside these are simple, so this goes one level further and no more.
        4 | 5 => {
            for _ in 0..bytes.count(9)? {
                bytes.take(5)?;
                skip(if kind == 4 { 1 } else { 2 }, bytes, n_more)?;
            }
            Some(())
        }
        // Curves of curves: nobody has seen them beside polygons.
        _ => None,
    }
}
