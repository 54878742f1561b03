//! The words around a number that bound it. The bound comes from words only: a round number is no estimate.

use salient_model::Comparator;

use super::lexicon::lexicon;
use super::tokens::Token;

/// A bound and the token where its words start or end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Bound {
    /// The bound.
    pub(crate) comparator: Comparator,
    /// First token of a bound before the number, or one past the last of a bound after it.
    pub(crate) at: usize,
}

/// The longest bound that ends right before token `first`, with a few words allowed in between ("up to a further 300").
pub(crate) fn bound_before(tokens: &[Token], first: usize) -> Option<Bound> {
    let mut end = first;
    for _ in 0..3 {
        let found = lexicon()
            .before
            .iter()
            .find(|(phrase, _)| ends_with(tokens, end, phrase));
        if let Some((phrase, comparator)) = found {
            let at = end - phrase.len();
            // "not more than" and "no more than" are in the lexicon; "not about", "not some" are not bounds.
            return Some(Bound {
                comparator: *comparator,
                at,
            });
        }
        let skipped = end
            .checked_sub(1)
            .and_then(|at| tokens.get(at))
            .filter(|token| lexicon().skip.contains(&token.lower));
        skipped?;
        end -= 1;
    }
    None
}

fn ends_with(tokens: &[Token], end: usize, phrase: &[String]) -> bool {
    end >= phrase.len()
        && tokens
            .get(end - phrase.len()..end)
            .is_some_and(|words| words.iter().zip(phrase).all(|(token, word)| token.is(word)))
}

/// The bound that starts at one of the tokens given ("30 or so", "a third of it at best").
pub(crate) fn bound_after(tokens: &[Token], starts: &[usize]) -> Option<Bound> {
    starts.iter().find_map(|&start| {
        let start = start + usize::from(tokens.get(start).is_some_and(|token| token.is(",")));
        lexicon().after.iter().find_map(|(phrase, comparator)| {
            let words = tokens.get(start..start + phrase.len())?;
            words
                .iter()
                .zip(phrase)
                .all(|(token, word)| token.is(word))
                .then_some(Bound {
                    comparator: *comparator,
                    at: start + phrase.len(),
                })
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::tokens::{TokenKind, tokenize};

    fn before(text: &str) -> Option<Comparator> {
        let tokens = tokenize(text, 0..text.len());
        let first = tokens
            .iter()
            .position(|token| token.kind == TokenKind::Number)?;
        bound_before(&tokens, first).map(|bound| bound.comparator)
    }

    #[test]
    fn the_longest_phrase_wins() {
        for (text, expected) in [
            ("more than 40", Some(Comparator::Greater)),
            ("no more than 40", Some(Comparator::AtMost)),
            ("not fewer than 40", Some(Comparator::AtLeast)),
            ("up to another 40", Some(Comparator::AtMost)),
            ("some 40", Some(Comparator::Approximately)),
            ("nearly 40", Some(Comparator::JustUnder)),
            ("fewer than 40", Some(Comparator::Less)),
            ("with 40", None),
        ] {
            assert_eq!(before(text), expected, "{text}");
        }
    }

    #[test]
    fn bounds_after_the_number_are_read() {
        let text = "forty or so";
        let tokens = tokenize(text, 0..text.len());
        assert_eq!(
            bound_after(&tokens, &[1]).map(|bound| bound.comparator),
            Some(Comparator::Approximately)
        );
    }
}
