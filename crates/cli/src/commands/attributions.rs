//! `salient attributions`.

use std::path::PathBuf;

use clap::Args;
use salient_model::CodePointIndex;
use salient_record::attribution_to_record;
use salient_views::claims::attributions_table;

use super::read::ReadFormat;
use crate::failure::{Ended, Failure};
use crate::output::{self, Format};
use crate::wiring::{DocumentFlags, Reader, Tagger, one_input, read_item};

/// Arguments.
#[derive(Debug, Args)]
#[command(
    after_help = "Example: salient attributions dispatch.txt --format jsonl\n         salient attributions article.txt --tagger learned\n\nA line each: {\"source\":[[s,e]],\"cue\":[[s,e]],\"content\":[[s,e]],\"inside\":null}; offsets are Unicode code points."
)]
pub(crate) struct Attributions {
    /// Text, Markdown, or HTML file; `-` reads standard input
    file: PathBuf,
    /// What finds them
    #[arg(long, value_enum, default_value = "rules")]
    tagger: Tagger,
    /// How to print
    #[arg(long, value_enum, default_value = "table")]
    format: ReadFormat,
}

impl Attributions {
    pub(crate) fn run(self) -> Result<Ended, Failure> {
        let item = one_input(&self.file)?;
        let reader = Reader::with(self.tagger);
        let document = read_item(&item, &DocumentFlags::default())?;
        let attributions = reader.attributions(&document);
        match self.format {
            ReadFormat::Table => {
                output::write_table(&attributions_table(&document, &attributions), Format::Table)?;
            }
            ReadFormat::Jsonl => {
                let index = CodePointIndex::new(&document.text);
                let mut lines = String::new();
                for attribution in &attributions {
                    let record = attribution_to_record(attribution, &index);
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
