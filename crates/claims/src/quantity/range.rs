//! Two numbers that are the ends of one quantity: "12,000 to 15,000", "between 3,000 and 4,000", "1–3", "two or three", "600, maybe 700".

use salient_model::Comparator;

use super::fraction::{percent_sign_end, read_fraction};
use super::lexicon::lexicon;
use super::number::{Number, NumberForm, read_number};
use super::reading::{Reading, ReadingKind};
use super::tokens::{Token, TokenKind};

/// The range or ratio that starts at token `at`, which may be "between".
pub(crate) fn read_range(tokens: &[Token], at: usize) -> Option<Reading> {
    let first = tokens.get(at)?;
    let between = first.is("between");
    let start = if between { at + 1 } else { at };
    if let Some(reading) = read_fraction_range(tokens, start, between) {
        return Some(Reading {
            first: at,
            ..reading
        });
    }
    let low = read_number(tokens, start)?;
    let low_percent_end = percent_sign_end(tokens, low.next);
    let (link_end, tight) = link(tokens, low_percent_end.unwrap_or(low.next), between)?;
    let high = read_number(tokens, link_end)?;
    if tokens.get(low.next).is_some_and(|token| token.is("to"))
        && (high.value() - 1.0).abs() < f64::EPSILON
        && high.form == NumberForm::Words
    {
        return Some(
            Reading::exact(ReadingKind::Ratio, low.value(), at, high.next).in_unit("ratio"),
        );
    }
    // "rose from 80 to 85" gives two numbers, "from 4 to 6" without such a verb gives one.
    let changes = at > 0
        && tokens[at - 1].is("from")
        && at > 1
        && tokens[at - 2].is_any(&[
            "rose",
            "fell",
            "up",
            "down",
            "grew",
            "risen",
            "fallen",
            "shrunk",
            "increased",
            "decreased",
            "doubled",
        ]);
    let low_value = shared_scale(low, high);
    let small_or = !tight && high.value() > 20.0 * low_value;
    if changes || small_or || low_value >= high.value() {
        return None;
    }
    let (kind, next) = match percent_sign_end(tokens, high.next) {
        Some(end) => (ReadingKind::Share, end),
        None => (ReadingKind::Count, high.next),
    };
    Some(Reading {
        value: Some(low_value),
        high: Some(high.value()),
        comparator: Some(Comparator::Range),
        unit: None,
        kind,
        first: at,
        next,
    })
}

/// "eight, perhaps ten thousand": the scale of the high end is that of both.
fn shared_scale(low: Number, high: Number) -> f64 {
    if low.scale < 2.0 && high.scale >= 1000.0 && low.mantissa <= high.mantissa {
        low.mantissa * high.scale
    } else {
        low.value()
    }
}

/// One past the words that link the two ends; whether they can only mean a range.
fn link(tokens: &[Token], at: usize, between: bool) -> Option<(usize, bool)> {
    let token = tokens.get(at)?;
    if between {
        return token.is("and").then_some((at + 1, true));
    }
    if token.is("to") {
        return Some((at + 1, true));
    }
    if token.is_any(&["–", "—", "-"]) && tokens.get(at + 1)?.kind == TokenKind::Number {
        let closed =
            tokens.get(at - 1)?.end == token.start && tokens.get(at + 1)?.start == token.end;
        return closed.then_some((at + 1, true));
    }
    if token.is("or") {
        return Some((at + 1, false));
    }
    let hedge = tokens
        .get(at + 1)?
        .is_any(&["maybe", "perhaps", "possibly"]);
    (token.is(",") && hedge).then_some((at + 2, true))
}

/// "between a third and two-fifths".
fn read_fraction_range(tokens: &[Token], at: usize, between: bool) -> Option<Reading> {
    let (low, low_end) = read_fraction(tokens, at).or_else(|| bare_fraction(tokens, at))?;
    let joined = tokens.get(low_end).is_some_and(|token| {
        if between {
            token.is("and")
        } else {
            token.is_any(&["to", "or"])
        }
    });
    let (high, next) =
        read_fraction(tokens, low_end + 1).or_else(|| bare_fraction(tokens, low_end + 1))?;
    (joined && low < high).then_some(Reading {
        value: Some(low),
        high: Some(high),
        comparator: Some(Comparator::Range),
        unit: None,
        kind: ReadingKind::Share,
        first: at,
        next,
    })
}

/// "half" inside a range needs no noun after it.
fn bare_fraction(tokens: &[Token], at: usize) -> Option<(f64, usize)> {
    let share = tokens.get(at)?.is("half") && lexicon().denominators.contains_key("half");
    share.then_some((50.0, at + 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::tokens::tokenize;

    fn ends(text: &str) -> Option<(f64, f64)> {
        let tokens = tokenize(text, 0..text.len());
        let reading = read_range(&tokens, 0)?;
        Some((reading.value?, reading.high.unwrap_or(-1.0)))
    }

    #[test]
    fn both_ends_are_read_in_every_form() {
        for (text, expected) in [
            ("12,000 to 15,000 residents", (12_000.0, 15_000.0)),
            ("between 3,000 and 4,000", (3_000.0, 4_000.0)),
            ("18–20 km", (18.0, 20.0)),
            ("two or three", (2.0, 3.0)),
            ("600, maybe 700", (600.0, 700.0)),
            ("eight, perhaps ten thousand", (8_000.0, 10_000.0)),
            ("three to four million", (3e6, 4e6)),
            ("65 to 75 percent", (65.0, 75.0)),
            ("between a third and two-fifths", (33.3, 40.0)),
            ("ten to one", (10.0, -1.0)),
        ] {
            assert_eq!(ends(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn a_falling_pair_is_no_range() {
        assert_eq!(ends("15,000 to 12,000"), None);
        assert_eq!(ends("3 and 4"), None);
    }
}
