//! What the chart of shares draws: a line per map, and a bar for each share that a claim gives.

use salient_checks::dossier::{Dossier, short_name};
use salient_model::{Comparator, Force, Polarity};

use super::side_position;
use crate::svg::{ChartClaim, ChartSeries, Reach, share_chart};

/// More bars than this would hide the lines; the table has every figure.
const MOST_CLAIMS: usize = 3;

/// The chart; `None` without a series.
pub(super) fn chart(dossier: &Dossier, description: &str) -> Option<String> {
    let first = dossier
        .series
        .iter()
        .filter_map(|series| series.points.first())
        .map(|point| point.0)
        .min()?;
    let lines: Vec<_> = dossier
        .series
        .iter()
        .map(|series| ChartSeries {
            name: short_name(&series.name),
            points: &series.points,
        })
        .collect();
    Some(share_chart(
        &lines,
        &claims(dossier),
        (first, dossier.on),
        description,
    ))
}

/// Claims whose figure stands beside the measured share. A denied figure has no place on the axis.
fn claims(dossier: &Dossier) -> Vec<ChartClaim> {
    let beside = dossier
        .measures
        .iter()
        .filter(|row| row.unit == "percent")
        .flat_map(|row| &row.said);
    let claim_of = |note: usize| {
        let mut claims = dossier.topics.iter().flat_map(|topic| &topic.claims);
        claims.find(|claim| claim.note == note)
    };
    beside
        .filter_map(|(note, words)| {
            let claim = claim_of(*note)?;
            let record = &claim.claim;
            let quantity = record
                .quantities
                .iter()
                .find(|quantity| quantity.unit.starts_with("percent"))?;
            let is_denied = record.polarity == Polarity::Negative || record.force == Force::Denies;
            let last = record.time.end.or(claim.published)?;
            (!is_denied).then_some(ChartClaim {
                words: words.clone(),
                share: quantity.value?,
                reach: match quantity.comparator {
                    Comparator::Greater | Comparator::AtLeast => Reach::Above,
                    Comparator::Less | Comparator::AtMost | Comparator::JustUnder => Reach::Below,
                    _ => Reach::At,
                },
                days: (record.time.start.unwrap_or(last), last),
                side: side_position(dossier, &record.source.side),
            })
        })
        .take(MOST_CLAIMS)
        .collect()
}
