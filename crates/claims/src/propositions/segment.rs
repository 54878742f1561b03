//! Clause splitting: which words of a sentence are propositions, and where one ends and the next begins.
//!
//! **What.** Labels every token of a sentence as outside, first, or inside of a proposition and reads the best sequence. Features are
//! masked words, the roles that attributions give the tokens, quotation marks, and whether the stretches on both sides of a sign or
//! conjunction have a verb.
//!
//! **Shape.** Spans in text order without overlap, trimmed of outer quotation marks and final signs.
//!
//! **Sources.** The segmentation rules are rules 1, 8, and 9 of the annotation rules of our corpus; weights are learned from its development
//! half.

use salient_model::ByteSpan;

use super::lexicon::Grammar;
use super::linear::{Features, LinearModel};
use super::passage::{Passage, TokenRole};
use super::tokens::TokenShape;

/// Labels, in the order of the weight file.
pub(crate) const LABELS: [&str; 3] = ["O", "B", "I"];
const OUTSIDE: usize = 0;
const FIRST: usize = 1;
const INSIDE: usize = 2;

/// The proposition spans of a sentence.
pub(crate) fn segment(passage: &Passage, text: &str, model: &LinearModel) -> Vec<ByteSpan> {
    let scores: Vec<Vec<i64>> = (0..passage.tokens.len())
        .map(|idx| {
            let mut features = Features::default();
            add_features(passage, idx, &|word| model.is_common(word), &mut features);
            model.scores(&features)
        })
        .collect();
    let transitions =
        transition_features(Features::default).map(|features| model.scores(&features));
    let labels = best_sequence(&scores, &transitions);
    spans_of(passage, text, &labels)
}

/// What fires between a label and the next: one list per earlier label, the last one for the start of the sentence.
pub(crate) fn transition_features(new: impl Fn() -> Features) -> [Features; 4] {
    ["t=O", "t=B", "t=I", "t=^"].map(|name| {
        let mut features = new();
        features.add(&[name]);
        features
    })
}

/// The labels that a gold list of spans gives the tokens of a passage.
pub(crate) fn gold_labels(passage: &Passage, spans: &[ByteSpan]) -> Vec<usize> {
    let mut labels = vec![OUTSIDE; passage.tokens.len()];
    // Longer spans first: a clause inside a claim is not split off it.
    let mut spans = spans.to_vec();
    spans.sort_by_key(|span| (std::cmp::Reverse(span.len()), span.start()));
    for span in spans {
        let covered: Vec<usize> = (0..labels.len())
            .filter(|idx| passage.tokens[*idx].span.overlap(span) > 0)
            .collect();
        if covered.iter().any(|idx| labels[*idx] != OUTSIDE) {
            continue;
        }
        for (n, idx) in covered.into_iter().enumerate() {
            labels[idx] = if n == 0 { FIRST } else { INSIDE };
        }
    }
    labels
}

/// The best label sequence by the Viterbi algorithm. An inside never follows an outside.
pub(crate) fn best_sequence<N>(scores: &[Vec<N>], transitions: &[Vec<N>; 4]) -> Vec<usize>
where
    N: Copy + PartialOrd + std::ops::Add<Output = N>,
{
    let is_allowed =
        |before: usize, label: usize| !(label == INSIDE && (before == OUTSIDE || before == 3));
    let Some(first) = scores.first() else {
        return Vec::new();
    };
    if first.len() < LABELS.len() || transitions.iter().any(|row| row.len() < LABELS.len()) {
        return vec![OUTSIDE; scores.len()];
    }
    let mut best: Vec<Option<N>> = (0..LABELS.len())
        .map(|label| is_allowed(3, label).then(|| first[label] + transitions[3][label]))
        .collect();
    let mut origins: Vec<[usize; 3]> = vec![[0; 3]];
    for row in &scores[1..] {
        let mut next = vec![None; LABELS.len()];
        let mut origin = [0; 3];
        for (label, slot) in next.iter_mut().enumerate() {
            for (before, score) in best.iter().enumerate() {
                let Some(score) = score.filter(|_score| is_allowed(before, label)) else {
                    continue;
                };
                let sum = score + transitions[before][label] + row[label];
                if slot.is_none_or(|known| sum > known) {
                    *slot = Some(sum);
                    origin[label] = before;
                }
            }
        }
        best = next;
        origins.push(origin);
    }
    let mut label = (0..LABELS.len())
        .filter(|label| best[*label].is_some())
        .fold(
            OUTSIDE,
            |top, label| {
                if best[label] > best[top] { label } else { top }
            },
        );
    let mut labels = vec![OUTSIDE; scores.len()];
    for idx in (0..scores.len()).rev() {
        labels[idx] = label;
        label = origins[idx][label];
    }
    labels
}

/// Spans of labelled tokens, trimmed.
pub(crate) fn spans_of(passage: &Passage, text: &str, labels: &[usize]) -> Vec<ByteSpan> {
    let mut spans = Vec::new();
    let mut idx = 0;
    while idx < labels.len() {
        if labels[idx] == OUTSIDE {
            idx += 1;
            continue;
        }
        let start = idx;
        idx += 1;
        while idx < labels.len() && labels[idx] == INSIDE {
            idx += 1;
        }
        spans.extend(trim(passage, text, start, idx));
    }
    spans
}

/// Takes signs off both ends: all but an opening quotation mark whose partner stays inside.
fn trim(passage: &Passage, text: &str, mut start: usize, mut end: usize) -> Option<ByteSpan> {
    let tokens = &passage.tokens;
    while end > start && is_outer_sign(&tokens[end - 1].word) {
        end -= 1;
    }
    while start < end && is_outer_sign(&tokens[start].word) {
        start += 1;
    }
    if start >= end {
        return None;
    }
    let inner = &tokens[start..end];
    let n_open = inner.iter().filter(|token| token.word == "“").count();
    let n_close = inner.iter().filter(|token| token.word == "”").count();
    if n_open > n_close && inner[0].word == "“" {
        start += 1;
    } else if n_close > n_open && inner[inner.len() - 1].word == "”" {
        end -= 1;
    } else if n_open == 1
        && n_close == 1
        && inner[0].word == "“"
        && inner[inner.len() - 1].word == "”"
    {
        start += 1;
        end -= 1;
    }
    while end > start && is_outer_sign(&tokens[end - 1].word) {
        end -= 1;
    }
    if start >= end {
        return None;
    }
    ByteSpan::trimmed(text, tokens[start].span.start()..tokens[end - 1].span.end())
}

fn is_outer_sign(word: &str) -> bool {
    matches!(
        word,
        "." | "," | ";" | ":" | "!" | "?" | "…" | "—" | "-" | "•" | "*" | "(" | "[" | "]"
    )
}

/// Adds the features of one token.
pub(crate) fn add_features(
    passage: &Passage,
    idx: usize,
    is_common: &dyn Fn(&str) -> bool,
    features: &mut Features,
) {
    let word = |offset: isize| -> &str {
        idx.checked_add_signed(offset)
            .and_then(|at| passage.tokens.get(at))
            .map_or("^", |token| token.masked(is_common))
    };
    let role = |offset: isize| -> &str {
        idx.checked_add_signed(offset)
            .and_then(|at| passage.roles.get(at))
            .map_or("^", |role| role.letter())
    };
    features.add(&["b"]);
    for (name, offset) in [("-2=", -2), ("-1=", -1), ("0=", 0), ("+1=", 1), ("+2=", 2)] {
        features.add(&["w", name, word(offset)]);
        features.add(&["r", name, role(offset)]);
    }
    features.add(&["w-1,0=", word(-1), " ", word(0)]);
    features.add(&["w0,1=", word(0), " ", word(1)]);
    features.add(&["r-1,0,1=", role(-1), role(0), role(1)]);
    features.add(&["rw=", role(0), " ", word(0)]);
    features.add(&["rw-1=", role(-1), role(0), " ", word(-1)]);
    let grammar = Grammar::english();
    let token = &passage.tokens[idx];
    let kind = kind_of(passage, idx);
    features.add(&["k=", kind]);
    features.add(&[
        "k-1,0=",
        idx.checked_sub(1).map_or("^", |at| kind_of(passage, at)),
        kind,
    ]);
    if token.shape == TokenShape::Lower && !is_common(&token.word) {
        for ending in ["ed", "ing", "ly", "s"] {
            if token.word.ends_with(ending) {
                features.add(&["end=", ending]);
            }
        }
    }
    let edge = match (passage.starts_content[idx], passage.ends_content[idx]) {
        (true, true) => "both",
        (true, false) => "starts",
        (false, true) => "ends",
        (false, false) => "none",
    };
    let before_ends = idx
        .checked_sub(1)
        .is_some_and(|at| passage.ends_content[at]);
    features.add(&["edge=", edge]);
    features.add(&["edge,r=", edge, role(0), if before_ends { "E" } else { "" }]);
    features.add(&[
        "quote=",
        if passage.in_quotes[idx] { "in" } else { "out" },
        role(0),
    ]);
    // What stands on both sides of the last sign or conjunction decides whether it splits.
    let at = passage.chunk_of[idx];
    let chunk = passage.chunks[at];
    let before = at.checked_sub(1).map(|before| passage.chunks[before]);
    let opener = (0..=idx)
        .rev()
        .find(|at_token| *at_token == 0 || passage.chunk_of[at_token - 1] != at);
    let opener_word = opener.map_or("^", |opener| passage.tokens[opener].masked(is_common));
    let place = opener.map_or("far", |opener| match idx - opener {
        0 => "0",
        1 => "1",
        2 => "2",
        _ => "far",
    });
    let verbs = match (before.map(|before| before.has_verb), chunk.has_verb) {
        (None, true) => "^v",
        (None, false) => "^n",
        (Some(true), true) => "vv",
        (Some(true), false) => "vn",
        (Some(false), true) => "nv",
        (Some(false), false) => "nn",
    };
    let facts = match (chunk.has_number, chunk.has_name) {
        (true, true) => "#N",
        (true, false) => "#",
        (false, true) => "N",
        (false, false) => "",
    };
    features.add(&["split=", opener_word, place, verbs]);
    features.add(&["split,r=", opener_word, place, verbs, role(0)]);
    features.add(&["chunk=", verbs, facts, role(0)]);
    if place == "1" || place == "2" {
        features.add(&["after=", opener_word, place, kind]);
    }
    if grammar.is_conjunction(&token.word) || token.is_sign() {
        let next = passage.chunks.get(at + 1).copied().unwrap_or_default();
        features.add(&[
            "joint=",
            word(0),
            verbs,
            if next.has_verb { "v" } else { "n" },
            role(1),
        ]);
    }
    let is_free = passage.roles[idx] == TokenRole::Free;
    for mark in &passage.marks {
        features.add(&["m=", mark]);
        features.add(&["m,r=", mark, if is_free { "-" } else { role(0) }]);
        if idx == 0 {
            features.add(&["m,first=", mark]);
        }
    }
    for (n, left) in passage.marks.iter().enumerate() {
        for right in &passage.marks[n + 1..] {
            features.add(&["mm=", left, ",", right, role(0)]);
        }
    }
    // The verb of a clause outweighs its other words when the question is whether it is a claim at all.
    if let Some(first) = passage.tokens.first() {
        features.add(&["first=", first.masked(is_common), role(0)]);
    }
}

/// A coarse part of speech by list and ending.
fn kind_of(passage: &Passage, idx: usize) -> &'static str {
    let grammar = Grammar::english();
    let token = &passage.tokens[idx];
    match token.shape {
        TokenShape::Number => "#",
        TokenShape::Sign if token.is_quote() => "“",
        TokenShape::Sign => ",",
        TokenShape::Capital if !token.opens_sentence => "N",
        _ if grammar.is_auxiliary(&token.word) => "x",
        _ if grammar.is_conjunction(&token.word) => "c",
        _ if grammar.is_verb(&token.word) => "v",
        _ => "w",
    }
}
