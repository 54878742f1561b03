//! What tests share: an invented theatre, report-like texts, squares of ground, the mirror, and a web server.
//!
//! **What.** Fixtures without a real war in them, and generators with seeds. A dev-dependency only; no release build contains it.

pub mod ground;
pub mod invented;
pub mod mirror;
pub mod server;
pub mod text;
