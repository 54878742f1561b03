//! What can go wrong in this room.

use thiserror::Error;

/// Why a measure could not be taken. Emptiness of a zone is no error: an outlet may draw nothing.
#[derive(Debug, Clone, PartialEq, Error)]
#[non_exhaustive]
pub enum TerrainError {
    /// A coordinate is not finite or lies outside the globe.
    #[error(
        "{what}, polygon or line {part}, ring {ring}, point {point}: expected longitude within ±180 and latitude within ±90 degrees, found {lon}, {lat}"
    )]
    OffGlobe {
        /// Which argument.
        what: &'static str,
        /// Index of the polygon or line, from 0.
        part: usize,
        /// Index of the ring, the exterior first, from 0.
        ring: usize,
        /// Index of the point, from 0.
        point: usize,
        /// What stands there as longitude.
        lon: f64,
        /// What stands there as latitude.
        lat: f64,
    },
    /// Something that a measure refers to has no extent.
    #[error("{what}: expected {expected}, found none")]
    NoExtent {
        /// Which argument.
        what: &'static str,
        /// What it must have.
        expected: &'static str,
    },
    /// A setting is outside its range.
    #[error("{name}: expected {expected}, found {found}")]
    Setting {
        /// Name of the setting.
        name: &'static str,
        /// What was given.
        found: f64,
        /// The range.
        expected: &'static str,
    },
    /// Bytes are no history.
    #[error("history, byte {at}: expected {expected}, found {found}")]
    Encoding {
        /// Offset from the start.
        at: usize,
        /// What stands there.
        found: String,
        /// What must stand there.
        expected: &'static str,
    },
}
