//! From a document to its claims.
//!
//! # What
//!
//! [`extract_claims`] joins this room's parts: the tagger's attributions, clause splitting, typing, numbers, times, wording, places, and
//! sources. It judges nothing: whether a proposition is so is asked elsewhere.
//!
//! # Shape
//!
//! Claims in text order, two claimants over one span beside each other; identifiers are unique within the document. Attributions as the tagger
//! gave them. Diagnostics in text order.
//!
//! # Errors and doubt
//!
//! Total: any text gives a result. The same document, names, and settings give the same claims. Time and memory are linear in the text, apart
//! from a logarithm.

mod build;
mod force;
mod speaker;

use std::borrow::Cow;
use std::sync::OnceLock;

use salient_model::{Attribution, Claim, Diagnostic, Document, ExtractorInfo, Sha256};
use salient_names::Lexicon;

use crate::attribution::AttributionTagger;
use crate::propositions::{Models, propositions};
use build::ClaimBuilder;

/// What an extraction may be told.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The learned models; those that ship with the program by default.
    pub models: Cow<'static, Models>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            models: Cow::Borrowed(Models::embedded()),
        }
    }
}

/// The claims of a document.
#[derive(Debug, Clone, PartialEq)]
pub struct Extraction {
    /// Claims, in text order.
    pub claims: Vec<Claim>,
    /// Attributions, as the tagger gave them.
    pub attributions: Vec<Attribution>,
    /// What could not be read fully.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads the claims of `document`.
#[must_use]
pub fn extract_claims(
    document: &Document,
    names: &Lexicon,
    tagger: &dyn AttributionTagger,
    settings: &Settings,
) -> Extraction {
    let attributions = tagger.tag(document);
    let extractor = ExtractorInfo {
        name: "rules".to_owned(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        model_hash: Some(lexicon_hash()),
    };
    let propositions = propositions(document, &attributions, &settings.models);
    let mut builder = ClaimBuilder::new(
        document,
        names,
        &attributions,
        &propositions,
        &settings.models,
        extractor,
    );
    for proposition in &propositions {
        builder.add(proposition);
    }
    let (claims, diagnostics) = builder.finish();
    Extraction {
        claims,
        attributions,
        diagnostics,
    }
}

/// Hash over every word list and weight file that claims are read with.
#[must_use]
pub fn lexicon_hash() -> Sha256 {
    static HASH: OnceLock<Sha256> = OnceLock::new();
    *HASH.get_or_init(|| Sha256::of_parts(LEXICONS))
}

/// The files, in the order of their names.
const LEXICONS: &[&[u8]] = &[
    include_bytes!("../../../../lexicons/en/comparators.toml"),
    include_bytes!("../../../../lexicons/en/cues.toml"),
    include_bytes!("../../../../lexicons/en/grammar.toml"),
    include_bytes!("../../../../lexicons/en/numbers.toml"),
    include_bytes!("../../../../lexicons/en/outlets.toml"),
    include_bytes!("../../../../lexicons/en/parties.toml"),
    include_bytes!("../../../../lexicons/en/places.toml"),
    include_bytes!("../../../../lexicons/en/roles.toml"),
    include_bytes!("../../../../lexicons/en/time.toml"),
    include_bytes!("../../../../lexicons/en/types.toml"),
    include_bytes!("../../../../lexicons/en/units.toml"),
    include_bytes!("../../../../lexicons/en/verbs.toml"),
    include_bytes!("../../../../lexicons/en/weights-clauses.tsv"),
    include_bytes!("../../../../lexicons/en/weights-types.tsv"),
    include_bytes!("../../../../lexicons/en/wording.toml"),
];
