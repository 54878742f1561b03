//! Source, cue, content, and proposition from text, by rules and lexicons.

pub mod attribution;
pub mod score;
pub mod propositions;
pub mod quantity;
pub mod time;
pub mod wording;
