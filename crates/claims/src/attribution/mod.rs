//! Who says what: source, cue, and content as spans, by rules; then who the source is, and how it is put.
//!
//! **What.** [`AttributionTagger`] is the seam: [`RuleTagger`] reads English by lexicon and construction, [`LearnedTagger`] by a model, and
//! [`JointTagger`] by both.
//!
//! **Shape.** Attributions come in the order of their first byte. Spans are byte ranges into the document's text. Source and cue may be
//! empty, content never is.
//!
//! **Errors and doubt.** Total: any text gives a result.

#![expect(
    clippy::single_range_in_vec_init,
    reason = "content is a list of ranges, mostly of one"
)]

mod context;
mod grammar;
mod joint;
mod learned;
pub(crate) mod lexicon;
mod morphology;
mod nesting;
mod passage;
mod phrase;
pub(crate) mod roles;
mod rules;
mod scope;
mod tagger;
pub(crate) mod token;

use salient_model::{Attribution, Document, ExtractorInfo};

pub use joint::JointTagger;
pub use learned::LearnedTagger;
pub use tagger::RuleTagger;

/// Finds the attributions of a document.
pub trait AttributionTagger {
    /// Every attribution, in text order; `inside` points into the same list.
    fn tag(&self, document: &Document) -> Vec<Attribution>;

    /// Which program this is, for the record.
    fn info(&self) -> ExtractorInfo;
}
