//! Shares: fractions, "N in M", and percent signs.
//!
//! **Units.** Shares are percent with one decimal, so that "two-thirds" is 66.7 and compares with "67%". A third can also be the third of
//! several things ("a third was abandoned"); then it counts one.

use super::lexicon::lexicon;
use super::number::read_number;
use super::reading::{Reading, ReadingKind};
use super::tokens::{Token, TokenKind};

/// Sizes of the group in "seven in ten"; "six of eleven" counts six.
const SHARE_BASES: &[f64] = &[2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0, 20.0, 100.0];

/// Rounds to the one decimal of the record.
pub(crate) fn percent(numerator: f64, denominator: f64) -> f64 {
    (numerator / denominator * 1000.0).round() / 10.0
}

/// A fraction as percent, with the tokens that it covers: "a third", "two-fifths", "half", "nine-tenths".
pub(crate) fn read_fraction(tokens: &[Token], at: usize) -> Option<(f64, usize)> {
    let token = tokens.get(at)?;
    let denominators = &lexicon().denominators;
    if let Some((numerator, denominator)) = token.lower.split_once('-') {
        let share = percent(
            *lexicon().cardinals.get(numerator)?,
            *denominators.get(denominator)?,
        );
        return (share <= 100.0).then_some((share, at + 1));
    }
    if token.is("half") {
        return is_share_of_half(tokens, at).then_some((50.0, at + 1));
    }
    let numerator = if token.is_any(&["a", "an"]) {
        1.0
    } else {
        *lexicon().cardinals.get(&token.lower)?
    };
    let word = tokens.get(at + 1)?;
    let denominator = *denominators.get(&word.lower)?;
    let plural_fits = (numerator > 1.0) == word.lower.ends_with('s');
    (plural_fits && numerator < denominator && is_share_word(tokens, at + 1))
        .then(|| (percent(numerator, denominator), at + 2))
}

/// "half" is a share unless it is part of a compound or of half a kilometre, "half as much", "half true".
fn is_share_of_half(tokens: &[Token], at: usize) -> bool {
    let Some(next) = tokens.get(at + 1) else {
        return true;
    };
    let before_is_and = at >= 2 && tokens[at - 1].is("a") && tokens[at - 2].is("and");
    let bounded = at > 0
        && (lexicon()
            .before
            .iter()
            .any(|(phrase, _)| phrase.last() == Some(&tokens[at - 1].lower)));
    !before_is_and
        && (next.is("of")
            || (next.is_any(&["the", "its", "their", "that"]))
            || (bounded && !next.is_any(&["a", "an", "way"]))
            || (at > 0 && tokens[at - 1].is("by")))
}

/// "a quarter of the rations" is a share, "a quarter" alone needs no noun after it; "a third was struck" is the third thing.
fn is_share_word(tokens: &[Token], at: usize) -> bool {
    let word = &tokens[at];
    let Some(next) = tokens.get(at + 1) else {
        return word.lower != "fourth";
    };
    if next.is("of") {
        return true;
    }
    !is_one_of_several(tokens, at) && (next.kind != TokenKind::Word || !next.capitalised)
}

/// "a third was reportedly struck", "a third abandoned by its crew", "damaging a fourth": one more thing, not a share.
fn is_one_of_several(tokens: &[Token], at: usize) -> bool {
    let next = tokens.get(at + 1);
    tokens[at].is("fourth")
        || next.is_some_and(|next| {
            next.is_any(&["was", "had", "has", "is"])
                || (next.lower.ends_with("ed") && next.kind == TokenKind::Word)
        })
}

/// "a third was struck": counts one.
pub(crate) fn read_one_more(tokens: &[Token], at: usize) -> Option<Reading> {
    let word = tokens.get(at + 1)?;
    let is_ordinal = word.is_any(&["third", "fourth", "fifth"]) || (word.is("fourth"));
    let share = tokens.get(at + 2).is_some_and(|next| next.is("of"));
    (tokens.get(at)?.is("a") && is_ordinal && !share && is_one_of_several(tokens, at + 1))
        .then(|| Reading::exact(ReadingKind::Count, 1.0, at, at + 2))
}

/// "nine in ten", "four out of five", "six vehicles out of ten", "two of every three".
pub(crate) fn read_n_in_m(tokens: &[Token], at: usize) -> Option<Reading> {
    let part = read_number(tokens, at)?;
    let mut next = part.next;
    let mut has_noun = false;
    if tokens.get(next)?.kind == TokenKind::Word && tokens.get(next + 1)?.is("out") {
        has_noun = true;
        next += 1;
    }
    let link = [
        &["out", "of", "every"][..],
        &["out", "of"],
        &["of", "every"],
        &["in", "every"],
        &["in"],
    ]
    .into_iter()
    .find(|link| {
        link.iter().enumerate().all(|(offset, word)| {
            tokens
                .get(next + offset)
                .is_some_and(|token| token.is(word))
        })
    })?;
    let whole = read_number(tokens, next + link.len())?;
    let bases = if has_noun {
        &[10.0, 100.0]
    } else {
        SHARE_BASES
    };
    let is_share = bases.contains(&whole.value()) && part.value() < whole.value();
    // "two in 100 days" counts days; "nine in ten apartment blocks" is a share of blocks. Only time words tell them apart.
    let measures_time = tokens.get(whole.next).is_some_and(|token| {
        token.is_any(&[
            "day", "days", "weeks", "hours", "months", "years", "minutes",
        ])
    });
    (is_share && !measures_time).then(|| {
        Reading::exact(
            ReadingKind::Share,
            percent(part.value(), whole.value()),
            at,
            whole.next,
        )
    })
}

/// One past "%", "per cent", or "percent" at `at`.
pub(crate) fn percent_sign_end(tokens: &[Token], at: usize) -> Option<usize> {
    let token = tokens.get(at)?;
    if token.is_any(&["%", "percent", "pct"]) {
        return Some(at + 1);
    }
    (token.is("per") && tokens.get(at + 1)?.is("cent")).then_some(at + 2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::tokens::tokenize;

    #[test]
    fn fractions_are_percent_with_one_decimal() {
        for (text, expected) in [
            ("two-thirds of the town", Some(66.7)),
            ("two thirds of the town", Some(66.7)),
            ("a third", Some(33.3)),
            ("three-quarters", Some(75.0)),
            ("nine-tenths of it", Some(90.0)),
            ("half of the city", Some(50.0)),
            ("a fourth", None),
            ("a third was struck", None),
            ("half a noose", None),
            ("the quarter", None),
        ] {
            let tokens = tokenize(text, 0..text.len());
            assert_eq!(
                read_fraction(&tokens, 0).map(|(share, _)| share),
                expected,
                "{text}"
            );
        }
    }

    #[test]
    fn n_in_m_is_a_share_only_of_round_groups() {
        for (text, expected) in [
            ("seven in ten", Some(70.0)),
            ("Four out of five", Some(80.0)),
            ("six vehicles out of ten", Some(60.0)),
            ("two tracks out of nine", None),
            ("One in three", Some(33.3)),
            ("Two of every three", Some(66.7)),
        ] {
            let tokens = tokenize(text, 0..text.len());
            assert_eq!(
                read_n_in_m(&tokens, 0).and_then(|reading| reading.value),
                expected,
                "{text}"
            );
        }
    }
}
