//! Passives: "is said to", "it is estimated that", "was quoted as saying", "denied by X".

use crate::attribution::context::{Context, Draft};
use crate::attribution::morphology::Form;
use crate::attribution::passage::{Passage, Range};
use crate::attribution::token::TokenKind;

pub(super) fn read(context: &Context<'_>, passage: &Passage, drafts: &mut Vec<Draft>) {
    let limit = passage.tokens.end;
    for at in passage.tokens.clone() {
        if super::has_cue(drafts, at) {
            continue;
        }
        let found = quoted_as_saying(context, passage, at, limit)
            .or_else(|| by_agent(context, passage, at, limit, drafts))
            .or_else(|| hearsay(context, passage, at, limit, drafts));
        drafts.extend(found);
    }
}

/// Where the auxiliaries before `at` begin; `None` without a form of "be".
fn copula_before(context: &Context<'_>, passage: &Passage, at: usize) -> Option<usize> {
    let mut start = at;
    let mut copula = false;
    while start > passage.tokens.start && at - start < 5 {
        let token = &context.analysis.tokens[start - 1];
        if context.grammar.is_auxiliary(token) || context.grammar.is_negation(token) {
            copula |= context.grammar.is_copula(token);
        } else if !context.grammar.is_adverb(token) {
            break;
        }
        start -= 1;
    }
    while start < at && context.grammar.is_adverb(&context.analysis.tokens[start]) {
        start += 1;
    }
    copula.then_some(start)
}

/// "Rowan was quoted as saying that …".
fn quoted_as_saying(
    context: &Context<'_>,
    passage: &Passage,
    at: usize,
    limit: usize,
) -> Option<Draft> {
    if !matches!(context.analysis.lower(at), "quoted" | "cited" | "reported")
        || context.analysis.lower(at + 1) != "as"
        || context.analysis.lower(at + 2) != "saying"
    {
        return None;
    }
    let group = copula_before(context, passage, at)?;
    let subject = context.subject_before(group, passage.tokens.start)?;
    let mut start = at + 3;
    if context.analysis.lower(start) == "that" {
        start += 1;
    }
    let end = context.content_end(start, limit);
    (start < end).then(|| Draft {
        source: Some(subject.range),
        cue: Some(group..at + 3),
        content: vec![start..end],
        closed: false,
    })
}

/// "was denied by Alder", "floated by bloggers": the agent is the source, the subject is the content.
fn by_agent(
    context: &Context<'_>,
    passage: &Passage,
    at: usize,
    limit: usize,
    drafts: &[Draft],
) -> Option<Draft> {
    let hits = context
        .lexicon
        .verbs_at(&context.analysis.tokens[at..limit]);
    let hit = hits
        .iter()
        .find(|hit| matches!(hit.form, Form::Past | Form::Participle))?;
    let frames = context.lexicon.verbs[hit.verb].frames;
    let by = at + hit.n_tokens;
    if by >= limit
        || context.analysis.lower(by) != "by"
        || !(frames.clause || frames.object)
        || frames.sensor
    {
        return None;
    }
    let source = context.phrase_from(by + 1, limit)?;
    if !context.is_speaker(&source) {
        return None;
    }
    let group = copula_before(context, passage, at).unwrap_or(at);
    let floor = context.content_floor(passage, group, drafts);
    let mut end = group;
    if end > floor && context.is(end - 1, TokenKind::Comma) {
        end -= 1;
    }
    let start = if group == at {
        context.skip_adverbials(context.clause_start(end, floor), end)
    } else {
        floor
    };
    (start < end).then(|| Draft {
        source: Some(source),
        cue: Some(group..at + hit.n_tokens),
        content: vec![start..end],
        closed: true,
    })
}

/// "is said to", "are believed to", "it is estimated that": nobody in particular says it.
fn hearsay(
    context: &Context<'_>,
    passage: &Passage,
    at: usize,
    limit: usize,
    drafts: &[Draft],
) -> Option<Draft> {
    let (n_tokens, _) = context
        .lexicon
        .passive_at(&context.analysis.tokens[at..limit])?;
    let after = at + n_tokens;
    let particle = context.analysis.lower(after);
    let group = copula_before(context, passage, at);
    if after >= limit || !matches!(particle, "to" | "that") {
        return None;
    }
    let Some(group) = group else {
        // "Clips said to show shops burning": a reduced relative clause.
        let before = at
            .checked_sub(1)
            .filter(|before| *before >= passage.tokens.start)
            .and_then(|before| context.token(before))?;
        let reduced = particle == "to"
            && n_tokens == 1
            && before.is_word()
            && !context.grammar.is_auxiliary(before)
            && !context.grammar.is_pronoun(before)
            && before.lower.ends_with('s');
        let end = context.content_end(after + 1, limit);
        return (reduced && after + 1 < end).then(|| Draft {
            source: None,
            cue: Some(at..after),
            content: vec![after..end],
            closed: false,
        });
    };
    let end = context.content_end(after + 1, limit);
    if after + 1 >= end {
        return None;
    }
    let cue_end = if particle == "to" { after + 1 } else { after };
    let mut content: Vec<Range> = Vec::new();
    let floor = context.content_floor(passage, group, drafts);
    let subject = floor..group;
    let empty = subject.len() == 1 && context.analysis.lower(floor) == "it" || subject.is_empty();
    if !empty {
        let start = context
            .subject_before(group, floor)
            .map_or(floor, |subject| subject.range.start);
        content.push(start..group);
    }
    content.push(after + 1..end);
    Some(Draft {
        source: None,
        cue: Some(group..cue_end),
        content,
        closed: false,
    })
}
