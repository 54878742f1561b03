//! Pairs predicted with gold claims by span, one to one.

use salient_model::{ByteSpan, Claim};

use super::fields::same_source;

/// Share of the shorter span that both must have in common.
const LENIENT_SHARE_OF_SHORTER: f64 = 0.5;
/// Least intersection over union of a lenient match.
const LENIENT_IOU: f64 = 0.3;
/// Least intersection over union of a strict match.
const STRICT_IOU: f64 = 0.9;
/// Bonus for the same source: decides between two claimants over one span, never between two different spans of note.
const SAME_SOURCE_BONUS: f64 = 0.1;
/// Bonus for the same type.
const SAME_TYPE_BONUS: f64 = 0.05;

/// Positions of a gold claim and the prediction that stands for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MatchedPair {
    /// Index in the gold list.
    pub gold: usize,
    /// Index in the predicted list.
    pub predicted: usize,
}

/// Pairs leniently matching claims, best first, each claim at most once; sorted by gold index.
#[must_use]
pub fn match_claims(gold: &[Claim], predicted: &[Claim]) -> Vec<MatchedPair> {
    let mut candidates = Vec::new();
    for (gold_idx, gold_claim) in gold.iter().enumerate() {
        for (predicted_idx, predicted_claim) in predicted.iter().enumerate() {
            if !is_lenient(gold_claim.span, predicted_claim.span) {
                continue;
            }
            let mut quality = iou(gold_claim.span, predicted_claim.span);
            if same_source(gold_claim, predicted_claim) {
                quality += SAME_SOURCE_BONUS;
            }
            if gold_claim.claim_type == predicted_claim.claim_type {
                quality += SAME_TYPE_BONUS;
            }
            candidates.push((quality, gold_idx, predicted_idx));
        }
    }
    candidates.sort_by(|left, right| {
        right
            .0
            .total_cmp(&left.0)
            .then(left.1.cmp(&right.1))
            .then(left.2.cmp(&right.2))
    });
    let mut gold_taken = vec![false; gold.len()];
    let mut predicted_taken = vec![false; predicted.len()];
    let mut pairs = Vec::new();
    for (_quality, gold_idx, predicted_idx) in candidates {
        if !gold_taken[gold_idx] && !predicted_taken[predicted_idx] {
            gold_taken[gold_idx] = true;
            predicted_taken[predicted_idx] = true;
            pairs.push(MatchedPair {
                gold: gold_idx,
                predicted: predicted_idx,
            });
        }
    }
    pairs.sort_by_key(|pair| pair.gold);
    pairs
}

/// Whether two spans match leniently.
pub(super) fn is_lenient(left: ByteSpan, right: ByteSpan) -> bool {
    let shared = left.overlap(right) as f64;
    shared >= LENIENT_SHARE_OF_SHORTER * left.len().min(right.len()) as f64
        && iou(left, right) >= LENIENT_IOU
}

/// Whether two spans match strictly.
pub(super) fn is_strict(left: ByteSpan, right: ByteSpan) -> bool {
    iou(left, right) >= STRICT_IOU
}

/// Intersection over union, in bytes.
pub(super) fn iou(left: ByteSpan, right: ByteSpan) -> f64 {
    let shared = left.overlap(right);
    shared as f64 / (left.len() + right.len() - shared) as f64
}
