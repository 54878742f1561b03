//! Which attribution stands in the content of which.

use salient_model::{Attribution, ByteSpan};

/// Sorts the attributions by their first byte and points each at the smallest other one whose content holds its source, cue, and content.
pub(crate) fn nested(mut attributions: Vec<Attribution>) -> Vec<Attribution> {
    attributions.sort_by_key(|attribution| {
        (
            extent(attribution).map(|span| (span.start(), std::cmp::Reverse(span.end()))),
            attribution.cue.first().copied(),
        )
    });
    attributions.dedup();
    let extents: Vec<Option<ByteSpan>> = attributions.iter().map(extent).collect();
    // Attributions whose extent reaches past the start of the current one; short, because extents end with their sentence.
    let mut open: Vec<usize> = Vec::new();
    for index in 0..attributions.len() {
        let Some(span) = extents[index] else {
            continue;
        };
        open.retain(|&other| extents[other].is_some_and(|outer| outer.end() > span.start()));
        let holder = open
            .iter()
            .copied()
            .filter(|&other| holds(&attributions[other], &attributions[index]))
            .min_by_key(|&other| extents[other].map(ByteSpan::len));
        // "TASS reported, citing the ministry": of two with one content, the later cue stands inside the earlier one.
        let cited_by =
            (index.saturating_sub(1)..attributions.len().min(index + 2)).find(|&other| {
                attributions[other].content == attributions[index].content
                    && attributions[other].cue.first() < attributions[index].cue.first()
            });
        attributions[index].inside = holder.or(cited_by);
        open.push(index);
    }
    attributions
}

fn extent(attribution: &Attribution) -> Option<ByteSpan> {
    attribution
        .source
        .iter()
        .chain(&attribution.cue)
        .chain(&attribution.content)
        .copied()
        .reduce(ByteSpan::cover)
}

/// Whether the content of `outer` holds every part of `inner`.
fn holds(outer: &Attribution, inner: &Attribution) -> bool {
    inner
        .source
        .iter()
        .chain(&inner.cue)
        .chain(&inner.content)
        .all(|part| outer.content.iter().any(|content| content.contains(*part)))
        && outer.content != inner.content
}
