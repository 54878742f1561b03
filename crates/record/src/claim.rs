//! The JSON of a claim.

use std::str::FromStr;

use salient_model::{
    ByteSpan, Candidate, Claim, ClaimId, ClaimTime, CodePointIndex, Date, DocumentId, Entity,
    ExtractorInfo, Force, ForceBasis, LonLat, PlaceId, PlaceMention, Quantity, Relation,
    RelativePosition, Sha256, Source, TimePrecision, UnknownWord,
};
use serde::{Deserialize, Serialize};

use crate::RecordError;

/// `[start, end)` in code points.
type Pair = [usize; 2];

/// One claim. Field names and vocabularies are those of the corpus format.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ClaimRecord {
    /// Number within the document: `c01`, `c02`, … in text order.
    pub id: String,
    /// Identifier that is the same on every machine.
    #[serde(default)]
    pub claim_id: String,
    /// The document.
    #[serde(default)]
    pub document_id: String,
    /// The proposition's words.
    pub span: Pair,
    /// The enclosing sentence or sentences.
    #[serde(default)]
    pub sentence: Option<Pair>,
    /// The cue.
    pub cue: Option<Pair>,
    /// Who speaks.
    pub source: SourceRecord,
    /// Speech act.
    pub force: String,
    /// What the speech act was read from; absent in records of other programs.
    #[serde(default)]
    pub force_from: Option<String>,
    /// How the words reach us.
    pub directness: String,
    /// What it is about.
    #[serde(rename = "type")]
    pub claim_type: String,
    /// Who does or holds.
    pub subject: Option<EntityRecord>,
    /// What is acted on.
    pub object: Option<EntityRecord>,
    /// Places.
    pub places: Vec<PlaceRecord>,
    /// Event time.
    pub time: TimeRecord,
    /// Numbers.
    pub quantities: Vec<QuantityRecord>,
    /// What the source commits to.
    pub polarity: String,
    /// How sure the words are.
    pub certainty: String,
    /// How it is put.
    pub modality: String,
    /// Whether a map can be asked.
    pub map: String,
    /// How much an extraction may miss it.
    pub tier: String,
    /// Relations to other claims of the same document.
    pub relations: Vec<RelationRecord>,
    /// Who found it.
    #[serde(default)]
    pub extractor: Option<ExtractorRecord>,
}

/// Who speaks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceRecord {
    /// Resolved name, or the mention.
    pub name: String,
    /// The mention.
    pub span: Option<Pair>,
    /// Role in words.
    #[serde(default)]
    pub role: Option<String>,
    /// Kind.
    pub kind: String,
    /// Side.
    pub side: String,
    /// Registered actor.
    #[serde(default)]
    pub actor: Option<String>,
    /// Whether the text names it.
    pub named: bool,
    /// Whether it must not be expanded.
    #[serde(default)]
    pub protected: bool,
}

/// Subject or object.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntityRecord {
    /// Resolved name, or the mention.
    pub name: String,
    /// The mention.
    pub span: Option<Pair>,
    /// Registered actor.
    #[serde(default)]
    pub actor: Option<String>,
    /// Its side.
    #[serde(default)]
    pub side: Option<String>,
}

/// A place.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PlaceRecord {
    /// Usual English name, or the mention.
    pub name: String,
    /// Role.
    #[serde(deserialize_with = "role_or_at")]
    pub role: String,
    /// The mention.
    pub span: Option<Pair>,
    /// What it may refer to, best first.
    #[serde(default)]
    pub candidates: Vec<CandidateRecord>,
    /// Set for relative places.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relative: Option<RelativeRecord>,
}

/// A place that a name may refer to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CandidateRecord {
    /// Identifier.
    pub place: String,
    /// Usual English name.
    pub name: String,
    /// Longitude in degrees.
    pub lon: f64,
    /// Latitude in degrees.
    pub lat: f64,
    /// Why it is here.
    pub reasons: Vec<String>,
}

/// A relative position.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RelativeRecord {
    /// Stated distance in metres.
    pub distance_m: Option<f64>,
    /// Radius of doubt in metres.
    pub uncertainty_m: f64,
}

/// Event time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimeRecord {
    /// First day, ISO; null when open.
    pub start: Option<String>,
    /// Last day, ISO; null when open.
    pub end: Option<String>,
    /// Relation.
    pub relation: String,
    /// Precision.
    #[serde(default)]
    pub precision: Option<String>,
    /// The words.
    pub span: Option<Pair>,
}

/// A number.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct QuantityRecord {
    /// The number or the low end; null exactly when vague.
    pub value: Option<f64>,
    /// The high end of a range.
    pub high: Option<f64>,
    /// Unit.
    pub unit: String,
    /// Comparator.
    pub comparator: String,
    /// What is counted.
    pub of: Option<String>,
    /// The words.
    pub span: Option<Pair>,
    /// Index of the quantity that this one repeats in another unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub same_quantity_as: Option<usize>,
    /// Whether it is derived.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub derived: bool,
}

/// A relation to another claim of the document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RelationRecord {
    /// Kind.
    #[serde(rename = "type")]
    pub kind: String,
    /// The other claim's `id`.
    pub to: String,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// Who found the claim.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExtractorRecord {
    /// Name.
    pub name: String,
    /// Version.
    pub version: String,
    /// Hash of lexicons or weights.
    pub model: Option<String>,
}

/// Writes one claim. `id` is its number within the document; relations are added by [`with_relations`].
#[must_use]
pub fn claim_to_record(claim: &Claim, id: String, index: &CodePointIndex) -> ClaimRecord {
    let pair = |span: ByteSpan| index.code_points(span).map(|(start, end)| [start, end]);
    let entity = |entity: &Entity| EntityRecord {
        name: entity.name.clone(),
        span: entity.span.and_then(pair),
        actor: entity.actor.clone(),
        side: entity.side.clone(),
    };
    ClaimRecord {
        id,
        claim_id: claim.id.to_string(),
        document_id: claim.document.to_string(),
        span: pair(claim.span).unwrap_or([0, 0]),
        sentence: pair(claim.sentence),
        cue: claim.cue.and_then(pair),
        source: SourceRecord {
            name: claim.source.name.clone(),
            span: claim.source.span.and_then(pair),
            role: claim.source.role.clone(),
            kind: claim.source.kind.to_string(),
            side: claim.source.side.clone(),
            actor: claim.source.actor.clone(),
            named: claim.source.named,
            protected: claim.source.protected,
        },
        force: claim.force.to_string(),
        force_from: Some(claim.force_from.to_string()),
        directness: claim.directness.to_string(),
        claim_type: claim.claim_type.to_string(),
        subject: claim.subject.as_ref().map(entity),
        object: claim.object.as_ref().map(entity),
        places: claim
            .places
            .iter()
            .map(|place| PlaceRecord {
                name: place.name.clone(),
                role: place.role.to_string(),
                span: place.span.and_then(pair),
                candidates: place.candidates.iter().map(candidate_to_record).collect(),
                relative: place.relative.map(|relative| RelativeRecord {
                    distance_m: relative.distance_m,
                    uncertainty_m: relative.uncertainty_m,
                }),
            })
            .collect(),
        time: TimeRecord {
            start: claim.time.start.map(|date| date.to_string()),
            end: claim.time.end.map(|date| date.to_string()),
            relation: claim.time.relation.to_string(),
            precision: Some(claim.time.precision.as_str().to_owned()),
            span: claim.time.span.and_then(pair),
        },
        quantities: claim
            .quantities
            .iter()
            .map(|quantity| QuantityRecord {
                value: quantity.value,
                high: quantity.high,
                unit: quantity.unit.clone(),
                comparator: quantity.comparator.to_string(),
                of: quantity.of.clone(),
                span: quantity.span.and_then(pair),
                same_quantity_as: quantity.same_quantity_as,
                derived: quantity.derived,
            })
            .collect(),
        polarity: claim.polarity.to_string(),
        certainty: claim.certainty.to_string(),
        modality: claim.modality.to_string(),
        map: claim.map.to_string(),
        tier: claim.tier.to_string(),
        relations: Vec::new(),
        extractor: Some(ExtractorRecord {
            name: claim.extractor.name.clone(),
            version: claim.extractor.version.clone(),
            model: claim.extractor.model_hash.map(|hash| hash.to_string()),
        }),
    }
}

/// Numbers the claims of one document `c01`, `c02`, … in the order given, and writes them with their relations.
///
/// A symmetric relation appears at both ends; a relation to a claim outside `claims` is left out.
#[must_use]
pub fn with_relations(
    claims: &[Claim],
    relations: &[Relation],
    index: &CodePointIndex,
) -> Vec<ClaimRecord> {
    let local = |id: &ClaimId| claims.iter().position(|claim| claim.id == *id);
    let mut records: Vec<_> = claims
        .iter()
        .enumerate()
        .map(|(n, claim)| claim_to_record(claim, format!("c{:02}", n + 1), index))
        .collect();
    for relation in relations {
        let (Some(from), Some(to)) = (local(&relation.from), local(&relation.to)) else {
            continue;
        };
        let mut link = |from: usize, to: usize| {
            let record = RelationRecord {
                kind: relation.kind.to_string(),
                to: format!("c{:02}", to + 1),
                reason: Some(relation.reason.clone()),
            };
            if !records[from].relations.contains(&record) {
                records[from].relations.push(record);
            }
        };
        link(from, to);
        if relation.kind.is_symmetric() {
            link(to, from);
        }
    }
    records
}

/// Reads one claim back. Fields that only our own records carry (`claim_id`, `sentence`, `extractor`) may be absent, as in a gold corpus:
/// the identifier is then derived, and the sentence is the span.
pub fn claim_from_record(
    record: &ClaimRecord,
    document: &DocumentId,
    index: &CodePointIndex,
) -> Result<Claim, RecordError> {
    let at = record.id.as_str();
    let span_of = |field: &'static str, [start, end]: Pair| {
        index.span(start, end).ok_or_else(|| {
            RecordError::field(
                at,
                field,
                format!("[{start}, {end}]"),
                "a half-open range inside the text",
            )
        })
    };
    let optional =
        |field: &'static str, pair: Option<Pair>| pair.map(|pair| span_of(field, pair)).transpose();
    let span = span_of("span", record.span)?;
    let entity = |entity: &EntityRecord| -> Result<Entity, RecordError> {
        Ok(Entity {
            name: entity.name.clone(),
            span: optional("subject or object", entity.span)?,
            actor: entity.actor.clone(),
            side: entity.side.clone(),
        })
    };
    let claim_type = word(at, "type", &record.claim_type)?;
    let polarity = word(at, "polarity", &record.polarity)?;
    let force = word(at, "force", &record.force)?;
    let id = if record.claim_id.is_empty() {
        ClaimId::derive(document, span, &record.source.name, claim_type, polarity)
    } else {
        ClaimId::from_record(&record.claim_id)
    };
    Ok(Claim {
        id,
        document: document.clone(),
        span,
        sentence: optional("sentence", record.sentence)?.unwrap_or(span),
        cue: optional("cue", record.cue)?,
        source: Source {
            name: record.source.name.clone(),
            span: optional("source.span", record.source.span)?,
            role: record.source.role.clone(),
            kind: word(at, "source.kind", &record.source.kind)?,
            side: record.source.side.clone(),
            actor: record.source.actor.clone(),
            named: record.source.named,
            protected: record.source.protected,
        },
        force,
        force_from: match &record.force_from {
            Some(found) => word(at, "force_from", found)?,
            None => likely_basis(force, record.cue.is_some()),
        },
        directness: word(at, "directness", &record.directness)?,
        claim_type,
        subject: record.subject.as_ref().map(entity).transpose()?,
        object: record.object.as_ref().map(entity).transpose()?,
        places: record
            .places
            .iter()
            .map(|place| {
                Ok(PlaceMention {
                    name: place.name.clone(),
                    role: word(at, "places.role", &place.role)?,
                    span: optional("places.span", place.span)?,
                    candidates: place
                        .candidates
                        .iter()
                        .map(|candidate| candidate_from_record(at, candidate))
                        .collect::<Result<_, _>>()?,
                    relative: place.relative.as_ref().map(|relative| RelativePosition {
                        distance_m: relative.distance_m,
                        uncertainty_m: relative.uncertainty_m,
                    }),
                })
            })
            .collect::<Result<_, RecordError>>()?,
        time: time_from_record(at, &record.time, optional("time.span", record.time.span)?)?,
        quantities: record
            .quantities
            .iter()
            .map(|quantity| {
                Ok(Quantity {
                    value: quantity.value,
                    high: quantity.high,
                    unit: quantity.unit.clone(),
                    comparator: word(at, "quantities.comparator", &quantity.comparator)?,
                    of: quantity.of.clone(),
                    span: optional("quantities.span", quantity.span)?,
                    same_quantity_as: quantity.same_quantity_as,
                    derived: quantity.derived,
                })
            })
            .collect::<Result<_, RecordError>>()?,
        polarity,
        certainty: word(at, "certainty", &record.certainty)?,
        modality: word(at, "modality", &record.modality)?,
        map: word(at, "map", &record.map)?,
        tier: word(at, "tier", &record.tier)?,
        extractor: extractor_from_record(at, record.extractor.as_ref())?,
    })
}

/// What a speech act was read from, where the record does not say.
fn likely_basis(force: Force, has_cue: bool) -> ForceBasis {
    if force == Force::ReporterVoice {
        ForceBasis::Voice
    } else if has_cue {
        ForceBasis::Cue
    } else {
        ForceBasis::Words
    }
}

/// A word of a closed vocabulary.
pub(crate) fn word<T: FromStr<Err = UnknownWord>>(
    at: &str,
    field: &'static str,
    found: &str,
) -> Result<T, RecordError> {
    found.parse().map_err(|error: UnknownWord| {
        RecordError::field(
            at,
            field,
            format!("{found:?}"),
            format!("one of {}", error.expected),
        )
    })
}

/// An ISO date.
pub(crate) fn date(at: &str, field: &'static str, found: &str) -> Result<Date, RecordError> {
    found.parse().map_err(|_error| {
        RecordError::field(at, field, format!("{found:?}"), "a date such as 2025-11-08")
    })
}

fn time_from_record(
    at: &str,
    time: &TimeRecord,
    span: Option<ByteSpan>,
) -> Result<ClaimTime, RecordError> {
    let start = time
        .start
        .as_deref()
        .map(|found| date(at, "time.start", found))
        .transpose()?;
    let end = time
        .end
        .as_deref()
        .map(|found| date(at, "time.end", found))
        .transpose()?;
    let precision = match time.precision.as_deref() {
        None => TimePrecision::Day,
        Some(found) => TimePrecision::from_word(found).ok_or_else(|| {
            RecordError::field(
                at,
                "time.precision",
                format!("{found:?}"),
                "one of hour, day, week, month, season, year, vague",
            )
        })?,
    };
    Ok(ClaimTime {
        start,
        end,
        relation: word(at, "time.relation", &time.relation)?,
        precision,
        span,
    })
}

fn extractor_from_record(
    at: &str,
    extractor: Option<&ExtractorRecord>,
) -> Result<ExtractorInfo, RecordError> {
    let Some(extractor) = extractor else {
        return Ok(ExtractorInfo {
            name: "gold".to_owned(),
            version: String::new(),
            model_hash: None,
        });
    };
    let model_hash = extractor
        .model
        .as_deref()
        .map(|digits| {
            digits.parse::<Sha256>().map_err(|error| {
                RecordError::field(
                    at,
                    "extractor.model",
                    error,
                    "a SHA-256 digest in hexadecimal",
                )
            })
        })
        .transpose()?;
    Ok(ExtractorInfo {
        name: extractor.name.clone(),
        version: extractor.version.clone(),
        model_hash,
    })
}

fn candidate_to_record(candidate: &Candidate) -> CandidateRecord {
    CandidateRecord {
        place: candidate.place.to_string(),
        name: candidate.name.clone(),
        lon: candidate.center.lon(),
        lat: candidate.center.lat(),
        reasons: candidate.reasons.clone(),
    }
}

fn candidate_from_record(at: &str, candidate: &CandidateRecord) -> Result<Candidate, RecordError> {
    Ok(Candidate {
        place: PlaceId(candidate.place.clone()),
        name: candidate.name.clone(),
        center: LonLat::new(candidate.lon, candidate.lat).map_err(|error| {
            RecordError::field(at, "places.candidates", error, "coordinates in degrees")
        })?,
        reasons: candidate.reasons.clone(),
    })
}

/// Some gold files carry `on` as a role, which YAML reads as `true`; an unusual spelling ("`north_east_of`") is brought to ours.
fn role_or_at<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    Ok(match serde_json::Value::deserialize(deserializer)? {
        serde_json::Value::String(role) => role
            .replace("north_east", "northeast")
            .replace("north_west", "northwest")
            .replace("south_east", "southeast")
            .replace("south_west", "southwest"),
        _ => "at".to_owned(),
    })
}
