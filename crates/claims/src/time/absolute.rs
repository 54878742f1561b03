//! Dates that name a month, a day of a month, or a year: "July 3, 2022", "3 July", "17 to 19 March", "the 4th", "2025-01-05", "Fri 25 Nov 94".
//!
//! **Errors and doubt.** A date that does not exist ("February 30") is found, has no value, and is reported by the caller.

use salient_model::{Date, TimePrecision};

use super::calendar::{Interval, add_months, date, month_of, third_of_month, year_of};
use super::core::{Core, Direction, TimeKind};
use super::lexicon::lexicon;
use crate::quantity::tokens::{Token, TokenKind};

/// The named date that starts at token `at`.
pub(crate) fn read_absolute(
    tokens: &[Token],
    at: usize,
    base: Option<Date>,
    direction: Direction,
) -> Option<Core> {
    read_iso(tokens, at)
        .or_else(|| read_day_of_month(tokens, at, base, direction))
        .or_else(|| read_month(tokens, at, base, direction))
        .or_else(|| read_ordinal_day(tokens, at, base, direction))
        .or_else(|| read_year(tokens, at))
}

fn whole(token: &Token) -> Option<i16> {
    (token.kind == TokenKind::Number)
        .then(|| token.lower.parse().ok())
        .flatten()
}

/// "2025-01-05".
fn read_iso(tokens: &[Token], at: usize) -> Option<Core> {
    let [year, first, month, second, day] = tokens.get(at..at + 5)? else {
        return None;
    };
    let closed = year.end == first.start
        && first.end == month.start
        && month.end == second.start
        && second.end == day.start;
    if !(closed && first.is("-") && second.is("-") && year.lower.len() == 4) {
        return None;
    }
    let found = date(
        whole(year)?,
        i8::try_from(whole(month)?).ok()?,
        i8::try_from(whole(day)?).ok()?,
    );
    Some(Core::new(
        found.map(Interval::day),
        TimeKind::Date,
        at,
        at + 5,
    ))
}

/// The day that a token gives, digits or ordinal.
fn day_number(token: &Token) -> Option<i8> {
    let digits: String = token
        .lower
        .chars()
        .take_while(char::is_ascii_digit)
        .collect();
    let numeric = matches!(token.kind, TokenKind::Number | TokenKind::Ordinal);
    digits
        .parse()
        .ok()
        .filter(|day| numeric && (1..=31).contains(day) && !token.lower.contains('.'))
}

/// The month that a token names. "May" and "March" must be capitalised.
fn month_number(token: &Token) -> Option<i8> {
    let word = token.lower.trim_end_matches("'s");
    lexicon()
        .months
        .get(word)
        .copied()
        .filter(|_| token.capitalised)
}

/// A year after a date: ", 2022", "2022", "94" in a short form.
fn year_after(tokens: &[Token], at: usize) -> Option<(i16, usize)> {
    let comma = usize::from(tokens.get(at).is_some_and(|token| token.is(",")));
    let token = tokens.get(at + comma)?;
    let year = whole(token).filter(|year| (1800..2200).contains(year) && token.lower.len() == 4)?;
    Some((year, at + comma + 1))
}

/// The year that puts month and day nearest to the base in the direction: not after it for the past.
fn year_for(base: Option<Date>, month: i8, day: i8, direction: Direction) -> Option<i16> {
    let base = base?;
    let candidate = (month, day);
    let of_base = (base.month(), base.day());
    Some(match direction {
        Direction::Past if candidate > of_base => base.year() - 1,
        Direction::Future if candidate < of_base => base.year() + 1,
        _ => base.year(),
    })
}

/// Days and month in either order, with a second day for a range.
fn read_day_of_month(
    tokens: &[Token],
    at: usize,
    base: Option<Date>,
    direction: Direction,
) -> Option<Core> {
    let (month, first, second, next) =
        day_then_month(tokens, at).or_else(|| month_then_day(tokens, at))?;
    let (year, next) = match year_after(tokens, next) {
        Some((year, next)) => (Some(year), next),
        None => (None, next),
    };
    let year = year.or_else(|| year_for(base, month, second, direction));
    let interval = year.and_then(|year| {
        let start = date(year, month, first)?;
        let end = date(year, month, second)?;
        Some(Interval::new(start, end, TimePrecision::Day))
    });
    let exists = date(2024, month, first).is_some() && date(2024, month, second).is_some();
    let core = Core::new(interval, TimeKind::Date, at, next);
    Some(Core {
        impossible: !exists || (year.is_some() && interval.is_none()),
        ..core
    })
}

fn is_range_link(token: &Token) -> bool {
    token.is_any(&["to", "and", "–", "-", "or", "through"])
}

/// "3 July", "17 to 19 March", "the 20th of October", "Fri 25 Nov".
fn day_then_month(tokens: &[Token], at: usize) -> Option<(i8, i8, i8, usize)> {
    let first = day_number(tokens.get(at)?)?;
    let mut next = at + 1;
    let mut second = first;
    if is_range_link(tokens.get(next)?)
        && let Some(day) = tokens.get(next + 1).and_then(day_number)
        && day > first
    {
        second = day;
        next += 2;
    }
    if tokens.get(next)?.is("of") {
        next += 1;
    }
    let month = month_number(tokens.get(next)?)?;
    let dot = usize::from(
        tokens.get(next + 1).is_some_and(|token| token.is(".")) && tokens[next].lower.len() <= 4,
    );
    Some((
        month,
        first,
        second,
        next + 1 + dot.min(usize::from(year_after(tokens, next + 2).is_some())),
    ))
}

/// "July 3", "Sept. 5", "November 26 and 27", "November 1–27".
fn month_then_day(tokens: &[Token], at: usize) -> Option<(i8, i8, i8, usize)> {
    let month = month_number(tokens.get(at)?)?;
    let mut next = at + 1;
    if tokens.get(next)?.is(".") {
        next += 1;
    }
    let first = day_number(tokens.get(next)?)?;
    next += 1;
    // "November 26 soldiers" cannot be told apart; "June 25,000" is one numeral and no day.
    if let (Some(link), Some(day)) = (tokens.get(next), tokens.get(next + 1).and_then(day_number))
        && is_range_link(link)
        && day > first
        && tokens
            .get(next + 2)
            .is_none_or(|token| month_number(token).is_none())
    {
        return Some((month, first, day, next + 2));
    }
    Some((month, first, first, next))
}

/// "March", "mid-March", "early May", "last October", "April 2023", "all of October".
fn read_month(
    tokens: &[Token],
    at: usize,
    base: Option<Date>,
    direction: Direction,
) -> Option<Core> {
    let first = tokens.get(at)?;
    let third = |word: &str| match word {
        "early" => Some(1),
        "mid" | "middle" => Some(2),
        "late" => Some(3),
        _ => None,
    };
    let (part, last, month_at) = if let Some((prefix, rest)) = first.lower.split_once('-') {
        let month = lexicon().months.get(rest)?;
        let core = month_core(
            tokens,
            at,
            at + 1,
            *month,
            third(prefix),
            false,
            base,
            direction,
        );
        return Some(core);
    } else if let Some(part) = third(&first.lower) {
        let skip = usize::from(tokens.get(at + 1)?.is("in"));
        (Some(part), false, at + 1 + skip)
    } else if first.is_any(&["last", "this", "next"]) {
        (None, first.is("last"), at + 1)
    } else {
        (None, false, at)
    };
    let token = tokens.get(month_at)?;
    let month = month_number(token)?;
    // "May" opens a question or a name as often as it names a month; it needs a word of time before it.
    let bare = month_at == at;
    let introduced = at > 0
        && tokens[at - 1].is_any(&[
            "in", "by", "since", "until", "till", "before", "after", "during", "from", "of", "to",
            "between", "for", "through", "all", "and",
        ]);
    let year_follows = year_after(tokens, month_at + 1).is_some();
    if bare && !introduced && !year_follows && tokens.len() > at + 1 {
        return None;
    }
    Some(month_core(
        tokens,
        at,
        month_at + 1,
        month,
        part,
        last,
        base,
        direction,
    ))
}

#[expect(
    clippy::too_many_arguments,
    reason = "the pieces of one date, put together in one place"
)]
fn month_core(
    tokens: &[Token],
    at: usize,
    next: usize,
    month: i8,
    part: Option<i8>,
    last: bool,
    base: Option<Date>,
    direction: Direction,
) -> Core {
    let (year, next) = match year_after(tokens, next) {
        Some((year, next)) => (Some(year), next),
        None => (None, next),
    };
    let year = year.or_else(|| {
        let base = base?;
        let year = match direction {
            Direction::Past if month > base.month() || (last && month == base.month()) => {
                base.year() - 1
            }
            Direction::Future if month < base.month() => base.year() + 1,
            _ => base.year(),
        };
        Some(year)
    });
    let interval = year
        .and_then(|year| date(year, month, 1))
        .map(month_of)
        .map(|whole| part.map_or(whole, |part| third_of_month(whole, part)));
    Core::new(interval, TimeKind::Date, at, next)
}

/// "the 4th", "the 14th of this month", "the 14th".
fn read_ordinal_day(
    tokens: &[Token],
    at: usize,
    base: Option<Date>,
    direction: Direction,
) -> Option<Core> {
    let token = tokens
        .get(at)
        .filter(|token| token.kind == TokenKind::Ordinal)?;
    let day = day_number(token)?;
    let the = at > 0 && tokens[at - 1].is("the");
    let mut next = at + 1;
    // "the 4th Brigade", "the 16th Infantry Division", "the 57th time".
    let names = tokens.get(next).is_some_and(|token| {
        token.kind == TokenKind::Word
            && (token.capitalised
                || !token.is_any(&[
                    "of", "in", "and", "to", "at", "after", "before", "by", "with", "but", "that",
                    "as", "for", "near", "it", "when", "from", "the",
                ]))
    });
    if !the || names {
        return None;
    }
    for tail in [
        &["of", "this", "month"][..],
        &["of", "the", "month"],
        &["of", "last", "month"],
    ] {
        let follows = tail.iter().enumerate().all(|(offset, word)| {
            tokens
                .get(next + offset)
                .is_some_and(|token| token.is(word))
        });
        if follows {
            next += 3;
            break;
        }
    }
    let interval = base.and_then(|base| {
        let here = date(base.year(), base.month(), day);
        match (here, direction) {
            (Some(here), Direction::Past) if here <= base => Some(here),
            (Some(here), Direction::Future) if here >= base => Some(here),
            (_, Direction::Past) => (1..=3).find_map(|back| in_month(base, -back, day)),
            (_, Direction::Future) => (1..=3).find_map(|ahead| in_month(base, ahead, day)),
        }
    });
    Some(Core::new(
        interval.map(Interval::day),
        TimeKind::Date,
        at,
        next,
    ))
}

fn in_month(base: Date, n_months: i32, day: i8) -> Option<Date> {
    let month = add_months(base.first_of_month(), n_months);
    date(month.year(), month.month(), day)
}

/// "2016" after a word of time.
fn read_year(tokens: &[Token], at: usize) -> Option<Core> {
    let token = tokens.get(at)?;
    let year = whole(token).filter(|year| (1900..2100).contains(year) && token.lower.len() == 4)?;
    let introduced = at > 0
        && tokens[at - 1].is_any(&[
            "in", "since", "before", "until", "till", "by", "from", "of", "during", "after",
            "early", "late", "mid", "summer", "winter", "spring", "autumn",
        ]);
    let counts = tokens.get(at + 1).is_some_and(|next| {
        next.kind == TokenKind::Word
            && (next.lower.ends_with('s')
                || next.is_any(&["people", "men", "women", "metres", "meters"]))
            && !next.is_any(&["was", "is", "has", "its", "as", "his", "this"])
    });
    let interval = date(year, 1, 1).map(year_of);
    (introduced && !counts).then(|| Core::new(interval, TimeKind::Date, at, at + 1))
}
