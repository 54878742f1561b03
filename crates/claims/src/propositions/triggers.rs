//! Words that point to a claim type, with the tier and map value that a type has by default.
//!
//! **What.** A word list per type, matched over the tokens of a span. Finding a trigger decides nothing: the typing model weighs it.
//!
//! **Shape.** Patterns of one or more words; `word*` stands for a beginning, `*` alone for any one word, `#` for any number.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use salient_model::{ClaimType, MapCheckable, Tier};
use serde::Deserialize;

use super::tokens::{Token, TokenShape};

pub(crate) const TYPES: &str = include_str!("../../../../lexicons/en/types.toml");

/// What the word lists say about each type.
#[derive(Debug)]
pub(crate) struct Triggers {
    defaults: BTreeMap<ClaimType, (Tier, MapCheckable)>,
    /// Patterns by the first letters of their first word.
    patterns: BTreeMap<String, Vec<(ClaimType, Vec<String>)>>,
}

#[derive(Deserialize)]
struct TypeEntry {
    tier: String,
    map: String,
    words: Vec<String>,
}

impl Triggers {
    /// The English lists.
    pub(crate) fn english() -> &'static Self {
        static TRIGGERS: OnceLock<Triggers> = OnceLock::new();
        TRIGGERS.get_or_init(|| {
            Self::read(TYPES).expect("the embedded list of types is valid and names known types")
        })
    }

    fn read(file: &str) -> Option<Self> {
        let entries: BTreeMap<String, TypeEntry> = toml::from_str(file).ok()?;
        let mut defaults = BTreeMap::new();
        let mut patterns: BTreeMap<String, Vec<(ClaimType, Vec<String>)>> = BTreeMap::new();
        for (name, entry) in entries {
            let claim_type: ClaimType = name.parse().ok()?;
            defaults.insert(
                claim_type,
                (entry.tier.parse().ok()?, entry.map.parse().ok()?),
            );
            for words in entry.words {
                let words: Vec<String> = words.split(' ').map(ToOwned::to_owned).collect();
                let key = key_of(words.first()?.trim_end_matches('*')).to_owned();
                patterns.entry(key).or_default().push((claim_type, words));
            }
        }
        Some(Self { defaults, patterns })
    }

    /// Tier and map value of a type.
    pub(crate) fn defaults(&self, claim_type: ClaimType) -> (Tier, MapCheckable) {
        self.defaults
            .get(&claim_type)
            .copied()
            .unwrap_or((Tier::Secondary, MapCheckable::No))
    }

    /// How many triggers of each type the tokens hold; a phrase counts for as many as it has words.
    pub(crate) fn count(&self, tokens: &[Token]) -> BTreeMap<ClaimType, usize> {
        let mut counts = BTreeMap::new();
        for (idx, token) in tokens.iter().enumerate() {
            for (claim_type, words) in self.patterns.get(key_of(&token.word)).into_iter().flatten()
            {
                let rest = &tokens[idx..];
                if rest.len() >= words.len()
                    && words
                        .iter()
                        .zip(rest)
                        .all(|(word, token)| fits(word, token))
                {
                    *counts.entry(*claim_type).or_insert(0) += words.len();
                }
            }
        }
        counts
    }
}

/// The first three letters, by which patterns are found.
fn key_of(word: &str) -> &str {
    word.char_indices()
        .nth(3)
        .map_or(word, |(end, _character)| &word[..end])
}

fn fits(pattern: &str, token: &Token) -> bool {
    match pattern {
        "*" => !token.is_sign(),
        "#" => token.shape == TokenShape::Number,
        _ => pattern
            .strip_suffix('*')
            .map_or(token.word == pattern, |beginning| {
                token.word.starts_with(beginning)
            }),
    }
}

#[cfg(test)]
mod tests {
    use salient_model::ByteSpan;

    use super::*;
    use crate::propositions::tokens::tokenize;

    #[test]
    fn every_claim_type_has_triggers_and_defaults() {
        let triggers = Triggers::english();
        for claim_type in ClaimType::ALL {
            assert!(triggers.defaults.contains_key(claim_type), "{claim_type}");
        }
    }

    #[test]
    fn phrases_and_beginnings_are_found() {
        let text = "Forty men laid down their arms after the shelling";
        let tokens = tokenize(text, ByteSpan::new(0, text.len()).unwrap());
        let counts = Triggers::english().count(&tokens);
        assert!(counts[&ClaimType::Surrender] >= 4, "{counts:?}");
        assert!(counts.contains_key(&ClaimType::Strike));
    }
}
