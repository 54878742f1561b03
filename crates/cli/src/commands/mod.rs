//! One file per subcommand.

mod add;
mod attributions;
mod brief;
mod check;
mod claims;
mod demo;
mod export;
mod maps;
mod maps_diff;
mod maps_fetch;
mod measure;
mod new;
mod places;
mod read;
mod score;
mod verify;

use clap::Subcommand;

use crate::failure::{Ended, Failure};

/// What `salient` can do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Builds a small sample case from texts and maps inside the binary, and says where the brief is
    Demo(demo::Demo),
    /// Reads one text: its claims, with their relations
    Read(read::Read),
    /// Reads one text: source, cue, and content of every attribution
    Attributions(attributions::Attributions),
    /// Creates a case: one GeoPackage file
    New(new::New),
    /// Adds texts, HTML pages, JSON Lines, or folders to a case
    Add(add::Add),
    /// Adds, fetches, and lists maps of control
    #[command(subcommand)]
    Maps(maps::Maps),
    /// Imports and finds places in your own gazetteer
    #[command(subcommand)]
    Places(places::Places),
    /// Asks the maps of a case: area, share, change, front, distance, advance, enclosure, status, route, series
    Measure(measure::Measure),
    /// Lists the claims of a case
    Claims(claims::Claims),
    /// Sets claims against each other and against every map
    Check(check::Check),
    /// Prints what is known about a place: terminal, Markdown, or one HTML file
    Brief(brief::Brief),
    /// Scores claims against a gold file
    Score(score::Score),
    /// Re-hashes, re-slices, and replays a case
    Verify(verify::Verify),
    /// Exports a case as CSV, JSON Lines, or GeoJSON
    Export(export::Export),
}

impl Command {
    pub(crate) fn run(self) -> Result<Ended, Failure> {
        match self {
            Self::Demo(command) => command.run(),
            Self::Read(command) => command.run(),
            Self::Attributions(command) => command.run(),
            Self::New(command) => command.run(),
            Self::Add(command) => command.run(),
            Self::Maps(command) => command.run(),
            Self::Places(command) => command.run(),
            Self::Measure(command) => command.run(),
            Self::Claims(command) => command.run(),
            Self::Check(command) => command.run(),
            Self::Brief(command) => command.run(),
            Self::Score(command) => command.run(),
            Self::Verify(command) => command.run(),
            Self::Export(command) => command.run(),
        }
    }
}
