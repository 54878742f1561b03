//! One number, in digits or in words.
//!
//! **Shape.** A number covers the tokens `first..next`. Its value is `mantissa * scale`; the scale is kept so that "three to four million"
//! can give it to both ends of a range.

use super::lexicon::lexicon;
use super::tokens::{Token, TokenKind};

/// Above this a count is a misreading (a telephone number, a cadastral code).
const LARGEST_COUNT: f64 = 1e13;

/// How a number is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NumberForm {
    /// "12,000", "1.3 million".
    Digits,
    /// "twenty-three", "half a million".
    Words,
}

/// A number and the tokens that it covers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Number {
    /// What stands before the scale word.
    pub(crate) mantissa: f64,
    /// 1 without a scale word.
    pub(crate) scale: f64,
    /// How it is written.
    pub(crate) form: NumberForm,
    /// First token.
    pub(crate) first: usize,
    /// One past the last token.
    pub(crate) next: usize,
}

impl Number {
    /// The value.
    pub(crate) fn value(self) -> f64 {
        self.mantissa * self.scale
    }
}

/// Reads the number that starts at token `at`.
pub(crate) fn read_number(tokens: &[Token], at: usize) -> Option<Number> {
    let number = read_numeral(tokens, at)
        .or_else(|| read_half_scale(tokens, at))
        .or_else(|| read_words(tokens, at))?;
    (number.value() <= LARGEST_COUNT).then_some(number)
}

fn read_numeral(tokens: &[Token], at: usize) -> Option<Number> {
    let token = tokens
        .get(at)
        .filter(|token| token.kind == TokenKind::Number)?;
    let plain: String = token
        .lower
        .chars()
        .filter(|character| character.is_ascii_digit() || *character == '.')
        .collect();
    let mantissa: f64 = plain.parse().ok()?;
    let (scale, next) = read_scales(tokens, at + 1);
    let number = Number {
        mantissa,
        scale,
        form: NumberForm::Digits,
        first: at,
        next,
    };
    Some(with_half(tokens, number))
}

/// Scale words in a row ("hundred thousand") multiply.
fn read_scales(tokens: &[Token], at: usize) -> (f64, usize) {
    let mut scale = 1.0;
    let mut next = at;
    while let Some(factor) = tokens
        .get(next)
        .and_then(|token| lexicon().scales.get(&token.lower))
    {
        scale *= factor;
        next += 1;
    }
    (scale, next)
}

/// "half a million", "half a dozen".
fn read_half_scale(tokens: &[Token], at: usize) -> Option<Number> {
    let half = tokens.get(at)?.is("half") && tokens.get(at + 1)?.is_any(&["a", "an"]);
    let (scale, next) = read_scales(tokens, at + 2);
    (half && next > at + 2).then_some(Number {
        mantissa: 0.5,
        scale,
        form: NumberForm::Words,
        first: at,
        next,
    })
}

/// Values of the parts of "twenty-three" or "seven"; none unless every part is a cardinal.
fn cardinal(word: &str) -> Option<f64> {
    let cardinals = &lexicon().cardinals;
    word.split('-').try_fold(0.0, |sum, part| {
        cardinals.get(part).map(|value| sum + value)
    })
}

fn read_words(tokens: &[Token], at: usize) -> Option<Number> {
    let scales = &lexicon().scales;
    let mut next = at;
    let mut finished = 0.0;
    let mut current: Option<f64> = None;
    let first = tokens.get(at)?;
    if first.is_any(&["a", "an"]) {
        // "a hundred", "a dozen"; a bare article is no number.
        scales.get(&tokens.get(at + 1)?.lower)?;
        current = Some(1.0);
        next = at + 1;
    }
    let mut last_scale = 1.0;
    while let Some(token) = tokens.get(next) {
        if let Some(value) = cardinal(&token.lower) {
            // "two three" is a list, "two hundred three" is one number, "twenty three" is one number.
            let fits = match current {
                None | Some(0.0) => true,
                Some(sum) => {
                    (sum >= 20.0 && sum % 10.0 == 0.0 && value < 10.0 && sum < 100.0)
                        || (sum >= 100.0 && value < 100.0)
                }
            };
            if !fits {
                break;
            }
            current = Some(current.unwrap_or(0.0) + value);
            last_scale = 1.0;
        } else if let Some(&scale) = scales.get(&token.lower) {
            let Some(sum) = current else { break };
            if scale >= 1000.0 {
                finished += sum * scale;
                current = Some(0.0);
            } else {
                current = Some(sum * scale);
            }
            last_scale = scale;
        } else if token.is("and") && last_scale >= 100.0 {
            let follows = tokens
                .get(next + 1)
                .and_then(|token| cardinal(&token.lower));
            if follows.is_none_or(|value| value >= 100.0) {
                break;
            }
        } else {
            break;
        }
        next += 1;
    }
    let value = finished + current?;
    let number = if last_scale >= 1000.0 && value >= last_scale {
        Number {
            mantissa: value / last_scale,
            scale: last_scale,
            form: NumberForm::Words,
            first: at,
            next,
        }
    } else {
        Number {
            mantissa: value,
            scale: 1.0,
            form: NumberForm::Words,
            first: at,
            next,
        }
    };
    Some(with_half(tokens, number))
}

/// "four and a half" adds a half.
fn with_half(tokens: &[Token], number: Number) -> Number {
    let tail = ["and", "a", "half"];
    let follows = tail.iter().enumerate().all(|(offset, word)| {
        tokens
            .get(number.next + offset)
            .is_some_and(|token| token.is(word))
    });
    if !follows {
        return number;
    }
    let (scale, next) = if number.scale > 1.0 {
        (number.scale, number.next + 3)
    } else {
        read_scales(tokens, number.next + 3)
    };
    Number {
        mantissa: number.mantissa + 0.5,
        scale,
        next,
        ..number
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::tokens::tokenize;

    fn value(text: &str) -> Option<f64> {
        let tokens = tokenize(text, 0..text.len());
        let number = read_number(&tokens, 0)?;
        (number.next == tokens.len()).then_some(number.value())
    }

    #[test]
    fn digits_and_words_read_alike() {
        for (text, expected) in [
            ("12,000", 12_000.0),
            ("0.9", 0.9),
            ("3 000", 3_000.0),
            ("1.3 million", 1_300_000.0),
            ("twenty-three", 23.0),
            ("eighty six", 86.0),
            ("One hundred and twenty", 120.0),
            ("a hundred and fifty", 150.0),
            ("two dozen", 24.0),
            ("half a million", 500_000.0),
            ("half a dozen", 6.0),
            ("three thousand four hundred", 3_400.0),
            ("Four and a half", 4.5),
            ("two and a half million", 2_500_000.0),
            ("five hundred thousand", 500_000.0),
        ] {
            assert_eq!(value(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn a_bare_article_or_scale_is_no_number() {
        for text in ["a", "hundreds", "thousand", "and five"] {
            assert_eq!(value(text), None, "{text}");
        }
    }
}
