//! How long something lasts or how far ahead a forecast reaches: "for three days", "in two weeks", "within days", "over ten days".
//!
//! **Units.** Lengths are whole days; less than a day is 0. Bare plurals stand for a range of days: "days" up to 7, "weeks" 7 to 42, "months"
//! up to 180.

use super::core::{Core, TimeKind};
use super::lexicon::lexicon;
use crate::quantity::tokens::Token;

/// A number of time units.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Length {
    /// How many; the high end of a range; absent for a bare plural ("weeks").
    pub(crate) n_units: Option<f64>,
    /// Days per unit, 0 for hours and minutes.
    pub(crate) unit_days: i32,
    /// Hours are days when there are many of them ("48 hours").
    pub(crate) is_hours: bool,
    /// Whether a number or article stands before the unit.
    pub(crate) is_counted: bool,
    /// One past the last token.
    pub(crate) next: usize,
}

impl Length {
    /// The far end in whole days.
    pub(crate) fn days(&self) -> i32 {
        let days = match (self.n_units, self.unit_days) {
            (Some(n_units), 0) if self.is_hours => (n_units / 24.0).floor(),
            (Some(n_units), unit_days) => n_units * f64::from(unit_days),
            (None, 1) => 7.0,
            (None, 7) => 42.0,
            (None, 30) => 180.0,
            (None, unit_days) => f64::from(unit_days) * 3.0,
        };
        #[expect(
            clippy::cast_possible_truncation,
            reason = "clamped to a range that fits"
        )]
        let whole = days.clamp(0.0, 100_000.0).round() as i32;
        whole
    }

    /// The near end in whole days: "weeks" begin after one.
    pub(crate) fn least_days(&self) -> i32 {
        if self.n_units.is_none() && self.unit_days > 1 {
            self.unit_days
        } else {
            0
        }
    }
}

/// "ten days", "a week", "two to three weeks", "several hours", "weeks", "24-hour".
pub(crate) fn read_length(tokens: &[Token], at: usize) -> Option<Length> {
    use crate::quantity::read_plain_number;
    let token = tokens.get(at)?;
    if let Some(&unit_days) = lexicon().units.get(token.lower.trim_end_matches('\'')) {
        let is_hours = token.lower.starts_with("hour") || token.lower.starts_with("hr");
        // "day" alone is no length; "weeks", "the past week" are.
        return Some(Length {
            n_units: if token.lower.ends_with('s') {
                None
            } else {
                Some(1.0)
            },
            unit_days,
            is_hours,
            is_counted: false,
            next: at + 1,
        });
    }
    let (n_units, mut next) = if let Some((value, next)) = read_plain_number(tokens, at) {
        (Some(value), next)
    } else if token.is_any(&["a", "an", "another"]) {
        (Some(1.0), at + 1)
    } else if token.is_any(&["several", "some", "few", "many", "couple"]) {
        (None, at + 1)
    } else {
        return None;
    };
    if token.is("a") && tokens.get(next)?.is_any(&["few", "couple"]) {
        next += 1 + usize::from(tokens.get(next + 1).is_some_and(|token| token.is("of")));
        let length = read_length(tokens, next)?;
        return Some(Length {
            n_units: None,
            is_counted: true,
            ..length
        });
    }
    while tokens
        .get(next)?
        .is_any(&["-", "full", "more", "single", "whole", "long"])
    {
        next += 1;
    }
    let unit = tokens.get(next)?;
    let word = unit.lower.trim_end_matches('\'').trim_end_matches("'s");
    let unit_days = *lexicon().units.get(word)?;
    let mut n_units = n_units;
    next += 1;
    if ["and", "a", "half"]
        .iter()
        .enumerate()
        .all(|(offset, word)| {
            tokens
                .get(next + offset)
                .is_some_and(|token| token.is(word))
        })
    {
        n_units = n_units.map(|n_units| n_units + 0.5);
        next += 3;
    }
    Some(Length {
        n_units,
        unit_days,
        is_hours: word.starts_with("hour") || word.starts_with("hr"),
        is_counted: true,
        next,
    })
}

/// Words between a preposition and its length.
const FILLERS: &[&str] = &[
    "about", "almost", "nearly", "some", "more", "than", "less", "the", "next", "coming",
    "roughly", "another", "a", "further", "at", "least", "up", "to",
];

/// The length with its preposition at token `at`; the kind says how it is used.
pub(crate) fn read_duration(tokens: &[Token], at: usize) -> Option<(Core, Length)> {
    let token = tokens.get(at)?;
    let kind = match token.lower.as_str() {
        "for" | "after" => TimeKind::Duration,
        "in" | "over" | "during" => TimeKind::Window,
        "within" | "inside" => TimeKind::Horizon,
        _ => return None,
    };
    let mut from = at + 1;
    while read_length(tokens, from).is_none()
        && from < at + 4
        && tokens.get(from).is_some_and(|token| token.is_any(FILLERS))
    {
        from += 1;
    }
    let length = read_length(tokens, from)?;
    let past_marker = tokens
        .get(length.next)
        .is_some_and(|token| token.is_any(&["ago", "later", "earlier"]));
    let bare_singular = !length.is_counted && length.n_units.is_some() && kind != TimeKind::Horizon;
    let end_of_day = tokens
        .get(from)
        .is_some_and(|token| token.is_any(&["night", "day"]));
    if past_marker || bare_singular || (end_of_day && !length.is_counted) {
        return None;
    }
    Some((Core::new(None, kind, at, length.next), length))
}

/// "every night", "every ten days", "a day" as a rate are habits.
pub(crate) fn read_habit(tokens: &[Token], at: usize) -> Option<Core> {
    let token = tokens.get(at)?;
    if token.is("every") {
        let skip = usize::from(tokens.get(at + 1)?.is_any(&["second", "other", "single"]));
        let length = read_length(tokens, at + 1 + skip)?;
        return Some(Core::new(None, TimeKind::Habitual, at, length.next));
    }
    if token.is("as") && tokens.get(at + 1)?.is("a") && tokens.get(at + 2)?.is("rule") {
        return Some(Core::new(None, TimeKind::Habitual, at, at + 3));
    }
    let by_day = token.is("by")
        && tokens
            .get(at + 1)
            .is_some_and(|next| next.is_any(&["day", "night"]))
        || (token.is("at") && tokens.get(at + 1).is_some_and(|next| next.is("night")));
    if by_day {
        return Some(Core::new(None, TimeKind::Habitual, at, at + 2));
    }
    lexicon()
        .words
        .habitual
        .contains(&token.lower)
        .then(|| Core::new(None, TimeKind::Habitual, at, at + 1))
}
