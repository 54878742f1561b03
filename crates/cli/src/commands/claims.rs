//! `salient claims`.

use std::collections::BTreeSet;
use std::path::PathBuf;

use clap::Args;
use salient_checks::{
    dossier::{LoadedClaim, load_claims},
    relate_claims,
};
use salient_ledger::ClaimFilter;
use salient_model::{ClaimType, Date};
use salient_views::claims::case_claims_table;
use salient_views::table::{Table, Value};

use crate::asked::period_is_forward;
use crate::failure::{Ended, Failure};
use crate::output::{self, Format};
use crate::period::date;
use crate::wiring::{open_case, vocabulary};

/// Arguments.
#[derive(Debug, Args)]
#[command(
    after_help = "Example: salient claims pokrovsk --disputed --place Pokrovsk --since 2025-11-01\n\nThe table has the beginnings of identifiers, which `salient check CASE CLAIM` takes; the other formats have every field."
)]
pub(crate) struct Claims {
    /// The case
    case: PathBuf,
    /// Only claims that contradict another one
    #[arg(long)]
    disputed: bool,
    /// Only claims about this place
    #[arg(long)]
    place: Option<String>,
    /// Only claims by this source (part of its name, or its side's key)
    #[arg(long)]
    source: Option<String>,
    /// Only claims of this type
    #[arg(long = "type", value_parser = vocabulary::<ClaimType>)]
    claim_type: Option<ClaimType>,
    /// Published on this day or later
    #[arg(long, value_parser = date)]
    since: Option<Date>,
    /// Published on this day or before
    #[arg(long, value_parser = date)]
    until: Option<Date>,
    /// How to print
    #[arg(long, value_enum, default_value = "table")]
    format: Format,
}

impl Claims {
    pub(crate) fn run(self) -> Result<Ended, Failure> {
        period_is_forward(self.since, self.until)?;
        let case = open_case(&self.case)?;
        let filter = ClaimFilter {
            place: self.place,
            claim_type: self.claim_type,
            published_from: self.since,
            published_to: self.until,
            ..ClaimFilter::default()
        };
        let asked: BTreeSet<_> = case
            .claims(&filter)
            .map_err(Failure::data)?
            .into_iter()
            .map(|claim| claim.id)
            .collect();
        // Relations are looked for among all claims: the rival of a claim that is asked for may lie outside the filter.
        let mut loaded = load_claims(&case, &ClaimFilter::default()).map_err(Failure::data)?;
        let worded: Vec<_> = loaded.iter().map(LoadedClaim::worded).collect();
        let relations = relate_claims(&worded);
        loaded.retain(|loaded| asked.contains(&loaded.claim.id));
        if let Some(words) = self.source.as_deref().map(str::to_lowercase) {
            loaded.retain(|loaded| {
                let source = &loaded.claim.source;
                source.name.to_lowercase().contains(&words) || source.side.to_lowercase() == words
            });
        }
        if self.disputed {
            loaded.retain(|loaded| {
                relations.iter().any(|relation| {
                    relation.kind == salient_model::RelationKind::Contradicts
                        && (relation.from == loaded.claim.id || relation.to == loaded.claim.id)
                })
            });
        }
        let whole = case_claims_table(&loaded, &relations);
        if self.format == Format::Table {
            output::write_table(&for_people(&whole), self.format)?;
        } else {
            output::write_table(&whole, self.format)?;
        }
        Ok(Ended::Fine)
    }
}

/// The columns that fit a terminal: all of them side by side would leave a letter or two for each.
fn for_people(whole: &Table) -> Table {
    const COLUMNS: [(&str, &str); 7] = [
        ("claim_id", "claim"),
        ("published", "published"),
        ("source", "source"),
        ("force", "act"),
        ("claim", "words"),
        ("place", "place"),
        ("contradicts", "contradicts"),
    ];
    let mut table = Table::new(&COLUMNS);
    let rows = whole.to_json();
    for row in rows.as_array().into_iter().flatten() {
        let cell = |(key, _): (&str, &str)| {
            let words = row[key].as_str()?;
            Some(match key {
                "claim_id" | "contradicts" => beginnings(words),
                _ => words.to_owned(),
            })
        };
        table.push(COLUMNS.map(|column| Value::text(cell(column))).to_vec());
    }
    table
}

/// The first eight letters of each identifier.
fn beginnings(identifiers: &str) -> String {
    let short: Vec<&str> = identifiers
        .split_whitespace()
        .map(|identifier| identifier.get(..8).unwrap_or(identifier))
        .collect();
    short.join(" ")
}
