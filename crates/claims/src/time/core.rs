//! What a time reader finds before the preposition in front of it is known.

use super::calendar::Interval;

/// Which way a date without a year, a weekday, or a day of the month is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Direction {
    /// The most recent one on or before the publication.
    #[default]
    Past,
    /// The next one on or after the publication: forecasts, plans, demands.
    Future,
}

/// What kind of words a time expression is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimeKind {
    /// A date of the calendar.
    Date,
    /// A weekday.
    Weekday,
    /// "yesterday", "this morning", "last week", "three days ago".
    Deictic,
    /// A clock time or part of a day without its day.
    Clock,
    /// A window that ends at the publication or at a named day: "in the past week", "over ten days".
    Window,
    /// How long something lasts: "for three days". The number is also a quantity.
    Duration,
    /// How far ahead a forecast reaches: "within two weeks".
    Horizon,
    /// Counted from another event of the text: "two days later", "the day before".
    Anaphoric,
    /// "every night", "daily".
    Habitual,
    /// "now", "still".
    Present,
    /// "recently", "before the war": past without a date.
    VaguePast,
}

/// An interval with the tokens that gave it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Core {
    /// The days; absent when the base date is unknown or the date does not exist.
    pub(crate) interval: Option<Interval>,
    /// Which words.
    pub(crate) kind: TimeKind,
    /// First token.
    pub(crate) first: usize,
    /// One past the last token.
    pub(crate) next: usize,
    /// Whether the words name a date that does not exist.
    pub(crate) impossible: bool,
}

impl Core {
    pub(crate) fn new(
        interval: Option<Interval>,
        kind: TimeKind,
        first: usize,
        next: usize,
    ) -> Self {
        Self {
            interval,
            kind,
            first,
            next,
            impossible: false,
        }
    }
}
