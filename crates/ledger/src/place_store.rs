//! The gazetteer of a user: places from imported data sets, found by folded name.
//!
//! **What.** A GeoPackage with the layer `places` and a table of look-up keys. It is no ledger: importing a place again replaces it.
//!
//! **Shape.** The caller folds names (the room `names` knows how) and hands in the keys of each place; the store compares keys as they are.

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, Transaction, TransactionBehavior};
use salient_model::{LonLat, Place, PlaceId};

use crate::database::{self, Access, FileKind, WAIT};
use crate::error::{Fault, LedgerError};
use crate::geometry_blob::Bounds;
use crate::geopackage::{self, Table};
use crate::places;
use crate::row_reader::{count_at, json};
use crate::schema::place_columns;
use crate::writer::{self, iso_milliseconds};

const FORMAT: i64 = 1;

const KIND: FileKind = FileKind {
    expected: "a Salient place store (made by `salient places import`)",
    marker: "place_store_info",
    newest_format: FORMAT,
};

const PLACES: Table = Table {
    name: "places",
    description: "Places with their limits, or a point where no limit is known",
    geometry: Some("GEOMETRY"),
    columns: place_columns!(),
};

const KEYS: &str = "
CREATE TABLE place_store_info (format INTEGER NOT NULL);
CREATE UNIQUE INDEX places_by_id ON places (place_id);
CREATE TABLE place_keys (
  key TEXT NOT NULL,
  place INTEGER NOT NULL,
  PRIMARY KEY (key, place)
) WITHOUT ROWID;
CREATE INDEX place_keys_by_place ON place_keys (place);
";

/// A place with the folded names under which it is found.
#[derive(Debug, Clone, PartialEq)]
pub struct KeyedPlace {
    /// The place.
    pub place: Place,
    /// Its keys; a repeated key counts once.
    pub keys: Vec<String>,
}

/// An open place store.
#[derive(Debug)]
pub struct PlaceStore {
    path: PathBuf,
    connection: Connection,
}

impl PlaceStore {
    /// Creates an empty store. An existing file is an error and stays as it is.
    pub fn create(path: &Path, created: Timestamp) -> Result<Self, LedgerError> {
        let created = iso_milliseconds(created);
        let connection = database::create(path, WAIT, |transaction| {
            geopackage::create_base(&transaction)?;
            geopackage::create_table(&transaction, &PLACES, "fid", &created)?;
            transaction.execute_batch(KEYS)?;
            transaction.execute("INSERT INTO place_store_info VALUES (?1)", [FORMAT])?;
            Ok(transaction.commit()?)
        })?;
        Ok(Self {
            path: path.to_owned(),
            connection,
        })
    }

    /// Opens a store to read and import.
    pub fn open(path: &Path) -> Result<Self, LedgerError> {
        Self::open_as(path, Access::Write)
    }

    /// Opens a store to read.
    pub fn open_read_only(path: &Path) -> Result<Self, LedgerError> {
        Self::open_as(path, Access::Read)
    }

    fn open_as(path: &Path, access: Access) -> Result<Self, LedgerError> {
        Ok(Self {
            path: path.to_owned(),
            connection: database::open(path, access, WAIT, KIND)?,
        })
    }

    /// Imports places in one transaction; one that is there already is replaced, keys included. Gives the number of places read.
    pub fn import(
        &mut self,
        places: impl IntoIterator<Item = KeyedPlace>,
        imported_at: Timestamp,
    ) -> Result<usize, LedgerError> {
        let result = import(&mut self.connection, places, imported_at);
        self.located("importing places", result)
    }

    /// Places with one of `keys`; the most populous first, places of unknown population last.
    pub fn find(&self, keys: &[&str]) -> Result<Vec<Place>, LedgerError> {
        let keys = json(&keys);
        let result = places::select(
            &self.connection,
            "SELECT * FROM places
             WHERE fid IN (SELECT place FROM place_keys WHERE key IN (SELECT value FROM json_each(?1)))
             ORDER BY population IS NULL, population DESC, place_id",
            [keys],
        );
        self.located("finding places", result)
    }

    /// Places whose point lies within a box of `half_km` around `center`; the most populous first.
    pub fn around(&self, center: LonLat, half_km: f64) -> Result<Vec<Place>, LedgerError> {
        // A degree of latitude has some 111 km; meridians draw together toward the poles.
        let north = half_km / 111.0;
        let east = north / libm::cos(center.lat().to_radians()).max(0.01);
        let result = places::select(
            &self.connection,
            "SELECT * FROM places
             WHERE lat BETWEEN ?1 - ?2 AND ?1 + ?2 AND lon BETWEEN ?3 - ?4 AND ?3 + ?4
             ORDER BY population IS NULL, population DESC, place_id",
            [center.lat(), north, center.lon(), east],
        );
        self.located("finding places around a point", result)
    }

    /// One place.
    pub fn place(&self, id: &PlaceId) -> Result<Option<Place>, LedgerError> {
        self.located("reading a place", places::by_id(&self.connection, id))
    }

    /// Every place, by identifier.
    pub fn places(&self) -> Result<Vec<Place>, LedgerError> {
        self.located("reading places", places::all(&self.connection))
    }

    /// How many places each data set gave, by its name.
    pub fn datasets(&self) -> Result<Vec<(String, usize)>, LedgerError> {
        let read = || -> Result<Vec<(String, usize)>, Fault> {
            let mut statement = self.connection.prepare(
                "SELECT dataset, COUNT(*) FROM places GROUP BY dataset ORDER BY dataset",
            )?;
            let rows = statement.query_map([], |row| Ok((row.get(0)?, count_at(row, 1)?)))?;
            Ok(rows.collect::<Result<_, _>>()?)
        };
        self.located("counting places", read())
    }

    fn located<T>(&self, doing: &'static str, result: Result<T, Fault>) -> Result<T, LedgerError> {
        result.map_err(|fault| fault.at(&self.path, doing, WAIT.as_secs_f64()))
    }
}

fn import(
    connection: &mut Connection,
    places: impl IntoIterator<Item = KeyedPlace>,
    imported_at: Timestamp,
) -> Result<usize, Fault> {
    database::prepare_for_many_rows(connection)?;
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let mut n = 0;
    let mut bounds = None;
    for KeyedPlace { place, keys } in places {
        let cells = places::cells(&place)?;
        bounds = Bounds::cover_both(bounds, writer::bounds_of(&cells));
        remove(&transaction, &place.id)?;
        let fid = writer::insert(&transaction, PLACES.name, cells.iter())?;
        for key in keys {
            transaction
                .prepare_cached("INSERT OR IGNORE INTO place_keys VALUES (?1, ?2)")?
                .execute((key, fid))?;
        }
        n += 1;
    }
    geopackage::note_change(
        &transaction,
        PLACES.name,
        bounds,
        &iso_milliseconds(imported_at),
    )?;
    transaction.commit()?;
    Ok(n)
}

/// Removes a place with its keys, if it is there; SQLite's own REPLACE would leave the spatial index behind.
fn remove(transaction: &Transaction<'_>, id: &PlaceId) -> Result<(), Fault> {
    let fid: Option<i64> = transaction
        .prepare_cached("SELECT fid FROM places WHERE place_id = ?1")?
        .query_row([&id.0], |row| row.get(0))
        .optional()?;
    if let Some(fid) = fid {
        transaction
            .prepare_cached("DELETE FROM place_keys WHERE place = ?1")?
            .execute([fid])?;
        transaction
            .prepare_cached("DELETE FROM places WHERE fid = ?1")?
            .execute([fid])?;
    }
    Ok(())
}
