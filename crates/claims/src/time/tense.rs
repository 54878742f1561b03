//! The tense of a claim's words, from its auxiliaries and verb endings alone.
//!
//! **Errors and doubt.** Participles without an auxiliary, headlines, and irregular verbs outside the list give [`Tense::None`]; the type of
//! the claim then decides whether it is a state or an event.

use crate::quantity::tokens::{Token, TokenKind};

/// Tense and aspect as far as event times need them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tense {
    /// "holds", "is", "are fighting".
    Present,
    /// "has fallen", "have been barred".
    Perfect,
    /// "was", "were holding": a past state, which indirect speech also uses for a present one.
    PastState,
    /// "fled", "killed".
    Past,
    /// "had left", "had been taken".
    Pluperfect,
    /// "will", "is going to".
    Future,
    /// No finite verb.
    None,
}

/// Past forms that do not end in "ed".
const IRREGULAR_PAST: &[&str] = &[
    "left",
    "fled",
    "took",
    "fell",
    "went",
    "came",
    "lost",
    "broke",
    "shot",
    "hit",
    "held",
    "began",
    "drove",
    "got",
    "quit",
    "flew",
    "threw",
    "beat",
    "burnt",
    "blew",
    "gave",
    "met",
    "sent",
    "struck",
    "sank",
    "swore",
    "told",
    "ran",
    "led",
    "withstood",
    "laid",
    "put",
    "saw",
    "stood",
    "cut",
    "set",
    "bore",
    "rose",
    "found",
    "won",
    "withdrew",
    "drew",
    "brought",
    "caught",
    "made",
    "kept",
    "fought",
    "walked",
];

/// The tense of the first finite verb among the tokens.
#[must_use]
pub(crate) fn tense_of_tokens(tokens: &[Token]) -> Tense {
    let words: Vec<&Token> = tokens
        .iter()
        .filter(|token| token.kind == TokenKind::Word)
        .collect();
    for (index, token) in words.iter().enumerate() {
        let word = token.lower.as_str();
        let following = words.get(index + 1..).unwrap_or_default();
        let next_is = |list: &[&str]| following.iter().take(2).any(|next| next.is_any(list));
        let participle = following
            .iter()
            .take(3)
            .any(|next| is_participle(&next.lower));
        match word {
            "will" | "won't" | "shall" | "'ll" => return Tense::Future,
            _ if word.ends_with("'ll") => return Tense::Future,
            "has" | "have" | "hasn't" | "haven't" if participle => return Tense::Perfect,
            _ if (word.ends_with("'ve") || word.ends_with("'s"))
                && participle
                && !following.is_empty()
                && word.ends_with("'ve") =>
            {
                return Tense::Perfect;
            }
            "had" | "hadn't" => {
                return if participle {
                    Tense::Pluperfect
                } else {
                    Tense::PastState
                };
            }
            "was" | "were" | "wasn't" | "weren't" => {
                let passive = following
                    .iter()
                    .take(3)
                    .any(|next| is_participle(&next.lower) && !next.lower.ends_with("ing"));
                return if passive {
                    Tense::Past
                } else {
                    Tense::PastState
                };
            }
            "did" | "didn't" => return Tense::Past,
            "is" | "are" | "isn't" | "aren't" | "am" => {
                return if next_is(&["going"]) {
                    Tense::Future
                } else {
                    Tense::Present
                };
            }
            "holds" | "hold" | "controls" | "control" | "has" | "have" | "remain" | "remains"
            | "continue" | "continues" | "do" | "does" | "doesn't" | "don't" | "lies" | "lie"
            | "runs" | "stands" | "stand" | "can" | "cannot" | "can't" | "says" | "keeps" => {
                return Tense::Present;
            }
            _ => {}
        }
        if index > 0 && IRREGULAR_PAST.contains(&word) {
            return Tense::Past;
        }
        let attributive = following.first().is_some_and(|next| {
            next.lower.ends_with('s') && !next.is_any(&["as", "its", "his", "this"])
        });
        if index > 0 && word.ends_with("ed") && word.len() > 3 && !attributive {
            return Tense::Past;
        }
    }
    Tense::None
}

/// The tense of a stretch of text.
///
/// ```
/// use salient_claims::time::{tense_of, Tense};
/// assert_eq!(tense_of("the town has been taken"), Tense::Perfect);
/// assert_eq!(tense_of("its troops had left"), Tense::Pluperfect);
/// assert_eq!(tense_of("the bridge is closed"), Tense::Present);
/// ```
#[must_use]
pub fn tense_of(words: &str) -> Tense {
    tense_of_tokens(&crate::quantity::tokens::tokenize(words, 0..words.len()))
}

fn is_participle(word: &str) -> bool {
    word.ends_with("ed")
        || word.ends_with("en")
        || IRREGULAR_PAST.contains(&word)
        || matches!(
            word,
            "gone"
                | "been"
                | "shut"
                | "begun"
                | "come"
                | "become"
                | "done"
                | "sunk"
                | "flown"
                | "torn"
                | "sown"
                | "thrown"
                | "known"
                | "cost"
                | "read"
                | "risen"
                | "heard"
                | "pulled"
                | "said"
        )
}
