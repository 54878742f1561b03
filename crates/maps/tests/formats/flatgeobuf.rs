//! FlatGeobuf as it comes.

use crate::common::{fixture, read, refusal, ridge, ridge_with};

#[test]
fn the_layer_and_the_columns_reach_the_legend() {
    let manifest = ridge_with(
        "[[legend]]\nwhen = { layer = \"ridge\", code = \"7\", label = \"північний*\" }\nstate = \"unknown\"\n[[legend]]\nignore = true\n",
    );
    assert_eq!(read(&fixture("ridge.fgb"), &manifest).zones.len(), 1);
}

#[test]
fn a_file_that_breaks_off_is_refused_with_the_place() {
    let bytes = fixture("ridge_plain.fgb");
    for (end, place) in [
        (9, "header"),
        (200, "header"),
        (bytes.len() - 8, "feature 3"),
    ] {
        let error = refusal(&bytes[..end], &ridge());
        assert!(
            error.starts_with(&format!(
                "maps/ridge, {place}: broken FlatGeobuf: it breaks off"
            )),
            "{error}"
        );
    }
    // Cut between two features, so that only the header knows.
    let third = bytes.len() - last_feature_bytes(&bytes);
    assert_eq!(
        refusal(&bytes[..third], &ridge()),
        "maps/ridge, features: broken FlatGeobuf: it has 2 where its header says 3"
    );
}

/// Bytes of the last feature with its size, found by walking over the sizes.
fn last_feature_bytes(bytes: &[u8]) -> usize {
    let size = |at: usize| {
        4 + u32::from_le_bytes(bytes[at..at + 4].try_into().expect("four bytes")) as usize
    };
    let mut at = 8;
    at += size(at);
    let mut last = 0;
    while at < bytes.len() {
        last = size(at);
        at += last;
    }
    last
}
