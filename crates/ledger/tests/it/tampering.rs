//! Whoever changes a stored cell, row, or entry behind our back is found out, by table and row.

use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::Connection;
use rusqlite::functions::FunctionFlags;
use salient_ledger::{Case, Mismatch};

use crate::fixtures::{filled_case, recorded_at, snapshot};

/// A table of the case with its columns after the key, as (name, declared type).
type Columns = Vec<(String, String)>;

/// Every table that the chain covers, and the chain.
fn tables(path: &Path) -> Vec<(String, Columns)> {
    let connection = Connection::open(path).unwrap();
    let mut statement = connection
        .prepare("SELECT table_name FROM gpkg_contents WHERE table_name != 'front_lines' ORDER BY table_name")
        .unwrap();
    let names: Vec<String> = statement
        .query_map([], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    names
        .into_iter()
        .map(|table| {
            let mut statement = connection
                .prepare("SELECT name, type FROM pragma_table_info(?1) WHERE pk = 0")
                .unwrap();
            let columns = statement
                .query_map([&table], |row| Ok((row.get(0)?, row.get(1)?)))
                .unwrap()
                .map(Result::unwrap)
                .collect();
            (table, columns)
        })
        .collect()
}

/// Programs that edit layers know these functions of the spatial index; SQLite alone does not and stops before our triggers do.
fn know_spatial_functions(connection: &Connection) {
    for name in ["ST_IsEmpty", "ST_MinX", "ST_MaxX", "ST_MinY", "ST_MaxY"] {
        connection
            .create_scalar_function(name, 1, FunctionFlags::SQLITE_UTF8, |_| Ok(0.0))
            .unwrap();
    }
}

/// Runs `sql` on a copy of the case with the triggers of `table` out of the way, puts them back, and verifies.
fn tampered(original: &Path, table: &str, sql: &str) -> Vec<Mismatch> {
    let path = original.with_file_name("tampered.gpkg");
    fs::copy(original, &path).unwrap();
    {
        let connection = Connection::open(&path).unwrap();
        // The copy need not survive a power cut.
        connection
            .pragma_update(None, "synchronous", "OFF")
            .unwrap();
        let mut statement = connection
            .prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = ?1")
            .unwrap();
        let triggers: Vec<(String, String)> = statement
            .query_map([table], |row| Ok((row.get(0)?, row.get(1)?)))
            .unwrap()
            .map(Result::unwrap)
            .collect();
        for (name, _) in &triggers {
            connection
                .execute_batch(&format!("DROP TRIGGER {name}"))
                .unwrap();
        }
        connection.execute_batch(sql).unwrap();
        for (_, trigger) in &triggers {
            connection.execute_batch(trigger).unwrap();
        }
    }
    Case::open(&path).unwrap().verify().unwrap().mismatches
}

/// A case as `fixtures` fills it, in a folder of its own.
struct Original {
    _folder: tempfile::TempDir,
    path: PathBuf,
}

impl Original {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ridge.gpkg");
        drop(filled_case(&path));
        Self {
            _folder: folder,
            path,
        }
    }

    /// What `verify` says of a copy on which `sql` ran, a line each.
    fn words(&self, table: &str, sql: &str) -> String {
        let found: Vec<_> = tampered(&self.path, table, sql)
            .iter()
            .map(ToString::to_string)
            .collect();
        found.join("\n")
    }
}

/// The copy that [`tampered`] leaves.
fn reopened(original: &Path) -> Case {
    Case::open(&original.with_file_name("tampered.gpkg")).unwrap()
}

#[test]
fn a_change_of_any_column_of_any_table_is_named_by_table_and_row() {
    let original = Original::new();
    let path = original.path.as_path();
    let mut n_columns = 0;
    for (table, columns) in tables(path) {
        let key = if table == "entries" { "seq" } else { "fid" };
        for (column, declared) in columns {
            // The format decides whether the file can be opened at all.
            if (table.as_str(), column.as_str()) == ("case_info", "format") {
                continue;
            }
            let changed = match declared.as_str() {
                "INTEGER" => format!("COALESCE({column}, 0) + 1"),
                "DOUBLE" => format!("{column} + 1e-12"),
                "BLOB" => format!("zeroblob(length({column}))"),
                "POINT" | "MULTIPOLYGON" | "GEOMETRY" => "CAST('GP' AS BLOB)".to_owned(),
                _ => format!("COALESCE({column}, '') || 'x'"),
            };
            let sql = format!("UPDATE {table} SET {column} = {changed} WHERE {key} = 1");
            let found = tampered(path, &table, &sql);
            assert!(
                found
                    .iter()
                    .any(|mismatch| mismatch.table == table && mismatch.row == Some(1)),
                "{sql}: {found:?}"
            );
            n_columns += 1;
        }
    }
    assert!(n_columns > 80, "{n_columns}");
}

#[test]
fn the_first_entry_that_does_not_hold_is_named() {
    let original = Original::new();
    let path = original.path.as_path();
    let first_broken = |table: &str, sql: &str| {
        tampered(path, table, sql);
        reopened(path).verify().unwrap().first_broken_entry
    };
    // Entry 6 added the map of May 2; entry 8 the document with its claims.
    assert_eq!(
        first_broken(
            "snapshots",
            "UPDATE snapshots SET drawn = '2031-05-09' WHERE fid = 2"
        ),
        Some(6)
    );
    assert_eq!(
        first_broken("claims", "UPDATE claims SET polarity = 'negative'"),
        Some(8)
    );
    assert_eq!(
        first_broken(
            "entries",
            "UPDATE entries SET recorded_at = '2030-01-01T00:00:00.000Z' WHERE seq = 3"
        ),
        Some(3)
    );
}

#[test]
fn a_row_that_is_deleted_added_or_moved_is_found() {
    let original = Original::new();
    let found = original.words("control", "DELETE FROM control WHERE fid = 4");
    assert!(
        found.contains("control, row 4: found no such row, expected the row that entry 6 lists"),
        "{found}"
    );
    let found = original.words(
        "outlets",
        "INSERT INTO outlets (outlet, info, entry) VALUES ('othermap', '{}', 4)",
    );
    assert!(
        found.contains("outlets, row 2: found a row in no entry"),
        "{found}"
    );
    let found = original.words("entries", "DELETE FROM entries WHERE seq = 5");
    assert!(
        found.contains("entries, row 6: found entry 6 after entry 4"),
        "{found}"
    );
    assert!(
        found.contains("snapshots, row 1: found a row in no entry"),
        "{found}"
    );
    let found = original.words(
        "attributions",
        "UPDATE attributions SET fid = 7 WHERE fid = 2",
    );
    assert!(
        found.contains("attributions, row 7: found a row in no entry"),
        "{found}"
    );
}

#[test]
fn bytes_texts_and_spans_are_checked_beside_the_chain() {
    let original = Original::new();
    // The digest of a row leaves the raw bytes out, as their own hash covers them.
    let found = original.words(
        "raw",
        "UPDATE raw SET bytes = CAST('short' AS BLOB), encoding = 'plain'",
    );
    assert!(
        found.contains("raw, row 1: found 5 bytes or more in column bytes"),
        "{found}"
    );
    let found = original.words(
        "documents",
        "UPDATE documents SET text = replace(text, 'hold', 'left')",
    );
    assert!(
        found.contains("documents, row 1: found content with hash"),
        "{found}"
    );
    assert!(
        found.contains("claims, row 1: found content with hash"),
        "{found}"
    );
    let found = original.words("raw", "DELETE FROM raw");
    assert!(
        found.contains("documents, row 1: found no raw bytes with raw_hash"),
        "{found}"
    );
    let found = original.words(
        "attributions",
        "UPDATE attributions SET cue = '[[9000,9001]]' WHERE fid = 1",
    );
    assert!(
        found.contains(
            "found [9000, 9001] in column cue, expected a half-open range inside the text"
        ),
        "{found}"
    );
}

#[test]
fn changing_or_deleting_is_refused_while_the_triggers_stand_and_their_absence_is_found() {
    let original = Original::new();
    let path = original.path.as_path();
    let connection = Connection::open(path).unwrap();
    know_spatial_functions(&connection);
    for (table, columns) in tables(path) {
        let (column, _) = &columns[columns.len() - 1];
        for sql in [
            format!("UPDATE {table} SET {column} = {column}"),
            format!("DELETE FROM {table}"),
        ] {
            let error = connection.execute_batch(&sql).unwrap_err().to_string();
            assert!(error.contains("rows are only added"), "{sql}: {error}");
        }
    }
    connection
        .execute_batch("DROP TRIGGER claims_is_never_updated")
        .unwrap();
    let report = Case::open(path).unwrap().verify().unwrap();
    assert_eq!(
        report.mismatches[0].to_string(),
        "claims: found no trigger claims_is_never_updated, expected a trigger that refuses UPDATE"
    );
}

#[test]
fn an_edition_noted_earlier_is_found_in_a_case_that_grew_and_not_in_one_that_was_cut() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ridge.gpkg");
    let mut case = filled_case(&path);
    let noted = case.edition().unwrap();
    case.append_snapshots(&[snapshot(4)], "{}", recorded_at())
        .unwrap();
    assert!(
        case.entries()
            .unwrap()
            .iter()
            .any(|entry| entry.edition == noted)
    );
    drop(case);
    // Cutting entries and their rows from the end leaves a chain that holds; only the noted edition tells.
    let cut = "DELETE FROM entries WHERE seq >= 8; DROP TRIGGER documents_is_never_deleted_from; DELETE FROM documents";
    tampered(&path, "entries", cut);
    let case = reopened(&path);
    assert!(
        !case
            .entries()
            .unwrap()
            .iter()
            .any(|entry| entry.edition == noted)
    );
}

#[test]
fn a_whole_case_has_nothing_to_report_but_its_counts() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ridge.gpkg");
    let edition = filled_case(&path).edition().unwrap();
    let report = Case::open_read_only(&path).unwrap().verify().unwrap();
    assert_eq!(report.mismatches, []);
    assert_eq!(report.edition, edition);
    assert_eq!((report.n_entries, report.n_raw, report.n_texts), (8, 1, 1));
    // Three claims; four and three parts of attributions.
    assert_eq!(report.n_spans, 3 + 4 + 3);
    assert_eq!(report.first_broken_entry, None);
}
