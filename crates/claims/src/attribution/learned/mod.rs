//! Attributions by a learned model: the encoder's vectors, anchors (cues, for the most part), and for every anchor a frame of its source and content.
//!
//! **What.** [`LearnedTagger`] takes the place of [`RuleTagger`](super::RuleTagger) behind the same seam. `models/en/README.md` says what it was trained on and how well it reads.
//!
//! **Shape.** As [`AttributionTagger`] says. Spans end with words, so that they slice back to the text.
//!
//! **Errors and doubt.** Total: any text gives a result, the same one on every machine.
//!
//! **Sources.** He et al. (2017) and Cai et al. (2018) for frames around predicates; Newell, Margolin and Ruths (2018) for what counts as source, cue, and content.

mod anchors;
mod chain;
mod dense;
mod frames;
mod tagger;

pub use tagger::LearnedTagger;
