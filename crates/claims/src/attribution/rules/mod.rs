//! One construction per file. Each reads a passage and adds what it finds.

mod adverb;
mod citing;
mod continuation;
mod ellipsis;
mod label;
mod noun;
mod passive;
mod phrase;
mod reaction;
mod verb;
mod verdict;

use super::context::{Context, Draft};
use super::passage::Passage;

/// Reads one passage with every rule. `drafts` holds what earlier passages gave, because a quotation may continue.
pub(super) fn read(context: &Context<'_>, passage: &Passage, drafts: &mut Vec<Draft>) {
    let first = drafts.len();
    phrase::read(context, passage, drafts);
    verb::read(context, passage, drafts);
    passive::read(context, passage, drafts);
    reaction::read(context, passage, drafts);
    adverb::read(context, passage, drafts);
    noun::read(context, passage, drafts);
    verdict::read(context, passage, drafts);
    ellipsis::read(context, passage, first, drafts);
    label::read(context, passage, drafts);
    citing::read(context, passage, first, drafts);
    continuation::read(context, passage, first, drafts);
}

/// Whether one of the drafts has a cue on this token.
fn has_cue(drafts: &[Draft], at: usize) -> bool {
    drafts
        .iter()
        .rev()
        .take(24)
        .any(|draft| draft.cue.as_ref().is_some_and(|cue| cue.contains(&at)))
}
