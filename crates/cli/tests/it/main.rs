//! The built binary, run as a child process: what a user sees, and what is left on disk.
#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "helpers of tests say what they skip, and fail where they stand"
)]

mod asked;
mod bad_input;
mod case;
mod days;
mod documented;
mod even_handed;
#[cfg(feature = "fetch")]
mod fetch;
mod killed;
mod map_formats;
mod maps;
mod promise;
mod routes;
mod support;
#[cfg(not(feature = "fetch"))]
mod without_fetch;
