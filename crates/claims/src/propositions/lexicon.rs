//! The word lists of this room, parsed once.
//!
//! **What.** Finite verbs and conjunctions for clause splitting, and trigger words with weights for claim types. Lists are data in
//! `lexicons/en/`, each with language, origin, licence, and date at its head.
//!
//! **Errors and doubt.** A list that does not parse is a broken invariant of our own.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use serde::Deserialize;

pub(crate) const VERBS: &str = include_str!("../../../../lexicons/en/verbs.toml");

/// Grammatical word lists.
#[derive(Debug)]
pub(crate) struct Grammar {
    auxiliary: BTreeSet<String>,
    finite: BTreeSet<String>,
    conjunction: BTreeSet<String>,
    opener: BTreeSet<String>,
    rebuttal: BTreeSet<String>,
}

#[derive(Deserialize)]
struct GrammarFile {
    auxiliary: BTreeSet<String>,
    finite: BTreeSet<String>,
    conjunction: BTreeSet<String>,
    opener: BTreeSet<String>,
    rebuttal: BTreeSet<String>,
}

impl Grammar {
    /// The English lists.
    pub(crate) fn english() -> &'static Self {
        static GRAMMAR: OnceLock<Grammar> = OnceLock::new();
        GRAMMAR.get_or_init(|| {
            let file: GrammarFile =
                toml::from_str(VERBS).expect("the embedded list of verbs is valid TOML");
            Grammar {
                auxiliary: file.auxiliary,
                finite: file.finite,
                conjunction: file.conjunction,
                opener: file.opener,
                rebuttal: file.rebuttal,
            }
        })
    }

    pub(crate) fn is_auxiliary(&self, word: &str) -> bool {
        self.auxiliary.contains(word)
    }

    /// Whether `word` can be the finite verb of a clause; participles in -ed count, for there is no telling them from pasts by form.
    pub(crate) fn is_verb(&self, word: &str) -> bool {
        self.is_auxiliary(word)
            || self.finite.contains(word)
            || (word.len() > 4 && word.ends_with("ed"))
    }

    pub(crate) fn is_conjunction(&self, word: &str) -> bool {
        self.conjunction.contains(word)
    }

    /// Whether `word` may open a sentence with a capital without being a name.
    pub(crate) fn is_opener(&self, word: &str) -> bool {
        self.opener.contains(word)
    }

    /// Whether `word` alone rejects what another has said.
    pub(crate) fn is_rebuttal(&self, word: &str) -> bool {
        self.rebuttal.contains(word)
    }
}
