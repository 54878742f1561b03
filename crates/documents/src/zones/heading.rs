//! Lines that head what follows and are no sentence.
//!
//! **Rule.** A short line without an end of sentence is a heading when it is all capitals, stands at the top, ends with a colon, or stands above
//! a longer paragraph of sentences and has no finite verb of the usual ones. A line at the top with a full date and no such verb is a masthead,
//! whatever its stops. A question is a sentence.

use std::sync::LazyLock;

use regex::Regex;

use super::holds_a_sentence;
use crate::calendar::find_full_date;
use crate::paragraphs::ends_a_sentence;
use crate::phrases::pattern;

/// A longer line is a sentence that lost its stop.
const MAX_CHARACTERS: usize = 120;

/// A heading inside the text is shorter than one at the top.
const MAX_INNER_CHARACTERS: usize = 80;

/// A masthead has outlet, number, and date.
const MAX_MASTHEAD_CHARACTERS: usize = 180;

/// Title, outlet, date, and a line under them.
const N_TOP_PARAGRAPHS: usize = 3;

/// Finite verbs that make a line a sentence; the commonest of news, of any side.
static FINITE_VERB: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(is|are|was|were|has|have|had|will|would|says?|said|claim(s|ed)|den(y|ies|ied)|reports|reported|holds?|held|took|takes|killed|entered|captured|left|lost)\b",
    )
});

/// Whether the `n`th paragraph is a heading.
pub(super) fn is_heading(line: &str, n: usize, before: Option<&str>, after: Option<&str>) -> bool {
    let n_characters = line.chars().count();
    let is_top = n < N_TOP_PARAGRAPHS;
    if is_top && n_characters <= MAX_MASTHEAD_CHARACTERS && is_masthead(line) {
        return true;
    }
    // A remark in parentheses ("(Corrects paragraph 4 …)") says something.
    if n_characters > MAX_CHARACTERS
        || line.ends_with(['?', '!', '…', '؟'])
        || line.starts_with('(')
    {
        return false;
    }
    if is_all_capitals(line) {
        return true;
    }
    if is_top && !ends_a_sentence(line) && !FINITE_VERB.is_match(line) && is_top_so_far(before) {
        return true;
    }
    if holds_a_sentence(line) {
        return false;
    }
    let is_title = n == 0 && after.is_some();
    is_title
        || line.ends_with(':') && !FINITE_VERB.is_match(line)
        || heads_a_paragraph(line, n_characters, before, after)
}

fn is_masthead(line: &str) -> bool {
    find_full_date(line).is_some()
        && !FINITE_VERB.is_match(line)
        && !line.contains(['“', '"', '«'])
        && !ends_with_long_sentence(line)
}

/// Whether the last sentence of a line has more words than a masthead's parts have.
fn ends_with_long_sentence(line: &str) -> bool {
    const MAX_WORDS: usize = 14;
    ends_a_sentence(line)
        && line
            .trim_end_matches('.')
            .rsplit(". ")
            .next()
            .is_some_and(|last| last.split_whitespace().count() > MAX_WORDS)
}

/// At least four capitals and no small letter.
fn is_all_capitals(line: &str) -> bool {
    line.chars().filter(|c| c.is_uppercase()).count() >= 4 && !line.contains(char::is_lowercase)
}

fn heads_a_paragraph(
    line: &str,
    n_characters: usize,
    before: Option<&str>,
    after: Option<&str>,
) -> bool {
    let stands_out = before.is_none_or(ends_a_sentence) || is_heading_like(before);
    let heads = after.is_some_and(|words| {
        holds_a_sentence(words) && words.chars().count() >= n_characters + n_characters / 2
    });
    n_characters <= MAX_INNER_CHARACTERS && stands_out && heads && !FINITE_VERB.is_match(line)
}

/// Whether no sentence stands above.
fn is_top_so_far(before: Option<&str>) -> bool {
    before.is_none_or(|words| !ends_a_sentence(words) || is_masthead(words))
}

/// Two heading lines may stand above each other.
fn is_heading_like(words: Option<&str>) -> bool {
    words.is_some_and(|words| {
        words.chars().count() <= MAX_INNER_CHARACTERS && !FINITE_VERB.is_match(words)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const BODY: &str =
        "The army left Ridge on Tuesday, and nobody has taken its place since, the mayor said.";

    #[test]
    fn headings_are_found_by_layout() {
        for (line, n) in [
            ("HIGHLIGHTS", 5),
            ("WHO HOLDS THE TOWN", 5),
            ("Army reports gains in east Ridge, rebels deny them", 0),
            ("Vale Desk, 21 January 2031", 1),
            ("Situation report No. 3: Ridge, Vale region", 1),
            ("24 April 2031, 17:00. Coastal Access Group, Ridge", 1),
            ("Movement", 7),
            ("Forwarded from VALE NOTES:", 7),
        ] {
            assert!(is_heading(line, n, Some("Vale Desk"), Some(BODY)), "{line}");
        }
    }

    #[test]
    fn sentences_without_a_stop_and_questions_are_no_headings() {
        for (line, n) in [
            ("Has the army left?", 3),
            ("Our forces took Ridge this morning", 5),
            (
                "If they get the hill they've got the town. Battery's going",
                9,
            ),
            ("The army left Ridge on 4 May 2031.", 1),
            ("In sport…", 9),
            ("(Corrects the share in paragraph 4)", 1),
        ] {
            assert!(!is_heading(line, n, Some("He left."), Some(BODY)), "{line}");
        }
        assert!(!is_heading("Movement", 9, Some("He left."), None));
    }
}
