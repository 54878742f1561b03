//! Words that a narrow column must not break: dates ("2025-11-08", "8 November 2025") and numbers with their unit ("> 70 %", "16 km").
//!
//! **Shape.** [`glued`] puts a no-break space where such words have a space; [`unglued`] takes it out again; [`widest`] is the width that they need.

use salient_model::MONTHS;

/// Stands for a space inside a date or number while the lines are laid out.
const GLUE: char = '\u{a0}';

/// A wider word may be broken: a hash, an address.
const MAX_CHARACTERS: usize = 24;

const UNITS: &[&str] = &[
    "%",
    "km",
    "km²",
    "m",
    "ha",
    "percent",
    "points",
    "metres",
    "meters",
    "kilometres",
    "kilometers",
    "mi",
    "miles",
    "hours",
    "days",
    "weeks",
    "months",
];

/// The words with no-break spaces inside dates and numbers.
pub(crate) fn glued(words: &str) -> String {
    let mut glued = String::with_capacity(words.len());
    let mut before: Option<&str> = None;
    for word in words.split(' ') {
        if let Some(before) = before {
            glued.push(if belong(before, word) { GLUE } else { ' ' });
        }
        glued.push_str(word);
        before = Some(word);
    }
    glued
}

/// The words with the spaces that they had.
pub(crate) fn unglued(words: &str) -> String {
    words.replace(GLUE, " ")
}

/// The width of the widest date or number of [`glued`] words, in characters.
pub(crate) fn widest(glued: &str) -> usize {
    glued
        .split([' ', '\n'])
        .filter(|word| word.contains(|c: char| c.is_ascii_digit()))
        .map(|word| word.chars().count())
        .filter(|width| *width <= MAX_CHARACTERS)
        .max()
        .unwrap_or_default()
}

fn belong(before: &str, after: &str) -> bool {
    let is_number = |word: &str| {
        word.trim_start_matches(['(', '<', '>', '=', '≈', '≤', '≥'])
            .chars()
            .next()
            .is_some_and(|c| c.is_ascii_digit())
            && word.ends_with(|c: char| c.is_ascii_digit())
    };
    let bare = after.trim_end_matches([',', ';', '.', ':', ')']);
    let is_sign = matches!(before, "<" | ">" | "=" | "≈" | "<=" | ">=" | "≤" | "≥");
    let is_month = |word: &str| {
        MONTHS
            .iter()
            .any(|month| word == *month || word.get(..3) == month.get(..3) && word.len() == 3)
    };
    let is_day = |word: &str| word.len() <= 2 && is_number(word);
    let is_year = |word: &str| word.len() == 4 && is_number(word);
    is_sign && is_number(bare)
        || is_number(before) && UNITS.contains(&bare)
        || is_day(before) && is_month(bare)
        || is_month(before) && (is_year(bare) || is_day(bare))
        || is_day(before.trim_end_matches(',')) && before.ends_with(',') && is_year(bare)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_numbers_with_a_unit_hold_together() {
        for (words, parts) in [
            (
                "taken on 8 November 2025, he said",
                "taken|on|8_November_2025,|he|said",
            ),
            ("since April 2, 2031", "since|April_2,_2031"),
            ("8 Nov", "8_Nov"),
            (
                "claimed: > 70 %; and 16 km (10 miles)",
                "claimed:|>_70_%;|and|16_km|(10_miles)",
            ),
            ("in 2022 the army", "in|2022|the|army"),
            ("May I say 5 things", "May|I|say|5|things"),
        ] {
            let found = glued(words).replace(' ', "|").replace(GLUE, "_");
            assert_eq!(found, parts);
            assert_eq!(unglued(&glued(words)), words);
        }
        assert_eq!(widest(&glued("as of 2025-11-08, by hand")), 11);
        assert_eq!(widest(&"0123456789abcdef".repeat(4)), 0);
    }
}
