//! Compares the fields of a matched pair, and the relations over all pairs of a document.

use std::collections::BTreeSet;

use salient_model::{
    ByteSpan, Claim, ClaimId, ClaimTime, Comparator, Date, Directness, Entity, PlaceMention,
    Quantity, Relation, RelationKind,
};

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use super::ScoredDocument;
use super::matching::MatchedPair;
use super::report::DocumentTallies;
use super::units::unit_family;

/// Longest window, in days, that an open end stands for when two windows are compared; half a year, the longest horizon of the
/// annotation rules.
const OPEN_END_DAYS: i64 = 180;

pub(super) fn score_pair(
    gold: &Claim,
    predicted: &Claim,
    text: &str,
    tallies: &mut DocumentTallies,
) {
    tallies.add_case("source", same_source(gold, predicted));
    tallies.add_case("source_kind", gold.source.kind == predicted.source.kind);
    tallies.add_case("side", gold.source.side == predicted.source.side);
    tallies.add_case("force", gold.force == predicted.force);
    tallies.add_case("directness", gold.directness == predicted.directness);
    tallies.add_case("type", gold.claim_type == predicted.claim_type);
    tallies.add_case("polarity", gold.polarity == predicted.polarity);
    tallies.add_case("certainty", gold.certainty == predicted.certainty);
    tallies.add_case("modality", gold.modality == predicted.modality);
    tallies.add_case("map", gold.map == predicted.map);
    tallies.add_case("tier", gold.tier == predicted.tier);
    let n_quantities = count_matches(&gold.quantities, &predicted.quantities, same_quantity);
    tallies.add(
        "quantity",
        n_quantities,
        predicted.quantities.len(),
        gold.quantities.len(),
    );
    tallies.add_case(
        "time",
        gold.time.start == predicted.time.start && gold.time.end == predicted.time.end,
    );
    tallies.add_case("time_window", same_window(&gold.time, &predicted.time));
    let n_places = count_matches(&gold.places, &predicted.places, same_place);
    tallies.add("place", n_places, predicted.places.len(), gold.places.len());
    for gold_place in &gold.places {
        if let Some(predicted_place) = predicted
            .places
            .iter()
            .find(|predicted_place| same_place(gold_place, predicted_place))
        {
            tallies.add_case("place_role", gold_place.role == predicted_place.role);
        }
    }
    let is_same_subject = match (&gold.subject, &predicted.subject) {
        (Some(gold_subject), Some(predicted_subject)) => {
            same_entity(gold_subject, predicted_subject, text)
        }
        _ => false,
    };
    tallies.add(
        "subject",
        usize::from(is_same_subject),
        usize::from(predicted.subject.is_some()),
        usize::from(gold.subject.is_some()),
    );
}

/// Whether two claims have the same source: mentions overlap, names agree, or both are the outlet's own voice.
pub(super) fn same_source(left: &Claim, right: &Claim) -> bool {
    if left.directness == Directness::Reporter && right.directness == Directness::Reporter {
        return true;
    }
    overlap(left.source.span, right.source.span) || same_name(&left.source.name, &right.source.name)
}

fn overlap(left: Option<ByteSpan>, right: Option<ByteSpan>) -> bool {
    matches!((left, right), (Some(left), Some(right)) if left.overlap(right) > 0)
}

fn same_entity(gold: &Entity, predicted: &Entity, text: &str) -> bool {
    let words = |span: Option<ByteSpan>| span.and_then(|span| span.slice(text)).unwrap_or_default();
    overlap(gold.span, predicted.span)
        || same_name(&gold.name, &predicted.name)
        || same_name(words(gold.span), words(predicted.span))
}

/// Whether two names agree: equal, or all words of one are words of the other, without articles, case, and accents.
fn same_name(left: &str, right: &str) -> bool {
    let words = |name: &str| -> BTreeSet<String> {
        name.nfd()
            .filter(|letter| !is_combining_mark(*letter))
            .collect::<String>()
            .to_lowercase()
            .replace(['’', '\''], " ")
            .split(|character: char| !character.is_alphanumeric())
            .filter(|word| !matches!(*word, "" | "the" | "a" | "an" | "s" | "of"))
            .map(ToOwned::to_owned)
            .collect()
    };
    let (left, right) = (words(left), words(right));
    !left.is_empty() && !right.is_empty() && (left.is_subset(&right) || right.is_subset(&left))
}

pub(super) fn same_place(gold: &PlaceMention, predicted: &PlaceMention) -> bool {
    overlap(gold.span, predicted.span)
        || same_name(&gold.name, &predicted.name)
        || predicted
            .candidates
            .first()
            .is_some_and(|candidate| same_name(&gold.name, &candidate.name))
}

/// Same number, comparator, and unit family. A range and its two ends written by "between" are one and the same.
pub(super) fn same_quantity(gold: &Quantity, predicted: &Quantity) -> bool {
    let same_number = |left: Option<f64>, right: Option<f64>| match (left, right) {
        (Some(left), Some(right)) => (left - right).abs() <= 1e-6 * left.abs().max(1.0),
        (None, None) => true,
        _ => false,
    };
    gold.comparator == predicted.comparator
        && same_number(gold.value, predicted.value)
        && (gold.comparator != Comparator::Range || same_number(gold.high, predicted.high))
        && unit_family(&gold.unit) == unit_family(&predicted.unit)
}

/// How many gold values have a predicted value of their own.
fn count_matches<T>(gold: &[T], predicted: &[T], same: impl Fn(&T, &T) -> bool) -> usize {
    let mut taken = vec![false; predicted.len()];
    gold.iter()
        .filter(|gold_value| {
            let found = predicted
                .iter()
                .enumerate()
                .position(|(idx, predicted_value)| {
                    !taken[idx] && same(gold_value, predicted_value)
                });
            if let Some(found) = found {
                taken[found] = true;
            }
            found.is_some()
        })
        .count()
}

/// Annotation rule 5: ends exact, or both windows overlap and neither is more than twice as long as the other.
fn same_window(gold: &ClaimTime, predicted: &ClaimTime) -> bool {
    if gold.start == predicted.start && gold.end == predicted.end {
        return true;
    }
    if (gold.start.is_some(), gold.end.is_some())
        != (predicted.start.is_some(), predicted.end.is_some())
        || !gold.overlaps(predicted)
    {
        return false;
    }
    let (gold_days, predicted_days) = (window_days(gold), window_days(predicted));
    gold_days <= 2 * predicted_days && predicted_days <= 2 * gold_days
}

fn window_days(time: &ClaimTime) -> i64 {
    let days_between = |start: Date, end: Date| i64::from((end - start).get_days()).abs() + 1;
    match (time.start, time.end) {
        (Some(start), Some(end)) => days_between(start, end),
        _ => OPEN_END_DAYS,
    }
}

/// Relations of one kind, over claims that match: a predicted relation is right when both ends match gold claims that are so related.
pub(super) fn score_relations(
    document: &ScoredDocument<'_>,
    pairs: &[MatchedPair],
    kind: RelationKind,
    tallies: &mut DocumentTallies,
) {
    let gold = related(document.gold, document.gold_relations, kind);
    let predicted: BTreeSet<(usize, usize)> =
        related(document.predicted, document.predicted_relations, kind);
    let gold_of = |predicted_idx: usize| {
        pairs
            .iter()
            .find(|pair| pair.predicted == predicted_idx)
            .map(|pair| pair.gold)
    };
    let n_hits = predicted
        .iter()
        .filter(|(from, to)| match (gold_of(*from), gold_of(*to)) {
            (Some(from), Some(to)) => gold.contains(&(from.min(to), from.max(to))),
            _ => false,
        })
        .count();
    let name = match kind {
        RelationKind::InTension => "in_tension",
        _ => "contradicts",
    };
    tallies.add(name, n_hits, predicted.len(), gold.len());
}

fn related(
    claims: &[Claim],
    relations: &[Relation],
    kind: RelationKind,
) -> BTreeSet<(usize, usize)> {
    let position = |id: &ClaimId| claims.iter().position(|claim| claim.id == *id);
    relations
        .iter()
        .filter(|relation| relation.kind == kind)
        .filter_map(|relation| {
            let (from, to) = (position(&relation.from)?, position(&relation.to)?);
            Some((from.min(to), from.max(to)))
        })
        .collect()
}
