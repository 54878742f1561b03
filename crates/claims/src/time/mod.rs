//! Time expressions of a text, and the event time of a claim.
//!
//! # What
//!
//! [`read_times`] finds the words that name a time and gives each its days. [`claim_time`] chooses the event time of one claim from them, from
//! the tense of its words, and from its type, after the annotation rules 3 and 4 of the corpus.
//!
//! # Shape
//!
//! Expressions come in text order and do not overlap. Both ends are inclusive days; an open end is absent. Expressions whose days depend on
//! something that the text does not give ("after the siege began") have neither end.
//!
//! # Units and frame
//!
//! Civil days of the Gregorian calendar, without time zone. Weekdays and dates without a year are counted from the publication: the most
//! recent one on or before it, or the next one where the [`Direction`] is the future. Hours are kept as their day.
//!
//! # Errors and doubt
//!
//! A date that does not exist gives an expression without days and diagnostic C002. Precision travels with each value: "in March" is a month,
//! never its first day.
//!
//! # Example
//!
//! ```
//! use salient_claims::time::{read_times, Anchor, Direction};
//! use salient_model::ByteSpan;
//!
//! let text = "The garrison left on Thursday night, two days after it had asked for terms on the 12th.";
//! let anchor = Anchor::published("2025-03-15".parse().unwrap());
//! let times = read_times(text, ByteSpan::new(0, text.len()).unwrap(), &anchor).expressions;
//! assert_eq!(times[0].start, Some("2025-03-13".parse().unwrap()));
//! assert_eq!(times.last().unwrap().start, Some("2025-03-12".parse().unwrap()));
//! ```

mod absolute;
mod calendar;
mod claim_time;
mod clock;
mod core;
mod defaults;
mod duration;
mod expression;
mod interview;
mod lexicon;
mod named;
mod relative;
mod tense;

#[cfg(test)]
mod properties;
#[cfg(test)]
mod time_tests;

use salient_model::{ByteSpan, Date, Diagnostic, TimePrecision, TimeRelation};

pub use self::claim_time::{ClaimWords, claim_time};
pub use self::core::{Direction, TimeKind};
pub use self::interview::interview_day;
pub use self::tense::{Tense, tense_of};

/// Where times are counted from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Anchor {
    /// The publication; without it relative times have no days.
    pub published: Option<Date>,
    /// The dateline's day, where it differs from the publication.
    pub dateline: Option<Date>,
    /// The last day that the text named before, for "the day before" and "that evening".
    pub reference: Option<Date>,
    /// Which way undated weekdays and days of the month are looked for.
    pub direction: Direction,
}

impl Anchor {
    /// Counts from the publication, into the past.
    #[must_use]
    pub fn published(date: Date) -> Self {
        Self {
            published: Some(date),
            ..Self::default()
        }
    }

    /// The same in another direction.
    #[must_use]
    pub fn toward(self, direction: Direction) -> Self {
        Self { direction, ..self }
    }

    /// The same after the text has named a day.
    #[must_use]
    pub fn after(self, reference: Option<Date>) -> Self {
        Self { reference, ..self }
    }

    /// The day that counts as today.
    pub(crate) fn today(&self) -> Option<Date> {
        self.dateline.or(self.published)
    }
}

/// Words that name a time, with their days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimeExpression {
    /// The words, preposition included.
    pub span: ByteSpan,
    /// First day.
    pub start: Option<Date>,
    /// Last day.
    pub end: Option<Date>,
    /// How fine it is.
    pub precision: TimePrecision,
    /// What kind of words.
    pub kind: TimeKind,
    /// How a preposition or the kind relates it to the proposition.
    pub relation: Option<TimeRelation>,
    /// Length in days of durations and horizons: least and most.
    pub length_days: Option<(i32, i32)>,
}

/// The times of a stretch of text and remarks about words that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TimesRead {
    /// In text order.
    pub expressions: Vec<TimeExpression>,
    /// Dates that do not exist.
    pub diagnostics: Vec<Diagnostic>,
}

/// The time expressions of `within`, in text order.
#[must_use]
pub fn read_times(text: &str, within: ByteSpan, anchor: &Anchor) -> TimesRead {
    expression::read_expressions(text, within, anchor)
}

/// Where times stand, for readers of other numbers.
pub(crate) fn read_time_spans(text: &str, within: ByteSpan) -> Vec<(ByteSpan, TimeKind)> {
    expression::read_expressions(text, within, &Anchor::default())
        .expressions
        .into_iter()
        .map(|expression| (expression.span, expression.kind))
        .collect()
}
