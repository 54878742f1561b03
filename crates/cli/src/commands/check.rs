//! `salient check`.

use std::path::PathBuf;

use clap::Args;
use salient_checks::{
    check_claim,
    dossier::{LoadedClaim, load_claims},
    relate_claims,
};
use salient_ledger::ClaimFilter;
use salient_model::{Outcome, RelationKind};
use salient_views::findings::{explained, findings_list, findings_table, relations_list};

use crate::asked::maps_of;
use crate::failure::{Ended, Failure};
use crate::output::{self, Format};
use crate::period::{date, today};
use crate::wiring::{Places, open_case};

/// Arguments.
#[derive(Debug, Args)]
#[command(
    after_help = "Example: salient check pokrovsk --explain\n\nExit code 1 when a claim is inconsistent with every map asked, when maps disagree, or when claims contradict each other."
)]
pub(crate) struct Check {
    /// The case
    case: PathBuf,
    /// One claim (its identifier or the beginning of it)
    claim: Option<String>,
    /// Outlets to ask, or `all`
    #[arg(long, default_value = "all")]
    maps: Vec<String>,
    /// Every value of every map, with definitions
    #[arg(long)]
    explain: bool,
    /// Date by which forecasts count as due; today when not given
    #[arg(long, value_parser = date)]
    on: Option<salient_model::Date>,
    /// How to print
    #[arg(long, value_enum, default_value = "table")]
    format: Format,
}

impl Check {
    pub(crate) fn run(self) -> Result<Ended, Failure> {
        let case = open_case(&self.case)?;
        let only: Vec<String> = self
            .maps
            .iter()
            .filter(|outlet| *outlet != "all")
            .cloned()
            .collect();
        let maps = maps_of(&case, &only)?;
        let places = Places::of_case(&case)?;
        let loaded = load_claims(&case, &ClaimFilter::default()).map_err(Failure::data)?;
        let worded: Vec<_> = loaded.iter().map(LoadedClaim::worded).collect();
        let relations = relate_claims(&worded);
        let asked: Vec<_> = loaded
            .iter()
            .filter(|loaded| {
                self.claim
                    .as_deref()
                    .is_none_or(|wanted| loaded.claim.id.as_str().starts_with(wanted))
            })
            .collect();
        if let (Some(wanted), true) = (&self.claim, asked.is_empty()) {
            return Err(Failure::data_words(format!(
                "no claim {wanted} in {}",
                self.case.display()
            ))
            .hint("List them with: salient claims CASE"));
        }
        if let (Some(wanted), [first, second, ..]) = (&self.claim, asked.as_slice()) {
            return Err(Failure::usage(format!(
                "{} claims begin with {wanted:?}, such as {} and {}; expected one",
                asked.len(),
                first.claim.id,
                second.claim.id
            )));
        }
        let mut findings = Vec::new();
        for loaded in asked {
            let finding = check_claim(
                &loaded.claim,
                &loaded.words,
                &maps,
                places.access(),
                self.on.unwrap_or_else(today),
            )
            .map_err(Failure::data)?;
            findings.extend(finding.map(|finding| (loaded, finding)));
        }
        let shown: Vec<_> = relations
            .iter()
            .filter(|relation| {
                matches!(
                    relation.kind,
                    RelationKind::Contradicts
                        | RelationKind::InTension
                        | RelationKind::SupersededBy
                )
            })
            .filter(|relation| {
                self.claim.as_deref().is_none_or(|wanted| {
                    relation.from.as_str().starts_with(wanted)
                        || relation.to.as_str().starts_with(wanted)
                })
            })
            .cloned()
            .collect();
        if self.format == Format::Table {
            let findings_words = if self.explain {
                explained(&findings)
            } else {
                findings_list(&findings)
            };
            output::write(&format!("CLAIMS AGAINST MAPS\n{findings_words}"))?;
            if !shown.is_empty() {
                output::write(&format!(
                    "\nCLAIMS AGAINST CLAIMS\n{}",
                    relations_list(&loaded, &shown)
                ))?;
            }
        } else {
            output::write_table(&findings_table(&findings), self.format)?;
        }
        let noteworthy = findings.iter().any(|(_, finding)| {
            matches!(
                finding.outcome,
                Outcome::Inconsistent | Outcome::MapsDisagree
            )
        }) || shown
            .iter()
            .any(|relation| relation.kind == RelationKind::Contradicts);
        Ok(if noteworthy {
            Ended::WithFindings
        } else {
            Ended::Fine
        })
    }
}
