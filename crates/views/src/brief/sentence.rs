//! The state sentence: one template, filled from claims and maps; never free text.
//!
//! **Shape.** "{place}, as of {date}: control is {disputed | undisputed | not drawn}. {who} {verb} “{words}” ({day}); {who} {verb} “{words}” ({day}).
//! {n} maps draw {low} to {high} % of it as {side}-held." Who asserts stands first, then who denies; else by order of registration. At most
//! [`MOST_CHARACTERS`]: what the fixed parts leave is shared by the quotations, which are cut at a word.

use salient_checks::STALE_DAYS;
use salient_checks::dossier::{Dossier, MapReading, Topic, TopicClaim};
use salient_checks::family::Family;
use salient_model::{Force, Modality, RelationKind, SourceKind};

use super::side_position;
use crate::format::{
    capital, counted, date_range, long_date, number, short_date, shortened, verb_of,
};
use crate::statement::Statement;

/// Characters of the whole sentence, the days in brackets apart.
const MOST_CHARACTERS: usize = 190;

/// Characters of a source's name.
const NAME_CHARACTERS: usize = 28;

/// A quotation cut shorter than this says too little.
const LEAST_QUOTE_CHARACTERS: usize = 14;

/// Below this share on every map the place is not drawn, which is not the other side's: edges of limits and zones are digitised apart.
const NOTHING_PERCENT: f64 = 1.0;

/// Above this share on every map no map leaves it open.
const ALL_PERCENT: f64 = 99.0;

/// The sentence in its parts, so that each output can mark them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// "Pokrovsk, as of 8 November 2025:".
    pub opening: String,
    /// "control is disputed.".
    pub state: String,
    /// Up to two claims.
    pub claims: Vec<SentenceClaim>,
    /// "No rival claim since 3 Nov.", when there is just one claim; "No claim about it in this record.", when there is none.
    pub absence: Option<String>,
    /// "Three maps draw", "19 to 56 %", "of it as Russian-held."; the middle is empty without a share.
    pub maps: [String; 3],
}

/// A claim in the sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentenceClaim {
    /// Position of the side among the first two, if it is one of them.
    pub side: Option<usize>,
    /// "Russia denies".
    pub who: String,
    /// The quoted words, perhaps cut.
    pub quote: String,
    /// "2 Jul", when it was not published on the day of the brief.
    pub published: Option<String>,
}

impl Sentence {
    /// The sentence as plain text.
    #[must_use]
    pub fn plain(&self) -> String {
        let claims: Vec<String> = self
            .claims
            .iter()
            .map(|claim| {
                let day = claim.published.as_ref();
                let day = day.map(|day| format!(" ({day})")).unwrap_or_default();
                format!("{} “{}”{day}", claim.who, claim.quote)
            })
            .collect();
        let mut parts = vec![self.opening.clone(), self.state.clone()];
        if !claims.is_empty() {
            parts.push(format!("{}.", claims.join("; ")));
        }
        parts.extend(self.absence.clone());
        parts.extend(self.maps.iter().filter(|part| !part.is_empty()).cloned());
        parts.join(" ")
    }
}

/// Fills the template.
pub(super) fn state_sentence(dossier: &Dossier) -> Sentence {
    let topics = leading_topics(dossier);
    // Two sides in their whole words say more than a weightier topic in pieces of words.
    let whole = topics.iter().find(|topic| {
        let pair = leading_claims(topic, dossier);
        let sentence = filled(Some(topic), &pair, dossier);
        pair.len() > 1
            && sentence.claims.len() == pair.len()
            && pair
                .iter()
                .zip(&sentence.claims)
                .all(|(claim, said)| Statement::from(*claim).quote == said.quote)
    });
    let topic = whole.or(topics.first()).copied();
    let pair = topic
        .map(|topic| leading_claims(topic, dossier))
        .unwrap_or_default();
    filled(topic, &pair, dossier)
}

fn filled(topic: Option<&Topic>, pair: &[&TopicClaim], dossier: &Dossier) -> Sentence {
    let mut sentence = Sentence {
        opening: format!("{}, as of {}:", dossier.place.name, long_date(dossier.on)),
        state: format!("control is {}.", state(dossier, topic)),
        claims: Vec::new(),
        absence: absence(pair, dossier),
        maps: maps_words(dossier),
    };
    sentence.claims = fitted(pair, dossier, sentence.plain().chars().count());
    sentence
}

fn state(dossier: &Dossier, topic: Option<&Topic>) -> &'static str {
    if topic.is_some_and(|topic| matches!(topic.relation, Some((RelationKind::Contradicts, _)))) {
        return "disputed";
    }
    // Without a limit a map only says whether the place lies in held ground.
    let (maps, _) = deciding(dossier);
    let held = |map: &&MapReading| {
        map.share.map_or_else(
            || {
                map.distance_km
                    .map(|distance| if distance <= 0.0 { 100.0 } else { 0.0 })
            },
            |share| Some(share.value),
        )
    };
    let low = maps.iter().filter_map(held).fold(f64::INFINITY, f64::min);
    let high = maps.iter().filter_map(held).fold(0.0, f64::max);
    if high < NOTHING_PERCENT {
        "not drawn"
    } else if low > ALL_PERCENT {
        "undisputed"
    } else {
        "disputed"
    }
}

/// Maps that decide; where all are old, all of them, with their day in the sentence.
fn deciding(dossier: &Dossier) -> (Vec<&MapReading>, bool) {
    let fresh: Vec<&MapReading> = dossier
        .maps
        .iter()
        .filter(|map| map.age_days <= STALE_DAYS)
        .collect();
    if fresh.is_empty() {
        (dossier.maps.iter().collect(), true)
    } else {
        (fresh, false)
    }
}

fn shares(dossier: &Dossier) -> Option<(f64, f64)> {
    let (maps, _) = deciding(dossier);
    let shares = || {
        maps.iter()
            .filter_map(|map| map.share)
            .map(|share| share.value)
    };
    let low = shares().reduce(f64::min)?;
    Some((low, shares().reduce(f64::max)?))
}

fn maps_words(dossier: &Dossier) -> [String; 3] {
    let (maps, all_stale) = deciding(dossier);
    if maps.is_empty() {
        let none = "No map of this ground in the case.".to_owned();
        return [none, String::new(), String::new()];
    }
    let days = if all_stale {
        let drawn = || maps.iter().map(|map| map.drawn);
        format!(" of {}", date_range(drawn().min(), drawn().max()))
    } else {
        String::new()
    };
    let noun = counted(maps.len(), "map", "maps");
    let draw = if maps.len() == 1 { "draws" } else { "draw" };
    let Some((low, high)) = shares(dossier) else {
        return distance_words(&maps, &format!("{noun}{days} {draw}"), dossier);
    };
    let (low, high) = (number(low, 0), number(high, 0));
    let figure = if low == high {
        format!("{low} %")
    } else {
        format!("{low} to {high} %")
    };
    [
        format!("{noun}{days} {draw}"),
        figure,
        format!("of it as {}-held.", dossier.holder.adjective),
    ]
}

/// Without a limit there is no share: how far held ground is from the centre.
fn distance_words(maps: &[&MapReading], opening: &str, dossier: &Dossier) -> [String; 3] {
    let distances = || maps.iter().filter_map(|map| map.distance_km);
    let adjective = &dossier.holder.adjective;
    let (Some(low), Some(high)) = (distances().reduce(f64::min), distances().reduce(f64::max))
    else {
        let words = format!("{opening} this ground, no limit of it is known.");
        return [words, String::new(), String::new()];
    };
    if high <= 0.0 {
        let words = format!("{opening} it in {adjective}-held ground.");
        return [words, String::new(), String::new()];
    }
    let (low, high) = (number(low, 1), number(high, 1));
    let figure = if low == high {
        format!("{low} km")
    } else {
        format!("{low} to {high} km")
    };
    [
        format!("{opening} {adjective}-held ground"),
        figure,
        "away.".to_owned(),
    ]
}

fn absence(pair: &[&TopicClaim], dossier: &Dossier) -> Option<String> {
    match pair {
        [] if dossier.topics.is_empty() => Some("No claim about it in this record.".to_owned()),
        [one] => Some(one.published.map_or_else(
            || "No rival claim in this record.".to_owned(),
            |published| format!("No rival claim since {}.", short_date(published)),
        )),
        _ => None,
    }
}

/// The claims with their quotations cut so that the sentence keeps its length. Where no room is left for both, neither is in it: the rows
/// below have them, and no side is left out alone.
fn fitted(pair: &[&TopicClaim], dossier: &Dossier, n_fixed: usize) -> Vec<SentenceClaim> {
    let mut claims: Vec<SentenceClaim> = pair
        .iter()
        .map(|claim| {
            let said = Statement::from(*claim);
            let who = if said.is_reported {
                shortened(said.who, NAME_CHARACTERS)
            } else {
                who(claim, dossier)
            };
            SentenceClaim {
                side: side_position(dossier, &claim.claim.source.side),
                who: format!("{who} {}", verb_of(&who, said.act)),
                quote: said.quote.to_owned(),
                published: claim
                    .published
                    .filter(|published| *published != dossier.on)
                    .map(short_date),
            }
        })
        .collect();
    // A space, two quotation marks, a sign, and a space behind it.
    let n_around = |claim: &SentenceClaim| claim.who.chars().count() + 5;
    let n_taken = n_fixed + claims.iter().map(n_around).sum::<usize>();
    let n_each = MOST_CHARACTERS.saturating_sub(n_taken) / claims.len().max(1);
    if n_each < LEAST_QUOTE_CHARACTERS {
        return Vec::new();
    }
    // What a short quotation leaves free goes to the longer one.
    let n_spare: usize = claims
        .iter()
        .map(|claim| n_each.saturating_sub(claim.quote.chars().count()))
        .sum();
    if let Some(first) = claims.first_mut() {
        first.who = capital(&first.who);
    }
    for claim in &mut claims {
        claim.quote = shortened(&claim.quote, n_each + n_spare);
    }
    claims
}

/// Who speaks: for bodies in office the side, whose name is short; the row below has the body.
fn who(claim: &TopicClaim, dossier: &Dossier) -> String {
    let source = &claim.claim.source;
    let is_office = matches!(
        source.kind,
        SourceKind::State | SourceKind::Official | SourceKind::HeadOfState
    );
    dossier
        .sides
        .iter()
        .find(|side| is_office && side.key == source.side)
        .map_or_else(
            || shortened(&source.name, NAME_CHARACTERS),
            |side| side.name.clone(),
        )
}

/// Topics that the sentence can be about: contradictions over control, enclosure, or movement, the one with the latest words of both sides first; where there are
/// none, the first of these with a claim.
fn leading_topics(dossier: &Dossier) -> Vec<&Topic> {
    const LEADING: [Family; 3] = [Family::Control, Family::Enclosure, Family::Movement];
    let present: Vec<&Topic> = LEADING
        .iter()
        .filter_map(|family| dossier.topics.iter().find(|topic| topic.family == *family))
        .collect();
    let contradicted: Vec<&Topic> = present
        .iter()
        .copied()
        .filter(|topic| matches!(topic.relation, Some((RelationKind::Contradicts, _))))
        .collect();
    if contradicted.is_empty() {
        return present.into_iter().take(1).collect();
    }
    // What both sides said last describes the day; what they said before it may have been overtaken.
    let mut newest_first = contradicted;
    newest_first.sort_by_key(|topic| {
        let pair = leading_claims(topic, dossier);
        std::cmp::Reverse(pair.iter().map(|claim| claim.published).min().flatten())
    });
    newest_first
}

/// What makes a claim fit for the sentence: put as a fact, said last, and naming the place, since "it" needs the words before.
fn rank(claim: &TopicClaim, place: &str) -> impl Ord {
    let is_fact = matches!(claim.claim.modality, Modality::Actual | Modality::Habitual);
    let names_place = Statement::from(claim).quote.contains(place);
    (
        !is_fact,
        std::cmp::Reverse(claim.published),
        !names_place,
        claim.note,
    )
}

/// Who asserts first, then who denies; else by order of registration. At most one claim per side.
fn leading_claims<'a>(topic: &'a Topic, dossier: &Dossier) -> Vec<&'a TopicClaim> {
    let shown = || {
        topic
            .claims
            .iter()
            .filter(|claim| claim.withheld_until.is_none())
    };
    let mut pair: Vec<&TopicClaim> = dossier
        .sides
        .iter()
        .filter_map(|side| {
            shown()
                .filter(|claim| claim.claim.source.side == side.key)
                .min_by_key(|claim| rank(claim, &dossier.place.name))
        })
        .take(2)
        .collect();
    if pair.is_empty() {
        pair.extend(shown().next());
    }
    pair.sort_by_key(|claim| claim.claim.force == Force::Denies);
    pair
}
