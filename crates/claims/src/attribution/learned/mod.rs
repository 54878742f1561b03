//! Attributions by a learned model: the encoder's vectors, a tag for every word, and links from sources and contents to cues.
//!
//! **What.** [`LearnedTagger`] takes the place of [`RuleTagger`](super::RuleTagger) behind the same seam. `models/en/README.md` says what it was trained on and how well it reads.
//!
//! **Shape.** As [`AttributionTagger`] says. Spans end with words, so that they slice back to the text.
//!
//! **Errors and doubt.** Total: any text gives a result, the same one on every machine.
//!
//! **Sources.** Dozat and Manning (2017) for the links; Newell, Margolin and Ruths (2018) for what counts as source, cue, and content.

mod links;
mod tagger;
mod tags;

pub use tagger::LearnedTagger;
