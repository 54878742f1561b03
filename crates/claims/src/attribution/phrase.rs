//! Noun phrases around a cue, read from function words and marks alone.
//!
//! **What.** Where the subject before a verb begins, and where the noun phrase after it ends. No part-of-speech model: a phrase begins after a
//! clause boundary or a leading adverbial and ends at a mark, an auxiliary, or an adverbial of time or medium.

use super::context::Context;
use super::passage::Range;
use super::token::TokenKind;

/// A subject found to the left of a verb.
#[derive(Debug, Clone)]
pub(crate) struct Subject {
    pub(crate) range: Range,
    /// First token of the clause: what stands between it and `range` is a leading adverbial.
    pub(crate) clause: usize,
}

/// How far to the left a subject may reach, in tokens; longer phrases are rare and the search must stay linear.
const LONGEST_SUBJECT: usize = 30;

impl Context<'_> {
    /// The subject of a verb group that begins at `group`, not before `from`.
    pub(crate) fn subject_before(&self, group: usize, from: usize) -> Option<Subject> {
        let mut end = group;
        while end > from
            && self.grammar.is_adverb(self.token(end - 1)?)
            && end + LONGEST_SUBJECT > group
        {
            end -= 1;
        }
        if end > from && self.is(end - 1, TokenKind::Comma) {
            end = self.before_parenthesis(end - 1, from)?;
        }
        if end <= from {
            return None;
        }
        let last = self.token(end - 1)?;
        if !(last.is_word() || last.is(TokenKind::CloseBracket) || last.is(TokenKind::Number)) {
            return None;
        }
        if self.grammar.is_relative(last) && last.lower != "that" || self.grammar.is_pronoun(last) {
            return Some(Subject {
                range: end - 1..end,
                clause: end - 1,
            });
        }
        let clause = self.clause_start(end, from);
        let start = self.skip_adverbials(clause, end);
        let range = start..end;
        let first = self.token(start)?;
        if range.is_empty()
            || self.grammar.is_preposition(last)
            || (range.len() == 1
                && (self.grammar.is_conjunction(first) || self.grammar.is_auxiliary(first)))
        {
            return None;
        }
        if range.clone().any(|index| {
            self.grammar.is_auxiliary(&self.analysis.tokens[index])
                && !self.in_relative(index, start)
        }) {
            return None;
        }
        Some(Subject { range, clause })
    }

    /// "Rwanda, as it has from the start, denies": the end of the phrase before the first of the two commas.
    fn before_parenthesis(&self, comma: usize, from: usize) -> Option<usize> {
        let opening = (from.max(comma.saturating_sub(LONGEST_SUBJECT))..comma)
            .rev()
            .find(|&index| {
                self.is(index, TokenKind::Comma) || self.is(index, TokenKind::Semicolon)
            })?;
        let head = opening.checked_sub(1)?;
        let word = self.token(head)?;
        let plain = !self.analysis.quoted(head)
            && self.is(opening, TokenKind::Comma)
            && word.is_word()
            && !self.grammar.is_adverb(word)
            && !self.grammar.is_time(word);
        // What stands before the parenthesis must be a phrase and nothing more, or else the verb is one of an aside.
        let clause = self.clause_start(opening, from);
        let start = self.skip_adverbials(clause, opening);
        let phrase_only = opening - start <= 9
            && !(start..opening)
                .any(|index| self.grammar.is_auxiliary(&self.analysis.tokens[index]));
        let speaker = self.is_speaker(&(start..opening));
        (plain && phrase_only && speaker).then_some(opening)
    }

    fn in_relative(&self, index: usize, start: usize) -> bool {
        (start..index).any(|at| self.grammar.is_relative(&self.analysis.tokens[at]))
    }

    /// The first token of the clause that ends before `end`.
    pub(crate) fn clause_start(&self, end: usize, from: usize) -> usize {
        let lowest = from.max(end.saturating_sub(LONGEST_SUBJECT));
        let mut index = end;
        let mut depth = 0_usize;
        while index > lowest {
            let token = &self.analysis.tokens[index - 1];
            match token.kind {
                TokenKind::CloseBracket => depth += 1,
                TokenKind::OpenBracket if depth > 0 => depth -= 1,
                _ if depth > 0 => {}
                TokenKind::Word => {
                    let lower = token.lower.as_str();
                    let complementizer =
                        lower == "that" && index >= 2 && self.introduces_content(index - 2);
                    let conjunction = self.grammar.is_conjunction(token)
                        && !(matches!(lower, "after" | "before" | "since" | "until"))
                        && !(matches!(lower, "and" | "or")
                            && self.joins_names(index - 1, lowest, end));
                    let relative =
                        matches!(lower, "who" | "which" | "that" | "whose" | "whom" | "where")
                            && !self.is_restrictive(index - 1, lowest, end);
                    if (complementizer || conjunction || relative) && index < end {
                        return index;
                    }
                    if self.grammar.is_auxiliary(token) && !self.in_restrictive(index - 1, lowest) {
                        return index;
                    }
                }
                TokenKind::Number => {}
                _ => return index,
            }
            index -= 1;
        }
        index
    }

    /// Whether "that" after this token opens content: the token is a cue verb or a reporting noun.
    fn introduces_content(&self, index: usize) -> bool {
        let tokens = &self.analysis.tokens;
        tokens
            .get(index)
            .is_some_and(|token| self.lexicon.noun(token).is_some())
            || !self.lexicon.verbs_at(&tokens[index..=index]).is_empty()
    }

    /// "Russia and Ukraine said": the conjunction joins two names or two plain phrases, so the phrase goes on.
    fn joins_names(&self, index: usize, lowest: usize, end: usize) -> bool {
        let (Some(before), Some(after)) = (
            index.checked_sub(1).and_then(|at| self.token(at)),
            self.token(index + 1),
        ) else {
            return false;
        };
        let left = index.saturating_sub(6).max(lowest);
        let clean = !(left..index).any(|at| {
            self.grammar.is_auxiliary(&self.analysis.tokens[at])
                || !self
                    .lexicon
                    .verbs_at(&self.analysis.tokens[at..=at])
                    .is_empty()
        });
        clean
            && before.is_word()
            && after.is_word()
            && index + 1 < end
            && (before.capital || !after.capital || index.saturating_sub(lowest) <= 4)
            && !self.grammar.is_determiner(after)
            || before.capital && after.capital && clean && index + 2 >= end
    }

    /// Whether the relative pronoun at `index` opens a restrictive clause: a noun stands right before it, and a verb and more before `end`.
    fn is_restrictive(&self, index: usize, lowest: usize, end: usize) -> bool {
        index > lowest
            && index + 1 < end
            && self.token(index - 1).is_some_and(|before| {
                before.is_word()
                    && !self.grammar.is_auxiliary(before)
                    && !self.grammar.is_preposition(before)
            })
            && !self.introduces_content(index - 1)
    }

    fn in_restrictive(&self, index: usize, lowest: usize) -> bool {
        (lowest..index)
            .rev()
            .take(12)
            .take_while(|&at| self.analysis.tokens[at].is_word())
            .any(|at| {
                matches!(self.analysis.lower(at), "who" | "which" | "whose")
                    && self.is_restrictive(at, lowest, index + 2)
            })
    }

    /// Where the phrase begins after leading adverbials ("On Friday the ministry", "Meanwhile Alder").
    pub(crate) fn skip_adverbials(&self, start: usize, end: usize) -> usize {
        let tokens = &self.analysis.tokens;
        let mut at = start;
        while at < end {
            let token = &tokens[at];
            let next = if at + 1 < end
                && (self.grammar.is_adverb(token)
                    || matches!(
                        token.lower.as_str(),
                        "and" | "but" | "so" | "or" | "nor" | "that" | "as"
                    ))
                && !self.is_phrase_head(at, end)
            {
                at + 1
            } else if self.grammar.is_preposition(token) && token.lower != "of" {
                self.after_prepositional_phrase(at, end)
            } else {
                self.after_time(at, end)
            };
            if next == at || next >= end {
                break;
            }
            at = next;
        }
        at
    }

    /// A demonstrative before a noun opens a phrase, "that" before a pronoun does not.
    fn is_phrase_head(&self, at: usize, end: usize) -> bool {
        self.analysis.lower(at) == "that"
            && at + 1 < end
            && self
                .token(at + 1)
                .is_some_and(|next| !self.grammar.opens_phrase(next))
    }

    fn after_time(&self, at: usize, end: usize) -> usize {
        let tokens = &self.analysis.tokens;
        // "Twelve hours later", "some days earlier".
        if at + 2 < end
            && self.grammar.is_time(&tokens[at + 1])
            && matches!(
                tokens[at + 2].lower.as_str(),
                "later" | "earlier" | "before" | "ago"
            )
        {
            return at + 3;
        }
        let mut next = at;
        if next + 1 < end
            && self.grammar.opens_time(&tokens[next])
            && self.grammar.is_time(&tokens[next + 1])
        {
            next += 1;
        }
        while next < end
            && (self.grammar.is_time(&tokens[next])
                || (next > at && tokens[next].is(TokenKind::Number)))
            && !tokens[next].possessive
        {
            next += 1;
        }
        if next == at + 1 && !self.grammar.is_time(&tokens[at]) {
            at
        } else {
            next
        }
    }

    fn after_prepositional_phrase(&self, at: usize, end: usize) -> usize {
        let tokens = &self.analysis.tokens;
        let mut next = at + 1;
        if next < end && self.grammar.is_determiner(&tokens[next]) {
            next += 1;
        }
        let mut n_words = 0;
        while next < end {
            let token = &tokens[next];
            let before = &tokens[next - 1];
            let opens = self.grammar.is_pronoun(token)
                || (self.grammar.is_determiner(token) && !token.is(TokenKind::Number));
            let new_name = token.capital
                && n_words > 0
                && (!before.capital || self.grammar.is_time(before))
                && !before.possessive
                && before.lower != "of";
            if n_words > 0 && (opens || new_name) && before.lower != "of" {
                return next;
            }
            n_words += 1;
            next += 1;
        }
        // Everything was taken: the last name is the subject ("In Alder Rowan said").
        if n_words >= 2 && tokens[end - 1].capital {
            end - 1
        } else {
            end
        }
    }

    /// The end of the noun phrase that begins at `start`; `None` when none begins there.
    pub(crate) fn phrase_from(&self, start: usize, limit: usize) -> Option<Range> {
        let tokens = &self.analysis.tokens;
        let first = tokens.get(start).filter(|_| start < limit)?;
        if self.grammar.is_pronoun(first)
            || self.grammar.is_object(first) && !self.grammar.is_possessive(first)
        {
            return Some(start..start + 1);
        }
        let opens = self.grammar.opens_phrase(first)
            || (first.is_word()
                && !self.grammar.is_preposition(first)
                && !self.grammar.is_conjunction(first)
                && !self.grammar.is_auxiliary(first)
                && !self.grammar.is_adverb(first));
        if !opens || self.grammar.is_time(first) {
            return None;
        }
        let mut end = start + 1;
        let mut relative = false;
        let mut depth = 0_usize;
        while end < limit && end - start < LONGEST_SUBJECT {
            let token = &tokens[end];
            match token.kind {
                TokenKind::OpenBracket => depth += 1,
                TokenKind::CloseBracket if depth > 0 => depth -= 1,
                _ if depth > 0 => {}
                TokenKind::Word => {
                    if matches!(token.lower.as_str(), "who" | "whose" | "which") {
                        relative = true;
                    } else if !relative
                        && (self.grammar.is_auxiliary(token) || token.lower == "that")
                    {
                        break;
                    }
                    if !relative && self.ends_phrase(end, start, limit) {
                        break;
                    }
                }
                TokenKind::Number => {}
                _ => break,
            }
            end += 1;
        }
        Some(start..end)
    }

    fn ends_phrase(&self, at: usize, start: usize, limit: usize) -> bool {
        let tokens = &self.analysis.tokens;
        let token = &tokens[at];
        let next = tokens.get(at + 1).filter(|_| at + 1 < limit);
        let lower = token.lower.as_str();
        if self.grammar.is_pronoun(token) {
            return true;
        }
        if matches!(
            lower,
            "as" | "after"
                | "before"
                | "when"
                | "while"
                | "because"
                | "if"
                | "until"
                | "but"
                | "since"
                | "during"
                | "via"
                | "where"
        ) {
            return true;
        }
        if lower == "and" {
            return next.is_none_or(|next| {
                !self.lexicon.verbs_at(std::slice::from_ref(next)).is_empty()
                    || self.grammar.is_adverb(next)
                    || self.grammar.is_auxiliary(next)
            });
        }
        if self.grammar.is_time(token) && !token.possessive && at > start {
            return true;
        }
        if self.grammar.is_adverb(token) && !self.grammar.is_determiner(token) {
            return lower != "there" && lower != "here";
        }
        if self.grammar.is_preposition(token) && lower != "of" {
            let window = &tokens[at + 1..limit.min(at + 5)];
            let bounded: Vec<_> = window.iter().take_while(|token| token.is_word()).collect();
            return bounded.first().is_some_and(|word| {
                self.grammar.is_time(word)
                    || self.grammar.is_object(word) && !self.grammar.is_possessive(word)
            }) || bounded.iter().take(3).any(|word| {
                self.grammar.is_medium(word)
                    || (self.grammar.is_time(word)
                        && matches!(lower, "on" | "in" | "at" | "this" | "by" | "late"))
            });
        }
        false
    }

    /// Where an adverbial tail after a cue ends: "on Friday", "in a statement", "by phone". Stops at the first mark.
    /// `None` when a clause follows instead.
    pub(crate) fn tail_end(&self, start: usize, limit: usize) -> Option<usize> {
        let tokens = &self.analysis.tokens;
        let mut at = start;
        while at < limit && at - start <= 14 {
            let token = &tokens[at];
            match token.kind {
                TokenKind::Word => {
                    if at == start
                        && !(self.grammar.is_preposition(token)
                            || self.grammar.is_adverb(token)
                            || self.grammar.is_time(token)
                            || self.grammar.opens_time(token)
                            || self.grammar.is_object(token)
                            || matches!(
                                token.lower.as_str(),
                                "as" | "when" | "while" | "after" | "before"
                            ))
                    {
                        return None;
                    }
                    if at == start
                        && matches!(
                            token.lower.as_str(),
                            "the" | "this" | "every" | "one" | "that"
                        )
                        && !tokens
                            .get(at + 1)
                            .is_some_and(|next| self.grammar.is_time(next))
                    {
                        return None;
                    }
                    if self.grammar.is_auxiliary(token) || token.lower == "that" {
                        return None;
                    }
                }
                TokenKind::Number | TokenKind::Mark => {}
                _ => return Some(at),
            }
            at += 1;
        }
        (at >= limit).then_some(limit)
    }

    /// Whether a phrase can speak: a name, a pronoun, or a noun of the role list.
    pub(crate) fn is_speaker(&self, range: &Range) -> bool {
        let tokens = &self.analysis.tokens[range.clone()];
        tokens.iter().enumerate().any(|(at, token)| {
            self.grammar.is_pronoun(token)
                || (token.is_word()
                    && token.capital
                    && !(self.analysis.starts_sentence(range.start + at)
                        && (self.grammar.is_determiner(token)
                            || !token.possessive && range.len() > 1)))
        }) || !self.roles.all(tokens).is_empty()
            || tokens.len() == 1 && tokens[0].capital
    }
}
