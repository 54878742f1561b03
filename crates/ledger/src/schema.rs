//! The tables of a case, format 1.
//!
//! **Shape.** Every table but `entries` has the key `fid`; every chained table has `entry`, the number of the entry that added the row.
//! `docs/case-format.md` describes each column for users.
//!
//! **Rules for later formats.** A column may be added when null is a right value for old rows: null columns are left out of a row's
//! digest, so old digests stay. Everything else needs a new format number.

use rusqlite::Transaction;

use crate::geopackage::{self, Table};

/// The format that this version writes, and the newest that it reads.
pub(crate) const FORMAT: i64 = 1;

/// Columns of the layer `places`, shared with the place store; a macro, as only literals can be joined at compile time.
macro_rules! place_columns {
    () => {
        "place_id TEXT NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL, country TEXT, within TEXT NOT NULL, lon DOUBLE NOT NULL, \
         lat DOUBLE NOT NULL, population INTEGER, dataset TEXT NOT NULL, toponyms TEXT NOT NULL"
    };
}
pub(crate) use place_columns;

/// The tables that the chain covers, in the order in which `verify` reports them. Rows are added, never changed.
pub(crate) const CHAINED: &[Table] = &[
    Table {
        name: "case_info",
        description: "Format, theatre, and title of this case",
        geometry: None,
        columns: "format INTEGER NOT NULL, theatre TEXT NOT NULL, title TEXT NOT NULL, created DATETIME NOT NULL, entry INTEGER NOT NULL",
    },
    Table {
        name: "theatre_packs",
        description: "Theatre packs used, as text",
        geometry: None,
        columns: "hash TEXT NOT NULL, toml TEXT NOT NULL, entry INTEGER NOT NULL",
    },
    Table {
        name: "outlets",
        description: "Map outlets with their manifest as JSON; the last row of an outlet holds",
        geometry: None,
        columns: "outlet TEXT NOT NULL, info TEXT NOT NULL, entry INTEGER NOT NULL",
    },
    Table {
        name: "raw",
        description: "Bytes as received, once each",
        geometry: None,
        columns: "hash TEXT NOT NULL UNIQUE, n_bytes INTEGER NOT NULL, encoding TEXT NOT NULL, bytes BLOB NOT NULL, entry INTEGER NOT NULL",
    },
    Table {
        name: "documents",
        description: "Document versions with their text; offsets are code points",
        geometry: None,
        columns: "document_id TEXT NOT NULL UNIQUE, outlet TEXT NOT NULL, published DATE, theatre TEXT, title TEXT, url TEXT, \
            origin TEXT NOT NULL, format TEXT NOT NULL, text_policy TEXT NOT NULL, raw_hash TEXT NOT NULL, text_hash TEXT NOT NULL, \
            text TEXT NOT NULL, offset_map TEXT NOT NULL, sentences TEXT NOT NULL, zones TEXT NOT NULL, diagnostics TEXT NOT NULL, \
            entry INTEGER NOT NULL",
    },
    Table {
        name: "claims",
        description: "Who says what; a point where the first place has a candidate",
        geometry: Some("POINT"),
        columns: "claim_id TEXT NOT NULL UNIQUE, document_id TEXT NOT NULL, outlet TEXT NOT NULL, published DATE, source TEXT NOT NULL, \
            source_kind TEXT NOT NULL, side TEXT NOT NULL, force TEXT NOT NULL, type TEXT NOT NULL, subject TEXT, object TEXT, \
            place TEXT, place_id TEXT, n_candidates INTEGER NOT NULL, time_start DATE, time_end DATE, quantities TEXT, \
            polarity TEXT NOT NULL, certainty TEXT NOT NULL, modality TEXT NOT NULL, quote TEXT NOT NULL, span_start INTEGER NOT NULL, \
            span_end INTEGER NOT NULL, span_hash TEXT NOT NULL, record TEXT NOT NULL, entry INTEGER NOT NULL",
    },
    Table {
        name: "attributions",
        description: "Source, cue, and content of each attribution, as [start, end] in code points",
        geometry: None,
        columns: "document_id TEXT NOT NULL, position INTEGER NOT NULL, source TEXT NOT NULL, cue TEXT NOT NULL, content TEXT NOT NULL, \
            inside INTEGER, entry INTEGER NOT NULL",
    },
    Table {
        name: "snapshots",
        description: "Control maps: one row per map, outlet, and day",
        geometry: None,
        columns: "snapshot_id TEXT NOT NULL UNIQUE, outlet TEXT NOT NULL, drawn DATE NOT NULL, as_of DATE NOT NULL, \
            n_zones INTEGER NOT NULL, raw_hash TEXT NOT NULL, origin TEXT NOT NULL, repairs TEXT NOT NULL, diagnostics TEXT NOT NULL, \
            entry INTEGER NOT NULL",
    },
    Table {
        name: "control",
        description: "Who holds what according to one map; ground outside is not drawn",
        geometry: Some("MULTIPOLYGON"),
        columns: "snapshot_id TEXT NOT NULL, position INTEGER NOT NULL, outlet TEXT NOT NULL, drawn DATE NOT NULL, as_of DATE NOT NULL, \
            state TEXT NOT NULL, actor TEXT, entry INTEGER NOT NULL",
    },
    Table {
        name: "places",
        description: "Places with their limits, or a point where no limit is known; the last row of a place holds",
        geometry: Some("GEOMETRY"),
        columns: concat!(place_columns!(), ", entry INTEGER NOT NULL"),
    },
];

/// The chain itself.
pub(crate) const ENTRIES: Table = Table {
    name: "entries",
    description: "The chain: what was added when, with the digests of its rows",
    geometry: None,
    columns: "kind TEXT NOT NULL, recorded_at DATETIME NOT NULL, payload TEXT NOT NULL, prev_hash TEXT NOT NULL, hash TEXT NOT NULL",
};

/// Derived from `control`, replaced at will, outside the chain.
pub(crate) const FRONT_LINES: Table = Table {
    name: "front_lines",
    description: "Front lines derived from the control maps",
    geometry: Some("MULTILINESTRING"),
    columns: "snapshot_id TEXT NOT NULL, outlet TEXT NOT NULL, drawn DATE NOT NULL, as_of DATE NOT NULL, actor TEXT NOT NULL",
};

/// Derived from `control`, replaced at will, outside the chain. Older cases lack it; the first history makes it.
pub(crate) const ZONE_HISTORIES: Table = Table {
    name: "zone_histories",
    description: "All days of a layer of the control maps, seen from one side, by what each day changes",
    geometry: None,
    columns: "outlet TEXT NOT NULL, side TEXT NOT NULL, layer TEXT NOT NULL, made_from TEXT NOT NULL, bytes BLOB NOT NULL, \
        UNIQUE (outlet, side, layer)",
};

/// Indexes for our look-ups, and views that spread JSON columns for SQL users. Both hold nothing of their own.
const INDEXES_AND_VIEWS: &str = "
CREATE INDEX claims_by_document ON claims (document_id);
CREATE INDEX attributions_by_document ON attributions (document_id);
CREATE INDEX snapshots_by_day ON snapshots (outlet, drawn);
CREATE INDEX control_by_snapshot ON control (snapshot_id);
CREATE INDEX places_by_id ON places (place_id);
CREATE VIEW claim_quantities AS
  SELECT claims.claim_id, item.key AS position, json_extract(item.value, '$.value') AS value, json_extract(item.value, '$.high') AS high,
    json_extract(item.value, '$.comparator') AS comparator, json_extract(item.value, '$.unit') AS unit, json_extract(item.value, '$.of') AS counted
  FROM claims, json_each(claims.record, '$.quantities') AS item;
CREATE VIEW claim_places AS
  SELECT claims.claim_id, item.key AS position, json_extract(item.value, '$.name') AS name, json_extract(item.value, '$.role') AS role,
    json_extract(item.value, '$.candidates[0].place') AS place_id, json_array_length(item.value, '$.candidates') AS n_candidates
  FROM claims, json_each(claims.record, '$.places') AS item;
CREATE VIEW places_names AS
  SELECT places.place_id, json_extract(item.value, '$.name') AS name, json_extract(item.value, '$.language') AS language, json_extract(item.value, '$.former') AS former
  FROM places, json_each(places.toponyms) AS item;
";

/// Creates every table of a case. `created` is an ISO 8601 time in UTC.
pub(crate) fn create(transaction: &Transaction<'_>, created: &str) -> rusqlite::Result<()> {
    geopackage::create_base(transaction)?;
    for table in CHAINED {
        geopackage::create_table(transaction, table, "fid", created)?;
        guard(transaction, table.name)?;
    }
    geopackage::create_table(transaction, &ENTRIES, "seq", created)?;
    guard(transaction, ENTRIES.name)?;
    geopackage::create_table(transaction, &FRONT_LINES, "fid", created)?;
    transaction.execute_batch(INDEXES_AND_VIEWS)
}

/// The triggers that refuse changes, as (name, action) per table.
pub(crate) fn guard_names(table: &str) -> [(String, &'static str); 2] {
    [
        (format!("{table}_is_never_updated"), "UPDATE"),
        (format!("{table}_is_never_deleted_from"), "DELETE"),
    ]
}

fn guard(transaction: &Transaction<'_>, table: &str) -> rusqlite::Result<()> {
    for (name, action) in guard_names(table) {
        transaction.execute_batch(&format!(
            "CREATE TRIGGER {name} BEFORE {action} ON {table}
             BEGIN SELECT RAISE(ABORT, '{table}: rows are only added; a correction is a new entry'); END"
        ))?;
    }
    Ok(())
}
