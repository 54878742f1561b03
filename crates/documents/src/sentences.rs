//! Splits paragraphs into sentences: a library's rules, corrected where reports differ from general text.
//!
//! **Rule.** The boundaries come from `sentencex`, by the script of the text. Added are boundaries inside quotations and brackets that hold
//! several sentences (the library keeps a quotation whole), and behind words that it takes for abbreviations
//! (`lexicons/words_before_stop.txt`). Removed are boundaries behind a list number, an initial, an abbreviation that never
//! ends a sentence (`lexicons/abbreviations.txt`), and before a small letter that goes on.
//!
//! **Shape.** Sorted, trimmed, without overlap, inside one paragraph; a closing quotation mark belongs to its sentence.
//!
//! **Errors and doubt.** A stretch without an end of sentence longer than the limit is cut at white space, once reported as D006 per paragraph.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::Regex;
use salient_model::{ByteSpan, Diagnostic, Sentence};

use crate::calendar::read_date_at_start;
use crate::phrases::{entries, pattern};
use crate::quotes::enclosed_ranges;
use crate::script::sentence_rules;

/// The library looks at a paragraph several times; longer ones are handed over in parts, so that the time stays linear.
const MAX_PART_BYTES: usize = 16_384;

static ABBREVIATIONS: LazyLock<BTreeSet<&'static str>> =
    LazyLock::new(|| entries(include_str!("../lexicons/abbreviations.txt")).collect());

static WORD_BEFORE_STOP: LazyLock<Regex> = LazyLock::new(|| {
    let words: Vec<&str> = entries(include_str!("../lexicons/words_before_stop.txt")).collect();
    pattern(&format!(
        r"\b(?:{})\.\s+(?P<next>[\p{{Lu}}“\x22«])",
        words.join("|")
    ))
});

/// "10 a.m. Kyiv time", "6 p.m. GMT".
static ZONE_OF_TIME: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^(?:GMT|UTC|EES?T|CES?T|MSK|E[DS]T|(?:\p{L}+ )?(?i:time)\b)"));

/// Marks that close what they follow, when no white space stands between.
const CLOSING: [char; 9] = ['*', '_', '”', '’', '»', '"', '\'', ')', ']'];

/// The sentences of `bodies` (paragraph number and span), and remarks on stretches that were cut.
pub(crate) fn split_sentences(
    text: &str,
    bodies: &[(usize, ByteSpan)],
    max_sentence_bytes: usize,
) -> (Vec<Sentence>, Vec<Diagnostic>) {
    let rules = sentence_rules(text);
    let mut sentences = Vec::new();
    let mut diagnostics = Vec::new();
    for &(paragraph, body) in bodies {
        let mut longest: Option<ByteSpan> = None;
        for part in parts(text, body, MAX_PART_BYTES) {
            for span in sentences_of(rules, text, part) {
                if span.len() > max_sentence_bytes {
                    longest = longest.max_by_len(span);
                }
                sentences.extend(
                    parts(text, span, max_sentence_bytes)
                        .into_iter()
                        .map(|span| Sentence { span, paragraph }),
                );
            }
        }
        if let Some(span) = longest {
            let message = format!(
                "{} bytes without an end of sentence; cut into parts of at most {max_sentence_bytes} bytes",
                span.len()
            );
            diagnostics.push(Diagnostic::in_text("D006", message, Some(span)));
        }
    }
    (sentences, diagnostics)
}

trait MaxByLen {
    fn max_by_len(self, other: ByteSpan) -> Self;
}

impl MaxByLen for Option<ByteSpan> {
    fn max_by_len(self, other: ByteSpan) -> Self {
        Some(self.map_or(other, |span| {
            if other.len() > span.len() {
                other
            } else {
                span
            }
        }))
    }
}

fn sentences_of(rules: &str, text: &str, part: ByteSpan) -> Vec<ByteSpan> {
    let words = &text[part.range()];
    let mut boundaries = boundaries(rules, words);
    for inner in enclosed_ranges(words) {
        let inner_boundaries = self::boundaries(rules, &words[inner.clone()]);
        boundaries.extend(inner_boundaries.iter().map(|at| inner.start + at));
    }
    boundaries.extend(behind_closed_bracket(words));
    boundaries.extend(behind_words(words));

    let mut spans: Vec<ByteSpan> = Vec::new();
    let mut start = 0;
    boundaries.insert(words.len());
    for end in boundaries {
        let end = move_to_word(words, end);
        if end <= start || (end < words.len() && goes_on(&words[start..end], &words[end..])) {
            continue;
        }
        let range = part.start() + start..part.start() + end;
        start = end;
        let Some(span) = ByteSpan::trimmed(text, range) else {
            continue;
        };
        let has_words = text[span.range()].contains(char::is_alphanumeric);
        match spans.last_mut() {
            // Stray marks belong to what they follow; alone in a paragraph they are no sentence.
            Some(last) if !has_words => *last = last.cover(span),
            _ if has_words => spans.push(span),
            _ => {}
        }
    }
    spans
}

/// Moves a boundary behind marks that close the sentence before, and before a mark that opens the next one.
fn move_to_word(words: &str, at: usize) -> usize {
    let rest = &words[at..];
    let is_open = |c: char| matches!(c, '“' | '«' | '„' | '(' | '[');
    let before = words[..at].trim_end();
    if before.ends_with(is_open) && !rest.is_empty() {
        return before.trim_end_matches(is_open).len();
    }
    if words[..at].ends_with(char::is_whitespace) {
        return at;
    }
    at + (rest.len() - rest.trim_start_matches(CLOSING).len())
}

fn behind_words(words: &str) -> impl Iterator<Item = usize> + '_ {
    WORD_BEFORE_STOP
        .captures_iter(words)
        .filter_map(|found| Some(found.name("next")?.start()))
}

/// The library's boundaries strictly inside `words`.
fn boundaries(rules: &str, words: &str) -> BTreeSet<usize> {
    sentencex::get_sentence_boundaries(rules, words)
        .into_iter()
        .map(|sentence| sentence.end_byte)
        .filter(|at| *at > 0 && *at < words.len() && words.is_char_boundary(*at))
        .collect()
}

/// The end of a bracket that opens the paragraph and holds whole sentences: "(He gave no date.) The army …".
fn behind_closed_bracket(words: &str) -> Option<usize> {
    let close = match words.chars().next()? {
        '(' => ')',
        '[' => ']',
        _ => return None,
    };
    let at = words.find(close)?;
    let is_sentence = words[..at].ends_with(['.', '!', '?', '…']);
    (is_sentence && at + 1 < words.len()).then_some(at + 1)
}

/// Whether the sentence goes on over a boundary between `before` (from the sentence's start) and `after`.
fn goes_on(before: &str, after: &str) -> bool {
    let before = before.trim();
    let after = after.trim_start();
    let starts_small = |words: &str| words.starts_with(char::is_lowercase);
    if ends_with_closing_mark(before) {
        // “Run!” he shouted. «Тримаємось!» — сказав він.
        return starts_small(after.trim_start_matches(['—', '–', '-', ',', ' ', '\u{a0}']));
    }
    if before.ends_with('…') || before.ends_with("...") {
        return starts_small(after);
    }
    if before.ends_with(".m.")
        && (ZONE_OF_TIME.is_match(after) || read_date_at_start(after).is_some())
    {
        return true;
    }
    let Some(stem) = before.strip_suffix('.') else {
        return false;
    };
    let is_whole = !stem.contains(char::is_whitespace);
    let stem = stem
        .rsplit(|c: char| c.is_whitespace() || matches!(c, '(' | '"' | '“' | '«' | '[' | '„'))
        .next()
        .unwrap_or_default();
    (is_whole && is_list_number(stem))
        || ABBREVIATIONS.contains(&*stem.to_lowercase())
        || (is_initial(stem) && after.starts_with(char::is_uppercase))
        || (is_short(stem) && starts_small(after))
}

fn ends_with_closing_mark(words: &str) -> bool {
    words.ends_with(['”', '"', '»', '’'])
}

/// "1", "12", "A", "iv".
fn is_list_number(stem: &str) -> bool {
    let n_characters = stem.chars().count();
    (n_characters <= 3 && stem.chars().all(|c| c.is_ascii_digit()))
        || (n_characters == 1 && stem.chars().all(char::is_alphabetic))
        || (n_characters <= 4 && stem.chars().all(|c| "ivxIVX".contains(c)))
}

/// One capital letter outside ASCII; the library knows the ASCII ones and tells "Plan B." from "B. Holm".
fn is_initial(stem: &str) -> bool {
    let mut characters = stem.chars();
    characters
        .next()
        .is_some_and(|c| c.is_uppercase() && !c.is_ascii())
        && characters.next().is_none()
}

/// Short enough for an abbreviation that no list has: "12 km. west", "3 бр. відійшли".
fn is_short(stem: &str) -> bool {
    let n_characters = stem.chars().count();
    (1..=4).contains(&n_characters) || stem.contains('.')
}

/// Cuts `span` into trimmed parts of at most `max_bytes`: behind an end of sentence, else at white space, else between characters.
fn parts(text: &str, span: ByteSpan, max_bytes: usize) -> Vec<ByteSpan> {
    // A character has at most four bytes; a smaller limit could not be kept.
    let max_bytes = max_bytes.max(4);
    let mut parts = Vec::new();
    let mut start = span.start();
    while span.end() - start > max_bytes {
        let window = &text[start..text.floor_char_boundary(start + max_bytes)];
        let end = start + cut_in(window);
        parts.extend(ByteSpan::trimmed(text, start..end));
        start = end;
    }
    parts.extend(ByteSpan::trimmed(text, start..span.end()));
    parts
}

/// Where to cut `window`: behind the last end of sentence in its second half, else the last white space there, else at its end.
fn cut_in(window: &str) -> usize {
    let half = window.floor_char_boundary(window.len() / 2);
    let tail = &window[half..];
    let behind = |at: usize| half + at;
    [". ", "! ", "? ", "… ", "؟ "]
        .iter()
        .filter_map(|end| tail.rfind(end).map(|at| behind(at + end.len())))
        .max()
        .or_else(|| {
            tail.rfind(char::is_whitespace)
                .map(behind)
                .filter(|at| *at > 0)
        })
        .unwrap_or(window.len())
}

#[cfg(test)]
#[path = "sentences_tests.rs"]
mod tests;
