//! Rows of the derived table `zone_histories`.
//!
//! **What.** A history holds every day of one layer of one outlet's maps, seen from one side, as bytes that this room does not read. It can be made again
//! from `control` at any time, so it stands outside the chain, and is replaced at will. The table is made when it is first needed.
//!
//! **Shape.** One row per outlet, side, and layer. `made_from` is [`history_digest`] of the snapshots from which it was made: a row with another digest
//! than that of today's snapshots is stale, and whoever reads it makes it anew.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, Transaction};
use salient_model::{Sha256, SnapshotId};

use crate::error::Fault;
use crate::row_reader::RowReader;
use crate::writer::iso_milliseconds;
use crate::{geopackage, schema, snapshots};

const TABLE: &str = schema::ZONE_HISTORIES.name;

/// All days of a layer of an outlet's maps, seen from one side, as bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredHistory {
    /// Key of the outlet.
    pub outlet: String,
    /// Key of the side.
    pub side: String,
    /// Name of the layer.
    pub layer: String,
    /// [`history_digest`] of the snapshots from which it was made.
    pub made_from: Sha256,
    /// The history.
    pub bytes: Vec<u8>,
}

/// A stored history with the key of its row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HistoryRow {
    /// The row's `fid`.
    pub row: i64,
    /// What it holds.
    pub history: StoredHistory,
}

/// What a history was made from: an outlet's current snapshots, one for each date on a file, in the order of dates.
///
/// The number in the first part counts the rules by which zones are sorted into layers; where they change, it does, and every stored row is stale.
#[must_use]
pub fn history_digest(outlet: &str, side: &str, layer: &str, snapshots: &[SnapshotId]) -> Sha256 {
    let key = ["salient zone history row 1", outlet, side, layer];
    let parts: Vec<&[u8]> = key
        .into_iter()
        .chain(snapshots.iter().map(SnapshotId::as_str))
        .map(str::as_bytes)
        .collect();
    Sha256::of_parts(&parts)
}

/// Stored histories of an outlet and a side, or of all, by outlet, side, and layer; none while there is no table.
pub(crate) fn rows(
    connection: &Connection,
    of: Option<(&str, &str)>,
) -> Result<Vec<HistoryRow>, Fault> {
    if !has_table(connection)? {
        return Ok(Vec::new());
    }
    let (outlet, side) = of.unzip();
    let mut statement = connection.prepare_cached(
        "SELECT * FROM zone_histories WHERE outlet = COALESCE(?1, outlet) AND side = COALESCE(?2, side) ORDER BY outlet, side, layer",
    )?;
    let mut rows = statement.query((outlet, side))?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let key = row.get("fid")?;
        let row = RowReader::new(TABLE, row)?;
        found.push(HistoryRow {
            row: key,
            history: StoredHistory {
                outlet: row.text("outlet")?,
                side: row.text("side")?,
                layer: row.text("layer")?,
                made_from: row.hash("made_from")?,
                bytes: row.blob("bytes")?.to_vec(),
            },
        });
    }
    Ok(found)
}

/// Puts histories in the place of those that were there. One that was made from other snapshots than those of now is left out: another process has added
/// maps meanwhile. Gives the number written.
pub(crate) fn replace(
    transaction: &Transaction<'_>,
    histories: &[StoredHistory],
    recorded_at: Timestamp,
) -> Result<usize, Fault> {
    let now = iso_milliseconds(recorded_at);
    if !has_table(transaction)? {
        geopackage::create_table(transaction, &schema::ZONE_HISTORIES, "fid", &now)?;
    }
    let mut n_written = 0;
    let mut current: Option<(&str, Vec<SnapshotId>)> = None;
    for history in histories {
        let StoredHistory {
            outlet,
            side,
            layer,
            made_from,
            bytes,
        } = history;
        let ids = match &current {
            Some((of, ids)) if of == outlet => ids,
            _ => {
                &current
                    .insert((outlet, snapshots::current(transaction, outlet)?))
                    .1
            }
        };
        if history_digest(outlet, side, layer, ids) != *made_from {
            continue;
        }
        // Deleted first, so that a row whose key columns were damaged does not stand in the way.
        transaction
            .prepare_cached(
                "DELETE FROM zone_histories WHERE outlet = ?1 AND side = ?2 AND layer = ?3",
            )?
            .execute((outlet, side, layer))?;
        transaction
            .prepare_cached(
                "INSERT INTO zone_histories (outlet, side, layer, made_from, bytes) VALUES (?1, ?2, ?3, ?4, ?5)",
            )?
            .execute((outlet, side, layer, made_from.to_string(), bytes))?;
        n_written += 1;
    }
    geopackage::note_change(transaction, TABLE, None, &now)?;
    Ok(n_written)
}

fn has_table(connection: &Connection) -> Result<bool, Fault> {
    let found = connection
        .prepare_cached("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?1")?
        .query_row([TABLE], |_row| Ok(()))
        .optional()?;
    Ok(found.is_some())
}
