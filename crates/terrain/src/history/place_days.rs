//! Which places lie in the zone on which day.
//!
//! **Definition.** A place lies inside when an odd number of edges runs south of its point; edges are half-open in longitude, and the side of an edge on which a
//! point lies is decided exactly, so that a table equals the tests of every day on its own. A point on an edge falls on one side, always the same.
//!
//! **Method.** The number of edges south of a place changes from day to day by those of the cycle between the two days, and by nothing else. Places are
//! sorted by longitude; each edge of a cycle looks at the places between its two ends. The first day is a cycle from nothing.
//!
//! **Shape.** One row of bits per place, one bit per day.
//!
//! **Error.** None.
//!
//! **Source.** J. R. Shewchuk, Discrete & Computational Geometry 18 (1997), for the exact test of orientation.

use geo_types::Coord;
use salient_model::{Date, LonLat};

use super::ZoneHistory;
use crate::cycle::Edge;
use crate::ground::{coord, runs_south};

const DAYS_PER_WORD: usize = 64;

/// Days on which places lie in a zone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceDays {
    dates: Vec<Date>,
    n_places: usize,
    /// Row after row; the first day is the lowest bit of a row's first word, and bits beyond the last day are 0.
    words: Vec<u64>,
}

impl ZoneHistory {
    /// Tests every place on every day.
    #[must_use]
    pub fn place_days(&self, places: &[LonLat]) -> PlaceDays {
        let mut days = PlaceDays::outside(self.dates().collect(), places.len());
        // Together with their indexes, so that the sort does not look elsewhere.
        let mut eastward: Vec<(Coord<f64>, usize)> = (0..)
            .zip(places)
            .map(|(idx, place)| (coord(*place), idx))
            .collect();
        eastward.sort_unstable_by(|(one, one_idx), (other, other_idx)| {
            one.x.total_cmp(&other.x).then(one_idx.cmp(other_idx))
        });
        let (points, indexes): (Vec<_>, Vec<_>) = eastward.into_iter().unzip();
        let mut is_odd = vec![false; points.len()];
        let mut touched = Vec::new();
        for (day_idx, day) in self.days.iter().enumerate() {
            // A cycle is in order of its lower ends, which for longitudes east of Greenwich is eastward: the next edge begins a few places further on.
            let mut first = 0;
            for edges in apart(&day.cycle, points.len()) {
                // North of closed walks, the number of their edges south of a point is even.
                let north = edges
                    .iter()
                    .map(|(from, _)| from.y)
                    .fold(f64::NEG_INFINITY, f64::max);
                for &(from, to) in edges {
                    let (west, east) = (from.x.min(to.x), from.x.max(to.x));
                    first = first_from(&points, first, west);
                    let between = points[first..].iter().take_while(|at| at.x < east);
                    let south = from.y.min(to.y);
                    for (idx, at) in (first..).zip(between) {
                        if south <= at.y && at.y <= north && runs_south(from, to, *at) {
                            is_odd[idx] ^= true;
                            touched.push(idx);
                        }
                    }
                }
            }
            for idx in touched.drain(..) {
                if std::mem::take(&mut is_odd[idx]) {
                    days.flip_from(indexes[idx], day_idx);
                }
            }
        }
        days
    }
}

/// A cycle in runs of edges between which a meridian passes without touching any: each holds whole walks. A cycle that is not in eastward order stays together, and so
/// does one of which so few places are asked that looking for such meridians would be most of the work.
fn apart(cycle: &[Edge], n_places: usize) -> impl Iterator<Item = &[Edge]> {
    const FEW_PLACES: usize = 64;
    let west = |(from, to): &Edge| from.x.min(to.x);
    let may_part =
        n_places > FEW_PLACES && cycle.is_sorted_by(|one, other| west(one) <= west(other));
    let mut rest = cycle;
    std::iter::from_fn(move || {
        let (first, later) = rest.split_first()?;
        let n = if may_part {
            let mut east = first.0.x.max(first.1.x);
            let joined = later.iter().take_while(|edge| {
                let is_joined = west(edge) <= east;
                east = east.max(edge.0.x).max(edge.1.x);
                is_joined
            });
            1 + joined.count()
        } else {
            rest.len()
        };
        rest.split_off(..n)
    })
}

/// Index of the first point that does not lie west of a longitude. Points are in eastward order; the search starts from a guess and doubles its steps.
fn first_from(points: &[Coord<f64>], guess: usize, west: f64) -> usize {
    let is_west = |at: &Coord<f64>| at.x < west;
    if guess > 0 && !is_west(&points[guess - 1]) {
        return points[..guess].partition_point(is_west);
    }
    let (mut low, mut step) = (guess, 1);
    while points.get(low + step - 1).is_some_and(is_west) {
        low += step;
        step *= 2;
    }
    let high = points.len().min(low + step);
    low + points[low..high].partition_point(is_west)
}

impl PlaceDays {
    /// A table in which nothing lies inside.
    fn outside(dates: Vec<Date>, n_places: usize) -> Self {
        let words = vec![0; n_places * dates.len().div_ceil(DAYS_PER_WORD)];
        Self {
            dates,
            n_places,
            words,
        }
    }

    /// The days.
    #[must_use]
    pub fn dates(&self) -> &[Date] {
        &self.dates
    }

    /// Number of places.
    #[must_use]
    pub fn n_places(&self) -> usize {
        self.n_places
    }

    /// Whether a place lies inside on a day. `false` beyond the table.
    #[must_use]
    pub fn is_inside(&self, place_idx: usize, day_idx: usize) -> bool {
        day_idx < self.dates.len()
            && self
                .row(place_idx)
                .get(day_idx / DAYS_PER_WORD)
                .is_some_and(|word| word >> (day_idx % DAYS_PER_WORD) & 1 == 1)
    }

    /// The days on which a place passes in (`true`) or out (`false`). A place that lies inside on the first day passes in on it.
    #[must_use]
    pub fn flips(&self, place_idx: usize) -> Vec<(Date, bool)> {
        let mut flips = Vec::new();
        let mut carry = 0;
        for (word_idx, &word) in self.row(place_idx).iter().enumerate() {
            // A bit is set where a day differs from the day before.
            let mut differs = word ^ (word << 1 | carry);
            carry = word >> (DAYS_PER_WORD - 1);
            while differs != 0 {
                let bit = differs.trailing_zeros();
                differs &= differs - 1;
                let day = self.dates.get(word_idx * DAYS_PER_WORD + bit as usize);
                flips.extend(day.map(|date| (*date, word >> bit & 1 == 1)));
            }
        }
        flips
    }

    /// The number of places inside on a day.
    #[must_use]
    pub fn n_inside(&self, day_idx: usize) -> usize {
        (0..self.n_places)
            .filter(|place_idx| self.is_inside(*place_idx, day_idx))
            .count()
    }

    fn words_per_row(&self) -> usize {
        self.dates.len().div_ceil(DAYS_PER_WORD)
    }

    fn row(&self, place_idx: usize) -> &[u64] {
        let n = self.words_per_row();
        self.words
            .get(place_idx * n..(place_idx + 1) * n)
            .unwrap_or(&[])
    }

    /// Turns a day and all days after it.
    fn flip_from(&mut self, place_idx: usize, day_idx: usize) {
        let n = self.words_per_row();
        let row = &mut self.words[place_idx * n..(place_idx + 1) * n];
        let (first, bit) = (day_idx / DAYS_PER_WORD, day_idx % DAYS_PER_WORD);
        row[first] ^= u64::MAX << bit;
        for word in &mut row[first + 1..] {
            *word ^= u64::MAX;
        }
        // Bits beyond the last day stay 0.
        let beyond = n * DAYS_PER_WORD - self.dates.len();
        if let Some(last) = row.last_mut() {
            *last &= u64::MAX >> beyond;
        }
    }
}
