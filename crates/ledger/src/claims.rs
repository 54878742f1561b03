//! Rows of the layer `claims`.
//!
//! **Shape.** The column `record` holds the whole claim as the promised JSON ("docs/json.md"); the other columns repeat parts of it for
//! people who open the layer in QGIS or Datasette. A point stands where the first place that is no relative place has a candidate;
//! `n_candidates` says how many there were. A relative place ("12 km north of") gets no point: it would be a false one.

use std::collections::BTreeSet;

use rusqlite::Connection;
use rusqlite::types::Value;
use salient_model::{
    Claim, ClaimId, ClaimType, CodePointIndex, Comparator, Date, Document, DocumentId,
    PlaceMention, Quantity, Sha256, TextPolicy,
};
use salient_record::{ClaimRecord, claim_from_record, claim_to_record};

use crate::error::Fault;
use crate::geometry_blob;
use crate::row_reader::{RowReader, json};
use crate::writer::{EntryWriter, integer};
use crate::{documents, geopackage};

const TABLE: &str = "claims";

/// Words of a claim that are repeated outside the text when the document's policy is offsets only.
const MAX_QUOTED_WORDS: usize = 25;

/// Which claims to read; every condition that is given must hold.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ClaimFilter {
    /// This claim.
    pub id: Option<ClaimId>,
    /// Claims of this document.
    pub document: Option<DocumentId>,
    /// Claims that mention a place by this name, as resolved or written; ASCII case does not count.
    pub place: Option<String>,
    /// Claims of the source with this name, as resolved or written; ASCII case does not count.
    pub source: Option<String>,
    /// Claims of sources of this side.
    pub side: Option<String>,
    /// Claims of this type.
    pub claim_type: Option<ClaimType>,
    /// Claims published on this day or later; claims without a publication date are left out.
    pub published_from: Option<Date>,
    /// Claims published on this day or earlier; claims without a publication date are left out.
    pub published_to: Option<Date>,
}

/// Adds the rows of a document's claims.
pub(crate) fn add(
    entry: &mut EntryWriter<'_, '_>,
    document: &Document,
    claims: &[Claim],
    index: &CodePointIndex,
) -> Result<(), Fault> {
    let mut seen = BTreeSet::new();
    for (position, claim) in claims.iter().enumerate() {
        let what = || format!("claim {} of document {}", claim.id, document.id);
        if claim.document != document.id {
            return Err(Fault::not_storable(
                what(),
                format!("document {}", claim.document),
                "a claim of the document that it is stored with",
            ));
        }
        if !seen.insert(&claim.id) {
            return Err(Fault::not_storable(
                what(),
                "the same identifier twice",
                "one claim per identifier",
            ));
        }
        let span = index.code_points(claim.span);
        let (Some(words), Some((start, end))) = (claim.span.slice(&document.text), span) else {
            return Err(Fault::not_storable(
                what(),
                format!("span {}..{}", claim.span.start(), claim.span.end()),
                "a span inside the text, on character boundaries",
            ));
        };
        let record = claim_to_record(claim, format!("c{:02}", position + 1), index);
        let located = claim
            .places
            .iter()
            .find(|place| place.relative.is_none() && !place.candidates.is_empty());
        let candidate = located.and_then(|place| place.candidates.first());
        let place = located.or(claim.places.first());
        let date = |date: Option<Date>| -> Value { date.map(|date| date.to_string()).into() };
        entry.add(
            TABLE,
            &[
                (
                    geopackage::GEOMETRY_COLUMN,
                    candidate
                        .map(|candidate| geometry_blob::point(candidate.center))
                        .into(),
                ),
                ("claim_id", claim.id.to_string().into()),
                ("document_id", document.id.to_string().into()),
                ("outlet", document.outlet.clone().into()),
                ("published", date(document.published)),
                ("source", claim.source.name.clone().into()),
                ("source_kind", claim.source.kind.to_string().into()),
                ("side", claim.source.side.clone().into()),
                ("force", claim.force.to_string().into()),
                ("type", claim.claim_type.to_string().into()),
                (
                    "subject",
                    claim
                        .subject
                        .as_ref()
                        .map(|entity| entity.name.clone())
                        .into(),
                ),
                (
                    "object",
                    claim
                        .object
                        .as_ref()
                        .map(|entity| entity.name.clone())
                        .into(),
                ),
                ("place", place.map(|place| place.name.clone()).into()),
                (
                    "place_id",
                    candidate
                        .map(|candidate| candidate.place.to_string())
                        .into(),
                ),
                ("n_candidates", integer(located.map_or(0, n_candidates))),
                ("time_start", date(claim.time.start)),
                ("time_end", date(claim.time.end)),
                ("quantities", quantities_in_words(&claim.quantities).into()),
                ("polarity", claim.polarity.to_string().into()),
                ("certainty", claim.certainty.to_string().into()),
                ("modality", claim.modality.to_string().into()),
                ("quote", quote(words, document.text_policy).into()),
                ("span_start", integer(start)),
                ("span_end", integer(end)),
                ("span_hash", Sha256::of(words.as_bytes()).to_string().into()),
                ("record", json(&record).into()),
            ],
        )?;
    }
    Ok(())
}

/// The claims that `filter` lets through, by publication date, document, and order in the document; undated ones first.
pub(crate) fn matching(connection: &Connection, filter: &ClaimFilter) -> Result<Vec<Claim>, Fault> {
    let mut statement = connection.prepare_cached(
        "SELECT fid, document_id, record FROM claims
         WHERE (?1 IS NULL OR claim_id = ?1)
           AND (?2 IS NULL OR document_id = ?2)
           AND (?3 IS NULL OR EXISTS (
             SELECT 1 FROM json_each(record, '$.places') AS item WHERE json_extract(item.value, '$.name') = ?3 COLLATE NOCASE))
           AND (?4 IS NULL OR source = ?4 COLLATE NOCASE)
           AND (?5 IS NULL OR side = ?5)
           AND (?6 IS NULL OR type = ?6)
           AND (?7 IS NULL OR published >= ?7)
           AND (?8 IS NULL OR published <= ?8)
         ORDER BY published, document_id, fid",
    )?;
    let date = |date: Option<Date>| date.map(|date| date.to_string());
    let mut rows = statement.query((
        filter.id.as_ref().map(ClaimId::as_str),
        filter.document.as_ref().map(DocumentId::as_str),
        filter.place.as_deref(),
        filter.source.as_deref(),
        filter.side.as_deref(),
        filter.claim_type.map(ClaimType::as_str),
        date(filter.published_from),
        date(filter.published_to),
    ))?;
    let mut claims = Vec::new();
    // Claims of one document follow each other, so its text is indexed once.
    let mut of: Option<(DocumentId, CodePointIndex)> = None;
    while let Some(row) = rows.next()? {
        let row = RowReader::new(TABLE, row)?;
        let document = DocumentId::from_record(row.text("document_id")?);
        let (document, index) = match &of {
            Some(known) if known.0 == document => known,
            _ => {
                let text = documents::text(connection, &document)?.ok_or_else(|| {
                    row.bad(
                        "document_id",
                        document.to_string(),
                        "a document of this case",
                    )
                })?;
                of.insert((document, CodePointIndex::new(&text)))
            }
        };
        claims.push(read(&row, document, index)?);
    }
    Ok(claims)
}

/// The claim of a row.
pub(crate) fn read(
    row: &RowReader<'_>,
    document: &DocumentId,
    index: &CodePointIndex,
) -> Result<Claim, Fault> {
    let record: ClaimRecord = row.json("record")?;
    claim_from_record(&record, document, index)
        .map_err(|error| row.bad("record", error.to_string(), "a claim of this format"))
}

fn n_candidates(place: &PlaceMention) -> usize {
    place.candidates.len()
}

/// "≈ 12 km; > 300 `killed_soldiers`"; `None` without numbers.
fn quantities_in_words(quantities: &[Quantity]) -> Option<String> {
    let words: Vec<_> = quantities
        .iter()
        .map(
            |quantity| match (quantity.comparator, quantity.value, quantity.high) {
                (Comparator::Range, Some(low), Some(high)) => {
                    format!("{low}–{high} {}", quantity.unit)
                }
                (comparator, Some(value), _) => format!("{comparator} {value} {}", quantity.unit),
                (comparator, None, _) => format!("{comparator} {}", quantity.unit),
            },
        )
        .collect();
    (!words.is_empty()).then(|| words.join("; "))
}

/// The words of a claim as far as the policy lets them stand beside the text.
fn quote(words: &str, policy: TextPolicy) -> String {
    if policy == TextPolicy::Store || words.split_whitespace().count() <= MAX_QUOTED_WORDS {
        return words.to_owned();
    }
    let mut quote = words
        .split_whitespace()
        .take(MAX_QUOTED_WORDS)
        .collect::<Vec<_>>()
        .join(" ");
    quote.push_str(" …");
    quote
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_claim_is_quoted_in_25_words_unless_its_text_may_be_kept() {
        let words = "word ".repeat(30);
        let short = quote(&words, TextPolicy::OffsetsOnly);
        assert_eq!(short.split_whitespace().count(), MAX_QUOTED_WORDS + 1);
        assert!(short.ends_with("word …"));
        assert_eq!(quote(&words, TextPolicy::Store), words);
        assert_eq!(
            quote("held  the ridge", TextPolicy::OffsetsOnly),
            "held  the ridge"
        );
    }
}
