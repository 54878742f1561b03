//! Reads the sample dispatches: a text and, beside it, gold claims one per line in a slightly older shape.

use salient_model::{CodePointIndex, Date, DocumentId, Sha256};
use serde::Deserialize;

use crate::claim::claim_from_record;
use crate::corpus::relations_of;
use crate::{
    ClaimRecord, EntityRecord, GoldDocument, PlaceRecord, QuantityRecord, RecordError,
    RelationRecord, SourceRecord, TimeRecord,
};

/// Reads a sample. `gold` is the JSON Lines file that belongs to `text`; the sample's name ends in its publication date.
pub fn read_sample(
    name: &str,
    text: &str,
    gold: &str,
    outlet: &str,
) -> Result<GoldDocument, RecordError> {
    let published: Option<Date> = name
        .len()
        .checked_sub(10)
        .and_then(|at| name.get(at..))
        .and_then(|date| date.parse().ok());
    let id = DocumentId::derive(&Sha256::of(text.as_bytes()), outlet, published);
    let index = CodePointIndex::new(text);
    let mut records = Vec::new();
    for (n, line) in gold
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty())
    {
        let at = format!("{name}.gold.jsonl:{}", n + 1);
        let raw: RawClaim =
            serde_json::from_str(line).map_err(|source| RecordError::Json { at, source })?;
        records.push(raw.into_record());
    }
    let claims = records
        .iter()
        .map(|record| claim_from_record(record, &id, &index))
        .collect::<Result<Vec<_>, _>>()?;
    let relations = relations_of(&records, &claims, name)?;
    Ok(GoldDocument {
        name: name.to_owned(),
        published,
        outlet: outlet.to_owned(),
        theatre: None,
        text: text.to_owned(),
        id,
        claims,
        relations,
        attributions: Vec::new(),
    })
}

#[derive(Deserialize)]
struct RawClaim {
    id: String,
    start: usize,
    end: usize,
    span: [usize; 2],
    cue: Option<[usize; 2]>,
    tier: String,
    source: RawSource,
    attribution: RawAct,
    claim_type: String,
    subject: Option<String>,
    object: Option<String>,
    places: Vec<RawPlace>,
    time: RawTime,
    quantities: Vec<RawQuantity>,
    polarity: String,
    certainty: String,
    modality: String,
    map_checkable: String,
    relations: Vec<RawRelation>,
}

#[derive(Deserialize)]
struct RawSource {
    name: String,
    role: Option<String>,
    kind: String,
    side: String,
    named: bool,
    #[serde(default)]
    protected: bool,
}

#[derive(Deserialize)]
struct RawAct {
    force: String,
    directness: String,
}

#[derive(Deserialize)]
struct RawPlace {
    name: String,
}

#[derive(Deserialize)]
struct RawTime {
    start: Option<String>,
    end: Option<String>,
    relation: String,
}

#[derive(Deserialize)]
struct RawQuantity {
    value: Option<f64>,
    value_high: Option<f64>,
    unit: String,
    comparator: String,
    of: Option<String>,
}

#[derive(Deserialize)]
struct RawRelation {
    #[serde(rename = "type")]
    kind: String,
    target: String,
}

impl RawClaim {
    fn into_record(self) -> ClaimRecord {
        let entity = |name: Option<String>| {
            name.map(|name| EntityRecord {
                name,
                span: None,
                actor: None,
                side: None,
            })
        };
        ClaimRecord {
            id: self.id,
            claim_id: String::new(),
            document_id: String::new(),
            span: self.span,
            sentence: Some([self.start, self.end]),
            cue: self.cue,
            source: SourceRecord {
                name: self.source.name,
                span: None,
                role: self.source.role,
                // The samples write a space where the corpus writes an underscore.
                kind: self.source.kind.replace(' ', "_"),
                side: self.source.side,
                actor: None,
                named: self.source.named,
                protected: self.source.protected,
            },
            force: self.attribution.force,
            force_from: None,
            directness: self.attribution.directness,
            claim_type: self.claim_type,
            subject: entity(self.subject),
            object: entity(self.object),
            places: self
                .places
                .into_iter()
                .map(|place| PlaceRecord {
                    name: place.name,
                    role: "at".to_owned(),
                    span: None,
                    candidates: Vec::new(),
                    relative: None,
                })
                .collect(),
            time: TimeRecord {
                start: self.time.start,
                end: self.time.end,
                relation: self.time.relation,
                precision: None,
                span: None,
            },
            quantities: self
                .quantities
                .into_iter()
                .map(|quantity| QuantityRecord {
                    value: quantity.value,
                    high: quantity.value_high,
                    unit: quantity.unit,
                    comparator: quantity.comparator,
                    of: quantity.of,
                    span: None,
                    same_quantity_as: None,
                    derived: false,
                })
                .collect(),
            polarity: self.polarity,
            certainty: self.certainty,
            modality: self.modality,
            map: self.map_checkable,
            tier: self.tier,
            relations: self
                .relations
                .into_iter()
                .map(|raw| RelationRecord {
                    kind: raw.kind,
                    to: raw.target,
                    reason: None,
                })
                .collect(),
            extractor: None,
        }
    }
}
