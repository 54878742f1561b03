//! A file that is no case, or no whole case, gets a clear error, and no file is ever overwritten.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use rusqlite::Connection;
use salient_ledger::{Case, LedgerError, PlaceStore};

use crate::fixtures::{document, filled_case, info, recorded_at};

/// The message of opening `path`, without the folder.
fn message(path: &Path) -> String {
    let error = Case::open(path).unwrap_err();
    let folder = format!("{}/", path.parent().unwrap().display());
    error.to_string().replace(&folder, "")
}

#[test]
fn a_file_of_another_kind_says_what_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("found.gpkg");
    assert_eq!(message(&path), "found.gpkg: no such file");

    let expected = "expected a Salient case (a GeoPackage made by `salient new`)";
    fs::write(&path, "").unwrap();
    assert_eq!(
        message(&path),
        format!("found.gpkg: found an empty file, {expected}")
    );

    fs::write(&path, "The Ridge held on Tuesday.\n").unwrap();
    assert_eq!(
        message(&path),
        format!(
            "found.gpkg: found a text file that begins with \"The Ridge held on Tuesda\", {expected}"
        )
    );

    fs::write(&path, [0xFF; 5_000]).unwrap();
    assert_eq!(
        message(&path),
        format!("found.gpkg: found a file that is no SQLite database, {expected}")
    );

    fs::remove_file(&path).unwrap();
    Connection::open(&path)
        .unwrap()
        .execute_batch("CREATE TABLE notes (words)")
        .unwrap();
    assert_eq!(
        message(&path),
        format!("found.gpkg: found an SQLite file of another program, {expected}")
    );

    fs::remove_file(&path).unwrap();
    drop(PlaceStore::create(&path, recorded_at()).unwrap());
    assert_eq!(
        message(&path),
        format!("found.gpkg: found a GeoPackage without the table case_info, {expected}")
    );

    assert_eq!(
        Case::open(folder.path()).unwrap_err().to_string(),
        format!("{}: found a folder, {expected}", folder.path().display())
    );
}

#[test]
fn a_case_cut_at_any_length_is_refused_or_found_broken() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ridge.gpkg");
    drop(filled_case(&path));
    let whole = fs::read(&path).unwrap();
    fs::write(&path, &whole[..whole.len() / 2]).unwrap();
    assert_eq!(
        message(&path),
        format!(
            "ridge.gpkg: cut short: found {} bytes, expected {} by the file's own header",
            whole.len() / 2,
            whole.len()
        )
    );
    for n_bytes in [
        1,
        15,
        16,
        30,
        99,
        100,
        511,
        512,
        4_095,
        4_096,
        4_097,
        whole.len() - 1,
    ] {
        fs::write(&path, &whole[..n_bytes]).unwrap();
        assert!(Case::open(&path).is_err(), "{n_bytes} bytes");
    }
}

#[test]
fn damage_inside_the_file_is_an_error_or_a_finding_and_never_a_panic() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ridge.gpkg");
    drop(filled_case(&path));
    let whole = fs::read(&path).unwrap();
    let n_pages = whole.len() / 4_096;
    let mut n_silent = 0;
    for page in 0..n_pages {
        let mut damaged = whole.clone();
        // The middle of a page may be free space; its head never is.
        damaged[page * 4_096 + 100..][..60].fill(0xA5);
        damaged[page * 4_096..][..8].fill(0xA5);
        fs::write(&path, damaged).unwrap();
        let found = Case::open(&path).and_then(|case| case.verify());
        if found.is_ok_and(|report| report.is_clean()) {
            n_silent += 1;
        }
    }
    assert_eq!(n_silent, 0, "of {n_pages} pages");
}

#[test]
fn a_newer_format_is_named_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ridge.gpkg");
    drop(filled_case(&path));
    Connection::open(&path)
        .unwrap()
        .execute_batch("DROP TRIGGER case_info_is_never_updated; UPDATE case_info SET format = 2")
        .unwrap();
    let before = fs::read(&path).unwrap();
    assert_eq!(
        message(&path),
        "ridge.gpkg: found format 2, expected at most 1: a later version wrote it"
    );
    assert_eq!(fs::read(&path).unwrap(), before);
}

#[test]
fn creating_never_overwrites() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ridge.gpkg");
    fs::write(&path, "notes of a reporter").unwrap();
    let error = Case::create(&path, &info()).unwrap_err();
    assert!(
        matches!(error, LedgerError::AlreadyExists { .. }),
        "{error}"
    );
    assert_eq!(fs::read(&path).unwrap(), b"notes of a reporter");
    assert!(PlaceStore::create(&path, recorded_at()).is_err());
    let nowhere = folder.path().join("nowhere").join("ridge.gpkg");
    let error = Case::create(&nowhere, &info()).unwrap_err();
    assert!(matches!(error, LedgerError::Io { .. }), "{error}");
}

#[test]
fn a_case_that_another_process_holds_is_an_error_after_the_wait_and_fine_later() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ridge.gpkg");
    drop(filled_case(&path));
    let other = Connection::open(&path).unwrap();
    other.execute_batch("BEGIN EXCLUSIVE").unwrap();
    let wait = Duration::from_millis(150);
    let started = Instant::now();
    let error = Case::open_waiting(&path, wait).unwrap_err();
    assert!(started.elapsed() >= wait);
    assert!(
        error
            .to_string()
            .ends_with("locked by another process while opening it, waited 0.15 s"),
        "{error}"
    );

    other.execute_batch("COMMIT; BEGIN IMMEDIATE").unwrap();
    let mut case = Case::open_waiting(&path, wait).unwrap();
    let later = document(9);
    let mut add = || case.append_document(&later, later.text.as_bytes(), &[], &[], recorded_at());
    let error = add().unwrap_err();
    assert!(
        matches!(
            error,
            LedgerError::Locked {
                doing: "adding a document",
                ..
            }
        ),
        "{error}"
    );
    other.execute_batch("COMMIT").unwrap();
    add().unwrap();
    assert!(case.verify().unwrap().is_clean());
}

#[cfg(unix)]
#[test]
fn a_folder_that_may_not_be_written_is_named_and_reading_still_works() {
    use std::os::unix::fs::PermissionsExt as _;

    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ridge.gpkg");
    drop(filled_case(&path));
    let mode =
        |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    mode(&path, 0o444);
    mode(folder.path(), 0o555);
    if fs::File::create(folder.path().join("probe")).is_ok() {
        println!("skipped: this user writes everywhere, so permissions cannot be tested");
        mode(folder.path(), 0o755);
        return;
    }
    let error = Case::open(&path).unwrap_err();
    assert!(matches!(error, LedgerError::NotWritable { .. }), "{error}");
    let error = Case::create(&folder.path().join("new.gpkg"), &info()).unwrap_err();
    assert!(matches!(error, LedgerError::NotWritable { .. }), "{error}");
    assert_eq!(
        Case::open_read_only(&path)
            .unwrap()
            .counts()
            .unwrap()
            .documents,
        1
    );
    mode(folder.path(), 0o755);
}

#[test]
fn a_case_opened_to_read_refuses_to_add() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ridge.gpkg");
    drop(filled_case(&path));
    let mut case = Case::open_read_only(&path).unwrap();
    let later = document(9);
    let error = case
        .append_document(&later, later.text.as_bytes(), &[], &[], recorded_at())
        .unwrap_err();
    assert!(matches!(error, LedgerError::NotWritable { .. }), "{error}");
}

#[test]
fn a_case_open_in_a_program_with_a_write_ahead_log_can_be_added_to_and_is_one_file_again_later() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ridge.gpkg");
    drop(filled_case(&path));
    // What QGIS does with a GeoPackage that it shows.
    let other = Connection::open(&path).unwrap();
    other
        .execute_batch("PRAGMA journal_mode = WAL; SELECT COUNT(*) FROM claims")
        .unwrap();
    let later = document(9);
    Case::open(&path)
        .unwrap()
        .append_document(&later, later.text.as_bytes(), &[], &[], recorded_at())
        .unwrap();
    drop(other);
    let case = Case::open(&path).unwrap();
    assert_eq!(case.counts().unwrap().documents, 2);
    assert!(case.verify().unwrap().is_clean());
    let files: Vec<_> = fs::read_dir(folder.path()).unwrap().collect();
    assert_eq!(files.len(), 1, "{files:?}");
    assert_eq!(fs::read(&path).unwrap()[18..20], [1, 1]);
}
