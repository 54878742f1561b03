//! Whose forces a clause means when it names no side.
//!
//! **What.** A party that says "our troops", "its units", or "units" means its own, and one that says "the enemy" means the other side. A party that
//! says that a town "has been taken" means that it took the town; one that denies it means the other side's claim. Nobody else's words are read
//! that way: an analyst's "troops" stay without a side.
//!
//! **Shape.** In: the subject as the clause has it, and who speaks. Out: the subject with a side, or an implied one without words (its span is
//! absent). What is already of a side stays.
//!
//! **Even-handed.** The rules know "own" and "other"; which side that is comes from the speaker.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use salient_model::{ClaimType, Entity, Force, PlaceMention, Source};
use salient_names::{ActorMention, Lexicon, RESERVED_SIDES};
use serde::Deserialize;

use super::tokens::Token;

const PARTIES: &str = include_str!("../../../../lexicons/en/parties.toml");

#[derive(Debug, Deserialize)]
struct PartyWords {
    own: Vec<String>,
    bodies: Vec<String>,
    enemy: Vec<String>,
}

/// The parties of a document: who may be meant by "the enemy".
#[derive(Debug)]
pub(crate) struct Parties<'a> {
    names: &'a Lexicon,
    /// Sides of the theatre by how often the text mentions them; a side that it never mentions is there with none.
    mentions: Vec<(String, usize)>,
}

/// What is known of a clause whose subject's side is asked for.
pub(crate) struct SubjectInput<'a> {
    /// The subject that the clause itself names, if any.
    pub(crate) subject: Option<Entity>,
    /// Words of the clause.
    pub(crate) tokens: &'a [Token],
    /// Who speaks.
    pub(crate) source: &'a Source,
    /// Type of the claim.
    pub(crate) claim_type: ClaimType,
    /// Speech act.
    pub(crate) force: Force,
    /// Places of the claim: a town is no party.
    pub(crate) places: &'a [PlaceMention],
}

impl<'a> Parties<'a> {
    pub(crate) fn new(names: &'a Lexicon, actors: &[ActorMention]) -> Self {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for actor in actors {
            *counts.entry(actor.side.as_str()).or_default() += 1;
        }
        let mentions = names
            .theatre_sides()
            .iter()
            .map(|side| {
                let n = counts.get(side.key.as_str()).copied().unwrap_or_default();
                (side.key.clone(), n)
            })
            .collect();
        Self { names, mentions }
    }

    /// The subject with its side, as far as the words and the speaker tell.
    pub(crate) fn subject(&self, input: SubjectInput<'_>) -> Option<Entity> {
        let words = party_words();
        let has_side = |entity: &Entity| {
            entity
                .side
                .as_deref()
                .is_some_and(|side| !RESERVED_SIDES.contains(&side))
        };
        if input.subject.as_ref().is_some_and(has_side) {
            return input.subject;
        }
        let Some(own) = self.side_of_party(&input.source.side) else {
            return input.subject;
        };
        let other = self.other_side(own);
        let Some(subject) = input
            .subject
            .filter(|subject| !is_place(subject, input.places))
        else {
            return self.implied(own, other, input.tokens, input.claim_type, input.force);
        };
        let of_subject: Vec<&str> = input
            .tokens
            .iter()
            .filter(|token| subject.span.is_some_and(|span| span.contains(token.span)))
            .map(|token| token.word.as_str())
            .collect();
        let any = |list: &[String]| {
            of_subject
                .iter()
                .any(|word| list.iter().any(|known| known == word))
        };
        let side = if any(&words.enemy) {
            other
        } else if any(&words.own) || any(&words.bodies) {
            Some(own)
        } else {
            None
        };
        Some(match side {
            Some(side) => self.of_side(subject, side),
            None => subject,
        })
    }

    /// The side of a source that a party calls "the enemy"; `mention` are the words for it.
    pub(crate) fn enemy_source(&self, mention: &[Token], speaker: &str) -> Option<&str> {
        let is_enemy = mention
            .iter()
            .any(|token| party_words().enemy.contains(&token.word));
        let own = self.side_of_party(speaker)?;
        self.other_side(own).filter(|_| is_enemy)
    }

    /// Who is meant when the clause names nobody, for claims about ground.
    fn implied(
        &self,
        own: &str,
        other: Option<&str>,
        tokens: &[Token],
        claim_type: ClaimType,
        force: Force,
    ) -> Option<Entity> {
        let is_ground = matches!(
            claim_type,
            ClaimType::ControlStatus
                | ClaimType::ControlShare
                | ClaimType::Entry
                | ClaimType::Advance
                | ClaimType::AdvanceDistance
                | ClaimType::Encirclement
        );
        if !is_ground {
            return None;
        }
        let words = party_words();
        let any = |list: &[String]| tokens.iter().any(|token| list.contains(&token.word));
        let side = match force {
            _ if any(&words.enemy) => other?,
            _ if tokens
                .iter()
                .any(|token| matches!(token.word.as_str(), "our" | "ours" | "us" | "we")) =>
            {
                own
            }
            // What a party denies or admits is the other side's doing.
            Force::Denies | Force::Doubts | Force::Admits => other?,
            Force::Asserts | Force::Estimates | Force::Calculates => own,
            _ => return None,
        };
        let principal = self.names.principal(side)?;
        Some(Entity {
            name: principal.name.clone(),
            span: None,
            actor: Some(principal.key.clone()),
            side: Some(side.to_owned()),
        })
    }

    /// A subject by its words, of this side.
    fn of_side(&self, subject: Entity, side: &str) -> Entity {
        let principal = self.names.principal(side);
        Entity {
            actor: principal.map(|actor| actor.key.clone()),
            side: Some(side.to_owned()),
            ..subject
        }
    }

    fn side_of_party(&self, side: &str) -> Option<&str> {
        self.mentions
            .iter()
            .find(|(key, _)| key == side)
            .map(|(key, _)| key.as_str())
    }

    /// The other side: of two, the other; of more, the one that the text mentions most, if one stands out.
    fn other_side(&self, own: &str) -> Option<&str> {
        let mut others: Vec<&(String, usize)> =
            self.mentions.iter().filter(|(key, _)| key != own).collect();
        others.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
        match others.as_slice() {
            [only] => Some(only.0.as_str()),
            [first, second, ..] if first.1 > second.1 => Some(first.0.as_str()),
            _ => None,
        }
    }
}

/// Whether a subject is a place of the claim, or stands for one ("the city").
fn is_place(subject: &Entity, places: &[PlaceMention]) -> bool {
    const PLACE_WORDS: [&str; 9] = [
        "city",
        "town",
        "village",
        "settlement",
        "district",
        "quarter",
        "it",
        "this",
        "place",
    ];
    let last = subject
        .name
        .split_whitespace()
        .next_back()
        .unwrap_or_default();
    PLACE_WORDS.contains(&last.to_lowercase().as_str())
        || places.iter().any(|place| {
            place.name == subject.name
                || matches!((place.span, subject.span), (Some(place), Some(subject)) if place.overlap(subject) > 0)
        })
}

fn party_words() -> &'static PartyWords {
    static WORDS: OnceLock<PartyWords> = OnceLock::new();
    WORDS.get_or_init(|| {
        toml::from_str(PARTIES).expect("the embedded list of party words is valid TOML")
    })
}
