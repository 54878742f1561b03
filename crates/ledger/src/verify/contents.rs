//! What rows hold, against the hashes and texts that they name.

use rusqlite::Connection;
use salient_model::{CodePointIndex, DocumentId, Sha256};

use super::Verifier;
use crate::error::Fault;
use crate::row_reader::RowReader;
use crate::{claims, documents};

impl Verifier {
    /// Hashes raw bytes and theatre packs.
    pub(super) fn hash_raw(&mut self, connection: &Connection) -> Result<(), Fault> {
        let mut statement = connection
            .prepare("SELECT fid, hash, n_bytes, encoding, bytes FROM raw ORDER BY fid")?;
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

    /// Hashes texts and looks at the spans of their attributions.
    pub(super) fn hash_texts(&mut self, connection: &Connection) -> Result<(), Fault> {
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

    /// Slices every claim's span again.
    pub(super) fn slice_claims(&mut self, connection: &Connection) -> Result<(), Fault> {
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
