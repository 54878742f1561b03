//! A claim about several places: each is asked by itself, and the answers are put together.
//!
//! **Definition.** "Holds the town and the ford" is consistent when both are, and inconsistent when one of them is. As long as one of the places
//! cannot be computed, the whole cannot. A denial of several places leaves open whether it denies each or only all of them, so it is computed
//! only where they come out alike.

use salient_model::{MapValue, Outcome, Polarity};

use super::Answer;
use super::question::reason;

/// One answer from those for each place, under its name.
pub(super) fn together(mut answers: Vec<(String, Answer)>, polarity: Polarity) -> Answer {
    if answers.len() == 1
        && let Some((_, answer)) = answers.pop()
    {
        return answer;
    }
    let words: Vec<String> = answers
        .iter()
        .map(|(name, answer)| format!("{name}: {}", answer.reason.words))
        .collect();
    let (outcome, code) = outcome_of(&answers, polarity);
    let names: Vec<&str> = answers.iter().map(|(name, _)| name.as_str()).collect();
    let place = Some(names.join(", "));
    let side = answers.iter().find_map(|(_, answer)| answer.side.clone());
    let (mut values, mut beside) = (Vec::new(), Vec::new());
    for (name, answer) in answers {
        values.extend(of_place(&name, answer.values));
        beside.extend(of_place(&name, answer.beside));
    }
    Answer {
        outcome,
        reason: reason(code, words.join("; ")),
        place,
        side,
        values,
        beside,
    }
}

fn outcome_of(answers: &[(String, Answer)], polarity: Polarity) -> (Outcome, &'static str) {
    let first_with = |outcome: Outcome| {
        answers
            .iter()
            .find(|(_, answer)| answer.outcome == outcome)
            .map(|(_, answer)| (outcome, answer.reason.code))
    };
    let is_alike = answers
        .windows(2)
        .all(|pair| pair[0].1.outcome == pair[1].1.outcome);
    if let Some(not_computable) = first_with(Outcome::NotComputable) {
        not_computable
    } else if !is_alike && polarity == Polarity::Negative {
        (Outcome::NotComputable, "places_differ")
    } else {
        first_with(Outcome::Inconsistent)
            .or_else(|| first_with(Outcome::MapsDisagree))
            .or_else(|| first_with(Outcome::Pending))
            .unwrap_or((Outcome::Consistent, "all_maps_allow"))
    }
}

fn of_place(name: &str, values: Vec<MapValue>) -> impl Iterator<Item = MapValue> {
    values.into_iter().map(move |value| MapValue {
        measure: format!("{name}: {}", value.measure),
        ..value
    })
}
