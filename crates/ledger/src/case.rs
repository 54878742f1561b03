//! The case as other rooms see it.

use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, TransactionBehavior};
use salient_model::{
    Attribution, Claim, CodePointIndex, Date, Document, DocumentId, Place, PlaceId, Sha256,
    Snapshot, SnapshotId,
};

use crate::chain::Head;
use crate::database::{self, Access, FileKind, WAIT};
use crate::error::{Fault, LedgerError};
use crate::row_reader::count_at;
use crate::verify::{self, VerifyReport};
use crate::writer::{self, Writer, iso_milliseconds};
use crate::{
    ClaimFilter, DocumentInfo, FrontLine, OutletInfo, SnapshotInfo, chain, claims, documents,
    places, schema, snapshots,
};

const KIND: FileKind = FileKind {
    expected: "a Salient case (a GeoPackage made by `salient new`)",
    marker: "case_info",
    newest_format: schema::FORMAT,
};

/// What a case is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseInfo {
    /// Key of its theatre.
    pub theatre: String,
    /// Title for people.
    pub title: String,
    /// When it was created; milliseconds are kept.
    pub created: Timestamp,
}

/// What came of adding one thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Appended {
    /// It was added by this entry.
    Added {
        /// Number of the entry.
        entry: u64,
    },
    /// The same thing is there; nothing changed.
    AlreadyPresent,
}

/// What came of adding many things.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct NAppended {
    /// Added.
    pub added: usize,
    /// There already, and left as they are.
    pub already_present: usize,
}

/// How much a case holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Documents.
    pub documents: usize,
    /// Claims.
    pub claims: usize,
    /// Attributions.
    pub attributions: usize,
    /// Snapshots of all outlets.
    pub snapshots: usize,
    /// Places, each once.
    pub places: usize,
    /// Entries of the chain.
    pub entries: usize,
}

/// One entry of the chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryInfo {
    /// Its number, from 1 without gaps.
    pub seq: u64,
    /// What it added: `case`, `theatre`, `document`, `outlet`, `snapshot`, `places`.
    pub kind: String,
    /// When the ledger took it.
    pub recorded_at: Timestamp,
    /// Its hash.
    pub hash: Sha256,
    /// The edition up to and including it.
    pub edition: String,
}

/// An open case.
///
/// ```
/// use salient_ledger::{Case, CaseInfo};
/// let folder = tempfile::tempdir()?;
/// let path = folder.path().join("ridge.gpkg");
/// let info = CaseInfo {
///     theatre: "ridge".into(),
///     title: "The Ridge in May".into(),
///     created: "2031-05-01T00:00:00Z".parse()?,
/// };
/// let case = Case::create(&path, &info)?;
/// assert_eq!(case.info()?, info);
/// assert!(Case::create(&path, &info).is_err()); // nothing is overwritten
/// assert!(case.verify()?.is_clean());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Case {
    path: PathBuf,
    connection: Connection,
    wait: Duration,
}

/// Opening.
impl Case {
    /// Creates a case. An existing file is an error and stays as it is.
    pub fn create(path: &Path, info: &CaseInfo) -> Result<Self, LedgerError> {
        let created = iso_milliseconds(info.created);
        let connection = database::create(path, WAIT, |transaction| {
            schema::create(&transaction, &created)?;
            let mut writer = Writer::over(transaction, Head::before_first(), info.created);
            let mut entry = writer.entry("case");
            entry.add(
                "case_info",
                &[
                    ("format", schema::FORMAT.into()),
                    ("theatre", info.theatre.clone().into()),
                    ("title", info.title.clone().into()),
                    ("created", created.clone().into()),
                ],
            )?;
            entry.finish()?;
            writer.commit()
        })?;
        Ok(Self {
            path: path.to_owned(),
            connection,
            wait: WAIT,
        })
    }

    /// Opens a case to read and add.
    pub fn open(path: &Path) -> Result<Self, LedgerError> {
        Self::open_waiting(path, WAIT)
    }

    /// Opens a case to read and add, and waits no longer than `wait` whenever another process holds it.
    pub fn open_waiting(path: &Path, wait: Duration) -> Result<Self, LedgerError> {
        Self::open_as(path, Access::Write, wait)
    }

    /// Opens a case to read.
    pub fn open_read_only(path: &Path) -> Result<Self, LedgerError> {
        Self::open_as(path, Access::Read, WAIT)
    }

    fn open_as(path: &Path, access: Access, wait: Duration) -> Result<Self, LedgerError> {
        Ok(Self {
            path: path.to_owned(),
            connection: database::open(path, access, wait, KIND)?,
            wait,
        })
    }

    /// The file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }
}

/// Adding. Every method is one transaction.
impl Case {
    /// Adds a document with its bytes, claims, and attributions: all of it or nothing.
    pub fn append_document(
        &mut self,
        document: &Document,
        raw: &[u8],
        claims: &[Claim],
        attributions: &[Attribution],
        recorded_at: Timestamp,
    ) -> Result<Appended, LedgerError> {
        self.write("adding a document", recorded_at, |writer| {
            if documents::is_known(writer.connection(), &document.id)? {
                return Ok(Appended::AlreadyPresent);
            }
            check_hash(document, "raw bytes", raw, document.raw_hash)?;
            check_hash(
                document,
                "text",
                document.text.as_bytes(),
                document.text_hash,
            )?;
            let index = CodePointIndex::new(&document.text);
            let mut entry = writer.entry("document");
            documents::add_raw(&mut entry, document.raw_hash, raw)?;
            documents::add(&mut entry, document, &index)?;
            documents::add_attributions(&mut entry, &document.id, attributions, &index)?;
            claims::add(&mut entry, document, claims, &index)?;
            let entry = entry.finish()?;

            let connection = writer.connection();
            let what = |part| format!("{part} of document {}", document.id);
            let read = documents::by_id(connection, &document.id)?;
            check_read_back(read.as_ref() == Some(document), || what("marked parts"))?;
            let read = documents::attributions(connection, &document.id, &index)?;
            check_read_back(read == attributions, || what("attributions"))?;
            let of_document = ClaimFilter {
                document: Some(document.id.clone()),
                ..ClaimFilter::default()
            };
            let read = claims::matching(connection, &of_document)?;
            check_read_back(read == claims, || what("claims"))?;
            Ok(Appended::Added { entry })
        })
    }

    /// Adds maps of one outlet in one transaction, each in its own entry. `outlet_info` is the outlet's manifest as JSON; it is stored when
    /// it differs from the one that holds.
    pub fn append_snapshots(
        &mut self,
        snapshots: &[Snapshot],
        outlet_info: &str,
        recorded_at: Timestamp,
    ) -> Result<NAppended, LedgerError> {
        self.write("adding snapshots", recorded_at, |writer| {
            let mut n = NAppended::default();
            let Some(first) = snapshots.first() else {
                return Ok(n);
            };
            let known = snapshots::outlets(writer.connection())?;
            if !known
                .iter()
                .any(|known| known.outlet == first.outlet && known.info == outlet_info)
            {
                let mut entry = writer.entry("outlet");
                snapshots::add_outlet(&mut entry, &first.outlet, outlet_info)?;
                entry.finish()?;
            }
            for snapshot in snapshots {
                if snapshot.outlet != first.outlet {
                    return Err(Fault::not_storable(
                        format!("snapshot {}", snapshot.id),
                        format!("outlet {}", snapshot.outlet),
                        "maps of one outlet at a time",
                    ));
                }
                if snapshots::is_known(writer.connection(), &snapshot.id)? {
                    n.already_present += 1;
                    continue;
                }
                let mut entry = writer.entry("snapshot");
                snapshots::add(&mut entry, snapshot)?;
                entry.finish()?;
                let read = snapshots::by_id(writer.connection(), &snapshot.id)?;
                check_read_back(read.as_ref() == Some(snapshot), || {
                    format!("snapshot {}", snapshot.id)
                })?;
                n.added += 1;
            }
            Ok(n)
        })
    }

    /// Adds places in one transaction. A place that is there and differs gets a later row, which holds from then on.
    pub fn append_places(
        &mut self,
        places: &[Place],
        recorded_at: Timestamp,
    ) -> Result<NAppended, LedgerError> {
        self.write("adding places", recorded_at, |writer| {
            let mut n = NAppended::default();
            let mut entry = writer.entry("places");
            for place in places {
                if places::by_id(entry.connection(), &place.id)?.as_ref() == Some(place) {
                    n.already_present += 1;
                    continue;
                }
                entry.add("places", &places::cells(place)?)?;
                let read = places::by_id(entry.connection(), &place.id)?;
                check_read_back(read.as_ref() == Some(place), || {
                    format!("place {}", place.id)
                })?;
                n.added += 1;
            }
            if n.added > 0 {
                entry.finish()?;
            }
            Ok(n)
        })
    }

    /// Adds the text of a theatre pack, unless it is the one that holds.
    pub fn append_theatre(
        &mut self,
        toml: &str,
        recorded_at: Timestamp,
    ) -> Result<Appended, LedgerError> {
        self.write("adding a theatre pack", recorded_at, |writer| {
            if theatre(writer.connection())?.as_deref() == Some(toml) {
                return Ok(Appended::AlreadyPresent);
            }
            let mut entry = writer.entry("theatre");
            entry.add(
                "theatre_packs",
                &[
                    ("hash", Sha256::of(toml.as_bytes()).to_string().into()),
                    ("toml", toml.to_owned().into()),
                ],
            )?;
            let entry = entry.finish()?;
            Ok(Appended::Added { entry })
        })
    }

    /// Puts derived front lines in the place of those that their snapshots and actors had. They stand outside the chain, as they can be
    /// derived again.
    pub fn replace_front_lines(&mut self, lines: &[FrontLine]) -> Result<(), LedgerError> {
        let result = (|| {
            let transaction = self
                .connection
                .transaction_with_behavior(TransactionBehavior::Immediate)?;
            snapshots::replace_front_lines(&transaction, lines)?;
            Ok(transaction.commit()?)
        })();
        self.located("writing front lines", result)
    }

    fn write<T>(
        &mut self,
        doing: &'static str,
        recorded_at: Timestamp,
        add: impl FnOnce(&mut Writer<'_>) -> Result<T, Fault>,
    ) -> Result<T, LedgerError> {
        let result = Writer::begin(&mut self.connection, recorded_at).and_then(|mut writer| {
            let added = add(&mut writer)?;
            writer.commit()?;
            Ok(added)
        });
        self.located(doing, result)
    }
}

/// Reading.
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

    /// Adds the path to a failure.
    fn located<T>(&self, doing: &'static str, result: Result<T, Fault>) -> Result<T, LedgerError> {
        result.map_err(|fault| fault.at(&self.path, doing, self.wait.as_secs_f64()))
    }
}

fn theatre(connection: &Connection) -> Result<Option<String>, Fault> {
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

fn check_hash(document: &Document, what: &str, bytes: &[u8], stated: Sha256) -> Result<(), Fault> {
    let found = Sha256::of(bytes);
    if found == stated {
        return Ok(());
    }
    Err(Fault::not_storable(
        format!("{what} of document {}", document.id),
        format!("hash {found} where the document states {stated}"),
        "bytes with the stated hash",
    ))
}

/// Nothing is committed that the case could not give back: an offset outside the text, or a number that is not finite, for example.
fn check_read_back(is_same: bool, what: impl FnOnce() -> String) -> Result<(), Fault> {
    if is_same {
        Ok(())
    } else {
        Err(Fault::not_storable(
            what(),
            "something else when read back",
            "spans inside the text on character boundaries, finite numbers, known codes",
        ))
    }
}
