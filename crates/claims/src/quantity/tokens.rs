//! Words, numerals, ordinals, and marks of a stretch of text, with their byte ranges.
//!
//! **Shape.** Tokens are in text order, do not overlap, and leave out white space. A numeral keeps its group separators ("12,000", "3 000",
//! "1.5"); letters that follow a numeral directly are a token of their own when they are a unit ("12km"), else the whole is a designation
//! and a word ("1980s", "2S19"). A word keeps inner hyphens and apostrophes ("twenty-three", "year's", "T-55").

use std::ops::Range;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TokenKind {
    /// Starts with a letter, or is a designation that starts with a digit.
    Word,
    /// Digits with their separators.
    Number,
    /// "5th", "22nd".
    Ordinal,
    /// Any other single character.
    Mark,
}

/// A token with its place in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Token {
    /// First byte.
    pub(crate) start: usize,
    /// One past the last byte.
    pub(crate) end: usize,
    /// Lower case, with straight apostrophes.
    pub(crate) lower: String,
    /// What it is.
    pub(crate) kind: TokenKind,
    /// Whether its first letter is upper case.
    pub(crate) capitalised: bool,
}

impl Token {
    /// Whether it is this word or mark.
    pub(crate) fn is(&self, word: &str) -> bool {
        self.lower == word
    }

    /// Whether it is one of these words or marks.
    pub(crate) fn is_any(&self, words: &[&str]) -> bool {
        words.contains(&self.lower.as_str())
    }
}

const UNIT_SUFFIXES: &[&str] = &[
    "km", "kms", "m", "mi", "mm", "nmi", "ha", "t", "h", "ft", "yd", "hrs", "am", "pm", "km²",
    "km2",
];

/// Tokens of `text` inside `range`; an empty list when the range does not lie on character boundaries.
pub(crate) fn tokenize(text: &str, range: Range<usize>) -> Vec<Token> {
    let Some(part) = text.get(range.clone()) else {
        return Vec::new();
    };
    let characters: Vec<(usize, char)> = part.char_indices().collect();
    let byte = |at: usize| characters.get(at).map_or(part.len(), |(byte, _)| *byte);
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(&(_, character)) = characters.get(at) {
        if character.is_whitespace() {
            at += 1;
            continue;
        }
        let (next, kind) = if character.is_ascii_digit() {
            read_numeral(&characters, at)
        } else if character.is_alphabetic() {
            (read_word(&characters, at), TokenKind::Word)
        } else {
            (at + 1, TokenKind::Mark)
        };
        tokens.push(Token {
            start: range.start + byte(at),
            end: range.start + byte(next),
            lower: part[byte(at)..byte(next)].to_lowercase().replace('’', "'"),
            kind,
            capitalised: character.is_uppercase(),
        });
        at = next;
    }
    tokens
}

/// End of the word that starts at `at`. A hyphen or apostrophe belongs to it when a letter or digit follows.
fn read_word(characters: &[(usize, char)], at: usize) -> usize {
    let mut next = at + 1;
    while let Some(&(_, character)) = characters.get(next) {
        let joins = matches!(character, '-' | '\'' | '’' | '‑')
            && characters
                .get(next + 1)
                .is_some_and(|(_, following)| following.is_alphanumeric());
        if !character.is_alphanumeric() && !is_mark_of_letter(character) && !joins {
            break;
        }
        next += 1;
    }
    next
}

/// Combining marks stay with their letter.
fn is_mark_of_letter(character: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&character)
}

/// End and kind of the token that starts with the digit at `at`.
fn read_numeral(characters: &[(usize, char)], at: usize) -> (usize, TokenKind) {
    let digits_from = |from: usize| {
        characters[from.min(characters.len())..]
            .iter()
            .take_while(|(_, character)| character.is_ascii_digit())
            .count()
    };
    let mut next = at + digits_from(at);
    let first_group = next - at;
    let mut has_decimals = false;
    while let Some(&(_, separator)) = characters.get(next) {
        let n_digits = digits_from(next + 1);
        let groups = first_group <= 3 && n_digits == 3 && !has_decimals;
        match separator {
            ',' | ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' if groups => next += 4,
            '.' if n_digits > 0 && !has_decimals => {
                has_decimals = true;
                next += 1 + n_digits;
            }
            _ => break,
        }
    }
    let letters: String = characters[next..]
        .iter()
        .map(|(_, character)| *character)
        .take_while(|character| character.is_alphanumeric())
        .collect();
    let suffix = letters.to_lowercase();
    if letters.is_empty() || UNIT_SUFFIXES.contains(&suffix.as_str()) {
        (next, TokenKind::Number)
    } else if matches!(suffix.as_str(), "st" | "nd" | "rd" | "th") {
        (next + 2, TokenKind::Ordinal)
    } else {
        (read_word(characters, next), TokenKind::Word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        tokenize(text, 0..text.len())
            .iter()
            .map(|token| text[token.start..token.end].to_owned())
            .collect()
    }

    #[test]
    fn numerals_keep_their_groups_and_let_go_of_units() {
        assert_eq!(
            words("12,000 to 3 000, 1.5km; 2,3 and 4,5678"),
            [
                "12,000", "to", "3 000", ",", "1.5", "km", ";", "2", ",", "3", "and", "4", ",",
                "5678"
            ]
        );
    }

    #[test]
    fn designations_and_compounds_are_one_word() {
        assert_eq!(
            words("T-55s of the 5th Corps, 1980s, twenty-three — 24-hour"),
            [
                "T-55s",
                "of",
                "the",
                "5th",
                "Corps",
                ",",
                "1980s",
                ",",
                "twenty-three",
                "—",
                "24",
                "-",
                "hour"
            ]
        );
    }
}
