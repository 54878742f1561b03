//! Claims and attributions as tables.

use salient_checks::dossier::LoadedClaim;
use salient_model::{
    Attribution, ByteSpan, Claim, CodePointIndex, Comparator, Document, Quantity, Relation,
    RelationKind,
};

use crate::table::{Table, Value};

/// The claims of one text, for people.
#[must_use]
pub fn claims_table(document: &Document, claims: &[Claim], relations: &[Relation]) -> Table {
    let mut table = Table::new(&[
        ("n", "#"),
        ("source", "source"),
        ("force", "force"),
        ("type", "type"),
        ("claim", "claim"),
        ("place", "place"),
        ("time", "time"),
        ("numbers", "numbers"),
        ("how", "how"),
        ("relations", "relations"),
    ]);
    for (n, claim) in claims.iter().enumerate() {
        let words = document
            .words(claim.span)
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        table.push(vec![
            format!("c{:02}", n + 1).into(),
            source_words(claim).into(),
            claim.force.as_str().into(),
            claim.claim_type.as_str().into(),
            words.into(),
            places_words(claim).into(),
            time_words(claim).into(),
            numbers_words(claim).into(),
            how_words(claim).into(),
            local_relations(claims, claim, relations).into(),
        ]);
    }
    table
}

/// The attributions of one text, for people.
#[must_use]
pub fn attributions_table(document: &Document, attributions: &[Attribution]) -> Table {
    let mut table = Table::new(&[
        ("n", "#"),
        ("source", "source"),
        ("cue", "cue"),
        ("content", "content"),
        ("inside", "inside"),
    ]);
    let words = |spans: &[ByteSpan]| {
        spans
            .iter()
            .map(|span| {
                document
                    .words(*span)
                    .split_whitespace()
                    .collect::<Vec<_>>()
                    .join(" ")
            })
            .collect::<Vec<_>>()
            .join(" … ")
    };
    for (n, attribution) in attributions.iter().enumerate() {
        table.push(vec![
            n.into(),
            words(&attribution.source).into(),
            words(&attribution.cue).into(),
            words(&attribution.content).into(),
            attribution.inside.map_or(Value::Absent, Value::Count),
        ]);
    }
    table
}

/// The claims of a case: one row each, keyed for CSV and JSON.
#[must_use]
pub fn case_claims_table(claims: &[LoadedClaim], relations: &[Relation]) -> Table {
    let mut table = Table::new(&[
        ("claim_id", "claim"),
        ("published", "published"),
        ("outlet", "outlet"),
        ("source", "source"),
        ("side", "side"),
        ("kind", "kind"),
        ("force", "force"),
        ("type", "type"),
        ("claim", "claim"),
        ("place", "place"),
        ("time_start", "from"),
        ("time_end", "to"),
        ("numbers", "numbers"),
        ("polarity", "polarity"),
        ("certainty", "certainty"),
        ("modality", "modality"),
        ("contradicts", "contradicts"),
        ("document_id", "document"),
        ("span_start", "start"),
        ("span_end", "end"),
        ("text_sha256", "text SHA-256"),
    ]);
    for loaded in claims {
        let claim = &loaded.claim;
        table.push(vec![
            claim.id.to_string().into(),
            Value::text(loaded.published.map(|date| date.to_string())),
            loaded.outlet.clone().into(),
            claim.source.name.clone().into(),
            claim.source.side.clone().into(),
            claim.source.kind.as_str().into(),
            claim.force.as_str().into(),
            claim.claim_type.as_str().into(),
            if loaded.cut {
                format!("{} …", loaded.quote)
            } else {
                loaded.quote.clone()
            }
            .into(),
            places_words(claim).into(),
            Value::text(claim.time.start.map(|date| date.to_string())),
            Value::text(claim.time.end.map(|date| date.to_string())),
            numbers_words(claim).into(),
            claim.polarity.as_str().into(),
            claim.certainty.as_str().into(),
            claim.modality.as_str().into(),
            contradicted(claim, relations).into(),
            claim.document.to_string().into(),
            loaded.code_points.0.into(),
            loaded.code_points.1.into(),
            loaded.text_hash.clone().into(),
        ]);
    }
    table
}

fn source_words(claim: &Claim) -> String {
    format!("{} ({})", claim.source.name, claim.source.side)
}

fn places_words(claim: &Claim) -> String {
    claim
        .places
        .iter()
        .map(|place| format!("{} {}", place.role.as_str().replace('_', " "), place.name))
        .collect::<Vec<_>>()
        .join("; ")
}

fn time_words(claim: &Claim) -> String {
    let relation = claim.time.relation.as_str().replace('_', " ");
    match (claim.time.start, claim.time.end) {
        (Some(start), Some(end)) if start == end => format!("{relation} {start}"),
        (Some(start), Some(end)) => format!("{relation} {start} to {end}"),
        (Some(start), None) => format!("{relation} {start} on"),
        (None, Some(end)) => format!("{relation} …{end}"),
        (None, None) => relation,
    }
}

/// Numbers as given: "> 70 percent", "16 km = 10 mi" for one quantity in two units.
pub(crate) fn numbers_words(claim: &Claim) -> String {
    claim
        .quantities
        .iter()
        .map(number_words)
        .collect::<Vec<_>>()
        .join("; ")
}

fn number_words(quantity: &Quantity) -> String {
    let unit = quantity.unit.replace('_', " ");
    let comparator = match quantity.comparator {
        Comparator::Equal | Comparator::Range => String::new(),
        other => format!("{other} "),
    };
    let again = if quantity.same_quantity_as.is_some() {
        "= "
    } else {
        ""
    };
    match (quantity.value, quantity.high) {
        (Some(low), Some(high)) => format!("{again}{comparator}{low}–{high} {unit}"),
        (Some(value), None) => format!("{again}{comparator}{value} {unit}"),
        (None, _) => format!("vague: {unit}"),
    }
}

fn how_words(claim: &Claim) -> String {
    use salient_model::{Certainty, Modality, Polarity};
    let mut how = Vec::new();
    if claim.polarity == Polarity::Negative {
        how.push("negative");
    }
    if claim.certainty != Certainty::Certain {
        how.push(claim.certainty.as_str());
    }
    if claim.modality != Modality::Actual {
        how.push(claim.modality.as_str());
    }
    how.join(", ")
}

fn local_relations(claims: &[Claim], claim: &Claim, relations: &[Relation]) -> String {
    let number = |id| {
        claims
            .iter()
            .position(|other| other.id == id)
            .map(|n| format!("c{:02}", n + 1))
    };
    relations
        .iter()
        .filter_map(|relation| {
            if relation.from == claim.id {
                number(relation.to.clone())
                    .map(|other| format!("{} {other}", relation.kind.as_str().replace('_', " ")))
            } else if relation.to == claim.id && relation.kind.is_symmetric() {
                number(relation.from.clone())
                    .map(|other| format!("{} {other}", relation.kind.as_str().replace('_', " ")))
            } else {
                None
            }
        })
        .collect::<Vec<_>>()
        .join("; ")
}

/// Identifiers of the claims that contradict this one.
pub(crate) fn contradicted(claim: &Claim, relations: &[Relation]) -> String {
    relations
        .iter()
        .filter(|relation| relation.kind == RelationKind::Contradicts)
        .filter_map(|relation| {
            if relation.from == claim.id {
                Some(relation.to.as_str())
            } else {
                (relation.to == claim.id).then_some(relation.from.as_str())
            }
        })
        .collect::<Vec<_>>()
        .join(" ")
}

/// A span in code points, for messages.
#[must_use]
pub fn span_words(index: &CodePointIndex, span: ByteSpan) -> String {
    index
        .code_points(span)
        .map_or_else(String::new, |(start, end)| format!("{start}–{end}"))
}
