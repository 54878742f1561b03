//! Reporting nouns: "the ministry's claim that …", "a report that …", "talk of a shortage".

use crate::attribution::context::{Context, Draft};
use crate::attribution::passage::{Passage, Range};
use crate::attribution::token::TokenKind;

pub(super) fn read(context: &Context<'_>, passage: &Passage, drafts: &mut Vec<Draft>) {
    let limit = passage.tokens.end;
    for at in passage.tokens.clone() {
        let token = &context.analysis.tokens[at];
        if context.lexicon.noun(token).is_none()
            || super::has_cue(drafts, at)
            || (at == passage.tokens.start && !opens_report(context, at))
        {
            continue;
        }
        let Some(that) = that_after(context, at, limit) else {
            continue;
        };
        let end = clause_end(context, passage, at, that + 1, limit);
        if that + 1 >= end {
            continue;
        }
        let source = owner(context, passage, at).or_else(|| agent(context, at + 1, that));
        drafts.push(Draft {
            source,
            cue: Some(at..at + 1),
            content: vec![that + 1..end],
            closed: false,
        });
    }
}

/// "Claims by officials that", "Reports that": at the start of a sentence the word may be a verb.
fn opens_report(context: &Context<'_>, at: usize) -> bool {
    matches!(
        context.analysis.lower(at + 1),
        "by" | "from" | "of" | "that"
    )
}

/// "that" right after the noun, or after an adverbial or a parenthesis.
fn that_after(context: &Context<'_>, noun: usize, limit: usize) -> Option<usize> {
    let mut commas = 0;
    for at in noun + 1..limit.min(noun + 12) {
        let token = &context.analysis.tokens[at];
        match token.kind {
            TokenKind::Comma => commas += 1,
            TokenKind::Word if token.lower == "that" => {
                let next = context.token(at + 1).filter(|_| at + 1 < limit)?;
                let clause = !context.grammar.is_auxiliary(next)
                    && (next.is_word()
                        || next.is(TokenKind::Number)
                        || next.is(TokenKind::OpenQuote));
                return (commas % 2 == 0 && clause).then_some(at);
            }
            TokenKind::Word
                if commas % 2 == 0
                    && (context.grammar.is_auxiliary(token)
                        || context.finite_cue(at, limit).is_some()) =>
            {
                return None;
            }
            TokenKind::Word | TokenKind::Number => {}
            _ => return None,
        }
    }
    None
}

/// The possessor before the noun.
fn owner(context: &Context<'_>, passage: &Passage, noun: usize) -> Option<Range> {
    let tokens = &context.analysis.tokens;
    let lowest = passage.tokens.start.max(noun.saturating_sub(4));
    let end = (lowest..noun)
        .rev()
        .take_while(|&at| tokens[at].is_word())
        .find(|&at| tokens[at].possessive || context.grammar.is_possessive(&tokens[at]))?
        + 1;
    if context.grammar.is_possessive(&tokens[end - 1]) {
        return Some(end - 1..end);
    }
    // "Yesterday's report": a day speaks for nobody.
    if context.grammar.is_time(&tokens[end - 1]) {
        return None;
    }
    let clause = context.clause_start(end, passage.tokens.start);
    let mut start = context.skip_adverbials(clause, end);
    // In object position the verb stands between: take the words back to the article or through the capitals.
    let article = (start..end)
        .rev()
        .take(6)
        .find(|&at| context.grammar.is_determiner(&tokens[at]));
    let capitals = (start..end)
        .rev()
        .take_while(|&at| tokens[at].capital)
        .last();
    if let Some(near) = article.or(capitals) {
        start = start.max(near);
    }
    Some(start..end)
}

/// "the claim by Alder that", "the allegation of the ministry that".
fn agent(context: &Context<'_>, from: usize, limit: usize) -> Option<Range> {
    let by =
        (from..limit).find(|&at| matches!(context.analysis.lower(at), "by" | "from" | "of"))?;
    let source = context.phrase_from(by + 1, limit)?;
    context.is_speaker(&source).then_some(source)
}

/// A noun in subject position: its clause ends before the verb of the sentence.
fn clause_end(
    context: &Context<'_>,
    passage: &Passage,
    noun: usize,
    start: usize,
    limit: usize,
) -> usize {
    let end = context.content_end(start, limit);
    // "The claim that it holds the town is false": the verdict is not what was claimed.
    let verdict = (start + 1..end).find(|&at| {
        context.grammar.is_copula(&context.analysis.tokens[at])
            && context
                .lexicon
                .verdict_at(&context.analysis.tokens[at + 1..end])
                .is_some()
    });
    if let Some(verdict) = verdict {
        return verdict;
    }
    let subject_position = context.clause_start(noun, passage.tokens.start)
        <= passage.tokens.start + 1
        && !(passage.tokens.start..noun).any(|at| context.finite_cue(at, limit).is_some());
    if !subject_position {
        return end;
    }
    let finite: Vec<usize> = (start..end)
        .filter(|&at| {
            !context.analysis.quoted(at)
                && context.grammar.is_auxiliary(&context.analysis.tokens[at])
                && !(at > start
                    && context
                        .grammar
                        .is_auxiliary(&context.analysis.tokens[at - 1]))
        })
        .collect();
    match finite.as_slice() {
        [only] if (start..*only).any(|at| context.analysis.tokens[at].lower.ends_with("ed")) => {
            *only
        }
        [_, second, ..] => *second,
        _ => end,
    }
}
