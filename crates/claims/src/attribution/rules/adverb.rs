//! Hearsay adverbs: "reportedly", "allegedly". Nobody in particular is the source.

use crate::attribution::context::{Context, Draft};
use crate::attribution::passage::Passage;
use crate::attribution::token::TokenKind;

pub(super) fn read(context: &Context<'_>, passage: &Passage, drafts: &mut Vec<Draft>) {
    let limit = passage.tokens.end;
    for at in passage.tokens.clone() {
        if context
            .lexicon
            .adverb(&context.analysis.tokens[at])
            .is_none()
            || context.analysis.quoted(at)
        {
            continue;
        }
        let mut start = at + 1;
        if context.is(start, TokenKind::Comma) {
            start += 1;
        }
        let end = (start..limit)
            .find(|&index| {
                matches!(
                    context.analysis.kind(index),
                    Some(TokenKind::Semicolon | TokenKind::Comma)
                ) && !context.analysis.quoted(index)
            })
            .unwrap_or(limit);
        let content = if start < end && !context.is(start, TokenKind::Stop) {
            start..end
        } else {
            // "The bridge was mined, allegedly."
            match context.content_before(passage, at, drafts) {
                Some(content) => content,
                None => continue,
            }
        };
        drafts.push(Draft {
            source: None,
            cue: Some(at..at + 1),
            content: vec![content],
            closed: false,
        });
    }
}
