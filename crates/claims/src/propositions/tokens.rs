//! Words, numbers, and signs of a text, with names masked.
//!
//! **What.** The tokens that clause splitting and typing look at. A name never shows its letters here, only that it is a name, so that two
//! texts that differ in the names of their sides give the same tokens.
//!
//! **Shape.** Tokens in text order, without overlap, without white space. Sorted by start.
//!
//! **Units.** Byte spans into the text.

use salient_model::ByteSpan;

/// What a token is, by its characters alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TokenShape {
    /// Letters, all lower case, perhaps with inner hyphens or apostrophes.
    Lower,
    /// Starts with an upper-case letter, or has one inside.
    Capital,
    /// Starts with a digit.
    Number,
    /// Any other single character.
    Sign,
}

/// One token.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Token {
    /// Where.
    pub(crate) span: ByteSpan,
    /// Shape.
    pub(crate) shape: TokenShape,
    /// Lower-case letters; for signs the character, with all quotation marks of one kind made one.
    pub(crate) word: String,
    /// Whether it opens its sentence, apart from marks.
    pub(crate) opens_sentence: bool,
    /// Two or more letters, all of them capitals.
    pub(crate) is_acronym: bool,
}

impl Token {
    /// The word as a feature may see it: names masked, numbers alike, and a sentence-opening capital only as the common word that it is.
    pub(crate) fn masked(&self, is_common: impl Fn(&str) -> bool) -> &str {
        match self.shape {
            TokenShape::Number => "#",
            TokenShape::Sign => &self.word,
            TokenShape::Lower if is_common(&self.word) => &self.word,
            TokenShape::Capital if self.opens_sentence && is_common(&self.word) => &self.word,
            TokenShape::Capital => "Name",
            TokenShape::Lower => "rare",
        }
    }

    pub(crate) fn is_sign(&self) -> bool {
        self.shape == TokenShape::Sign
    }

    pub(crate) fn is_quote(&self) -> bool {
        matches!(self.word.as_str(), "“" | "”" | "\"")
    }
}

/// The tokens of `span` in `text`.
pub(crate) fn tokenize(text: &str, span: ByteSpan) -> Vec<Token> {
    let mut tokens = Vec::new();
    let part = span.slice(text).unwrap_or_default();
    let mut characters = part.char_indices().peekable();
    let mut opens_sentence = true;
    while let Some((start, character)) = characters.next() {
        if character.is_whitespace() {
            continue;
        }
        let mut end = start + character.len_utf8();
        let shape = if character.is_numeric() {
            TokenShape::Number
        } else if character.is_uppercase() {
            TokenShape::Capital
        } else if character.is_alphabetic() {
            TokenShape::Lower
        } else {
            TokenShape::Sign
        };
        if shape != TokenShape::Sign {
            while let Some(&(at, next)) = characters.peek() {
                let after = part[at + next.len_utf8()..].chars().next();
                if !continues_word(shape, next, after) {
                    break;
                }
                end = at + next.len_utf8();
                characters.next();
            }
        }
        // "al-Jafra" and "ez-Zor" are names as well.
        let shape =
            if shape == TokenShape::Lower && part[start..end].chars().any(char::is_uppercase) {
                TokenShape::Capital
            } else {
                shape
            };
        let Ok(token_span) = ByteSpan::new(span.start() + start, span.start() + end) else {
            continue;
        };
        tokens.push(Token {
            span: token_span,
            shape,
            is_acronym: part[start..end]
                .chars()
                .filter(|letter| letter.is_alphabetic())
                .count()
                > 1
                && !part[start..end].chars().any(char::is_lowercase),
            word: folded(&part[start..end]),
            opens_sentence: opens_sentence && shape != TokenShape::Sign,
        });
        if shape != TokenShape::Sign {
            opens_sentence = false;
        }
    }
    tokens
}

/// Whether `next` still belongs to the word: letters and digits always; hyphen, apostrophe, point, and comma only between two of them.
fn continues_word(shape: TokenShape, next: char, after: Option<char>) -> bool {
    if next.is_alphanumeric() || matches!(next, '\u{300}'..='\u{36f}') {
        return true;
    }
    let inner = match next {
        '-' | '\'' | '’' | '‑' => true,
        '.' | ',' | ':' => shape == TokenShape::Number,
        _ => false,
    };
    let follows = if shape == TokenShape::Number && matches!(next, '.' | ',' | ':') {
        after.is_some_and(|after| after.is_ascii_digit())
    } else {
        after.is_some_and(char::is_alphanumeric)
    };
    // "U.S." and "p.m." stay one token.
    let initial =
        next == '.' && shape != TokenShape::Number && after.is_some_and(char::is_alphabetic);
    (inner && follows) || initial
}

fn folded(word: &str) -> String {
    match word {
        "„" | "«" => "“".to_owned(),
        "»" => "”".to_owned(),
        "—" | "–" => "—".to_owned(),
        _ => word.to_lowercase().replace('’', "'"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        let Ok(span) = ByteSpan::new(0, text.len()) else {
            return Vec::new();
        };
        tokenize(text, span)
            .iter()
            .map(|token| token.masked(|word| word != "velden").to_owned())
            .collect()
    }

    #[test]
    fn names_are_masked_and_a_common_word_at_the_start_is_not() {
        assert_eq!(
            words("The Ridge army, 1,200 strong, left Velden’s edge."),
            [
                "the", "Name", "army", ",", "#", "strong", ",", "left", "Name", "edge", "."
            ]
        );
    }

    #[test]
    fn every_token_slices_back_and_none_is_white_space() {
        let text = "“Покровськ — U.S. 3:30 p.m.” 🙂\u{301} x";
        for token in tokenize(text, ByteSpan::new(0, text.len()).unwrap()) {
            let words = token.span.slice(text).unwrap();
            assert_eq!(words.trim(), words);
        }
    }
}
