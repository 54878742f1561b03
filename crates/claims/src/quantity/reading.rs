//! What one construction gives before its bound and its unit are known.

use salient_model::Comparator;

/// Which construction was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ReadingKind {
    /// "12,000", "two or three": the noun that follows is the unit.
    Count,
    /// "two-thirds", "nine in ten", "60%": percent of what follows.
    Share,
    /// "all of", "entirely", "everybody": 100 percent.
    Whole,
    /// "twice", "tenfold", "three times".
    Factor,
    /// "ten to one".
    Ratio,
    /// "dozens", "several", "a handful".
    Vague,
    /// "no tank", "nobody", "none".
    Zero,
}

/// An amount with the tokens that carry it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Reading {
    /// The number, or the low end.
    pub(crate) value: Option<f64>,
    /// The high end of a range.
    pub(crate) high: Option<f64>,
    /// Set where the construction itself bounds the number.
    pub(crate) comparator: Option<Comparator>,
    /// Set where the construction itself names the unit.
    pub(crate) unit: Option<String>,
    /// Which construction.
    pub(crate) kind: ReadingKind,
    /// First token.
    pub(crate) first: usize,
    /// One past the last token; the search for the noun starts here.
    pub(crate) next: usize,
}

impl Reading {
    /// An exact amount.
    pub(crate) fn exact(kind: ReadingKind, value: f64, first: usize, next: usize) -> Self {
        Self {
            value: Some(value),
            high: None,
            comparator: None,
            unit: None,
            kind,
            first,
            next,
        }
    }

    /// An amount without a number.
    pub(crate) fn vague(first: usize, next: usize) -> Self {
        Self {
            value: None,
            high: None,
            comparator: Some(Comparator::Vague),
            unit: None,
            kind: ReadingKind::Vague,
            first,
            next,
        }
    }

    /// The same with a unit.
    pub(crate) fn in_unit(self, unit: &str) -> Self {
        Self {
            unit: Some(unit.to_owned()),
            ..self
        }
    }

    /// The same with a bound.
    pub(crate) fn bounded(self, comparator: Comparator) -> Self {
        Self {
            comparator: Some(comparator),
            ..self
        }
    }
}
