//! Place names in a text: those that the theatre knows, and capitalised names that their neighbours make places.
//!
//! **What.** Finds where a text names places, so that claims can point to them. A name that no pack knows is still a place when it follows
//! "near" or precedes "bridge", there or elsewhere in the text.
//!
//! **Shape.** Mentions sorted by span, without overlap. Candidates are empty for names that no pack knows.
//!
//! **Errors and doubt.** Names of actors, persons who speak, days, months, and units are left out.

use std::collections::BTreeSet;

use salient_model::{Attribution, ByteSpan, Candidate, Document};
use salient_names::{Lexicon, Via};

use super::place_words::PlaceWords;
use super::tokens::{Token, TokenShape, tokenize};

/// A name of a place.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct PlaceName {
    pub(crate) span: ByteSpan,
    /// Usual English name, or the words.
    pub(crate) name: String,
    pub(crate) candidates: Vec<Candidate>,
    /// Whether its neighbours or a pack make it a place; the rest is a guess.
    pub(crate) is_sure: bool,
}

/// The place names of a document.
pub(crate) fn place_names(
    document: &Document,
    attributions: &[Attribution],
    lexicon: &Lexicon,
) -> Vec<PlaceName> {
    let words = PlaceWords::english();
    let known = lexicon.places_in(&document.text);
    let actors: Vec<ByteSpan> = lexicon
        .actors_in(&document.text)
        .into_iter()
        .filter(|mention| mention.via != Via::Metonym)
        .map(|mention| mention.span)
        .collect();
    let sources: Vec<ByteSpan> = merged(
        attributions
            .iter()
            .flat_map(|attribution| attribution.source.iter().chain(&attribution.cue).copied())
            .collect(),
    );
    let mut names = Vec::new();
    for sentence in &document.sentences {
        let tokens = tokenize(&document.text, sentence.span);
        for (first, end) in capital_runs(&tokens, words) {
            let span = tokens[first].span.cover(tokens[end - 1].span);
            if overlaps(&known_spans(&known), span) || overlaps(&actors, span) {
                continue;
            }
            let Some(name) = span.slice(&document.text) else {
                continue;
            };
            names.push(PlaceName {
                span,
                name: without_possessive(name).to_owned(),
                candidates: Vec::new(),
                is_sure: !overlaps(&sources, span) && is_placed(&tokens, first, end, words),
            });
        }
    }
    let sure: BTreeSet<String> = names
        .iter()
        .filter(|name| name.is_sure)
        .map(|name| name.name.to_lowercase())
        .collect();
    names.retain_mut(|name| {
        name.is_sure |= sure.contains(&name.name.to_lowercase());
        name.is_sure || !overlaps(&sources, name.span)
    });
    names.extend(known.into_iter().map(|mention| PlaceName {
        span: mention.span,
        name: mention
            .candidates
            .first()
            .map(|candidate| candidate.name.clone())
            .unwrap_or_default(),
        candidates: mention.candidates,
        is_sure: true,
    }));
    names.sort_by_key(|name| name.span);
    names
}

fn known_spans(known: &[salient_names::PlaceNameMention]) -> Vec<ByteSpan> {
    known.iter().map(|mention| mention.span).collect()
}

/// Runs of capitalised words, as token ranges. Particles of names ("al", "de") join two capitals; words that name no place end a run.
fn capital_runs(tokens: &[Token], words: &PlaceWords) -> Vec<(usize, usize)> {
    let is_name = |token: &Token| {
        token.shape == TokenShape::Capital
            && !words.is_never(without_possessive(&token.word))
            && !(token.opens_sentence && words.is_function_word(&token.word))
            || token.shape == TokenShape::Lower
                && token.word.starts_with("al-")
                && token.word.len() > 4
    };
    let mut runs = Vec::new();
    let mut idx = 0;
    while idx < tokens.len() {
        if !is_name(&tokens[idx]) {
            idx += 1;
            continue;
        }
        let first = idx;
        while idx + 1 < tokens.len() {
            let possessive = tokens[idx].word.ends_with("'s");
            let next_is_name = is_name(&tokens[idx + 1]);
            let particle = matches!(tokens[idx + 1].word.as_str(), "de" | "da" | "del" | "el" | "al" | "es" | "ed")
                && tokens.get(idx + 2).is_some_and(is_name);
            if possessive || !(next_is_name || particle) {
                break;
            }
            idx += if next_is_name { 1 } else { 2 };
        }
        idx += 1;
        // A capitalised word that names no place next to the run makes it a title or a body: "Colonel Mugisha", "Arakan Army".
        let touches = |at: Option<usize>| {
            at.and_then(|at| tokens.get(at)).is_some_and(|token| {
                token.shape == TokenShape::Capital && words.is_body(&token.word)
            })
        };
        if !touches(first.checked_sub(1)) && !touches(Some(idx)) {
            runs.push((first, idx));
        }
    }
    runs
}

/// Whether the words before or after make the name a place.
fn is_placed(tokens: &[Token], first: usize, end: usize, words: &PlaceWords) -> bool {
    let word = |back: usize| {
        first
            .checked_sub(back)
            .map_or("", |at| tokens[at].word.as_str())
    };
    let before_article = usize::from(word(1) == "the") + 1;
    let one = word(before_article);
    let two = format!("{} {one}", word(before_article + 1));
    let after = tokens.get(end).map_or("", |token| token.word.as_str());
    words.is_strong(one) || words.is_strong(&two) || words.is_noun(after)
}

pub(crate) fn without_possessive(name: &str) -> &str {
    name.strip_suffix("'s")
        .or_else(|| name.strip_suffix("’s"))
        .unwrap_or(name)
}

fn merged(mut spans: Vec<ByteSpan>) -> Vec<ByteSpan> {
    spans.sort();
    let mut merged: Vec<ByteSpan> = Vec::new();
    for span in spans {
        match merged.last_mut() {
            Some(last) if span.start() <= last.end() => *last = last.cover(span),
            _ => merged.push(span),
        }
    }
    merged
}

/// Whether `span` shares a byte with one of `spans`, which are sorted and do not overlap.
fn overlaps(spans: &[ByteSpan], span: ByteSpan) -> bool {
    let first = spans.partition_point(|known| known.end() <= span.start());
    spans
        .get(first)
        .is_some_and(|known| known.overlap(span) > 0)
}
