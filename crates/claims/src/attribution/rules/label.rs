//! Labels: "Governor: …", "RYBA: …", "[Spokesman]" over a quotation. The label is the source, and there is no cue.

use salient_model::ByteSpan;

use crate::attribution::context::{Context, Draft};
use crate::attribution::passage::{Passage, Range};
use crate::attribution::token::TokenKind;

/// Labels of those who ask or present; what they say is the outlet's own voice.
const PRESENTERS: [&str; 12] = [
    "anchor",
    "announcer",
    "reporter",
    "host",
    "presenter",
    "interviewer",
    "moderator",
    "q",
    "question",
    "correspondent",
    "narrator",
    "editor",
];

/// What a script writes before the one who is heard on a recording.
const RECORDINGS: [&str; 6] = ["sot", "clip", "soundbite", "audio", "interview", "upsot"];

/// A label is short.
const LONGEST_LABEL: usize = 8;

pub(super) fn read(context: &Context<'_>, passage: &Passage, drafts: &mut Vec<Draft>) {
    if let Some(span) = passage.label {
        if let Some(label) = speaker_of(context, span)
            && !is_presenter(context, &label)
            && !covered(passage, &passage.tokens, drafts)
        {
            drafts.push(Draft {
                source: Some(label),
                cue: None,
                content: vec![passage.tokens.clone()],
                closed: false,
            });
        }
        return;
    }
    let Some(colon) = colon_after(context, passage.tokens.start, passage.tokens.end) else {
        return;
    };
    let label = passage.tokens.start..colon;
    let content = colon + 1..passage.tokens.end;
    if content.is_empty()
        || is_presenter(context, &label)
        || covered(passage, &content, drafts)
        || !names_a_speaker(context, &label)
    {
        return;
    }
    drafts.push(Draft {
        source: Some(label),
        cue: None,
        content: vec![content],
        closed: false,
    });
}

/// The words of a label that name one who speaks: "RYBA:", "[SOT: harbour master]", not "[VO: landing craft]".
fn speaker_of(context: &Context<'_>, label: ByteSpan) -> Option<Range> {
    let tokens = &context.analysis.tokens;
    let mut first = tokens.partition_point(|token| token.start < label.start());
    let mut last = tokens.partition_point(|token| token.start < label.end());
    let bracketed = first < last && context.is(first, TokenKind::OpenBracket);
    while first < last && !tokens[first].is_word() {
        first += 1;
    }
    while first < last && !tokens[last - 1].is_word() {
        last -= 1;
    }
    if let Some(colon) = (first..last).find(|&at| context.is(at, TokenKind::Colon)) {
        return (RECORDINGS.contains(&context.analysis.lower(first)) && colon + 1 < last)
            .then_some(colon + 1..last);
    }
    let label = first..last;
    (!label.is_empty() && (!bracketed || !context.roles.all(&tokens[label.clone()]).is_empty()))
        .then_some(label)
}

/// Whether an attribution of this passage holds the content already.
fn covered(passage: &Passage, content: &Range, drafts: &[Draft]) -> bool {
    drafts
        .iter()
        .rev()
        .take_while(|draft| draft.frame_end() > passage.tokens.start)
        .any(|draft| {
            draft
                .content
                .iter()
                .any(|part| part.start <= content.start + 1 && part.end + 1 >= content.end)
        })
}

fn colon_after(context: &Context<'_>, start: usize, limit: usize) -> Option<usize> {
    let colon =
        (start..limit.min(start + LONGEST_LABEL)).find(|&at| context.is(at, TokenKind::Colon))?;
    let plain = (start..colon).all(|at| {
        let token = &context.analysis.tokens[at];
        (token.is_word() || token.is(TokenKind::Number))
            && !context.grammar.is_auxiliary(token)
            && !context.grammar.is_pronoun(token)
    });
    (plain && colon > start && context.analysis.tokens[start].capital).then_some(colon)
}

fn is_presenter(context: &Context<'_>, label: &Range) -> bool {
    label.len() == 1 && PRESENTERS.contains(&context.analysis.lower(label.start))
}

/// A role noun at the end, or a name in capitals as interviews have it.
fn names_a_speaker(context: &Context<'_>, label: &Range) -> bool {
    let tokens = &context.analysis.tokens[label.clone()];
    let written = |at: usize| {
        &context.analysis.text[context.analysis.tokens[at].start..context.analysis.tokens[at].end]
    };
    let in_capitals = label.clone().all(|at| {
        written(at)
            .chars()
            .filter(|c| c.is_alphabetic())
            .all(char::is_uppercase)
            && written(at).chars().filter(|c| c.is_alphabetic()).count() > 1
    });
    let roles = context.roles.all(tokens);
    let role_last = roles.last().is_some_and(|hit| {
        hit.at + hit.n_tokens == tokens.len() && tokens[hit.at].lower.ends_with(|c: char| c != 's')
    });
    (in_capitals && tokens[0].line_start) || (role_last && tokens.len() <= 5)
}
