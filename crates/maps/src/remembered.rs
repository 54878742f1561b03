//! What came of the polygons of the last maps, found again by their exact coordinates.
//!
//! **What.** Consecutive maps of a series share nearly all of their ground. What was found out about polygons holds for the same polygons the next day: whoever
//! asks with the same bits in the same order gets what was kept, and nothing else counts, neither day nor feature.
//!
//! **Shape.** Two generations: what was asked for in the present map, and what was in the map before. Anything older is forgotten, which bounds the memory by two maps.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hasher};

use geo_types::{LineString, Polygon};

/// Polygons, and what came of them.
type Entry<V> = (Vec<Polygon<f64>>, V);
/// Entries by a hash of all coordinates; those of one hash are told apart by comparing.
type Generation<V> = HashMap<u64, Vec<Entry<V>>>;

/// What came of polygons in this map and in the one before.
#[derive(Debug)]
pub(crate) struct Remembered<V> {
    present: Generation<V>,
    before: Generation<V>,
}

impl<V> Default for Remembered<V> {
    fn default() -> Self {
        Self {
            present: HashMap::new(),
            before: HashMap::new(),
        }
    }
}

impl<V: Clone> Remembered<V> {
    /// Begins the next map.
    pub(crate) fn next_map(&mut self) {
        self.before = std::mem::take(&mut self.present);
    }

    /// What came of these polygons, found out by `work` unless it is known. Failures are not kept.
    pub(crate) fn get_or<'a, E>(
        &mut self,
        polygons: impl Iterator<Item = &'a Polygon<f64>> + Clone,
        work: impl FnOnce() -> Result<V, E>,
    ) -> Result<V, E> {
        let key = hash(polygons.clone());
        let is_it = |entry: &Entry<V>| are_same(entry.0.iter(), polygons.clone());
        let present = self.present.entry(key).or_default();
        if let Some((_, known)) = present.iter().find(|entry| is_it(entry)) {
            return Ok(known.clone());
        }
        let kept = self.before.get_mut(&key).and_then(|entries| {
            let position = entries.iter().position(is_it)?;
            Some(entries.swap_remove(position))
        });
        let entry = if let Some(entry) = kept {
            entry
        } else {
            let value = work()?;
            (polygons.cloned().collect(), value)
        };
        let value = entry.1.clone();
        present.push(entry);
        Ok(value)
    }
}

fn rings(polygon: &Polygon<f64>) -> impl Iterator<Item = &LineString<f64>> {
    std::iter::once(polygon.exterior()).chain(polygon.interiors())
}

fn hash<'a>(polygons: impl Iterator<Item = &'a Polygon<f64>>) -> u64 {
    let mut hasher = DefaultHasher::new();
    for polygon in polygons {
        hasher.write_usize(polygon.interiors().len());
        for ring in rings(polygon) {
            hasher.write_usize(ring.0.len());
            for coord in &ring.0 {
                hasher.write_u64(coord.x.to_bits());
                hasher.write_u64(coord.y.to_bits());
            }
        }
    }
    hasher.finish()
}

/// The same rings in the same order, bit by bit: both zeros differ.
fn are_same<'a, 'b>(
    one: impl Iterator<Item = &'a Polygon<f64>>,
    other: impl Iterator<Item = &'b Polygon<f64>>,
) -> bool {
    let mut other = other;
    let all_same = one.into_iter().all(|polygon| {
        other
            .next()
            .is_some_and(|against| is_same(polygon, against))
    });
    all_same && other.next().is_none()
}

/// Whether two polygons are the same, bit by bit.
pub(crate) fn is_same(one: &Polygon<f64>, other: &Polygon<f64>) -> bool {
    let same_ring = |(a, b): (&LineString<f64>, &LineString<f64>)| {
        a.0.len() == b.0.len()
            && a.0
                .iter()
                .zip(&b.0)
                .all(|(a, b)| a.x.to_bits() == b.x.to_bits() && a.y.to_bits() == b.y.to_bits())
    };
    one.interiors().len() == other.interiors().len() && rings(one).zip(rings(other)).all(same_ring)
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use geo_types::polygon;

    use super::*;

    #[test]
    fn what_came_of_polygons_is_known_for_one_map_more_and_only_for_the_same_bits() {
        let one = polygon![(x: 0.0, y: 0.0), (x: 1.0, y: 0.0), (x: 1.0, y: 1.0)];
        let other = polygon![(x: -0.0, y: 0.0), (x: 1.0, y: 0.0), (x: 1.0, y: 1.0)];
        let mut remembered = Remembered::default();
        let mut ask = |polygons: &[&Polygon<f64>], value: usize, is_next: bool| {
            if is_next {
                remembered.next_map();
            }
            let found: Result<usize, Infallible> =
                remembered.get_or(polygons.iter().copied(), || Ok(value));
            found.unwrap_or_else(|never| match never {})
        };
        assert_eq!(ask(&[&one], 1, false), 1);
        assert_eq!(ask(&[&one], 2, false), 1);
        assert_eq!(ask(&[&other], 3, false), 3);
        assert_eq!(ask(&[&one, &other], 4, false), 4);
        // Asked for in each map, it is kept; left out of one, it is found out again.
        assert_eq!(ask(&[&one], 5, true), 1);
        assert_eq!(ask(&[&one], 6, true), 1);
        assert_eq!(ask(&[&other], 7, false), 7);
    }
}
