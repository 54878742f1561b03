//! Amounts without a number of their own: all, most, none, and vague words.
//!
//! **Errors and doubt.** A vague word never becomes a number: "dozens" is no 24. "All" is 100 percent only where a share is at issue; "all
//! parties" and "both sides" count nothing.

use salient_model::{ClaimType, Comparator};

use super::lexicon::{UnitGroup, lexicon};
use super::number::read_number;
use super::reading::{Reading, ReadingKind};
use super::tokens::Token;
use super::unit::find_noun;

/// Whether the words at `at` are this phrase.
pub(crate) fn phrase_end(tokens: &[Token], at: usize, phrase: &str) -> Option<usize> {
    let mut next = at;
    for word in phrase.split(' ') {
        if !tokens.get(next)?.is(word) {
            return None;
        }
        next += 1;
    }
    Some(next)
}

fn any_phrase_end(tokens: &[Token], at: usize, phrases: &[String]) -> Option<usize> {
    phrases
        .iter()
        .find_map(|phrase| phrase_end(tokens, at, phrase))
}

/// "dozens", "scores of", "several dozen", "a few hundred", "a handful of", "for weeks".
pub(crate) fn read_vague(tokens: &[Token], at: usize) -> Option<Reading> {
    let amounts = &lexicon().amounts;
    let token = tokens.get(at)?;
    let follows_number = at > 0 && read_number(tokens, at - 1).is_some();
    if amounts.vague_plurals.contains(&token.lower) && !follows_number {
        // "tens of thousands", "scores of thousands".
        let next = phrase_end(tokens, at, &format!("{} of", token.lower))
            .filter(|end| {
                tokens
                    .get(*end)
                    .is_some_and(|token| amounts.vague_plurals.contains(&token.lower))
            })
            .map_or(at + 1, |end| end + 1);
        let is_alone = token.is("tens") && next == at + 1;
        return (!is_alone).then(|| Reading::vague(at, next));
    }
    if let Some(end) = any_phrase_end(tokens, at, &amounts.vague_phrases) {
        let next = scale_end(tokens, end);
        // "a few streets" and "a number of reasons" count nothing that a desk compares.
        let counts = next > end
            || !token.is("a")
            || !tokens[end - 1].is_any(&["few", "number", "couple"])
            || counts_comparable(tokens, end);
        return counts.then(|| Reading::vague(at, next));
    }
    if amounts.vague_words.contains(&token.lower) {
        return Some(Reading::vague(at, scale_end(tokens, at + 1)));
    }
    // "for days", "for hours": how long something lasts, without a number.
    let lasts = at > 0
        && tokens[at - 1].is("for")
        && token.is_any(&["minutes", "hours", "days", "weeks", "months", "years"]);
    if lasts {
        return Some(Reading::vague(at, at + 1).in_unit(&token.lower));
    }
    let many = token.is("many") && (at == 0 || !tokens[at - 1].is_any(&["how", "as", "so", "too"]));
    let some_time = token.is("some")
        && find_noun(tokens, at + 1).is_some_and(|noun| noun.group == Some(UnitGroup::Time));
    ((many && counts_comparable(tokens, at + 1)) || some_time).then(|| Reading::vague(at, at + 1))
}

fn counts_comparable(tokens: &[Token], at: usize) -> bool {
    find_noun(tokens, at).is_some_and(|noun| {
        matches!(
            noun.group,
            Some(UnitGroup::People | UnitGroup::Equipment | UnitGroup::Time)
        )
    })
}

fn scale_end(tokens: &[Token], at: usize) -> usize {
    let scale = |at: usize| {
        tokens
            .get(at)
            .is_some_and(|token| lexicon().scales.contains_key(&token.lower))
    };
    at + usize::from(scale(at)) + usize::from(scale(at) && scale(at + 1))
}

/// Types in which "all" or "every" states a share.
fn states_a_share(claim_type: Option<ClaimType>) -> bool {
    claim_type.is_none_or(|claim_type| {
        matches!(
            claim_type,
            ClaimType::ControlShare
                | ClaimType::InfrastructureDamage
                | ClaimType::Logistics
                | ClaimType::Displacement
                | ClaimType::Withdrawal
                | ClaimType::CasualtiesCivilian
                | ClaimType::LossesPersonnel
                | ClaimType::LossesEquipment
        )
    })
}

/// "all of the town", "nearly every house", "entirely", "from end to end", "everybody".
pub(crate) fn read_whole(
    tokens: &[Token],
    at: usize,
    claim_type: Option<ClaimType>,
) -> Option<Reading> {
    if !states_a_share(claim_type) {
        return None;
    }
    let amounts = &lexicon().amounts;
    let token = tokens.get(at)?;
    let whole = |next: usize| Reading::exact(ReadingKind::Whole, 100.0, at, next);
    if let Some(end) = any_phrase_end(tokens, at, &amounts.whole_phrases) {
        return Some(whole(end));
    }
    if amounts.everybody.contains(&token.lower) {
        let reached = at > 0 && tokens[at - 1].is_any(&["to", "for", "by"]);
        return (claim_type != Some(ClaimType::CasualtiesCivilian) && !reached)
            .then(|| whole(at + 1));
    }
    let share_type = claim_type == Some(ClaimType::ControlShare) || claim_type.is_none();
    if amounts.whole_words.contains(&token.lower) {
        let adjective = !token.lower.ends_with("ly");
        let counts = share_type || (adjective && !token.is("full"));
        return counts.then(|| {
            let reading = whole(at + 1);
            if is_negated(tokens, at) {
                reading.bounded(Comparator::Less)
            } else {
                reading
            }
        });
    }
    let next = tokens.get(at + 1)?;
    if token.is("all") {
        let counted = read_number(tokens, at + 1).is_some();
        let idiom = next.is_any(&[
            "but",
            "along",
            "the",
            "but",
            "probability",
            "in",
            "told",
            "out",
            "over",
            "day",
            "night",
        ]) && !(next.is("the") && share_type);
        // "all of it south of the river" describes, it does not count.
        let described = token_is_it(tokens, at + 2);
        return (next.is("of") && !counted && !idiom && !described).then(|| whole(at + 2));
    }
    let stands_alone = tokens
        .get(at + 2)
        .is_some_and(|after| !after.is_any(&["second", "other"]));
    let bounded = at > 0 && tokens[at - 1].is_any(&["nearly", "almost"]);
    let is_thing =
        find_noun(tokens, at + 1).is_some_and(|noun| noun.group != Some(UnitGroup::Time));
    (token.is("every") && stands_alone && is_thing && (bounded || at == 0)).then(|| whole(at + 1))
}

fn token_is_it(tokens: &[Token], at: usize) -> bool {
    tokens.get(at).is_some_and(|token| token.is("it"))
}

/// Whether "not" or "n't" stands in the four words before `at`.
pub(crate) fn is_negated(tokens: &[Token], at: usize) -> bool {
    tokens[at.saturating_sub(4)..at].iter().any(|token| {
        token.is_any(&["not", "never", "without", "no"]) || token.lower.ends_with("n't")
    })
}

/// "most of the houses": more than 50 percent.
pub(crate) fn read_most(
    tokens: &[Token],
    at: usize,
    claim_type: Option<ClaimType>,
) -> Option<Reading> {
    let of = tokens.get(at)?.is("most") && tokens.get(at + 1)?.is("of");
    let share = !matches!(
        claim_type,
        Some(ClaimType::ControlStatus | ClaimType::Demand)
    );
    (of && share)
        .then(|| Reading::exact(ReadingKind::Share, 50.0, at, at + 1).bounded(Comparator::Greater))
}

/// "no tank was damaged", "not a single bridge", "nobody was hurt", "none of them".
pub(crate) fn read_zero(
    tokens: &[Token],
    at: usize,
    claim_type: Option<ClaimType>,
) -> Option<Reading> {
    let token = tokens.get(at)?;
    let zero = |next: usize| Reading::exact(ReadingKind::Zero, 0.0, at, next);
    let about_people = matches!(
        claim_type,
        Some(
            ClaimType::CasualtiesCivilian
                | ClaimType::LossesPersonnel
                | ClaimType::Surrender
                | ClaimType::Displacement
        )
    );
    let discussed = matches!(
        claim_type,
        Some(
            ClaimType::VerificationStatus
                | ClaimType::NoComment
                | ClaimType::Definition
                | ClaimType::Political
                | ClaimType::Intent
        )
    );
    if discussed {
        return None;
    }
    let nobody = lexicon().amounts.nobody.contains(&token.lower)
        || phrase_end(tokens, at, "no one").is_some();
    if nobody {
        let next = phrase_end(tokens, at, "no one").unwrap_or(at + 1);
        return about_people.then(|| zero(next).in_unit("persons"));
    }
    if token.is("none") {
        return Some(zero(at + 1));
    }
    for phrase in ["not one", "not a single", "not one of"] {
        if let Some(end) = phrase_end(tokens, at, phrase) {
            return Some(zero(end));
        }
    }
    if let Some(end) = phrase_end(tokens, at, "a single") {
        let negated = is_negated(tokens, at)
            || tokens[at.saturating_sub(4)..at]
                .windows(2)
                .any(|pair| pair[0].is("yet") && pair[1].is("to"));
        return negated.then(|| zero(end));
    }
    let counted = token.is("no")
        && find_noun(tokens, at + 1).is_some_and(|noun| {
            noun.is_known && !matches!(noun.group, Some(UnitGroup::Time | UnitGroup::Length))
        });
    let listed = tokens.get(at + 2).is_some_and(|after| after.is(","));
    let undisclosed = claim_type == Some(ClaimType::CasualtyDisclosure);
    (counted && !listed && !undisclosed).then(|| zero(at + 1))
}
