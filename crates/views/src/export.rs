//! Whole cases as JSON Lines and GeoJSON.

use salient_checks::dossier::LoadedClaim;
use salient_model::{Claim, CodePointIndex, Document, Relation};
use salient_record::with_relations;
use serde_json::{Map, Value as Json, json};

use crate::claims::case_claims_table;

/// Claims in the record format, one per line, with relations inside each document.
#[must_use]
pub fn claims_jsonl(documents: &[(Document, Vec<Claim>)], relations: &[Relation]) -> String {
    let mut out = String::new();
    for (document, claims) in documents {
        for record in with_relations(claims, relations, &CodePointIndex::new(&document.text)) {
            if let Ok(line) = serde_json::to_string(&record) {
                out.push_str(&line);
                out.push('\n');
            }
        }
    }
    out
}

/// Claims as a GeoJSON collection. A claim whose place is not resolved to one candidate has a null geometry, never a guessed point.
#[must_use]
pub fn claims_geojson(claims: &[LoadedClaim], relations: &[Relation]) -> String {
    let rows = case_claims_table(claims, relations).to_json();
    let features: Vec<Json> = claims
        .iter()
        .zip(rows.as_array().into_iter().flatten())
        .map(|(loaded, row)| {
            let place = loaded.claim.places.iter().find(|place| place.relative.is_none());
            let geometry = place
                .filter(|place| place.candidates.len() == 1)
                .and_then(|place| place.candidates.first())
                .map_or(Json::Null, |best| json!({"type": "Point", "coordinates": [best.center.lon(), best.center.lat()]}));
            let properties = row.as_object().cloned().unwrap_or_else(Map::new);
            json!({"type": "Feature", "properties": properties, "geometry": geometry})
        })
        .collect();
    json!({"type": "FeatureCollection", "features": features}).to_string()
}
