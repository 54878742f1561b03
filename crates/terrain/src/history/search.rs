//! How a script is found.
//!
//! **Method.** A ring is first compared with one of the day before that begins at the same corner. Where a run of equal corners ends, the next corner is looked for
//! among the 64 that follow in the same ring. Once 32 in a row are not there, or a ring begins like none, an index of all corners of the day before is made; from
//! then on, what does not go on where the last run ended is looked up in it, and the first of equal corners is taken.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use geo_types::{Coord, LineString};

use super::script::{Piece, RingList, Script};

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
