//! Reads a gold corpus: one document per line.

use salient_model::{Attribution, Claim, CodePointIndex, Date, DocumentId, Relation, Sha256};
use serde::Deserialize;

use crate::claim::{claim_from_record, date, word};
use crate::{AttributionRecord, ClaimRecord, RecordError};

/// A document with its gold claims.
#[derive(Debug, Clone, PartialEq)]
pub struct GoldDocument {
    /// Name in the corpus.
    pub name: String,
    /// Publication date.
    pub published: Option<Date>,
    /// Outlet.
    pub outlet: String,
    /// Theatre key.
    pub theatre: Option<String>,
    /// The text.
    pub text: String,
    /// Identifier, derived as for any document.
    pub id: DocumentId,
    /// Gold claims, in file order.
    pub claims: Vec<Claim>,
    /// Gold relations.
    pub relations: Vec<Relation>,
    /// Gold attributions.
    pub attributions: Vec<Attribution>,
}

/// Reads one line of a corpus file. `at` names the file and line for errors.
pub fn read_corpus_line(line: &str, at: &str) -> Result<GoldDocument, RecordError> {
    let raw: RawDocument = serde_json::from_str(line).map_err(|source| RecordError::Json {
        at: at.to_owned(),
        source,
    })?;
    let published = raw
        .published
        .as_deref()
        .map(|found| date(at, "published", found))
        .transpose()?;
    let id = DocumentId::derive(&Sha256::of(raw.text.as_bytes()), &raw.outlet, published);
    let index = CodePointIndex::new(&raw.text);
    let claims: Vec<Claim> = raw
        .claims
        .iter()
        .map(|record| claim_from_record(record, &id, &index))
        .collect::<Result<_, _>>()?;
    let relations = relations_of(&raw.claims, &claims, at)?;
    // The corpus counts `inside` from 1.
    let attributions = raw
        .attributions
        .iter()
        .map(|raw| {
            let pairs = |part: &Option<[usize; 2]>| part.iter().copied().collect();
            AttributionRecord {
                source: pairs(&raw.source),
                cue: pairs(&raw.cue),
                content: raw.content.clone(),
                inside: raw.inside.and_then(|outer| outer.checked_sub(1)),
            }
            .to_attribution(&index)
        })
        .collect();
    Ok(GoldDocument {
        name: raw.id,
        published,
        outlet: raw.outlet,
        theatre: raw.theatre,
        text: raw.text,
        id,
        claims,
        relations,
        attributions,
    })
}

/// The relations that the records state, with identifiers instead of local numbers.
pub(crate) fn relations_of(
    records: &[ClaimRecord],
    claims: &[Claim],
    at: &str,
) -> Result<Vec<Relation>, RecordError> {
    let mut relations = Vec::new();
    for (record, claim) in records.iter().zip(claims) {
        for relation in &record.relations {
            let Some(other) = records.iter().position(|other| other.id == relation.to) else {
                return Err(RecordError::field(
                    at,
                    "relations.to",
                    &relation.to,
                    "the id of a claim of this document",
                ));
            };
            relations.push(Relation {
                from: claim.id.clone(),
                kind: word(&record.id, "relations.type", &relation.kind)?,
                to: claims[other].id.clone(),
                reason: relation.reason.clone().unwrap_or_default(),
            });
        }
    }
    Ok(relations)
}

#[derive(Deserialize)]
struct RawDocument {
    id: String,
    published: Option<String>,
    outlet: String,
    theatre: Option<String>,
    text: String,
    claims: Vec<ClaimRecord>,
    #[serde(default)]
    attributions: Vec<RawAttribution>,
}

#[derive(Deserialize)]
struct RawAttribution {
    source: Option<[usize; 2]>,
    cue: Option<[usize; 2]>,
    content: Vec<[usize; 2]>,
    inside: Option<usize>,
}
