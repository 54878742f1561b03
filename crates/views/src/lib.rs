//! Read models for the terminal, Markdown, HTML, and exports.
//!
//! **What.** Plain data in, text out. Every figure was computed by `checks` and `terrain`; a view words it, rounds it no finer than its
//! error bound, and lays it out.
//!
//! **Never.** A view computes no new finding, and prints no verdict.

pub mod brief;
pub mod claims;
pub mod difference;
mod error;
mod escape;
pub mod export;
pub mod findings;
pub mod format;
pub mod plot;
mod statement;
mod svg;
pub mod table;
mod unbroken;

pub use error::ViewError;
