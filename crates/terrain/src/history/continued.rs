//! What goes on from one day to the next, and by what the two differ.
//!
//! **Method.** A ring that is copied as a whole, in the same role, goes on with all its edges, whichever way it winds. Of other rings those edges go on that lie within
//! a copied run and have their ground on the same side. The new edges, and the old ones that do not go on, turned around, are the cycle; those that meet their reverse
//! cancel. An edge goes on once, so that a part that is copied twice is new the second time.
//!
//! **Error.** None: the cycle is that of [`cycle_between`](crate::cycle::cycle_between).

use geo_types::LineString;

use super::script::{Piece, RingList, Script};
use crate::cycle::{Cancelling, Edge, Role};

impl Script {
    /// By what the two days differ: what [`cycle_between`](crate::cycle::cycle_between) finds, without a look at what was copied.
    pub(super) fn cycle(
        &self,
        before: &RingList<'_>,
        now: &RingList<'_>,
        edges: &mut Cancelling,
    ) -> Vec<Edge> {
        let mut kept = Kept::new(before);
        let is_whole: Vec<bool> = (0..)
            .zip(self.rings())
            .map(|(idx, pieces)| kept.take_whole(pieces, now.roles[idx]))
            .collect();
        for (idx, pieces) in self.rings().enumerate() {
            if !is_whole[idx] {
                let turned = now.is_turned(idx);
                let is_new = |start: usize| directed(now.rings[idx], start, turned);
                let mut start = 0;
                for piece in pieces {
                    if start > 0 {
                        edges.extend(std::iter::once(is_new(start - 1)));
                    }
                    let end = start + piece.len();
                    if !kept.take_run(piece, turned) {
                        edges.extend((start..end - 1).map(is_new));
                    }
                    start = end;
                }
            }
        }
        kept.add_gone(edges);
        edges.remaining()
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
    /// Runs of edges that go on.
    runs: Vec<Run>,
    /// For each ring one more than the index of its last run; 0 where there is none.
    last: Vec<usize>,
}

/// A run of edges of a ring.
struct Run {
    start: usize,
    end: usize,
    /// As in [`Kept::last`], for the run of the same ring before this one.
    previous: usize,
}

impl<'a> Kept<'a> {
    fn new(before: &'a RingList<'a>) -> Self {
        let n_rings = before.rings.len();
        Self {
            before,
            runs: Vec::with_capacity(n_rings),
            last: vec![0; n_rings],
        }
    }

    /// The runs of a ring, the last one first.
    fn of_ring(&self, ring: usize) -> impl Iterator<Item = &Run> {
        let run = |number: usize| self.runs.get(number.checked_sub(1)?);
        std::iter::successors(run(self.last[ring]), move |last| run(last.previous))
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
            Piece::New { .. } => false,
        }
    }

    fn take(&mut self, ring: usize, (start, end): (usize, usize)) -> bool {
        let is_free = self
            .of_ring(ring)
            .all(|run| end <= run.start || run.end <= start);
        if is_free {
            self.runs.push(Run {
                start,
                end,
                previous: std::mem::replace(&mut self.last[ring], self.runs.len() + 1),
            });
        }
        is_free
    }

    /// Adds the edges that do not go on, turned around.
    fn add_gone(&self, edges: &mut Cancelling) {
        let mut runs = Vec::new();
        for (ring, line) in self.before.rings.iter().enumerate() {
            runs.clear();
            runs.extend(self.of_ring(ring).map(|run| (run.start, run.end)));
            runs.sort_unstable();
            let n_edges = line.0.len().saturating_sub(1);
            runs.push((n_edges, n_edges));
            let mut start = 0;
            for &(end, next) in &runs {
                if start < end {
                    let turned = self.before.is_turned(ring);
                    edges.extend((start..end).map(|at| directed(line, at, !turned)));
                }
                start = next;
            }
        }
    }
}
