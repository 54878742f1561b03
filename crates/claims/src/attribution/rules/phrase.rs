//! Prepositional cues: "according to X", "in the words of X", "by X's count", in front of, after, and within their content.

use crate::attribution::context::{Context, Draft};
use crate::attribution::passage::{Passage, Range};
use crate::attribution::token::TokenKind;

pub(super) fn read(context: &Context<'_>, passage: &Passage, drafts: &mut Vec<Draft>) {
    let limit = passage.tokens.end;
    let mut at = passage.tokens.start;
    while at < limit {
        if let Some((cue, source)) =
            cue_of(context, at, limit).or_else(|| possessed(context, at, limit))
        {
            let frame = cue.start.min(source.start).min(at)..cue.end.max(source.end);
            let content = content(context, passage, &frame, &source, drafts);
            let next = frame.end;
            if let Some((content, closed)) = content {
                drafts.push(Draft {
                    source: Some(source),
                    cue: Some(cue),
                    content,
                    closed,
                });
            }
            at = next;
        } else {
            at += 1;
        }
    }
}

/// "according to" and its like, with the phrase after it.
fn cue_of(context: &Context<'_>, at: usize, limit: usize) -> Option<(Range, Range)> {
    let (n_tokens, _) = context
        .lexicon
        .phrase_at(&context.analysis.tokens[at..limit])?;
    let start = at + n_tokens;
    let first = context.token(start).filter(|_| start < limit)?;
    if n_tokens == 1
        && (first.is(TokenKind::Number)
            || !context.grammar.opens_phrase(first)
            || matches!(
                first.lower.as_str(),
                "cent" | "day" | "person" | "a" | "one"
            ))
    {
        return None;
    }
    let source = if first.lower == "which" || first.lower == "whom" {
        start..start + 1
    } else {
        context.phrase_from(start, limit)?
    };
    (n_tokens > 2 || context.is_speaker(&source)).then_some((at..start, source))
}

/// "by the United Nations' count", "in his view": the possessor is the source.
fn possessed(context: &Context<'_>, at: usize, limit: usize) -> Option<(Range, Range)> {
    let tokens = &context.analysis.tokens;
    if !matches!(
        tokens[at].lower.as_str(),
        "by" | "in" | "on" | "to" | "from"
    ) || !tokens[at].is_word()
    {
        return None;
    }
    let start = at + 1;
    let owner_end = (start..limit.min(start + 8))
        .take_while(|&index| tokens[index].is_word())
        .find(|&index| {
            tokens[index].possessive
                || (index == start && context.grammar.is_possessive(&tokens[index]))
        })?
        + 1;
    let mut noun = owner_end;
    while noun < limit
        && matches!(
            tokens[noun].lower.as_str(),
            "own" | "latest" | "first" | "last" | "best" | "new"
        )
    {
        noun += 1;
    }
    if noun >= limit
        || context.lexicon.possessed(&tokens[noun]).is_none()
        || tokens
            .get(noun + 1)
            .is_some_and(|next| next.lower == "of" && noun + 1 < limit)
    {
        return None;
    }
    let owner = start..owner_end;
    (owner.len() > 1 || context.is_speaker(&owner) || context.grammar.is_possessive(&tokens[start]))
        .then_some((noun..noun + 1, owner))
}

fn content(
    context: &Context<'_>,
    passage: &Passage,
    frame: &Range,
    source: &Range,
    drafts: &[Draft],
) -> Option<(Vec<Range>, bool)> {
    let limit = passage.tokens.end;
    let clause = context.content_floor(passage, frame.start, drafts);
    let relative =
        source.len() == 1 && matches!(context.analysis.lower(source.start), "which" | "whom");
    let fronted = frame.start <= clause
        || relative
        || (clause..frame.start).all(|at| {
            let token = &context.analysis.tokens[at];
            context.grammar.is_adverb(token)
                || context.grammar.is_conjunction(token)
                || !token.is_word()
        });
    if fronted {
        let mut start = frame.end;
        // "According to Rowan, a surgeon, forty …": the apposition belongs to nobody's content.
        if context.is(start, TokenKind::Comma) && !relative {
            start = after_apposition(context, start, limit);
        }
        let end = context.content_end(start, limit);
        return (start < end).then(|| (vec![start..end], false));
    }
    let mut end = frame.start;
    if context.is(end - 1, TokenKind::Comma) || context.is(end - 1, TokenKind::Dash) {
        end -= 1;
    }
    let left = context.content_before(passage, end, drafts)?;
    let mut content = vec![left.clone()];
    let after = frame.end;
    let finite = left.clone().any(|at| {
        context.grammar.is_auxiliary(&context.analysis.tokens[at])
            || (context.analysis.tokens[at].is_word() && context.analysis.lower(at).ends_with("ed"))
    });
    if context.is(after, TokenKind::Colon) && after < limit
        || context.is(after, TokenKind::Comma)
            && after + 1 < limit
            && !finite
            && !is_apposition(context, after + 1)
    {
        content.push(after + 1..context.content_end(after + 1, limit));
    }
    Some((content, true))
}

fn is_apposition(context: &Context<'_>, at: usize) -> bool {
    matches!(
        context.analysis.lower(at),
        "a" | "an" | "the" | "who" | "which" | "whose" | "formerly"
    )
}

fn after_apposition(context: &Context<'_>, comma: usize, limit: usize) -> usize {
    let start = comma + 1;
    if !matches!(
        context.analysis.lower(start),
        "a" | "an" | "who" | "whose" | "formerly"
    ) {
        return start;
    }
    (start..limit.min(start + 20))
        .find(|&at| context.is(at, TokenKind::Comma))
        .map_or(start, |second| second + 1)
}
