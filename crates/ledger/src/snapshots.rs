//! Rows of `snapshots`, `control`, `outlets`, and the derived layer `front_lines`.
//!
//! **Shape.** The layer `control` is the store: each zone's geometry stands there once, uncompressed, bit for bit as it was given. A daily
//! series of two years (505 maps, 3,000 corners each) takes 24 MB; a second, packed copy would save nothing and could disagree.

use geo_types::{MultiLineString, MultiPolygon};
use rusqlite::{Connection, OptionalExtension as _};
use salient_model::{
    CodePointIndex, ControlState, ControlZone, Date, Repairs, Sha256, Snapshot, SnapshotId,
};
use serde::{Deserialize, Serialize};

use crate::diagnostics;
use crate::error::Fault;
use crate::geometry_blob::{self, Shape};
use crate::geopackage::GEOMETRY_COLUMN;
use crate::row_reader::{RowReader, json};
use crate::writer::{Cell, EntryWriter, integer};

const TABLE: &str = "snapshots";

/// A snapshot without its geometry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SnapshotInfo {
    /// Identifier.
    pub id: SnapshotId,
    /// Key of the outlet.
    pub outlet: String,
    /// The date that the outlet put on the file.
    pub drawn: Date,
    /// The day whose end it depicts.
    pub as_of: Date,
    /// Number of zones.
    pub n_zones: usize,
    /// SHA-256 of the bytes that it came from.
    pub raw_hash: Sha256,
    /// File and line.
    pub origin: String,
    /// The entry that added it.
    pub entry: u64,
}

/// A map outlet of the case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutletInfo {
    /// Its key.
    pub outlet: String,
    /// Its manifest as JSON, as last given.
    pub info: String,
}

/// A front line derived from a snapshot: the edge of the ground of one side or actor.
#[derive(Debug, Clone, PartialEq)]
pub struct FrontLine {
    /// The snapshot.
    pub snapshot: SnapshotId,
    /// Key of the side or actor whose ground ends there.
    pub actor: String,
    /// The line, WGS 84 degrees.
    pub lines: MultiLineString<f64>,
}

/// [`Repairs`] as a JSON column.
#[derive(Serialize, Deserialize)]
struct RepairsRecord {
    reoriented: usize,
    closed: usize,
    repeated_points: usize,
    self_crossings: usize,
    degenerate_rings: usize,
    merged: usize,
}

/// Adds a snapshot with its zones.
pub(crate) fn add(entry: &mut EntryWriter<'_, '_>, snapshot: &Snapshot) -> Result<(), Fault> {
    let Repairs {
        reoriented,
        closed,
        repeated_points,
        self_crossings,
        degenerate_rings,
        merged,
    } = snapshot.repairs;
    let repairs = RepairsRecord {
        reoriented,
        closed,
        repeated_points,
        self_crossings,
        degenerate_rings,
        merged,
    };
    let day: [Cell; 4] = [
        ("snapshot_id", snapshot.id.to_string().into()),
        ("outlet", snapshot.outlet.clone().into()),
        ("drawn", snapshot.drawn.to_string().into()),
        ("as_of", snapshot.as_of.to_string().into()),
    ];
    let own: [Cell; 5] = [
        ("n_zones", integer(snapshot.zones.len())),
        ("raw_hash", snapshot.raw_hash.to_string().into()),
        ("origin", snapshot.origin.clone().into()),
        ("repairs", json(&repairs).into()),
        (
            "diagnostics",
            diagnostics::to_json(&snapshot.diagnostics, &CodePointIndex::new("")).into(),
        ),
    ];
    entry.add(TABLE, &[day.as_slice(), &own].concat())?;
    for (position, zone) in snapshot.zones.iter().enumerate() {
        let own: [Cell; 4] = [
            (
                GEOMETRY_COLUMN,
                geometry_blob::multi_polygon(&zone.geometry).into(),
            ),
            ("position", integer(position)),
            ("state", zone.state.as_str().to_owned().into()),
            ("actor", zone.actor.clone().into()),
        ];
        entry.add("control", &[day.as_slice(), &own].concat())?;
    }
    Ok(())
}

/// Adds the manifest of an outlet.
pub(crate) fn add_outlet(
    entry: &mut EntryWriter<'_, '_>,
    outlet: &str,
    info: &str,
) -> Result<(), Fault> {
    entry.add(
        "outlets",
        &[
            ("outlet", outlet.to_owned().into()),
            ("info", info.to_owned().into()),
        ],
    )
}

/// Map outlets with their latest manifest, by key.
pub(crate) fn outlets(connection: &Connection) -> Result<Vec<OutletInfo>, Fault> {
    let mut statement = connection.prepare_cached(
        "SELECT outlet, info FROM outlets WHERE fid IN (SELECT MAX(fid) FROM outlets GROUP BY outlet) ORDER BY outlet",
    )?;
    let rows = statement.query_map([], |row| {
        Ok(OutletInfo {
            outlet: row.get(0)?,
            info: row.get(1)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Whether a snapshot is stored.
pub(crate) fn is_known(connection: &Connection, id: &SnapshotId) -> Result<bool, Fault> {
    Ok(connection
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM snapshots WHERE snapshot_id = ?1)")?
        .query_row([id.as_str()], |row| row.get(0))?)
}

/// The snapshots of an outlet, by the date on the file; of two for one date, the one recorded first comes first.
pub(crate) fn days(connection: &Connection, outlet: &str) -> Result<Vec<SnapshotInfo>, Fault> {
    let mut statement = connection
        .prepare_cached("SELECT * FROM snapshots WHERE outlet = ?1 ORDER BY drawn, fid")?;
    let mut rows = statement.query([outlet])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(read_info(&RowReader::new(TABLE, row)?)?);
    }
    Ok(found)
}

/// The current snapshots of an outlet: for each date on a file the one recorded last, in the order of dates.
pub(crate) fn current(connection: &Connection, outlet: &str) -> Result<Vec<SnapshotId>, Fault> {
    let mut statement = connection.prepare_cached(
        "SELECT snapshot_id FROM snapshots WHERE fid IN (SELECT MAX(fid) FROM snapshots WHERE outlet = ?1 GROUP BY drawn) ORDER BY drawn",
    )?;
    let rows = statement.query_map([outlet], |row| {
        row.get(0).map(|id: String| SnapshotId::from_record(id))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The last snapshot of an outlet that is drawn on `day` or before; of two for one date, the one recorded last.
pub(crate) fn drawn_by(
    connection: &Connection,
    outlet: &str,
    day: Date,
) -> Result<Option<SnapshotId>, Fault> {
    Ok(connection
        .prepare_cached(
            "SELECT snapshot_id FROM snapshots WHERE outlet = ?1 AND drawn <= ?2 ORDER BY drawn DESC, fid DESC LIMIT 1",
        )?
        .query_row((outlet, day.to_string()), |row| {
            row.get::<_, String>(0).map(SnapshotId::from_record)
        })
        .optional()?)
}

/// One snapshot with its zones.
pub(crate) fn by_id(connection: &Connection, id: &SnapshotId) -> Result<Option<Snapshot>, Fault> {
    let mut statement =
        connection.prepare_cached("SELECT * FROM snapshots WHERE snapshot_id = ?1")?;
    let mut rows = statement.query([id.as_str()])?;
    let Some(row) = rows.next()? else {
        return Ok(None);
    };
    let row = RowReader::new(TABLE, row)?;
    let info = read_info(&row)?;
    let zones = zones(connection, id)?;
    if zones.len() != info.n_zones {
        return Err(row.bad(
            "n_zones",
            format!("{} zones in control", zones.len()),
            "as many zones as n_zones says",
        ));
    }
    let repairs: RepairsRecord = row.json("repairs")?;
    let diagnostics = diagnostics::from_records(row.json("diagnostics")?, &CodePointIndex::new(""))
        .ok_or_else(|| {
            row.bad(
                "diagnostics",
                "an unknown code".to_owned(),
                "codes of this version",
            )
        })?;
    Ok(Some(Snapshot {
        id: info.id,
        outlet: info.outlet,
        drawn: info.drawn,
        as_of: info.as_of,
        zones,
        raw_hash: info.raw_hash,
        origin: info.origin,
        repairs: Repairs {
            reoriented: repairs.reoriented,
            closed: repairs.closed,
            repeated_points: repairs.repeated_points,
            self_crossings: repairs.self_crossings,
            degenerate_rings: repairs.degenerate_rings,
            merged: repairs.merged,
        },
        diagnostics,
    }))
}

/// Puts `lines` in the place of the front lines that their snapshots and actors had.
pub(crate) fn replace_front_lines(
    connection: &Connection,
    lines: &[FrontLine],
) -> Result<(), Fault> {
    for line in lines {
        connection
            .prepare_cached("DELETE FROM front_lines WHERE snapshot_id = ?1 AND actor = ?2")?
            .execute((line.snapshot.as_str(), &line.actor))?;
        let n_added = connection
            .prepare_cached(
                "INSERT INTO front_lines (geom, snapshot_id, outlet, drawn, as_of, actor)
                 SELECT ?1, snapshot_id, outlet, drawn, as_of, ?3 FROM snapshots WHERE snapshot_id = ?2",
            )?
            .execute((
                geometry_blob::multi_line(&line.lines),
                line.snapshot.as_str(),
                &line.actor,
            ))?;
        if n_added == 0 {
            return Err(Fault::not_storable(
                "front line",
                format!("snapshot {}", line.snapshot),
                "a snapshot of this case",
            ));
        }
    }
    Ok(())
}

/// The front lines of a snapshot, by actor.
pub(crate) fn front_lines(
    connection: &Connection,
    snapshot: &SnapshotId,
) -> Result<Vec<FrontLine>, Fault> {
    let mut statement = connection
        .prepare_cached("SELECT * FROM front_lines WHERE snapshot_id = ?1 ORDER BY actor, fid")?;
    let mut rows = statement.query([snapshot.as_str()])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let row = RowReader::new("front_lines", row)?;
        let lines = match geometry_blob::read(row.blob(GEOMETRY_COLUMN)?) {
            Ok(Shape::MultiLine(lines)) => lines,
            other => return Err(wrong_shape(&row, &other, "lines")),
        };
        found.push(FrontLine {
            snapshot: snapshot.clone(),
            actor: row.text("actor")?,
            lines,
        });
    }
    Ok(found)
}

/// The error for a blob of the wrong shape.
pub(crate) fn wrong_shape(
    row: &RowReader<'_>,
    found: &Result<Shape, geometry_blob::Malformed>,
    expected: &'static str,
) -> Fault {
    let found = match found {
        Ok(Shape::Point(_)) => "a point",
        Ok(Shape::MultiLine(_)) => "lines",
        Ok(Shape::MultiPolygon(_)) => "areas",
        Err(reason) => reason,
    };
    row.bad(GEOMETRY_COLUMN, found.to_owned(), expected)
}

fn zones(connection: &Connection, id: &SnapshotId) -> Result<Vec<ControlZone>, Fault> {
    let mut statement = connection
        .prepare_cached("SELECT * FROM control WHERE snapshot_id = ?1 ORDER BY position")?;
    let mut rows = statement.query([id.as_str()])?;
    let mut zones = Vec::new();
    while let Some(row) = rows.next()? {
        let row = RowReader::new("control", row)?;
        zones.push(ControlZone {
            state: row.read("state", "a state of control", ControlState::from_word)?,
            actor: row.optional_text("actor")?,
            geometry: areas(&row)?,
        });
    }
    Ok(zones)
}

fn areas(row: &RowReader<'_>) -> Result<MultiPolygon<f64>, Fault> {
    match geometry_blob::read(row.blob(GEOMETRY_COLUMN)?) {
        Ok(Shape::MultiPolygon(areas)) => Ok(areas),
        other => Err(wrong_shape(row, &other, "areas")),
    }
}

fn read_info(row: &RowReader<'_>) -> Result<SnapshotInfo, Fault> {
    Ok(SnapshotInfo {
        id: SnapshotId::from_record(row.text("snapshot_id")?),
        outlet: row.text("outlet")?,
        drawn: row.date("drawn")?,
        as_of: row.date("as_of")?,
        n_zones: row.count("n_zones")?,
        raw_hash: row.hash("raw_hash")?,
        origin: row.text("origin")?,
        entry: row.entry()?,
    })
}
