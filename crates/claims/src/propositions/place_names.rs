//! Place names in a text: those that the theatre knows, and capitalised names that their neighbours make places.
//!
//! **What.** Finds where a text names places, so that claims can point to them. A name that no pack knows is still a place when it follows
//! "near" or precedes "bridge", there or elsewhere in the text.
//!
//! **Shape.** Mentions sorted by span, without overlap. Candidates are empty for names that no pack knows.
//!
//! **Errors and doubt.** Names of actors, persons who speak, days, months, and units are left out.

use std::collections::{BTreeMap, BTreeSet};

use salient_model::{Attribution, ByteSpan, Candidate, Document, PlaceKind};
use salient_names::{Lexicon, PlaceNameMention, Via};

use super::place_words::PlaceWords;
use super::tokens::{Token, TokenShape, tokenize};

/// A name of a place.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct PlaceName {
    pub(crate) span: ByteSpan,
    /// Usual English name, or the words.
    pub(crate) name: String,
    pub(crate) candidates: Vec<Candidate>,
    pub(crate) standing: Standing,
    /// Whether the words also stand for a party, as those for a country or its capital do: no such place is taken over.
    pub(crate) stands_for_party: bool,
}

/// How far the words are a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    /// Its neighbours or a pack make it one.
    Sure,
    /// A name of something.
    Guess,
    /// A place that stands for a party here: no preposition makes it the place itself.
    StandIn,
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
    let known_spans: Vec<ByteSpan> = known.iter().map(|mention| mention.span).collect();
    let mut known = known.into_iter().peekable();
    let mut names = Vec::new();
    let mut inner_words: BTreeSet<String> = BTreeSet::new();
    let mut opening = Vec::new();
    for sentence in &document.sentences {
        let tokens = tokenize(&document.text, sentence.span);
        while let Some(mention) =
            known.next_if(|mention| mention.span.start() < sentence.span.end())
        {
            names.push(known_name(mention, &tokens, lexicon, words));
        }
        for token in &tokens {
            if !token.opens_sentence && !token.is_sign() {
                inner_words.insert(inner_word(token));
            }
        }
        for (first, end) in capital_runs(&tokens, words) {
            let span = tokens[first].span.cover(tokens[end - 1].span);
            if overlaps(&known_spans, span) || overlaps(&actors, span) {
                continue;
            }
            let Some(name) = span.slice(&document.text) else {
                continue;
            };
            let is_source = overlaps(&sources, span);
            let is_sure = !is_source && is_placed(&tokens, first, end, words);
            if !is_sure && end == first + 1 && tokens[first].opens_sentence {
                opening.push((names.len(), inner_word(&tokens[first])));
            }
            names.push(PlaceName {
                span,
                name: without_possessive(name).to_owned(),
                candidates: Vec::new(),
                standing: match (is_sure, is_source) {
                    (true, _) => Standing::Sure,
                    (false, false) => Standing::Guess,
                    (false, true) => Standing::StandIn,
                },
                stands_for_party: false,
            });
        }
    }
    // A capital that opens a sentence is a name only when the text shows the word with a capital elsewhere, or opens another sentence
    // with it and never has it in lower case.
    let mut n_openings: BTreeMap<&str, usize> = BTreeMap::new();
    for (_idx, word) in &opening {
        *n_openings.entry(word).or_insert(0) += 1;
    }
    for (idx, word) in &opening {
        let n_openings = n_openings.get(word.as_str()).copied().unwrap_or_default();
        let is_word = inner_words.contains(word.trim_start_matches('^'));
        if !inner_words.contains(word) && (n_openings < 2 || is_word) {
            names[*idx].standing = Standing::StandIn;
        }
    }
    let sure: BTreeSet<String> = names
        .iter()
        .filter(|name| name.standing == Standing::Sure && name.candidates.is_empty())
        .map(|name| name.name.to_lowercase())
        .collect();
    // Who speaks somewhere is no place anywhere.
    let speakers: BTreeSet<String> = sources
        .iter()
        .flat_map(|source| tokenize(&document.text, *source))
        .filter(|token| token.shape == TokenShape::Capital)
        .map(|token| without_possessive(&token.word).to_owned())
        .collect();
    for name in &mut names {
        let speaks = name
            .name
            .split(' ')
            .all(|word| speakers.contains(&word.to_lowercase()));
        if name.standing == Standing::Guess && speaks {
            name.standing = Standing::StandIn;
        }
        if name.candidates.is_empty() && sure.contains(&name.name.to_lowercase()) {
            name.standing = Standing::Sure;
        }
    }
    names.sort_by_key(|name| name.span);
    names
}

/// The word with its case, without possessive: "Ridge" and "ridge" differ.
fn inner_word(token: &Token) -> String {
    let word = without_possessive(&token.word);
    match token.shape {
        TokenShape::Capital => format!("^{word}"),
        _ => word.to_owned(),
    }
}

/// A name that a pack knows. One that also stands for an actor is a place only behind a preposition of place.
fn known_name(
    mention: PlaceNameMention,
    tokens: &[Token],
    lexicon: &Lexicon,
    words: &PlaceWords,
) -> PlaceName {
    let best = mention.candidates.first();
    let is_country = best
        .and_then(|best| lexicon.place(&best.place))
        .is_some_and(|place| place.kind == PlaceKind::Country);
    let first = tokens
        .iter()
        .position(|token| token.span.overlap(mention.span) > 0);
    let n_tokens = tokens
        .iter()
        .filter(|token| token.span.overlap(mention.span) > 0)
        .count();
    let is_behind_preposition =
        first.is_some_and(|first| is_placed(tokens, first, first + n_tokens, words));
    let stands_for_party = is_country || !mention.metonym_of.is_empty();
    PlaceName {
        span: mention.span,
        name: best.map(|best| best.name.clone()).unwrap_or_default(),
        standing: if stands_for_party && !is_behind_preposition {
            Standing::StandIn
        } else {
            Standing::Sure
        },
        candidates: mention.candidates,
        stands_for_party,
    }
}

/// Runs of capitalised words, as token ranges. Particles of names ("al", "de") join two capitals; words that name no place end a run.
fn capital_runs(tokens: &[Token], words: &PlaceWords) -> Vec<(usize, usize)> {
    let is_name = |token: &Token| {
        let opens_only = token.opens_sentence && words.is_function_word(&token.word);
        let is_word = opens_only || words.is_never(without_possessive(&token.word));
        token.shape == TokenShape::Capital && !is_word && !token.is_acronym
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
            let particle = matches!(
                tokens[idx + 1].word.as_str(),
                "de" | "da" | "del" | "el" | "al" | "es" | "ed"
            ) && tokens.get(idx + 2).is_some_and(is_name);
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
