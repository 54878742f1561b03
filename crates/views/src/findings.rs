//! Findings and relations as tables and in full.

use std::fmt::Write as _;

use salient_checks::dossier::LoadedClaim;
use salient_model::{ClaimId, Finding, MapValue, Relation};

use crate::format;
use crate::statement::Statement;
use crate::table::{Table, Value};

const NOTHING_TO_ASK: &str = "No claim of this case can be set against a map.\n";

/// Findings, a row each.
#[must_use]
pub fn findings_table(findings: &[(&LoadedClaim, Finding)]) -> Table {
    let mut table = Table::new(&[
        ("claim_id", "claim"),
        ("source", "source"),
        ("force", "force"),
        ("claim_words", "words"),
        ("predicate", "asked"),
        ("place", "place"),
        ("outcome", "outcome"),
        ("reason_code", "code"),
        ("reason", "reason"),
    ]);
    for (loaded, finding) in findings {
        table.push(vec![
            loaded.claim.id.to_string().into(),
            loaded.claim.source.name.clone().into(),
            loaded.claim.force.as_str().into(),
            format::shortened(&loaded.quote, 90).into(),
            finding.predicate.as_str().into(),
            Value::text(finding.place.clone()),
            finding.outcome.as_str().into(),
            finding.reason.code.into(),
            finding.reason.words.clone().into(),
        ]);
    }
    table
}

/// Findings for the terminal: two lines each, the outcome first.
#[must_use]
pub fn findings_list(findings: &[(&LoadedClaim, Finding)]) -> String {
    let mut out = String::new();
    for (loaded, finding) in findings {
        let said = Statement::from(*loaded);
        let _ = writeln!(
            out,
            "{:<15} {} {} “{}” [{}]",
            format::outcome(finding.outcome),
            said.who,
            said.verb(),
            format::shortened(said.quote, 100),
            loaded.claim.id
        );
        let place = finding
            .place
            .as_deref()
            .map(|place| format!(", {place}"))
            .unwrap_or_default();
        let _ = writeln!(
            out,
            "{:<15} {}{place}: {}",
            "",
            finding.predicate.as_str().replace('_', " "),
            finding.reason.words
        );
    }
    if findings.is_empty() {
        out.push_str(NOTHING_TO_ASK);
    }
    out
}

/// Relations for the terminal: two lines each.
#[must_use]
pub fn relations_list(claims: &[LoadedClaim], relations: &[Relation]) -> String {
    let mut out = String::new();
    let words = |id: &ClaimId| {
        claims
            .iter()
            .find(|loaded| loaded.claim.id == *id)
            .map_or_else(String::new, |loaded| {
                let said = Statement::from(loaded);
                format!(
                    "{} {} “{}” [{}]",
                    said.who,
                    said.verb(),
                    format::shortened(said.quote, 90),
                    loaded.claim.id
                )
            })
    };
    for relation in relations {
        let _ = writeln!(
            out,
            "{:<15} {}\n{:<15} {}\n{:<15} {}",
            relation.kind.as_str().replace('_', " "),
            words(&relation.from),
            "",
            words(&relation.to),
            "",
            relation.reason
        );
    }
    out
}

/// Findings in full: every value of every map with its definition and dates.
#[must_use]
pub fn explained(findings: &[(&LoadedClaim, Finding)]) -> String {
    let mut out = String::new();
    for (loaded, finding) in findings {
        let _ = writeln!(
            out,
            "{} {}",
            loaded.claim.id,
            Statement::from(*loaded).line()
        );
        let _ = writeln!(
            out,
            "  in {}, {}–{} of text {}…, published {}",
            loaded.outlet,
            loaded.code_points.0,
            loaded.code_points.1,
            loaded.text_hash.get(..12).unwrap_or_default(),
            loaded
                .published
                .map_or_else(|| "without date".to_owned(), |date| date.to_string())
        );
        let _ = writeln!(
            out,
            "  asked: {}{}{}",
            finding.predicate.as_str(),
            finding
                .place
                .as_deref()
                .map(|place| format!(" of {place}"))
                .unwrap_or_default(),
            finding
                .side
                .as_deref()
                .map(|side| format!(", ground of {side}"))
                .unwrap_or_default()
        );
        let _ = writeln!(
            out,
            "  {}: {} [{}]",
            format::outcome(finding.outcome),
            finding.reason.words,
            finding.reason.code
        );
        for value in &finding.values {
            let _ = writeln!(out, "    {}", value_line(value));
        }
        for value in &finding.beside {
            let _ = writeln!(out, "    beside: {}", value_line(value));
        }
        out.push('\n');
    }
    if findings.is_empty() {
        out.push_str(NOTHING_TO_ASK);
    }
    out
}

fn value_line(value: &MapValue) -> String {
    let decimals = usize::from(value.unit != "percent") + 1;
    let number = value.value.map_or_else(
        || "no value".to_owned(),
        |number| format!("{} {}", format::number(number, decimals), value.unit),
    );
    let range = match (value.low, value.high) {
        (Some(low), Some(high)) if (high - low).abs() > 1e-9 => {
            format!(" ({})", format::range(low, high, decimals))
        }
        _ => String::new(),
    };
    let not_drawn = value
        .not_drawn
        .map(|share| format!(", not drawn {} percent", format::number(share * 100.0, 0)))
        .unwrap_or_default();
    let allows = match value.allows {
        Some(true) => "allows the claim",
        Some(false) => "does not allow the claim",
        None => "does not decide",
    };
    format!(
        "{}, file of {}, end of {}: {number}{range}{not_drawn}; {}; {allows}",
        value.outlet, value.drawn, value.as_of, value.measure
    )
}
