//! Reactions to what was said before, in the same sentence: "…, a claim Sudland denied", "…, a figure the ministry rejects".

use salient_model::Force;

use crate::attribution::context::{Context, Draft};
use crate::attribution::passage::{Passage, Range};
use crate::attribution::token::TokenKind;

/// Nouns for a number that can be reacted to; nouns for a report come from the cue list.
const FIGURES: [&str; 6] = ["figure", "number", "toll", "total", "version", "tally"];

/// Longest name of the one who reacts, in tokens.
const LONGEST_SOURCE: usize = 8;

pub(super) fn read(context: &Context<'_>, passage: &Passage, drafts: &mut Vec<Draft>) {
    let limit = passage.tokens.end;
    for comma in passage.tokens.clone() {
        let Some(reaction) = context.reaction(comma, limit) else {
            continue;
        };
        // What the verb rules made of the same words took the noun for a part of the source.
        drafts.retain(|draft| {
            draft
                .cue
                .as_ref()
                .is_none_or(|cue| cue.start != reaction.cue.start)
        });
        drafts.push(Draft {
            source: Some(reaction.source),
            cue: Some(reaction.cue),
            content: vec![reaction.noun],
            closed: true,
        });
    }
}

/// The parts of a reaction.
#[derive(Debug)]
pub(crate) struct Reaction {
    noun: Range,
    source: Range,
    cue: Range,
}

impl Context<'_> {
    /// A reaction that begins after the comma at `comma`.
    pub(crate) fn reaction(&self, comma: usize, limit: usize) -> Option<Reaction> {
        if !self.is(comma, TokenKind::Comma) {
            return None;
        }
        let article = comma + 1;
        if !matches!(self.analysis.lower(article), "a" | "an" | "the") {
            return None;
        }
        // One adjective at most: "a new claim".
        let noun = (article + 1..limit.min(article + 3)).find(|&at| {
            let token = &self.analysis.tokens[at];
            self.lexicon.noun(token).is_some() || FIGURES.contains(&token.lower.as_str())
        })?;
        let mut start = noun + 1;
        if matches!(self.analysis.lower(start), "that" | "which") {
            start += 1;
        }
        let verb = (start + 1..limit.min(start + LONGEST_SOURCE + 1)).find_map(|at| {
            let hit = self.finite_cue(at, limit)?;
            let force = self.lexicon.verbs[hit.verb].force;
            matches!(force, Force::Denies | Force::Doubts | Force::Confirms)
                .then_some(at..at + hit.n_tokens)
        })?;
        let source = start..verb.start;
        // Nothing follows but the end or an adverbial: "a claim Sudland denied on Sunday".
        let ends = self.tail_end(verb.end, limit).is_some()
            || verb.end >= limit
            || !self.analysis.tokens[verb.end].is_word();
        (ends && self.is_speaker(&source)).then_some(Reaction {
            noun: article..noun + 1,
            source,
            cue: verb,
        })
    }
}
