//! What can be wrong with a model.

use thiserror::Error;

/// A model that cannot be used.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum EncoderError {
    /// Not in the format that weights are stored in.
    #[error("weights are not in the safetensors format")]
    Format(#[from] safetensors::SafeTensorError),
    /// A tensor is missing, or has another shape or type.
    #[error("tensor {name}: found {found}, expected {expected}")]
    Tensor {
        /// Its name.
        name: String,
        /// What stands there.
        found: String,
        /// What the encoder needs.
        expected: String,
    },
    /// The vocabulary lacks a piece that every text needs.
    #[error("vocabulary has no piece {piece}")]
    NoSuchPiece {
        /// The piece.
        piece: &'static str,
    },
}
