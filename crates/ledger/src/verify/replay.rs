//! The chain and the rows that it lists.

use rusqlite::Connection;

use super::Verifier;
use crate::chain::{self, Head, Payload};
use crate::error::Fault;
use crate::geopackage::Table;
use crate::schema;

impl Verifier {
    /// Replays the entries and notes which rows they list.
    pub(super) fn replay_entries(&mut self, connection: &Connection) -> Result<(), Fault> {
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

    /// Holds every row against the entry that lists it.
    pub(super) fn hash_rows(&mut self, connection: &Connection) -> Result<(), Fault> {
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
        let names: Vec<String> = statement.column_names().map(str::to_owned).collect();
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
}
