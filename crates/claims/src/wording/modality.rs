//! In which mode a proposition is put: as a fact, a habit, a forecast, a condition, a plan, or a norm.

use salient_model::{ClaimType, Force, Modality};

use super::Wording;
use super::lexicon::{find_phrases, has_phrase, lexicon};
use crate::quantity::tokens::Token;

/// Mode by type first, then by the words.
#[must_use]
pub fn modality(words: &Wording<'_>) -> Modality {
    let tokens = words.tokens();
    let list = &lexicon().modality;
    let conditional = is_conditional(&tokens);
    match words.claim_type {
        ClaimType::Demand => return Modality::Normative,
        ClaimType::Forecast => {
            return if conditional {
                Modality::Conditional
            } else {
                Modality::Future
            };
        }
        ClaimType::Intent => {
            return if conditional {
                Modality::Conditional
            } else {
                Modality::Intended
            };
        }
        ClaimType::Definition => return Modality::Habitual,
        _ => {}
    }
    let answered = matches!(
        words.claim_type,
        ClaimType::VerificationStatus | ClaimType::NoComment
    );
    if answered {
        return Modality::Actual;
    }
    if words.force == Force::Demands {
        return Modality::Normative;
    }
    if conditional
        || words.claim_type != ClaimType::CasualtyDisclosure
            && has_word(main_clause(&tokens), "would")
    {
        return Modality::Conditional;
    }
    if has_phrase(&tokens, &list.intended) {
        return Modality::Intended;
    }
    if has_phrase(&tokens, &list.future) || tokens.iter().any(|token| token.lower.ends_with("'ll"))
    {
        return Modality::Future;
    }
    if has_phrase(&tokens, &list.normative) {
        return Modality::Normative;
    }
    if words.force == Force::Predicts {
        return Modality::Future;
    }
    if has_phrase(&tokens, &list.habitual) {
        return Modality::Habitual;
    }
    Modality::Actual
}

/// "If …", "Should the front shift, …", "…, unless a convoy arrives", "without a reopened airport, …".
fn is_conditional(tokens: &[Token]) -> bool {
    let list = &lexicon().modality;
    let opens = tokens.iter().enumerate().any(|(at, token)| {
        let clause_start = at == 0 || tokens[at - 1].is_any(&[",", "—", "–", ";"]);
        let inverted = token.is_any(&["should", "were", "had"]);
        // An inverted condition has its consequence in another clause.
        let has_consequence = !inverted || tokens[at..].iter().any(|later| later.is(",")) || at > 0;
        let negative_condition =
            !token.is("without") || tokens[at..].iter().any(|later| later.is("will"));
        clause_start
            && list.conditional_openers.contains(&token.lower)
            && has_consequence
            && negative_condition
    });
    // "if not mistaken", "if any", "if you count" are asides.
    let anywhere = find_phrases(tokens, &list.conditional_anywhere)
        .into_iter()
        .any(|(at, _)| {
            !tokens.get(at + 1).is_some_and(|next| {
                next.is_any(&["any", "our", "you", "only", "not"])
                    && !tokens.get(at + 2).is_some_and(|after| after.is(","))
            })
        });
    let inverted = tokens
        .first()
        .is_some_and(|first| first.is_any(&["should", "were", "without", "barring"]))
        || (has_word(tokens, "should") && has_word(tokens, ","));
    anywhere || (opens && inverted)
}

/// The words before a relative clause at the end: "taken, which would complete the hold" is taken all the same.
fn main_clause(tokens: &[Token]) -> &[Token] {
    let relative = tokens
        .windows(2)
        .position(|pair| pair[0].is(",") && pair[1].is_any(&["which", "who"]));
    &tokens[..relative.unwrap_or(tokens.len())]
}

fn has_word(tokens: &[Token], word: &str) -> bool {
    tokens.iter().any(|token| token.is(word))
}
