//! How sure the words of the content are.

use salient_model::{Certainty, ClaimType, Force, Modality};

use super::Wording;
use super::lexicon::{find_phrases, has_phrase, lexicon};
use super::modality::modality;
use crate::quantity::read_plain_number;
use crate::quantity::tokens::Token;

/// Certainty by the words of the content, and of bare forecasts.
#[must_use]
pub fn certainty(words: &Wording<'_>) -> Certainty {
    let tokens = words.tokens();
    let list = &lexicon().certainty;
    let possible = find_phrases(&tokens, &list.possible)
        .into_iter()
        .any(|(at, n_words)| lowers(&tokens, at, n_words, words));
    if possible {
        return Certainty::Possible;
    }
    if has_phrase(&tokens, &list.probable) || words.force == Force::Doubts {
        return Certainty::Probable;
    }
    let mode = modality(words);
    let would = tokens
        .iter()
        .any(|token| token.is("would") || token.lower.ends_with("'d"));
    let forecast = words.claim_type == ClaimType::Forecast
        || (words.force == Force::Predicts && mode == Modality::Future);
    match mode {
        Modality::Future if forecast => Certainty::Probable,
        Modality::Conditional if forecast && !would && words.force != Force::Warns => {
            Certainty::Probable
        }
        _ => Certainty::Certain,
    }
}

/// Whether a word of possibility hedges the proposition: not when it hedges a number, denies an ability, or gives permission.
fn lowers(tokens: &[Token], at: usize, n_words: usize, words: &Wording<'_>) -> bool {
    let token = &tokens[at];
    let next = tokens.get(at + n_words);
    if token.is_any(&["maybe", "perhaps"]) {
        let hedges_number = (at + 1..=at + 2).any(|near| read_plain_number(tokens, near).is_some())
            || next.is_some_and(|next| next.is_any(&["a", "half", "double", "some"]));
        return !hedges_number;
    }
    if token.is("may") {
        let month = token.capitalised && at > 0;
        let permission = words.claim_type == ClaimType::HumanitarianAccess;
        return !month && !permission;
    }
    if token.is("could") && n_words == 1 {
        let denied = next.is_some_and(|next| lexicon().certainty.ability.contains(&next.lower));
        let asked = words.claim_type == ClaimType::VerificationStatus;
        return !denied && !asked && words.claim_type != ClaimType::Intent;
    }
    if token.is("possible") {
        return !(at > 0 && tokens[at - 1].is_any(&["as", "every", "all"]));
    }
    true
}
