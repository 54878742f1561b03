//! When a proposition is said to hold.

use crate::{ByteSpan, TimeRelation};

/// A civil date.
pub type Date = jiff::civil::Date;

/// How fine a time is known to be. Travels with the value; no output is finer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TimePrecision {
    /// To the hour or part of a day.
    Hour,
    /// To the day.
    Day,
    /// To the week.
    Week,
    /// To the month.
    Month,
    /// To the season or quarter.
    Season,
    /// To the year.
    Year,
    /// Known only as an open or vague window.
    Vague,
}

impl TimePrecision {
    /// The word as the record writes it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Hour => "hour",
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Season => "season",
            Self::Year => "year",
            Self::Vague => "vague",
        }
    }

    /// The precision that a word of the record means.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        [
            Self::Hour,
            Self::Day,
            Self::Week,
            Self::Month,
            Self::Season,
            Self::Year,
            Self::Vague,
        ]
        .into_iter()
        .find(|precision| precision.as_str() == word)
    }
}

/// The event time of a claim: both ends inclusive days, each open when absent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimTime {
    /// First day; open when absent.
    pub start: Option<Date>,
    /// Last day; open when absent.
    pub end: Option<Date>,
    /// How the interval relates to the proposition.
    pub relation: TimeRelation,
    /// How fine it is.
    pub precision: TimePrecision,
    /// The words that gave it; absent when implied by the publication date.
    pub span: Option<ByteSpan>,
}

impl ClaimTime {
    /// The state of affairs on the day of publication, without words for it.
    #[must_use]
    pub fn as_of(published: Date) -> Self {
        Self {
            start: Some(published),
            end: Some(published),
            relation: TimeRelation::AsOf,
            precision: TimePrecision::Day,
            span: None,
        }
    }

    /// Whether two event times share a day. Open ends reach without limit.
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        let starts_before_end = |start: Option<Date>, end: Option<Date>| match (start, end) {
            (Some(start), Some(end)) => start <= end,
            _ => true,
        };
        starts_before_end(self.start, other.end) && starts_before_end(other.start, self.end)
    }
}
