//! Actors, places, and theatres; candidate look-up across languages and scripts.
//!
//! **What.** [`theatre`] gives a theatre pack, [`Lexicon`] finds its actors and places in a text, [`Gazetteer`] looks a name up among imported
//! places, and [`import`] reads gazetteer files. `docs/theatres.md` describes the packs.
//!
//! **Shape.** A name never turns into one thing in silence: a look-up returns candidates, best first, each with its reasons.
//!
//! **Errors and doubt.** [`NamesError`] for packs; odd lines of a gazetteer file are diagnostics.
//!
//! **Never.** No control of ground, no I/O, no clock.

mod bodies;
mod error;
mod fold;
mod gazetteer;
mod geodesy;
mod guess;
pub mod import;
mod lexicon;
mod pack;
mod states;
mod theatres;
mod transliterate;

pub use bodies::{Bodies, Body, bodies};
pub use error::NamesError;
pub use fold::{exact_key, keys, loose_key};
pub use gazetteer::{FindContext, Gazetteer, SAME_PLACE_M};
pub use guess::{TheatreGuess, guess_theatre};
pub use lexicon::{ActorMention, Lexicon, PlaceNameMention, Via};
pub use pack::{RESERVED_SIDES, read_theatre};
pub use theatres::{GENERIC, theatre, theatre_keys};
pub use transliterate::{Romanization, transliterate};
