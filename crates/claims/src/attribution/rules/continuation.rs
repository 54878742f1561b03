//! Quotations without a cue: they go on with the last speaker ("“A,” said X. “B.”"), or a bare name follows ("“A.” Ada Rowan, who …").

use crate::attribution::context::{Context, Draft};
use crate::attribution::passage::{Passage, Range};
use crate::attribution::token::TokenKind;

/// A shorter quotation without a cue is a term or a nickname, not speech.
const SHORTEST_QUOTATION_TOKENS: usize = 3;

pub(super) fn read(
    context: &Context<'_>,
    passage: &Passage,
    first: usize,
    drafts: &mut Vec<Draft>,
) {
    named_after(context, passage, drafts);
    let Some(quotation) = passage
        .tokens
        .clone()
        .find(|&at| context.is(at, TokenKind::OpenQuote))
        .and_then(|at| context.analysis.quotation(at))
    else {
        return;
    };
    let close = quotation
        .close
        .unwrap_or(passage.tokens.end)
        .min(passage.tokens.end);
    let covered = drafts.iter().rev().take(24).any(|draft| {
        draft
            .content
            .iter()
            .any(|part| part.start <= quotation.open + 1 && part.end >= close)
            || draft.frame_end() > passage.tokens.start
                && draft
                    .cue
                    .as_ref()
                    .is_some_and(|cue| passage.tokens.contains(&cue.start))
    });
    if covered || close.saturating_sub(quotation.open) <= SHORTEST_QUOTATION_TOKENS {
        return;
    }
    if let Some(source) = dashed_name(context, close + 1, passage.tokens.end) {
        drafts.push(Draft {
            source: Some(source),
            cue: None,
            content: vec![quotation.open..close + 1],
            closed: true,
        });
        return;
    }
    let whole = quotation.open == passage.tokens.start;
    let Some(previous) = drafts[..first]
        .iter_mut()
        .rev()
        .find(|draft| draft.source.is_some())
    else {
        return;
    };
    let Some(last) = previous
        .content
        .iter()
        .map(|part| part.end)
        .max()
        .map(|end| end.max(previous.frame_end()))
    else {
        return;
    };
    let paragraph = context
        .analysis
        .passages
        .partition_point(|other| other.tokens.end < last);
    let distance = context
        .analysis
        .passages
        .get(paragraph)
        .map_or(usize::MAX, |other| {
            passage.paragraph.saturating_sub(other.paragraph)
        });
    let quoted_before = previous
        .content
        .iter()
        .any(|part| context.is(part.start, TokenKind::OpenQuote));
    if distance == 0 && whole && quoted_before {
        previous
            .content
            .push(quotation.open..(close + 1).min(passage.tokens.end));
    } else if distance == 0 || (distance == 1 && whole && quoted_before) {
        let source = previous.source.clone();
        let content = if whole {
            quotation.open..(close + 1).min(passage.tokens.end)
        } else {
            passage.tokens.clone()
        };
        drafts.push(Draft {
            source,
            cue: None,
            content: vec![content],
            closed: false,
        });
    }
}

/// "“…” — Ada Rowan".
fn dashed_name(context: &Context<'_>, dash: usize, limit: usize) -> Option<Range> {
    if !context.is(dash, TokenKind::Dash) {
        return None;
    }
    let source = context.phrase_from(dash + 1, limit)?;
    (context.analysis.tokens[source.start].capital || context.is_speaker(&source)).then_some(source)
}

/// A passage that is a name with an apposition, after a passage that is a quotation: "Ada Rowan, who keeps a shop."
fn named_after(context: &Context<'_>, passage: &Passage, drafts: &mut Vec<Draft>) {
    let Some(before) = passage
        .tokens
        .start
        .checked_sub(1)
        .filter(|&at| context.is(at, TokenKind::CloseQuote))
    else {
        return;
    };
    let Some(quotation) = context.analysis.quotation(before) else {
        return;
    };
    let starts = context
        .analysis
        .passages
        .binary_search_by_key(&quotation.open, |other| other.tokens.start)
        .is_ok();
    let covered = drafts.iter().rev().take(24).any(|draft| {
        draft
            .content
            .iter()
            .any(|part| part.start <= quotation.open + 1 && part.end >= before)
            && draft.cue.is_some()
    });
    let Some(source) = context.phrase_from(passage.tokens.start, passage.tokens.end) else {
        return;
    };
    let bare = match context.analysis.kind(source.end) {
        Some(TokenKind::Comma) => matches!(
            context.analysis.lower(source.end + 1),
            "who" | "whose" | "a" | "an" | "the"
        ),
        Some(TokenKind::Stop) | None => true,
        _ => false,
    };
    let named = context.analysis.tokens[source.clone()]
        .iter()
        .all(|token| token.capital)
        && source.len() >= 2;
    if starts && bare && named && !covered && !context.analysis.quoted(before) {
        drafts.retain(|draft| {
            draft.cue.is_some()
                || !draft
                    .content
                    .iter()
                    .any(|part| part.start == quotation.open)
        });
        drafts.push(Draft {
            source: Some(source),
            cue: None,
            content: vec![quotation.open..before + 1],
            closed: true,
        });
    }
}
