//! Reading a case.

use rusqlite::{Connection, OptionalExtension as _};
use salient_model::{
    Attribution, Claim, CodePointIndex, Date, Document, DocumentId, Place, PlaceId, Sha256,
    Snapshot, SnapshotId,
};

use super::{Case, CaseInfo, Counts, EntryInfo};
use crate::error::{Fault, LedgerError};
use crate::row_reader::count_at;
use crate::verify::{self, VerifyReport};
use crate::{
    ClaimFilter, DocumentInfo, FrontLine, HistoryRow, OutletInfo, SnapshotInfo, chain, claims,
    documents, histories, places, schema, snapshots, writer,
};

impl Case {
    /// What the case is about.
    pub fn info(&self) -> Result<CaseInfo, LedgerError> {
        let read = || -> Result<CaseInfo, Fault> {
            let (theatre, title, created): (_, _, String) = self.connection.query_row(
                "SELECT theatre, title, created FROM case_info ORDER BY fid LIMIT 1",
                [],
                |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
            )?;
            let created = created.parse().map_err(|_error| Fault::Cell {
                table: "case_info",
                row: 1,
                column: "created",
                found: created.clone(),
                expected: "an ISO time",
            })?;
            Ok(CaseInfo {
                theatre,
                title,
                created,
            })
        };
        self.located("reading what it is about", read())
    }

    /// The text of the theatre pack that holds.
    pub fn theatre(&self) -> Result<Option<String>, LedgerError> {
        self.located("reading the theatre pack", theatre(&self.connection))
    }

    /// Every document without its text, in the order of recording.
    pub fn documents(&self) -> Result<Vec<DocumentInfo>, LedgerError> {
        self.located("reading documents", documents::all(&self.connection))
    }

    /// One document.
    pub fn document(&self, id: &DocumentId) -> Result<Option<Document>, LedgerError> {
        self.located("reading a document", documents::by_id(&self.connection, id))
    }

    /// Bytes as received, by their hash.
    pub fn raw(&self, hash: &Sha256) -> Result<Option<Vec<u8>>, LedgerError> {
        self.located("reading raw bytes", documents::raw(&self.connection, hash))
    }

    /// The claims that `filter` lets through, by publication date, document, and order in the document; undated ones first.
    pub fn claims(&self, filter: &ClaimFilter) -> Result<Vec<Claim>, LedgerError> {
        self.located("reading claims", claims::matching(&self.connection, filter))
    }

    /// The attributions of a document, in their order; none when the document is not stored.
    pub fn attributions(&self, document: &DocumentId) -> Result<Vec<Attribution>, LedgerError> {
        let result = documents::text(&self.connection, document).and_then(|text| {
            let index = CodePointIndex::new(&text.unwrap_or_default());
            documents::attributions(&self.connection, document, &index)
        });
        self.located("reading attributions", result)
    }

    /// Map outlets with their latest manifest, by key.
    pub fn outlets(&self) -> Result<Vec<OutletInfo>, LedgerError> {
        self.located("reading outlets", snapshots::outlets(&self.connection))
    }

    /// The snapshots of an outlet without geometry, by the date on the file.
    pub fn snapshot_days(&self, outlet: &str) -> Result<Vec<SnapshotInfo>, LedgerError> {
        self.located(
            "reading snapshot days",
            snapshots::days(&self.connection, outlet),
        )
    }

    /// One snapshot.
    pub fn snapshot(&self, id: &SnapshotId) -> Result<Option<Snapshot>, LedgerError> {
        self.located("reading a snapshot", snapshots::by_id(&self.connection, id))
    }

    /// The last snapshot of an outlet that is drawn on `day` or before; of two for one date, the one recorded last.
    pub fn snapshot_drawn_by(
        &self,
        outlet: &str,
        day: Date,
    ) -> Result<Option<Snapshot>, LedgerError> {
        let result = snapshots::drawn_by(&self.connection, outlet, day)
            .and_then(|id| id.map_or(Ok(None), |id| snapshots::by_id(&self.connection, &id)));
        self.located("reading a snapshot", result)
    }

    /// The front lines of a snapshot, by actor.
    pub fn front_lines(&self, snapshot: &SnapshotId) -> Result<Vec<FrontLine>, LedgerError> {
        self.located(
            "reading front lines",
            snapshots::front_lines(&self.connection, snapshot),
        )
    }

    /// Stored histories of an outlet's maps, seen from one side, by layer. They may be stale: hold `made_from` against
    /// [`history_digest`](crate::history_digest).
    pub fn histories(&self, outlet: &str, side: &str) -> Result<Vec<HistoryRow>, LedgerError> {
        self.located(
            "reading zone histories",
            histories::rows(&self.connection, Some((outlet, side))),
        )
    }

    /// Every stored history, by outlet, side, and layer.
    pub fn all_histories(&self) -> Result<Vec<HistoryRow>, LedgerError> {
        self.located(
            "reading zone histories",
            histories::rows(&self.connection, None),
        )
    }

    /// Every place, by identifier.
    pub fn places(&self) -> Result<Vec<Place>, LedgerError> {
        self.located("reading places", places::all(&self.connection))
    }

    /// One place.
    pub fn place(&self, id: &PlaceId) -> Result<Option<Place>, LedgerError> {
        self.located("reading a place", places::by_id(&self.connection, id))
    }

    /// Places that have `name` among their names, as written but for ASCII case; the most populous first.
    pub fn places_named(&self, name: &str) -> Result<Vec<Place>, LedgerError> {
        self.located("looking up a place", places::named(&self.connection, name))
    }

    /// How much the case holds.
    pub fn counts(&self) -> Result<Counts, LedgerError> {
        let count = |what: &str| -> Result<usize, Fault> {
            Ok(self
                .connection
                .query_row(&format!("SELECT COUNT({what}"), [], |row| count_at(row, 0))?)
        };
        let read = || -> Result<Counts, Fault> {
            Ok(Counts {
                documents: count("*) FROM documents")?,
                claims: count("*) FROM claims")?,
                attributions: count("*) FROM attributions")?,
                snapshots: count("*) FROM snapshots")?,
                places: count("DISTINCT place_id) FROM places")?,
                entries: count("*) FROM entries")?,
            })
        };
        self.located("counting", read())
    }

    /// The short hash of the last entry: it names exactly what the case holds and when each part was recorded.
    pub fn edition(&self) -> Result<String, LedgerError> {
        let head = writer::head(&self.connection).map(|head| head.edition());
        self.located("reading the edition", head)
    }

    /// The chain, first entry first. An edition that was printed earlier is found here for as long as the case is whole.
    pub fn entries(&self) -> Result<Vec<EntryInfo>, LedgerError> {
        self.located("reading entries", entries(&self.connection))
    }

    /// Replays the chain and looks at every row, byte, and span. Reads everything; takes seconds for a large case.
    pub fn verify(&self) -> Result<VerifyReport, LedgerError> {
        self.located("verifying", verify::verify(&self.connection))
    }
}

/// The text of the theatre pack that holds.
pub(super) fn theatre(connection: &Connection) -> Result<Option<String>, Fault> {
    Ok(connection
        .query_row(
            "SELECT toml FROM theatre_packs ORDER BY fid DESC LIMIT 1",
            [],
            |row| row.get(0),
        )
        .optional()?)
}

fn entries(connection: &Connection) -> Result<Vec<EntryInfo>, Fault> {
    let mut statement =
        connection.prepare("SELECT seq, kind, recorded_at, hash FROM entries ORDER BY seq")?;
    let mut rows = statement.query([])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let seq: i64 = row.get(0)?;
        let cell = |column, found: &str, expected| Fault::Cell {
            table: schema::ENTRIES.name,
            row: seq,
            column,
            found: found.to_owned(),
            expected,
        };
        let recorded_at: String = row.get(2)?;
        let digits: String = row.get(3)?;
        let hash: Sha256 = digits
            .parse()
            .map_err(|_error| cell("hash", &digits, "a SHA-256 digest"))?;
        found.push(EntryInfo {
            seq: seq.unsigned_abs(),
            kind: row.get(1)?,
            recorded_at: recorded_at
                .parse()
                .map_err(|_error| cell("recorded_at", &recorded_at, "an ISO time"))?,
            hash,
            edition: chain::edition(&hash),
        });
    }
    Ok(found)
}
