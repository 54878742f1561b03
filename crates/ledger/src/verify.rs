//! Replays the chain from the rows themselves.
//!
//! **What.** SQLite's own check of the file; the triggers that refuse changes; every entry's hash; every row's digest against the entry that
//! added it; raw bytes and texts against their hashes; every claim's and attribution's span against its text.
//!
//! **Doubt.** Whoever can write the file can also write a new chain. What cannot be forged is an edition that someone else has noted: it is
//! among the entries of a whole case, and in no rewritten one. The same holds for entries cut from the end.

use std::collections::BTreeMap;
use std::fmt;

use rusqlite::{Connection, ErrorCode};
use salient_model::{CodePointIndex, DocumentId, Sha256};

use crate::chain::{self, Head, Payload};
use crate::error::Fault;
use crate::geopackage::Table;
use crate::row_reader::RowReader;
use crate::{claims, documents, schema};

/// Lines of SQLite's check to show.
const MAX_INTEGRITY_LINES: u32 = 20;

/// What `verify` saw.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct VerifyReport {
    /// The edition as the last entry states it.
    pub edition: String,
    /// Entries replayed.
    pub n_entries: usize,
    /// Rows hashed.
    pub n_rows: usize,
    /// Raw byte strings hashed.
    pub n_raw: usize,
    /// Texts hashed.
    pub n_texts: usize,
    /// Spans of claims and attributions sliced again.
    pub n_spans: usize,
    /// The first entry that does not hold: by its own hash, or by a row that it lists.
    pub first_broken_entry: Option<u64>,
    /// Everything that does not hold.
    pub mismatches: Vec<Mismatch>,
}

impl VerifyReport {
    /// Whether everything holds.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.mismatches.is_empty()
    }
}

/// Something that does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mismatch {
    /// The table; `file` for the file as such.
    pub table: String,
    /// The row's key (`fid`, or `seq` in `entries`), if it is about a row.
    pub row: Option<i64>,
    /// What was found.
    pub found: String,
    /// What was expected.
    pub expected: String,
}

impl fmt::Display for Mismatch {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.table)?;
        if let Some(row) = self.row {
            write!(formatter, ", row {row}")?;
        }
        write!(
            formatter,
            ": found {}, expected {}",
            self.found, self.expected
        )
    }
}

/// Checks everything. Reads inside one transaction, so that writers beside it do not disturb.
pub(crate) fn verify(connection: &Connection) -> Result<VerifyReport, Fault> {
    let transaction = connection.unchecked_transaction()?;
    let mut verifier = Verifier::default();
    let steps: [fn(&mut Verifier, &Connection) -> Result<(), Fault>; 7] = [
        Verifier::check_file,
        Verifier::check_guards,
        Verifier::replay_entries,
        Verifier::hash_rows,
        Verifier::hash_raw,
        Verifier::hash_texts,
        Verifier::slice_claims,
    ];
    for step in steps {
        let result = step(&mut verifier, &transaction);
        verifier.note(result)?;
    }
    Ok(verifier.report)
}

#[derive(Default)]
struct Verifier {
    report: VerifyReport,
    /// For each table, the rows that entries list: key to entry and digest.
    listed: BTreeMap<String, BTreeMap<i64, (i64, String)>>,
}

impl Verifier {
    fn mismatch(
        &mut self,
        table: &str,
        row: Option<i64>,
        found: impl Into<String>,
        expected: impl Into<String>,
    ) {
        self.report.mismatches.push(Mismatch {
            table: table.to_owned(),
            row,
            found: found.into(),
            expected: expected.into(),
        });
    }

    fn broken(&mut self, seq: i64) {
        let seq = seq.unsigned_abs();
        let first = self.report.first_broken_entry.get_or_insert(seq);
        *first = seq.min(*first);
    }

    /// Turns a cell that cannot be read and a damaged page into mismatches; other failures pass.
    fn note<T>(&mut self, result: Result<T, Fault>) -> Result<Option<T>, Fault> {
        match result {
            Ok(value) => Ok(Some(value)),
            Err(Fault::Cell {
                table,
                row,
                column,
                found,
                expected,
            }) => {
                self.mismatch(
                    table,
                    Some(row),
                    format!("{found} in column {column}"),
                    expected,
                );
                Ok(None)
            }
            Err(Fault::Sql(error)) if is_about_content(&error) => {
                self.mismatch("file", None, error.to_string(), "a readable table");
                Ok(None)
            }
            Err(fault) => Err(fault),
        }
    }

    fn check_file(&mut self, connection: &Connection) -> Result<(), Fault> {
        let mut statement =
            connection.prepare(&format!("PRAGMA integrity_check({MAX_INTEGRITY_LINES})"))?;
        let lines = statement
            .query_map([], |row| row.get::<_, String>(0))?
            .collect::<Result<Vec<_>, _>>()?;
        for line in lines.into_iter().filter(|line| line != "ok") {
            self.mismatch("file", None, line, "a sound SQLite file");
        }
        Ok(())
    }

    fn check_guards(&mut self, connection: &Connection) -> Result<(), Fault> {
        let mut statement = connection.prepare(
            "SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE type = 'trigger' AND name = ?1 AND tbl_name = ?2)",
        )?;
        for table in schema::CHAINED.iter().chain([&schema::ENTRIES]) {
            for (name, action) in schema::guard_names(table.name) {
                let is_there: bool =
                    statement.query_row((&name, table.name), |row| row.get(0))?;
                if !is_there {
                    self.mismatch(
                        table.name,
                        None,
                        format!("no trigger {name}"),
                        format!("a trigger that refuses {action}"),
                    );
                }
            }
        }
        Ok(())
    }

    fn replay_entries(&mut self, connection: &Connection) -> Result<(), Fault> {
        let table = schema::ENTRIES.name;
        let mut statement = connection.prepare(
            "SELECT seq, kind, recorded_at, payload, prev_hash, hash FROM entries ORDER BY seq",
        )?;
        let mut rows = statement.query([])?;
        let mut head = Head::before_first();
        while let Some(row) = rows.next()? {
            let (seq, kind, recorded_at, payload, prev_hash, hash): (
                i64,
                String,
                String,
                String,
                String,
                String,
            ) = row.try_into()?;
            let n_before = self.report.mismatches.len();
            if seq != head.seq + 1 {
                self.mismatch(
                    table,
                    Some(seq),
                    format!("entry {seq} after entry {}", head.seq),
                    "numbers without gaps",
                );
            }
            if prev_hash != head.hash.to_string() {
                self.mismatch(
                    table,
                    Some(seq),
                    format!("prev_hash {prev_hash}"),
                    head.hash.to_string(),
                );
            }
            let replayed =
                chain::entry_hash(seq, &kind, &recorded_at, &payload, &head.hash).to_string();
            if hash != replayed {
                self.mismatch(table, Some(seq), format!("hash {hash}"), replayed);
            }
            match serde_json::from_str::<Payload>(&payload) {
                Ok(read) => self.list(seq, read),
                Err(error) => {
                    self.mismatch(table, Some(seq), error.to_string(), "a payload of rows");
                }
            }
            if self.report.mismatches.len() > n_before {
                self.broken(seq);
            }
            // Going on from the stated hash finds the entries that are broken themselves, not all that follow one.
            head = Head {
                seq,
                hash: hash.parse().unwrap_or(head.hash),
            };
            self.report.n_entries += 1;
        }
        self.report.edition = head.edition();
        if head.seq == 0 {
            self.mismatch(table, None, "no entry", "the entry that created the case");
        }
        Ok(())
    }

    fn list(&mut self, seq: i64, payload: Payload) {
        for (table, rows) in payload.rows {
            if !schema::CHAINED.iter().any(|known| known.name == table) {
                self.mismatch(
                    schema::ENTRIES.name,
                    Some(seq),
                    format!("rows of table {table}"),
                    "a table of this format",
                );
                continue;
            }
            for (key, digest) in rows {
                let before = self
                    .listed
                    .entry(table.clone())
                    .or_default()
                    .insert(key, (seq, digest));
                if let Some((earlier, _)) = before {
                    self.mismatch(
                        &table,
                        Some(key),
                        format!("the row in entries {earlier} and {seq}"),
                        "one entry per row",
                    );
                }
            }
        }
    }

    fn hash_rows(&mut self, connection: &Connection) -> Result<(), Fault> {
        for table in schema::CHAINED {
            let result = self.hash_table(connection, table);
            self.note(result)?;
        }
        Ok(())
    }

    fn hash_table(&mut self, connection: &Connection, table: &Table) -> Result<(), Fault> {
        let mut listed = self.listed.remove(table.name).unwrap_or_default();
        let mut statement =
            connection.prepare(&format!("SELECT * FROM {} ORDER BY fid", table.name))?;
        let names: Vec<String> = statement
            .column_names()
            .into_iter()
            .map(str::to_owned)
            .collect();
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let key: i64 = row.get("fid")?;
            let cells = names
                .iter()
                .enumerate()
                .map(|(column, name)| Ok((name.as_str(), row.get_ref(column)?)))
                .collect::<Result<Vec<_>, rusqlite::Error>>()?;
            let digest = chain::row_digest(table.name, cells.into_iter()).to_string();
            self.report.n_rows += 1;
            let Some((seq, expected)) = listed.remove(&key) else {
                self.mismatch(table.name, Some(key), "a row in no entry", "no such row");
                continue;
            };
            if digest != expected {
                self.mismatch(
                    table.name,
                    Some(key),
                    format!("digest {digest}: the row was changed"),
                    format!("{expected}, as entry {seq} lists it"),
                );
                self.broken(seq);
            }
            let entry: Option<i64> = row.get("entry")?;
            if entry != Some(seq) {
                self.mismatch(
                    table.name,
                    Some(key),
                    format!("entry {entry:?}"),
                    format!("entry {seq}, which lists the row"),
                );
            }
        }
        for (key, (seq, _)) in listed {
            self.mismatch(
                table.name,
                Some(key),
                "no such row",
                format!("the row that entry {seq} lists"),
            );
            self.broken(seq);
        }
        Ok(())
    }

    fn hash_raw(&mut self, connection: &Connection) -> Result<(), Fault> {
        let mut statement =
            connection.prepare("SELECT fid, hash, n_bytes, encoding, bytes FROM raw ORDER BY fid")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let key = row.get("fid")?;
            let row = RowReader::new("raw", row)?;
            self.report.n_raw += 1;
            let result = documents::decode_raw(&row);
            let Some(bytes) = self.note(result)? else {
                continue;
            };
            self.same_hash("raw", key, &Sha256::of(&bytes), &row.text("hash")?);
        }
        let mut statement = connection.prepare("SELECT fid, hash, toml FROM theatre_packs")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let key = row.get("fid")?;
            let row = RowReader::new("theatre_packs", row)?;
            let hash = Sha256::of(row.text("toml")?.as_bytes());
            self.same_hash("theatre_packs", key, &hash, &row.text("hash")?);
        }
        Ok(())
    }

    fn hash_texts(&mut self, connection: &Connection) -> Result<(), Fault> {
        let mut statement = connection.prepare(
            "SELECT fid, document_id, text, text_hash, EXISTS (SELECT 1 FROM raw WHERE raw.hash = raw_hash) AS has_raw
             FROM documents ORDER BY fid",
        )?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let key = row.get("fid")?;
            if !row.get::<_, bool>("has_raw")? {
                self.mismatch(
                    "documents",
                    Some(key),
                    "no raw bytes with raw_hash",
                    "the bytes as received",
                );
            }
            let row = RowReader::new("documents", row)?;
            let text = row.text("text")?;
            self.report.n_texts += 1;
            self.same_hash(
                "documents",
                key,
                &Sha256::of(text.as_bytes()),
                &row.text("text_hash")?,
            );
            let index = CodePointIndex::new(&text);
            let id = DocumentId::from_record(row.text("document_id")?);
            let result = self.slice_attributions(connection, &id, &index);
            self.note(result)?;
        }
        Ok(())
    }

    fn slice_attributions(
        &mut self,
        connection: &Connection,
        document: &DocumentId,
        index: &CodePointIndex,
    ) -> Result<(), Fault> {
        let mut statement = connection.prepare_cached(
            "SELECT fid, source, cue, content FROM attributions WHERE document_id = ?1 ORDER BY fid",
        )?;
        let mut rows = statement.query([document.as_str()])?;
        while let Some(row) = rows.next()? {
            let key = row.get("fid")?;
            let row = RowReader::new("attributions", row)?;
            for column in ["source", "cue", "content"] {
                for [start, end] in row.json::<Vec<[usize; 2]>>(column)? {
                    self.report.n_spans += 1;
                    if index.span(start, end).is_none() {
                        self.mismatch(
                            "attributions",
                            Some(key),
                            format!("[{start}, {end}] in column {column}"),
                            "a half-open range inside the text",
                        );
                    }
                }
            }
        }
        Ok(())
    }

    fn slice_claims(&mut self, connection: &Connection) -> Result<(), Fault> {
        let mut statement = connection.prepare(
            "SELECT claims.fid, claims.document_id, record, span_start, span_end, span_hash, text
             FROM claims LEFT JOIN documents ON documents.document_id = claims.document_id ORDER BY claims.fid",
        )?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let key = row.get("fid")?;
            let row = RowReader::new("claims", row)?;
            let document = DocumentId::from_record(row.text("document_id")?);
            let Some(text) = row.optional_text("text")? else {
                self.mismatch(
                    "claims",
                    Some(key),
                    format!("document {document}"),
                    "a document of this case",
                );
                continue;
            };
            let index = CodePointIndex::new(&text);
            self.report.n_spans += 1;
            let result = claims::read(&row, &document, &index);
            let Some(claim) = self.note(result)? else {
                continue;
            };
            let stated = index.span(row.count("span_start")?, row.count("span_end")?);
            if stated != Some(claim.span) {
                self.mismatch(
                    "claims",
                    Some(key),
                    "another span in the columns than in the record",
                    "the same span",
                );
            }
            let words = claim.span.slice(&text).unwrap_or_default();
            self.same_hash(
                "claims",
                key,
                &Sha256::of(words.as_bytes()),
                &row.text("span_hash")?,
            );
        }
        Ok(())
    }

    fn same_hash(&mut self, table: &str, key: i64, found: &Sha256, stated: &str) {
        if found.to_string() != stated {
            self.mismatch(
                table,
                Some(key),
                format!("content with hash {found}"),
                format!("{stated}, as the row states"),
            );
        }
    }
}

/// Whether an error tells about the file's content rather than about the machine.
fn is_about_content(error: &rusqlite::Error) -> bool {
    match error.sqlite_error_code() {
        None => true,
        Some(code) => matches!(
            code,
            ErrorCode::DatabaseCorrupt | ErrorCode::Unknown | ErrorCode::TypeMismatch
        ),
    }
}
