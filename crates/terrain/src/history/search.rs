//! How a script is found.
//!
//! **Method.** A ring is first compared with one of the day before that begins at the same corner. Where a run of equal corners ends, the next corner is looked for
//! among the 64 that follow in the same ring. Once 32 in a row are not there, or a ring begins like none, a hash table of all corners of the day before is made; from
//! then on, what does not go on where the last run ended is looked up in it, and the first of equal corners is taken.
//!
//! **Cost.** Corners are compared sixteen at a time, which on most days is all there is to do; the table costs a few nanoseconds for each corner.

use geo_types::{Coord, LineString};

use super::script::{Piece, RingList, Script};

impl Script {
    /// Writes the rings of `now` from those of `before`.
    pub(super) fn between(before: &RingList<'_>, now: &RingList<'_>) -> Self {
        let mut search = Search::new(before);
        let mut script = Self::of_polygons(now.rings_per_polygon.clone());
        for (idx, ring) in now.rings.iter().enumerate() {
            search.write(&ring.0, idx, &mut script);
        }
        script
    }
}

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

    /// Writes a ring in pieces; `idx` is its place in its list.
    fn write(&mut self, ring: &[Coord<f64>], idx: usize, script: &mut Script) {
        const LOST_AFTER: usize = 32;
        let mut n_new = 0;
        let mut next = self.begins_like(ring, idx);
        let mut at = 0;
        while let Some(corner) = ring.get(at) {
            let found = match next {
                Some(next) if self.index.is_none() && n_new < LOST_AFTER => {
                    self.near(next, *corner)
                }
                Some((from, first)) if self.is_at(from, first, *corner) => Some((from, first)),
                _ => self.anywhere(*corner),
            };
            let Some((from, first)) = found else {
                script.new.push(*corner);
                n_new += 1;
                at += 1;
                continue;
            };
            if n_new > 0 {
                script.pieces.push(Piece::New { n: n_new });
                n_new = 0;
            }
            let old = &self.before.rings[from].0;
            let n = same_corners(&old[first..], &ring[at..]);
            script.pieces.push(Piece::Copied {
                ring: from,
                first,
                n,
            });
            at += n;
            // A ring ends where it began, so that its second corner follows its last.
            let end = first + n;
            next = Some((from, if end == old.len() { 1 } else { end }));
        }
        if n_new > 0 {
            script.pieces.push(Piece::New { n: n_new });
        }
        script.end_ring();
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
        let rings = &self.before.rings;
        let index = self.index.get_or_insert_with(|| CornerIndex::of(rings));
        index.first(rings, corner)
    }
}

/// Where corners stand, by their bits: an open hash table of positions, so that making it costs a few nanoseconds for each corner.
struct CornerIndex {
    /// How many corners stand before each ring.
    starts: Vec<usize>,
    /// One more than the position of a corner among those of all rings; 0 where there is none. At least half are 0.
    slots: Vec<u32>,
}

impl CornerIndex {
    fn of(rings: &[&LineString<f64>]) -> Self {
        let mut starts = Vec::with_capacity(rings.len());
        let mut n_corners = 0;
        for ring in rings {
            starts.push(n_corners);
            n_corners += ring.0.len();
        }
        let mut index = Self {
            starts,
            slots: vec![0; (2 * n_corners).next_power_of_two().max(2)],
        };
        let corners = rings.iter().flat_map(|ring| ring.0.iter());
        // Half the memory of `usize`, and no zone has a thousandth of so many corners.
        for (number, corner) in (1_u32..).zip(corners) {
            // Equal corners keep their order behind their common hash.
            let mut slot = index.slot(*corner);
            while index.slots[slot] != 0 {
                slot = index.after(slot);
            }
            index.slots[slot] = number;
        }
        index
    }

    /// The first ring and position at which a corner stands.
    fn first(&self, rings: &[&LineString<f64>], corner: Coord<f64>) -> Option<(usize, usize)> {
        let mut slot = self.slot(corner);
        loop {
            let idx = self.slots[slot].checked_sub(1)? as usize;
            // Of rings without corners, which start where the next one does, the last one is taken.
            let ring = self.starts.partition_point(|start| *start <= idx) - 1;
            let at = idx - self.starts[ring];
            if bits(rings[ring].0[at]) == bits(corner) {
                return Some((ring, at));
            }
            slot = self.after(slot);
        }
    }

    /// Mixes the bits by multiplication. Corners come from a map, not from somebody who looks for collisions.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "as many bits as the number of a slot has"
    )]
    fn slot(&self, corner: Coord<f64>) -> usize {
        // 2⁶⁴ over the golden ratio.
        const FACTOR: u64 = 0x9E37_79B9_7F4A_7C15;
        let (x, y) = bits(corner);
        let mixed = (x.wrapping_mul(FACTOR).rotate_left(29) ^ y).wrapping_mul(FACTOR);
        // The upper bits are the well mixed ones.
        let n_bits = self.slots.len().trailing_zeros();
        (mixed >> (u64::BITS - n_bits)) as usize
    }

    fn after(&self, slot: usize) -> usize {
        (slot + 1) & (self.slots.len() - 1)
    }
}

fn bits(at: Coord<f64>) -> (u64, u64) {
    (at.x.to_bits(), at.y.to_bits())
}

/// Number of equal corners at the start of both.
fn same_corners(one: &[Coord<f64>], other: &[Coord<f64>]) -> usize {
    // Whole blocks first, without a branch inside, so that they are compared by vector instructions: most of a map is like that of the day before.
    const BLOCK: usize = 16;
    let differ = |(one, other): (Coord<f64>, Coord<f64>)| {
        (one.x.to_bits() ^ other.x.to_bits()) | (one.y.to_bits() ^ other.y.to_bits())
    };
    let (blocks, other_blocks) = (one.as_chunks::<BLOCK>().0, other.as_chunks::<BLOCK>().0);
    let same_blocks = blocks.iter().zip(other_blocks).take_while(|(one, other)| {
        (0..BLOCK).fold(0, |bits, idx| bits | differ((one[idx], other[idx]))) == 0
    });
    let n = same_blocks.count() * BLOCK;
    let rest = one[n..].iter().zip(&other[n..]);
    n + rest
        .take_while(|(one, other)| differ((**one, **other)) == 0)
        .count()
}
