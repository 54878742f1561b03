//! Source, cue, content, and proposition from text, by rules and lexicons.
//!
//! **What.** [`extract_claims`] reads the claims of a document: who says what, about which place and time, with which numbers and how sure.
//! Its parts can be used alone: [`attribution`] finds sources and cues, [`propositions`] splits and types clauses, [`quantity`], [`time`], and
//! [`wording`] read the values of one claim, and [`score`] compares a prediction with gold.
//!
//! **Shape.** A claim points to spans of one document version. Claims come in text order.
//!
//! **Errors and doubt.** Total: any text gives a result and diagnostics, never an error. Nothing here judges whether a claim is so.

pub mod attribution;
mod extract;
pub mod propositions;
pub mod quantity;
pub mod score;
pub mod time;
pub mod wording;

pub use extract::{Extraction, Settings, extract_claims, lexicon_hash};
