//! `salient export`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use salient_checks::{
    dossier::{LoadedClaim, load_claims},
    relate_claims,
};
use salient_ledger::ClaimFilter;
use salient_views::claims::case_claims_table;
use salient_views::export::{claims_geojson, claims_jsonl};

use crate::failure::{Ended, Failure, say};
use crate::output;
use crate::wiring::open_case_to_read;

/// What to write.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ExportFormat {
    /// Claims, a row each.
    Csv,
    /// Claims in the record format, one per line.
    Jsonl,
    /// Claims as points, where a place is known.
    Geojson,
}

/// Arguments.
#[derive(Debug, Args)]
#[command(
    after_help = "Example: salient export pokrovsk --format geojson --out claims.geojson\n\nThe case itself opens in QGIS, GDAL, and Datasette as it is."
)]
pub(crate) struct Export {
    /// The case
    case: PathBuf,
    /// What to write
    #[arg(long, value_enum)]
    format: ExportFormat,
    /// File to write; stdout when not given
    #[arg(long)]
    out: Option<PathBuf>,
}

impl Export {
    pub(crate) fn run(self) -> Result<Ended, Failure> {
        let case = open_case_to_read(&self.case)?;
        let loaded = load_claims(&case, &ClaimFilter::default()).map_err(Failure::data)?;
        let worded: Vec<_> = loaded.iter().map(LoadedClaim::worded).collect();
        let relations = relate_claims(&worded);
        let text = match self.format {
            ExportFormat::Csv => case_claims_table(&loaded, &relations)
                .to_csv()
                .map_err(Failure::data)?,
            ExportFormat::Geojson => claims_geojson(&loaded, &relations),
            ExportFormat::Jsonl => {
                let mut documents = Vec::new();
                for info in case.documents().map_err(Failure::data)? {
                    let claims = case
                        .claims(&ClaimFilter {
                            document: Some(info.id.clone()),
                            ..ClaimFilter::default()
                        })
                        .map_err(Failure::data)?;
                    documents.extend(
                        case.document(&info.id)
                            .map_err(Failure::data)?
                            .map(|document| (document, claims)),
                    );
                }
                claims_jsonl(&documents, &relations)
            }
        };
        match self.out {
            None => output::write(&text)?,
            Some(path) => {
                output::write_file(&path, &text)?;
                say(&format!("{}", path.display()));
            }
        }
        Ok(Ended::Fine)
    }
}
