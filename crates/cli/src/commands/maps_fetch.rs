//! `salient maps fetch`: the one command that goes to the network.

#[cfg(feature = "fetch")]
mod run;

use std::path::PathBuf;

use clap::Args;
use salient_model::Date;

#[cfg(not(feature = "fetch"))]
use crate::failure::{Ended, Failure};
use crate::period::date;

/// Arguments of `maps fetch`.
#[derive(Debug, Args)]
#[command(
    after_help = "Example: salient maps fetch deepstate --from 2025-11-01 --to 2025-11-08 --into pokrovsk\n         salient maps fetch deepstate --from 2025-11-01 --dry-run\n         salient maps fetch mymap --manifest mymap.toml --from 2025-11-01 --dir maps/mymap\n\nA day that the server does not have is a gap: it is reported and no error. Files that are there are not asked for again."
)]
pub(crate) struct MapsFetch {
    /// Outlet: a built-in manifest's key, or the key in --manifest
    outlet: String,
    /// A manifest of your own that says where its maps are (TOML; see docs/outlets.md)
    #[arg(long)]
    manifest: Option<PathBuf>,
    /// First day; where the manifest knows it, the first day of the series
    #[arg(long, value_parser = date)]
    from: Option<Date>,
    /// Last day; today where it is left out
    #[arg(long, value_parser = date)]
    to: Option<Date>,
    /// Folder for the files; named after the outlet where it is left out
    #[arg(long, value_name = "FOLDER")]
    dir: Option<PathBuf>,
    /// Adds the files to this case afterwards
    #[arg(long, value_name = "CASE")]
    into: Option<PathBuf>,
    /// Prints the addresses and asks for nothing
    #[arg(long)]
    dry_run: bool,
    /// Asks about files that are there too, whether they changed
    #[arg(long)]
    refresh: bool,
    /// Also connects to this machine and its network, and makes no pauses
    #[arg(long)]
    allow_local: bool,
    /// Largest file, in bytes
    #[arg(long, value_name = "BYTES")]
    max_file_bytes: Option<u64>,
    /// Most bytes of all files together
    #[arg(long, value_name = "BYTES")]
    max_total_bytes: Option<u64>,
    /// Most requests
    #[arg(long, value_name = "N")]
    max_requests: Option<usize>,
    /// Longest time for one request, in seconds
    #[arg(long, value_name = "SECONDS", value_parser = clap::value_parser!(u64).range(1..=3600))]
    timeout: Option<u64>,
}

#[cfg(not(feature = "fetch"))]
impl MapsFetch {
    pub(crate) fn run(self) -> Result<Ended, Failure> {
        Err(Failure::usage(format!(
            "the maps of {:?} cannot be fetched: this salient was built without the feature fetch",
            self.outlet
        ))
        .hint(
            "Build it with: cargo install --path crates/cli --features fetch\nOr fetch the files yourself and add them: salient maps add CASE FILE --outlet KEY",
        ))
    }
}
