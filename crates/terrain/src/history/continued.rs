//! What goes on from one day to the next, and by what the two differ.
//!
//! **Method.** A ring that is copied as a whole, in the same role, goes on with all its edges, whichever way it winds. Of other rings those edges go on that lie within
//! a copied run and have their ground on the same side. The new edges, and the old ones that do not go on, turned around, are the cycle; those that meet their reverse
//! cancel. An edge goes on once, so that a part that is copied twice is new the second time.
//!
//! **Error.** None: the cycle is that of [`cycle_between`](crate::cycle::cycle_between).

use geo_types::LineString;

use super::script::{Piece, RingList, Script};
use crate::cycle::{Edge, Role, cancelled};

impl Script {
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
