//! One map by one outlet at one time.

use std::fmt;

use geo_types::MultiPolygon;

use crate::{Date, Diagnostic, Sha256};

/// Identifies a snapshot by its outlet, dates, and content. 16 hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SnapshotId(String);

impl SnapshotId {
    /// Derives the identifier.
    #[must_use]
    pub fn derive(outlet: &str, drawn: Date, content_hash: &Sha256) -> Self {
        Self(
            Sha256::of_parts(&[
                b"salient snapshot 1",
                outlet.as_bytes(),
                drawn.to_string().as_bytes(),
                content_hash.as_bytes(),
            ])
            .short(16),
        )
    }

    /// An identifier read back from a record.
    #[must_use]
    pub fn from_record(words: impl Into<String>) -> Self {
        Self(words.into())
    }

    /// As text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for SnapshotId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&self.0)
    }
}

/// What a zone says about the ground in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ControlState {
    /// Held by the actor.
    Held,
    /// The actor operates there without control.
    Advance,
    /// Contested.
    Contested,
    /// Claimed by the actor, not assessed as held.
    Claimed,
    /// The outlet says that it does not know.
    Unknown,
    /// Taken back from the other side.
    Liberated,
}

impl ControlState {
    /// The word as the ledger writes it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Held => "held",
            Self::Advance => "advance",
            Self::Contested => "contested",
            Self::Claimed => "claimed",
            Self::Unknown => "unknown",
            Self::Liberated => "liberated",
        }
    }

    /// The state that a word means.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        [
            Self::Held,
            Self::Advance,
            Self::Contested,
            Self::Claimed,
            Self::Unknown,
            Self::Liberated,
        ]
        .into_iter()
        .find(|state| state.as_str() == word)
    }
}

/// An area of one state and actor. Rings are closed, exteriors counter-clockwise, polygons valid and disjoint.
#[derive(Debug, Clone, PartialEq)]
pub struct ControlZone {
    /// What the outlet says about it.
    pub state: ControlState,
    /// Key of the side or actor; absent when the state has none.
    pub actor: Option<String>,
    /// The ground, WGS 84 degrees.
    pub geometry: MultiPolygon<f64>,
}

/// What was mended at import, with counts. Geometry that could not be mended is refused instead.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Repairs {
    /// Rings turned.
    pub reoriented: usize,
    /// Rings closed.
    pub closed: usize,
    /// Repeated points removed.
    pub repeated_points: usize,
    /// Self-crossing rings split.
    pub self_crossings: usize,
    /// Rings with fewer than three corners dropped.
    pub degenerate_rings: usize,
    /// Overlapping polygons merged.
    pub merged: usize,
}

/// One map by one outlet at one time.
///
/// A map that draws only one side's held zone says nothing about the rest: there the rest is *not drawn*.
#[derive(Debug, Clone, PartialEq)]
pub struct Snapshot {
    /// Identifier.
    pub id: SnapshotId,
    /// Key of the outlet.
    pub outlet: String,
    /// The date that the outlet put on the file.
    pub drawn: Date,
    /// The day whose end it depicts, by the outlet's as-of rule.
    pub as_of: Date,
    /// Zones.
    pub zones: Vec<ControlZone>,
    /// SHA-256 of the bytes that this snapshot came from (the file, or its line).
    pub raw_hash: Sha256,
    /// File and line.
    pub origin: String,
    /// What was mended.
    pub repairs: Repairs,
    /// What could not be read fully.
    pub diagnostics: Vec<Diagnostic>,
}
