//! How the rings of one day are written from those of the day before.
//!
//! **What.** A ring is a sequence of pieces: a run of corners copied from a ring of the day before, or corners that are new. The script gives back every bit,
//! the order of rings, and where each begins. A day on which nothing changed is one copy per ring.
//!
//! **Method.** Where a run ends, the next corner is looked for among the corners that follow in the same ring; after 64 in a row that are not there, an index
//! of all corners of the day before is made and asked from then on. The script need not be the shortest: the cycle that follows from it is the same for any script.
//!
//! **Errors and doubt.** None; a ring that shares nothing is written out.

use std::cell::OnceCell;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use geo_types::{Coord, LineString, MultiPolygon};

use crate::cycle::{Edge, Role, cancelled, is_turned};

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
#[derive(Debug, Clone, PartialEq)]
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
    /// Corners as they are, at least one.
    New(Vec<Coord<f64>>),
}

/// The rings of a day.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Script {
    /// For each polygon the number of its rings, the exterior included.
    pub(super) rings_per_polygon: Vec<usize>,
    /// The pieces of each ring.
    pub(super) rings: Vec<Vec<Piece>>,
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

    fn is_turned(&self, ring: usize) -> bool {
        *self.turned[ring].get_or_init(|| is_turned(self.rings[ring], self.roles[ring]))
    }
}

impl Script {
    /// Writes the rings of `now` from those of `before`.
    pub(super) fn between(before: &RingList<'_>, now: &RingList<'_>) -> Self {
        let mut search = Search::new(before);
        let rings = (0..).zip(&now.rings);
        Self {
            rings_per_polygon: now.rings_per_polygon.clone(),
            rings: rings
                .map(|(idx, ring)| search.pieces_of(&ring.0, idx))
                .collect(),
        }
    }

    /// The rings, from those of the day before. The script must fit them.
    pub(super) fn replay(&self, before: &[LineString<f64>]) -> Vec<LineString<f64>> {
        let ring = |pieces: &Vec<Piece>| {
            let mut ring = Vec::with_capacity(pieces.iter().map(Piece::len).sum());
            for piece in pieces {
                match piece {
                    Piece::Copied {
                        ring: from,
                        first,
                        n,
                    } => {
                        ring.extend_from_slice(&before[*from].0[*first..*first + *n]);
                    }
                    Piece::New(corners) => ring.extend_from_slice(corners),
                }
            }
            LineString(ring)
        };
        self.rings.iter().map(ring).collect()
    }

    /// By what the two days differ: what [`cycle_between`](crate::cycle::cycle_between) finds, without a look at what was copied.
    pub(super) fn cycle(&self, before: &RingList<'_>, now: &RingList<'_>) -> Vec<Edge> {
        let mut kept = Kept::new(before);
        let is_whole: Vec<bool> = (0..)
            .zip(&self.rings)
            .map(|(idx, pieces)| kept.take_whole(pieces, now.roles[idx]))
            .collect();
        let mut edges = Vec::new();
        for (idx, pieces) in self.rings.iter().enumerate() {
            if !is_whole[idx] {
                let turned = now.is_turned(idx);
                let is_new = |start: usize| directed(now.rings[idx], start, turned);
                let mut start = 0;
                for piece in pieces {
                    if start > 0 {
                        edges.push(is_new(start - 1));
                    }
                    let end = start + piece.len();
                    if !kept.take_run(piece, turned) {
                        edges.extend((start..end - 1).map(is_new));
                    }
                    start = end;
                }
            }
        }
        edges.extend(kept.gone().into_iter().map(|(from, to)| (to, from)));
        cancelled(edges.into_iter())
    }
}

impl Piece {
    pub(super) fn len(&self) -> usize {
        match self {
            Self::Copied { n, .. } => *n,
            Self::New(corners) => corners.len(),
        }
    }
}

/// The edge of a ring that starts at a corner, with the ground on its left.
fn directed(ring: &LineString<f64>, start: usize, turned: bool) -> Edge {
    let (from, to) = (ring.0[start], ring.0[start + 1]);
    if turned { (to, from) } else { (from, to) }
}

/// Which edges of the day before go on.
struct Kept<'a> {
    before: &'a RingList<'a>,
    /// By ring: where runs of edges that go on start and end.
    runs: Vec<Vec<(usize, usize)>>,
}

impl<'a> Kept<'a> {
    fn new(before: &'a RingList<'a>) -> Self {
        Self {
            before,
            runs: vec![Vec::new(); before.rings.len()],
        }
    }

    /// Whether pieces are a ring of the day before, in the same role and not yet taken; takes it.
    fn take_whole(&mut self, pieces: &[Piece], role: Role) -> bool {
        let [Piece::Copied { ring, first: 0, n }] = *pieces else {
            return false;
        };
        let is_whole = n == self.before.rings[ring].0.len() && self.before.roles[ring] == role;
        is_whole && self.take(ring, (0, n - 1))
    }

    /// Whether the edges of a piece go on from the day before in the same direction, and not yet elsewhere; takes them.
    fn take_run(&mut self, piece: &Piece, turned: bool) -> bool {
        match *piece {
            Piece::Copied { ring, first, n } => {
                self.before.is_turned(ring) == turned && self.take(ring, (first, first + n - 1))
            }
            Piece::New(_) => false,
        }
    }

    fn take(&mut self, ring: usize, run: (usize, usize)) -> bool {
        let runs = &mut self.runs[ring];
        let is_free = runs
            .iter()
            .all(|(start, end)| run.1 <= *start || *end <= run.0);
        if is_free {
            runs.push(run);
        }
        is_free
    }

    /// The edges that do not go on.
    fn gone(mut self) -> Vec<Edge> {
        let mut gone = Vec::new();
        for (ring, runs) in self.runs.iter_mut().enumerate() {
            runs.sort_unstable();
            let n_edges = self.before.rings[ring].0.len().saturating_sub(1);
            let mut start = 0;
            for &(end, next) in runs.iter().chain([&(n_edges, n_edges)]) {
                if start < end {
                    let turned = self.before.is_turned(ring);
                    gone.extend(
                        (start..end).map(|at| directed(self.before.rings[ring], at, turned)),
                    );
                }
                start = next;
            }
        }
        gone
    }
}

/// Ring and position of a corner, by its bits.
type CornerIndex = HashMap<(u64, u64), (usize, usize), BuildHasherDefault<BitsHasher>>;

/// Looks for corners among those of the day before.
struct Search<'a> {
    before: &'a RingList<'a>,
    /// Where each corner stands first, by its bits; made when it is needed.
    index: Option<CornerIndex>,
}

impl<'a> Search<'a> {
    fn new(before: &'a RingList<'a>) -> Self {
        Self {
            before,
            index: None,
        }
    }

    /// A ring in pieces; `idx` is its place in its list.
    fn pieces_of(&mut self, ring: &[Coord<f64>], idx: usize) -> Vec<Piece> {
        const LOST_AFTER: usize = 32;
        let mut pieces = Vec::new();
        let mut new = Vec::new();
        let mut next = self.begins_like(ring, idx);
        let mut at = 0;
        while let Some(corner) = ring.get(at) {
            let found = match next {
                Some(next) if self.index.is_none() && new.len() < LOST_AFTER => {
                    self.near(next, *corner)
                }
                Some((from, first)) if self.is_at(from, first, *corner) => Some((from, first)),
                _ => self.anywhere(*corner),
            };
            let Some((from, first)) = found else {
                new.push(*corner);
                at += 1;
                continue;
            };
            if !new.is_empty() {
                pieces.push(Piece::New(std::mem::take(&mut new)));
            }
            let old = &self.before.rings[from].0;
            let n = same_corners(&old[first..], &ring[at..]);
            pieces.push(Piece::Copied {
                ring: from,
                first,
                n,
            });
            at += n;
            // A ring ends where it began, so that its second corner follows its last.
            let end = first + n;
            next = Some((from, if end == old.len() { 1 } else { end }));
        }
        if !new.is_empty() {
            pieces.push(Piece::New(new));
        }
        pieces
    }

    /// The start of a ring of the day before that begins at the same corner, that in the same place first.
    fn begins_like(&self, ring: &[Coord<f64>], idx: usize) -> Option<(usize, usize)> {
        let begins = |old: &LineString<f64>| matches!((old.0.first(), ring.first()), (Some(one), Some(other)) if bits(*one) == bits(*other));
        let rings = &self.before.rings;
        // Two rings may begin at one corner; the one of the same length is the better guess.
        let in_place = rings.get(idx).filter(|old| begins(old)).map(|_| idx);
        in_place
            .or_else(|| {
                rings
                    .iter()
                    .position(|old| old.0.len() == ring.len() && begins(old))
            })
            .or_else(|| rings.iter().position(|old| begins(old)))
            .map(|idx| (idx, 0))
    }

    /// A corner among the next ones of a ring, around its end.
    fn near(&self, (ring, first): (usize, usize), corner: Coord<f64>) -> Option<(usize, usize)> {
        const N_AHEAD: usize = 64;
        let old = &self.before.rings[ring].0;
        let to = old.len().min(first + N_AHEAD);
        let around = old
            .len()
            .min(1 + (first + N_AHEAD).saturating_sub(old.len()));
        (first..to)
            .chain(1..around)
            .find(|idx| bits(old[*idx]) == bits(corner))
            .map(|idx| (ring, idx))
    }

    fn is_at(&self, ring: usize, first: usize, corner: Coord<f64>) -> bool {
        let at = self.before.rings[ring].0.get(first);
        at.is_some_and(|at| bits(*at) == bits(corner))
    }

    fn anywhere(&mut self, corner: Coord<f64>) -> Option<(usize, usize)> {
        let index = self.index.get_or_insert_with(|| {
            let n_corners = self.before.rings.iter().map(|ring| ring.0.len()).sum();
            let mut index =
                CornerIndex::with_capacity_and_hasher(n_corners, BuildHasherDefault::new());
            for (ring_idx, ring) in self.before.rings.iter().enumerate() {
                for (idx, corner) in ring.0.iter().enumerate() {
                    index.entry(bits(*corner)).or_insert((ring_idx, idx));
                }
            }
            index
        });
        index.get(&bits(corner)).copied()
    }
}

/// Mixes the bits of two numbers by multiplication. Corners come from a map, not from somebody who looks for collisions, and the index is only looked up.
#[derive(Default)]
struct BitsHasher(u64);

impl Hasher for BitsHasher {
    fn write_u64(&mut self, bits: u64) {
        // 2⁶⁴ over the golden ratio.
        self.0 = (self.0.rotate_left(29) ^ bits).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u64(u64::from(*byte));
        }
    }

    fn finish(&self) -> u64 {
        self.0.rotate_left(29)
    }
}

fn bits(at: Coord<f64>) -> (u64, u64) {
    (at.x.to_bits(), at.y.to_bits())
}

/// Number of equal corners at the start of both.
fn same_corners(one: &[Coord<f64>], other: &[Coord<f64>]) -> usize {
    one.iter()
        .zip(other)
        .take_while(|(one, other)| bits(**one) == bits(**other))
        .count()
}
