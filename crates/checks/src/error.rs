//! What can stop a check.

use salient_ledger::LedgerError;
use salient_terrain::TerrainError;
use thiserror::Error;

/// A check that could not run. A claim that cannot be computed is no error but a finding.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ChecksError {
    /// The case could not be read.
    #[error("reading the case failed")]
    Ledger(#[from] LedgerError),
    /// A measure refused its geometry.
    #[error("measuring {what} failed")]
    Terrain {
        /// Which measure, of what.
        what: String,
        /// Why.
        source: TerrainError,
    },
    /// The case names a snapshot that it does not hold.
    #[error("snapshot {id}: expected in the case, found none")]
    NoSnapshot {
        /// Its identifier.
        id: String,
    },
    /// The entry of an outlet cannot be understood.
    #[error("outlet {outlet}: expected its manifest as JSON, found {found}")]
    OutletInfo {
        /// Key of the outlet.
        outlet: String,
        /// What the JSON reader says.
        found: String,
    },
}

impl ChecksError {
    /// A failed measure.
    pub(crate) fn measuring(what: impl Into<String>) -> impl FnOnce(TerrainError) -> Self {
        let what = what.into();
        move |source| Self::Terrain { what, source }
    }
}
