//! Whether the typed event is affirmed. The surface is not enough: "the road is cut" is negative, "the guns have not stopped" affirmative.

use salient_model::{ClaimType, Force, Polarity};

use super::Wording;
use super::lexicon::{find_phrases, has_phrase, lexicon};
use crate::quantity::tokens::Token;

/// Polarity of what the source commits to.
#[must_use]
pub fn polarity(words: &Wording<'_>) -> Polarity {
    let tokens = words.tokens();
    let negated = is_negated(&tokens);
    let opposite = says_opposite(&tokens, words.claim_type);
    let negative = match words.force {
        // The span of a denial is what is denied, or the denial in the source's own words; negative either way.
        Force::Denies | Force::Doubts | Force::Retracts => !(negated && denies_a_negative(&tokens)),
        _ => match words.claim_type {
            ClaimType::NoComment => true,
            ClaimType::CasualtyDisclosure => {
                negated || !has_phrase(&tokens, &lexicon().polarity.disclosed)
            }
            _ => {
                negated != opposite
                    || (opposite && negated && has_phrase(&tokens, &lexicon().polarity.closed))
            }
        },
    };
    if negative {
        Polarity::Negative
    } else {
        Polarity::Affirmative
    }
}

/// Whether a negator governs the proposition.
fn is_negated(tokens: &[Token]) -> bool {
    let list = &lexicon().polarity;
    let spared = find_phrases(tokens, &list.no_negation);
    let covered = |at: usize| {
        spared
            .iter()
            .any(|(first, n_words)| (*first..first + n_words).contains(&at))
    };
    let by_word = find_phrases(tokens, &list.negators)
        .into_iter()
        .any(|(at, _)| !covered(at) && !is_contrast(tokens, at) && !is_in_condition(tokens, at));
    let by_ending = tokens.iter().enumerate().any(|(at, token)| {
        token.lower.ends_with("n't") && !covered(at) && !is_in_condition(tokens, at)
    });
    by_word || by_ending
}

/// "in the town, not the barracks", "drones, not artillery, caused": the negator sets aside an alternative.
fn is_contrast(tokens: &[Token], at: usize) -> bool {
    let after_comma = at > 0
        && tokens[at - 1].is_any(&[",", "("])
        && tokens[at].is_any(&["not", "no", "nothing"]);
    after_comma && at > 1
}

/// A negator inside the condition of a conditional does not negate what follows from it.
fn is_in_condition(tokens: &[Token], at: usize) -> bool {
    let comma = tokens.iter().position(|token| token.is(","));
    let opens = tokens
        .first()
        .is_some_and(|token| token.is_any(&["if", "should", "unless", "were"]));
    opens && comma.is_some_and(|comma| at < comma)
}

/// "the city is not lost", said as a denial: what is denied is already negative.
fn denies_a_negative(tokens: &[Token]) -> bool {
    let active = tokens.iter().any(|token| token.is_any(&["active"]));
    active && tokens.len() < 4
}

/// Whether the words say the opposite of the type's event.
fn says_opposite(tokens: &[Token], claim_type: ClaimType) -> bool {
    let list = &lexicon().polarity;
    let words = match claim_type {
        ClaimType::HumanitarianAccess | ClaimType::Logistics => &list.closed,
        ClaimType::InfrastructureDamage => &list.intact,
        ClaimType::Combat => &list.quiet,
        ClaimType::OperationOutcome => &list.failed,
        ClaimType::DefenceStatus => &list.undefended,
        ClaimType::Advance => &list.halted,
        ClaimType::VerificationStatus => &list.unverified,
        _ => &list.rejections,
    };
    has_phrase(tokens, words)
}
