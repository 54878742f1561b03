//! `salient brief`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use salient_model::Date;
use salient_views::brief::{render_html, render_markdown, render_terminal};

use crate::failure::{Ended, Failure, say};
use crate::output;
use crate::period::{date, today};
use crate::wiring::{BriefFlags, Places, case_dossier, open_case};

/// How the brief is printed when it does not go to a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum BriefFormat {
    /// Plain text.
    Terminal,
    /// Markdown.
    Markdown,
    /// HTML.
    Html,
}

/// Arguments.
#[derive(Debug, Args)]
#[command(after_help = "Example: salient brief pokrovsk Pokrovsk --on 2025-11-08 --out brief.html")]
pub(crate) struct Brief {
    /// The case
    case: PathBuf,
    /// The place; the one with the most claims when not given
    place: Option<String>,
    /// As-of date: no later claim and no later map is used; today when not given
    #[arg(long, value_parser = date)]
    on: Option<Date>,
    /// Side whose ground the maps are asked for; the one that most maps draw when not given
    #[arg(long)]
    actor: Option<String>,
    /// Outlets to ask; all when not given
    #[arg(long)]
    outlet: Vec<String>,
    /// File to write; `.html` or `.md` decide the format
    #[arg(long)]
    out: Option<PathBuf>,
    /// How to print to stdout
    #[arg(long, value_enum)]
    format: Option<BriefFormat>,
}

impl Brief {
    pub(crate) fn run(self) -> Result<Ended, Failure> {
        let mut case = open_case(&self.case)?;
        let mut places = Places::of_case(&case)?;
        let flags = BriefFlags {
            place: self.place,
            on: self.on.unwrap_or_else(today),
            actor: self.actor,
            outlets: self.outlet,
            synthetic: false,
        };
        let dossier = case_dossier(&mut case, &mut places, &flags)?;
        let by_name = self
            .out
            .as_deref()
            .and_then(|path| path.extension())
            .and_then(|extension| extension.to_str())
            .map(|extension| match extension {
                "html" | "htm" => BriefFormat::Html,
                "md" => BriefFormat::Markdown,
                _ => BriefFormat::Terminal,
            });
        let text = match self.format.or(by_name).unwrap_or(BriefFormat::Terminal) {
            BriefFormat::Terminal => {
                render_terminal(&dossier, usize::from(output::terminal_width()))
            }
            BriefFormat::Markdown => render_markdown(&dossier),
            BriefFormat::Html => render_html(&dossier).map_err(Failure::data)?,
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
