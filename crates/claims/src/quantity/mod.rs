//! Numbers of a claim: value, bound, unit, and what is counted.
//!
//! # What
//!
//! [`read_quantities`] reads the amounts of a claim's span. The words around the span, up to the ends of its sentence, may give the bound or
//! the noun, never a number.
//!
//! # Shape
//!
//! Quantities come in text order. `value` is empty exactly for vague words. Two units of one quantity ("16 kilometers (10 miles)") are two
//! entries, the second with `same_quantity_as`. Spans cover bound, number, and noun, and lie in the sentence.
//!
//! # Units
//!
//! Units are written as the record writes them: `km`, `percent_of_city`, `killed_soldiers`, or the plural of the noun. Fractions are percent
//! with one decimal. [`unit_group`] says which units can be compared.
//!
//! # Errors and doubt
//!
//! Odd text gives fewer quantities, never an error. Numbers in dates, clock times, designations, road and report numbers, and "one" as a
//! pronoun are left out: precision before volume. No number is made up: each comes from digits or a number word of the span.
//!
//! # Example
//!
//! ```
//! use salient_claims::quantity::{read_quantities, Context};
//! use salient_model::{ByteSpan, Comparator};
//!
//! let text = "The front has moved about 16 kilometers (10 miles) since June 25.";
//! let span = ByteSpan::new(0, text.len()).unwrap();
//! let quantities = read_quantities(text, span, &Context::new(span));
//! assert_eq!(quantities.len(), 2);
//! assert_eq!(quantities[0].value, Some(16.0));
//! assert_eq!(quantities[0].comparator, Comparator::Approximately);
//! assert_eq!(quantities[1].unit, "mi");
//! assert_eq!(quantities[1].same_quantity_as, Some(0));
//! ```

mod amount;
mod assemble;
mod comparator;
mod exclusion;
mod factor;
mod fraction;
mod lexicon;
mod number;
mod range;
mod reading;
pub(crate) mod tokens;
mod unit;

#[cfg(test)]
mod properties;
#[cfg(test)]
mod quantity_tests;

use salient_model::{ByteSpan, ClaimType, Quantity};

pub use lexicon::{UnitGroup, unit_group};

/// What a reader of quantities may know beside the span.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Context {
    /// The sentence or sentences that hold the span.
    pub sentence: ByteSpan,
    /// What the claim is about, once known. It gives numbers without a noun their unit and says whether "all" is a share.
    pub claim_type: Option<ClaimType>,
}

impl Context {
    /// A context that knows the sentence alone.
    #[must_use]
    pub fn new(sentence: ByteSpan) -> Self {
        Self {
            sentence,
            claim_type: None,
        }
    }

    /// The same with the claim's type.
    #[must_use]
    pub fn with_type(self, claim_type: ClaimType) -> Self {
        Self {
            claim_type: Some(claim_type),
            ..self
        }
    }
}

/// The quantities of the claim that covers `within`, in text order.
#[must_use]
pub fn read_quantities(text: &str, within: ByteSpan, context: &Context) -> Vec<Quantity> {
    let sentence = context.sentence.cover(within);
    if text.get(sentence.range()).is_none() || within.slice(text).is_none() {
        return Vec::new();
    }
    assemble::assemble(text, within, sentence, context.claim_type)
}

/// The number at token `at`, or the high end of the range there, and one past it. For lengths of time.
pub(crate) fn read_plain_number(tokens: &[tokens::Token], at: usize) -> Option<(f64, usize)> {
    let range = range::read_range(tokens, at)
        .filter(|reading| reading.kind == reading::ReadingKind::Count && !tokens[at].is("between"));
    if let Some(reading) = range {
        return Some((reading.high?, reading.next));
    }
    let number = number::read_number(tokens, at)?;
    Some((number.value(), number.next))
}
