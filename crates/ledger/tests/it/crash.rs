//! Killed writers and writers side by side.
//!
//! The test binary starts itself again as the writer: [`writes_when_it_is_asked_to`] does nothing unless the environment names a case.

use std::env;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use salient_ledger::{Appended, Case, ClaimFilter};
use salient_model::{Document, DocumentFormat, DocumentId, Sha256};

use crate::fixtures::{attributions, claims, document, info, recorded_at};

const CASE: &str = "SALIENT_TEST_CASE";
const WRITER: &str = "SALIENT_TEST_WRITER";
const N_DOCUMENTS: &str = "SALIENT_TEST_N_DOCUMENTS";
const RAW_BYTES: &str = "SALIENT_TEST_RAW_BYTES";

/// More than SQLite's page cache, so that a transaction writes to the file before it commits.
const LARGE_RAW_BYTES: usize = 6_000_000;

fn number(variable: &str) -> usize {
    env::var(variable).unwrap().parse().unwrap()
}

/// Bytes that do not compress.
fn noise(n_bytes: usize) -> Vec<u8> {
    let mut state = 88_172_645_463_325_252_u64;
    let mut noise = Vec::with_capacity(n_bytes + 8);
    while noise.len() < n_bytes {
        // Marsaglia's xorshift64.
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        noise.extend(state.to_le_bytes());
    }
    noise
}

/// The `n`th document of a writer, with `raw` made its own.
fn nth_document(writer: &str, n: usize, mut raw: Vec<u8>) -> (Document, Vec<u8>) {
    raw.extend(format!("{writer} {n}").bytes());
    let base = document(n);
    let document = Document {
        id: DocumentId::derive(&base.text_hash, writer, base.published),
        outlet: writer.to_owned(),
        raw_hash: Sha256::of(&raw),
        format: DocumentFormat::Html,
        ..base
    };
    (document, raw)
}

#[test]
fn writes_when_it_is_asked_to() {
    let Ok(path) = env::var(CASE) else {
        return;
    };
    let writer = env::var(WRITER).unwrap();
    let mut case = Case::open_waiting(Path::new(&path), Duration::from_mins(1)).unwrap();
    let noise = noise(number(RAW_BYTES));
    for n in 0..number(N_DOCUMENTS) {
        let (document, raw) = nth_document(&writer, n, noise.clone());
        let added = case
            .append_document(
                &document,
                &raw,
                &claims(&document),
                &attributions(&document),
                recorded_at(),
            )
            .unwrap();
        if matches!(added, Appended::Added { .. }) {
            let mut out = std::io::stdout();
            writeln!(out, "committed {}", document.id).unwrap();
            out.flush().unwrap();
        }
    }
}

fn start_writer(path: &Path, writer: &str, n_documents: usize, raw_bytes: usize) -> Child {
    Command::new(env::current_exe().unwrap())
        .args([
            "--exact",
            "crash::writes_when_it_is_asked_to",
            "--nocapture",
        ])
        .env(CASE, path)
        .env(WRITER, writer)
        .env(N_DOCUMENTS, n_documents.to_string())
        .env(RAW_BYTES, raw_bytes.to_string())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap()
}

/// The documents that a writer reports as committed, as it goes.
fn committed(child: &mut Child) -> impl Iterator<Item = DocumentId> + use<> {
    BufReader::new(child.stdout.take().unwrap())
        .lines()
        .map_while(Result::ok)
        .filter_map(|line| {
            let (_, id) = line.split_once("committed ")?;
            Some(DocumentId::from_record(id))
        })
}

/// Every document is there with all that belongs to it.
fn assert_whole(case: &Case) {
    for info in case.documents().unwrap() {
        let document = case.document(&info.id).unwrap().unwrap();
        assert!(case.raw(&info.raw_hash).unwrap().is_some());
        let filter = ClaimFilter {
            document: Some(info.id.clone()),
            ..ClaimFilter::default()
        };
        assert_eq!(case.claims(&filter).unwrap(), claims(&document));
        assert_eq!(
            case.attributions(&info.id).unwrap(),
            attributions(&document)
        );
    }
    assert_eq!(case.verify().unwrap().mismatches, []);
}

#[test]
fn a_writer_killed_at_any_moment_leaves_each_document_whole_or_absent() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ridge.gpkg");
    let journal = folder.path().join("ridge.gpkg-journal");
    let mut n_open = 0;
    let mut n_rounds = 0;
    // Until the kill has hit an open transaction three times; a handful of rounds does.
    while n_open < 3 && n_rounds < 40 {
        if path.exists() {
            std::fs::remove_file(&path).unwrap();
        }
        drop(Case::create(&path, &info()).unwrap());
        let mut child = start_writer(&path, "kill", 1_000, LARGE_RAW_BYTES);
        let mut reports = committed(&mut child);
        let mut reported: Vec<_> = reports.next().into_iter().collect();
        thread::sleep(Duration::from_millis(3 + 17 * (n_rounds % 9)));
        child.kill().unwrap();
        reported.extend(reports);
        child.wait().unwrap();
        n_rounds += 1;
        // A journal that is left shows that the kill fell into a transaction.
        n_open += usize::from(journal.exists());

        let case = Case::open(&path).unwrap();
        let stored: Vec<_> = case
            .documents()
            .unwrap()
            .into_iter()
            .map(|info| info.id)
            .collect();
        // The kill may fall between a commit and its report, never the other way round.
        assert!(stored.starts_with(&reported), "{stored:?} {reported:?}");
        assert!(stored.len() <= reported.len() + 1);
        assert_whole(&case);
    }
    println!("{n_open} of {n_rounds} kills fell into a transaction");
    assert!(n_open > 0, "no kill hit a transaction in {n_rounds} rounds");
}

#[test]
fn two_processes_that_add_at_the_same_time_lose_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ridge.gpkg");
    drop(Case::create(&path, &info()).unwrap());
    let mut children = ["one", "other"].map(|writer| start_writer(&path, writer, 50, 1_000));
    for child in &mut children {
        assert_eq!(committed(child).count(), 50);
        assert!(child.wait().unwrap().success());
    }
    let case = Case::open(&path).unwrap();
    let counts = case.counts().unwrap();
    assert_eq!(
        (counts.documents, counts.claims, counts.entries),
        (100, 300, 101)
    );
    assert_whole(&case);
}

#[test]
fn two_processes_that_add_the_same_documents_store_each_once() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ridge.gpkg");
    drop(Case::create(&path, &info()).unwrap());
    let mut children = ["same", "same"].map(|writer| start_writer(&path, writer, 20, 1_000));
    let mut n_committed = 0;
    for child in &mut children {
        n_committed += committed(child).count();
        assert!(child.wait().unwrap().success());
    }
    assert_eq!(n_committed, 20);
    let case = Case::open(&path).unwrap();
    assert_eq!(case.counts().unwrap().documents, 20);
    assert_whole(&case);
}
