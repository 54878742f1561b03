//! Splits a text into paragraphs.
//!
//! **Rule.** A line is a paragraph, as agencies and channels write. Lines are joined where the break is one of layout and not of thought: in a
//! block of hard-wrapped lines (each line break stands where the next word would not have fitted), or where a long line without an end of
//! sentence goes on with a small letter. A `<br>` of a page is a break of layout too, unless the line before it is complete: a sentence, a byline, the
//! head of a list.
//!
//! **Shape.** Sorted, without overlap, trimmed, never empty. Lines that a markup zone covers (front matter, code) are no paragraphs.

use std::ops::Range;

use salient_model::{ByteSpan, TextZone};

use crate::zones::is_byline;

/// One paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Paragraph {
    /// First byte.
    pub(crate) start: usize,
    /// One past the last byte.
    pub(crate) end: usize,
    /// Where sentences begin: after list marker, label, and dateline.
    pub(crate) body_start: usize,
}

/// Widths of hard-wrapped text, in characters: a mail or telex has 60 to 80, a narrow column 40.
const WRAP_WIDTHS: std::ops::RangeInclusive<usize> = 40..=120;

/// A shorter line that goes on with a small letter is a line of a list or poem rather than a broken sentence.
const MIN_BROKEN_LINE_CHARACTERS: usize = 40;

/// How many heading lines may stand above a hard-wrapped block.
const MAX_HEADING_LINES: usize = 2;

/// Splits `text`; `markup` are zones that are known already, and `line_breaks` line ends that are known to lie inside a paragraph.
pub(crate) fn split(text: &str, markup: &[TextZone], line_breaks: &[usize]) -> Vec<Paragraph> {
    let mut paragraphs = Vec::new();
    let mut block: Vec<ByteSpan> = Vec::new();
    let mut zones = markup.iter().peekable();
    for (start, end) in lines(text) {
        while zones.next_if(|zone| zone.span.end() < end).is_some() {}
        let line = ByteSpan::trimmed(text, start..end);
        let mut is_markup =
            |line: &ByteSpan| zones.peek().is_some_and(|zone| zone.span.contains(*line));
        match line {
            Some(line) if !is_markup(&line) => block.push(line),
            _ => end_block(text, line_breaks, &mut block, &mut paragraphs),
        }
    }
    end_block(text, line_breaks, &mut block, &mut paragraphs);
    paragraphs
}

/// Lines as byte ranges without their ends; a byte order mark is no part of the first.
fn lines(text: &str) -> impl Iterator<Item = (usize, usize)> + '_ {
    let body = text.trim_start_matches('\u{feff}');
    let mut start = text.len() - body.len();
    body.split(is_line_end).map(move |line| {
        let range = (start, start + line.len());
        // The line end takes one, two, or three bytes.
        let n_end = text[range.1..].chars().next().map_or(0, char::len_utf8);
        start = range.1 + n_end;
        range
    })
}

fn is_line_end(character: char) -> bool {
    matches!(
        character,
        '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}'
    )
}

/// Joins the lines of a block into paragraphs and empties it.
fn end_block(
    text: &str,
    line_breaks: &[usize],
    block: &mut Vec<ByteSpan>,
    paragraphs: &mut Vec<Paragraph>,
) {
    let words: Vec<&str> = block.iter().map(|line| &text[line.range()]).collect();
    let wrapped_from = (0..=MAX_HEADING_LINES).find(|from| is_hard_wrapped(&words, *from));
    for (n, line) in block.iter().enumerate() {
        let is_soft = n > 0
            && !starts_like_an_item(words[n])
            && (wrapped_from.is_some_and(|from| n > from)
                || is_broken_sentence(words[n - 1], words[n])
                || is_line_break(line_breaks, block[n - 1].end()..line.start())
                    && !is_complete(words[n - 1]));
        match paragraphs.last_mut() {
            Some(last) if is_soft => last.end = line.end(),
            _ => paragraphs.push(Paragraph {
                start: line.start(),
                end: line.end(),
                body_start: line.start(),
            }),
        }
    }
    block.clear();
}

/// Whether the lines from `from` on were filled greedily up to one width, with at least one break inside a sentence.
fn is_hard_wrapped(words: &[&str], from: usize) -> bool {
    let Some(lines @ [_, _, ..]) = words.get(from..) else {
        return false;
    };
    let widths: Vec<usize> = lines.iter().map(|line| line.chars().count()).collect();
    let width = widths.iter().copied().max().unwrap_or_default();
    let is_full = |(n, pair): (usize, &[&str])| {
        let next_word = pair[1].split_whitespace().next().unwrap_or_default();
        widths[n] + 1 + next_word.chars().count() > width
    };
    WRAP_WIDTHS.contains(&width)
        && lines.windows(2).enumerate().all(is_full)
        && lines.windows(2).any(|pair| goes_on(pair[0], pair[1]))
}

/// Whether a known line break lies in the white space between two lines.
fn is_line_break(line_breaks: &[usize], between: Range<usize>) -> bool {
    let next = line_breaks.partition_point(|at| *at < between.start);
    line_breaks.get(next).is_some_and(|at| *at < between.end)
}

/// Whether a line stands for itself, whatever follows.
fn is_complete(line: &str) -> bool {
    ends_a_sentence(line) || line.ends_with([':', ';']) || is_byline(line)
}

fn is_broken_sentence(before: &str, after: &str) -> bool {
    before.chars().count() >= MIN_BROKEN_LINE_CHARACTERS && goes_on(before, after)
}

/// Whether `before` has no end of sentence and `after` starts with a small letter.
fn goes_on(before: &str, after: &str) -> bool {
    !ends_a_sentence(before)
        && !before.ends_with([':', ';'])
        && after.chars().next().is_some_and(char::is_lowercase)
}

/// Whether the last character, behind closing quotation marks and brackets, ends a sentence.
pub(crate) fn ends_a_sentence(words: &str) -> bool {
    words
        .trim_end_matches(|c: char| {
            c.is_whitespace()
                || matches!(
                    c,
                    '"' | '”' | '’' | '\'' | '»' | '“' | ')' | ']' | '*' | '_'
                )
        })
        .ends_with(['.', '!', '?', '…', '؟', '۔', '။', '።', '。'])
}

/// Whether a line starts with a list marker, a bracket, or a picture character.
fn starts_like_an_item(line: &str) -> bool {
    let is_word_start =
        |c: char| c.is_alphanumeric() || matches!(c, '"' | '“' | '«' | '„' | '‘' | '\'' | '(');
    let enumerator = line.split_whitespace().next().unwrap_or_default();
    let is_enumerator = enumerator.len() <= 4
        && enumerator.ends_with(['.', ')', '/'])
        && enumerator.starts_with(|c: char| c.is_ascii_digit());
    !line.starts_with(is_word_start) || is_enumerator
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let paragraphs = split(text, &[], &[]);
        let found: Vec<&str> = paragraphs.iter().map(|p| &text[p.start..p.end]).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_line_is_a_paragraph_and_line_ends_of_all_kinds_count() {
        check(
            "One.\r\n\r\nTwo.\nThree\u{2028}Four\r",
            &["One.", "Two.", "Three", "Four"],
        );
        check(" \n\t\n", &[]);
        check("\u{feff}One.\n", &["One."]);
    }

    #[test]
    fn hard_wrapped_lines_are_one_paragraph_even_under_a_heading() {
        let wrapped = "The army said on Tuesday that it had taken the\nvillage of Ridge and the road to the north, which\nthe rebels denied.";
        check(wrapped, &[wrapped]);
        check(&format!("HIGHLIGHTS\n{wrapped}"), &["HIGHLIGHTS", wrapped]);
    }

    #[test]
    fn a_long_line_that_goes_on_with_a_small_letter_is_joined() {
        let broken = "Residents told this paper, however, that fighting went on\nuntil noon.";
        check(broken, &[broken]);
    }

    #[test]
    fn list_lines_and_short_lines_stay_apart() {
        check(
            "• at least nine civilians were killed in Ridge this week,\n• drones caused most of the injuries of this week,\n• none",
            &[
                "• at least nine civilians were killed in Ridge this week,",
                "• drones caused most of the injuries of this week,",
                "• none",
            ],
        );
        check(
            "Vale Desk\nRidge, 4 May 2031",
            &["Vale Desk", "Ridge, 4 May 2031"],
        );
    }
}
