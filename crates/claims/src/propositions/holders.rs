//! Whose proposition it is.
//!
//! **What.** Finds the attributions whose content holds a span. Of nested ones the innermost counts; two that do not nest are two claimants
//! over one span (rule 9), such as the one who denies a claim and the one who made it; a verdict on a report is a second claimant of what it says.
//!
//! **Shape.** Indices into the list of attributions, innermost first; empty in the outlet's own voice.

use std::collections::BTreeSet;

use salient_model::{Attribution, ByteSpan};

/// Least share of the span that a content must hold.
const LEAST_SHARE_OF_SPAN: f64 = 0.5;
/// Least intersection over union with the content of a second claimant: it must be about these very words.
const LEAST_IOU_OF_SECOND: f64 = 0.8;

/// Deepest nesting that is followed.
const N_NESTED: usize = 16;

/// The contents of all attributions, sorted, so that a span finds its holders without looking at all of them.
#[derive(Debug)]
pub(crate) struct Holders<'a> {
    attributions: &'a [Attribution],
    /// Parts of contents with their attribution, by start.
    parts: Vec<(ByteSpan, usize)>,
    /// The furthest end among the parts up to each.
    reach: Vec<usize>,
}

impl<'a> Holders<'a> {
    pub(crate) fn new(attributions: &'a [Attribution]) -> Self {
        let mut parts: Vec<(ByteSpan, usize)> = attributions
            .iter()
            .enumerate()
            .flat_map(|(idx, attribution)| {
                attribution
                    .content
                    .iter()
                    .map(move |content| (*content, idx))
            })
            .collect();
        parts.sort_unstable();
        let reach = parts
            .iter()
            .scan(0, |furthest: &mut usize, (part, _idx)| {
                *furthest = part.end().max(*furthest);
                Some(*furthest)
            })
            .collect();
        Self {
            attributions,
            parts,
            reach,
        }
    }

    /// The attributions whose content shares a byte with `span`, each once, in text order.
    fn near(&self, span: ByteSpan) -> BTreeSet<usize> {
        let end = self
            .parts
            .partition_point(|(part, _idx)| part.start() < span.end());
        (0..end)
            .rev()
            .take_while(|at| self.reach[*at] > span.start())
            .filter(|at| self.parts[*at].0.overlap(span) > 0)
            .map(|at| self.parts[at].1)
            .collect()
    }

    /// The holders of `span`.
    pub(crate) fn of(&self, span: ByteSpan) -> Vec<usize> {
        holders(span, self.attributions, self.near(span))
    }
}

fn holders(span: ByteSpan, attributions: &[Attribution], near: BTreeSet<usize>) -> Vec<usize> {
    let mut found: Vec<(usize, usize)> = near
        .into_iter()
        .filter_map(|idx| {
            let attribution = &attributions[idx];
            let shared: usize = attribution
                .content
                .iter()
                .map(|content| content.overlap(span))
                .sum();
            let extent: usize = attribution
                .content
                .iter()
                .map(|content| content.len())
                .sum();
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
        // A loop would be a broken tagger.
        for _step in 0..N_NESTED {
            match at {
                Some(idx) if idx == outer => return true,
                Some(idx) => at = attributions.get(idx).and_then(|next| next.inside),
                None => return false,
            }
        }
        false
    };
    let second = found[1..].iter().find(|(_extent, idx)| {
        is_verdict(&attributions[*idx])
            || !is_outer(*idx)
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

/// "The claim that … is false": what is judged stands before the words that judge it, and nobody is named as judge.
pub(crate) fn is_verdict(attribution: &Attribution) -> bool {
    attribution.source.is_empty()
        && attribution.cue.first().is_some_and(|cue| {
            attribution
                .content
                .iter()
                .all(|content| content.end() <= cue.start())
        })
}

fn iou(left: ByteSpan, right: ByteSpan) -> f64 {
    let shared = left.overlap(right);
    shared as f64 / (left.len() + right.len() - shared) as f64
}
