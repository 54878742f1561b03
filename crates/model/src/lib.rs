//! The nouns of Salient as plain types, beneath every other room.
//!
//! **What.** Identifiers, spans, times, places, claims, snapshots, and findings. When two rooms need to talk, the word stands here.
//!
//! **Units and frame.** Offsets inside the program are bytes into UTF-8 text, half-open. Dates are civil dates in the Gregorian calendar.
//! Coordinates are WGS 84 degrees, longitude first. Lengths are metres and areas square kilometres wherever a name says so.
//!
//! **Never.** No I/O, no clock, no lexicon, no wire format: `record` and `ledger` own theirs.

mod actor;
mod attribution;
mod claim;
mod dated_template;
mod diagnostic;
mod document;
mod fetch_rule;
mod finding;
mod hash;
mod place;
mod quantity;
mod snapshot;
mod span;
mod theatre;
mod time;
mod vocabulary;
mod web_address;

pub use actor::{Actor, Side};
pub use attribution::Attribution;
pub use claim::{
    Claim, ClaimId, Entity, ExtractorInfo, PlaceMention, Relation, RelativePosition, Source,
};
pub use dated_template::{DatedAddress, DatedFileName, InvalidTemplate, MONTHS};
pub use diagnostic::{CODES, Diagnostic, DiagnosticCode, RETIRED_CODES};
pub use document::{
    Document, DocumentFormat, DocumentId, OffsetMap, Sentence, TextPolicy, TextZone, TextZoneKind,
};
pub use fetch_rule::{FetchRule, SeriesAddress};
pub use finding::{Finding, MapValue, Outcome, Predicate, Reason};
pub use hash::Sha256;
pub use place::{Candidate, InvalidLonLat, LonLat, Place, PlaceId, PlaceKind, Toponym};
pub use quantity::Quantity;
pub use snapshot::{ControlState, ControlZone, Repairs, Snapshot, SnapshotId};
pub use span::{ByteSpan, CodePointIndex, InvalidSpan};
pub use theatre::Theatre;
pub use time::{ClaimTime, Date, TimePrecision};
pub use vocabulary::{
    Certainty, ClaimType, Comparator, Directness, Force, ForceBasis, MapCheckable, Modality,
    PlaceRole, Polarity, RelationKind, SourceKind, Tier, TimeRelation, UnknownWord,
};
pub use web_address::{InvalidAddress, WebAddress};

/// What a brief names as its generator, so that it is recognized when someone hands it in as a text.
pub const GENERATOR: &str = "Salient";

/// The geometry types that cross between rooms: `geo_types` in WGS 84 degrees, longitude (x) first.
pub mod geometry {
    pub use geo_types::{Coord, LineString, MultiLineString, MultiPolygon, Point, Polygon, Rect};
}
