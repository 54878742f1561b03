//! Reads the pattern lists in `lexicons/`.

use regex::{Regex, RegexSet, RegexSetBuilder};

/// One set of patterns, a line each; empty lines and lines that start with `#` are remarks.
///
/// # Panics
///
/// When a pattern is no regular expression: the lists are compiled in and tested.
pub(crate) fn pattern_set(lines: &str) -> RegexSet {
    let patterns = lines
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'));
    RegexSetBuilder::new(patterns)
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
