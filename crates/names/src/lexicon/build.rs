//! Collects the patterns of a lexicon.

use std::collections::BTreeMap;

use aho_corasick::AhoCorasick;
use salient_model::{Place, PlaceKind, Theatre};

use super::{Lexicon, NamedBy, SideForm, Target, Via};
use crate::NamesError;
use crate::bodies::bodies;
use crate::theatres::{GENERIC, theatre};
use crate::transliterate::{Romanization, is_cyrillic, transliterate};

/// Words that name the level of a division; a report may use any of its own level ("Donetsk Oblast", "Donetsk region").
const FIRST_LEVEL: &[&str] = &[
    "Oblast",
    "oblast",
    "Region",
    "region",
    "Province",
    "province",
    "State",
    "state",
    "Governorate",
    "governorate",
    "Krai",
];
const SECOND_LEVEL: &[&str] = &[
    "Raion", "raion", "District", "district", "County", "county", "Zone", "zone", "Township",
    "township",
];

/// Surfaces with what they stand for.
type Table = Vec<(String, Vec<Target>)>;

/// Patterns with their targets, each with the rank of its pack: 0 for the theatre, 1 for the generic pack.
#[derive(Default)]
struct Patterns {
    by_surface: BTreeMap<String, Vec<(u8, Target)>>,
}

impl Patterns {
    /// Adds a name with its spellings: either apostrophe, and in capitals.
    fn add(&mut self, surface: &str, rank: u8, target: &Target) {
        let surface = surface.trim();
        if surface.is_empty() {
            return;
        }
        self.add_spelling(surface.to_owned(), rank, target.clone());
        if surface.contains('\'') {
            self.add_spelling(surface.replace('\'', "’"), rank, target.clone());
        }
        // Names in a headline or dateline. Short ones would meet abbreviations.
        let n_letters = surface.chars().filter(|c| c.is_alphabetic()).count();
        if n_letters >= 4 && has_capital(surface) {
            let capitals = surface.to_uppercase();
            if capitals != surface {
                self.add_spelling(capitals, rank, target.clone());
            }
        }
    }

    fn add_spelling(&mut self, surface: String, rank: u8, target: Target) {
        let targets = self.by_surface.entry(surface).or_default();
        if !targets.iter().any(|(_, known)| *known == target) {
            targets.push((rank, target));
        }
    }

    /// Splits into patterns for text as written and for text in any case, with entries of the theatre hiding generic actors and sides.
    fn finish(self) -> (Table, Table) {
        let mut as_written = Vec::new();
        let mut any_case = Vec::new();
        for (surface, ranked) in self.by_surface {
            let theatre_has = |is: fn(&Target) -> bool| {
                ranked.iter().any(|(rank, target)| *rank == 0 && is(target))
            };
            let hides_actors = theatre_has(|target| matches!(target, Target::Actor { .. }));
            let hides_sides = theatre_has(|target| matches!(target, Target::Side { .. }));
            let targets: Vec<Target> = ranked
                .iter()
                .filter(|(rank, target)| match target {
                    Target::Actor { .. } => *rank == 0 || !(hides_actors || hides_sides),
                    Target::Side { .. } => *rank == 0 || !hides_sides,
                    Target::Body { .. } | Target::Place { .. } => true,
                })
                .map(|(_, target)| target.clone())
                .collect();
            if has_capital(&surface) || !surface.is_ascii() {
                as_written.push((surface, targets));
            } else {
                any_case.push((surface, targets));
            }
        }
        (as_written, any_case)
    }
}

fn has_capital(surface: &str) -> bool {
    surface.chars().any(char::is_uppercase)
}

impl Lexicon {
    /// The lexicon of `theatre_pack` over the generic pack.
    pub fn new(theatre_pack: &Theatre) -> Result<Self, NamesError> {
        let generic = theatre(GENERIC)?;
        Self::build(
            theatre_pack,
            Some(generic).filter(|_| theatre_pack.key != GENERIC),
        )
    }

    /// The names of `theatre_pack` alone.
    pub(crate) fn without_generic(theatre_pack: &Theatre) -> Result<Self, NamesError> {
        Self::build(theatre_pack, None)
    }

    fn build(theatre_pack: &Theatre, beneath: Option<&Theatre>) -> Result<Self, NamesError> {
        let bodies = bodies()?;
        let mut sides = theatre_pack.sides.clone();
        let mut actors = theatre_pack.actors.clone();
        let mut places = theatre_pack.places.clone();
        let n_theatre_places = places.len();
        let n_theatre_sides = sides.len();
        let n_theatre_actors = actors.len();
        if let Some(generic) = beneath {
            for side in &generic.sides {
                if theatre_pack.side(&side.key).is_none() {
                    sides.push(side.clone());
                }
            }
            // An actor whose key the theatre has too is the theatre's.
            for actor in &generic.actors {
                if theatre_pack.actor(&actor.key).is_none() {
                    actors.push(actor.clone());
                }
            }
            places.extend(generic.places.iter().cloned());
        }
        let principals: Vec<Option<usize>> = sides
            .iter()
            .map(|side| actors.iter().position(|actor| actor.side == side.key))
            .collect();

        let mut patterns = Patterns::default();
        for (index, actor) in actors.iter().enumerate() {
            let rank = u8::from(index >= n_theatre_actors);
            let alias = Target::Actor {
                index,
                via: Via::Alias,
            };
            let metonym = Target::Actor {
                index,
                via: Via::Metonym,
            };
            patterns.add(&actor.name, rank, &alias);
            for name in &actor.aliases {
                patterns.add(name, rank, &alias);
            }
            for name in &actor.metonyms {
                patterns.add(name, rank, &metonym);
            }
        }
        for (index, side) in sides.iter().enumerate() {
            let rank = u8::from(index >= n_theatre_sides);
            let target = |form| Target::Side { index, form };
            patterns.add(&side.adjective, rank, &target(SideForm::Adjective));
            for demonym in &side.demonyms {
                patterns.add(demonym, rank, &target(SideForm::Adjective));
            }
            patterns.add(&side.name, rank, &target(SideForm::Name));
            if let Some(actor) = principals[index].map(|index| &actors[index]) {
                patterns.add(&actor.name, rank, &target(SideForm::Name));
                for name in &actor.aliases {
                    patterns.add(name, rank, &target(SideForm::Name));
                }
                for name in &actor.metonyms {
                    patterns.add(name, rank, &target(SideForm::Metonym));
                }
            }
        }
        for (index, body) in bodies.bodies.iter().enumerate() {
            for words in &body.words {
                patterns.add(words, 1, &Target::Body { index });
            }
        }
        for (index, place) in places.iter().enumerate() {
            let rank = u8::from(index >= n_theatre_places);
            for (surface, by) in place_surfaces(place) {
                patterns.add(&surface, rank, &Target::Place { index, by });
            }
        }

        let (as_written, any_case) = patterns.finish();
        let (as_written_patterns, as_written_targets): (Vec<_>, Vec<_>) =
            as_written.into_iter().unzip();
        let (any_case_patterns, any_case_targets): (Vec<_>, Vec<_>) = any_case.into_iter().unzip();
        Ok(Self {
            theatre_key: theatre_pack.key.clone(),
            sides,
            n_theatre_sides,
            actors,
            places,
            n_theatre_places,
            bodies,
            principals,
            as_written: automaton(&theatre_pack.key, &as_written_patterns, false)?,
            any_case: automaton(&theatre_pack.key, &any_case_patterns, true)?,
            as_written_targets,
            any_case_targets,
        })
    }
}

fn automaton(pack: &str, patterns: &[String], any_case: bool) -> Result<AhoCorasick, NamesError> {
    AhoCorasick::builder()
        .ascii_case_insensitive(any_case)
        .build(patterns)
        .map_err(|error| NamesError::Invalid {
            pack: pack.to_owned(),
            entry: format!("{} names", patterns.len()),
            found: error.to_string(),
            expected: "names that fit into one automaton".to_owned(),
        })
}

/// Every spelling under which a text may name `place`.
fn place_surfaces(place: &Place) -> Vec<(String, NamedBy)> {
    let mut surfaces: Vec<(String, NamedBy)> = Vec::new();
    for toponym in &place.toponyms {
        let by = if toponym.former {
            NamedBy::Former
        } else {
            NamedBy::Name
        };
        surfaces.push((toponym.name.clone(), by.clone()));
        if toponym.name.chars().any(is_cyrillic) && place.kind == PlaceKind::Settlement {
            for table in Romanization::ALL {
                surfaces.push((
                    transliterate(&toponym.name, *table),
                    NamedBy::Romanization(toponym.name.clone()),
                ));
            }
        }
        for other in level_variants(place.kind, &toponym.name) {
            surfaces.push((other, by.clone()));
        }
    }
    // A spelling that is a name is no romanization beside it.
    let mut kept: Vec<(String, NamedBy)> = Vec::with_capacity(surfaces.len());
    surfaces.sort_by(|left, right| left.1.cmp(&right.1));
    for (surface, by) in surfaces {
        if !kept.iter().any(|(known, _)| *known == surface) {
            kept.push((surface, by));
        }
    }
    kept
}

/// "Donetsk Oblast" → "Donetsk region", …; "Dnipro River" → "Dnipro river".
fn level_variants(kind: PlaceKind, name: &str) -> Vec<String> {
    let words = match kind {
        PlaceKind::Admin1 => FIRST_LEVEL,
        PlaceKind::Admin2 => SECOND_LEVEL,
        PlaceKind::Water => &["River", "river"],
        PlaceKind::Settlement
        | PlaceKind::Admin3
        | PlaceKind::Country
        | PlaceKind::Region
        | PlaceKind::Facility
        | PlaceKind::Other => return Vec::new(),
    };
    let Some((stem, level)) = name.rsplit_once(' ') else {
        return Vec::new();
    };
    if !words.contains(&level) {
        return Vec::new();
    }
    words
        .iter()
        .filter(|word| **word != level)
        .map(|word| format!("{stem} {word}"))
        .collect()
}
