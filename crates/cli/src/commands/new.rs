//! `salient new`.

use std::path::PathBuf;

use clap::Args;
use salient_ledger::{Case, CaseInfo};
use salient_names::theatre;

use crate::failure::{Ended, Failure, say};
use crate::period::now;
use crate::wiring::case_path;

/// Arguments.
#[derive(Debug, Args)]
#[command(after_help = "Example: salient new pokrovsk --theatre ukraine")]
pub(crate) struct New {
    /// Name of the case; `.gpkg` is added when it is missing
    case: PathBuf,
    /// Theatre pack: actors, sides, and places (`generic` fits anywhere)
    #[arg(long)]
    theatre: String,
    /// Title for people
    #[arg(long)]
    title: Option<String>,
}

impl New {
    pub(crate) fn run(self) -> Result<Ended, Failure> {
        theatre(&self.theatre).map_err(|error| Failure::usage(error.to_string()))?;
        let path = case_path(&self.case);
        let title = self.title.unwrap_or_else(|| {
            path.file_stem()
                .map(|stem| stem.to_string_lossy().into_owned())
                .unwrap_or_default()
        });
        let info = CaseInfo {
            theatre: self.theatre,
            title,
            created: now(),
        };
        let case = Case::create(&path, &info).map_err(Failure::data)?;
        say(&format!(
            "{}: new case, edition {}",
            path.display(),
            case.edition().map_err(Failure::data)?
        ));
        Ok(Ended::Fine)
    }
}
