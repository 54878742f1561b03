//! What is known about one place at one date: claims, findings, and measures side by side.

mod types;

pub use types::{
    Agreement, Boundary, Change, Dossier, EnclosureReading, MapReading, MeasureRow, Neighbour,
    Ranged, ShareSeries, SideLabel, Topic, TopicClaim,
};
