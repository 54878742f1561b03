//! The widest passage from a place to the radius, by quartering squares.
//!
//! **Shape.** Works in a plane with the place at the origin. `low` and `high` bound twice the clearance of the widest path; negative values mean that
//! every path crosses held ground so deep. See the module above for the definition and the reasoning.
//!
//! **Cost.** Only squares near the answer are quartered, along lines, so each level has about twice as many as the one before; and a square
//! hands its quarters the few edges that can be nearest to them.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use geo_types::{Coord, MultiPolygon};

use super::union::MarkedSets;
use crate::ground::{bounds, edges, parity};
use crate::planar::{Segment, SegmentIndex, apart, nearest_on_segment};

/// What is asked.
#[derive(Debug)]
pub(super) struct Question<'a> {
    /// Edges of the held zone.
    pub(super) segments: &'a [Segment],
    pub(super) place: Place<'a>,
    pub(super) radius: f64,
    pub(super) error_bound: f64,
}

/// What is found.
#[derive(Debug, Clone, Copy)]
pub(super) struct Passage {
    pub(super) low: f64,
    pub(super) high: f64,
    /// Where the widest path is tightest.
    pub(super) tightest: Option<Coord<f64>>,
    /// The point with the greatest clearance from which a path may start.
    pub(super) freest_start: Option<Coord<f64>>,
}

/// The place in the plane: a polygon, or a disc around the origin.
#[derive(Debug)]
pub(super) struct Place<'a> {
    limit: Option<(&'a MultiPolygon<f64>, SegmentIndex)>,
    /// Everything of it is within this of the origin.
    reach: f64,
}

impl<'a> Place<'a> {
    /// The ground inside a limit, or, without one, within a radius of the origin.
    pub(super) fn new(boundary: Option<&'a MultiPolygon<f64>>, radius: f64) -> Self {
        let reach = boundary
            .and_then(|boundary| bounds(boundary.iter().flat_map(|part| part.exterior().coords())))
            .map_or(radius, |limits| {
                let (low, high) = (limits.min(), limits.max());
                libm::hypot(low.x.abs().max(high.x.abs()), low.y.abs().max(high.y.abs()))
            });
        Self {
            limit: boundary.map(|boundary| (boundary, SegmentIndex::new(edges(boundary)))),
            reach,
        }
    }

    /// Whether a point is in the place or within a distance of it.
    fn within(&self, at: Coord<f64>, distance: f64) -> bool {
        if libm::hypot(at.x, at.y) - self.reach > distance {
            return false;
        }
        self.limit.as_ref().is_none_or(|(boundary, index)| {
            parity(edges(boundary), at) || index.distance(at) <= distance
        })
    }

    /// Whether a corner of the limit lies in a square.
    fn has_corner_in(&self, middle: Coord<f64>, half_side: f64) -> bool {
        self.limit.as_ref().is_some_and(|(boundary, _)| {
            edges(boundary).any(|(corner, _)| {
                (corner.x - middle.x).abs() <= half_side && (corner.y - middle.y).abs() <= half_side
            })
        })
    }
}

/// A path can certainly start in the square; it perhaps can; the square reaches the radius.
const SURE_START: u8 = 1;
const ANY_START: u8 = 2;
const OUTSIDE: u8 = 4;

#[derive(Debug)]
struct Square {
    x: i32,
    y: i32,
    /// Whether the middle is held.
    held: bool,
    /// Clearance in the middle, negative in held ground, capped at a little more than half the radius.
    clearance: f64,
    marks: u8,
    /// Indices of the edges that can be nearest to a point of the square.
    near: Vec<u32>,
}

/// What a square has come to.
#[derive(Debug, Clone, Copy)]
enum State {
    /// Too narrow for the widest path.
    Blocked,
    /// Wide enough all over; a member of the joined sets.
    Clear(usize),
    /// On the list of the present level.
    Open(usize),
    /// Quartered.
    Split,
}

/// Finds the widest passage.
pub(super) fn widest_passage(question: &Question<'_>) -> Passage {
    Search::new(question).run()
}

struct Search<'a> {
    question: &'a Question<'a>,
    /// Side of a square of the present level.
    side: f64,
    level: u8,
    /// The level of the largest squares.
    top: u8,
    /// Clearance beyond this is not told apart.
    cap: f64,
    /// The largest squares have indices from −n to n − 1.
    n_half: i32,
    states: HashMap<(u8, i32, i32), State, BuildHasherDefault<IndexHasher>>,
    clear: MarkedSets,
    low: f64,
    high: f64,
    freest: Option<(f64, Coord<f64>)>,
}

impl<'a> Search<'a> {
    fn new(question: &'a Question<'a>) -> Self {
        const FIRST_PER_RADIUS: f64 = 16.0;
        // The bounds are √2 sides away on either side, and more where the place's own rim decides: two more levels are kept for that.
        let last_side = question.error_bound / (8.0 * std::f64::consts::SQRT_2);
        let mut side = last_side;
        let mut level = 0;
        while side < question.radius / FIRST_PER_RADIUS {
            side *= 2.0;
            level += 1;
        }
        // A ring of squares beyond the radius lets paths arrive.
        #[expect(clippy::cast_possible_truncation, reason = "at most 18")]
        let n_half = (question.radius / side).ceil() as i32 + 2;
        Self {
            question,
            side,
            // Counted down to 0, the level of the smallest squares.
            level,
            top: level,
            // A square whose middle reaches this is certainly as wide as the radius all over.
            cap: question.radius / 2.0 + side * std::f64::consts::SQRT_2,
            n_half,
            states: HashMap::default(),
            clear: MarkedSets::default(),
            low: f64::NEG_INFINITY,
            // Widths above the radius are not told apart.
            high: question.radius,
            freest: None,
        }
    }

    fn run(mut self) -> Passage {
        let mut squares = self.first_squares();
        loop {
            for (idx, square) in squares.iter().enumerate() {
                self.states
                    .insert((self.level, square.x, square.y), State::Open(idx));
            }
            let order = widest_first(&squares);
            let sure = self.bottleneck(&squares, &order, SURE_START);
            let any = self.bottleneck(&squares, &order, ANY_START);
            let width_at = |idx: Option<usize>| {
                idx.map_or(f64::NEG_INFINITY, |idx| 2.0 * squares[idx].clearance)
            };
            // Every point of a square is within half a diagonal of its middle, and a width is twice a clearance.
            let slack = self.side * std::f64::consts::SQRT_2;
            self.low = self.low.max(width_at(sure) - slack);
            self.high = self.high.min(width_at(any) + slack);
            if self.level == 0
                || self.high <= 0.0
                || self.low >= self.question.radius
                || self.high - self.low <= self.question.error_bound
            {
                return self.passage(&squares, sure.or(any));
            }
            squares = self.quarter(&squares);
        }
    }

    fn passage(&self, squares: &[Square], tightest: Option<usize>) -> Passage {
        let tightest = tightest.map(|idx| &squares[idx]);
        Passage {
            low: self.low,
            high: self.high,
            tightest: tightest.map(|square| middle_of(square.x, square.y, self.side)),
            freest_start: self.freest.map(|(_, at)| at),
        }
    }

    fn first_squares(&mut self) -> Vec<Square> {
        let segments = self.question.segments;
        let all: Vec<u32> = (0..segments.len())
            .filter_map(|idx| u32::try_from(idx).ok())
            .collect();
        let mut squares = Vec::new();
        for y in -self.n_half..self.n_half {
            for x in -self.n_half..self.n_half {
                let middle = middle_of(x, y, self.side);
                let held = parity(segments.iter().copied(), middle);
                squares.push(self.square(x, y, held, &all));
            }
        }
        squares
    }

    /// Measures a square, given whether its middle is held and which edges may be near.
    fn square(&mut self, x: i32, y: i32, held: bool, candidates: &[u32]) -> Square {
        let question = self.question;
        let middle = middle_of(x, y, self.side);
        let half_diagonal = self.side * std::f64::consts::FRAC_1_SQRT_2;
        let mut distances: Vec<(f64, u32)> = Vec::with_capacity(candidates.len());
        let mut least = self.cap;
        for &idx in candidates {
            let segment = question.segments[idx as usize];
            let distance = apart(middle, nearest_on_segment(middle, segment));
            if distance <= least + 2.0 * half_diagonal {
                distances.push((distance, idx));
                least = least.min(distance);
            }
        }
        let near = distances
            .iter()
            .filter(|(distance, _)| *distance <= least + 2.0 * half_diagonal)
            .map(|(_, idx)| *idx)
            .collect();
        let clearance = if held { -least } else { least };
        let marks = self.marks(middle, half_diagonal);
        if marks & SURE_START != 0
            && clearance > 0.0
            && self.freest.is_none_or(|(most, _)| clearance > most)
        {
            self.freest = Some((clearance, middle));
        }
        Square {
            x,
            y,
            held,
            clearance,
            marks,
            near,
        }
    }

    fn marks(&self, middle: Coord<f64>, half_diagonal: f64) -> u8 {
        let question = self.question;
        let mut marks = 0;
        // One point of the square in the place is enough to start from: its middle, or a corner of a place that is thinner than the square.
        let half_side = self.side / 2.0;
        if question.place.within(middle, 0.0) {
            marks |= SURE_START | ANY_START;
        } else if question.place.within(middle, half_diagonal) {
            marks |= ANY_START;
            if question.place.has_corner_in(middle, half_side) {
                marks |= SURE_START;
            }
        }
        let farthest = libm::hypot(middle.x.abs() + half_side, middle.y.abs() + half_side);
        if farthest >= question.radius {
            marks |= OUTSIDE;
        }
        marks
    }

    /// The square at which start and outside meet when squares are added from the widest down. `None` when they never do.
    fn bottleneck(&self, squares: &[Square], order: &[usize], start: u8) -> Option<usize> {
        let mut sets = self.clear.clone();
        let mut member_of: Vec<Option<usize>> = vec![None; squares.len()];
        for &idx in order {
            let square = &squares[idx];
            let member = sets.add(square.marks);
            member_of[idx] = Some(member);
            for state in self.neighbours(square.x, square.y) {
                match state {
                    State::Clear(other) => sets.join(member, other),
                    State::Open(other_idx) => {
                        if let Some(other) = member_of[other_idx] {
                            sets.join(member, other);
                        }
                    }
                    State::Blocked | State::Split => {}
                }
            }
            let both = start | OUTSIDE;
            if sets.marks(member) & both == both {
                return Some(idx);
            }
        }
        None
    }

    /// The squares of this or a larger size that lie beside one of this level.
    fn neighbours(&self, x: i32, y: i32) -> impl Iterator<Item = State> + '_ {
        const SIDES: [(i32, i32); 4] = [(1, 0), (-1, 0), (0, 1), (0, -1)];
        SIDES.iter().filter_map(move |(right, up)| {
            let (mut x, mut y) = (x + right, y + up);
            let mut level = self.level;
            loop {
                if let Some(state) = self.states.get(&(level, x, y)) {
                    return Some(*state);
                }
                // Levels count down to the smallest; beyond the largest squares lies nothing.
                level += 1;
                if level > self.top {
                    return None;
                }
                (x, y) = (x.div_euclid(2), y.div_euclid(2));
            }
        })
    }

    /// Settles what can be settled and quarters the rest.
    fn quarter(&mut self, squares: &[Square]) -> Vec<Square> {
        let half_diagonal = self.side * std::f64::consts::FRAC_1_SQRT_2;
        let mut rest = Vec::new();
        for square in squares {
            let least = square.clearance - half_diagonal;
            let most = square.clearance + half_diagonal;
            let start_is_sure = matches!(square.marks & (SURE_START | ANY_START), 0 | 3);
            let state = if most < self.low.max(0.0) / 2.0 {
                State::Blocked
            } else if least >= self.high / 2.0 && start_is_sure {
                State::Clear(self.clear.add(square.marks))
            } else {
                rest.push(square);
                State::Split
            };
            self.states.insert((self.level, square.x, square.y), state);
        }
        // Only now are all neighbours known.
        for square in squares {
            if let Some(State::Clear(member)) =
                self.states.get(&(self.level, square.x, square.y)).copied()
            {
                let beside: Vec<State> = self.neighbours(square.x, square.y).collect();
                for state in beside {
                    if let State::Clear(other) = state {
                        self.clear.join(member, other);
                    }
                }
            }
        }
        let large_side = self.side;
        self.side /= 2.0;
        self.level -= 1;
        let mut quarters = Vec::with_capacity(4 * rest.len());
        for square in rest {
            let middle = middle_of(square.x, square.y, large_side);
            for (right, up) in [(0, 0), (1, 0), (0, 1), (1, 1)] {
                let (x, y) = (2 * square.x + right, 2 * square.y + up);
                let to = middle_of(x, y, self.side);
                let held = square.held != self.crossed(middle, to, &square.near);
                quarters.push(self.square(x, y, held, &square.near));
            }
        }
        quarters
    }

    /// Whether an odd number of edges is crossed on the straight way between two points.
    fn crossed(&self, from: Coord<f64>, to: Coord<f64>, near: &[u32]) -> bool {
        let side = |at: Coord<f64>, (start, end): Segment| {
            (end.x - start.x) * (at.y - start.y) - (end.y - start.y) * (at.x - start.x) > 0.0
        };
        near.iter()
            .map(|idx| self.question.segments[*idx as usize])
            .filter(|&segment| {
                side(segment.0, (from, to)) != side(segment.1, (from, to))
                    && side(from, segment) != side(to, segment)
            })
            .count()
            % 2
            == 1
    }
}

/// A hash for small indices of our own making, several times cheaper than the default one, which guards against hostile keys. The map is never iterated.
#[derive(Debug, Default)]
struct IndexHasher(u64);

impl Hasher for IndexHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u64(u64::from(*byte));
        }
    }

    fn write_u8(&mut self, value: u8) {
        self.write_u64(u64::from(value));
    }

    fn write_i32(&mut self, value: i32) {
        self.write_u64(u64::from(value.cast_unsigned()));
    }

    fn write_u64(&mut self, value: u64) {
        // 2⁶⁴ divided by the golden ratio, as in Knuth's multiplicative hashing.
        const SPREAD: u64 = 0x9e37_79b9_7f4a_7c15;
        self.0 = (self.0.rotate_left(26) ^ value).wrapping_mul(SPREAD);
    }
}

/// The middle of a square by its indices and side.
fn middle_of(x: i32, y: i32, side: f64) -> Coord<f64> {
    Coord {
        x: (f64::from(x) + 0.5) * side,
        y: (f64::from(y) + 0.5) * side,
    }
}

/// Indices in order of falling clearance; of equal ones the earlier first.
fn widest_first(squares: &[Square]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..squares.len()).collect();
    order.sort_by(|one, other| {
        squares[*other]
            .clearance
            .total_cmp(&squares[*one].clearance)
    });
    order
}
