//! What is known about one place at one date: claims, findings, and measures side by side.

mod build;
mod changes;
mod claims;
mod labels;
mod readings;
mod said;
mod topics;
mod types;
mod window;

pub use build::{DossierRequest, build_dossier};
pub use claims::{LoadedClaim, claims_with_words, load_claims};
pub use labels::short_name;
pub use types::{
    Agreement, Boundary, Change, Dossier, EnclosureReading, MapReading, MeasureRow, Neighbour,
    Ranged, ShareSeries, SideLabel, Topic, TopicClaim,
};
