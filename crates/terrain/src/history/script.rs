//! How the rings of one day are written from those of the day before.
//!
//! **What.** A ring is a sequence of pieces: a run of corners copied from a ring of the day before, or corners that are new. The script gives back every bit,
//! the order of rings, and where each begins. A day on which nothing changed is one copy per ring.
//!
//! How it is found stands in `search`; what goes on from the day before by it, and what does not, in `continued`. The script need not be the shortest: the cycle
//! that follows from it is the same for any script.
//!
//! **Errors and doubt.** None; a ring that shares nothing is written out.

use std::cell::OnceCell;

use geo_types::{Coord, LineString, MultiPolygon};

use crate::cycle::{Role, is_turned};

/// The rings of a zone in a row, with what each is to its polygon.
#[derive(Debug, Default)]
pub(super) struct RingList<'a> {
    pub(super) rings: Vec<&'a LineString<f64>>,
    pub(super) roles: Vec<Role>,
    pub(super) rings_per_polygon: Vec<usize>,
    /// Whether each ring runs with its ground on the right, once it was asked.
    turned: Vec<OnceCell<bool>>,
}

/// A part of a ring.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Piece {
    /// A run of corners of a ring of the day before.
    Copied {
        /// Index of the ring.
        ring: usize,
        /// Index of the first corner.
        first: usize,
        /// Number of corners, at least 1.
        n: usize,
    },
    /// The next of the new corners.
    New {
        /// Number of corners, at least 1.
        n: usize,
    },
}

/// The rings of a day. All pieces stand in one row and all new corners in another, as a day has many rings and most of them are one piece.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Script {
    /// For each polygon the number of its rings, the exterior included.
    pub(super) rings_per_polygon: Vec<usize>,
    /// The pieces of all rings.
    pub(super) pieces: Vec<Piece>,
    /// For each ring where its pieces end.
    pub(super) ends: Vec<usize>,
    /// The corners that are not copied, as many as the pieces say.
    pub(super) new: Vec<Coord<f64>>,
}

impl<'a> RingList<'a> {
    pub(super) fn of_zone(zone: &'a MultiPolygon<f64>) -> Self {
        let mut list = Self::default();
        for polygon in zone {
            list.rings.push(polygon.exterior());
            list.roles.push(Role::Exterior);
            list.rings.extend(polygon.interiors());
            list.roles.resize(list.rings.len(), Role::Hole);
            list.rings_per_polygon.push(1 + polygon.interiors().len());
        }
        list.turned.resize(list.rings.len(), OnceCell::new());
        list
    }

    /// Rings that a script has written.
    pub(super) fn of_rings(rings: &'a [LineString<f64>], script: &Script) -> Self {
        let roles = script.rings_per_polygon.iter().flat_map(|&n_rings| {
            std::iter::once(Role::Exterior)
                .chain(std::iter::repeat_n(Role::Hole, n_rings.saturating_sub(1)))
        });
        Self {
            rings: rings.iter().collect(),
            roles: roles.collect(),
            rings_per_polygon: script.rings_per_polygon.clone(),
            turned: vec![OnceCell::new(); rings.len()],
        }
    }

    /// Whether a ring runs with its ground on the right.
    pub(super) fn is_turned(&self, ring: usize) -> bool {
        *self.turned[ring].get_or_init(|| is_turned(self.rings[ring], self.roles[ring]))
    }
}

impl Script {
    /// A script without rings yet.
    pub(super) fn of_polygons(rings_per_polygon: Vec<usize>) -> Self {
        let n_rings = rings_per_polygon.iter().sum();
        Self {
            rings_per_polygon,
            pieces: Vec::with_capacity(n_rings),
            ends: Vec::with_capacity(n_rings),
            new: Vec::new(),
        }
    }

    /// Ends a ring with the last piece.
    pub(super) fn end_ring(&mut self) {
        self.ends.push(self.pieces.len());
    }

    /// The pieces of each ring.
    pub(super) fn rings(&self) -> impl Iterator<Item = &[Piece]> {
        let starts = std::iter::once(&0).chain(&self.ends);
        starts
            .zip(&self.ends)
            .map(|(start, end)| &self.pieces[*start..*end])
    }

    /// The rings, from those of the day before. The script must fit them.
    pub(super) fn replay(&self, before: &[LineString<f64>]) -> Vec<LineString<f64>> {
        let mut new = self.new.as_slice();
        let ring = |pieces: &[Piece]| {
            let mut ring = Vec::with_capacity(pieces.iter().map(Piece::len).sum());
            for piece in pieces {
                ring.extend_from_slice(match *piece {
                    Piece::Copied { ring, first, n } => &before[ring].0[first..first + n],
                    Piece::New { n } => next_corners(&mut new, n),
                });
            }
            LineString(ring)
        };
        self.rings().map(ring).collect()
    }
}

/// Takes the next new corners.
pub(super) fn next_corners<'a>(new: &mut &'a [Coord<f64>], n: usize) -> &'a [Coord<f64>] {
    let (next, rest) = new.split_at(n);
    *new = rest;
    next
}

impl Piece {
    pub(super) fn len(&self) -> usize {
        match *self {
            Self::Copied { n, .. } | Self::New { n } => n,
        }
    }
}
