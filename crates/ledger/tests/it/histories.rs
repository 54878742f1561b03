//! Derived histories: outside the chain, never of other maps than those of now.

use std::{slice, thread};

use rusqlite::Connection;
use salient_ledger::{Case, LedgerError, StoredHistory, history_digest};
use salient_model::{Sha256, Snapshot, SnapshotId};

use crate::fixtures::{filled_case, recorded_at, snapshot};

const SIDE: &str = "VALE";

/// A history of the case's maps up to a day of May.
fn history(layer: &str, last_day: i8, bytes: &[u8]) -> StoredHistory {
    let ids: Vec<_> = (1..=last_day).map(|day| snapshot(day).id).collect();
    StoredHistory {
        outlet: "ridgemap".to_owned(),
        side: SIDE.to_owned(),
        layer: layer.to_owned(),
        made_from: history_digest("ridgemap", SIDE, layer, &ids),
        bytes: bytes.to_vec(),
    }
}

fn stored(case: &Case) -> Vec<StoredHistory> {
    let rows = case.histories("ridgemap", SIDE).unwrap();
    rows.into_iter().map(|row| row.history).collect()
}

#[test]
fn histories_are_replaced_outside_the_chain() {
    let folder = tempfile::tempdir().unwrap();
    let mut case = filled_case(&folder.path().join("ridge.gpkg"));
    let edition = case.edition().unwrap();
    assert_eq!(stored(&case), []);
    let (first, held, contested) = (
        history("held", 3, b"first"),
        history("held", 3, b"second"),
        history("contested", 3, b""),
    );
    let n_written = case.replace_histories(&[first], recorded_at()).unwrap();
    assert_eq!(n_written, 1);
    let both = [held.clone(), contested.clone()];
    assert_eq!(case.replace_histories(&both, recorded_at()).unwrap(), 2);
    assert_eq!(stored(&case), [contested, held]);
    assert_eq!(case.histories("ridgemap", "NORTH").unwrap(), []);
    assert_eq!(case.all_histories().unwrap().len(), 2);
    assert_eq!(case.edition().unwrap(), edition);
    assert!(case.verify().unwrap().is_clean());
}

#[test]
fn a_history_of_other_maps_than_those_of_now_is_not_stored() {
    let folder = tempfile::tempdir().unwrap();
    let mut case = filled_case(&folder.path().join("ridge.gpkg"));
    let of_now = history("held", 3, b"of May 1 to 3");
    for other in [history("held", 2, b""), history("held", 4, b"")] {
        assert_eq!(case.replace_histories(&[other], recorded_at()).unwrap(), 0);
    }
    case.replace_histories(slice::from_ref(&of_now), recorded_at())
        .unwrap();

    // A second map of May 2 takes the place of the first.
    let raw_hash = Sha256::of(b"a revised map of May 2");
    let drawn = snapshot(2).drawn;
    let revised = Snapshot {
        id: SnapshotId::derive("ridgemap", drawn, &raw_hash),
        raw_hash,
        ..snapshot(2)
    };
    case.append_snapshots(slice::from_ref(&revised), "{}", recorded_at())
        .unwrap();
    assert_eq!(case.replace_histories(&[of_now], recorded_at()).unwrap(), 0);
    let ids = [snapshot(1).id, revised.id, snapshot(3).id];
    let of_now = StoredHistory {
        made_from: history_digest("ridgemap", SIDE, "held", &ids),
        ..history("held", 3, b"revised")
    };
    assert_eq!(
        case.replace_histories(slice::from_ref(&of_now), recorded_at())
            .unwrap(),
        1
    );
    assert_eq!(stored(&case), [of_now]);
}

#[test]
fn writers_side_by_side_make_the_table_once_and_leave_whole_rows() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ridge.gpkg");
    drop(filled_case(&path));
    thread::scope(|scope| {
        for writer in 0..4_u8 {
            let path = &path;
            scope.spawn(move || {
                let mut case = Case::open(path).unwrap();
                for round in 0..5 {
                    let bytes = vec![writer * 5 + round; 30_000];
                    let both = ["held", "contested"].map(|layer| history(layer, 3, &bytes));
                    assert_eq!(case.replace_histories(&both, recorded_at()).unwrap(), 2);
                }
            });
        }
    });
    let case = Case::open(&path).unwrap();
    let rows = stored(&case);
    assert_eq!(rows.len(), 2);
    // Both are of one transaction.
    assert_eq!(rows[0].bytes, rows[1].bytes);
    assert!(case.verify().unwrap().is_clean());
}

#[test]
fn a_row_that_is_no_history_is_named_and_can_be_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ridge.gpkg");
    let mut case = filled_case(&path);
    let history = history("held", 3, b"whole");
    case.replace_histories(slice::from_ref(&history), recorded_at())
        .unwrap();
    Connection::open(&path)
        .unwrap()
        .execute_batch("UPDATE zone_histories SET made_from = 'x', bytes = 7")
        .unwrap();
    let error = case.histories("ridgemap", SIDE).unwrap_err();
    assert!(
        matches!(
            error,
            LedgerError::BadRow {
                table: "zone_histories",
                column: "made_from",
                ..
            }
        ),
        "{error}"
    );
    case.replace_histories(slice::from_ref(&history), recorded_at())
        .unwrap();
    assert_eq!(stored(&case), [history]);
}
