//! The `salient` command.

fn main() {}
