//! Comparisons with another figure: "twice", "tenfold", "three times", "half as much", and counted occasions.

use super::lexicon::lexicon;
use super::number::read_number;
use super::reading::{Reading, ReadingKind};
use super::tokens::Token;

/// The factor or count of occasions at token `at`.
pub(crate) fn read_factor(tokens: &[Token], at: usize) -> Option<Reading> {
    let token = tokens.get(at)?;
    if let Some(&factor) = lexicon().factors.get(&token.lower) {
        let unit = if token.is_any(&["twice", "thrice"]) && !compares(tokens, at + 1) {
            "times"
        } else {
            "factor"
        };
        return Some(Reading::exact(ReadingKind::Factor, factor, at, at + 1).in_unit(unit));
    }
    if token.is("half") && tokens.get(at + 1)?.is("as") {
        return Some(Reading::exact(ReadingKind::Factor, 0.5, at, at + 1).in_unit("factor"));
    }
    if let Some(&ordinal) = lexicon().ordinals.get(&token.lower) {
        // "for the second time"; "the first time" is no count.
        let time = tokens.get(at + 1)?.is("time") && ordinal > 1.0;
        return time
            .then(|| Reading::exact(ReadingKind::Factor, ordinal, at, at + 2).in_unit("times"));
    }
    let number = read_number(tokens, at)?;
    let times = tokens.get(number.next)?.is("times");
    let unit = if compares(tokens, number.next + 1) {
        "factor"
    } else {
        "times"
    };
    times.then(|| {
        Reading::exact(ReadingKind::Factor, number.value(), at, number.next + 1).in_unit(unit)
    })
}

/// "twice as many", "ten times that", "twice the figure", "twice what it did".
fn compares(tokens: &[Token], at: usize) -> bool {
    tokens.get(at).is_some_and(|token| {
        token.is_any(&["as", "that", "the", "what", "more", "its", "their", "this"])
    })
}
