//! Counts: what was found, what was missed, what was right about what was found.

use std::fmt;

use salient_model::{Attribution, ByteSpan, Document};

use crate::gold::Gold;

/// Right, predicted, and gold.
#[derive(Debug, Default, Clone, Copy)]
struct Counts {
    right: usize,
    predicted: usize,
    gold: usize,
}

impl fmt::Display for Counts {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ratio = |part: usize, whole: usize| part as f64 / whole.max(1) as f64;
        let (precision, recall) = (
            ratio(self.right, self.predicted),
            ratio(self.right, self.gold),
        );
        let f1 = if self.right == 0 {
            0.0
        } else {
            2.0 * precision * recall / (precision + recall)
        };
        write!(
            formatter,
            "P {precision:.3}  R {recall:.3}  F1 {f1:.3}  ({} of {} gold, {} predicted)",
            self.right, self.gold, self.predicted
        )
    }
}

/// The score so far.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    /// Attributions with a cue, linked by overlapping cues.
    cue: Counts,
    /// The same, cues equal.
    cue_exact: Counts,
    /// All attributions, those without a cue linked by content.
    all: Counts,
    source_overlap: Counts,
    source_exact: Counts,
    content_overlap: Counts,
    content_exact: Counts,
    nesting: Counts,
}

fn overlap(left: &[ByteSpan], right: &[ByteSpan]) -> usize {
    left.iter()
        .map(|a| right.iter().map(|b| a.overlap(*b)).sum::<usize>())
        .sum()
}

fn length(spans: &[ByteSpan]) -> usize {
    spans.iter().map(|span| span.len()).sum()
}

/// Linked pairs (gold, predicted), greedily by size of overlap; with cue first by cue, then by content where either has no cue.
fn links(gold: &[Attribution], found: &[Attribution]) -> Vec<(usize, usize)> {
    let mut candidates: Vec<(bool, usize, usize, usize, usize)> = Vec::new();
    for (g, one) in gold.iter().enumerate() {
        for (p, other) in found.iter().enumerate() {
            let by_cue = overlap(&one.cue, &other.cue);
            let by_content = overlap(&one.content, &other.content);
            if by_cue > 0 {
                candidates.push((true, by_cue, by_content, g, p));
            } else if (one.cue.is_empty() || other.cue.is_empty()) && by_content > 0 {
                candidates.push((false, by_content, 0, g, p));
            }
        }
    }
    candidates.sort_by_key(|&(cue, size, content, g, p)| {
        (
            !cue,
            std::cmp::Reverse(size),
            std::cmp::Reverse(content),
            g,
            p,
        )
    });
    let mut gold_taken = vec![false; gold.len()];
    let mut found_taken = vec![false; found.len()];
    let mut linked = Vec::new();
    for (_, _, _, g, p) in candidates {
        if !gold_taken[g] && !found_taken[p] {
            gold_taken[g] = true;
            found_taken[p] = true;
            linked.push((g, p));
        }
    }
    linked
}

impl Tally {
    /// Adds a document; returns a line for each error.
    pub(crate) fn add(&mut self, gold: &Gold, found: &[Attribution]) -> Vec<String> {
        let linked = links(&gold.attributions, found);
        let mut errors = Vec::new();
        let cued = |attributions: &[Attribution]| {
            attributions
                .iter()
                .filter(|one| !one.cue.is_empty())
                .count()
        };
        self.cue.gold += cued(&gold.attributions);
        self.cue.predicted += cued(found);
        self.cue_exact.gold += cued(&gold.attributions);
        self.cue_exact.predicted += cued(found);
        self.all.gold += gold.attributions.len();
        self.all.predicted += found.len();
        self.all.right += linked.len();
        let inside: Vec<Option<usize>> = (0..found.len())
            .map(|p| {
                linked
                    .iter()
                    .find(|(_, other)| *other == p)
                    .map(|(g, _)| *g)
            })
            .collect();
        for &(g, p) in &linked {
            let (one, other) = (&gold.attributions[g], &found[p]);
            if overlap(&one.cue, &other.cue) > 0 {
                self.cue.right += 1;
                self.cue_exact.right += usize::from(one.cue == other.cue);
            }
            for counts in [
                &mut self.source_overlap,
                &mut self.source_exact,
                &mut self.content_overlap,
                &mut self.content_exact,
            ] {
                counts.gold += 1;
                counts.predicted += 1;
            }
            let both_empty = one.source.is_empty() && other.source.is_empty();
            let source = both_empty || overlap(&one.source, &other.source) > 0;
            self.source_overlap.right += usize::from(source);
            self.source_exact.right += usize::from(one.source == other.source);
            // Half of the longer one, as PolNeAR's scorers have it.
            let content = overlap(&one.content, &other.content) * 2
                >= length(&one.content).max(length(&other.content));
            self.content_overlap.right += usize::from(content);
            self.content_exact.right += usize::from(one.content == other.content);
            self.nesting.gold += usize::from(one.inside.is_some());
            self.nesting.predicted += usize::from(other.inside.is_some());
            self.nesting.right += usize::from(
                one.inside.is_some() && one.inside == other.inside.and_then(|outer| inside[outer]),
            );
            if !source || !content {
                errors.push(format!(
                    "{} {}\n     gold {}",
                    if source { "CONTENT" } else { "SOURCE " },
                    words(&gold.document, other),
                    words(&gold.document, one)
                ));
            }
        }
        for (g, one) in gold.attributions.iter().enumerate() {
            if !linked.iter().any(|(other, _)| *other == g) {
                errors.push(format!("MISSED  {}", words(&gold.document, one)));
            }
        }
        for (p, other) in found.iter().enumerate() {
            if !linked.iter().any(|(_, known)| *known == p) {
                errors.push(format!("EXTRA   {}", words(&gold.document, other)));
            }
        }
        errors
    }
}

fn words(document: &Document, attribution: &Attribution) -> String {
    let join = |spans: &[ByteSpan]| {
        spans
            .iter()
            .map(|span| document.words(*span).replace('\n', " "))
            .collect::<Vec<_>>()
            .join(" | ")
    };
    format!(
        "[{}] <{}> {{{}}}",
        join(&attribution.source),
        join(&attribution.cue),
        join(&attribution.content)
    )
}

impl fmt::Display for Tally {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(formatter, "attributions     {}", self.all)?;
        writeln!(formatter, "cue overlap      {}", self.cue)?;
        writeln!(formatter, "cue exact        {}", self.cue_exact)?;
        writeln!(
            formatter,
            "source overlap   {}   of linked",
            self.source_overlap
        )?;
        writeln!(
            formatter,
            "source exact     {}   of linked",
            self.source_exact
        )?;
        writeln!(
            formatter,
            "content overlap  {}   of linked, half of the longer",
            self.content_overlap
        )?;
        writeln!(
            formatter,
            "content exact    {}   of linked",
            self.content_exact
        )?;
        write!(formatter, "nesting          {}   of linked", self.nesting)
    }
}
