//! How an outlet's series can be fetched, as its manifest says.
//!
//! **Shape.** What kind of address it has, how the files are named on disk, what a reader is told before the first request, and how long to wait between requests.
//!
//! **Never.** Nothing here goes to the network; `intake` does, for the one command that is named so.

use std::time::Duration;

use crate::{Date, DatedAddress, DatedFileName, WebAddress};

/// How an outlet's series can be fetched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FetchRule {
    /// Where it is.
    pub series: SeriesAddress,
    /// How the files are named on disk. Of a feature layer, the day is that of the retrieval.
    pub file: DatedFileName,
    /// The first day that the series has, if known.
    pub first: Option<Date>,
    /// Terms and credit in words, shown before the first request.
    pub remark: String,
    /// Least time between two requests.
    pub delay: Duration,
}

/// Where a series is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SeriesAddress {
    /// A file per day, each at its own address.
    Dated {
        /// The address of a day's file.
        url: DatedAddress,
    },
    /// A file per day, and a list of the files that there are.
    Folder {
        /// The list.
        index: WebAddress,
        /// The address of a day's file; the list may give another.
        url: DatedAddress,
    },
    /// A layer of a feature service (`ArcGIS`): the present state, in pages.
    FeatureLayer {
        /// The layer: `…/FeatureServer/0`.
        url: WebAddress,
    },
}
