//! The words around place names, parsed once from `lexicons/en/places.toml`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use salient_model::{ClaimType, PlaceRole};
use serde::Deserialize;

use super::lexicon::Grammar;

pub(crate) const PLACES: &str = include_str!("../../../../lexicons/en/places.toml");

/// Prepositions, nouns, and exceptions.
#[derive(Debug)]
pub(crate) struct PlaceWords {
    roles: BTreeMap<String, PlaceRole>,
    lists: Lists,
    no_inheritance: BTreeSet<ClaimType>,
}

#[derive(Debug, Deserialize)]
struct Lists {
    strong: BTreeSet<String>,
    nouns: BTreeSet<String>,
    anaphora: BTreeSet<String>,
    never: BTreeSet<String>,
    no_inheritance: BTreeSet<String>,
}

#[derive(Deserialize)]
struct PlacesFile {
    roles: BTreeMap<String, String>,
    words: Lists,
}

impl PlaceWords {
    /// The English lists.
    pub(crate) fn english() -> &'static Self {
        static WORDS: OnceLock<PlaceWords> = OnceLock::new();
        WORDS.get_or_init(|| {
            Self::read(PLACES)
                .expect("the embedded list of place words is valid and names known roles")
        })
    }

    fn read(file: &str) -> Option<Self> {
        let file: PlacesFile = toml::from_str(file).ok()?;
        let roles = file
            .roles
            .into_iter()
            .map(|(word, role)| Some((word, role.parse().ok()?)))
            .collect::<Option<_>>()?;
        let no_inheritance = file
            .words
            .no_inheritance
            .iter()
            .map(|word| word.parse().ok())
            .collect::<Option<_>>()?;
        Some(Self {
            roles,
            lists: file.words,
            no_inheritance,
        })
    }

    pub(crate) fn role(&self, words: &str) -> Option<PlaceRole> {
        self.roles.get(words).copied()
    }

    pub(crate) fn is_strong(&self, words: &str) -> bool {
        self.lists.strong.contains(words)
    }

    pub(crate) fn is_noun(&self, word: &str) -> bool {
        self.lists.nouns.contains(word)
    }

    pub(crate) fn is_anaphor(&self, word: &str) -> bool {
        self.lists.anaphora.contains(word)
    }

    pub(crate) fn is_never(&self, word: &str) -> bool {
        self.lists.never.contains(word)
    }

    /// Titles and bodies: what a place name next to them belongs to is no place. Days and months are no such words.
    pub(crate) fn is_body(&self, word: &str) -> bool {
        self.lists.never.contains(word) && word.len() > 3 && !is_calendar(word)
    }

    /// A word that opens a sentence with a capital without being a name.
    pub(crate) fn is_function_word(&self, word: &str) -> bool {
        let grammar = Grammar::english();
        grammar.is_verb(word)
            || grammar.is_conjunction(word)
            || self.roles.contains_key(word)
            || grammar.is_opener(word)
    }

    pub(crate) fn inherits(&self, claim_type: ClaimType) -> bool {
        !self.no_inheritance.contains(&claim_type)
    }
}

fn is_calendar(word: &str) -> bool {
    word.ends_with("day")
        || matches!(
            word,
            "january"
                | "february"
                | "march"
                | "april"
                | "june"
                | "july"
                | "august"
                | "september"
                | "sept"
                | "october"
                | "november"
                | "december"
                | "easter"
                | "christmas"
                | "ramadan"
        )
}
