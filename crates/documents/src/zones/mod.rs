//! Marks what is no report: datelines, bylines, headings, labels, boilerplate. Marked, never dropped.
//!
//! **Shape.** Zones are sorted and do not overlap, except that link targets of Markdown may lie inside a heading. List marks, labels, and
//! datelines move the start of a paragraph's sentences behind them; headings, bylines, and boilerplate cover sentences.
//!
//! **Errors and doubt.** Rules look at layout and at lists in `lexicons/`, the same for every outlet and side. Where layout says nothing, a
//! line stays unmarked: a lost heading costs a stray sentence, a false one costs a claim.

mod boilerplate;
mod byline;
mod dateline;
mod heading;
mod label;

use std::collections::BTreeMap;

use salient_model::{ByteSpan, Document, Sentence, TextZone, TextZoneKind};

use crate::paragraphs::{Paragraph, ends_a_sentence};

pub(crate) use byline::is_byline;
pub use dateline::{Dateline, dateline};

/// Paragraphs with the start of their sentences, and zones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Marked {
    pub(crate) paragraphs: Vec<Paragraph>,
    pub(crate) zones: Vec<TextZone>,
}

/// Datelines and bylines stand near the top.
const MAX_HEAD_PARAGRAPHS: usize = 8;

/// Marks the parts of `text`; `markup` are zones that are known already.
pub(crate) fn mark(text: &str, paragraphs: &[Paragraph], markup: &[TextZone]) -> Marked {
    let words_of = |paragraph: &Paragraph| &text[paragraph.start..paragraph.end];
    let repeated = count_labels(paragraphs.iter().map(words_of));
    let mut marked = Marked {
        paragraphs: paragraphs.to_vec(),
        zones: markup.to_vec(),
    };
    for n in 0..paragraphs.len() {
        let paragraph = &mut marked.paragraphs[n];
        if let Some(head) = markup_at(markup, paragraph.start) {
            paragraph.body_start = head.end().min(paragraph.end);
            if is_heading_markup(text, head) {
                push(
                    text,
                    &mut marked.zones,
                    TextZoneKind::Heading,
                    paragraph.body_start..paragraph.end,
                );
                continue;
            }
        }
        let mut marker = Marker {
            text,
            zones: &mut marked.zones,
            paragraph,
        };
        let around = Around {
            n,
            before: n.checked_sub(1).map(|n| words_of(&paragraphs[n])),
            after: paragraphs.get(n + 1).map(words_of),
        };
        marker.mark_paragraph(&around, &repeated);
    }
    marked
        .zones
        .sort_by_key(|zone| (zone.span.start(), zone.span.end()));
    marked
}

/// The speaker's label in force for a sentence: `Governor:`, `[HOST]`, `Q:` at the head of its paragraph.
///
/// A line that is nothing but a label, as `[SOT: harbour master]`, is in force for the paragraph below it.
#[must_use]
pub fn speaker_label(document: &Document, sentence: &Sentence) -> Option<ByteSpan> {
    let first = document
        .sentences
        .partition_point(|one| one.paragraph < sentence.paragraph);
    let first = document.sentences.get(first)?.span;
    let n_before = document
        .zones
        .partition_point(|zone| zone.span.start() < first.start());
    let label = document.zones[..n_before].last()?;
    let between = document.text.get(label.span.end()..first.start())?;
    let is_next = between.trim().is_empty() && between.matches('\n').count() <= 1;
    let is_label = label.kind == TextZoneKind::Label && names_someone(document.words(label.span));
    (is_next && is_label).then_some(label.span)
}

/// Whether a label holds letters and is closed by a colon or a bracket, unlike a list mark or a time.
fn names_someone(label: &str) -> bool {
    label.ends_with([':', ']']) && label.chars().any(char::is_alphabetic)
}

/// What stands around a paragraph.
struct Around<'a> {
    n: usize,
    before: Option<&'a str>,
    after: Option<&'a str>,
}

struct Marker<'a> {
    text: &'a str,
    zones: &'a mut Vec<TextZone>,
    paragraph: &'a mut Paragraph,
}

impl<'a> Marker<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.paragraph.body_start..self.paragraph.end]
    }

    /// Marks the next `n_bytes` and moves the body behind them and white space.
    fn mark_head(&mut self, kind: TextZoneKind, n_bytes: usize) {
        let start = self.paragraph.body_start;
        push(self.text, self.zones, kind, start..start + n_bytes);
        let rest = &self.rest()[n_bytes..];
        self.paragraph.body_start += n_bytes + (rest.len() - rest.trim_start().len());
    }

    fn mark_rest(&mut self, kind: TextZoneKind) {
        let range = self.paragraph.body_start..self.paragraph.end;
        push(self.text, self.zones, kind, range);
    }

    fn mark_paragraph(&mut self, around: &Around<'_>, repeated: &BTreeMap<&str, usize>) {
        let mut is_item = false;
        if let Some(n_bytes) = label::list_mark(self.rest()) {
            self.mark_head(TextZoneKind::Label, n_bytes);
            is_item = true;
        }
        if boilerplate::is_boilerplate(self.rest()) {
            self.mark_rest(TextZoneKind::Boilerplate);
            return;
        }
        let is_near_top = around.n < MAX_HEAD_PARAGRAPHS;
        if is_near_top && byline::is_byline(self.rest()) {
            self.mark_rest(TextZoneKind::Byline);
            return;
        }
        let time_bytes = label::time_label(self.rest());
        let behind_time = self.rest()[time_bytes.unwrap_or_default()..].trim_start();
        let is_bracket = label::bracket_label(self.rest()) == Some(self.rest().len());
        if !is_item
            && !is_bracket
            && heading::is_heading(behind_time, around.n, around.before, around.after)
        {
            if let Some(n_bytes) = time_bytes {
                self.mark_head(TextZoneKind::Label, n_bytes);
            }
            self.mark_rest(TextZoneKind::Heading);
            return;
        }
        let mut is_labelled = false;
        let follows_question = around.before.is_some_and(|words| words.ends_with('?'));
        while let Some(n_bytes) = label::bracket_label(self.rest())
            .or_else(|| label::time_label(self.rest()))
            .or_else(|| label::speaker(self.rest(), repeated, follows_question))
            .filter(|_| !is_labelled)
        {
            self.mark_head(TextZoneKind::Label, n_bytes);
            is_labelled = true;
        }
        if is_near_top
            && !is_labelled
            && let Some(n_bytes) = dateline::dateline_bytes(self.rest())
        {
            self.mark_head(TextZoneKind::Dateline, n_bytes);
        }
    }
}

fn push(text: &str, zones: &mut Vec<TextZone>, kind: TextZoneKind, range: std::ops::Range<usize>) {
    if let Some(span) = ByteSpan::trimmed(text, range) {
        zones.push(TextZone { span, kind });
    }
}

/// The markup zone that starts at `start`, if it is the head of a line.
fn markup_at(markup: &[TextZone], start: usize) -> Option<ByteSpan> {
    let n = markup.partition_point(|zone| zone.span.start() < start);
    markup
        .get(n)
        .filter(|zone| zone.span.start() == start && zone.kind == TextZoneKind::Label)
        .map(|zone| zone.span)
}

/// `##` before a heading, in contrast to the marks of lists and quotations.
fn is_heading_markup(text: &str, head: ByteSpan) -> bool {
    text[head.range()].bytes().all(|byte| byte == b'#')
}

/// How often each label-like beginning of a line occurs.
fn count_labels<'a>(lines: impl Iterator<Item = &'a str>) -> BTreeMap<&'a str, usize> {
    let mut counts = BTreeMap::new();
    for label in lines.filter_map(label::titled_label) {
        *counts.entry(label).or_insert(0) += 1;
    }
    counts
}

/// Whether some sentence of `words` has an end, before its last word too.
fn holds_a_sentence(words: &str) -> bool {
    ends_a_sentence(words)
        || words.split_whitespace().any(|word| {
            word.len() > 3
                && word.ends_with(['.', '!', '?'])
                && !word[..word.len() - 1].contains('.')
        })
}
