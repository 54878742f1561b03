//! Claims against claims and claims against maps; findings with evidence.
//!
//! **What.** [`relate_claims`] lines up claims that contradict, stand in tension, repeat, or replace one another. [`check_claim`] sets one claim
//! against every map. [`dossier`] puts both together for one place and date.
//!
//! **Never.** No finding says "true" or "false". Checks read and never write back: deleting every finding and computing again gives the
//! same findings.

mod access;
mod against_maps;
mod agreement;
mod case_maps;
mod case_places;
mod compare;
mod coverage;
pub mod dossier;
mod error;
pub mod family;
mod history;
mod measure;
mod relate;
pub mod units;

pub use access::{KnownPlace, MapAccess, MapDay, MapOutlet, PlaceAccess};
pub use against_maps::{STALE_DAYS, check_claim};
pub use agreement::{AgreedDay, agreement};
pub use case_maps::{CaseMaps, MadeHistories, rebuilt_histories};
pub use case_places::CasePlaces;
pub use compare::{ComparedMap, Comparison, Difference, MapReference, compare_maps};
pub use coverage::{DrawnDay, MapGap, drawn_days, map_gaps};
pub use error::ChecksError;
pub use history::ControlHistory;
pub use measure::{
    CutDay, CutOutcome, LineCut, Measure, MeasureRequest, Measured, first_cuts, measure,
};
pub use relate::{WordedClaim, relate_claims, same_ground};
