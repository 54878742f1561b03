//! Named parts of the year: seasons, feasts, and the ends of periods ("year's end", "the end of the month", "mid-month").
//!
//! Feasts of the lunar calendar are left out: their day is announced, not computed.

use salient_model::{Date, TimePrecision};

use super::calendar::{
    Interval, add_days, date, easter, month_of, season, third_of_month, week_of, year_of,
};
use super::core::{Core, Direction, TimeKind};
use super::lexicon::lexicon;
use crate::quantity::tokens::Token;

/// The named part of the year that starts at token `at`.
pub(crate) fn read_named(
    tokens: &[Token],
    at: usize,
    published: Option<Date>,
    direction: Direction,
) -> Option<Core> {
    read_end_of_period(tokens, at, published)
        .or_else(|| read_feast(tokens, at, published, direction))
        .or_else(|| read_season(tokens, at, published, direction))
}

fn token_is(tokens: &[Token], at: usize, words: &[&str]) -> bool {
    tokens.get(at).is_some_and(|token| token.is_any(words))
}

fn period_of(word: &str, date: Date) -> Option<Interval> {
    Some(match word {
        "week" => week_of(date),
        "month" => month_of(date),
        "year" => year_of(date),
        _ => return None,
    })
}

/// "year's end", "the end of the month", "the month is out", "mid-month", "the beginning of the month", "the start of the day".
fn read_end_of_period(tokens: &[Token], at: usize, published: Option<Date>) -> Option<Core> {
    let token = tokens.get(at)?;
    let day = |of: fn(Interval) -> Date, word: &str| {
        published.and_then(|published| Some(Interval::day(of(period_of(word, published)?))))
    };
    let core = |interval: Option<Interval>, next: usize| {
        Some(Core::new(interval, TimeKind::Date, at, next))
    };
    if let Some(word) = token.lower.strip_suffix("'s")
        && matches!(word, "week" | "month" | "year")
        && token_is(tokens, at + 1, &["end"])
    {
        return core(day(|period| period.end, word), at + 2);
    }
    if token.is("mid-month") {
        let interval = published.map(|published| third_of_month(month_of(published), 2));
        return core(interval, at + 1);
    }
    if token.is("the")
        && token_is(tokens, at + 1, &["week", "month", "year"])
        && token_is(tokens, at + 2, &["is"])
        && token_is(tokens, at + 3, &["out"])
    {
        let next_day = published
            .and_then(|published| period_of(&tokens[at + 1].lower, published))
            .map(|period| Interval::day(add_days(period.end, 1)));
        return core(next_day, at + 4);
    }
    let edge = token.is_any(&["end", "beginning", "start", "close"])
        && token_is(tokens, at + 1, &["of"])
        && token_is(tokens, at + 2, &["the", "this"]);
    if edge {
        let word = tokens.get(at + 3)?.lower.clone();
        if word == "day" {
            return core(published.map(Interval::day), at + 4);
        }
        period_of(&word, published.unwrap_or_default())?;
        let interval = if token.is_any(&["end", "close"]) {
            day(|period| period.end, &word)
        } else {
            day(|period| period.start, &word)
        };
        return core(interval, at + 4);
    }
    None
}

/// "Easter", "Christmas", "New Year", "New Year's Eve".
fn read_feast(
    tokens: &[Token],
    at: usize,
    published: Option<Date>,
    direction: Direction,
) -> Option<Core> {
    let token = tokens.get(at).filter(|token| token.capitalised)?;
    let (next, feast): (usize, fn(i16) -> Option<Date>) = if token.is("easter") {
        (at + 1, easter)
    } else if token.is("christmas") {
        (at + 1, |year| date(year, 12, 25))
    } else if token.is("new")
        && token_is(tokens, at + 1, &["year's"])
        && token_is(tokens, at + 2, &["eve"])
    {
        (at + 3, |year| date(year, 12, 31))
    } else if token.is("new") && token_is(tokens, at + 1, &["year", "year's"]) {
        (at + 2, |year| date(year, 1, 1))
    } else {
        return None;
    };
    let interval = published.and_then(|published| {
        let here = feast(published.year())?;
        Some(Interval::day(match direction {
            Direction::Past if here > published => feast(published.year() - 1)?,
            Direction::Future if here < published => feast(published.year() + 1)?,
            _ => here,
        }))
    });
    Some(Core::new(interval, TimeKind::Date, at, next))
}

/// "in spring", "the autumn", "next spring", "this winter", "summer 2024".
fn read_season(
    tokens: &[Token],
    at: usize,
    published: Option<Date>,
    direction: Direction,
) -> Option<Core> {
    let which = tokens
        .get(at)
        .filter(|token| token.is_any(&["this", "last", "next"]));
    let season_at = at + usize::from(which.is_some());
    let token = tokens.get(season_at)?;
    let first_month = *lexicon().seasons.get(token.lower.trim_end_matches("'s"))?;
    // "fall" is a verb more often than a season, "spring" now and then.
    let introduced = at > 0
        && tokens[at - 1].is_any(&[
            "in", "by", "before", "until", "till", "since", "the", "after", "of", "during", "into",
            "and",
        ]);
    let is_verb = token.is("fall")
        && !(which.is_some() || token_is(tokens, at.wrapping_sub(1), &["the", "in", "by"]));
    let follows_fall = token.is("fall") && token_is(tokens, season_at + 1, &["of", "to"]);
    if is_verb || follows_fall || !(which.is_some() || introduced) {
        return None;
    }
    let interval = published.and_then(|published| {
        let of_year = season(published.year(), first_month)?;
        let before = season(published.year() - 1, first_month)?;
        let after = season(published.year() + 1, first_month)?;
        let word = which.map(|token| token.lower.as_str());
        let in_before = before.end >= published;
        let chosen = match (word, direction) {
            (Some("this"), _) if in_before => before,
            (Some("this"), _) => of_year,
            (Some("next"), _) | (_, Direction::Future) => {
                if of_year.start > published {
                    of_year
                } else if in_before && word != Some("next") {
                    before
                } else {
                    after
                }
            }
            _ => {
                let started = if word == Some("last") {
                    of_year.end < published
                } else {
                    of_year.start <= published
                };
                if started { of_year } else { before }
            }
        };
        let end = if direction == Direction::Past && chosen.end > published && word != Some("this")
        {
            published
        } else {
            chosen.end
        };
        Some(Interval::new(chosen.start, end, TimePrecision::Season))
    });
    Some(Core::new(interval, TimeKind::Date, at, season_at + 1))
}
