//! Precision and recall of `contradicts` when every other field is gold.
//!
//! Usage: `cargo run -p salient-checks --example relations_eval -- CORPUS.jsonl`
#![expect(
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a measuring tool reads a file and prints"
)]

use std::collections::BTreeSet;

use salient_checks::{WordedClaim, relate_claims};
use salient_model::{ClaimId, Relation, RelationKind};
use salient_record::read_corpus_line;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args()
        .nth(1)
        .ok_or("usage: relations_eval CORPUS.jsonl")?;
    let mut totals = [[0_usize; 3]; 2];
    for (n, line) in std::fs::read_to_string(&path)?.lines().enumerate() {
        let gold = read_corpus_line(line, &format!("{path}:{}", n + 1))?;
        let found = relate_claims(&WordedClaim::of_text(&gold.claims, &gold.text));
        for (kind, total) in [RelationKind::Contradicts, RelationKind::InTension]
            .into_iter()
            .zip(&mut totals)
        {
            let (expected, found) = (pairs(&gold.relations, kind), pairs(&found, kind));
            total[0] += expected.intersection(&found).count();
            total[1] += found.len();
            total[2] += expected.len();
            if kind == RelationKind::Contradicts && std::env::args().nth(2).is_some() {
                for (mark, pair) in found
                    .difference(&expected)
                    .map(|pair| ("extra", pair))
                    .chain(expected.difference(&found).map(|pair| ("missed", pair)))
                {
                    let show = |id: &ClaimId| {
                        gold.claims
                            .iter()
                            .find(|claim| claim.id == *id)
                            .map_or_else(String::new, |claim| {
                                format!(
                                    "{} {} {} {:?}",
                                    claim.claim_type,
                                    claim.force,
                                    claim.polarity,
                                    claim.span.slice(&gold.text).unwrap_or_default()
                                )
                            })
                    };
                    println!(
                        "{mark} {}: {} | {}",
                        gold.name,
                        show(&pair.0),
                        show(&pair.1)
                    );
                }
            }
        }
    }
    for (name, [hits, found, expected]) in ["contradicts", "in_tension"].iter().zip(totals) {
        let (precision, recall) = (
            hits as f64 / found.max(1) as f64,
            hits as f64 / expected.max(1) as f64,
        );
        println!(
            "{name}: precision {precision:.2} ({hits}/{found}), recall {recall:.2} ({hits}/{expected})"
        );
    }
    Ok(())
}

fn pairs(relations: &[Relation], kind: RelationKind) -> BTreeSet<(ClaimId, ClaimId)> {
    relations
        .iter()
        .filter(|relation| relation.kind == kind)
        .map(|relation| {
            let (one, other) = (relation.from.clone(), relation.to.clone());
            if one <= other {
                (one, other)
            } else {
                (other, one)
            }
        })
        .collect()
}
