//! Closed word classes of English, from `lexicons/en/grammar.toml`.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use serde::Deserialize;

use super::token::{Token, TokenKind};

const GRAMMAR_EN: &str = include_str!("../../../../lexicons/en/grammar.toml");

/// The lists as the file has them. See the file for what each holds.
#[derive(Debug, Deserialize)]
pub(crate) struct Grammar {
    determiners: BTreeSet<String>,
    pronouns: BTreeSet<String>,
    objects: BTreeSet<String>,
    possessives: BTreeSet<String>,
    prepositions: BTreeSet<String>,
    auxiliaries: BTreeSet<String>,
    copulas: BTreeSet<String>,
    negations: BTreeSet<String>,
    adverbs: BTreeSet<String>,
    conjunctions: BTreeSet<String>,
    coordinators: BTreeSet<String>,
    relatives: BTreeSet<String>,
    times: BTreeSet<String>,
    time_openers: BTreeSet<String>,
    media: BTreeSet<String>,
}

/// English.
pub(crate) fn english() -> &'static Grammar {
    static ENGLISH: LazyLock<Grammar> = LazyLock::new(|| {
        toml::from_str(GRAMMAR_EN).expect("the embedded grammar list is well-formed")
    });
    &ENGLISH
}

macro_rules! class {
    ($($(#[$meta:meta])* $name:ident in $list:ident;)+) => {
        $($(#[$meta])* pub(crate) fn $name(&self, token: &Token) -> bool {
            token.is_word() && self.$list.contains(&token.lower)
        })+
    };
}

impl Grammar {
    class! {
        is_pronoun in pronouns;
        is_object in objects;
        is_possessive in possessives;
        is_auxiliary in auxiliaries;
        is_copula in copulas;
        is_negation in negations;
        is_conjunction in conjunctions;
        is_coordinator in coordinators;
        is_relative in relatives;
        is_medium in media;
        opens_time in time_openers;
    }

    /// Names of days and months count only with a capital where the word has another reading ("may", "march").
    pub(crate) fn is_time(&self, token: &Token) -> bool {
        token.is_word()
            && self.times.contains(&token.lower)
            && (token.capital || !["may", "march"].contains(&token.lower.as_str()))
    }

    pub(crate) fn is_preposition(&self, token: &Token) -> bool {
        token.is_word()
            && self.prepositions.contains(&token.lower)
            && !(token.capital
                && ["north", "south", "east", "west"].contains(&token.lower.as_str()))
    }

    /// A listed adverb, or a word in -ly that is not a name.
    pub(crate) fn is_adverb(&self, token: &Token) -> bool {
        token.is_word()
            && (self.adverbs.contains(&token.lower)
                || (!token.capital
                    && token.lower.len() > 4
                    && token.lower.ends_with("ly")
                    && ![
                        "family", "rally", "assembly", "ally", "reply", "july", "italy", "supply",
                    ]
                    .contains(&token.lower.as_str())))
    }

    /// Words that open a noun phrase: articles, numbers in words, possessive pronouns.
    pub(crate) fn is_determiner(&self, token: &Token) -> bool {
        token.is(TokenKind::Number)
            || (token.is_word()
                && (self.determiners.contains(&token.lower)
                    || self.possessives.contains(&token.lower)))
    }

    /// Whether a noun phrase may begin here.
    pub(crate) fn opens_phrase(&self, token: &Token) -> bool {
        self.is_determiner(token) || self.is_pronoun(token) || (token.is_word() && token.capital)
    }
}
