//! Finds actors and places by their names in a text.
//!
//! **What.** A [`Lexicon`] holds the names of one theatre over the generic pack. It reads names as they stand: resolving "he", "the town", or a
//! name that no pack knows is for others ([`crate::Gazetteer`] for places).
//!
//! **Shape.** Mentions are sorted by span. Spans never overlap, except that one span may carry several readings, best first: the names of
//! two actors, or of a place that also stands for an actor ("Kyiv says"), which both [`Lexicon::actors_in`] and [`Lexicon::places_in`] return.
//!
//! **Rules.** The longest name from the left wins. A name starts and ends at a word boundary; names with a capital match as written or in
//! capitals throughout, all others in any case. An entry of the theatre hides generic entries of the same words. Words for a side and a body
//! that follow each other are one mention ("Kenya's defence ministry", "Russian troops", "Ministry of Defence of Sri Lanka").

mod build;
mod compose;
mod scan;

use std::collections::BTreeSet;

use aho_corasick::AhoCorasick;
use salient_model::{
    Actor, ByteSpan, Candidate, LonLat, Place, PlaceId, PlaceKind, Side, SourceKind,
};

use crate::bodies::Bodies;
use crate::fold::exact_key;
use crate::geodesy::distance_m;
use crate::pack::slug;

/// By which kind of words an actor is mentioned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Via {
    /// A name of the actor.
    Alias,
    /// A place that stands for it. The other reading is the place itself.
    Metonym,
    /// An adjective or demonym of its side ("Russian", "Kenyans"), alone or before a body.
    Adjective,
    /// A body without words for a side ("the defence ministry"): whose it is, the context says.
    Role,
}

/// Words that mention an actor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActorMention {
    /// The words; a possessive ending at their end is not part of them.
    pub span: ByteSpan,
    /// Key of the actor. One that is made of a side and a body has a key with a slash: `KE/defence-ministry`, `UNKNOWN/army` without side.
    pub actor: String,
    /// Usual English name.
    pub name: String,
    /// Key of its side; `UNKNOWN` where the words do not tell.
    pub side: String,
    /// Kind as a source.
    pub kind: SourceKind,
    /// Role in words.
    pub role: Option<String>,
    /// By which kind of words.
    pub via: Via,
}

/// Words that may name a place.
#[derive(Debug, Clone, PartialEq)]
pub struct PlaceNameMention {
    /// The words.
    pub span: ByteSpan,
    /// What they may refer to, best first; never empty.
    pub candidates: Vec<Candidate>,
    /// Keys of actors that the same words stand for.
    pub metonym_of: Vec<String>,
}

/// Names of one theatre over the generic pack. Build it once per theatre.
#[derive(Debug)]
pub struct Lexicon {
    theatre_key: String,
    sides: Vec<Side>,
    /// How many of `sides` are parties of the theatre; the rest are states of the world.
    n_theatre_sides: usize,
    actors: Vec<Actor>,
    places: Vec<Place>,
    /// How many of `places` come from the theatre; the rest is generic.
    n_theatre_places: usize,
    bodies: &'static Bodies,
    /// Index of the first actor of each side.
    principals: Vec<Option<usize>>,
    as_written: AhoCorasick,
    any_case: AhoCorasick,
    as_written_targets: Vec<Vec<Target>>,
    any_case_targets: Vec<Vec<Target>>,
}

/// What a pattern stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Target {
    Actor { index: usize, via: Via },
    Side { index: usize, form: SideForm },
    Body { index: usize },
    Place { index: usize, by: NamedBy },
}

/// Which words for a side these are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum SideForm {
    /// "Kenya", "RSF".
    Name,
    /// "Kenyan", "Kenyans".
    Adjective,
    /// "Nairobi".
    Metonym,
}

/// How a pattern names a place; the order is that of candidates.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum NamedBy {
    Name,
    Former,
    Romanization(String),
}

impl Lexicon {
    /// The side with `key`, of the theatre or of a state of the world.
    #[must_use]
    pub fn side(&self, key: &str) -> Option<&Side> {
        self.sides.iter().find(|side| side.key == key)
    }

    /// The sides: those of the theatre in their order, then all states of the world.
    #[must_use]
    pub fn sides(&self) -> &[Side] {
        &self.sides
    }

    /// The sides of the theatre alone.
    #[must_use]
    pub fn theatre_sides(&self) -> &[Side] {
        &self.sides[..self.n_theatre_sides]
    }

    /// The places: those of the theatre, then countries and capitals.
    #[must_use]
    pub fn places(&self) -> &[Place] {
        &self.places
    }

    /// The place with `id`.
    #[must_use]
    pub fn place(&self, id: &PlaceId) -> Option<&Place> {
        self.places.iter().find(|place| place.id == *id)
    }

    /// The actor with `key`, one made of a side and a body included.
    #[must_use]
    pub fn actor(&self, key: &str) -> Option<Actor> {
        if let Some(actor) = self.actors.iter().find(|actor| actor.key == key) {
            return Some(actor.clone());
        }
        let (side, role) = key.split_once('/')?;
        let body = self
            .bodies
            .bodies
            .iter()
            .position(|body| slug(&body.role) == role)?;
        match self.sides.iter().position(|known| known.key == side) {
            Some(side) => Some(self.body_of_side(side, body)),
            None => Some(self.body_alone(body)),
        }
    }

    /// The first actor of a side, which stands for the side as a whole.
    #[must_use]
    pub fn principal(&self, side: &str) -> Option<&Actor> {
        let index = self.sides.iter().position(|known| known.key == side)?;
        self.principals[index].map(|actor| &self.actors[actor])
    }

    /// Actors in `text`, sorted by span; several readings of one span stand one after another, best first.
    ///
    /// ```
    /// use salient_names::{Lexicon, Via, theatre};
    /// let lexicon = Lexicon::new(theatre("generic").unwrap()).unwrap();
    /// let text = "Kenya's defence ministry denied it. Nairobi kept silent.";
    /// let found = lexicon.actors_in(text);
    /// assert_eq!(found[0].span.slice(text), Some("Kenya's defence ministry"));
    /// assert_eq!((found[0].side.as_str(), found[0].actor.as_str()), ("KE", "KE/defence-ministry"));
    /// assert_eq!((found[1].actor.as_str(), found[1].via), ("ke", Via::Metonym));
    /// ```
    #[must_use]
    pub fn actors_in(&self, text: &str) -> Vec<ActorMention> {
        let hits = self.hits(text);
        self.compose(text, &hits)
    }

    /// Place names in `text`, sorted by span. A place inside a longer name of an actor ("Kharkiv" in "Kharkiv regional administration", "Kenya"
    /// in "Kenya's army") is not a mention of the place.
    #[must_use]
    pub fn places_in(&self, text: &str) -> Vec<PlaceNameMention> {
        let hits = self.hits(text);
        let actors = self.compose(text, &hits);
        let mut mentions: Vec<PlaceNameMention> = Vec::new();
        for hit in scan::leftmost_longest(&hits, |target| matches!(target, Target::Place { .. })) {
            let inside_actor = actors.iter().any(|actor| {
                actor.span != hit.span && actor.span.contains(hit.span) && actor.via != Via::Metonym
            });
            if inside_actor {
                continue;
            }
            mentions.push(PlaceNameMention {
                span: hit.span,
                candidates: self.candidates(&hit.targets),
                metonym_of: actors
                    .iter()
                    .filter(|actor| actor.span == hit.span)
                    .map(|actor| actor.actor.clone())
                    .collect(),
            });
        }
        mentions
    }

    /// The names with a capital that stand in `text`, as folded keys. Demonyms do not count: they name people anywhere.
    pub(crate) fn own_names_in(&self, text: &str) -> BTreeSet<String> {
        let is_name =
            |target: &Target| matches!(target, Target::Actor { .. } | Target::Place { .. });
        scan::leftmost_longest(&self.hits(text), is_name)
            .iter()
            .filter_map(|hit| hit.span.slice(text))
            .filter(|words| words.chars().any(char::is_uppercase) || !words.is_ascii())
            .map(exact_key)
            .collect()
    }

    fn candidates(&self, targets: &[Target]) -> Vec<Candidate> {
        let mut found: Vec<(usize, &NamedBy)> = targets
            .iter()
            .filter_map(|target| match target {
                Target::Place { index, by } => Some((*index, by)),
                Target::Actor { .. } | Target::Side { .. } | Target::Body { .. } => None,
            })
            .collect();
        found.sort_by_key(|(index, by)| {
            let kind = self.places[*index].kind;
            (
                *index >= self.n_theatre_places,
                (*by).clone(),
                u8::from(kind != PlaceKind::Settlement && kind != PlaceKind::Country),
                *index,
            )
        });
        let mut candidates: Vec<Candidate> = Vec::with_capacity(found.len());
        for (index, by) in found {
            let place = &self.places[index];
            let known = candidates.iter().any(|candidate| {
                candidate.place == place.id
                    || (index >= self.n_theatre_places
                        && place.kind == PlaceKind::Settlement
                        && is_near(candidate.center, place.center))
            });
            if known {
                continue;
            }
            let pack = if index < self.n_theatre_places {
                self.theatre_key.as_str()
            } else {
                crate::theatres::GENERIC
            };
            let mut reasons = vec![match by {
                NamedBy::Name => format!("name in the theatre pack {pack}"),
                NamedBy::Former => format!("former name in the theatre pack {pack}"),
                NamedBy::Romanization(of) => format!("romanization of {of}"),
            }];
            if !place.within.is_empty() {
                reasons.push(format!("in {}", place.within.join(", ")));
            }
            candidates.push(Candidate {
                place: place.id.clone(),
                name: place.name.clone(),
                center: place.center,
                reasons,
            });
        }
        candidates
    }
}

/// The generic pack repeats capitals that a theatre also lists; within this distance they are one place.
fn is_near(left: LonLat, right: LonLat) -> bool {
    const SAME_CITY_M: f64 = 25_000.0;
    distance_m(left, right) < SAME_CITY_M
}
