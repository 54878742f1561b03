//! Finds what stands between quotation marks or brackets within one paragraph.
//!
//! **Shape.** Inner ranges in text order; only outermost pairs, and only pairs that close. Single marks are left out: they are apostrophes
//! too often.

use std::ops::Range;

/// Inner ranges of the outermost pairs of double quotation marks, brackets, and parentheses in `paragraph`.
pub(crate) fn enclosed_ranges(paragraph: &str) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let mut open: Option<(char, usize)> = None;
    for (at, character) in paragraph.char_indices() {
        match open {
            None => open = closing_of(character).map(|close| (close, at + character.len_utf8())),
            Some((close, start)) if closes(character, close) => {
                ranges.push(start..at);
                open = None;
            }
            Some(_) => {}
        }
    }
    ranges
}

fn closing_of(open: char) -> Option<char> {
    Some(match open {
        '“' | '„' => '”',
        '«' => '»',
        '"' => '"',
        '(' => ')',
        '[' => ']',
        _ => return None,
    })
}

/// „German and Ukrainian quotations“ close with the mark that opens English ones.
fn closes(character: char, close: char) -> bool {
    character == close || (close == '”' && character == '“')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outermost_pairs_are_found_and_open_ones_are_not() {
        let check = |text: &str, expected: &[&str]| {
            let found: Vec<&str> = enclosed_ranges(text)
                .into_iter()
                .map(|r| &text[r])
                .collect();
            assert_eq!(found, expected, "{text}");
        };
        check("“One. Two,” he said (later).", &["One. Two,", "later"]);
        check("«Перше “друге”» та \"three\"", &["Перше “друге”", "three"]);
        check("„Eins“ und “open", &["Eins"]);
        check("", &[]);
    }
}
