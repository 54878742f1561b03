//! Public series over HTTP: the one part of Salient that goes to a network.
//!
//! **What.** [`fetch_series`] brings the files of an outlet's series into a folder, by the outlet's [`FetchRule`](salient_model::FetchRule);
//! [`planned_addresses`] says what it would ask for and asks nothing. Not for web pages: there is no crawling, no script, no login.
//!
//! **Shape.** A file per day, or one file per retrieval of a layer. Beside the files lies `.salient-fetch.json`: for each file its address, hash, time, `ETag`, and
//! `Last-Modified`. Files that are there are left alone; with [`Present::AskAgain`] the server is asked whether they changed.
//!
//! **Manners.** One request at a time; a pause between requests; a name and an address in `User-Agent`; what the server says about waiting is followed.
//!
//! **Errors and doubt.** A day that the server does not have is a gap, not an error. A file that fails is reported and the next one asked for; three in a row, or a
//! limit of the whole run, end it. Whatever ends it, a file under its final name is whole: bytes go to a temporary name first.
//!
//! **Never.** No address of this machine or its network is connected to, whatever a name resolves to or a server redirects to, unless [`Hosts::AlsoLocal`] is chosen.
//! A proxy from the environment is not used: behind one, addresses could not be checked.

mod address;
mod answer;
mod client;
mod download;
mod error;
mod expected;
mod feature_layer;
mod index;
mod limits;
mod report;
mod retry;
mod run;
mod store;

pub use error::FetchError;
pub use limits::FetchLimits;
pub use report::{FetchEvent, FetchReport, FetchedFile, Outcome};
pub use run::{FetchJob, FetchSettings, Hosts, Present, fetch_series, planned_addresses};
