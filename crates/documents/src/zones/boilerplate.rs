//! Lines that are no report: subscriptions, credits, contacts, rights, pointers to other pages.

use std::sync::LazyLock;

use regex::RegexSet;

use crate::phrases::pattern_set;

static PATTERNS: LazyLock<RegexSet> =
    LazyLock::new(|| pattern_set(include_str!("../../lexicons/boilerplate.txt")));

/// A longer line says more than a notice does; the known notices stay well under this.
const MAX_CHARACTERS: usize = 200;

/// Whether a line, without its list mark, is boilerplate.
pub(super) fn is_boilerplate(line: &str) -> bool {
    let line = line.trim_start_matches(['(', '[', '*', '_', ' ']);
    line.chars().count() <= MAX_CHARACTERS && PATTERNS.is_match(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notices_are_boilerplate_and_reports_are_not() {
        for line in [
            "Subscribe to our newsletter",
            "Follow us on every network",
            "Photographs: Ana Holm",
            "Photo credit: Office of the Mayor",
            "(Reporting by Ana Holm; editing by B. Vale)",
            "Read more: the salt mines of Ridge",
            "SYNTHETIC TEXT FOR SOFTWARE TESTING. Written for this project.",
            "© 2031 Vale Courier. All rights reserved.",
            "Підписатися на канал",
            "The next update will be released at 08:00.",
        ] {
            assert!(is_boilerplate(line), "{line}");
        }
        for line in [
            "Photographs taken on Tuesday show tanks at the bridge.",
            "Reporting from Ridge, she saw no tanks.",
            "The rebels follow us everywhere, a driver said.",
            "Translated into numbers, that is 40 men.",
            "Support for the governor has fallen, the poll said.",
        ] {
            assert!(!is_boilerplate(line), "{line}");
        }
    }
}
