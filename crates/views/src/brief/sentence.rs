//! The state sentence: one template, filled from claims and maps; never free text.

use salient_checks::dossier::{Dossier, Topic, TopicClaim};
use salient_checks::family::Family;
use salient_model::{Force, RelationKind};

use crate::format::{counted, long_date, number, range, shortened, verb};

/// At most this many characters of a claim's words stand in the sentence.
const QUOTE_CHARACTERS: usize = 58;

/// The sentence in its parts, so that each output can mark them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// "Pokrovsk, as of 8 November 2025:".
    pub opening: String,
    /// "control is disputed.".
    pub state: String,
    /// Up to two claims: position of the side among the first two (if it is one of them), who and verb, the quoted words.
    pub claims: Vec<(Option<usize>, String, String)>,
    /// "No rival claim.", when there is just one.
    pub rival: Option<String>,
    /// "Three maps draw 19 to 56 % of it as Russian-held.".
    pub maps: String,
}

impl Sentence {
    /// The sentence as plain text.
    #[must_use]
    pub fn plain(&self) -> String {
        let claims: Vec<String> = self
            .claims
            .iter()
            .map(|(_, who, quote)| format!("{who} “{quote}”"))
            .collect();
        let mut parts = vec![self.opening.clone(), self.state.clone()];
        if !claims.is_empty() {
            parts.push(format!("{}.", claims.join("; ")));
        }
        parts.extend(self.rival.clone());
        parts.push(self.maps.clone());
        parts.join(" ")
    }
}

/// Fills the template.
pub(super) fn state_sentence(dossier: &Dossier) -> Sentence {
    let topic = leading_topic(dossier);
    let pair = topic
        .map(|topic| leading_claims(topic, dossier))
        .unwrap_or_default();
    let disputed_by_claims =
        topic.is_some_and(|topic| matches!(topic.relation, Some((RelationKind::Contradicts, _))));
    let shares: Vec<f64> = dossier
        .maps
        .iter()
        .filter_map(|map| map.share)
        .map(|share| share.value)
        .collect();
    let low = shares.iter().copied().fold(f64::INFINITY, f64::min);
    let high = shares.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let disputed_by_maps = !shares.is_empty() && (high - low > 10.0 || (low > 1.0 && low < 99.0));
    let state = if disputed_by_claims || disputed_by_maps {
        "control is disputed."
    } else if dossier.maps.is_empty() {
        "control is not drawn."
    } else {
        "control is undisputed."
    };
    let claims: Vec<_> = pair
        .iter()
        .map(|claim| {
            let side = dossier
                .sides
                .iter()
                .take(2)
                .position(|side| side.key == claim.claim.source.side);
            let who = format!("{} {}", claim.claim.source.name, verb(claim.claim.force));
            (side, who, shortened(&claim.quote, QUOTE_CHARACTERS))
        })
        .collect();
    Sentence {
        opening: format!("{}, as of {}:", dossier.place.name, long_date(dossier.on)),
        state: state.to_owned(),
        rival: (claims.len() == 1).then(|| "No rival claim in this record.".to_owned()),
        claims,
        maps: maps_words(dossier, &shares, low, high),
    }
}

fn maps_words(dossier: &Dossier, shares: &[f64], low: f64, high: f64) -> String {
    let holder = &dossier.holder.adjective;
    if dossier.maps.is_empty() {
        return "No map of this ground in the case.".to_owned();
    }
    if shares.is_empty() {
        return format!(
            "{}, but no limit of the place is known, so no share is given.",
            counted(dossier.maps.len(), "map draws it", "maps draw it")
        );
    }
    let span = range(low, high, 0).replace('–', " to ");
    let maps = counted(shares.len(), "map draws", "maps draw");
    if number(low, 0) == number(high, 0) {
        format!("{maps} {} % of it as {holder}-held.", number(low, 0))
    } else {
        format!("{maps} {span} % of it as {holder}-held.")
    }
}

/// The topic that the sentence is about: a contradiction over control, enclosure, or movement first, else the first of these with a claim.
fn leading_topic(dossier: &Dossier) -> Option<&Topic> {
    const LEADING: [Family; 3] = [Family::Control, Family::Enclosure, Family::Movement];
    let of = |family: Family| {
        dossier
            .topics
            .iter()
            .find(move |topic| topic.family == family)
    };
    let contradicted =
        |topic: &&Topic| matches!(topic.relation, Some((RelationKind::Contradicts, _)));
    LEADING
        .iter()
        .filter_map(|family| of(*family))
        .find(contradicted)
        .or_else(|| LEADING.iter().find_map(|family| of(*family)))
}

/// Who asserts first, then who denies; else by order of registration. At most one claim per side.
fn leading_claims<'a>(topic: &'a Topic, dossier: &Dossier) -> Vec<&'a TopicClaim> {
    let mut pair: Vec<&TopicClaim> = dossier
        .sides
        .iter()
        .filter_map(|side| {
            topic
                .claims
                .iter()
                .filter(|claim| {
                    claim.claim.source.side == side.key && claim.withheld_until.is_none()
                })
                .min_by_key(|claim| claim.note)
        })
        .take(2)
        .collect();
    if pair.is_empty() {
        pair.extend(
            topic
                .claims
                .iter()
                .find(|claim| claim.withheld_until.is_none()),
        );
    }
    pair.sort_by_key(|claim| claim.claim.force == Force::Denies);
    pair
}
