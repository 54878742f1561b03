//! What a learned splitting gets wrong about the edges of a proposition, put right by rule: words that turn its meaning round stay in, or go out with their cue.
//!
//! **What.** A subject cut in two at "and" is joined ("its troops | and allied separatists had closed in"). A proposition ends where what is claimed ends, before a
//! verdict on it ("the claim that it holds the town | is false"). A negator right before it belongs to it ("not that it can take them quickly"). A few words without a
//! verb that nobody is said to have said are no proposition.
//!
//! **Shape.** Sorted spans in, sorted spans out; never wider than the sentence.

use salient_model::{Attribution, ByteSpan};

use super::lexicon::Grammar;
use super::passage::{Passage, TokenRole};

/// Words up to which a piece without a verb is half a subject, or no proposition.
const FEW_WORDS: usize = 4;

/// The spans of a sentence, mended; `attributions` are those with their cue in it.
pub(crate) fn mend(
    passage: &Passage,
    text: &str,
    attributions: &[&Attribution],
    spans: Vec<ByteSpan>,
) -> Vec<ByteSpan> {
    let spans: Vec<ByteSpan> = joined(passage, spans)
        .into_iter()
        .map(|span| before_verdict(span, text, attributions))
        .collect();
    let mut mended: Vec<ByteSpan> = Vec::with_capacity(spans.len());
    for span in spans {
        let floor = mended.last().map_or(0, |before| before.end());
        let span = with_negator(passage, span, floor);
        if !is_fragment(passage, span) {
            mended.push(span);
        }
    }
    mended
}

/// Positions of the tokens inside a span.
fn inside(passage: &Passage, span: ByteSpan) -> std::ops::Range<usize> {
    let first = passage
        .tokens
        .partition_point(|token| token.span.start() < span.start());
    let end = passage
        .tokens
        .partition_point(|token| token.span.start() < span.end());
    first..end
}

fn has_verb(passage: &Passage, span: ByteSpan) -> bool {
    let grammar = Grammar::english();
    inside(passage, span).any(|at| grammar.is_verb(&passage.tokens[at].word))
}

fn n_words(passage: &Passage, span: ByteSpan) -> usize {
    inside(passage, span)
        .filter(|&at| !passage.tokens[at].is_sign())
        .count()
}

/// Joins a short piece without a verb to the clause behind "and".
fn joined(passage: &Passage, spans: Vec<ByteSpan>) -> Vec<ByteSpan> {
    let mut joined: Vec<ByteSpan> = Vec::with_capacity(spans.len());
    for span in spans {
        let half = joined.last().copied().filter(|before| {
            let between = inside(passage, *before).end..inside(passage, span).start;
            let is_and = between.len() == 1 && passage.tokens[between.start].word == "and";
            is_and
                && n_words(passage, *before) <= FEW_WORDS
                && !has_verb(passage, *before)
                && has_verb(passage, span)
                && passage.roles[between.start] == TokenRole::Content
        });
        match half {
            Some(before) => {
                joined.pop();
                joined.push(before.cover(span));
            }
            None => joined.push(span),
        }
    }
    joined
}

/// Of a span that runs into a verdict, what is judged: the innermost content before the cue.
fn before_verdict(span: ByteSpan, text: &str, attributions: &[&Attribution]) -> ByteSpan {
    let cue = attributions
        .iter()
        .filter_map(|attribution| {
            let cue = attribution.cue.first()?;
            let is_behind = attribution
                .content
                .iter()
                .all(|content| content.end() <= cue.start());
            (is_behind && span.start() < cue.start() && cue.end() <= span.end()).then_some(*cue)
        })
        .min();
    let Some(cue) = cue else {
        return span;
    };
    attributions
        .iter()
        .flat_map(|attribution| &attribution.content)
        .filter(|content| content.overlap(span) > 0 && content.end() <= cue.start())
        .max_by_key(|content| (content.start(), content.end()))
        .and_then(|content| {
            ByteSpan::trimmed(text, span.start().max(content.start())..content.end())
        })
        .unwrap_or(span)
}

/// Takes in "not", "never", "not that" right before the span, as far as `floor` and cues allow.
fn with_negator(passage: &Passage, span: ByteSpan, floor: usize) -> ByteSpan {
    let first = inside(passage, span).start;
    let before = |n: usize| {
        first.checked_sub(n).filter(|&at| {
            passage.tokens[at].span.start() >= floor
                && !matches!(passage.roles[at], TokenRole::Cue | TokenRole::Source)
        })
    };
    let is = |at: Option<usize>, words: &[&str]| {
        at.filter(|&at| words.contains(&passage.tokens[at].word.as_str()))
    };
    let negator = is(before(1), &["not", "never"])
        .or_else(|| is(before(1), &["that"]).and_then(|_| is(before(2), &["not"])));
    negator.map_or(span, |at| passage.tokens[at].span.cover(span))
}

/// A few words without a verb or a number that no source is given for.
fn is_fragment(passage: &Passage, span: ByteSpan) -> bool {
    n_words(passage, span) <= FEW_WORDS
        && !has_verb(passage, span)
        && inside(passage, span).all(|at| passage.roles[at] == TokenRole::Free)
}
