//! Reads the lists in `lexicons/`.

use regex::{Regex, RegexSet, RegexSetBuilder};

/// The entries of a list, a line each; empty lines and lines that start with `#` are remarks.
pub(crate) fn entries(list: &str) -> impl Iterator<Item = &str> {
    list.lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// One set of patterns, case ignored.
///
/// # Panics
///
/// When a pattern is no regular expression: the lists are compiled in and tested.
pub(crate) fn pattern_set(list: &str) -> RegexSet {
    RegexSetBuilder::new(entries(list))
        .case_insensitive(true)
        .build()
        .expect("the patterns in lexicons/ are valid")
}

/// One pattern of our own.
///
/// # Panics
///
/// When it is no regular expression.
pub(crate) fn pattern(words: &str) -> Regex {
    Regex::new(words).expect("the pattern is fixed and valid")
}
