//! Lengths on the command line.

/// A length that may be zero.
pub(crate) fn zero_or_more(words: &str) -> Result<f64, String> {
    number(words)
        .filter(|number| *number >= 0.0)
        .ok_or_else(|| format!("{words:?} is no length; expected a number of 0 or more"))
}

/// A length that must not be zero.
pub(crate) fn above_zero(words: &str) -> Result<f64, String> {
    number(words)
        .filter(|number| *number > 0.0)
        .ok_or_else(|| format!("{words:?} is no length; expected a number above 0"))
}

fn number(words: &str) -> Option<f64> {
    words.parse().ok().filter(|number: &f64| number.is_finite())
}
