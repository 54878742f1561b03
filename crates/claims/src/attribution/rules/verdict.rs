//! Verdicts on a report: "the claim is a lie", "it is not true that …", "these contentions are rejected".

use crate::attribution::context::{Context, Draft};
use crate::attribution::passage::Passage;

pub(super) fn read(context: &Context<'_>, passage: &Passage, drafts: &mut Vec<Draft>) {
    let limit = passage.tokens.end;
    for at in passage.tokens.clone() {
        let Some((n_tokens, _)) = context
            .lexicon
            .verdict_at(&context.analysis.tokens[at..limit])
        else {
            continue;
        };
        if super::has_cue(drafts, at) || context.analysis.quoted(at) || at == passage.tokens.start {
            continue;
        }
        let cue = at..at + n_tokens;
        let copula = context
            .token(at - 1)
            .is_some_and(|before| context.grammar.is_copula(before));
        if copula && context.analysis.lower(cue.end) == "that" && cue.end + 1 < limit {
            let start = cue.end + 1;
            drafts.push(Draft {
                source: None,
                cue: Some(cue),
                content: vec![start..context.content_end(start, limit)],
                closed: false,
            });
            continue;
        }
        // The subject must be a report, or else a plain statement is called false.
        let floor = context.content_floor(passage, at - 1, drafts);
        let subject = floor..at - 1;
        if copula
            && !subject.is_empty()
            && subject.clone().any(|index| {
                context
                    .lexicon
                    .noun(&context.analysis.tokens[index])
                    .is_some()
            })
        {
            drafts.push(Draft {
                source: None,
                cue: Some(cue),
                content: vec![subject],
                closed: true,
            });
        }
    }
}
