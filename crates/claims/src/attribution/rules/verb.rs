//! Verbs of saying with a source: "Russia said its troops …", "…, said Ada Rowan", "The ridge, he insists, is ours".

use crate::attribution::context::{Context, Draft};
use crate::attribution::lexicon::{Frames, VerbHit};
use crate::attribution::morphology::Form;
use crate::attribution::passage::{Passage, Range};
use crate::attribution::token::TokenKind;

/// A verb with the auxiliaries, negations, and adverbs that belong to it.
struct Group {
    range: Range,
    copula: bool,
    auxiliary: bool,
}

/// Reads every verb of the passage.
pub(super) fn read(context: &Context<'_>, passage: &Passage, drafts: &mut Vec<Draft>) {
    let limit = passage.tokens.end;
    let mut at = passage.tokens.start;
    while at < limit {
        let hits = context
            .lexicon
            .verbs_at(&context.analysis.tokens[at..limit]);
        let mut taken = None;
        for hit in &hits {
            if let Some(draft) = read_hit(context, passage, at, *hit, drafts) {
                taken = Some(hit.n_tokens);
                drafts.push(draft);
                break;
            }
        }
        if taken.is_none()
            && let Some(draft) = after_quotation(context, passage, at, drafts)
        {
            drafts.push(draft);
        }
        at += taken.unwrap_or(1);
    }
}

fn read_hit(
    context: &Context<'_>,
    passage: &Passage,
    at: usize,
    hit: VerbHit,
    drafts: &[Draft],
) -> Option<Draft> {
    let frames = context.lexicon.verbs[hit.verb].frames;
    let group = group(context, passage, at, hit);
    if is_noun(context, passage, at, hit) {
        return None;
    }
    if hit.form == Form::Ing {
        if group.copula && group.range.start < at {
            return with_subject(context, passage, &group, hit, frames, drafts);
        }
        return participle(context, passage, at, hit, frames, drafts);
    }
    let participle_form = matches!(hit.form, Form::Past | Form::Participle);
    // "Is not correct": after a form of "be" the base form is an adjective.
    let is_adjective = group.copula && hit.form == Form::Base;
    if is_adjective
        || (group.copula && participle_form)
        || (hit.form == Form::Participle && !group.auxiliary)
    {
        return None;
    }
    if let Some(before) = at
        .checked_sub(1)
        .filter(|before| *before >= passage.tokens.start)
        .and_then(|before| context.token(before))
        && before.lower == "to"
        && before.is_word()
    {
        return None;
    }
    if !group.auxiliary
        && let Some(draft) = inverted(context, passage, at, hit, frames, drafts)
    {
        return Some(draft);
    }
    with_subject(context, passage, &group, hit, frames, drafts)
}

/// The auxiliaries and negations before a verb; an adverb only between them and the verb.
fn group(context: &Context<'_>, passage: &Passage, at: usize, hit: VerbHit) -> Group {
    let mut start = at;
    let mut copula = false;
    let mut auxiliary = false;
    let mut index = at;
    while index > passage.tokens.start && at - index < 6 {
        let token = &context.analysis.tokens[index - 1];
        if context.grammar.is_auxiliary(token)
            || (context.grammar.is_negation(token) && token.lower != "no")
        {
            index -= 1;
            start = index;
            auxiliary = true;
            copula |= context.grammar.is_copula(token);
        } else if context.grammar.is_adverb(token) {
            index -= 1;
        } else {
            break;
        }
    }
    // "We're told": subject and auxiliary in one word; the word stays outside so that it can be the source.
    if start < at && contraction_subject(context, start).is_some() {
        start += 1;
    }
    Group {
        range: start..at + hit.n_tokens,
        copula,
        auxiliary,
    }
}

/// "I'd", "we've": a pronoun with its auxiliary.
fn contraction_subject(context: &Context<'_>, at: usize) -> Option<Range> {
    let lower = context.analysis.lower(at);
    let pronoun = lower.split('\'').next()?;
    (lower.contains('\'') && ["i", "we", "they", "you", "he", "she", "it"].contains(&pronoun))
        .then_some(at..at + 1)
}

/// "The reports", "an official claim": the word is a noun here.
fn is_noun(context: &Context<'_>, passage: &Passage, at: usize, hit: VerbHit) -> bool {
    if hit.n_tokens > 1
        || matches!(hit.form, Form::Ing | Form::Participle)
        || at == passage.tokens.start
    {
        return at == passage.tokens.start
            && hit.n_tokens == 1
            && matches!(hit.form, Form::Base | Form::Third);
    }
    let before = &context.analysis.tokens[at - 1];
    let after = context
        .token(at + 1)
        .filter(|_| at + 1 < passage.tokens.end);
    let nominal = matches!(hit.form, Form::Base | Form::Third)
        || context.lexicon.verbs[hit.verb].lemma == "read";
    let determined = (context.grammar.is_determiner(before)
        && !matches!(
            before.lower.as_str(),
            "both" | "all" | "some" | "others" | "most" | "many" | "that" | "few" | "several"
        ))
        || before.possessive
        || (context.grammar.is_preposition(before) && before.lower != "up")
        || is_object_of_cue(context, at);
    (nominal && determined)
        || (matches!(hit.form, Form::Base | Form::Third)
            && after.is_some_and(|after| after.lower == "of" && after.is_word()))
        || (hit.form == Form::Past
            && context.grammar.is_determiner(before)
            && !matches!(
                before.lower.as_str(),
                "both"
                    | "all"
                    | "some"
                    | "most"
                    | "many"
                    | "few"
                    | "several"
                    | "another"
                    | "one"
                    | "this"
                    | "that"
                    | "two"
                    | "three"
            ))
}

/// "Did not confirm reports", "rejects claims": right after a verb of saying, a word that names a report is its object.
fn is_object_of_cue(context: &Context<'_>, at: usize) -> bool {
    let tokens = &context.analysis.tokens;
    let is_report = |at: usize| context.lexicon.noun(&tokens[at]).is_some();
    is_report(at) && !is_report(at - 1) && !context.lexicon.verbs_at(&tokens[at - 1..at]).is_empty()
}

/// "…, said Ada Rowan, a surgeon, “…”".
fn inverted(
    context: &Context<'_>,
    passage: &Passage,
    at: usize,
    hit: VerbHit,
    frames: Frames,
    drafts: &[Draft],
) -> Option<Draft> {
    if !(frames.aside || frames.quote) || at <= passage.tokens.start {
        return None;
    }
    let limit = passage.tokens.end;
    let mark = at - 1;
    let after_quote = context.is(mark, TokenKind::CloseQuote);
    if !(after_quote
        || (context.is(mark, TokenKind::Comma)
            && (frames.aside || context.is(mark - 1, TokenKind::CloseQuote)))
        || context.is(mark, TokenKind::Dash))
        || context.analysis.quoted(at) && !context.analysis.quoted(mark)
    {
        return None;
    }
    let mut start = at + hit.n_tokens;
    while start < limit && context.grammar.is_adverb(&context.analysis.tokens[start]) {
        start += 1;
    }
    // "…, measures 0.4 square kilometres", "…, estimated that Norland held …": an object or a clause, not a speaker.
    if context.is(start, TokenKind::Number) || context.analysis.lower(start) == "that" {
        return None;
    }
    let source = context.phrase_from(start, limit)?;
    let tail = context.tail_end(source.end, limit)?;
    let end = if after_quote { at } else { mark };
    let left = context.content_before(passage, end, drafts)?;
    let content = if context.is(tail, TokenKind::Colon) {
        vec![left, tail + 1..context.content_end(tail + 1, limit)]
    } else {
        let mut content = vec![left];
        content.extend(resumed_quotation(context, passage, tail));
        content
    };
    Some(Draft {
        source: Some(source),
        cue: Some(at..at + hit.n_tokens),
        content,
        closed: true,
    })
}

/// After "said X": a quotation that goes on, over an apposition if there is one.
fn resumed_quotation(context: &Context<'_>, passage: &Passage, tail: usize) -> Option<Range> {
    let limit = passage.tokens.end;
    if !(context.is(tail, TokenKind::Comma)
        || context.is(tail, TokenKind::Dash)
        || context.is(tail, TokenKind::OpenQuote))
    {
        return None;
    }
    let open =
        (tail..limit.min(tail + 25)).find(|&index| context.is(index, TokenKind::OpenQuote))?;
    let marked = open == tail
        || matches!(
            context.analysis.kind(open - 1),
            Some(TokenKind::Comma | TokenKind::Dash | TokenKind::Colon)
        );
    let cue_between =
        (tail..open).any(|index| context.finite_cue(index, limit).is_some() && index > tail + 2);
    (marked && !cue_between).then(|| open..context.content_end(open, limit))
}

/// A verb that the lexicon does not know, right after a quotation: "“We stay,” bristles a minister".
fn after_quotation(
    context: &Context<'_>,
    passage: &Passage,
    at: usize,
    drafts: &[Draft],
) -> Option<Draft> {
    let before = at
        .checked_sub(1)
        .filter(|before| *before >= passage.tokens.start)?;
    let token = context.token(at)?;
    if !context.is(before, TokenKind::CloseQuote)
        || !token.is_word()
        || token.capital
        || token.lower.len() < 4
    {
        return None;
    }
    let comma_inside = before.checked_sub(1).is_some_and(|inside| {
        matches!(
            context.analysis.kind(inside),
            Some(TokenKind::Comma | TokenKind::Stop)
        )
    });
    let verbal =
        (token.lower.ends_with('s') && !token.lower.ends_with("ss")) || token.lower.ends_with("ed");
    if !comma_inside
        || !verbal
        || context.grammar.is_adverb(token)
        || context.grammar.is_preposition(token)
        || context.grammar.is_pronoun(token)
        || context.grammar.is_auxiliary(token)
    {
        return None;
    }
    let source = context.phrase_from(at + 1, passage.tokens.end)?;
    let tail = context.tail_end(source.end, passage.tokens.end)?;
    let left = context.content_before(passage, at, drafts)?;
    let mut content = vec![left];
    content.extend(resumed_quotation(context, passage, tail));
    context.is_speaker(&source).then(|| Draft {
        source: Some(source),
        cue: Some(at..at + 1),
        content,
        closed: true,
    })
}

/// Subject, verb, and content to the right, or content around them.
fn with_subject(
    context: &Context<'_>,
    passage: &Passage,
    group: &Group,
    hit: VerbHit,
    frames: Frames,
    drafts: &[Draft],
) -> Option<Draft> {
    let limit = passage.tokens.end;
    let after = group.range.end;
    let (source, clause, shared) = subject(context, passage, group, drafts)?;
    if !shared && !group.auxiliary && agreement_fails(context, &source, hit) {
        return None;
    }
    if !shared && let Some(draft) = aside(context, passage, group, &source, clause, frames, drafts)
    {
        return Some(draft);
    }
    let content = content_after(context, after, limit, frames, &source)?;
    Some(Draft {
        source: Some(source),
        cue: Some(group.range.clone()),
        content: vec![content],
        closed: false,
    })
}

/// The source, the start of its clause, and whether it is the subject of an earlier cue of the same sentence.
fn subject(
    context: &Context<'_>,
    passage: &Passage,
    group: &Group,
    drafts: &[Draft],
) -> Option<(Range, usize, bool)> {
    if group.range.start > passage.tokens.start
        && let Some(pronoun) = contraction_subject(context, group.range.start - 1)
    {
        let clause = pronoun.start;
        return Some((pronoun, clause, false));
    }
    let mut before = group.range.start;
    while before > passage.tokens.start
        && context
            .grammar
            .is_adverb(&context.analysis.tokens[before - 1])
    {
        before -= 1;
    }
    let joined = before > passage.tokens.start && {
        let token = &context.analysis.tokens[before - 1];
        token.is(TokenKind::Comma)
            || matches!(token.lower.as_str(), "and" | "but" | "or" | "yet" | "nor")
    };
    if joined {
        let earlier = drafts
            .iter()
            .rev()
            .take_while(|draft| draft.frame_end() > passage.tokens.start)
            .find(|draft| !draft.closed && draft.source.is_some() && draft.frame_end() < before);
        if let Some(source) = earlier.and_then(|draft| draft.source.clone()) {
            let conjunction = context.analysis.lower(before - 1) != ",";
            if conjunction
                || context
                    .subject_before(group.range.start, passage.tokens.start)
                    .is_none()
            {
                return Some((source, before, true));
            }
        } else if context.analysis.lower(before - 1) != ","
            && let Some(source) = leading_subject(context, passage, before - 1)
        {
            return Some((source, before, true));
        }
    }
    let subject = context.subject_before(group.range.start, passage.tokens.start)?;
    Some((subject.range, subject.clause, false))
}

/// "Alder seized the ridge and said …": the first phrase of the sentence, up to its first verb.
fn leading_subject(context: &Context<'_>, passage: &Passage, end: usize) -> Option<Range> {
    let start = context.skip_adverbials(passage.tokens.start, end);
    let tokens = &context.analysis.tokens;
    let verb = (start + 1..end).find(|&at| {
        let token = &tokens[at];
        context.grammar.is_auxiliary(token)
            || (token.is_word()
                && !token.capital
                && (token.lower.ends_with("ed") || context.finite_cue(at, end).is_some()))
            || !(token.is_word() || token.is(TokenKind::Number))
    })?;
    let range = start..verb;
    (tokens[verb].is_word() && range.len() <= 10 && context.is_speaker(&range)).then_some(range)
}

/// "the army say" is a list of nouns more often than a clause; a pronoun or a plural takes the base form.
fn agreement_fails(context: &Context<'_>, source: &Range, hit: VerbHit) -> bool {
    let last = &context.analysis.tokens[source.end - 1];
    match hit.form {
        Form::Base => {
            let plural = last.lower.ends_with('s')
                || matches!(
                    last.lower.as_str(),
                    "i" | "we"
                        | "you"
                        | "they"
                        | "who"
                        | "which"
                        | "police"
                        | "people"
                        | "men"
                        | "women"
                        | "some"
                        | "many"
                        | "most"
                        | "others"
                        | "both"
                        | "all"
                        | "few"
                        | "media"
                        | "military"
                        | "themselves"
                        | "servicemen"
                        | "spokesmen"
                );
            let coordinated = context.lower_words(source).contains(&"and");
            !(plural
                || coordinated
                || last.is(TokenKind::CloseBracket)
                || last.capital
                || source.len() > 2)
        }
        Form::Third => matches!(last.lower.as_str(), "i" | "we" | "you" | "they"),
        _ => false,
    }
}

/// "…, he said." and "The ridge, he insists, is ours."
fn aside(
    context: &Context<'_>,
    passage: &Passage,
    group: &Group,
    source: &Range,
    clause: usize,
    frames: Frames,
    drafts: &[Draft],
) -> Option<Draft> {
    let limit = passage.tokens.end;
    let mark = clause
        .checked_sub(1)
        .filter(|mark| *mark >= passage.tokens.start)?;
    let after_quote = context.is(mark, TokenKind::CloseQuote);
    let bracketed = context.is(mark, TokenKind::Comma)
        || context.is(mark, TokenKind::Dash)
        || (context.is(mark, TokenKind::OpenBracket))
        || context.is(mark, TokenKind::CloseBracket);
    if !(after_quote || bracketed && frames.aside) {
        return None;
    }
    let tail = context
        .tail_end(group.range.end, limit)
        .or_else(|| recipient_tail(context, group.range.end, limit, frames))?;
    if context.is(tail, TokenKind::OpenQuote)
        || (context.is(tail, TokenKind::Comma)
            && tail + 1 < limit
            && context.analysis.lower(tail + 1) == "that")
    {
        return None;
    }
    let end = if after_quote { clause } else { mark };
    let left = context.content_before(passage, end, drafts)?;
    let mut content = vec![left];
    let goes_on = (context.is(tail, TokenKind::Comma) || context.is(tail, TokenKind::Dash))
        && tail + 1 < limit
        && resumes(context, tail + 1, limit);
    if context.is(tail, TokenKind::Colon) || goes_on {
        content.push(tail + 1..context.content_end(tail + 1, limit));
    }
    Some(Draft {
        source: Some(source.clone()),
        cue: Some(group.range.clone()),
        content,
        closed: true,
    })
}

/// "he told a newspaper.": the addressee between the cue and the end of the clause.
fn recipient_tail(
    context: &Context<'_>,
    start: usize,
    limit: usize,
    frames: Frames,
) -> Option<usize> {
    if !frames.recipient {
        return None;
    }
    let recipient = context.phrase_from(start, limit)?;
    context.tail_end(recipient.end, limit)
}

/// Whether the content goes on after an aside: not with a participle, a relative clause, or another statement.
fn resumes(context: &Context<'_>, at: usize, limit: usize) -> bool {
    if at > 0 && context.reaction(at - 1, limit).is_some() {
        return false;
    }
    let tokens = &context.analysis.tokens;
    if context.is(at, TokenKind::OpenQuote) {
        return true;
    }
    let token = &tokens[at];
    if !(token.is_word() || token.is(TokenKind::Number))
        || (token.lower.ends_with("ing") && token.lower.len() > 5)
        || matches!(
            token.lower.as_str(),
            "who"
                | "which"
                | "whose"
                | "where"
                | "according"
                | "citing"
                | "though"
                | "although"
                | "without"
        )
    {
        return false;
    }
    let after = if context.grammar.is_coordinator(token) {
        at + 1
    } else {
        at
    };
    let another = (after..limit.min(after + 14))
        .take_while(|&index| !matches!(context.analysis.kind(index), Some(TokenKind::Semicolon)))
        .any(|index| {
            !context.analysis.quoted(index)
                && context.finite_cue(index, limit).is_some()
                && (context.grammar.is_coordinator(token) || index == at)
        });
    !another
}

/// "…, adding that", "…, citing": the subject is the one of the statement before.
fn participle(
    context: &Context<'_>,
    passage: &Passage,
    at: usize,
    hit: VerbHit,
    frames: Frames,
    drafts: &[Draft],
) -> Option<Draft> {
    let limit = passage.tokens.end;
    let before = context.token(
        at.checked_sub(1)
            .filter(|before| *before >= passage.tokens.start)?,
    )?;
    let after = at + hit.n_tokens;
    let earlier = drafts
        .iter()
        .rev()
        .take_while(|draft| draft.frame_end() > passage.tokens.start)
        .find_map(|draft| draft.source.clone());
    if before.is(TokenKind::Comma)
        || matches!(
            before.lower.as_str(),
            "and" | "while" | "but" | "then" | "also"
        )
    {
        let source = earlier.or_else(|| leading_subject(context, passage, at))?;
        let content = content_after(context, after, limit, frames, &source)?;
        return Some(Draft {
            source: Some(source),
            cue: Some(at..after),
            content: vec![content],
            closed: false,
        });
    }
    // "with the army disowning any plan", "a statement saying that".
    if !before.is_word()
        || context.grammar.is_preposition(before)
        || context.grammar.is_determiner(before)
        || context.grammar.is_auxiliary(before)
        || context.grammar.is_adverb(before)
    {
        return None;
    }
    let subject = context.subject_before(at, passage.tokens.start)?;
    let marked = matches!(context.analysis.lower(after), "that")
        || context.is(after, TokenKind::OpenQuote)
        || context.is(after, TokenKind::Colon);
    let absolute = subject.range.start.checked_sub(1).is_some_and(|with| {
        context.analysis.lower(with) == "with" || context.analysis.lower(with) == "and"
    });
    if !(marked || absolute && context.is_speaker(&subject.range)) {
        return None;
    }
    let content = content_after(context, after, limit, frames, &subject.range)?;
    Some(Draft {
        source: Some(subject.range),
        cue: Some(at..after),
        content: vec![content],
        closed: false,
    })
}

/// Content to the right of a cue that ends before `after`, if what follows is licensed by the frames.
fn content_after(
    context: &Context<'_>,
    after: usize,
    limit: usize,
    frames: Frames,
    source: &Range,
) -> Option<Range> {
    let start = content_start(context, after, limit, frames, source)?;
    let end = context.content_end(start, limit);
    (start < end).then_some(start..end)
}

fn content_start(
    context: &Context<'_>,
    after: usize,
    limit: usize,
    frames: Frames,
    source: &Range,
) -> Option<usize> {
    let tokens = &context.analysis.tokens;
    let grammar = context.grammar;
    tokens.get(after).filter(|_| after < limit)?;
    if frames.report && !has_report(context, after, limit) {
        return None;
    }
    if let Some(that) = complementizer(context, after, limit)
        && (frames.that || frames.object || frames.recipient)
    {
        return Some(that);
    }
    let mut at = after;
    if (frames.recipient || grammar.is_adverb(&tokens[at])) && !context.is(at, TokenKind::Comma) {
        at = after_recipient(context, after, limit, frames);
    }
    if let Some(quote) = quotation_ahead(context, at, limit) {
        return Some(quote);
    }
    let token = tokens.get(at).filter(|_| at < limit)?;
    if !(token.is_word() || token.is(TokenKind::Number)) {
        return None;
    }
    let speaker = context.is_speaker(source);
    if !speaker
        || (grammar.is_auxiliary(token) && token.lower != "having" && token.lower != "being")
        || grammar.is_coordinator(token)
    {
        return None;
    }
    if token.lower == "to" {
        return (frames.infinitive || frames.object && !frames.clause).then_some(at);
    }
    if frames.place && !frames.object {
        return placed(context, at, limit).then_some(at);
    }
    if frames.name && !frames.object {
        return named(context, at, limit).then_some(at);
    }
    if frames.sensor && !frames.clause && !is_evidence(context, source) {
        return None;
    }
    // "said Friday it had taken the town", "said on Friday it had": the day belongs to the saying.
    let day = at + usize::from(token.lower == "on");
    if frames.clause
        && day + 1 < limit
        && is_bare_day(&tokens[day].lower)
        && tokens[day + 1].is_word()
    {
        return Some(day + 1);
    }
    if frames.clause || frames.object {
        // "said on Friday" without content, "confirmed in a statement": nothing but adverbials follows.
        if context.tail_end(at, limit).is_some_and(|end| {
            end == limit
                || matches!(
                    context.analysis.kind(end),
                    Some(TokenKind::Stop | TokenKind::Semicolon)
                )
        }) && (grammar.is_preposition(token)
            || grammar.is_adverb(token)
            || grammar.is_time(token))
            && !has_finite(context, at, limit)
        {
            return None;
        }
        return Some(at);
    }
    (frames.place && placed(context, at, limit) || frames.name && named(context, at, limit))
        .then_some(at)
}

/// Whether the object that begins here is a report: "its earlier claim", "the figure".
fn has_report(context: &Context<'_>, after: usize, limit: usize) -> bool {
    const LONGEST_LEAD: usize = 5;
    (after..limit.min(after + LONGEST_LEAD))
        .take_while(|&at| context.analysis.tokens[at].is_word())
        .any(|at| {
            let token = &context.analysis.tokens[at];
            context.lexicon.noun(token).is_some()
                || context.lexicon.possessed(token).is_some()
                || matches!(
                    token.lower.as_str(),
                    "figure" | "number" | "remark" | "remarks" | "comment"
                )
        })
}

/// A day as news agencies put it after a verb, without a preposition.
fn is_bare_day(word: &str) -> bool {
    matches!(
        word,
        "monday"
            | "tuesday"
            | "wednesday"
            | "thursday"
            | "friday"
            | "saturday"
            | "sunday"
            | "today"
            | "yesterday"
    )
}

fn has_finite(context: &Context<'_>, at: usize, limit: usize) -> bool {
    (at..limit).any(|index| {
        context
            .grammar
            .is_auxiliary(&context.analysis.tokens[index])
            || context.analysis.tokens[index].lower.ends_with("ed")
                && context.analysis.tokens[index].is_word()
    })
}

/// "that" as conjunction at or soon after `after`: over an addressee, an adverbial, or a parenthesis between commas.
fn complementizer(context: &Context<'_>, after: usize, limit: usize) -> Option<usize> {
    let tokens = &context.analysis.tokens;
    let mut commas = 0;
    for at in after..limit.min(after + 16) {
        let token = &tokens[at];
        match token.kind {
            TokenKind::Comma => commas += 1,
            TokenKind::Word if token.lower == "that" => {
                let next = tokens.get(at + 1).filter(|_| at + 1 < limit)?;
                let clause = next.is_word()
                    || next.is(TokenKind::Number)
                    || next.is(TokenKind::OpenQuote)
                    || next.is(TokenKind::Comma);
                let pronoun = (at == after && context.grammar.is_auxiliary(next))
                    || next.is_word()
                        && matches!(
                            next.lower.as_str(),
                            "as" | "at" | "is" | "was" | "to" | "out" | "on" | "back"
                        );
                let relative = at > after && {
                    let before = &tokens[at - 1];
                    before.is_word() && context.grammar.is_preposition(before)
                };
                return (clause && !pronoun && !relative && commas % 2 == 0).then_some(at + 1);
            }
            TokenKind::Word
                if at > after
                    && commas % 2 == 0
                    && (context.grammar.is_auxiliary(token)
                        || context
                            .finite_cue(at, limit)
                            .is_some_and(|hit| hit.form != Form::Base)) =>
            {
                return None;
            }
            TokenKind::Word | TokenKind::Number | TokenKind::Mark => {}
            _ => return None,
        }
    }
    None
}

/// The opening mark of a quotation at `at`, or after a comma, a colon, or an adverbial tail.
fn quotation_ahead(context: &Context<'_>, at: usize, limit: usize) -> Option<usize> {
    if context.is(at, TokenKind::OpenQuote) {
        return Some(at);
    }
    let mark = if matches!(
        context.analysis.kind(at),
        Some(TokenKind::Comma | TokenKind::Colon)
    ) {
        at
    } else {
        context.tail_end(at, limit)?
    };
    if mark >= limit {
        return None;
    }
    match context.analysis.kind(mark)? {
        TokenKind::Colon if mark + 1 < limit => Some(mark + 1),
        TokenKind::Comma if context.is(mark + 1, TokenKind::OpenQuote) && mark + 1 < limit => {
            Some(mark + 1)
        }
        TokenKind::OpenQuote => Some(mark),
        _ => None,
    }
}

/// The first token after an addressee: a pronoun, or a short phrase.
fn after_recipient(context: &Context<'_>, start: usize, limit: usize, frames: Frames) -> usize {
    let tokens = &context.analysis.tokens;
    let Some(first) = tokens.get(start).filter(|_| start < limit) else {
        return start;
    };
    if !frames.recipient {
        return start;
    }
    if context.grammar.is_object(first)
        && !(context.grammar.is_possessive(first)
            && tokens.get(start + 1).is_some_and(|next| {
                next.is_word()
                    && !next.capital
                    && !context.grammar.is_auxiliary(next)
                    && !context.grammar.opens_phrase(next)
                    && !context.grammar.is_preposition(next)
            }))
    {
        return start + 1;
    }
    let mut at = start + 1;
    let determined = context.grammar.is_determiner(first);
    let mut n_words = usize::from(!determined);
    while at < limit && at < start + 6 {
        let token = &tokens[at];
        if !token.is_word()
            || context.grammar.opens_phrase(token)
                && n_words > 0
                && !(token.capital && tokens[at - 1].capital)
        {
            break;
        }
        n_words += 1;
        at += 1;
        if n_words >= 2 && determined {
            break;
        }
    }
    at
}

/// "puts the toll at 40": the preposition that carries the figure.
fn placed(context: &Context<'_>, at: usize, limit: usize) -> bool {
    (at..limit.min(at + 24))
        .take_while(|&index| !matches!(context.analysis.kind(index), Some(TokenKind::Semicolon)))
        .any(|index| {
            (matches!(
                context.analysis.lower(index),
                "at" | "closer" | "between" | "above" | "below" | "around"
            )) || (context.analysis.lower(index) == "in"
                && (index..limit.min(index + 4)).any(|near| {
                    context.is(near, TokenKind::Number)
                        || context.analysis.lower(near).contains("third")
                }))
        })
}

/// "called it “a raid”", "dismissed the report as staged", "calls that a lie".
fn named(context: &Context<'_>, at: usize, limit: usize) -> bool {
    let token = &context.analysis.tokens[at];
    let quoted = (at..limit.min(at + 14)).any(|index| context.is(index, TokenKind::OpenQuote));
    let as_word = (at + 1..limit.min(at + 14)).any(|index| context.analysis.lower(index) == "as");
    let pronoun = (context.grammar.is_object(token)
        || matches!(token.lower.as_str(), "this" | "that" | "it" | "the"))
        && at + 1 < limit
        && context.analysis.tokens[at + 1].is_word();
    quoted || as_word || pronoun
}

/// Pictures, maps, documents, and instruments show; people show things to others.
fn is_evidence(context: &Context<'_>, source: &Range) -> bool {
    use salient_model::SourceKind;
    let tokens = &context.analysis.tokens[source.clone()];
    context.roles.all(tokens).iter().any(|hit| {
        matches!(
            hit.kind,
            SourceKind::Sensor
                | SourceKind::Document
                | SourceKind::ImageryLab
                | SourceKind::OsintGroup
                | SourceKind::Monitor
        )
    }) || tokens.iter().any(|token| {
        matches!(
            token.lower.as_str(),
            "map"
                | "maps"
                | "data"
                | "figures"
                | "screenshot"
                | "we"
                | "i"
                | "they"
                | "it"
                | "team"
                | "staff"
                | "television"
        )
    })
}
