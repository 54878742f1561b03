//! Times counted from the publication or from another event: "on Sunday", "yesterday", "last week", "three days ago", "the day before".

use salient_model::{Date, TimePrecision};

use super::calendar::{
    Interval, add_days, add_months, month_of, week_of, weekday_after, weekday_on_or_before, year_of,
};
use super::core::{Core, Direction, TimeKind};
use super::duration::{Length, read_length};
use super::lexicon::{holds, lexicon};
use crate::quantity::tokens::{Token, TokenKind};

/// Days from which a relative time is counted.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Base {
    /// The publication.
    pub(crate) published: Option<Date>,
    /// The last time that the text named, for "the day before" and "that evening".
    pub(crate) reference: Option<Date>,
    /// Where undated weekdays are looked for.
    pub(crate) direction: Direction,
}

/// The relative time that starts at token `at`.
pub(crate) fn read_relative(tokens: &[Token], at: usize, base: Base) -> Option<Core> {
    read_anaphoric(tokens, at, base)
        .or_else(|| read_weekday(tokens, at, base))
        .or_else(|| read_day_word(tokens, at, base))
        .or_else(|| read_past_window(tokens, at, base))
        .or_else(|| read_period(tokens, at, base))
        .or_else(|| read_counted(tokens, at, base))
}

fn token_is(tokens: &[Token], at: usize, words: &[&str]) -> bool {
    tokens.get(at).is_some_and(|token| token.is_any(words))
}

/// "Sunday", "last Thursday", "Friday night", "Yesterday's".
fn read_weekday(tokens: &[Token], at: usize, base: Base) -> Option<Core> {
    let which = tokens
        .get(at)
        .filter(|token| token.is_any(&["last", "next", "this", "past"]));
    let day_at = at + usize::from(which.is_some());
    let token = tokens.get(day_at).filter(|token| token.capitalised)?;
    let word = token.lower.trim_end_matches("'s");
    let weekday = *lexicon().weekdays.get(word)?;
    let mut next = day_at + 1;
    if word.len() <= 5 && !word.ends_with("day") {
        // "Sun", "Sat", "Mon" are weekdays only in front of a day of the month.
        let numeric = |at: usize| {
            tokens
                .get(at)
                .is_some_and(|token| token.kind == TokenKind::Number)
        };
        if !(numeric(next) || (token_is(tokens, next, &["."]) && numeric(next + 1))) {
            return None;
        }
    }
    let mut is_night = false;
    if let Some(part) = tokens
        .get(next)
        .filter(|part| holds(&lexicon().words.day_parts, &part.lower))
    {
        is_night = part.is("night");
        next += 1;
    }
    let interval = base.published.map(|published| {
        let day = match (which.map(|token| token.lower.as_str()), base.direction) {
            (Some("next"), _) | (None, Direction::Future) => weekday_after(published, weekday),
            (Some("last"), _) => weekday_on_or_before(add_days(published, -1), weekday),
            (Some("this"), Direction::Future) => {
                weekday_on_or_before(add_days(published, 6), weekday)
            }
            _ => weekday_on_or_before(published, weekday),
        };
        let end = if is_night && day < published {
            add_days(day, 1)
        } else {
            day
        };
        Interval::new(day, end, TimePrecision::Day)
    });
    Some(Core::new(interval, TimeKind::Weekday, at, next))
}

/// "today", "yesterday", "tomorrow", "tonight", "last night", "this morning", "overnight", "the day before yesterday".
fn read_day_word(tokens: &[Token], at: usize, base: Base) -> Option<Core> {
    let words = &lexicon().words;
    let token = tokens.get(at)?;
    let word = token.lower.trim_end_matches("'s");
    let day = |n_days: i32| {
        base.published
            .map(|published| Interval::day(add_days(published, n_days)))
    };
    let part_at = |at: usize| {
        tokens
            .get(at)
            .is_some_and(|token| holds(&words.day_parts, &token.lower))
    };
    let end = at + 1 + usize::from(part_at(at + 1));
    if holds(&words.today, word) {
        Some(Core::new(day(0), TimeKind::Deictic, at, end))
    } else if holds(&words.yesterday, word) {
        Some(Core::new(day(-1), TimeKind::Deictic, at, end))
    } else if holds(&words.tomorrow, word) {
        Some(Core::new(day(1), TimeKind::Deictic, at, end))
    } else if word == "overnight" {
        let night = base
            .published
            .map(|published| Interval::new(add_days(published, -1), published, TimePrecision::Day));
        Some(Core::new(night, TimeKind::Deictic, at, at + 1))
    } else if word == "this" && part_at(at + 1) {
        Some(Core::new(day(0), TimeKind::Deictic, at, at + 2))
    } else if word == "last" && token_is(tokens, at + 1, &["night", "evening"]) {
        Some(Core::new(day(-1), TimeKind::Deictic, at, at + 2))
    } else {
        None
    }
}

/// "the past week", "the last 24 hours", "the previous day", "these twenty days".
fn read_past_window(tokens: &[Token], at: usize, base: Base) -> Option<Core> {
    let the = usize::from(token_is(tokens, at, &["the"]));
    let marker = token_is(
        tokens,
        at + the,
        &["past", "last", "previous", "preceding", "these"],
    );
    if !marker {
        return None;
    }
    let length = read_length(tokens, at + the + 1)?;
    let counted = length.is_counted
        || token_is(tokens, at + the, &["past"])
        || (the == 1 && token_is(tokens, at + the, &["previous", "preceding"]));
    // "last week" without an article is the calendar week, not a window.
    if !(counted || (the == 1 && token_is(tokens, at + 1, &["last"]))) {
        return None;
    }
    let interval = base.published.map(|published| {
        let n_days = length.days().max(1);
        if token_is(tokens, at + the, &["previous", "preceding"]) && n_days == 1 {
            return Interval::day(add_days(published, -1));
        }
        Interval::new(
            add_days(published, -n_days),
            published,
            precision_of(&length),
        )
    });
    Some(Core::new(interval, TimeKind::Window, at, length.next))
}

fn precision_of(length: &Length) -> TimePrecision {
    match length.unit_days {
        0 | 1 => TimePrecision::Day,
        2..=20 => TimePrecision::Week,
        21..=100 => TimePrecision::Month,
        _ => TimePrecision::Year,
    }
}

/// "this week", "last month", "next year", "the weekend", "the reporting period".
fn read_period(tokens: &[Token], at: usize, base: Base) -> Option<Core> {
    let which = tokens.get(at)?;
    let unit = tokens.get(at + 1)?;
    let published = base.published;
    let core = |interval: Option<Interval>, next: usize| {
        Some(Core::new(interval, TimeKind::Deictic, at, next))
    };
    if unit.is("weekend") && which.is_any(&["the", "this", "last"]) {
        let weekend = published.map(|published| {
            let sunday = weekday_on_or_before(published, 7);
            let start = if sunday == published {
                add_days(published, -1)
            } else {
                add_days(sunday, -1)
            };
            Interval::new(start, add_days(start, 1), TimePrecision::Day)
        });
        return core(weekend, at + 2);
    }
    let reporting = which.is("reporting") && unit.is_any(&["period", "week"])
        || (which.is("week") && unit.is("under") && token_is(tokens, at + 2, &["review"]));
    if reporting {
        let next = if unit.is("under") { at + 3 } else { at + 2 };
        let week = published.map(|published| {
            Interval::new(
                add_days(published, -7),
                add_days(published, -1),
                TimePrecision::Week,
            )
        });
        return core(week, next);
    }
    if !which.is_any(&["this", "last", "next"]) {
        return None;
    }
    let step = match which.lower.as_str() {
        "last" => -1,
        "next" => 1,
        _ => 0,
    };
    let interval = |of: fn(Date) -> Interval, moved: fn(Date, i32) -> Date| {
        published.map(|published| {
            let whole = of(moved(published, step));
            match (step, base.direction) {
                (0, Direction::Past) => Interval::new(whole.start, published, whole.precision),
                (0, Direction::Future) => Interval::new(published, whole.end, whole.precision),
                _ => whole,
            }
        })
    };
    let found = match unit.lower.trim_end_matches("'s") {
        "week" => interval(week_of, |date, n_weeks| add_days(date, n_weeks * 7)),
        "month" => interval(month_of, |date, n_months| {
            add_months(date.first_of_month(), n_months)
        }),
        "year" => interval(year_of, |date, n_years| {
            add_months(date.first_of_month(), n_years * 12)
        }),
        _ => return None,
    };
    core(found, at + 2)
}

/// "three days ago", "a year earlier", "two days later", "an hour after".
fn read_counted(tokens: &[Token], at: usize, base: Base) -> Option<Core> {
    let length = read_length(tokens, at)?;
    let marker = tokens.get(length.next)?;
    if marker.is_any(&["ago"]) {
        let interval = base.published.map(|published| {
            let whole_units = length.n_units.unwrap_or(1.0);
            match length.unit_days {
                365 => month_of(add_months(published, -whole_months(whole_units * 12.0))),
                30 => month_of(add_months(published, -whole_months(whole_units))),
                _ => Interval::day(add_days(published, -length.days())),
            }
        });
        return Some(Core::new(interval, TimeKind::Deictic, at, length.next + 1));
    }
    if !marker.is_any(&["later", "earlier", "after", "before"]) {
        return None;
    }
    let backward = marker.is_any(&["earlier", "before"]);
    let follows_event = marker.is_any(&["after", "before"])
        && tokens
            .get(length.next + 1)
            .is_some_and(|token| token.kind == TokenKind::Word);
    let interval = base
        .reference
        .or(base.published.filter(|_| length.days() == 0))
        .filter(|_| !follows_event)
        .map(|reference| {
            let n_days = if backward {
                -length.days()
            } else {
                length.days()
            };
            Interval::day(add_days(reference, n_days))
        });
    // "twelve days after leaving it" measures; its number counts as a quantity.
    let kind = if follows_event {
        TimeKind::Duration
    } else {
        TimeKind::Anaphoric
    };
    let next = if follows_event {
        length.next
    } else {
        length.next + 1
    };
    Some(Core::new(interval, kind, at, next))
}

fn whole_months(n_months: f64) -> i32 {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "clamped to a range that fits"
    )]
    let whole = n_months.round().clamp(0.0, 6_000.0) as i32;
    whole
}

/// "the day before", "the previous day", "the same day", "the following night", "that evening".
fn read_anaphoric(tokens: &[Token], at: usize, base: Base) -> Option<Core> {
    let units = &["day", "night", "morning", "evening", "afternoon"];
    let first = tokens.get(at)?;
    let (shift, next) = if first.is("the")
        && token_is(tokens, at + 1, &["day", "night"])
        && token_is(tokens, at + 2, &["before"])
    {
        if token_is(tokens, at + 3, &["yesterday"]) {
            let interval = base
                .published
                .map(|published| Interval::day(add_days(published, -2)));
            return Some(Core::new(interval, TimeKind::Deictic, at, at + 4));
        }
        (-1, at + 3)
    } else if first.is("the")
        && token_is(tokens, at + 1, &["day", "night"])
        && token_is(tokens, at + 2, &["after"])
    {
        (1, at + 3)
    } else if first.is("the")
        && token_is(tokens, at + 1, &["same"])
        && token_is(tokens, at + 2, units)
    {
        (0, at + 3)
    } else if first.is("the")
        && token_is(tokens, at + 1, &["following", "next"])
        && token_is(tokens, at + 2, units)
    {
        (i32::from(!token_is(tokens, at + 2, &["night"])), at + 3)
    } else if first.is("that")
        && token_is(tokens, at + 1, units)
        && !token_is(tokens, at + 2, &["that"])
    {
        (0, at + 2)
    } else {
        return None;
    };
    let reference = base.reference.or(base.published);
    let interval = reference.map(|reference| Interval::day(add_days(reference, shift)));
    Some(Core::new(interval, TimeKind::Anaphoric, at, next))
}
