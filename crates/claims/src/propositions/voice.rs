//! Whether an outlet reports or speaks for itself.
//!
//! **What.** A news outlet's sentences without a cue are reporter's voice. A ministry, an aid body, a think tank, or a channel speaks for
//! itself, and its sentences are its own assertions.
//!
//! **Errors and doubt.** A name that says nothing leaves it to the text: a text that often says "we" or "I" outside quotations speaks for
//! itself.

use std::sync::OnceLock;

use salient_model::{Document, SourceKind};
use serde::Deserialize;

use super::tokens::{Token, tokenize};

pub(crate) const OUTLETS: &str = include_str!("../../../../lexicons/en/outlets.toml");

/// One first-person word in so many words makes an own voice.
const WORDS_PER_OWN_WORD: usize = 60;

/// Whose voice the sentences without a cue are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct OwnVoice {
    /// Whether the outlet speaks for itself.
    pub(crate) is_own: bool,
    /// What kind of source it is then.
    pub(crate) kind: SourceKind,
}

#[derive(Debug, Deserialize)]
struct OutletWords {
    news: Vec<String>,
    aid_agency: Vec<String>,
    think_tank: Vec<String>,
    official: Vec<String>,
    monitor: Vec<String>,
    own_words: Vec<String>,
}

impl OwnVoice {
    /// The voice of a document.
    pub(crate) fn of(document: &Document) -> Self {
        let words = outlet_words();
        let outlet = format!(" {} ", document.outlet.to_lowercase());
        let says = |list: &[String]| {
            list.iter().any(|word| {
                outlet
                    .split(|c: char| !c.is_alphanumeric() && c != '-')
                    .any(|found| found == word)
                    || word.contains(' ') && outlet.contains(word.as_str())
            })
        };
        let kinds = [
            (&words.news, SourceKind::NewsAgency),
            (&words.aid_agency, SourceKind::AidAgency),
            (&words.think_tank, SourceKind::ThinkTank),
            (&words.official, SourceKind::Official),
            (&words.monitor, SourceKind::Monitor),
        ];
        let kind = kinds
            .into_iter()
            .find(|(list, _kind)| says(list))
            .map_or_else(
                || {
                    if says_we(document, &words.own_words) {
                        SourceKind::PartisanMedia
                    } else {
                        SourceKind::NewsAgency
                    }
                },
                |(_list, kind)| kind,
            );
        Self {
            is_own: kind != SourceKind::NewsAgency,
            kind,
        }
    }
}

fn says_we(document: &Document, own_words: &[String]) -> bool {
    let (mut n_words, mut n_own) = (0_usize, 0_usize);
    for sentence in &document.sentences {
        let mut in_quotes = false;
        for token in tokenize(&document.text, sentence.span) {
            match token.word.as_str() {
                "“" => in_quotes = true,
                "”" => in_quotes = false,
                "\"" => in_quotes = !in_quotes,
                _ => {}
            }
            if !in_quotes && !Token::is_sign(&token) {
                n_words += 1;
                n_own += usize::from(own_words.contains(&token.word));
            }
        }
    }
    n_own > 1 && n_own * WORDS_PER_OWN_WORD >= n_words
}

fn outlet_words() -> &'static OutletWords {
    static WORDS: OnceLock<OutletWords> = OnceLock::new();
    WORDS.get_or_init(|| {
        toml::from_str(OUTLETS).expect("the embedded list of outlet words is valid TOML")
    })
}
