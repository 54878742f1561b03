//! Times the measures over whole series, and writes their answers down so that other software can be asked for the same ones first.
//!
//! **What.** `salient-benches prepare DATA OUT` reads real series from `DATA` as `salient maps add` does, and writes the held zone of each day, the places,
//! and a town into `OUT`. `salient-benches measure OUT` reads those files back, works, and prints one JSON object. `salient-benches reading DATA` times
//! the reading itself. `peers/compare.py` runs both, and the same
//! work in other software on the same files. See the README beside.
//!
//! **Units.** CPU seconds of this thread, the least of some runs.

#![expect(
    clippy::print_stdout,
    reason = "the program's result goes to the standard output"
)]

mod clock;
mod measure;
mod prepare;
mod reading;
mod series;

use std::path::Path;

use anyhow::{Result, bail};

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words[..] {
        ["prepare", data, out] => prepare::prepare(Path::new(data), Path::new(out)),
        ["measure", out] => {
            println!("{}", measure::measure(Path::new(out))?);
            Ok(())
        }
        ["reading", data] => {
            println!("{}", reading::reading(Path::new(data))?);
            Ok(())
        }
        // What `cargo bench` and `cargo test` pass on.
        _ => bail!(
            "usage: salient-benches prepare DATA OUT | salient-benches measure OUT | salient-benches reading DATA"
        ),
    }
}
