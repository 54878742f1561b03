//! The `salient` command: turns contested war reporting into a checkable record.
//!
//! **Shape.** Data goes to stdout, all else to stderr. Exit code 0: fine; 1: findings (contradictions with maps, a broken case); 2: usage; 3: bad data.
//!
//! **Never.** Nothing goes to the network but `maps fetch`. A rule that another room could own does not stand here.

mod asked;
mod commands;
mod failure;
mod number;
mod output;
mod period;
mod progress;
mod store;
mod wiring;

use std::process::ExitCode;

use clap::Parser;

use commands::Command;

/// Turns contested war reporting into a checkable record: who says what about which place and time, which claims cannot both hold, and what dated
/// maps of control allow. It prints no verdict: every statement is "according to".
#[derive(Debug, Parser)]
#[command(
    name = "salient",
    version,
    max_term_width = 100,
    after_help = "Start with: salient demo\nSalient is no targeting tool: it places no unit or person more finely than a settlement."
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    match period::clock_is_readable().and_then(|()| cli.command.run()) {
        Ok(ended) => ended.code(),
        Err(failure) => failure.report(),
    }
}
