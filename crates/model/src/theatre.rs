//! A named area of operations with its actors and places.

use crate::{Actor, Place, Side};

/// A theatre pack, as registered.
#[derive(Debug, Clone, PartialEq)]
pub struct Theatre {
    /// Key: `ukraine`.
    pub key: String,
    /// Name.
    pub name: String,
    /// Sides, in order of registration.
    pub sides: Vec<Side>,
    /// Actors.
    pub actors: Vec<Actor>,
    /// Places that matter.
    pub places: Vec<Place>,
    /// IANA name of the local time zone, if one serves.
    pub time_zone: Option<String>,
}

impl Theatre {
    /// The side with `key`.
    #[must_use]
    pub fn side(&self, key: &str) -> Option<&Side> {
        self.sides.iter().find(|side| side.key == key)
    }

    /// The actor with `key`.
    #[must_use]
    pub fn actor(&self, key: &str) -> Option<&Actor> {
        self.actors.iter().find(|actor| actor.key == key)
    }
}
