//! Scores source, cue, and content.

use salient_model::{Attribution, ByteSpan};

use super::matching::is_lenient;
use super::report::{DocumentTallies, ScoreReport};

pub(super) const MEASURES: &[(&str, bool)] = &[
    ("attribution", false),
    ("attribution_source", true),
    ("attribution_cue", true),
    ("attribution_inside", true),
];

/// Gold and predicted attributions of one text.
#[derive(Debug, Clone, Copy)]
pub struct AttributionPair<'a> {
    /// Gold.
    pub gold: &'a [Attribution],
    /// Predicted.
    pub predicted: &'a [Attribution],
}

/// Scores attributions: two match when their contents, from first to last part, match leniently and their cues overlap (or neither has
/// one). On matches: do the sources overlap (or are both empty), do the cues have the same ends, is the outer attribution the same.
#[must_use]
pub fn score_attributions(documents: &[AttributionPair<'_>]) -> ScoreReport {
    let tallies: Vec<DocumentTallies> = documents.iter().map(tally).collect();
    ScoreReport::from_documents(&tallies)
}

fn tally(document: &AttributionPair<'_>) -> DocumentTallies {
    let mut tallies = DocumentTallies::default();
    let mut partner_of_gold: Vec<Option<usize>> = vec![None; document.gold.len()];
    let mut taken = vec![false; document.predicted.len()];
    for (gold_idx, gold) in document.gold.iter().enumerate() {
        let found = document
            .predicted
            .iter()
            .enumerate()
            .find(|(idx, predicted)| !taken[*idx] && is_same(gold, predicted));
        if let Some((idx, _predicted)) = found {
            taken[idx] = true;
            partner_of_gold[gold_idx] = Some(idx);
        }
    }
    let n_hits = partner_of_gold.iter().flatten().count();
    tallies.add(
        "attribution",
        n_hits,
        document.predicted.len(),
        document.gold.len(),
    );
    for (gold_idx, partner) in partner_of_gold.iter().enumerate() {
        let Some(partner) = partner else { continue };
        let (gold, predicted) = (&document.gold[gold_idx], &document.predicted[*partner]);
        tallies.add_case(
            "attribution_source",
            overlap(&gold.source, &predicted.source),
        );
        tallies.add_case("attribution_cue", gold.cue == predicted.cue);
        let outer = gold
            .inside
            .and_then(|outer| partner_of_gold.get(outer).copied().flatten());
        tallies.add_case("attribution_inside", outer == predicted.inside);
    }
    tallies
}

fn is_same(gold: &Attribution, predicted: &Attribution) -> bool {
    match (cover(&gold.content), cover(&predicted.content)) {
        (Some(gold_content), Some(predicted_content)) => {
            is_lenient(gold_content, predicted_content) && overlap(&gold.cue, &predicted.cue)
        }
        _ => false,
    }
}

fn cover(spans: &[ByteSpan]) -> Option<ByteSpan> {
    spans.iter().copied().reduce(ByteSpan::cover)
}

/// Whether two lists of spans share a byte, or are both empty.
fn overlap(left: &[ByteSpan], right: &[ByteSpan]) -> bool {
    (left.is_empty() && right.is_empty())
        || left
            .iter()
            .any(|left| right.iter().any(|right| left.overlap(*right) > 0))
}
