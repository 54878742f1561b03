//! A build that cannot go to the network says so, and how to get one that can.

use crate::support::Desk;

#[test]
fn what_was_left_out_of_the_build_is_named_with_the_way_to_get_it() {
    let ran = Desk::new().run(&["maps", "fetch", "deepstate"]);
    assert_eq!(ran.code, 2);
    assert!(
        ran.stderr
            .contains("cargo install --path crates/cli --features fetch"),
        "{}",
        ran.stderr
    );
}
