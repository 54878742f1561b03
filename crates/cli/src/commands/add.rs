//! `salient add`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use salient_intake::{Limits, read_inputs};
use salient_ledger::Appended;
use salient_model::Date;

use crate::failure::{Ended, Failure, also, chain, counted, say};
use crate::period::{date, now};
use crate::progress;
use crate::wiring::{DocumentFlags, Policy, Reader, open_case, read_item, report};

/// How much of a text views may print.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum PolicyFlag {
    /// At most 25 words per claim.
    OffsetsOnly,
    /// The text may be shown.
    Store,
}

/// Arguments.
#[derive(Debug, Args)]
#[command(
    after_help = "Example: salient add pokrovsk reports/ --outlet \"My Agency\" --published 2025-11-08\n\nJSON Lines bring their own outlet, published, title, url, and theatre fields. A document that is already in the case is left as it is."
)]
pub(crate) struct Add {
    /// The case
    case: PathBuf,
    /// Files, folders, or `-`
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Publication date. The own one of a JSON line comes first; a page that states another gets a remark
    #[arg(long, value_parser = date)]
    published: Option<Date>,
    /// Outlet. The own one of a JSON line comes first
    #[arg(long)]
    outlet: Option<String>,
    /// What views may print of the texts
    #[arg(long, value_enum, default_value = "offsets-only")]
    text_policy: PolicyFlag,
    /// Largest text in megabytes
    #[arg(long, default_value_t = 20)]
    max_megabytes: usize,
}

impl Add {
    pub(crate) fn run(self) -> Result<Ended, Failure> {
        let mut case = open_case(&self.case)?;
        let theatre = case.info().map_err(Failure::data)?.theatre;
        let limits = Limits {
            max_document_bytes: self.max_megabytes as u64 * 1_000_000,
            ..Limits::default()
        };
        let (items, errors) = read_inputs(&self.files, &limits);
        let mut n_bad = 0;
        for error in &errors {
            let mark = if error.is_skip() { "" } else { "error: " };
            say(&format!("{mark}{}", chain(error)));
            n_bad += usize::from(!error.is_skip());
        }
        let flags = DocumentFlags {
            published: self.published,
            outlet: self.outlet,
            theatre: Some(theatre),
            text_policy: match self.text_policy {
                PolicyFlag::OffsetsOnly => Policy::OffsetsOnly,
                PolicyFlag::Store => Policy::Store,
            },
            max_bytes: Some(self.max_megabytes * 1_000_000),
        };
        let mut reader = Reader::default();
        let (mut n_added, mut n_present, mut n_claims) = (0, 0, 0);
        let bar = progress::bar(items.len() as u64, "reading");
        for item in &items {
            bar.inc(1);
            let document = match read_item(item, &flags) {
                Ok(document) => document,
                Err(failure) => {
                    failure.report();
                    n_bad += 1;
                    continue;
                }
            };
            let extraction = reader.extract(&document)?;
            report(&document, &extraction.diagnostics);
            let appended = case
                .append_document(
                    &document,
                    &item.bytes,
                    &extraction.claims,
                    &extraction.attributions,
                    now(),
                )
                .map_err(Failure::data)?;
            match appended {
                Appended::Added { .. } => {
                    n_added += 1;
                    n_claims += extraction.claims.len();
                }
                Appended::AlreadyPresent => n_present += 1,
            }
        }
        bar.finish_and_clear();
        say(&format!(
            "{}: {} with {} added{}{}; edition {}",
            case.path().display(),
            counted(n_added, "document"),
            counted(n_claims, "claim"),
            also(n_present, "already there"),
            also(n_bad, "not readable"),
            case.edition().map_err(Failure::data)?
        ));
        Ok(if n_bad > 0 {
            Ended::WithBadData
        } else {
            Ended::Fine
        })
    }
}
