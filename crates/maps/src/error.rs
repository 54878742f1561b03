//! Why a map, or an outlet's manifest, was refused.
//!
//! **Errors and doubt.** What can be mended is mended and counted; odd parts that change nothing about the drawn ground are diagnostics.
//! An error means that any snapshot made from these bytes would say something that the outlet did not draw.

use thiserror::Error;

use salient_model::Date;

/// Why a map, or an outlet's manifest, was refused. `origin` is the file, or file and line.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum MapsError {
    /// The bytes are no JSON.
    #[error("{origin}: broken JSON at line {line}, column {column}: {message}")]
    Json {
        /// File, or file and line of a series.
        origin: String,
        /// Line inside these bytes, from 1.
        line: usize,
        /// Column in bytes, from 1.
        column: usize,
        /// What the JSON reader found.
        message: String,
    },
    /// JSON, but not of the format's shape.
    #[error("{origin}, {at}: expected {expected}, found {found}")]
    Shape {
        /// File, or file and line of a series.
        origin: String,
        /// Feature, or "top level".
        at: String,
        /// What stands there.
        found: String,
        /// What the format asks for.
        expected: String,
    },
    /// Another format than the one expected, or none that is known.
    #[error("{origin}: expected {expected}, found {found}")]
    Format {
        /// File, or file and line of a series.
        origin: String,
        /// The format, told by the content.
        found: String,
        /// What can be read here.
        expected: String,
    },
    /// The bytes begin like the format and then break off or break its rules.
    #[error("{origin}, {at}: broken {format}: {message}")]
    Broken {
        /// File, or file and line of a series.
        origin: String,
        /// Line, byte, feature, or file in an archive.
        at: String,
        /// Name of the format.
        format: &'static str,
        /// What is wrong.
        message: String,
    },
    /// A server's answer that is not the whole map.
    #[error(
        "{origin}: expected all pages of the map, found {pages} that each say exceededTransferLimit; ask the server for the rest (resultOffset) and put all pages into one file"
    )]
    PagesMissing {
        /// The file.
        origin: String,
        /// Pages in the file.
        pages: usize,
    },
    /// A coordinate pair that is no longitude and latitude in degrees.
    #[error(
        "{origin}, {at}: expected longitude within ±180 and latitude within ±90 degrees, found {found}; {looks_like}"
    )]
    Coordinate {
        /// File, or file and line of a series.
        origin: String,
        /// Feature and ring.
        at: String,
        /// The pair as read.
        found: String,
        /// What the pair probably is.
        looks_like: String,
    },
    /// A coordinate reference system other than those that are read.
    #[error("{origin}: expected {expected}, found the coordinate reference system {found}; reproject the file to EPSG:4326", expected = crate::crs::EXPECTED)]
    Crs {
        /// File, or file and line of a series.
        origin: String,
        /// Its name.
        found: String,
    },
    /// A date that does not exist or cannot be read.
    #[error("{origin}: expected {expected}, found {found:?}")]
    Date {
        /// File, or file and line of a series.
        origin: String,
        /// The words that should be a date.
        found: String,
        /// Where a date was expected, and how written.
        expected: String,
    },
    /// One map that is larger than the limits allow.
    #[error("{origin}, {at}: more than {limit} {what}")]
    TooLarge {
        /// File, or file and line of a series.
        origin: String,
        /// Where it was noticed.
        at: String,
        /// What there is too much of.
        what: &'static str,
        /// The limit.
        limit: u64,
    },
    /// Geometry that stays invalid after repair.
    #[error("{origin}, {at}: geometry cannot be repaired: {reason}")]
    Unrepairable {
        /// File, or file and line of a series.
        origin: String,
        /// Feature, or zone.
        at: String,
        /// What remains wrong.
        reason: String,
    },
    /// Polygons, but none that the outlet's legend knows.
    #[error(
        "{origin}: expected at least one polygon that the legend of outlet {outlet:?} knows, found {polygons} with other entries, first {first}"
    )]
    NothingInLegend {
        /// File, or file and line of a series.
        origin: String,
        /// Key of the outlet.
        outlet: String,
        /// Polygons that no legend entry matched.
        polygons: usize,
        /// Properties of the first.
        first: String,
    },
    /// Several maps in what should be one.
    #[error("{origin}: expected one map of one day, found maps of {first} and {second}")]
    SeveralDates {
        /// File, or file and line of a series.
        origin: String,
        /// One date.
        first: Date,
        /// Another date.
        second: Date,
    },
    /// A manifest that cannot be read.
    #[error("outlet manifest: {message}")]
    Manifest {
        /// Key, line, and what was expected there.
        message: String,
    },
    /// A file that should hold lines does not.
    #[error("{origin}: expected lines, or areas with an edge, found {found}")]
    Lines {
        /// The file.
        origin: String,
        /// What it holds.
        found: String,
    },
    /// No built-in outlet has this key.
    #[error("expected one of the built-in outlets {known}, found {found:?}")]
    UnknownOutlet {
        /// The key asked for.
        found: String,
        /// Keys there are.
        known: String,
    },
}
