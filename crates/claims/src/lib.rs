//! Source, cue, content, and proposition from text, by rules and lexicons.

pub mod score;
