//! Nouns that name one who can speak, from `lexicons/en/roles.toml`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use salient_model::SourceKind;
use serde::Deserialize;

use super::token::Token;

const ROLES_EN: &str = include_str!("../../../../lexicons/en/roles.toml");

/// The role nouns of one language.
#[derive(Debug)]
pub(crate) struct Roles {
    /// By first word; the words after it and the kind, longest first.
    by_first: BTreeMap<String, Vec<(Vec<String>, SourceKind)>>,
}

#[derive(Deserialize)]
struct RoleFile {
    roles: Vec<Group>,
}

#[derive(Deserialize)]
struct Group {
    kind: String,
    words: Vec<String>,
}

/// A role noun found among tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct RoleHit {
    /// Position of the first token in the slice that was read.
    pub(crate) at: usize,
    pub(crate) n_tokens: usize,
    pub(crate) kind: SourceKind,
}

/// English.
pub(crate) fn english() -> &'static Roles {
    static ENGLISH: LazyLock<Roles> = LazyLock::new(|| {
        let file: RoleFile =
            toml::from_str(ROLES_EN).expect("the embedded role list is well-formed");
        let mut by_first: BTreeMap<String, Vec<(Vec<String>, SourceKind)>> = BTreeMap::new();
        for group in file.roles {
            let kind = group
                .kind
                .parse()
                .expect("the embedded role list uses known kinds");
            for words in group.words {
                let mut words = words.split(' ').map(str::to_owned);
                let first = words.next().unwrap_or_default();
                by_first
                    .entry(first)
                    .or_default()
                    .push((words.collect(), kind));
            }
        }
        for entries in by_first.values_mut() {
            entries.sort_by_key(|(rest, _)| std::cmp::Reverse(rest.len()));
        }
        Roles { by_first }
    });
    &ENGLISH
}

impl Roles {
    /// The role noun at the head of `tokens`.
    pub(crate) fn at(&self, tokens: &[Token]) -> Option<(usize, SourceKind)> {
        let first = tokens.first().filter(|token| token.is_word())?;
        self.by_first
            .get(&first.lower)
            .or_else(|| self.by_first.get(&singular(&first.lower)?))?
            .iter()
            .find(|(rest, _)| {
                tokens.len() > rest.len()
                    && rest
                        .iter()
                        .zip(&tokens[1..])
                        .all(|(word, token)| token.lower == *word)
            })
            .map(|(rest, kind)| (rest.len() + 1, *kind))
    }

    /// Every role noun in `tokens`, left to right, without overlap.
    pub(crate) fn all(&self, tokens: &[Token]) -> Vec<RoleHit> {
        let mut found = Vec::new();
        let mut at = 0;
        while at < tokens.len() {
            if let Some((n_tokens, kind)) = self.at(&tokens[at..]) {
                found.push(RoleHit { at, n_tokens, kind });
                at += n_tokens;
            } else {
                at += 1;
            }
        }
        found
    }
}

/// The singular that a regular plural may have: "committees", "deputies".
fn singular(word: &str) -> Option<String> {
    if word.len() < 5 || word.ends_with("ss") {
        return None;
    }
    word.strip_suffix("ies")
        .map(|stem| format!("{stem}y"))
        .or_else(|| word.strip_suffix('s').map(str::to_owned))
}
