//! Compares predicted claims and attributions with gold ones.
//!
//! **What.** Precision, recall, and F1 of claims by span, and of every field on the claims that match, with intervals by resampling whole
//! documents. Not for comparing two editions of a case: identifiers play no part, only spans and values do.
//!
//! **Shape.** One [`ScoredDocument`] per text holds gold and prediction side by side. [`score_claims`] gives a [`ScoreReport`] whose
//! measures keep a fixed order. Its `Display` is a plain text table.
//!
//! **Matching.** Two spans match leniently when they share at least half of the shorter one and their intersection over union is at least
//! 0.3; strictly when intersection over union is at least 0.9. Candidate pairs are taken one to one, best first, by intersection over union
//! with small bonuses for equal source and equal type, so that two claimants over one span do not swap places.
//!
//! **Core F1.** Recall is over gold claims of tier `core`. A prediction that matches no gold claim of any tier counts against precision; one
//! that matches a `secondary` or `optional` claim counts neither way.
//!
//! **Errors and doubt.** Nothing fails. A measure without a case has no value and prints as a dash. Intervals are 95 percent percentile
//! bootstrap intervals over documents, with a fixed seed.

mod attributions;
mod errors;
mod fields;
mod interval;
mod matching;
mod report;
mod units;

use salient_model::{Claim, Relation, RelationKind, Tier};

pub use attributions::{AttributionPair, score_attributions};
pub use errors::{ErrorKind, list_errors};
pub use interval::Interval;
pub use matching::{MatchedPair, match_claims};
pub use report::{Measure, ScoreReport, Tally};

use fields::{score_pair, score_relations};
use matching::is_strict;
use report::DocumentTallies;

/// One text with its gold claims and the predicted ones.
#[derive(Debug, Clone, Copy)]
pub struct ScoredDocument<'a> {
    /// Name for the list of errors.
    pub name: &'a str,
    /// The text that all spans point into.
    pub text: &'a str,
    /// Gold claims.
    pub gold: &'a [Claim],
    /// Gold relations.
    pub gold_relations: &'a [Relation],
    /// Predicted claims.
    pub predicted: &'a [Claim],
    /// Predicted relations.
    pub predicted_relations: &'a [Relation],
}

/// Scores predicted claims against gold claims.
#[must_use]
pub fn score_claims(documents: &[ScoredDocument<'_>]) -> ScoreReport {
    let tallies: Vec<DocumentTallies> = documents.iter().map(tally_document).collect();
    ScoreReport::from_documents(&tallies)
}

fn tally_document(document: &ScoredDocument<'_>) -> DocumentTallies {
    let pairs = match_claims(document.gold, document.predicted);
    let mut tallies = DocumentTallies::default();
    let n_of = |tier: Tier| {
        document
            .gold
            .iter()
            .filter(|claim| claim.tier == tier)
            .count()
    };
    let n_matched = |tier: Tier| {
        pairs
            .iter()
            .filter(|pair| document.gold[pair.gold].tier == tier)
            .count()
    };
    let n_false = document.predicted.len() - pairs.len();
    let n_core = n_matched(Tier::Core);
    tallies.add("core", n_core, n_core + n_false, n_of(Tier::Core));
    let n_strict = |core_only: bool| {
        pairs
            .iter()
            .filter(|pair| {
                let gold = &document.gold[pair.gold];
                (!core_only || gold.tier == Tier::Core)
                    && is_strict(gold.span, document.predicted[pair.predicted].span)
            })
            .count()
    };
    // A strict miss still hit something, so it stays in the denominator of precision.
    tallies.add(
        "core_strict",
        n_strict(true),
        n_core + n_false,
        n_of(Tier::Core),
    );
    tallies.add(
        "all",
        pairs.len(),
        document.predicted.len(),
        document.gold.len(),
    );
    tallies.add(
        "all_strict",
        n_strict(false),
        document.predicted.len(),
        document.gold.len(),
    );
    for (name, tier) in [
        ("secondary_recall", Tier::Secondary),
        ("optional_recall", Tier::Optional),
    ] {
        tallies.add(name, n_matched(tier), 0, n_of(tier));
    }
    for pair in &pairs {
        score_pair(
            &document.gold[pair.gold],
            &document.predicted[pair.predicted],
            document.text,
            &mut tallies,
        );
    }
    score_relations(document, &pairs, RelationKind::Contradicts, &mut tallies);
    score_relations(document, &pairs, RelationKind::InTension, &mut tallies);
    tallies
}

#[cfg(test)]
mod tests;
