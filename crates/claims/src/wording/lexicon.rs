//! Hedges, negators, and modal words of English, read once from the lexicon inside the binary.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::quantity::tokens::{Token, tokenize};

/// All that the judges of wording look up.
#[derive(Debug, Deserialize)]
pub(crate) struct Lexicon {
    pub(crate) certainty: CertaintyWords,
    pub(crate) modality: ModalityWords,
    pub(crate) polarity: PolarityWords,
}

#[derive(Debug, Deserialize)]
pub(crate) struct CertaintyWords {
    pub(crate) possible: Vec<String>,
    pub(crate) probable: Vec<String>,
    pub(crate) ability: Vec<String>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct ModalityWords {
    pub(crate) conditional_openers: Vec<String>,
    pub(crate) conditional_anywhere: Vec<String>,
    pub(crate) future: Vec<String>,
    pub(crate) forward: Vec<String>,
    pub(crate) intended: Vec<String>,
    pub(crate) normative: Vec<String>,
    pub(crate) habitual: Vec<String>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct PolarityWords {
    pub(crate) negators: Vec<String>,
    pub(crate) no_negation: Vec<String>,
    pub(crate) closed: Vec<String>,
    pub(crate) intact: Vec<String>,
    pub(crate) quiet: Vec<String>,
    pub(crate) failed: Vec<String>,
    pub(crate) undefended: Vec<String>,
    pub(crate) halted: Vec<String>,
    pub(crate) disclosed: Vec<String>,
    pub(crate) unverified: Vec<String>,
    pub(crate) rejections: Vec<String>,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    toml::from_str(include_str!("../../../../lexicons/en/wording.toml"))
        .expect("the embedded wording lexicon is valid")
});

/// The lexicon.
pub(crate) fn lexicon() -> &'static Lexicon {
    &LEXICON
}

/// Tokens where a phrase of the list starts, with how many it covers, in text order.
pub(crate) fn find_phrases(tokens: &[Token], phrases: &[String]) -> Vec<(usize, usize)> {
    let split: Vec<Vec<String>> = phrases.iter().map(|phrase| words_of(phrase)).collect();
    (0..tokens.len())
        .filter_map(|at| {
            split
                .iter()
                .filter(|words| {
                    tokens.get(at..at + words.len()).is_some_and(|part| {
                        part.iter().zip(*words).all(|(token, word)| token.is(word))
                    })
                })
                .map(Vec::len)
                .max()
                .map(|n_words| (at, n_words))
        })
        .collect()
}

/// Whether a phrase of the list occurs.
pub(crate) fn has_phrase(tokens: &[Token], phrases: &[String]) -> bool {
    !find_phrases(tokens, phrases).is_empty()
}

fn words_of(phrase: &str) -> Vec<String> {
    tokenize(phrase, 0..phrase.len())
        .into_iter()
        .map(|token| token.lower)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_are_found_as_whole_words() {
        let text = "No more than nine; none was not shut.";
        let tokens = tokenize(text, 0..text.len());
        let list = ["no more than", "not", "shu"].map(str::to_owned);
        assert_eq!(find_phrases(&tokens, &list), [(0, 3), (7, 1)]);
    }
}
