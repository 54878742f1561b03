//! From cores to expressions: the preposition in front, the neighbour that belongs to it, and the diagnostics.

use salient_model::{ByteSpan, Date, Diagnostic, TimePrecision, TimeRelation};

use super::absolute::read_absolute;
use super::calendar::{Interval, add_days};
use super::clock::read_clock;
use super::core::{Core, Direction, TimeKind};
use super::duration::{Length, read_duration, read_habit, read_length};
use super::lexicon::{holds, lexicon};
use super::named::read_named;
use super::relative::{Base, read_relative};
use super::{Anchor, TimeExpression, TimesRead};
use crate::quantity::tokens::{Token, tokenize};

/// Reads all time expressions of `within`.
pub(super) fn read_expressions(text: &str, within: ByteSpan, anchor: &Anchor) -> TimesRead {
    let tokens = tokenize(text, within.range());
    let mut read = TimesRead::default();
    let mut reference = anchor.reference;
    let mut at = 0;
    while at < tokens.len() {
        let base = Base {
            published: anchor.today(),
            reference,
            direction: anchor.direction,
        };
        let Some((core, length)) = read_core(&tokens, at, base) else {
            at += 1;
            continue;
        };
        if core.impossible {
            let span = span_of(&tokens, core.first, core.next);
            let words = span.and_then(|span| span.slice(text)).unwrap_or_default();
            read.diagnostics.push(Diagnostic::in_text(
                "C002",
                format!("{words:?} is no date of the calendar; it has no value"),
                span,
            ));
        }
        at = core.next;
        let Some(expression) = with_preposition(&tokens, core, length, anchor) else {
            continue;
        };
        reference = expression
            .start
            .filter(|_| expression.kind != TimeKind::Present)
            .or(reference);
        if let Some(last) = read.expressions.last_mut()
            && let Some(merged) = merge(text, last, &expression)
        {
            *last = merged;
            continue;
        }
        read.expressions.push(expression);
    }
    read
}

fn read_core(tokens: &[Token], at: usize, base: Base) -> Option<(Core, Option<Length>)> {
    if let Some(core) = read_habit(tokens, at) {
        return Some((core, None));
    }
    if let Some((core, length)) = read_duration(tokens, at) {
        return Some((core, Some(length)));
    }
    let core = read_relative(tokens, at, base)
        .or_else(|| read_named(tokens, at, base.published, base.direction))
        .or_else(|| read_absolute(tokens, at, base.published, base.direction))
        .or_else(|| read_clock(tokens, at, base.published))
        .or_else(|| read_present(tokens, at))
        .or_else(|| read_vague_past(tokens, at));
    if let Some(core) = core {
        return Some((core, None));
    }
    // A bare length ("a siege of eleven days", "less than three weeks") measures; as a forecast's horizon it is used later.
    let length = read_length(tokens, at)
        .filter(|length| length.unit_days > 0 && (length.is_counted || length.n_units.is_none()))?;
    Some((
        Core::new(None, TimeKind::Duration, at, length.next),
        Some(length),
    ))
}

fn read_present(tokens: &[Token], at: usize) -> Option<Core> {
    holds(&lexicon().words.now, &tokens.get(at)?.lower)
        .then(|| Core::new(None, TimeKind::Present, at, at + 1))
}

/// "recently", "before the war", "since the siege began".
fn read_vague_past(tokens: &[Token], at: usize) -> Option<Core> {
    let token = tokens.get(at)?;
    if holds(&lexicon().words.past, &token.lower) {
        return Some(Core::new(None, TimeKind::VaguePast, at, at + 1));
    }
    let event = tokens.get(at + 1).is_some_and(|next| next.is("the"))
        && tokens.get(at + 2).is_some_and(|noun| {
            noun.is_any(&[
                "war",
                "invasion",
                "crisis",
                "siege",
                "operation",
                "offensive",
                "attack",
                "ceasefire",
                "truce",
                "conflict",
            ])
        });
    (token.is("before") && event).then(|| Core::new(None, TimeKind::VaguePast, at, at + 3))
}

fn span_of(tokens: &[Token], first: usize, next: usize) -> Option<ByteSpan> {
    ByteSpan::new(
        tokens.get(first)?.start,
        tokens.get(next.checked_sub(1)?)?.end,
    )
    .ok()
}

/// The preposition before a core; one of several words counts as its first.
fn preposition(tokens: &[Token], first: usize) -> Option<(usize, String)> {
    let skip = [
        "the", "about", "around", "at", "late", "early", "all", "of", "on", "least", "roughly",
        "shortly", "just", "in",
    ];
    let known = [
        "since", "until", "till", "by", "before", "after", "from", "during", "through", "into",
    ];
    let mut at = first;
    let mut nearest: Option<(usize, String)> = None;
    for _ in 0..4 {
        let Some(before) = at.checked_sub(1) else {
            break;
        };
        let token = &tokens[before];
        if token.is_any(&known) {
            return Some((before, token.lower.clone()));
        }
        if token.is_any(&["of", "at"]) && before > 0 && tokens[before - 1].is("as") {
            return Some((before - 1, "as of".to_owned()));
        }
        if !token.is_any(&skip) {
            break;
        }
        if token.is_any(&["on", "in", "at"]) && nearest.is_none() {
            nearest = Some((before, token.lower.clone()));
        }
        at = before;
    }
    nearest
}

/// The expression that a core makes with its preposition.
fn with_preposition(
    tokens: &[Token],
    core: Core,
    length: Option<Length>,
    anchor: &Anchor,
) -> Option<TimeExpression> {
    let today = anchor.today();
    let found = if matches!(
        core.kind,
        TimeKind::Present | TimeKind::VaguePast | TimeKind::Habitual
    ) || length.is_some()
    {
        None
    } else {
        preposition(tokens, core.first)
    };
    let first = found.as_ref().map_or(core.first, |(at, _)| *at);
    let span = span_of(tokens, first, core.next)?;
    let mut expression = TimeExpression {
        span,
        start: core.interval.map(|interval| interval.start),
        end: core.interval.map(|interval| interval.end),
        precision: core
            .interval
            .map_or(TimePrecision::Vague, |interval| interval.precision),
        kind: core.kind,
        relation: None,
        length_days: None,
    };
    if let Some(length) = length {
        set_length(&mut expression, &length, today, anchor.direction);
        return Some(expression);
    }
    match core.kind {
        TimeKind::Habitual => expression.relation = Some(TimeRelation::Habitual),
        TimeKind::Present => expression.relation = Some(TimeRelation::AsOf),
        TimeKind::VaguePast => expression.relation = Some(TimeRelation::Past),
        TimeKind::Window => expression.relation = Some(TimeRelation::During),
        _ => {}
    }
    if let (Some((_, word)), Some(interval)) = (found, core.interval) {
        apply(&mut expression, &word, interval, today, anchor.direction);
    } else if core.interval.is_some() && expression.relation.is_none() {
        expression.relation = Some(TimeRelation::At);
    }
    Some(expression)
}

fn apply(
    expression: &mut TimeExpression,
    word: &str,
    interval: Interval,
    today: Option<Date>,
    direction: Direction,
) {
    let future = direction == Direction::Future;
    match word {
        "since" => {
            expression.start = Some(interval.start);
            expression.end = today.map(|today| today.max(interval.start));
            expression.relation = Some(TimeRelation::During);
        }
        "until" | "till" | "into" | "through" => {
            expression.start = today.filter(|_| future);
            let fine = matches!(
                interval.precision,
                TimePrecision::Day | TimePrecision::Hour | TimePrecision::Week
            );
            expression.end = Some(if fine { interval.end } else { interval.start });
            expression.relation = Some(TimeRelation::Until);
        }
        "by" if future => {
            expression.start = today.map(|today| today.min(interval.end));
            expression.end = Some(interval.end);
            expression.relation = Some(TimeRelation::Before);
        }
        "by" | "as of" => expression.relation = Some(TimeRelation::AsOf),
        "before" => {
            // Before a part of a day is still that day; before a longer time ends on the eve.
            let eve = if expression.kind == TimeKind::Clock {
                interval.end
            } else {
                add_days(interval.start, -1)
            };
            let dawn = expression.kind == TimeKind::Clock && !future;
            expression.start = if future {
                today.map(|today| today.min(eve))
            } else {
                Some(interval.start).filter(|_| dawn)
            };
            expression.end = Some(eve);
            expression.relation = Some(TimeRelation::Before);
        }
        "after" if future => {
            expression.start = Some(interval.end);
            expression.end = None;
            expression.relation = Some(TimeRelation::After);
        }
        "during" => expression.relation = Some(TimeRelation::During),
        "from" if future => {
            expression.relation = Some(TimeRelation::Start);
        }
        _ => {
            let long = matches!(
                interval.precision,
                TimePrecision::Week
                    | TimePrecision::Month
                    | TimePrecision::Season
                    | TimePrecision::Year
            );
            let several = interval.start != interval.end;
            expression.relation = Some(if long || several {
                TimeRelation::During
            } else {
                TimeRelation::At
            });
        }
    }
}

/// Days of "for three days", "over ten days", "within two weeks".
fn set_length(
    expression: &mut TimeExpression,
    length: &Length,
    today: Option<Date>,
    direction: Direction,
) {
    let days = (length.least_days(), length.days());
    expression.length_days = Some(days);
    expression.precision = match length.unit_days {
        0 | 1 => TimePrecision::Day,
        2..=20 => TimePrecision::Week,
        21..=100 => TimePrecision::Month,
        _ => TimePrecision::Year,
    };
    let Some(today) = today else { return };
    let horizon = direction == Direction::Future && expression.kind != TimeKind::Duration;
    if horizon || expression.kind == TimeKind::Horizon {
        expression.kind = TimeKind::Horizon;
        expression.start = Some(today);
        let end = if length.unit_days == 30 && length.n_units.is_some() {
            let n_months = days.1 / 30;
            super::calendar::add_months(today, n_months)
        } else {
            add_days(today, days.1)
        };
        expression.end = Some(end);
        expression.relation = Some(TimeRelation::Before);
    } else if matches!(expression.kind, TimeKind::Window | TimeKind::Duration)
        && length.n_units.is_some()
    {
        expression.start = Some(add_days(today, -days.1));
        expression.end = Some(today);
        expression.relation = Some(TimeRelation::During);
    }
}

/// A clock time and the day beside it are one expression: "at 07:00 on Tuesday", "on the evening of the 27th", "by one on Sunday".
fn merge(text: &str, first: &TimeExpression, second: &TimeExpression) -> Option<TimeExpression> {
    let clock = first.kind == TimeKind::Clock || second.kind == TimeKind::Clock;
    let day = |expression: &TimeExpression| {
        matches!(
            expression.kind,
            TimeKind::Date | TimeKind::Weekday | TimeKind::Deictic | TimeKind::Anaphoric
        )
    };
    let overlaps = first.span.end() >= second.span.start();
    let between = if overlaps {
        ""
    } else {
        text.get(first.span.end()..second.span.start())?.trim()
    };
    let linked = matches!(
        between,
        "" | "of" | "on" | "on the" | "of the" | "," | "the" | "in the" | "at" | "at about"
    );
    // "Fri 25 Nov 94", "Sunday, 3 July": the date settles what the weekday means.
    let weekday_and_date = first.kind == TimeKind::Weekday
        && second.kind == TimeKind::Date
        && matches!(between, "" | ",");
    let clocks = first.kind == TimeKind::Clock && second.kind == TimeKind::Clock;
    if !linked || !((clock && (day(first) || day(second))) || weekday_and_date || clocks) {
        return None;
    }
    let dated = if day(second) { second } else { first };
    let opening = first
        .relation
        .filter(|relation| *relation != TimeRelation::At);
    let mut merged = TimeExpression {
        span: first.span.cover(second.span),
        ..dated.clone()
    };
    if let Some(relation) = opening {
        merged.relation = Some(relation);
        if relation == TimeRelation::During && first.kind == TimeKind::Clock {
            // "since noon on Tuesday".
            merged.end = first.end.max(merged.end);
        }
    }
    Some(merged)
}
