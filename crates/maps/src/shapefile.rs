//! Shapefiles: a ZIP archive with `.shp`, `.dbf`, `.prj`, and `.cpg`, or a `.shp` by itself.
//!
//! **Shape.** Every shape is a feature with the attributes of its record, and `layer`, the name of its `.shp` without folders and ending. An archive may hold several. A `.shp` without
//! a `.dbf` has no attributes.
//!
//! **Units and frame.** What `.prj` says; without one, degrees, with a remark (M016). Exteriors run clockwise and are turned, since that is how the format is written. Heights and
//! measures are dropped and counted.
//!
//! **Errors and doubt.** A shape whose record is deleted is left out and counted (M015). Records and shapes of different number are refused: one of them would lend its neighbour its attributes.
//!
//! **Sources.** ESRI Shapefile Technical Description (1998).

use crate::MapsError;
use crate::archive::{Archive, has_ending};
use crate::byte_reader::Bytes;
use crate::crs::{frame_of_wkt, refusal, wkt_words};
use crate::dbf::{Record, Table, read_table};
use crate::nesting::polygons_of_rings;
use crate::progress::Progress;
use crate::projection::Frame;
use crate::raw::{Properties, RawFeature, RawMap};

/// Bytes before the first record.
const HEADER_BYTES: usize = 100;
/// Measures below this say that there is none.
const NO_MEASURE: f64 = -1e38;

/// A `.shp` by itself.
pub(crate) fn read(bytes: &[u8], progress: &Progress<'_>) -> Result<RawMap, MapsError> {
    progress.check_size(bytes)?;
    let mut map = RawMap::default();
    let name = progress
        .origin
        .rsplit(['/', '\\'])
        .next()
        .unwrap_or(progress.origin);
    let layer = Layer {
        name: name.rsplit_once('.').map_or(name, |(stem, _)| stem),
        table: None,
        prj: None,
    };
    add_layer(bytes, &layer, &mut map, progress)?;
    map.remarks = progress.remarks();
    Ok(map)
}

/// All Shapefiles of an archive, in the order of their names.
pub(crate) fn read_archive(
    archive: &mut Archive<'_, '_, '_>,
    progress: &Progress<'_>,
) -> Result<RawMap, MapsError> {
    let mut names: Vec<String> = archive
        .names()
        .filter(|name| has_ending(name, "shp"))
        .map(ToOwned::to_owned)
        .collect();
    names.sort();
    if names.len() > progress.limits.layers {
        return Err(progress.too_large("layers", progress.limits.layers as u64));
    }
    let mut map = RawMap::default();
    for name in names {
        let stem = &name[..name.len() - ".shp".len()];
        let mut beside = |ending: &str| archive.read(&format!("{stem}.{ending}"));
        let (dbf, prj, cpg) = (beside("dbf")?, beside("prj")?, beside("cpg")?);
        let shp = beside("shp")?.unwrap_or_default();
        let table = match &dbf {
            Some(dbf) => Some(read_table(dbf, cpg.as_deref(), progress)?),
            None => None,
        };
        let layer = Layer {
            name: stem.rsplit('/').next().unwrap_or(stem),
            table,
            prj,
        };
        add_layer(&shp, &layer, &mut map, progress)?;
    }
    map.remarks = progress.remarks();
    Ok(map)
}

/// What stands beside a `.shp`.
struct Layer<'a> {
    name: &'a str,
    table: Option<Table<'a>>,
    prj: Option<Vec<u8>>,
}

impl Layer<'_> {
    fn frame(&self, progress: &Progress<'_>) -> Result<Frame, MapsError> {
        let Some(prj) = &self.prj else {
            progress.note("M016", || format!("layer {:?}", self.name));
            return Ok(Frame::Degrees);
        };
        let wkt = String::from_utf8_lossy(prj);
        let wkt = wkt.trim_start_matches('\u{feff}');
        frame_of_wkt(wkt).ok_or_else(|| refusal(progress.origin, wkt_words(wkt)))
    }
}

fn add_layer(
    shp: &[u8],
    layer: &Layer<'_>,
    map: &mut RawMap,
    progress: &Progress<'_>,
) -> Result<(), MapsError> {
    progress.frame.set(layer.frame(progress)?);
    let broken = |message: String| MapsError::Broken {
        origin: progress.origin.to_owned(),
        at: format!("{}.shp", layer.name),
        format: "Shapefile",
        message,
    };
    let mut records = Bytes::little(records_of(shp).map_err(broken)?);
    let mut n_shapes = 0;
    while records.len() > 0 {
        let content = record_content(&mut records)
            .ok_or_else(|| broken(format!("it breaks off in shape {}", n_shapes + 1)))?;
        let table = layer.table.as_ref();
        let record = table.map(|table| table.record(n_shapes, progress));
        n_shapes += 1;
        let mut properties = match record {
            None => Properties::default(),
            Some(Some(Record::Live(properties))) => properties,
            Some(Some(Record::Deleted)) => {
                progress.note("M015", || {
                    format!("layer {:?}, record {n_shapes}", layer.name)
                });
                continue;
            }
            // Told below, when all shapes are counted.
            Some(None) => continue,
        };
        properties
            .0
            .push(("layer".to_owned(), layer.name.to_owned()));
        let mut feature = RawFeature {
            number: progress.next_feature()?,
            properties,
            ..RawFeature::default()
        };
        add_shape(content, &mut feature, progress)?;
        map.features.push(feature);
    }
    match &layer.table {
        Some(table) if table.len() != n_shapes => Err(broken(format!(
            "it has {n_shapes} shapes, and its .dbf {} records",
            table.len()
        ))),
        _ => Ok(()),
    }
}

/// What stands behind the header, as far as the header says that it goes.
fn records_of(shp: &[u8]) -> Result<&[u8], String> {
    let mut header = Bytes::little(shp);
    header.set_big(true);
    let code = header.i32();
    header.take(20);
    // Counted in words of two bytes.
    let n_bytes = header
        .u32()
        .and_then(|words| usize::try_from(words).ok()?.checked_mul(2));
    let (Some(9994), Some(n_bytes)) = (code, n_bytes) else {
        return Err("it has no header".to_owned());
    };
    if n_bytes > shp.len() {
        return Err(format!(
            "it has {} bytes where its header says {n_bytes}",
            shp.len()
        ));
    }
    shp.get(HEADER_BYTES..n_bytes)
        .ok_or_else(|| format!("its header says {n_bytes} bytes, fewer than the header itself"))
}

fn record_content<'a>(records: &mut Bytes<'a>) -> Option<&'a [u8]> {
    records.set_big(true);
    records.u32()?;
    let words = usize::try_from(records.u32()?).ok()?;
    records.take(words.checked_mul(2)?)
}

fn add_shape(
    content: &[u8],
    feature: &mut RawFeature,
    progress: &Progress<'_>,
) -> Result<(), MapsError> {
    let short = || progress.shape("a shape that breaks off", "the points that it counts");
    let mut bytes = Bytes::little(content);
    let kind = bytes.u32().ok_or_else(short)?;
    let (has_z, has_m) = match kind {
        0 => {
            feature.is_empty = true;
            return Ok(());
        }
        3 if progress.wants_lines => (false, false),
        13 if progress.wants_lines => (true, true),
        23 if progress.wants_lines => (false, true),
        5 => (false, false),
        15 => (true, true),
        25 => (false, true),
        _ => {
            let name = match kind {
                1 | 11 | 21 => "Point",
                3 | 13 | 23 => "PolyLine",
                8 | 18 | 28 => "MultiPoint",
                31 => "MultiPatch",
                _ => {
                    return Err(
                        progress.shape(format!("shape type {kind}"), "a shape type of the format")
                    );
                }
            };
            feature.not_polygons.push(name.to_owned());
            return Ok(());
        }
    };
    // The box around it.
    bytes.take(32).ok_or_else(short)?;
    let n_parts = bytes.u32().ok_or_else(short)? as usize;
    let n_points = bytes.u32().ok_or_else(short)? as usize;
    let starts = n_parts
        .checked_mul(4)
        .and_then(|n_bytes| bytes.take(n_bytes))
        .ok_or_else(short)?;
    let points = n_points
        .checked_mul(16)
        .and_then(|n_bytes| bytes.take(n_bytes))
        .ok_or_else(short)?;
    let mut starts = Bytes::little(starts);
    let mut ends: Vec<usize> = Vec::with_capacity(n_parts);
    while let Some(start) = starts.u32() {
        ends.push(start as usize);
    }
    // A part ends where the next begins.
    if n_parts > 0 {
        ends.remove(0);
        ends.push(n_points);
    }
    let mut points = Bytes::little(points);
    let mut rings = Vec::with_capacity(n_parts);
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
        for _ in start..end {
            let (Some(x), Some(y)) = (points.f64(), points.f64()) else {
                return Err(short());
            };
            ring.push(progress.position(x, y)?);
        }
        if !ring.is_empty() {
            rings.push(ring);
        }
        start = end;
    }
    if has_z {
        bytes.take(16 + n_points * 8).ok_or_else(short)?;
        progress.drop_ordinates(n_points);
    }
    if has_m && bytes.take(16).is_some() {
        let measures = std::iter::from_fn(|| bytes.f64()).take(n_points);
        progress.drop_ordinates(measures.filter(|&measure| measure > NO_MEASURE).count());
    }
    feature.is_empty = rings.is_empty();
    if kind % 10 == 3 {
        feature.lines = rings;
        return Ok(());
    }
    feature.polygons = polygons_of_rings(rings, progress)?;
    Ok(())
}
