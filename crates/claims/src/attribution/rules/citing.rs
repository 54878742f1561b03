//! Relays: "TASS reported, citing the ministry", "a news site, quoting a crew member, put …".
//!
//! What the one says is what the other said: both have the same content, and the one cited stands inside the one who cites.

use crate::attribution::context::{Context, Draft};
use crate::attribution::passage::Passage;
use crate::attribution::token::TokenKind;

/// Adds the one cited for every relay in the passage. Runs after the rules that find who cites.
pub(super) fn read(
    context: &Context<'_>,
    passage: &Passage,
    first: usize,
    drafts: &mut Vec<Draft>,
) {
    let limit = passage.tokens.end;
    for at in passage.tokens.clone() {
        if !matches!(context.analysis.lower(at), "citing" | "quoting")
            || !context.is(at.wrapping_sub(1), TokenKind::Comma)
            || context.is(at + 1, TokenKind::OpenQuote)
        {
            continue;
        }
        let Some(source) = context
            .phrase_from(at + 1, limit)
            .filter(|source| context.is_speaker(source))
        else {
            continue;
        };
        // The verb rules take "citing" for a saying of its own.
        drafts.retain(|draft| draft.cue.as_ref().is_none_or(|cue| cue.start != at));
        let relayed = drafts[first.min(drafts.len())..]
            .iter()
            .filter(|draft| draft.source.is_some() && !draft.content.is_empty())
            .min_by_key(|draft| draft.frame_end().abs_diff(at))
            .map(|draft| draft.content.clone());
        if let Some(content) = relayed {
            drafts.push(Draft {
                source: Some(source),
                cue: Some(at..at + 1),
                content,
                closed: true,
            });
        }
    }
}
