//! How a proposition is put: how sure its words are, whether it is affirmed, and in which mode.
//!
//! # What
//!
//! [`certainty`], [`polarity`], and [`modality`] judge the words of one claim, given its type and force. They read the content only: the cue
//! "estimates" lowers no certainty, and the speech act stays in the force.
//!
//! # Shape
//!
//! Each function is total and depends on nothing but its argument.
//!
//! # Sources
//!
//! Annotation rule 6 of the corpus for certainty; for polarity the rule that it follows the typed event and not the surface: closed, cut,
//! and stuck access is negative, the loss of a place is affirmative, a denial is negative, the denial of a negative is affirmative.
//!
//! # Example
//!
//! ```
//! use salient_claims::wording::{certainty, modality, polarity, Wording};
//! use salient_model::{ByteSpan, Certainty, ClaimType, Force, Modality, Polarity};
//!
//! let text = "the road may be cut by Friday";
//! let words = Wording {
//!     text,
//!     span: ByteSpan::new(0, text.len()).unwrap(),
//!     claim_type: ClaimType::Forecast,
//!     force: Force::Warns,
//! };
//! assert_eq!(certainty(&words), Certainty::Possible);
//! assert_eq!(modality(&words), Modality::Future);
//! assert_eq!(polarity(&words), Polarity::Affirmative);
//! ```

mod certainty;
pub(crate) mod lexicon;
mod modality;
mod polarity;

#[cfg(test)]
mod wording_tests;

use salient_model::{ByteSpan, ClaimType, Force};

pub use certainty::certainty;
pub use modality::modality;
pub use polarity::polarity;

use crate::quantity::tokens::{Token, tokenize};

/// A claim's words with what is known of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wording<'t> {
    /// The document's text.
    pub text: &'t str,
    /// The proposition's words.
    pub span: ByteSpan,
    /// What it is about.
    pub claim_type: ClaimType,
    /// Speech act.
    pub force: Force,
}

impl Wording<'_> {
    fn tokens(&self) -> Vec<Token> {
        tokenize(self.text, self.span.range())
    }
}
