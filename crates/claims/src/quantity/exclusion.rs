//! Numbers that are no quantities: designations, roads, list and report numbers, footnote marks, "one" as a pronoun.
//!
//! Dates, clock times, and time windows are found by [`crate::time`]; this file knows the rest.

use super::number::{Number, NumberForm};
use super::tokens::{Token, TokenKind};
use super::unit::find_noun;

/// Words that make the number after them a name.
const DESIGNATORS: &[&str] = &[
    "no",
    "nr",
    "number",
    "road",
    "highway",
    "route",
    "report",
    "article",
    "resolution",
    "force",
    "post",
    "page",
    "chapter",
    "phase",
    "sector",
    "zone",
    "checkpoint",
    "block",
    "hill",
    "height",
    "annex",
    "map",
    "figure",
    "table",
    "section",
    "camp",
    "gate",
    "channel",
];

/// Formations that carry a number as their name.
const FORMATIONS: &[&str] = &[
    "division",
    "divisions",
    "brigade",
    "brigades",
    "corps",
    "army",
    "armies",
    "regiment",
    "regiments",
    "battalion",
    "battalions",
    "front",
];

/// Whether the number is part of a name or a mark.
pub(crate) fn is_name(text: &str, tokens: &[Token], number: Number) -> bool {
    let before = number.first.checked_sub(1).map(|at| &tokens[at]);
    let after = tokens.get(number.next);
    let digits = number.form == NumberForm::Digits;
    let footnote =
        before.is_some_and(|token| token.is("[")) && after.is_some_and(|token| token.is("]"));
    let reference = before.is_some_and(|token| token.is_any(&["#", "№", "/", "\\", "@", "_"]));
    let set_aside = before.is_some_and(|token| token.is("not"))
        && number.first > 1
        && tokens[number.first - 2].is(",");
    footnote
        || set_aside
        || (digits && reference)
        || is_after_designator(text, tokens, number)
        || is_formation(tokens, number)
        || is_list_mark(text, tokens, number)
        || is_glued(text, tokens, number)
        || (number.form == NumberForm::Words && is_pronoun(tokens, number))
}

/// "Task Force 1", "Report No. 6", "National Road 2", "Bilhorod 22": a capitalised word or a designator before a small bare number.
fn is_after_designator(text: &str, tokens: &[Token], number: Number) -> bool {
    let Some(mut at) = number.first.checked_sub(1) else {
        return false;
    };
    if tokens[at].is(".") && at > 0 {
        at -= 1;
    }
    let token = &tokens[at];
    let digits = number.form == NumberForm::Digits;
    let designator = DESIGNATORS.contains(&token.lower.as_str());
    let adjacent = text
        .get(token.end..tokens[number.first].start)
        .is_some_and(|between| between.len() <= 2);
    // "No. 118" is a name; "No 118 soldiers" hardly occurs, "no two reports" counts nothing.
    if digits && adjacent && token.is_any(&["no", "nr"]) && tokens[number.first - 1].is(".") {
        return true;
    }
    let named = token.capitalised || token.lower == "no" || tokens[number.first - 1].is(".");
    digits
        && designator
        && named
        && adjacent
        && find_noun(tokens, number.next).is_none_or(|noun| !noun.is_known || token.lower != "no")
}

/// "53 and 58 Divisions", "the 47 Brigade".
fn is_formation(tokens: &[Token], number: Number) -> bool {
    let mut next = number.next;
    while tokens
        .get(next)
        .is_some_and(|token| token.is_any(&["and", ",", "&"]))
        && tokens
            .get(next + 1)
            .is_some_and(|token| token.kind == TokenKind::Number)
    {
        next += 2;
    }
    number.form == NumberForm::Digits
        && tokens
            .get(next)
            .is_some_and(|token| token.capitalised && FORMATIONS.contains(&token.lower.as_str()))
}

/// "1. First point", "2) Second point" at the start of a line.
fn is_list_mark(text: &str, tokens: &[Token], number: Number) -> bool {
    let start = tokens[number.first].start;
    let line_start = text.get(..start).is_some_and(|before| {
        before.trim_end_matches([' ', '\t', '-', '*']).is_empty()
            || before.trim_end_matches([' ', '\t']).ends_with('\n')
    });
    number.form == NumberForm::Digits
        && line_start
        && tokens
            .get(number.next)
            .is_some_and(|token| token.is_any(&[".", ")"]))
}

/// Digits inside a code: "2022-07-03", "10:30", "a/8".
fn is_glued(text: &str, tokens: &[Token], number: Number) -> bool {
    let token = &tokens[number.first];
    let end = tokens[number.next - 1].end;
    let before = text
        .get(..token.start)
        .and_then(|before| before.chars().next_back());
    let mut after = text.get(end..).unwrap_or_default().chars();
    let (first, second) = (after.next(), after.next());
    let joins = |mark: Option<char>| matches!(mark, Some(':' | '/' | '_' | '@'));
    number.form == NumberForm::Digits
        && ((joins(before) && token.start > 0)
            || (joins(first) && second.is_some_and(|next| next.is_ascii_digit())))
}

/// "one of them", "no one", "one another", "one can see", "this one"; "one brigade" and "one of the two hospitals" count.
fn is_pronoun(tokens: &[Token], number: Number) -> bool {
    if number.next != number.first + 1 || !tokens[number.first].is("one") {
        return false;
    }
    let before = number.first.checked_sub(1).map(|at| &tokens[at]);
    if before.is_some_and(|token| {
        token.is_any(&[
            "no", "this", "that", "every", "any", "the", "another", "last", "each", "first",
            "only", "wrong", "which", "by",
        ]) && !token.is("only")
    }) {
        return true;
    }
    let Some(next) = tokens.get(number.next) else {
        return true;
    };
    if next.is("of") {
        let counted = tokens[number.next..].iter().take(5).any(|token| {
            token.kind == TokenKind::Number
                || matches!(
                    token.lower.as_str(),
                    "two" | "three" | "four" | "five" | "six" | "seven" | "ten"
                )
        });
        return !counted;
    }
    let is_person = next.is_any(&["killed", "wounded", "dead", "missing", "injured"]);
    !is_person
        && find_noun(tokens, number.next)
            .is_none_or(|noun| !noun.is_known || next.is_any(&["point", "day", "side"]))
}
