//! Lists what went wrong, most frequent kinds first.

use std::collections::BTreeMap;

use salient_model::{ByteSpan, Claim, PlaceMention, Tier};

use super::ScoredDocument;
use super::fields::{same_place, same_quantity, same_source};
use super::matching::match_claims;

/// Words of an example at most this long.
const N_EXAMPLE_CHARACTERS: usize = 100;

/// One kind of error with how often it occurs and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ErrorKind {
    /// What kind: "type: strike for combat", "core claim missed: logistics".
    pub kind: String,
    /// Document and words of each case, in document order.
    pub examples: Vec<(String, String)>,
}

/// All kinds of error, most frequent first, then by name.
#[must_use]
pub fn list_errors(documents: &[ScoredDocument<'_>]) -> Vec<ErrorKind> {
    let mut kinds: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
    for document in documents {
        let mut note = |kind: String, span: ByteSpan| {
            kinds
                .entry(kind)
                .or_default()
                .push((document.name.to_owned(), example(document.text, span)));
        };
        let pairs = match_claims(document.gold, document.predicted);
        for (idx, claim) in document.gold.iter().enumerate() {
            if claim.tier == Tier::Core && !pairs.iter().any(|pair| pair.gold == idx) {
                note(
                    format!("core claim missed: {}", claim.claim_type),
                    claim.span,
                );
            }
        }
        for (idx, claim) in document.predicted.iter().enumerate() {
            if !pairs.iter().any(|pair| pair.predicted == idx) {
                note("claim where the gold has none".to_owned(), claim.span);
            }
        }
        for pair in pairs {
            let (gold, predicted) = (
                &document.gold[pair.gold],
                &document.predicted[pair.predicted],
            );
            for kind in field_errors(gold, predicted) {
                note(kind, gold.span);
            }
        }
    }
    let mut kinds: Vec<ErrorKind> = kinds
        .into_iter()
        .map(|(kind, examples)| ErrorKind { kind, examples })
        .collect();
    kinds.sort_by(|left, right| {
        right
            .examples
            .len()
            .cmp(&left.examples.len())
            .then_with(|| left.kind.cmp(&right.kind))
    });
    kinds
}

fn field_errors(gold: &Claim, predicted: &Claim) -> Vec<String> {
    let mut errors = Vec::new();
    let mut compare = |field: &str, gold: &str, predicted: &str| {
        if gold != predicted {
            errors.push(format!("{field}: {predicted} for {gold}"));
        }
    };
    compare("force", gold.force.as_str(), predicted.force.as_str());
    compare(
        "directness",
        gold.directness.as_str(),
        predicted.directness.as_str(),
    );
    compare(
        "type",
        gold.claim_type.as_str(),
        predicted.claim_type.as_str(),
    );
    compare(
        "source kind",
        gold.source.kind.as_str(),
        predicted.source.kind.as_str(),
    );
    compare(
        "polarity",
        gold.polarity.as_str(),
        predicted.polarity.as_str(),
    );
    compare(
        "certainty",
        gold.certainty.as_str(),
        predicted.certainty.as_str(),
    );
    compare(
        "modality",
        gold.modality.as_str(),
        predicted.modality.as_str(),
    );
    compare(
        "time relation",
        gold.time.relation.as_str(),
        predicted.time.relation.as_str(),
    );
    compare("map", gold.map.as_str(), predicted.map.as_str());
    if !same_source(gold, predicted) {
        errors.push("source: another one".to_owned());
    }
    for place in unmatched(&gold.places, &predicted.places, same_place) {
        errors.push(format!("place: {} one missed", how_given(place)));
    }
    for place in unmatched(&predicted.places, &gold.places, |left, right| {
        same_place(right, left)
    }) {
        errors.push(format!("place: {} one too many", how_given(place)));
    }
    for quantity in unmatched(&gold.quantities, &predicted.quantities, same_quantity) {
        errors.push(format!(
            "quantity missed: {} {}",
            quantity.comparator, quantity.unit
        ));
    }
    for quantity in unmatched(&predicted.quantities, &gold.quantities, |left, right| {
        same_quantity(right, left)
    }) {
        errors.push(format!(
            "quantity too many: {} {}",
            quantity.comparator, quantity.unit
        ));
    }
    if gold.time.start != predicted.time.start || gold.time.end != predicted.time.end {
        errors.push("time: other ends".to_owned());
    }
    errors
}

/// Whether the claim's own words give the place.
fn how_given(place: &PlaceMention) -> &'static str {
    if place.span.is_some() {
        "named"
    } else {
        "taken over"
    }
}

/// The values that have no equal in the other list.
fn unmatched<'v, T>(
    values: &'v [T],
    others: &'v [T],
    same: impl Fn(&T, &T) -> bool + 'v,
) -> impl Iterator<Item = &'v T> {
    values
        .iter()
        .filter(move |value| !others.iter().any(|other| same(value, other)))
}

fn example(text: &str, span: ByteSpan) -> String {
    let words: String = span
        .slice(text)
        .unwrap_or_default()
        .chars()
        .take(N_EXAMPLE_CHARACTERS)
        .collect();
    words.replace('\n', " ")
}
