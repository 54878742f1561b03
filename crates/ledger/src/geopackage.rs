//! The tables that make an SQLite file a GeoPackage.
//!
//! **What.** The `gpkg_` tables, the registration of layers and plain tables, and the spatial index of a layer. Version 1.3: the newest
//! that GDAL 3.6, the oldest in wide use, reads without a warning.
//!
//! **Sources.** OGC 12-128r17 (GeoPackage 1.3), annexes C (tables) and F.3 (spatial index with its triggers).

use rusqlite::Transaction;

use crate::geometry_blob::Bounds;

/// "GPKG" in the header of the file.
pub(crate) const APPLICATION_ID: i64 = 0x4750_4B47;

/// GeoPackage version 1.3.0.
pub(crate) const USER_VERSION: i64 = 10_300;

/// The geometry column of every layer.
pub(crate) const GEOMETRY_COLUMN: &str = "geom";

const BASE: &str = "
CREATE TABLE gpkg_spatial_ref_sys (
  srs_name TEXT NOT NULL,
  srs_id INTEGER NOT NULL PRIMARY KEY,
  organization TEXT NOT NULL,
  organization_coordsys_id INTEGER NOT NULL,
  definition TEXT NOT NULL,
  description TEXT
);
CREATE TABLE gpkg_contents (
  table_name TEXT NOT NULL PRIMARY KEY,
  data_type TEXT NOT NULL,
  identifier TEXT UNIQUE,
  description TEXT DEFAULT '',
  last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
  min_x DOUBLE,
  min_y DOUBLE,
  max_x DOUBLE,
  max_y DOUBLE,
  srs_id INTEGER,
  CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id)
);
CREATE TABLE gpkg_geometry_columns (
  table_name TEXT NOT NULL,
  column_name TEXT NOT NULL,
  geometry_type_name TEXT NOT NULL,
  srs_id INTEGER NOT NULL,
  z TINYINT NOT NULL,
  m TINYINT NOT NULL,
  CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name),
  CONSTRAINT uk_gc_table_name UNIQUE (table_name),
  CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
  CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id)
);
CREATE TABLE gpkg_extensions (
  table_name TEXT,
  column_name TEXT,
  extension_name TEXT NOT NULL,
  definition TEXT NOT NULL,
  scope TEXT NOT NULL,
  CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name)
);
INSERT INTO gpkg_spatial_ref_sys VALUES
  ('Undefined Cartesian SRS', -1, 'NONE', -1, 'undefined', 'undefined Cartesian coordinate reference system'),
  ('Undefined geographic SRS', 0, 'NONE', 0, 'undefined', 'undefined geographic coordinate reference system'),
  ('WGS 84 geodetic', 4326, 'EPSG', 4326,
   'GEOGCS[\"WGS 84\",DATUM[\"WGS_1984\",SPHEROID[\"WGS 84\",6378137,298.257223563,AUTHORITY[\"EPSG\",\"7030\"]],AUTHORITY[\"EPSG\",\"6326\"]],PRIMEM[\"Greenwich\",0,AUTHORITY[\"EPSG\",\"8901\"]],UNIT[\"degree\",0.0174532925199433,AUTHORITY[\"EPSG\",\"9122\"]],AXIS[\"Latitude\",NORTH],AXIS[\"Longitude\",EAST],AUTHORITY[\"EPSG\",\"4326\"]]',
   'longitude/latitude coordinates in decimal degrees on the WGS 84 spheroid');
";

/// A table of the file, as users see it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Table {
    /// Name.
    pub(crate) name: &'static str,
    /// One line for users of QGIS and Datasette.
    pub(crate) description: &'static str,
    /// The type of its geometry column, if it is a layer.
    pub(crate) geometry: Option<&'static str>,
    /// Its columns after the key and the geometry.
    pub(crate) columns: &'static str,
}

/// Creates the `gpkg_` tables.
pub(crate) fn create_base(transaction: &Transaction<'_>) -> rusqlite::Result<()> {
    transaction.execute_batch(BASE)
}

/// Creates `table` with the key `key`, registers it, and gives a layer its spatial index. `created` is an ISO 8601 time in UTC.
pub(crate) fn create_table(
    transaction: &Transaction<'_>,
    table: &Table,
    key: &str,
    created: &str,
) -> rusqlite::Result<()> {
    let Table {
        name,
        description,
        geometry,
        columns,
    } = *table;
    let geometry_column = geometry.map_or_else(String::new, |geometry_type| {
        format!("{GEOMETRY_COLUMN} {geometry_type}, ")
    });
    transaction.execute_batch(&format!(
        "CREATE TABLE {name} ({key} INTEGER PRIMARY KEY NOT NULL, {geometry_column}{columns})"
    ))?;
    let (data_type, srs_id) = match geometry {
        Some(_) => ("features", Some(4326)),
        None => ("attributes", None),
    };
    transaction.execute(
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change, srs_id)
         VALUES (?1, ?2, ?1, ?3, ?4, ?5)",
        (name, data_type, description, created, srs_id),
    )?;
    if let Some(geometry_type) = geometry {
        transaction.execute(
            "INSERT INTO gpkg_geometry_columns VALUES (?1, ?2, ?3, 4326, 0, 0)",
            (name, GEOMETRY_COLUMN, geometry_type),
        )?;
        create_spatial_index(transaction, name, key)?;
    }
    Ok(())
}

/// Notes a change of `table`, and for a layer the box around what was added.
pub(crate) fn note_change(
    transaction: &Transaction<'_>,
    table: &str,
    bounds: Option<Bounds>,
    changed: &str,
) -> rusqlite::Result<()> {
    transaction
        .prepare_cached("UPDATE gpkg_contents SET last_change = ?2 WHERE table_name = ?1")?
        .execute((table, changed))?;
    if let Some(bounds) = bounds {
        transaction
            .prepare_cached(
                "UPDATE gpkg_contents SET
                   min_x = MIN(COALESCE(min_x, ?2), ?2), max_x = MAX(COALESCE(max_x, ?3), ?3),
                   min_y = MIN(COALESCE(min_y, ?4), ?4), max_y = MAX(COALESCE(max_y, ?5), ?5)
                 WHERE table_name = ?1",
            )?
            .execute((
                table,
                bounds.min_x,
                bounds.max_x,
                bounds.min_y,
                bounds.max_y,
            ))?;
    }
    Ok(())
}

/// Trigger names and texts are those of the standard, so that other programs recognise the index and keep it.
fn create_spatial_index(
    transaction: &Transaction<'_>,
    table: &str,
    key: &str,
) -> rusqlite::Result<()> {
    let g = GEOMETRY_COLUMN;
    let index = format!("rtree_{table}_{g}");
    let put = format!(
        "INSERT OR REPLACE INTO {index} VALUES (NEW.{key}, ST_MinX(NEW.{g}), ST_MaxX(NEW.{g}), ST_MinY(NEW.{g}), ST_MaxY(NEW.{g}));"
    );
    let filled = format!("(NEW.{g} NOTNULL AND NOT ST_IsEmpty(NEW.{g}))");
    let empty = format!("(NEW.{g} ISNULL OR ST_IsEmpty(NEW.{g}))");
    transaction.execute_batch(&format!(
        "CREATE VIRTUAL TABLE {index} USING rtree(id, minx, maxx, miny, maxy);
         CREATE TRIGGER {index}_insert AFTER INSERT ON {table} WHEN {filled}
           BEGIN {put} END;
         CREATE TRIGGER {index}_update1 AFTER UPDATE OF {g} ON {table} WHEN OLD.{key} = NEW.{key} AND {filled}
           BEGIN {put} END;
         CREATE TRIGGER {index}_update2 AFTER UPDATE OF {g} ON {table} WHEN OLD.{key} = NEW.{key} AND {empty}
           BEGIN DELETE FROM {index} WHERE id = OLD.{key}; END;
         CREATE TRIGGER {index}_update3 AFTER UPDATE ON {table} WHEN OLD.{key} != NEW.{key} AND {filled}
           BEGIN DELETE FROM {index} WHERE id = OLD.{key}; {put} END;
         CREATE TRIGGER {index}_update4 AFTER UPDATE ON {table} WHEN OLD.{key} != NEW.{key} AND {empty}
           BEGIN DELETE FROM {index} WHERE id IN (OLD.{key}, NEW.{key}); END;
         CREATE TRIGGER {index}_delete AFTER DELETE ON {table} WHEN OLD.{g} NOT NULL
           BEGIN DELETE FROM {index} WHERE id = OLD.{key}; END;"
    ))?;
    transaction.execute(
        "INSERT INTO gpkg_extensions VALUES
           (?1, ?2, 'gpkg_rtree_index', 'http://www.geopackage.org/spec120/#extension_rtree', 'write-only')",
        (table, g),
    )?;
    Ok(())
}
