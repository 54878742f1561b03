//! `salient read`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use salient_checks::{WordedClaim, relate_claims};
use salient_model::{CodePointIndex, Date};
use salient_record::with_relations;
use salient_views::claims::claims_table;

use crate::failure::{Ended, Failure};
use crate::output::{self, Format};
use crate::period::date;
use crate::wiring::{DocumentFlags, Reader, one_input, read_item, report};

/// How claims are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReadFormat {
    /// For people.
    Table,
    /// One claim per line, in the corpus format (see docs/json.md).
    Jsonl,
}

/// Arguments.
#[derive(Debug, Args)]
#[command(
    after_help = "Example: salient read dispatch.txt --published 2025-11-11 --outlet \"My Agency\" --theatre ukraine\n\nOffsets in JSON are Unicode code points, half-open, into the text as given."
)]
pub(crate) struct Read {
    /// Text, Markdown, or HTML file; `-` reads standard input
    file: PathBuf,
    /// Publication date, which relative dates count from
    #[arg(long, value_parser = date)]
    published: Option<Date>,
    /// Who published it
    #[arg(long)]
    outlet: Option<String>,
    /// Theatre pack; guessed from the names in the text when not given
    #[arg(long)]
    theatre: Option<String>,
    /// How to print
    #[arg(long, value_enum, default_value = "table")]
    format: ReadFormat,
}

impl Read {
    pub(crate) fn run(self) -> Result<Ended, Failure> {
        let item = one_input(&self.file)?;
        let flags = DocumentFlags {
            published: self.published,
            outlet: self.outlet,
            theatre: self.theatre,
            ..DocumentFlags::default()
        };
        let mut reader = Reader::default();
        let document = read_item(&item, &flags)?;
        let extraction = reader.extract(&document)?;
        let relations = relate_claims(&WordedClaim::of_text(&extraction.claims, &document.text));
        let index = CodePointIndex::new(&document.text);
        report(&document, &extraction.diagnostics);
        match self.format {
            ReadFormat::Table => {
                output::write_table(
                    &claims_table(&document, &extraction.claims, &relations),
                    Format::Table,
                )?;
            }
            ReadFormat::Jsonl => {
                let mut lines = String::new();
                for record in with_relations(&extraction.claims, &relations, &index) {
                    lines.push_str(&serde_json::to_string(&record).map_err(Failure::data)?);
                    lines.push('\n');
                }
                if !lines.is_empty() {
                    output::write(&lines)?;
                }
            }
        }
        Ok(Ended::Fine)
    }
}
