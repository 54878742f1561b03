//! From readings to quantities: which reading a token starts, what bounds it, what it counts, and which two measure the same.

use salient_model::{ByteSpan, ClaimType, Comparator, Quantity};

use super::amount::{read_most, read_vague, read_whole, read_zero};
use super::comparator::{Bound, bound_after, bound_before};
use super::exclusion::is_name;
use super::factor::read_factor;
use super::fraction::{percent_sign_end, read_fraction, read_n_in_m, read_one_more};
use super::lexicon::{UnitGroup, lexicon};
use super::number::{NumberForm, read_number};
use super::range::read_range;
use super::reading::{Reading, ReadingKind};
use super::tokens::{Token, TokenKind, tokenize};
use super::unit::{Noun, find_noun, implied_unit, people_unit, rate_period, share_unit};
use super::unit_group;
use crate::time::{TimeKind, read_time_spans};

/// Reads all quantities whose number lies in `within`.
pub(super) fn assemble(
    text: &str,
    within: ByteSpan,
    sentence: ByteSpan,
    claim_type: Option<ClaimType>,
) -> Vec<Quantity> {
    let tokens = tokenize(text, sentence.range());
    let times: Vec<ByteSpan> = read_time_spans(text, sentence)
        .into_iter()
        .filter(|(_, kind)| !matches!(kind, TimeKind::Duration))
        .map(|(span, _)| span)
        .collect();
    let words: Vec<&str> = tokens
        .iter()
        .filter(|token| token.start >= within.start() && token.end <= within.end())
        .map(|token| token.lower.as_str())
        .collect();
    let mut quantities: Vec<Quantity> = Vec::new();
    let mut previous_end = 0;
    let mut at = 0;
    while at < tokens.len() {
        let inside = tokens[at].start >= within.start() && tokens[at].end <= within.end();
        let time_end = times
            .iter()
            .find(|span| span.start() <= tokens[at].start && tokens[at].end <= span.end())
            .map(|span| span.end());
        if let Some(end) = time_end {
            at = skip_to(&tokens, at, end);
            continue;
        }
        let reading = if inside {
            read_at(text, &tokens, at, claim_type)
        } else {
            None
        };
        let Some(reading) = reading else {
            at += 1;
            continue;
        };
        let ends_inside = tokens[reading.next - 1].end <= within.end();
        let touches_time = times.iter().any(|span| {
            span.start() < tokens[reading.next - 1].end && tokens[reading.first].start < span.end()
        });
        let next = reading.next.max(at + 1);
        if ends_inside && !touches_time {
            let piece = Piece {
                text,
                tokens: &tokens,
                sentence,
                claim_type,
                words: &words,
            };
            if let Some((quantity, end)) = piece.quantity(&reading, &quantities, previous_end) {
                previous_end = end;
                quantities.push(quantity);
                at = next.max(end.min(next + 1));
                continue;
            }
        }
        at = next;
    }
    quantities
}

fn skip_to(tokens: &[Token], at: usize, end: usize) -> usize {
    (at + 1..tokens.len())
        .find(|&index| tokens[index].start >= end)
        .unwrap_or(tokens.len())
}

/// The first construction that fits at this token, from the most to the least specific.
fn read_at(
    text: &str,
    tokens: &[Token],
    at: usize,
    claim_type: Option<ClaimType>,
) -> Option<Reading> {
    if let Some(share) = read_n_in_m(tokens, at) {
        return Some(share);
    }
    if let Some(number) = read_number(tokens, at)
        && is_name(text, tokens, number)
    {
        return None;
    }
    read_one_more_thing(tokens, at, claim_type)
        .or_else(|| read_range(tokens, at))
        .or_else(|| read_half_unit(tokens, at))
        .or_else(|| {
            let (share, next) = read_fraction(tokens, at)?;
            Some(Reading::exact(ReadingKind::Share, share, at, next))
        })
        .or_else(|| read_factor(tokens, at))
        .or_else(|| read_unit_and_a_half(tokens, at))
        .or_else(|| read_plain(tokens, at))
        .or_else(|| read_zero(tokens, at, claim_type))
        .or_else(|| read_most(tokens, at, claim_type))
        .or_else(|| read_whole(tokens, at, claim_type))
        .or_else(|| read_vague(tokens, at))
        .or_else(|| read_article(tokens, at, claim_type))
}

fn read_one_more_thing(
    tokens: &[Token],
    at: usize,
    claim_type: Option<ClaimType>,
) -> Option<Reading> {
    let countable = !matches!(
        claim_type,
        Some(ClaimType::ControlShare | ClaimType::Displacement | ClaimType::Population)
    );
    read_one_more(tokens, at).filter(|_| countable)
}

/// "half a kilometer", "half an hour".
fn read_half_unit(tokens: &[Token], at: usize) -> Option<Reading> {
    let half = tokens.get(at)?.is("half") && tokens.get(at + 1)?.is_any(&["a", "an"]);
    let noun = find_noun(tokens, at + 2)?;
    let measured = noun.group.is_some_and(|group| {
        matches!(group, UnitGroup::Length | UnitGroup::Time | UnitGroup::Area)
    }) || noun.unit == "tons"
        || noun.unit == "tonnes";
    (half && measured).then(|| Reading::exact(ReadingKind::Count, 0.5, at, at + 2))
}

/// "a brigade and a half".
fn read_unit_and_a_half(tokens: &[Token], at: usize) -> Option<Reading> {
    let known = |token: &Token| lexicon().units.get(&token.lower);
    let entry = known(tokens.get(at + 1)?)?;
    let words = tokens.get(at)?.is_any(&["a", "an", "one"])
        && tokens.get(at + 2)?.is("and")
        && tokens.get(at + 3)?.is("a")
        && tokens.get(at + 4)?.is("half");
    words.then(|| Reading::exact(ReadingKind::Count, 1.5, at, at + 5).in_unit(&entry.unit))
}

/// A bare number, with a percent sign where there is one.
fn read_plain(tokens: &[Token], at: usize) -> Option<Reading> {
    let number = read_number(tokens, at)?;
    if let Some(end) = percent_sign_end(tokens, number.next) {
        return Some(Reading::exact(ReadingKind::Share, number.value(), at, end));
    }
    let sided = tokens.get(number.next).is_some_and(|token| token.is("-"))
        && tokens.get(number.next + 1).is_some_and(|token| {
            token.kind == TokenKind::Word && token.is_any(&["year-old", "year"])
        });
    let money = at > 0 && tokens[at - 1].is_any(&["$", "€", "£"]);
    let reading = Reading::exact(ReadingKind::Count, number.value(), at, number.next);
    // "two days' walk", "the two": a determiner before a bare word makes it an anaphor.
    let anaphor = number.form == NumberForm::Words
        && at > 0
        && tokens[at - 1].is_any(&["the", "these", "those"])
        && find_noun(tokens, number.next).is_none_or(|noun| !noun.is_known)
        && !tokens
            .get(number.next)
            .is_some_and(|token| token.is("that"));
    if sided || anaphor {
        return None;
    }
    Some(if money {
        reading.in_unit("dollars")
    } else {
        reading
    })
}

/// "a supply tug", "a platoon": an article counts one where losses or formations are at issue.
fn read_article(tokens: &[Token], at: usize, claim_type: Option<ClaimType>) -> Option<Reading> {
    if !tokens.get(at)?.is_any(&["a", "an"]) {
        return None;
    }
    let noun = find_noun(tokens, at + 1)?;
    // "up to a month", "less than a week": a bound turns the article into a number.
    if noun.group == Some(UnitGroup::Time)
        && noun.next == at + 2
        && bound_before(tokens, at).is_some()
    {
        return Some(Reading::exact(ReadingKind::Count, 1.0, at, at + 1));
    }
    let unit = noun.unit.as_str();
    let near = noun.is_known && noun.next <= at + 5;
    let formation = matches!(
        unit,
        "brigades" | "battalions" | "platoons" | "regiments" | "divisions"
    );
    let counts = match claim_type? {
        ClaimType::LossesEquipment => {
            noun.group == Some(UnitGroup::Equipment) && unit != "missiles" && unit != "drones"
        }
        ClaimType::LossesPersonnel => noun.group == Some(UnitGroup::Equipment) && unit == "ships",
        ClaimType::Withdrawal
        | ClaimType::Entry
        | ClaimType::Intent
        | ClaimType::Surrender
        | ClaimType::Deployment => formation,
        _ => false,
    };
    (near && counts).then(|| Reading::exact(ReadingKind::Count, 1.0, at, at + 1))
}

/// What one reading needs to become a quantity.
struct Piece<'t> {
    text: &'t str,
    tokens: &'t [Token],
    sentence: ByteSpan,
    claim_type: Option<ClaimType>,
    words: &'t [&'t str],
}

impl Piece<'_> {
    /// The quantity and one past its last token; `None` when it turns out to be no quantity.
    fn quantity(
        &self,
        reading: &Reading,
        earlier: &[Quantity],
        previous_end: usize,
    ) -> Option<(Quantity, usize)> {
        let noun = find_noun(self.tokens, reading.next);
        let (unit, of_range, next) = self.unit(reading, noun.as_ref(), earlier);
        let (unit, next) = match rate_period(self.tokens, next) {
            Some(period) if reading.kind == ReadingKind::Count => {
                (format!("{unit}_per_{period}"), next + 2)
            }
            _ => (unit, next),
        };
        let group = unit_group(&unit);
        if !self.is_worth_recording(reading, group, noun.as_ref()) {
            return None;
        }
        let before = bound_before(self.tokens, reading.first);
        let after = bound_after(self.tokens, &[reading.next, next]);
        let same_quantity_as = self.same_quantity_as(reading, group, &unit, earlier, previous_end);
        let inherited = same_quantity_as.map(|index| earlier[index].comparator);
        let comparator = self.comparator(reading, group, before, after, inherited);
        let first = match before {
            Some(bound)
                if reading
                    .comparator
                    .is_none_or(|own| own != Comparator::Range) =>
            {
                bound.at
            }
            _ => reading.first,
        };
        let end = match after {
            Some(bound) => bound.at.max(next),
            None => next,
        };
        let span = ByteSpan::new(
            self.tokens.get(first)?.start.max(self.sentence.start()),
            self.tokens.get(end - 1)?.end,
        )
        .ok()?;
        let of = of_range.and_then(|(from, to)| {
            let start = self.tokens.get(from)?.start;
            let end = self.tokens.get(to.checked_sub(1)?)?.end;
            self.text.get(start..end).map(str::to_owned)
        });
        let quantity = Quantity {
            value: reading.value,
            high: reading.high,
            unit,
            comparator,
            of,
            span: Some(span),
            same_quantity_as,
            derived: false,
        };
        Some((quantity, next))
    }

    /// The unit, the tokens that say what is counted, and one past the last token used.
    fn unit(
        &self,
        reading: &Reading,
        noun: Option<&Noun>,
        earlier: &[Quantity],
    ) -> (String, Option<(usize, usize)>, usize) {
        if let Some(unit) = &reading.unit {
            return (unit.clone(), None, reading.next);
        }
        match reading.kind {
            ReadingKind::Share | ReadingKind::Whole => {
                let (unit, next) = share_unit(self.tokens, reading.next);
                let of = (next > reading.next).then_some((reading.next, next));
                (unit, of, next.max(reading.next))
            }
            _ => match noun {
                Some(noun)
                    if noun.is_known
                        || reading.kind == ReadingKind::Count
                        || reading.kind == ReadingKind::Vague =>
                {
                    let unit = people_unit(&noun.unit, self.claim_type, self.words);
                    (unit, Some((noun.first, noun.next)), noun.next)
                }
                _ => {
                    let sibling = earlier
                        .iter()
                        .rev()
                        .find(|quantity| {
                            !matches!(
                                unit_group(&quantity.unit),
                                UnitGroup::Time | UnitGroup::Length
                            )
                        })
                        .map(|quantity| quantity.unit.clone())
                        .filter(|unit| !unit.starts_with("percent"));
                    let unit = sibling.unwrap_or_else(|| implied_unit(self.claim_type, self.words));
                    (unit, None, reading.next)
                }
            },
        }
    }

    fn is_worth_recording(&self, reading: &Reading, group: UnitGroup, noun: Option<&Noun>) -> bool {
        let known = noun.is_some_and(|noun| noun.is_known);
        match reading.kind {
            ReadingKind::Count => {
                // A year, a bare clock time, or a list number that no rule caught: four digits without a noun.
                let value = reading.value.unwrap_or_default();
                let token = &self.tokens[reading.first];
                let yearlike = token.kind == TokenKind::Number
                    && !token.lower.contains(',')
                    && (1900.0..2100.0).contains(&value)
                    && !known;
                !yearlike
            }
            ReadingKind::Vague => known || group != UnitGroup::Other,
            _ => true,
        }
    }

    fn comparator(
        &self,
        reading: &Reading,
        group: UnitGroup,
        before: Option<Bound>,
        after: Option<Bound>,
        inherited: Option<Comparator>,
    ) -> Comparator {
        if let Some(own) = reading.comparator {
            return own;
        }
        let within = reading.first > 0
            && self.tokens[reading.first - 1].is("within")
            && matches!(group, UnitGroup::Length | UnitGroup::Time);
        if within {
            return Comparator::AtMost;
        }
        before
            .or(after)
            .map(|bound| bound.comparator)
            .or(inherited)
            .unwrap_or(Comparator::Equal)
    }

    /// "16 kilometers (10 miles)", "55 kilometers — about 35 miles —", "2.5 square km, or about one square mile".
    fn same_quantity_as(
        &self,
        reading: &Reading,
        group: UnitGroup,
        unit: &str,
        earlier: &[Quantity],
        previous_end: usize,
    ) -> Option<usize> {
        let index = earlier.len().checked_sub(1)?;
        let previous = &earlier[index];
        let measured = matches!(group, UnitGroup::Length | UnitGroup::Area)
            && unit_group(&previous.unit) == group
            && previous.unit != unit;
        let between = self.tokens.get(previous_end..reading.first)?;
        let linked = between
            .first()
            .is_some_and(|token| token.is_any(&["(", "—", "–", ",", "or", "/"]));
        (measured && linked && between.len() <= 5).then_some(index)
    }
}
