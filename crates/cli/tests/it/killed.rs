//! A killed `add` leaves the case as before or after, never between.

use std::process::Stdio;
use std::time::Duration;

use crate::support::{ADD_TEXTS, Desk, rows};

#[test]
fn a_killed_add_leaves_whole_documents_and_a_whole_chain() {
    let desk = Desk::new();
    desk.fine(&["new", "c", "--theatre", "generic"]);
    for n in 0..60 {
        let text = format!("The army said on Sunday that it had taken Ridge Town, quarter {n}. The governor denied it and put losses at {n} killed.\n").repeat(4);
        desk.write(&format!("texts/{n:02}.txt"), text);
    }
    let mut n_killed = 0;
    for round in 0..6 {
        let mut child = std::process::Command::new(assert_cmd::cargo::cargo_bin!("salient"))
            .current_dir(desk.path("."))
            .args(ADD_TEXTS)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(150 + 130 * round));
        n_killed += usize::from(child.kill().is_ok() && child.wait().unwrap().code().is_none());
        desk.fine(&["verify", "c"]);
    }
    assert!(n_killed > 0, "no round was killed while it worked");
    // What was interrupted can be finished.
    desk.add_texts();
    let claims = rows(&desk.fine(&["claims", "c", "--format", "json"]));
    let mut documents: Vec<&str> = claims
        .iter()
        .map(|claim| claim["document_id"].as_str().unwrap())
        .collect();
    documents.sort_unstable();
    documents.dedup();
    assert_eq!(documents.len(), 60);
    desk.fine(&["verify", "c"]);
}
