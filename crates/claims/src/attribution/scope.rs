//! How far content reaches, to the left and to the right of its cue.

use super::context::{Context, Draft};
use super::lexicon::VerbHit;
use super::morphology::Form;
use super::passage::{Passage, Range};
use super::token::TokenKind;

impl Context<'_> {
    /// A finite cue verb at `at`: not a noun ("the reports"), not an infinitive, not a passive.
    pub(crate) fn finite_cue(&self, at: usize, limit: usize) -> Option<VerbHit> {
        let hit = self
            .lexicon
            .verbs_at(self.analysis.tokens.get(at..limit)?)
            .into_iter()
            .find(|hit| matches!(hit.form, Form::Base | Form::Third | Form::Past))?;
        let free = at == 0 || {
            let before = &self.analysis.tokens[at - 1];
            !(self.grammar.is_copula(before)
                || before.possessive
                || self.grammar.is_preposition(before)
                || (self.grammar.is_determiner(before) && !self.grammar.is_pronoun(before)))
        };
        free.then_some(hit)
    }

    /// Where content that begins at `start` ends: before the next attribution of the sentence, or at its end.
    pub(crate) fn content_end(&self, start: usize, limit: usize) -> usize {
        let tokens = &self.analysis.tokens;
        let mut at = start;
        while at < limit {
            if self.analysis.quoted(at) {
                at += 1;
                continue;
            }
            let cut = match tokens[at].kind {
                TokenKind::Semicolon => self.attributes_anew(at + 1, limit),
                TokenKind::Comma => at > start && self.comma_ends_content(at, limit),
                TokenKind::Word
                    if at > start && matches!(tokens[at].lower.as_str(), "and" | "but") =>
                {
                    self.shares_subject(at + 1, limit)
                }
                TokenKind::Word if at > start => self.phrase_cue_follows(at, limit),
                _ => false,
            };
            if cut {
                return at;
            }
            at += 1;
        }
        limit
    }

    /// "according to X" later in the sentence ends the content before it only when it stands at its end.
    fn phrase_cue_follows(&self, at: usize, limit: usize) -> bool {
        self.analysis.lower(at) == "according"
            && self.analysis.lower(at + 1) == "to"
            && !(at..limit).any(|index| self.is(index, TokenKind::Comma))
    }

    /// After a semicolon: does the next part have a cue of its own, or is it the writer's ("we were unable to check")?
    fn attributes_anew(&self, from: usize, limit: usize) -> bool {
        (from..limit)
            .take_while(|&at| !self.is(at, TokenKind::Semicolon))
            .any(|at| {
                !self.analysis.quoted(at)
                    && (self.finite_cue(at, limit).is_some()
                        || matches!(self.analysis.lower(at), "we" | "our" | "us")
                        || self
                            .lexicon
                            .phrase_at(&self.analysis.tokens[at..limit])
                            .is_some_and(|(n_words, _)| n_words > 1))
            })
    }

    fn comma_ends_content(&self, comma: usize, limit: usize) -> bool {
        let tokens = &self.analysis.tokens;
        let Some(next) = tokens.get(comma + 1).filter(|_| comma + 1 < limit) else {
            return false;
        };
        if self
            .lexicon
            .verbs_at(&tokens[comma + 1..limit])
            .iter()
            .any(|hit| hit.form == Form::Ing)
            || self.reaction(comma, limit).is_some()
        {
            return true;
        }
        if self.finite_cue(comma + 1, limit).is_some() {
            return true;
        }
        if next.lower == "according"
            || matches!(next.lower.as_str(), "who" | "which")
                && self.finite_cue(comma + 2, limit).is_some()
        {
            return true;
        }
        if self.grammar.is_coordinator(next) {
            return self.shares_subject(comma + 2, limit) || self.own_subject(comma + 2, limit);
        }
        false
    }

    /// "and confirmed": a cue verb right after the coordinator.
    fn shares_subject(&self, from: usize, limit: usize) -> bool {
        let mut at = from;
        while at < limit && self.grammar.is_adverb(&self.analysis.tokens[at]) {
            at += 1;
        }
        self.finite_cue(at, limit).is_some_and(|hit| {
            hit.form != Form::Base
                || self.analysis.lower(from.wrapping_sub(1)) == "and" && at + hit.n_tokens < limit
        }) || at < limit
            && self.grammar.is_auxiliary(&self.analysis.tokens[at])
            && self
                .lexicon
                .verbs_at(&self.analysis.tokens[(at + 1).min(limit)..limit])
                .iter()
                .any(|hit| hit.form != Form::Ing)
            && !self.grammar.is_copula(&self.analysis.tokens[at])
    }

    /// "but Kyiv denied": a phrase and a cue verb after the coordinator.
    fn own_subject(&self, from: usize, limit: usize) -> bool {
        let mut at = from;
        while at < limit && at < from + 14 {
            let token = &self.analysis.tokens[at];
            if at > from && self.finite_cue(at, limit).is_some() {
                return self.is_speaker(&(from..at));
            }
            if !(token.is_word() || token.is(TokenKind::Number))
                || self.grammar.is_auxiliary(token)
                    && !self
                        .lexicon
                        .verbs_at(&self.analysis.tokens[(at + 1).min(limit)..limit])
                        .iter()
                        .any(|hit| hit.form == Form::Past)
            {
                return false;
            }
            at += 1;
        }
        false
    }

    /// The first token that content before a cue at `end` may take: after the last statement that is closed, or after a semicolon.
    pub(crate) fn content_floor(&self, passage: &Passage, end: usize, drafts: &[Draft]) -> usize {
        let mut floor = passage.tokens.start;
        for draft in drafts
            .iter()
            .rev()
            .take_while(|draft| draft.frame_end() > passage.tokens.start)
        {
            if draft.closed && draft.frame_end() <= end {
                floor = floor.max(draft.frame_end());
                break;
            }
        }
        if let Some(semicolon) = (floor..end)
            .rev()
            .find(|&at| self.is(at, TokenKind::Semicolon) && !self.analysis.quoted(at))
        {
            floor = semicolon + 1;
        }
        let at_start = floor == passage.tokens.start;
        while floor < end
            && (matches!(
                self.analysis.kind(floor),
                Some(TokenKind::Comma | TokenKind::Mark | TokenKind::Dash | TokenKind::Stop)
            ) || !at_start && self.grammar.is_coordinator(&self.analysis.tokens[floor]))
        {
            floor += 1;
        }
        floor
    }

    /// Content that ends before `end`.
    pub(crate) fn content_before(
        &self,
        passage: &Passage,
        end: usize,
        drafts: &[Draft],
    ) -> Option<Range> {
        let floor = self.content_floor(passage, end, drafts);
        if floor >= end {
            return None;
        }
        if self.is(end - 1, TokenKind::CloseQuote)
            && let Some(quotation) = self.analysis.quotation(end - 1)
            && quotation.open > floor
            && matches!(
                self.analysis.kind(quotation.open - 1),
                Some(
                    TokenKind::Colon
                        | TokenKind::Dash
                        | TokenKind::Stop
                        | TokenKind::Mark
                        | TokenKind::CloseBracket
                )
            )
        {
            return Some(quotation.open..end);
        }
        Some(floor..end)
    }

    /// A range without marks at its ends, and without quotation marks when it is one quotation from end to end.
    pub(crate) fn trimmed(&self, range: &Range) -> Range {
        let mut range = range.clone();
        loop {
            let before = range.clone();
            while range.start < range.end
                && matches!(
                    self.analysis.kind(range.start),
                    Some(
                        TokenKind::Comma
                            | TokenKind::Stop
                            | TokenKind::Semicolon
                            | TokenKind::Colon
                            | TokenKind::Dash
                            | TokenKind::Mark
                    )
                )
            {
                range.start += 1;
            }
            while range.start < range.end
                && matches!(
                    self.analysis.kind(range.end - 1),
                    Some(
                        TokenKind::Comma
                            | TokenKind::Stop
                            | TokenKind::Semicolon
                            | TokenKind::Colon
                            | TokenKind::Dash
                            | TokenKind::Mark
                    )
                )
            {
                range.end -= 1;
            }
            if range.start < range.end && self.is(range.start, TokenKind::OpenQuote) {
                let quotation = self.analysis.quotation(range.start);
                match quotation.and_then(|quotation| quotation.close) {
                    Some(close) if close + 1 == range.end => range = range.start + 1..close,
                    Some(close) if close >= range.end => range.start += 1,
                    None => range.start += 1,
                    _ => {}
                }
            }
            if range == before || range.is_empty() {
                return range;
            }
        }
    }
}
