//! A small text encoder: words in, one vector a word out, the same bits on every machine.
//!
//! **What.** [`Encoder`] reads a text of any length and gives each word a vector that depends on what stands around it. Heads in other rooms read
//! attributions or propositions off those vectors. This room knows nothing of claims.
//!
//! **Shape.** [`Encoded`] holds the words in text order and a row of [`Encoded::WIDTH`] values for each. Texts longer than a window are read in overlapping
//! windows, with seams at the ends of paragraphs where there are some. [`Names`] are read by the order in which they come in the text, so that vectors do not tell
//! who bears them.
//!
//! **Same bits.** Products are made in whole numbers and floats are summed in a fixed order, so that the processor, the number of threads, and other texts
//! beside this one change nothing. General runtimes sum floats in an order of their own and round a batch by its largest value, which is
//! why this one is written by hand.
//!
//! **Errors and doubt.** Total over texts. A model file that does not fit is an [`EncoderError`].

mod encoder;
mod error;
mod float;
mod integer;
mod names;
mod network;
mod tokens;
mod vocabulary;
mod weights;
mod windows;
mod words;

pub use encoder::{Encoded, Encoder};
pub use error::EncoderError;
pub use names::Names;
pub use tokens::Tokens;
pub use vocabulary::Vocabulary;
pub use weights::Weights;
pub use words::{Word, words_of};
