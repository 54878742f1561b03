//! What came of setting a claim against maps.

use crate::{ClaimId, Date};

/// What came of a comparison. There is no "true" and no "false".
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// Every map asked allows the claim.
    Consistent,
    /// No map asked allows it.
    Inconsistent,
    /// Some do, some do not.
    MapsDisagree,
    /// It cannot be computed as stated; the reason says why.
    NotComputable,
    /// A forecast that is not yet due.
    Pending,
}

impl Outcome {
    /// The word as outputs write it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Consistent => "consistent",
            Self::Inconsistent => "inconsistent",
            Self::MapsDisagree => "maps_disagree",
            Self::NotComputable => "not_computable",
            Self::Pending => "pending",
        }
    }
}

/// What a map is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Predicate {
    /// Which share of the place the actor holds.
    ControlShare,
    /// Whether the place lies in the actor's zone.
    WithinControl,
    /// Whether the place is contested.
    Contested,
    /// Whether the actor's zone has come to touch the place.
    Entered,
    /// Whether the place is closed in.
    Encircled,
    /// How far the actor's zone is.
    DistanceToFront,
    /// How far the actor came.
    AdvanceDistance,
    /// How much ground changed hands.
    AreaChange,
    /// No predicate fits the claim.
    None,
}

impl Predicate {
    /// The word as outputs write it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ControlShare => "control_share",
            Self::WithinControl => "within_control",
            Self::Contested => "contested",
            Self::Entered => "entered",
            Self::Encircled => "encircled",
            Self::DistanceToFront => "distance_to_front",
            Self::AdvanceDistance => "advance_distance",
            Self::AreaChange => "area_change",
            Self::None => "none",
        }
    }
}

/// Why an outcome is what it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// Stable code: `no_place`, `no_axis`, `not_drawn`. Listed in `docs/reasons.md`.
    pub code: &'static str,
    /// In words, for a reader.
    pub words: String,
}

/// What one map gives.
#[derive(Debug, Clone, PartialEq)]
pub struct MapValue {
    /// The map's outlet.
    pub outlet: String,
    /// The date on its file.
    pub drawn: Date,
    /// The day whose end it depicts.
    pub as_of: Date,
    /// What is measured, with its definition: "share of the place held, boundary: osm:relation/1".
    pub measure: String,
    /// The value; absent when the map cannot say.
    pub value: Option<f64>,
    /// Lowest value under the alternatives tried.
    pub low: Option<f64>,
    /// Highest value under the alternatives tried.
    pub high: Option<f64>,
    /// Share of the place that the map does not draw, 0 to 1, where that has a meaning.
    pub not_drawn: Option<f64>,
    /// Unit: `percent`, `km`, `km2`.
    pub unit: &'static str,
    /// Whether this map allows the claim; absent when it cannot say.
    pub allows: Option<bool>,
}

/// A comparison of a claim with maps.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// The claim.
    pub claim: ClaimId,
    /// What the maps were asked.
    pub predicate: Predicate,
    /// Name of the place as resolved, if any.
    pub place: Option<String>,
    /// Key of the side whose ground was measured, if any.
    pub side: Option<String>,
    /// What came of it.
    pub outcome: Outcome,
    /// Why.
    pub reason: Reason,
    /// Values by map, in alphabetical order of outlets; these decide the outcome.
    pub values: Vec<MapValue>,
    /// Values under named methods that do not decide it, to be read beside.
    pub beside: Vec<MapValue>,
}
