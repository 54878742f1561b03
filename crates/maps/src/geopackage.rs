//! GeoPackage: a SQLite database with feature tables.
//!
//! **Shape.** Every feature table that `gpkg_contents` lists, in the order of the tables' names; each feature has the columns of its row, and `layer`, the name of its table. Tables of tiles and
//! plain attributes are passed over.
//!
//! **Units and frame.** What `gpkg_spatial_ref_sys` says of the table. An undefined one (0 or -1) is read as degrees, with a remark (M016).
//!
//! **Errors and doubt.** The file is opened in memory, for reading only, with its schema not trusted: triggers and functions that it names are off, and its database engine stops after a number of steps.
//! What a write-ahead log beside the file would hold is not there; the file is read as it is.
//!
//! **Sources.** OGC 12-128r18 (GeoPackage 1.3), sections 1.1 and 2.1; SQLite, "Database File Format" 1.3.3 and "Defense Against The Dark Arts".

use rusqlite::config::DbConfig;
use rusqlite::limits::Limit;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, ErrorCode};

use crate::MapsError;
use crate::byte_reader::Bytes;
use crate::crs::{frame_of_code, frame_of_wkt, refusal, wkt_words};
use crate::limits::Limits;
use crate::progress::Progress;
use crate::projection::Frame;
use crate::raw::{RawFeature, RawMap};
use crate::wkb::add_wkb;

/// Steps of the database engine between two looks at the count.
const STEPS_PER_LOOK: i32 = 10_000;
/// Where the header says which journal the file was written with, for writing and for reading; and the value for a rollback journal.
const JOURNAL_AT: std::ops::Range<usize> = 18..20;
const ROLLBACK_JOURNAL: u8 = 1;

pub(crate) fn read(bytes: &[u8], progress: &Progress<'_>) -> Result<RawMap, MapsError> {
    progress.check_size(bytes)?;
    let database =
        open(bytes, progress.limits).map_err(|error| refused(&error, "top level", progress))?;
    let layers = layers(&database, progress)?;
    let mut map = RawMap::default();
    for layer in layers {
        add_layer(&database, &layer, &mut map, progress)?;
    }
    map.remarks = progress.remarks();
    Ok(map)
}

/// A feature table.
struct Layer {
    table: String,
    geometry_column: String,
    frame: Frame,
}

fn open(bytes: &[u8], limits: &Limits) -> Result<Connection, rusqlite::Error> {
    let mut database = Connection::open_in_memory()?;
    // A file that was left in write-ahead mode cannot be opened in memory otherwise.
    let mut header = bytes[..bytes.len().min(JOURNAL_AT.end)].to_vec();
    if let Some(journal) = header.get_mut(JOURNAL_AT) {
        journal.fill(ROLLBACK_JOURNAL);
    }
    let rest = &bytes[header.len()..];
    let content = std::io::Read::chain(header.as_slice(), rest);
    database.deserialize_read_exact("main", content, bytes.len(), true)?;
    database.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    database.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    database.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false)?;
    database.set_limit(Limit::SQLITE_LIMIT_ATTACHED, 0)?;
    let mut looks_left = limits.database_steps / u64::from(STEPS_PER_LOOK.unsigned_abs());
    database.progress_handler(
        STEPS_PER_LOOK,
        Some(move || {
            looks_left = looks_left.saturating_sub(1);
            looks_left == 0
        }),
    )?;
    database.execute_batch("PRAGMA cell_size_check = ON; PRAGMA query_only = ON;")?;
    Ok(database)
}

fn layers(database: &Connection, progress: &Progress<'_>) -> Result<Vec<Layer>, MapsError> {
    let refused = |error: rusqlite::Error| refused(&error, "gpkg_contents", progress);
    let n_tables: i64 = database
        .query_row(
            "SELECT count(*) FROM sqlite_master WHERE name IN ('gpkg_contents', 'gpkg_geometry_columns', 'gpkg_spatial_ref_sys')",
            [],
            |row| row.get(0),
        )
        .map_err(refused)?;
    if n_tables != 3 {
        return Err(MapsError::Format {
            origin: progress.origin.to_owned(),
            found: "an SQLite database without the tables of a GeoPackage".to_owned(),
            expected: "a GeoPackage".to_owned(),
        });
    }
    let mut statement = database
        .prepare(
            "SELECT c.table_name, g.column_name, g.srs_id, s.organization, s.organization_coordsys_id, s.definition
             FROM gpkg_contents c JOIN gpkg_geometry_columns g ON lower(g.table_name) = lower(c.table_name)
             LEFT JOIN gpkg_spatial_ref_sys s ON s.srs_id = g.srs_id
             WHERE c.data_type = 'features' ORDER BY c.table_name",
        )
        .map_err(refused)?;
    let mut rows = statement.query([]).map_err(refused)?;
    let mut layers = Vec::new();
    while let Some(row) = rows.next().map_err(refused)? {
        if layers.len() == progress.limits.layers {
            return Err(progress.too_large("layers", progress.limits.layers as u64));
        }
        let table: String = row.get(0).map_err(refused)?;
        let system = ReferenceSystem {
            srs_id: row.get(2).map_err(refused)?,
            organization: row.get(3).map_err(refused)?,
            code: row.get(4).map_err(refused)?,
            definition: row.get(5).map_err(refused)?,
        };
        layers.push(Layer {
            geometry_column: row.get(1).map_err(refused)?,
            frame: system.frame(&table, progress)?,
            table,
        });
    }
    if layers.is_empty() {
        return Err(progress.shape("a GeoPackage without a feature table", "a feature table"));
    }
    Ok(layers)
}

struct ReferenceSystem {
    srs_id: Option<i64>,
    organization: Option<String>,
    code: Option<i64>,
    definition: Option<String>,
}

impl ReferenceSystem {
    fn frame(self, table: &str, progress: &Progress<'_>) -> Result<Frame, MapsError> {
        if matches!(self.srs_id, None | Some(-1 | 0)) {
            progress.note("M016", || format!("layer {table:?}"));
            return Ok(Frame::Degrees);
        }
        let organization = self.organization.unwrap_or_default();
        let code = self.code.and_then(|code| u32::try_from(code).ok());
        let is_epsg = organization.eq_ignore_ascii_case("EPSG");
        let by_code = code.filter(|_| is_epsg).and_then(frame_of_code);
        let definition = self.definition.unwrap_or_default();
        by_code
            .or_else(|| frame_of_wkt(&definition))
            .ok_or_else(|| {
                let words = match code {
                    Some(code) if is_epsg => format!("EPSG:{code}"),
                    _ => wkt_words(&definition),
                };
                refusal(progress.origin, format!("{words} of layer {table:?}"))
            })
    }
}

fn add_layer(
    database: &Connection,
    layer: &Layer,
    map: &mut RawMap,
    progress: &Progress<'_>,
) -> Result<(), MapsError> {
    let place = format!("layer {:?}", layer.table);
    let refused = |error: rusqlite::Error| refused(&error, &place, progress);
    progress.frame.set(layer.frame);
    let table = layer.table.replace('"', "\"\"");
    let mut statement = database
        .prepare(&format!("SELECT * FROM \"{table}\""))
        .map_err(refused)?;
    let columns: Vec<String> = statement.column_names().map(ToOwned::to_owned).collect();
    let geometry_at = columns
        .iter()
        .position(|name| name.eq_ignore_ascii_case(&layer.geometry_column))
        .ok_or_else(|| MapsError::Broken {
            origin: progress.origin.to_owned(),
            at: place.clone(),
            format: "GeoPackage",
            message: format!("it has no column {:?}", layer.geometry_column),
        })?;
    let mut rows = statement.query([]).map_err(refused)?;
    while let Some(row) = rows.next().map_err(refused)? {
        let mut feature = RawFeature {
            number: progress.next_feature()?,
            ..RawFeature::default()
        };
        for (at, name) in columns.iter().enumerate() {
            let value = row.get_ref(at).map_err(refused)?;
            if at == geometry_at {
                add_geometry(value, &mut feature, progress)?;
            } else if let Some(text) = text_of(value) {
                feature.properties.0.push((name.clone(), text));
            }
        }
        feature
            .properties
            .0
            .push(("layer".to_owned(), layer.table.clone()));
        map.features.push(feature);
    }
    Ok(())
}

/// The value as text; nothing for null and for bytes.
fn text_of(value: ValueRef<'_>) -> Option<String> {
    match value {
        ValueRef::Null | ValueRef::Blob(_) => None,
        ValueRef::Integer(number) => Some(number.to_string()),
        ValueRef::Real(number) => Some(number.to_string()),
        ValueRef::Text(text) => Some(String::from_utf8_lossy(text).into_owned()),
    }
}

fn add_geometry(
    value: ValueRef<'_>,
    feature: &mut RawFeature,
    progress: &Progress<'_>,
) -> Result<(), MapsError> {
    let blob = match value {
        ValueRef::Null => {
            feature.is_empty = true;
            return Ok(());
        }
        ValueRef::Blob(blob) => blob,
        other => {
            return Err(progress.shape(
                format!("a geometry of SQL type {}", other.data_type()),
                "a GeoPackage geometry",
            ));
        }
    };
    let (is_empty, wkb) = geometry_blob(blob)
        .ok_or_else(|| progress.shape("bytes without the header GP", "a GeoPackage geometry"))?;
    if !is_empty {
        add_wkb(wkb, feature, progress)?;
    }
    feature.is_empty = feature.polygons.is_empty() && feature.not_polygons.is_empty();
    Ok(())
}

/// Whether the header says that the geometry is empty, and the well-known binary behind it.
fn geometry_blob(blob: &[u8]) -> Option<(bool, &[u8])> {
    let mut bytes = Bytes::little(blob);
    if bytes.take(2)? != b"GP" {
        return None;
    }
    bytes.u8()?;
    let flags = bytes.u8()?;
    let envelope_bytes = match (flags >> 1) & 0b111 {
        0 => 0,
        1 => 32,
        2 | 3 => 48,
        4 => 64,
        _ => return None,
    };
    // The reference system, which the table's entry gives too.
    bytes.take(4 + envelope_bytes)?;
    let rest = bytes.len();
    Some((flags & 0b1_0000 != 0, bytes.take(rest)?))
}

fn refused(error: &rusqlite::Error, at: &str, progress: &Progress<'_>) -> MapsError {
    if error.sqlite_error_code() == Some(ErrorCode::OperationInterrupted) {
        return MapsError::TooLarge {
            origin: progress.origin.to_owned(),
            at: at.to_owned(),
            what: "steps of the database engine",
            limit: progress.limits.database_steps,
        };
    }
    MapsError::Broken {
        origin: progress.origin.to_owned(),
        at: at.to_owned(),
        format: "GeoPackage",
        message: error.to_string(),
    }
}
