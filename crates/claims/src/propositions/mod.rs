//! From a text and its attributions to propositions: clauses, their types, entities, places, and weight.
//!
//! # What
//!
//! [`Models`] holds the two learned models: clause splitting and typing. [`learn`] makes them. The rest is for [`crate::extract_claims`].
//!
//! # Shape
//!
//! A proposition is a span of one sentence. Spans are sorted and do not overlap.
//!
//! # Errors and doubt
//!
//! Total: any text gives propositions, perhaps none. A sentence without a proposition gives none.

mod entities;
mod holders;
pub mod learn;
mod lexicon;
mod linear;
mod material;
mod mend;
mod passage;
mod place_names;
mod place_words;
mod places;
mod segment;
mod sides;
mod tokens;
mod triggers;
mod typing;
mod voice;
mod weight;

use std::sync::OnceLock;

use salient_model::{Attribution, ByteSpan, Document};

pub use linear::LinearModel;

pub(crate) use entities::entities;
pub(crate) use holders::{Holders, is_verdict};
pub(crate) use lexicon::Grammar;
pub(crate) use material::Material;
pub(crate) use place_names::{PlaceName, place_names};
pub(crate) use places::{PlaceMemory, places_of, topic_of};
pub(crate) use sides::{Parties, SubjectInput};
pub(crate) use tokens::tokenize;
pub(crate) use triggers::Triggers;
pub(crate) use typing::claim_type;
pub(crate) use voice::OwnVoice;
pub(crate) use weight::{Weighing, map_value, tier};

/// The two learned models.
#[derive(Debug, Clone, PartialEq)]
pub struct Models {
    /// Clause splitting.
    pub clauses: LinearModel,
    /// Claim types.
    pub types: LinearModel,
}

impl Models {
    /// The models that ship with the program.
    #[must_use]
    pub fn embedded() -> &'static Self {
        static MODELS: OnceLock<Models> = OnceLock::new();
        MODELS.get_or_init(|| Self {
            clauses: LinearModel::read(include_str!("../../../../lexicons/en/weights-clauses.tsv")),
            types: LinearModel::read(include_str!("../../../../lexicons/en/weights-types.tsv")),
        })
    }
}

/// Words that state something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Proposition {
    pub(crate) span: ByteSpan,
    /// Its sentence.
    pub(crate) sentence: ByteSpan,
    /// Paragraph of its sentence.
    pub(crate) paragraph: usize,
    /// Whether a quotation is open where it starts.
    pub(crate) is_quoted: bool,
}

/// The propositions of a document, in text order.
pub(crate) fn propositions(
    document: &Document,
    attributions: &[Attribution],
    models: &Models,
) -> Vec<Proposition> {
    let is_own_voice = OwnVoice::of(document).is_own;
    let mut cued: Vec<(usize, &Attribution)> = attributions
        .iter()
        .filter_map(|attribution| Some((attribution.cue.first()?.start(), attribution)))
        .collect();
    cued.sort_by_key(|(start, _attribution)| *start);
    let cued_in = |span: ByteSpan| -> Vec<&Attribution> {
        let first = cued.partition_point(|(start, _attribution)| *start < span.start());
        cued[first..]
            .iter()
            .take_while(|(start, _attribution)| *start < span.end())
            .map(|(_start, attribution)| *attribution)
            .collect()
    };
    passage::passages(document, attributions, is_own_voice)
        .iter()
        .zip(&document.sentences)
        .flat_map(|(passage, sentence)| {
            let spans = segment::segment(passage, &document.text, &models.clauses);
            mend::mend(passage, &document.text, &cued_in(sentence.span), spans)
                .into_iter()
                .map(|span| Proposition {
                    span,
                    sentence: sentence.span,
                    paragraph: sentence.paragraph,
                    is_quoted: passage.is_quoted(span.start()),
                })
        })
        .collect()
}
