//! Clock times and parts of a day: "at 10 a.m.", "0530 hrs", "three o'clock", "at dawn", "by evening".
//!
//! **Units and frame.** The hour is not kept: the model's event time is a day, and a part of a day without a date lies on the day of
//! publication or on the day named beside it.

use salient_model::{Date, TimePrecision};

use super::calendar::Interval;
use super::core::{Core, TimeKind};
use super::lexicon::{holds, lexicon};
use crate::quantity::read_plain_number;
use crate::quantity::tokens::{Token, TokenKind};

/// The clock time or part of a day that starts at token `at`.
pub(crate) fn read_clock(tokens: &[Token], at: usize, day: Option<Date>) -> Option<Core> {
    let next = read_hour(tokens, at)
        .or_else(|| read_word_hour(tokens, at))
        .or_else(|| read_day_part(tokens, at))?;
    let interval = day.map(|day| Interval::new(day, day, TimePrecision::Hour));
    Some(Core::new(interval, TimeKind::Clock, at, next))
}

fn numeral(tokens: &[Token], at: usize) -> Option<&Token> {
    tokens
        .get(at)
        .filter(|token| token.kind == TokenKind::Number)
}

/// "10 a.m.", "3:30 p.m.", "07:00", "1800 hrs", "at 10.20", "four in the morning", "three o'clock".
fn read_hour(tokens: &[Token], at: usize) -> Option<usize> {
    let (_, mut next) = read_plain_number(tokens, at)?;
    let first = numeral(tokens, at);
    let mut is_time = false;
    if let (Some(hour), Some(colon), Some(minute)) =
        (first, tokens.get(next), numeral(tokens, next + 1))
    {
        let glued = hour.end == colon.start && colon.end == minute.start;
        if colon.is(":") && glued && hour.lower.len() <= 2 && minute.lower.len() == 2 {
            next += 2;
            is_time = true;
        }
    }
    if let Some(end) = meridiem_end(tokens, next) {
        return Some(end);
    }
    let marker = tokens.get(next);
    if marker.is_some_and(|token| token.is_any(&["hrs", "o'clock", "gmt", "utc"])) {
        let military = first.is_some_and(|hour| hour.lower.len() == 4) || !tokens[next].is("hrs");
        return (military || is_time).then_some(next + 1);
    }
    let in_the_morning = marker.is_some_and(|token| token.is("in"))
        && tokens.get(next + 1).is_some_and(|token| token.is("the"))
        && tokens
            .get(next + 2)
            .is_some_and(|token| token.is_any(&["morning", "afternoon", "evening"]));
    if in_the_morning {
        return Some(next + 3);
    }
    let dotted = at > 0
        && tokens[at - 1].is("at")
        && first.is_some_and(|hour| {
            hour.lower.len() >= 4
                && hour.lower.contains('.')
                && hour
                    .lower
                    .split('.')
                    .nth(1)
                    .is_some_and(|minutes| minutes.len() == 2)
        })
        && marker.is_none_or(|token| {
            token.kind != TokenKind::Word || token.is_any(&["on", "and", "in"])
        });
    (is_time || dotted).then_some(next)
}

/// One past "a.m.", "pm", "p.m".
fn meridiem_end(tokens: &[Token], at: usize) -> Option<usize> {
    let token = tokens.get(at)?;
    if token.is_any(&["am", "pm"]) {
        return Some(at + 1);
    }
    let dots =
        token.is_any(&["a", "p"]) && tokens.get(at + 1)?.is(".") && tokens.get(at + 2)?.is("m");
    let end = at + 3;
    dots.then(|| end + usize::from(tokens.get(end).is_some_and(|token| token.is("."))))
}

/// "at four", "until two", "before eleven", "by one on Sunday": an hour in words needs a word of time before and no noun after.
fn read_word_hour(tokens: &[Token], at: usize) -> Option<usize> {
    let (hour, next) = read_plain_number(tokens, at)?;
    let introduced = at > 0
        && tokens[at - 1].is_any(&[
            "at", "until", "till", "before", "by", "since", "around", "after",
        ]);
    let follows = tokens.get(next);
    let closed = follows.is_none_or(|token| {
        token.kind == TokenKind::Mark && !token.is_any(&["-", "%"])
            || token.is_any(&["on", "then", "this", "today", "yesterday", "and", "but"])
    });
    let in_words =
        numeral(tokens, at).is_none() && hour.fract() == 0.0 && (1.0..=12.0).contains(&hour);
    (introduced && closed && in_words && next == at + 1).then_some(next)
}

/// "at dawn", "by evening", "noon", "in the small hours", "in the morning".
fn read_day_part(tokens: &[Token], at: usize) -> Option<usize> {
    let token = tokens.get(at)?;
    let introduced = at > 0
        && (tokens[at - 1].is_any(&[
            "at", "by", "before", "after", "since", "until", "till", "around", "about", "late",
            "early", "on", "from",
        ]) || (at > 1
            && tokens[at - 1].is("the")
            && tokens[at - 2].is_any(&["in", "on", "during"])));
    let hours = token.is("small") && tokens.get(at + 1)?.is("hours");
    if introduced && hours {
        return Some(at + 2);
    }
    let part = holds(&lexicon().words.day_parts, &token.lower);
    let is_noon = token.is_any(&["noon", "midnight"]);
    ((introduced || is_noon) && part).then_some(at + 1)
}
