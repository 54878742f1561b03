//! Claims against claims and claims against maps; findings with evidence.
//!
//! **What.** [`relate_claims`] lines up claims that contradict, stand in tension, repeat, or replace one another.
//!
//! **Never.** No finding says "true" or "false". Checks read and never write back: deleting every finding and computing again gives the
//! same findings.

pub mod dossier;
pub mod family;
mod relate;
pub mod units;

pub use relate::{relate_claims, same_ground};
