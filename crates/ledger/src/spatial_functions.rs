//! The SQL functions that the triggers of a GeoPackage's spatial index call.
//!
//! **What.** `ST_IsEmpty`, `ST_MinX`, `ST_MaxX`, `ST_MinY`, `ST_MaxY` over GeoPackage geometry, null for null or for bytes that are none.
//!
//! **Sources.** OGC 12-128r17 (GeoPackage 1.3), annex F.3, "`RTree` Spatial Indexes".

use rusqlite::functions::FunctionFlags;
use rusqlite::{Connection, types::ValueRef};

use crate::geometry_blob::{self, Bounds};

/// Takes one end of a box.
type Corner = fn(Bounds) -> f64;

/// Makes the functions known to `connection`.
pub(crate) fn register(connection: &Connection) -> rusqlite::Result<()> {
    let flags = FunctionFlags::SQLITE_UTF8
        | FunctionFlags::SQLITE_DETERMINISTIC
        | FunctionFlags::SQLITE_INNOCUOUS;
    connection.create_scalar_function("ST_IsEmpty", 1, flags, |context| {
        Ok(match context.get_raw(0) {
            ValueRef::Blob(blob) => geometry_blob::bounds(blob)
                .ok()
                .map(|found| found.is_none()),
            _ => None,
        })
    })?;
    let corners: [(&str, Corner); 4] = [
        ("ST_MinX", |bounds| bounds.min_x),
        ("ST_MaxX", |bounds| bounds.max_x),
        ("ST_MinY", |bounds| bounds.min_y),
        ("ST_MaxY", |bounds| bounds.max_y),
    ];
    for (name, corner) in corners {
        connection.create_scalar_function(name, 1, flags, move |context| {
            Ok(match context.get_raw(0) {
                ValueRef::Blob(blob) => geometry_blob::bounds(blob).ok().flatten().map(corner),
                _ => None,
            })
        })?;
    }
    Ok(())
}
