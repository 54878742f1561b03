//! Parties that act, hold ground, or speak.

use crate::SourceKind;

/// A camp in a theatre. Registration order decides colour and column, never a flag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Side {
    /// Key: `RU`, `UA`, `SAF`.
    pub key: String,
    /// Name in views: "Russia".
    pub name: String,
    /// Adjective in views: "Russian".
    pub adjective: String,
    /// Short form in keys of a map: `russian-held`.
    pub demonyms: Vec<String>,
}

/// A party that acts, holds ground, or speaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// Key, unique in the theatre.
    pub key: String,
    /// Usual English name.
    pub name: String,
    /// Key of its side; `THIRD`, `LOCAL`, `MEDIA` for others.
    pub side: String,
    /// Kind as a source.
    pub kind: SourceKind,
    /// Role in words: "defence ministry".
    pub role: Option<String>,
    /// Other names, in any script.
    pub aliases: Vec<String>,
    /// Places that stand for it ("Kyiv", "the Kremlin"); only ever a source or actor in that reading.
    pub metonyms: Vec<String>,
}
