//! Geometry as a GeoPackage stores it: a short header with an envelope, then well-known binary.
//!
//! **Shape.** Written little-endian, with an envelope for everything but points. Coordinates are the 64-bit floats that came in, bit for
//! bit. Reads back what it writes; other producers' big-endian blobs are refused, as only our own rows are read.
//!
//! **Units and frame.** WGS 84 degrees, longitude first (`srs_id` 4326).
//!
//! **Sources.** OGC 12-128r17, clause 2.1.3 (`GeoPackageBinary`); OGC 06-103r4 (well-known binary).

use geo_types::{Coord, LineString, MultiLineString, MultiPolygon, Polygon};
use salient_model::LonLat;

const POINT: u32 = 1;
const LINE_STRING: u32 = 2;
const POLYGON: u32 = 3;
const MULTI_LINE_STRING: u32 = 5;
const MULTI_POLYGON: u32 = 6;

const LITTLE_ENDIAN: u8 = 1;
const ENVELOPE_XY: u8 = 1 << 1;
const EMPTY: u8 = 1 << 4;
const HEADER_BYTES: usize = 8;
const SRS_ID: i32 = 4326;

/// Smallest box around a geometry, in degrees.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Bounds {
    pub(crate) min_x: f64,
    pub(crate) max_x: f64,
    pub(crate) min_y: f64,
    pub(crate) max_y: f64,
}

impl Bounds {
    /// The box around what two boxes hold, each absent when there is nothing.
    pub(crate) fn cover_both(one: Option<Self>, other: Option<Self>) -> Option<Self> {
        one.into_iter().chain(other).reduce(Self::cover)
    }

    /// The box that covers both.
    fn cover(self, other: Self) -> Self {
        Self {
            min_x: self.min_x.min(other.min_x),
            max_x: self.max_x.max(other.max_x),
            min_y: self.min_y.min(other.min_y),
            max_y: self.max_y.max(other.max_y),
        }
    }

    fn around(coords: impl Iterator<Item = Coord<f64>>) -> Option<Self> {
        coords
            .map(|Coord { x, y }| Self {
                min_x: x,
                max_x: x,
                min_y: y,
                max_y: y,
            })
            .reduce(Self::cover)
    }
}

/// Bytes that are no geometry of ours, with the reason in words.
pub(crate) type Malformed = &'static str;

/// What a blob holds.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Shape {
    Point(Coord<f64>),
    MultiLine(MultiLineString<f64>),
    MultiPolygon(MultiPolygon<f64>),
}

/// Encodes a point.
pub(crate) fn point(at: LonLat) -> Vec<u8> {
    let mut blob = header(None, false);
    put_head(&mut blob, POINT);
    put_coord(
        &mut blob,
        Coord {
            x: at.lon(),
            y: at.lat(),
        },
    );
    blob
}

/// Encodes areas.
pub(crate) fn multi_polygon(areas: &MultiPolygon<f64>) -> Vec<u8> {
    let coords = areas
        .iter()
        .flat_map(|polygon| polygon.exterior().coords().copied());
    let bounds = Bounds::around(coords);
    let mut blob = header(bounds, bounds.is_none());
    put_head(&mut blob, MULTI_POLYGON);
    put_count(&mut blob, areas.0.len());
    for polygon in areas {
        put_head(&mut blob, POLYGON);
        // A polygon without corners is written without rings, as other readers expect.
        if polygon.exterior().0.is_empty() && polygon.interiors().is_empty() {
            put_count(&mut blob, 0);
            continue;
        }
        put_count(&mut blob, 1 + polygon.interiors().len());
        put_coords(&mut blob, polygon.exterior());
        for ring in polygon.interiors() {
            put_coords(&mut blob, ring);
        }
    }
    blob
}

/// Encodes lines.
pub(crate) fn multi_line(lines: &MultiLineString<f64>) -> Vec<u8> {
    let bounds = Bounds::around(lines.iter().flat_map(|line| line.coords().copied()));
    let mut blob = header(bounds, bounds.is_none());
    put_head(&mut blob, MULTI_LINE_STRING);
    put_count(&mut blob, lines.0.len());
    for line in lines {
        put_head(&mut blob, LINE_STRING);
        put_coords(&mut blob, line);
    }
    blob
}

/// Decodes a blob.
pub(crate) fn read(blob: &[u8]) -> Result<Shape, Malformed> {
    let (mut rest, _) = split(blob)?;
    let shape = match rest.head()? {
        POINT => Shape::Point(rest.coord()?),
        MULTI_LINE_STRING => Shape::MultiLine(MultiLineString(
            (0..rest.count(9)?)
                .map(|_| rest.expect(LINE_STRING).and_then(|()| rest.coords()))
                .collect::<Result<_, _>>()?,
        )),
        MULTI_POLYGON => Shape::MultiPolygon(MultiPolygon(
            (0..rest.count(9)?)
                .map(|_| rest.polygon())
                .collect::<Result<_, _>>()?,
        )),
        _ => return Err("geometry of another type"),
    };
    if rest.0.is_empty() {
        Ok(shape)
    } else {
        Err("bytes after the geometry")
    }
}

/// The box around a blob's geometry, from its envelope, or from its point; `None` for an empty geometry.
pub(crate) fn bounds(blob: &[u8]) -> Result<Option<Bounds>, Malformed> {
    let (mut rest, envelope) = split(blob)?;
    if blob[3] & EMPTY != 0 || envelope.is_some() {
        return Ok(envelope);
    }
    rest.expect(POINT)?;
    Ok(Bounds::around(std::iter::once(rest.coord()?)))
}

fn header(bounds: Option<Bounds>, empty: bool) -> Vec<u8> {
    let mut flags = LITTLE_ENDIAN;
    if bounds.is_some() {
        flags |= ENVELOPE_XY;
    }
    if empty {
        flags |= EMPTY;
    }
    let mut blob = vec![b'G', b'P', 0, flags];
    blob.extend(SRS_ID.to_le_bytes());
    if let Some(bounds) = bounds {
        for value in [bounds.min_x, bounds.max_x, bounds.min_y, bounds.max_y] {
            blob.extend(value.to_le_bytes());
        }
    }
    blob
}

fn put_head(blob: &mut Vec<u8>, geometry_type: u32) {
    blob.push(LITTLE_ENDIAN);
    blob.extend(geometry_type.to_le_bytes());
}

fn put_count(blob: &mut Vec<u8>, n: usize) {
    let n = u32::try_from(n).expect("a geometry in memory has fewer than 2^32 parts");
    blob.extend(n.to_le_bytes());
}

fn put_coord(blob: &mut Vec<u8>, coord: Coord<f64>) {
    blob.extend(coord.x.to_le_bytes());
    blob.extend(coord.y.to_le_bytes());
}

fn put_coords(blob: &mut Vec<u8>, line: &LineString<f64>) {
    put_count(blob, line.0.len());
    blob.reserve(16 * line.0.len());
    for coord in line.coords() {
        put_coord(blob, *coord);
    }
}

/// Takes the header off; gives the well-known binary and the envelope.
fn split(blob: &[u8]) -> Result<(Rest<'_>, Option<Bounds>), Malformed> {
    let header = blob.get(..HEADER_BYTES).ok_or("fewer than 8 bytes")?;
    if !header.starts_with(b"GP\0") || header[3] & LITTLE_ENDIAN == 0 {
        return Err("no little-endian GeoPackage header");
    }
    let mut rest = Rest(&blob[HEADER_BYTES..]);
    let envelope = match header[3] & 0b1110 {
        0 => None,
        ENVELOPE_XY => Some(Bounds {
            min_x: rest.float()?,
            max_x: rest.float()?,
            min_y: rest.float()?,
            max_y: rest.float()?,
        }),
        _ => return Err("an envelope with height or measure"),
    };
    Ok((rest, envelope))
}

/// Bytes not read yet.
struct Rest<'b>(&'b [u8]);

impl Rest<'_> {
    fn take<const N: usize>(&mut self) -> Result<[u8; N], Malformed> {
        let (head, rest) = self.0.split_first_chunk().ok_or("geometry ends early")?;
        self.0 = rest;
        Ok(*head)
    }

    fn float(&mut self) -> Result<f64, Malformed> {
        self.take().map(f64::from_le_bytes)
    }

    fn head(&mut self) -> Result<u32, Malformed> {
        match self.take()? {
            [LITTLE_ENDIAN] => self.take().map(u32::from_le_bytes),
            _ => Err("big-endian geometry"),
        }
    }

    fn expect(&mut self, geometry_type: u32) -> Result<(), Malformed> {
        if self.head()? == geometry_type {
            Ok(())
        } else {
            Err("a part of another type")
        }
    }

    /// A count of parts that take at least `part_bytes` each, so that a wrong count allocates nothing.
    fn count(&mut self, part_bytes: usize) -> Result<usize, Malformed> {
        let n = u32::from_le_bytes(self.take()?) as usize;
        if n <= self.0.len() / part_bytes {
            Ok(n)
        } else {
            Err("more parts than bytes")
        }
    }

    fn coord(&mut self) -> Result<Coord<f64>, Malformed> {
        Ok(Coord {
            x: self.float()?,
            y: self.float()?,
        })
    }

    fn coords(&mut self) -> Result<LineString<f64>, Malformed> {
        (0..self.count(16)?)
            .map(|_| self.coord())
            .collect::<Result<Vec<_>, _>>()
            .map(LineString)
    }

    fn polygon(&mut self) -> Result<Polygon<f64>, Malformed> {
        self.expect(POLYGON)?;
        let mut rings = (0..self.count(4)?)
            .map(|_| self.coords())
            .collect::<Result<Vec<_>, _>>()?;
        let exterior = if rings.is_empty() {
            LineString(Vec::new())
        } else {
            rings.remove(0)
        };
        Ok(Polygon::new(exterior, rings))
    }
}

#[cfg(test)]
mod tests {
    use geo_types::{line_string, polygon};
    use proptest::prelude::*;

    use super::*;

    fn bits(areas: &MultiPolygon<f64>) -> Vec<Vec<Vec<(u64, u64)>>> {
        let ring = |ring: &LineString<f64>| {
            ring.coords()
                .map(|coord| (coord.x.to_bits(), coord.y.to_bits()))
                .collect()
        };
        areas
            .iter()
            .map(|polygon| {
                std::iter::once(polygon.exterior())
                    .chain(polygon.interiors())
                    .map(ring)
                    .collect()
            })
            .collect()
    }

    proptest! {
        #[test]
        fn areas_come_back_bit_for_bit(
            parts in prop::collection::vec(
                (
                    prop::collection::vec((-180.0..180.0f64, -90.0..90.0f64), 0..20),
                    prop::collection::vec(prop::collection::vec((any::<f64>(), -0.0..1e-300f64), 0..5), 0..3),
                ),
                0..4,
            ),
        ) {
            let line = |coords: Vec<(f64, f64)>| LineString(coords.into_iter().map(|(x, y)| Coord { x, y }).collect());
            let areas = MultiPolygon(
                parts
                    .into_iter()
                    .map(|(exterior, interiors)| Polygon::new(line(exterior), interiors.into_iter().map(line).collect()))
                    .collect(),
            );
            let Shape::MultiPolygon(read) = read(&multi_polygon(&areas)).unwrap() else { panic!("another type") };
            prop_assert_eq!(bits(&read), bits(&areas));
        }

        #[test]
        fn any_bytes_give_a_shape_or_a_reason(tail in prop::collection::vec(any::<u8>(), 0..80)) {
            let mut blob = vec![b'G', b'P', 0, 1, 0xE6, 0x10, 0, 0, 1];
            blob.extend(tail);
            let _ = read(&blob);
            let _ = bounds(&blob);
        }
    }

    #[test]
    fn the_envelope_is_known_for_points_areas_and_lines_and_absent_for_empty_ones() {
        let area = MultiPolygon(vec![
            polygon![(x: 1.0, y: 2.0), (x: 3.0, y: 2.0), (x: 3.0, y: 5.0)],
        ]);
        let expected = Bounds {
            min_x: 1.0,
            max_x: 3.0,
            min_y: 2.0,
            max_y: 5.0,
        };
        assert_eq!(bounds(&multi_polygon(&area)), Ok(Some(expected)));
        let line = MultiLineString(vec![line_string![(x: 1.0, y: 2.0), (x: 3.0, y: 5.0)]]);
        assert_eq!(bounds(&multi_line(&line)), Ok(Some(expected)));
        assert_eq!(read(&multi_line(&line)), Ok(Shape::MultiLine(line)));
        let at = point(LonLat::new(1.0, 2.0).unwrap());
        assert_eq!(bounds(&at).unwrap().map(|bounds| bounds.max_y), Some(2.0));
        assert_eq!(bounds(&multi_polygon(&MultiPolygon(Vec::new()))), Ok(None));
        assert!(read(&at[..at.len() - 1]).is_err());
    }
}
