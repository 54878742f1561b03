//! A verb that is said once for two sources: "the ministry spoke of 400 dead, the governor of up to 900".

use crate::attribution::context::{Context, Draft};
use crate::attribution::passage::Passage;
use crate::attribution::token::TokenKind;

pub(super) fn read(
    context: &Context<'_>,
    passage: &Passage,
    first: usize,
    drafts: &mut Vec<Draft>,
) {
    let limit = passage.tokens.end;
    let mut found = Vec::new();
    for draft in &drafts[first.min(drafts.len())..] {
        let (Some(cue), Some(content)) = (&draft.cue, draft.content.first()) else {
            continue;
        };
        if draft.closed || content.start < cue.end {
            continue;
        }
        // The particle that must come back: the last word of the cue, or the "at" of the content.
        let particle = context.analysis.lower(cue.end - 1).to_owned();
        let repeated = if cue.len() > 1
            && matches!(particle.as_str(), "of" | "on" | "for" | "about" | "with")
        {
            particle
        } else {
            "at".to_owned()
        };
        let Some(mark) = (content.start + 1..limit).find(|&at| {
            matches!(
                context.analysis.kind(at),
                Some(TokenKind::Comma | TokenKind::Semicolon)
            )
        }) else {
            continue;
        };
        let Some(source) = context.phrase_from(mark + 1, limit).map(|phrase| {
            let end = phrase
                .clone()
                .find(|&at| context.analysis.lower(at) == repeated)
                .unwrap_or(phrase.end);
            phrase.start..end
        }) else {
            continue;
        };
        // An apposition between commas may follow the source: "the town hall, which counts villagers, on closer to 70,000".
        let mut at = source.end;
        if context.is(at, TokenKind::Comma) {
            at = (at + 1..limit.min(at + 15))
                .find(|&index| context.is(index, TokenKind::Comma))
                .map_or(at, |second| second + 1);
        }
        if source.is_empty()
            || at + 1 >= limit
            || context.analysis.lower(at) != repeated
            || !context.is_speaker(&source)
        {
            continue;
        }
        found.push((
            Draft {
                source: Some(source),
                cue: Some(cue.clone()),
                content: vec![at + 1..context.content_end(at + 1, limit)],
                closed: false,
            },
            cue.start,
            mark,
        ));
    }
    for (draft, cue, mark) in found {
        for earlier in &mut drafts[first..] {
            if earlier.cue.as_ref().is_some_and(|known| known.start == cue)
                && let Some(content) = earlier.content.first_mut()
            {
                content.end = content.end.min(mark);
            }
        }
        drafts.push(draft);
    }
}
