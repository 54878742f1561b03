//! The case: an append-only GeoPackage with a hash chain.
//!
//! **What.** A [`Case`] is one file, `NAME.gpkg`, that holds documents with their claims, control maps, and places. QGIS, GDAL, Datasette,
//! and Python open it as it is. A [`PlaceStore`] is the gazetteer of a user, beside the cases.
//!
//! **Shape.** Rows are only added. Each addition is one transaction with entries in a hash chain; the short hash of the last entry is the
//! case's *edition*. [`Case::verify`] replays the chain from the rows themselves. The format is specified in `docs/case-format.md`.
//!
//! **Units and frame.** Offsets in the file are Unicode code points, half-open; in memory they are bytes, as everywhere. Coordinates are
//! WGS 84 degrees, longitude first. Record times are UTC with milliseconds, and are given by the caller.
//!
//! **Errors and doubt.** [`LedgerError`] names the file, what was found, and what was expected. What cannot be read back as it was given is
//! not stored. A process that is killed while it adds leaves the case as before or as after.

mod case;
mod chain;
mod claims;
mod database;
mod diagnostics;
mod documents;
mod error;
mod geometry_blob;
mod geopackage;
mod histories;
mod place_store;
mod places;
mod row_reader;
mod schema;
mod snapshots;
mod spatial_functions;
mod verify;
mod writer;

pub use case::{Appended, Case, CaseInfo, Counts, EntryInfo, NAppended};
pub use claims::ClaimFilter;
pub use documents::DocumentInfo;
pub use error::LedgerError;
pub use histories::{HistoryRow, StoredHistory, history_digest};
pub use place_store::{KeyedPlace, PlaceStore};
pub use snapshots::{FrontLine, OutletInfo, SnapshotInfo};
pub use verify::{Mismatch, VerifyReport};
