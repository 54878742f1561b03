//! The time words of English, read once from the lexicon inside the binary.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

/// All that the readers of times look up.
#[derive(Debug, Deserialize)]
pub(crate) struct Lexicon {
    pub(crate) months: BTreeMap<String, i8>,
    pub(crate) weekdays: BTreeMap<String, i8>,
    pub(crate) seasons: BTreeMap<String, i8>,
    pub(crate) units: BTreeMap<String, i32>,
    pub(crate) words: Words,
}

/// Word lists.
#[derive(Debug, Deserialize)]
pub(crate) struct Words {
    pub(crate) day_parts: Vec<String>,
    pub(crate) today: Vec<String>,
    pub(crate) yesterday: Vec<String>,
    pub(crate) tomorrow: Vec<String>,
    pub(crate) now: Vec<String>,
    pub(crate) habitual: Vec<String>,
    pub(crate) past: Vec<String>,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    toml::from_str(include_str!("../../../../lexicons/en/time.toml"))
        .expect("the embedded time lexicon is valid")
});

/// The lexicon.
pub(crate) fn lexicon() -> &'static Lexicon {
    &LEXICON
}

/// Whether the list holds the word.
pub(crate) fn holds(list: &[String], word: &str) -> bool {
    list.iter().any(|known| known == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lexicon_parses() {
        assert_eq!(lexicon().months["sept"], 9);
        assert_eq!(lexicon().weekdays["sunday"], 7);
        assert_eq!(lexicon().units["fortnight"], 14);
    }
}
