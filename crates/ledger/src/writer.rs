//! One write: a transaction that adds rows and the entries that list them.
//!
//! **Shape.** [`Writer::begin`] takes SQLite's write lock first and reads the head of the chain under it, so two processes never extend the
//! same head. Nothing is seen by others before [`Writer::commit`]; a writer that is dropped or killed leaves no trace.

use std::collections::BTreeMap;

use jiff::Timestamp;
use rusqlite::types::Value;
use rusqlite::{
    Connection, OptionalExtension as _, Transaction, TransactionBehavior, params_from_iter,
};
use salient_model::Sha256;

use crate::chain::{self, Head, Payload};
use crate::error::Fault;
use crate::geometry_blob::{self, Bounds};
use crate::geopackage::{self, GEOMETRY_COLUMN};
use crate::schema;

/// A named cell of a row to add.
pub(crate) type Cell = (&'static str, Value);

/// An open write transaction.
pub(crate) struct Writer<'c> {
    transaction: Transaction<'c>,
    head: Head,
    recorded_at: String,
    /// For each table that was added to, the box around what was added.
    changed: BTreeMap<&'static str, Option<Bounds>>,
}

impl<'c> Writer<'c> {
    /// Waits for the write lock and reads the head.
    pub(crate) fn begin(
        connection: &'c mut Connection,
        recorded_at: Timestamp,
    ) -> Result<Self, Fault> {
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let head = head(&transaction)?;
        Ok(Self::over(transaction, head, recorded_at))
    }

    /// Goes on with a transaction that holds the write lock already.
    pub(crate) fn over(transaction: Transaction<'c>, head: Head, recorded_at: Timestamp) -> Self {
        Self {
            transaction,
            head,
            recorded_at: iso_milliseconds(recorded_at),
            changed: BTreeMap::new(),
        }
    }

    /// For look-ups inside the transaction.
    pub(crate) fn connection(&self) -> &Connection {
        &self.transaction
    }

    /// Starts an entry.
    pub(crate) fn entry(&mut self, kind: &'static str) -> EntryWriter<'_, 'c> {
        EntryWriter {
            seq: self.head.seq + 1,
            writer: self,
            kind,
            payload: Payload::default(),
        }
    }

    /// Makes everything visible at once.
    pub(crate) fn commit(self) -> Result<(), Fault> {
        for (table, bounds) in &self.changed {
            geopackage::note_change(&self.transaction, table, *bounds, &self.recorded_at)?;
        }
        Ok(self.transaction.commit()?)
    }
}

/// An entry in the making.
pub(crate) struct EntryWriter<'w, 'c> {
    writer: &'w mut Writer<'c>,
    seq: i64,
    kind: &'static str,
    payload: Payload,
}

impl EntryWriter<'_, '_> {
    /// For look-ups inside the transaction.
    pub(crate) fn connection(&self) -> &Connection {
        &self.writer.transaction
    }

    /// Adds a row to a chained table and lists it in the payload.
    pub(crate) fn add(&mut self, table: &'static str, cells: &[Cell]) -> Result<(), Fault> {
        let digest = chain::row_digest(
            table,
            cells.iter().map(|(name, value)| (*name, value.into())),
        );
        let entry: Cell = ("entry", self.seq.into());
        let key = insert(
            &self.writer.transaction,
            table,
            cells.iter().chain([&entry]),
        )?;
        self.payload
            .rows
            .entry(table.to_owned())
            .or_default()
            .push((key, digest.to_string()));
        let changed = self.writer.changed.entry(table).or_default();
        *changed = Bounds::cover_both(*changed, bounds_of(cells));
        Ok(())
    }

    /// Adds the entry to the chain; gives its number.
    pub(crate) fn finish(self) -> Result<u64, Fault> {
        let payload = self.payload.to_canonical_json();
        let writer = self.writer;
        let hash = chain::entry_hash(
            self.seq,
            self.kind,
            &writer.recorded_at,
            &payload,
            &writer.head.hash,
        );
        writer
            .transaction
            .prepare_cached(
                "INSERT INTO entries (seq, kind, recorded_at, payload, prev_hash, hash) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            )?
            .execute((
                self.seq,
                self.kind,
                &writer.recorded_at,
                payload,
                writer.head.hash.to_string(),
                hash.to_string(),
            ))?;
        writer.head = Head {
            seq: self.seq,
            hash,
        };
        writer.changed.entry(schema::ENTRIES.name).or_default();
        Ok(self.seq.unsigned_abs())
    }
}

/// The last entry.
pub(crate) fn head(connection: &Connection) -> Result<Head, Fault> {
    let row: Option<(i64, String)> = connection
        .prepare_cached("SELECT seq, hash FROM entries ORDER BY seq DESC LIMIT 1")?
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let Some((seq, digits)) = row else {
        return Ok(Head::before_first());
    };
    let hash = digits.parse::<Sha256>().map_err(|error| Fault::Cell {
        table: schema::ENTRIES.name,
        row: seq,
        column: "hash",
        found: error.to_string(),
        expected: "a SHA-256 digest",
    })?;
    Ok(Head { seq, hash })
}

/// Inserts a row; gives its key.
pub(crate) fn insert<'v>(
    connection: &Connection,
    table: &str,
    cells: impl Iterator<Item = &'v Cell>,
) -> Result<i64, Fault> {
    let (names, values): (Vec<&str>, Vec<&Value>) =
        cells.map(|(name, value)| (*name, value)).unzip();
    let marks = vec!["?"; names.len()].join(", ");
    connection
        .prepare_cached(&format!(
            "INSERT INTO {table} ({}) VALUES ({marks})",
            names.join(", ")
        ))?
        .execute(params_from_iter(values))?;
    Ok(connection.last_insert_rowid())
}

/// The box around the geometry cell, if there is one and it is not empty.
pub(crate) fn bounds_of(cells: &[Cell]) -> Option<Bounds> {
    cells.iter().find_map(|(name, value)| match value {
        Value::Blob(blob) if *name == GEOMETRY_COLUMN => geometry_blob::bounds(blob).ok().flatten(),
        _ => None,
    })
}

/// The time as GeoPackage wants it: ISO 8601, UTC, milliseconds. Finer digits are cut.
pub(crate) fn iso_milliseconds(time: Timestamp) -> String {
    time.strftime("%Y-%m-%dT%H:%M:%S.%3fZ").to_string()
}

/// A count or offset as SQLite stores it.
pub(crate) fn integer(n: usize) -> Value {
    Value::Integer(i64::try_from(n).expect("counts of things in memory fit 63 bits"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn record_times_have_milliseconds_and_utc() {
        let time: Timestamp = "2025-11-08T12:00:01.0129+02:00".parse().unwrap();
        assert_eq!(iso_milliseconds(time), "2025-11-08T10:00:01.012Z");
    }
}
