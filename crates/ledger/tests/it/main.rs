//! Tests of the ledger at its public face, over invented documents, maps, and places.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "helpers of tests fail and print as tests do"
)]

mod any_claim;
mod bad_files;
mod crash;
mod fixtures;
mod format_1;
mod gdal;
mod histories;
mod place_store;
mod real_series;
mod round_trip;
mod tampering;
