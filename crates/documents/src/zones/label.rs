//! What stands at the head of a line before its sentence: list marks, times, speakers.
//!
//! **Shape.** Each function gives the bytes of the mark at the start of `line`, without the white space behind it.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex::Regex;

use crate::phrases::pattern;

static ENUMERATOR: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^(\d{1,3}[.)/]|\(?(?:\d{1,2}|[A-Za-z]|[ivxIVX]{1,4})\)|\d\x{fe0f}?\x{20e3})\s*")
});

static TIME: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^((?:UPD(?:ATE)?[.:]?\s+)?\[?(?:[01]?\d|2[0-3])(?::[0-5]\d(?:\s*(?:GMT|UTC|MSK|EES?T|CES?T|h|hrs))?|[.:][0-5]\d\s*(?:a\.m\.|p\.m\.|am\b|pm\b|GMT|UTC))\]?[.:|]?(?:\s+[-–—|])?)\s+(?:\p{Lu}|[“”«„\x22‘(\[]|\d)",
    )
});

static BRACKET: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^(\[[^\[\]\n.!?…]{1,80}\]:?)(?:\s|$)"));

static CAPITALS: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^(\p{Lu}[\p{Lu}\p{M}\p{N} .'’&/()\-]{0,48}:)\s+\S"));

static TITLED: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^(\p{Lu}[\p{L}\p{M}.'’\-]*(?: [\p{L}\p{M}.'’\-]+){0,3}:)\s+\S"));

/// A list mark: a bullet, a dash before a space, pictures, a number with stop, bracket, or stroke.
pub(super) fn list_mark(line: &str) -> Option<usize> {
    let pictures = line.trim_start_matches(|c: char| is_picture(c) || c == ' ');
    if pictures.len() < line.len() && line.starts_with(is_picture) {
        let n_bytes = line.len() - pictures.len();
        return Some(line[..n_bytes].trim_end().len());
    }
    let marks = line.trim_start_matches(['-', '–', '—', '*', '+', '>']);
    let n_marks = line.len() - marks.len();
    if n_marks > 0 && marks.starts_with(char::is_whitespace) {
        return Some(n_marks);
    }
    let enumerator = ENUMERATOR.captures(line)?;
    let (mark, whole) = (enumerator.get(1)?, enumerator.get(0)?);
    // "24/7" and "3.5 km" are no list marks.
    (whole.end() > mark.end() || mark.as_str().ends_with('\u{20e3}')).then_some(mark.end())
}

/// A time of day before a report, as live pages have it.
pub(super) fn time_label(line: &str) -> Option<usize> {
    Some(TIME.captures(line)?.get(1)?.end())
}

/// "[HOST]", "[VO: harbour at dawn]".
pub(super) fn bracket_label(line: &str) -> Option<usize> {
    Some(BRACKET.captures(line)?.get(1)?.end())
}

/// "RYBA:", "Q:", and "Governor:" when the same label heads another line too or the line answers a question.
pub(super) fn speaker(
    line: &str,
    repeated: &BTreeMap<&str, usize>,
    follows_question: bool,
) -> Option<usize> {
    if let Some(label) = CAPITALS.captures(line).and_then(|found| found.get(1)) {
        return Some(label.end());
    }
    let label = titled_label(line)?;
    let is_repeated = repeated.get(label).is_some_and(|n| *n > 1);
    // One word answers a question ("Governor:"); more words are a sentence with a colon ("Not quite: ...").
    let answers = follows_question && !label.contains(' ');
    (is_repeated || answers).then_some(label.len())
}

/// One to four words, the first with a capital, and a colon.
pub(super) fn titled_label(line: &str) -> Option<&str> {
    Some(TITLED.captures(line)?.get(1)?.as_str())
}

/// Bullets, arrows, signs, and emoji.
fn is_picture(character: char) -> bool {
    matches!(
        character,
        '\u{b7}' | '\u{2022}' | '\u{2023}' | '\u{2043}' | '\u{203c}' | '\u{2049}'
            | '\u{2190}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}' | '\u{fe0f}' | '\u{200d}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head(line: &str, found: Option<usize>) -> &str {
        found.map_or("", |n_bytes| &line[..n_bytes])
    }

    #[test]
    fn list_marks_are_found_and_numbers_in_sentences_are_not() {
        for (line, mark) in [
            ("• Two villages", "•"),
            ("▪️ Two villages", "▪️"),
            ("❗️Two villages", "❗️"),
            ("- Two villages", "-"),
            ("— Two villages", "—"),
            (">> Read more", ">>"),
            ("1. General", "1."),
            ("1/ Ridge, day 7", "1/"),
            ("(a) Ridge", "(a)"),
            ("2️⃣ Ridge", "2️⃣"),
            ("24/7 shelling", ""),
            ("3.5 km", ""),
            ("-5 degrees", ""),
            ("$5 million", ""),
            ("**Bold** words", ""),
            ("A. Holm said", ""),
        ] {
            assert_eq!(head(line, list_mark(line)), mark, "{line}");
        }
    }

    #[test]
    fn times_head_live_reports_and_not_sentences() {
        for (line, mark) in [
            ("14:20 The army left", "14:20"),
            ("UPD 20:40. The army left", "UPD 20:40."),
            ("14:20 GMT — The army left", "14:20 GMT —"),
            ("9.15 a.m. The army left", "9.15 a.m."),
            ("14:20 was the deadline", ""),
            ("12.30 The army", ""),
        ] {
            assert_eq!(head(line, time_label(line)), mark, "{line}");
        }
    }

    #[test]
    fn speakers_are_capitals_or_repeat_or_answer() {
        let none = BTreeMap::new();
        let twice = BTreeMap::from([("Governor:", 2)]);
        assert_eq!(speaker("RYBA: Wrong.", &none, false), Some(5));
        assert_eq!(speaker("Q: Has Ridge fallen?", &none, false), Some(2));
        assert_eq!(speaker("Governor: No.", &none, false), None);
        assert_eq!(speaker("Governor: No.", &none, true), Some(9));
        assert_eq!(speaker("Governor: No.", &twice, false), Some(9));
        assert_eq!(speaker("Not quite: half.", &none, true), None);
        assert_eq!(bracket_label("[HOST] Good evening."), Some(6));
        assert_eq!(bracket_label("[He left. Nobody knows.]"), None);
    }
}
