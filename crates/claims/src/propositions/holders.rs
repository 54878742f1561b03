//! Whose proposition it is.
//!
//! **What.** Finds the attributions whose content holds a span. Of nested ones the innermost counts; two that do not nest are two claimants
//! over one span (rule 9), such as the one who denies a claim and the one who made it.
//!
//! **Shape.** Indices into the list of attributions, innermost first; empty in the outlet's own voice.

use salient_model::{Attribution, ByteSpan};

/// Least share of the span that a content must hold.
const LEAST_SHARE_OF_SPAN: f64 = 0.5;
/// Least intersection over union with the content of a second claimant: it must be about these very words.
const LEAST_IOU_OF_SECOND: f64 = 0.8;

/// The holders of `span`.
pub(crate) fn holders(span: ByteSpan, attributions: &[Attribution]) -> Vec<usize> {
    let mut found: Vec<(usize, usize)> = attributions
        .iter()
        .enumerate()
        .filter_map(|(idx, attribution)| {
            let shared: usize = attribution
                .content
                .iter()
                .map(|content| content.overlap(span))
                .sum();
            let extent: usize = attribution.content.iter().map(|content| content.len()).sum();
            let is_held = shared as f64 >= LEAST_SHARE_OF_SPAN * span.len() as f64;
            is_held.then_some((extent, idx))
        })
        .collect();
    found.sort_unstable();
    let Some(&(_extent, innermost)) = found.first() else {
        return Vec::new();
    };
    let is_outer = |outer: usize| {
        let mut at = attributions[innermost].inside;
        // A chain is shorter than the list; a loop would be a broken tagger.
        for _step in 0..attributions.len() {
            match at {
                Some(idx) if idx == outer => return true,
                Some(idx) => at = attributions.get(idx).and_then(|next| next.inside),
                None => return false,
            }
        }
        false
    };
    let second = found[1..].iter().find(|(_extent, idx)| {
        !is_outer(*idx)
            && attributions[*idx].source != attributions[innermost].source
            && attributions[*idx]
                .content
                .iter()
                .any(|content| iou(*content, span) >= LEAST_IOU_OF_SECOND)
    });
    std::iter::once(innermost)
        .chain(second.map(|(_extent, idx)| *idx))
        .collect()
}

fn iou(left: ByteSpan, right: ByteSpan) -> f64 {
    let shared = left.overlap(right);
    shared as f64 / (left.len() + right.len() - shared) as f64
}
