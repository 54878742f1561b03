//! Which rings of a zone meet, and which contain each other, without comparing every edge with every other.
//!
//! **What.** The plane is cut into horizontal strips; each edge is entered into the strips that it crosses, sorted by its western end. Edges are compared only
//! inside a strip and only where their ranges of longitude overlap. The same strips answer point-in-ring questions for all rings at once.
//! `geo::Validation` asks the same questions but compares every pair of edges and every pair of polygons, which takes minutes on a map of ten thousand parts.
//!
//! **Errors and doubt.** Orientation tests are exact (adaptive precision), so the answers do not depend on rounding. The number of comparisons is limited.
//!
//! **Sources.** Shewchuk, *Adaptive Precision Floating-Point Arithmetic and Fast Robust Geometric Predicates*, 1997, behind `geo`'s robust kernel.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use geo::kernels::{Kernel, Orientation, RobustKernel};
use geo_types::{Coord, LineString};

/// How two rings meet, mildest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Contact {
    /// In a point, without one edge passing through another.
    Touch,
    /// Along a stretch of an edge.
    Along,
    /// One edge passes through another.
    Cross,
}

/// The worst contact of two rings.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Meeting {
    pub(crate) contact: Contact,
    /// Where they touch, when they do so in one point only. Closed curves that meet in one point without crossing edges do not cross at all.
    pub(crate) only_point: Option<Coord<f64>>,
}

impl Meeting {
    fn and(self, other: Self) -> Self {
        match self.contact.cmp(&other.contact) {
            Ordering::Less => other,
            Ordering::Greater => self,
            Ordering::Equal => Self {
                only_point: self
                    .only_point
                    .filter(|_| self.only_point == other.only_point),
                ..self
            },
        }
    }

    fn at(contact: Contact) -> Self {
        Self {
            contact,
            only_point: None,
        }
    }
}

/// More pairs of edges would have to be compared than the limit allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TooTangled;

#[derive(Debug, Clone, Copy)]
struct Edge {
    start: Coord<f64>,
    end: Coord<f64>,
    min: Coord<f64>,
    max: Coord<f64>,
    ring: usize,
    /// Position in its ring.
    position: usize,
}

/// Edges of closed rings, entered into strips.
#[derive(Debug)]
pub(crate) struct EdgeStrips {
    edges: Vec<Edge>,
    /// Edges of each ring.
    ring_lengths: Vec<usize>,
    south: f64,
    strips_per_degree: f64,
    /// Edge numbers by strip, west first.
    strips: Vec<Vec<usize>>,
}

impl EdgeStrips {
    /// Enters all edges. The rings must be closed, with three corners or more and no repeated points.
    pub(crate) fn new(rings: &[&LineString<f64>]) -> Self {
        let mut edges = Vec::new();
        for (ring, line_string) in rings.iter().enumerate() {
            edges.extend(
                line_string
                    .0
                    .windows(2)
                    .enumerate()
                    .map(|(position, ends)| {
                        let (start, end) = (ends[0], ends[1]);
                        Edge {
                            start,
                            end,
                            min: Coord {
                                x: start.x.min(end.x),
                                y: start.y.min(end.y),
                            },
                            max: Coord {
                                x: start.x.max(end.x),
                                y: start.y.max(end.y),
                            },
                            ring,
                            position,
                        }
                    }),
            );
        }
        let south = edges.iter().map(|edge| edge.min.y).fold(90.0, f64::min);
        let north = edges.iter().map(|edge| edge.max.y).fold(-90.0, f64::max);
        let height = (north - south).max(f64::MIN_POSITIVE);
        let mean_rise = edges
            .iter()
            .map(|edge| edge.max.y - edge.min.y)
            .sum::<f64>()
            / edges.len().max(1) as f64;
        // Enough strips that each holds few edges, but so few that an edge of mean height lies in some four of them: that bounds the memory.
        let n_wanted = (edges.len() as f64).sqrt() * 4.0;
        let n_strips = n_wanted.min(4.0 * height / mean_rise.max(f64::MIN_POSITIVE));
        let n_strips = whole(n_strips).clamp(1, 1 << 16);
        let mut strips = Self {
            ring_lengths: rings
                .iter()
                .map(|ring| ring.0.len().saturating_sub(1))
                .collect(),
            edges,
            south,
            strips_per_degree: n_strips as f64 / height,
            strips: vec![Vec::new(); n_strips],
        };
        let mut order: Vec<usize> = (0..strips.edges.len()).collect();
        order.sort_by(|&a, &b| {
            strips.edges[a]
                .min
                .x
                .total_cmp(&strips.edges[b].min.x)
                .then(a.cmp(&b))
        });
        for edge in order {
            let (from, to) = (
                strips.strip_of(strips.edges[edge].min.y),
                strips.strip_of(strips.edges[edge].max.y),
            );
            for strip in &mut strips.strips[from..=to] {
                strip.push(edge);
            }
        }
        strips
    }

    /// The worst contact of each pair of rings that meet, a ring with itself included; the lower ring number first.
    pub(crate) fn contacts(
        &self,
        max_pairs: u64,
    ) -> Result<BTreeMap<(usize, usize), Meeting>, TooTangled> {
        let mut contacts: BTreeMap<(usize, usize), Meeting> = BTreeMap::new();
        let mut n_pairs = 0;
        for (strip_idx, strip) in self.strips.iter().enumerate() {
            for (i, &a) in strip.iter().enumerate() {
                let a = &self.edges[a];
                let mut n_compared = 0;
                for &b in &strip[i + 1..] {
                    let b = &self.edges[b];
                    n_compared += 1;
                    if b.min.x > a.max.x {
                        break;
                    }
                    if b.min.y > a.max.y || a.min.y > b.max.y {
                        continue;
                    }
                    // A pair shares several strips; the lowest of them is the one that counts.
                    if self.strip_of(a.min.y.max(b.min.y)) != strip_idx {
                        continue;
                    }
                    if let Some(meeting) = self.meeting(a, b) {
                        let key = (a.ring.min(b.ring), a.ring.max(b.ring));
                        contacts
                            .entry(key)
                            .and_modify(|known| *known = known.and(meeting))
                            .or_insert(meeting);
                    }
                }
                n_pairs += n_compared;
                if n_pairs > max_pairs {
                    return Err(TooTangled);
                }
            }
        }
        Ok(contacts)
    }

    /// Rings that have `point` strictly inside. Rings that pass through it may or may not be among them.
    pub(crate) fn rings_around(&self, point: Coord<f64>) -> Vec<usize> {
        let mut crossed = Vec::new();
        for &edge in &self.strips[self.strip_of(point.y)] {
            let edge = &self.edges[edge];
            if edge.min.x > point.x {
                break;
            }
            // A ray to the west meets the edge when the edge spans the latitude (half-open, so that a corner counts once) and the point lies east of it.
            if (edge.start.y > point.y) == (edge.end.y > point.y) {
                continue;
            }
            let (lower, upper) = if edge.start.y < edge.end.y {
                (edge.start, edge.end)
            } else {
                (edge.end, edge.start)
            };
            if RobustKernel::orient2d(lower, upper, point) == Orientation::Clockwise {
                crossed.push(edge.ring);
            }
        }
        crossed.sort_unstable();
        let mut around = Vec::new();
        for run in crossed.chunk_by(|a, b| a == b) {
            if run.len() % 2 == 1 {
                around.push(run[0]);
            }
        }
        around
    }

    fn strip_of(&self, y: f64) -> usize {
        // Monotone in y, which is all that its callers rely on.
        whole((y - self.south) * self.strips_per_degree).min(self.strips.len() - 1)
    }

    fn meeting(&self, a: &Edge, b: &Edge) -> Option<Meeting> {
        if a.ring == b.ring {
            let last = self.ring_lengths[a.ring] - 1;
            let follows = |first: &Edge, second: &Edge| {
                second.position == first.position + 1
                    || (first.position == last && second.position == 0)
            };
            if follows(a, b) {
                return spike(a, b);
            }
            if follows(b, a) {
                return spike(b, a);
            }
        }
        let b_start = RobustKernel::orient2d(a.start, a.end, b.start);
        let b_end = RobustKernel::orient2d(a.start, a.end, b.end);
        if b_start == b_end && b_start != Orientation::Collinear {
            return None;
        }
        let a_start = RobustKernel::orient2d(b.start, b.end, a.start);
        let a_end = RobustKernel::orient2d(b.start, b.end, a.end);
        if a_start == a_end && a_start != Orientation::Collinear {
            return None;
        }
        let sides = [b_start, b_end, a_start, a_end];
        if !sides.contains(&Orientation::Collinear) {
            return Some(Meeting::at(Contact::Cross));
        }
        if sides.iter().all(|&side| side == Orientation::Collinear) {
            return along(a, b);
        }
        [
            (b_start, a, b.start),
            (b_end, a, b.end),
            (a_start, b, a.start),
            (a_end, b, a.end),
        ]
        .into_iter()
        .find(|&(side, edge, point)| side == Orientation::Collinear && within_box(edge, point))
        .map(|(_, _, point)| touch_at(point))
    }
}

fn touch_at(point: Coord<f64>) -> Meeting {
    Meeting {
        contact: Contact::Touch,
        only_point: Some(point),
    }
}

/// Rounded down; zero for what is below.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the callers bound the result, and a cut value keeps the order"
)]
fn whole(number: f64) -> usize {
    number as usize
}

/// The second edge of a corner runs back over the first.
fn spike(first: &Edge, second: &Edge) -> Option<Meeting> {
    let corner = first.end;
    if RobustKernel::orient2d(first.start, corner, second.end) != Orientation::Collinear {
        return None;
    }
    // On one line, so comparing the signs of one ordinate is exact.
    let back = |from: f64, corner: f64, to: f64| {
        (from > corner && to > corner) || (from < corner && to < corner)
    };
    (back(first.start.x, corner.x, second.end.x) || back(first.start.y, corner.y, second.end.y))
        .then_some(Meeting::at(Contact::Along))
}

/// Two edges on one line: a common stretch, a common point, or nothing.
fn along(a: &Edge, b: &Edge) -> Option<Meeting> {
    let overlap_x = a.max.x.min(b.max.x) - a.min.x.max(b.min.x);
    let overlap_y = a.max.y.min(b.max.y) - a.min.y.max(b.min.y);
    if overlap_x < 0.0 || overlap_y < 0.0 {
        None
    } else if overlap_x > 0.0 || overlap_y > 0.0 {
        Some(Meeting::at(Contact::Along))
    } else {
        let is_shared = a.start == b.start || a.start == b.end;
        Some(touch_at(if is_shared { a.start } else { a.end }))
    }
}

fn within_box(edge: &Edge, point: Coord<f64>) -> bool {
    edge.min.x <= point.x && point.x <= edge.max.x && edge.min.y <= point.y && point.y <= edge.max.y
}
