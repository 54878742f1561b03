//! Claim type: what a proposition is about.
//!
//! **What.** Weighs the words of the span, its triggers, its units, its cue, and the words around it. One type always wins.
//!
//! **Sources.** Rules 11 and 12 of the annotation rules say which type wins where two fit; weights are learned from the development half of
//! the corpus.

use salient_model::{ClaimType, Quantity};

use super::linear::{Features, LinearModel};
use super::tokens::Token;
use super::triggers::Triggers;
use crate::wording::lexicon::lexicon;

/// Names of the features that say that a type has a trigger, or several.
pub(crate) const TRIGGER_FEATURES: [&str; 2] = ["trigger=", "triggers="];

/// What typing looks at.
#[derive(Debug)]
pub(crate) struct TypingInput<'a> {
    /// Tokens of the span.
    pub(crate) tokens: &'a [Token],
    /// Tokens of the sentence outside the span.
    pub(crate) around: &'a [Token],
    /// Tokens of the cue; empty in the outlet's own voice.
    pub(crate) cue: &'a [Token],
    /// Numbers in the span.
    pub(crate) quantities: &'a [Quantity],
    /// Type of the claim before, if any.
    pub(crate) previous: Option<ClaimType>,
    /// Whether the outlet speaks for itself.
    pub(crate) is_own_voice: bool,
}

/// The type of a proposition.
pub(crate) fn claim_type(input: &TypingInput<'_>, model: &LinearModel) -> ClaimType {
    let mut features = Features::default();
    add_features(input, &|word| model.is_common(word), &mut features);
    let scores = model.scores(&features);
    let may_be_forecast =
        !input.cue.is_empty() || !speaks_of_past(input.tokens) || speaks_of_future(input.tokens);
    let mut best: Option<(i64, ClaimType)> = None;
    for (label, score) in model.labels().iter().zip(scores) {
        if let Ok(claim_type) = label.parse::<ClaimType>()
            && (claim_type != ClaimType::Forecast || may_be_forecast)
            && best.is_none_or(|(top, _known)| score > top)
        {
            best = Some((score, claim_type));
        }
    }
    best.map_or(ClaimType::SituationAssessment, |(_score, claim_type)| {
        claim_type
    })
}

/// Whether a clause has an auxiliary of what has been: an outlet that says that forces "have entered" predicts nothing, whatever its words share with forecasts.
fn speaks_of_past(tokens: &[Token]) -> bool {
    tokens
        .iter()
        .any(|token| matches!(token.word.as_str(), "have" | "has" | "had" | "was" | "were"))
}

/// Whether a clause has one of the words without which none looks ahead.
fn speaks_of_future(tokens: &[Token]) -> bool {
    let forward = &lexicon().modality.forward;
    let mut words = tokens.iter().map(|token| token.word.as_str()).peekable();
    while let Some(word) = words.next() {
        let pair = words.peek().map(|next| format!("{word} {next}"));
        if word.ends_with("'ll")
            || forward
                .iter()
                .any(|known| known == word || pair.as_ref() == Some(known))
        {
            return true;
        }
    }
    false
}

/// Adds all features of a proposition.
pub(crate) fn add_features(
    input: &TypingInput<'_>,
    is_common: &dyn Fn(&str) -> bool,
    features: &mut Features,
) {
    features.add(&["b"]);
    let words: Vec<&str> = input
        .tokens
        .iter()
        .map(|token| token.masked(is_common))
        .collect();
    if let Some(first) = words.first() {
        features.add(&["first=", first]);
    }
    for token in input.tokens.iter().filter(|token| token.word.len() > 3) {
        if let Some(stem) = token.word.get(..token.word.len().min(5))
            && token.masked(is_common) == token.word
        {
            features.add(&["stem=", stem]);
        }
    }
    for (claim_type, count) in Triggers::english().count(input.tokens) {
        features.add(&[TRIGGER_FEATURES[0], claim_type.as_str()]);
        for _more in 1..count.min(4) {
            features.add(&[TRIGGER_FEATURES[1], claim_type.as_str()]);
        }
    }
    for claim_type in Triggers::english().count(input.around).keys() {
        features.add(&["around=", claim_type.as_str()]);
    }
    for token in input.cue {
        features.add(&["cue=", token.masked(is_common)]);
    }
    let voice = match (input.cue.is_empty(), input.is_own_voice) {
        (false, _) => "cued",
        (true, true) => "own",
        (true, false) => "reporter",
    };
    features.add(&["voice=", voice]);
    for quantity in input.quantities {
        features.add(&["unit=", unit_class(&quantity.unit)]);
    }
    if input.quantities.is_empty() {
        features.add(&["no number"]);
    }
    let length = match input.tokens.len() {
        0..=3 => "short",
        4..=8 => "middle",
        _ => "long",
    };
    features.add(&["length=", length]);
    let previous = input.previous.map_or("^", ClaimType::as_str);
    features.add(&["before=", previous]);
    features.add(&["before,length=", previous, length]);
}

/// The unit without what it is a share of.
fn unit_class(unit: &str) -> &str {
    if unit.starts_with("percent") {
        "percent"
    } else {
        unit
    }
}
