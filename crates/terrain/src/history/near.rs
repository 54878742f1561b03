//! Days on which a zone may differ near a ground.
//!
//! **Definition.** Two days are the same inside a box when no edge of the cycle between them comes near it, and its corner lies on the same side of both.
//! What only depends on the zone inside the box is then the same on both days.
//!
//! **Error.** A day may be named although nothing changed inside; no day on which something did is left out.
//!
//! **Example.** Of two years of daily maps, some fifty change near a given town; whatever is asked about it is asked fifty times.

use geo_types::{MultiPolygon, Rect};

use super::ZoneHistory;
use crate::clip::{boxes_meet, widened};
use crate::cycle::Edge;
use crate::ground::{ground_bounds, parity};

impl ZoneHistory {
    /// For each day, whether the zone may differ from the day before in the surroundings of a ground. The first day differs from nothing.
    ///
    /// ```
    /// use geo_types::{MultiPolygon, polygon};
    /// use salient_model::Date;
    /// use salient_terrain::ZoneHistory;
    /// let west_of = |east| MultiPolygon(vec![polygon![(x: 36., y: 47.), (x: east, y: 47.), (x: east, y: 48.), (x: 36., y: 48.)]]);
    /// let day = |day| Date::constant(2031, 5, day);
    /// let zones = [west_of(36.5), west_of(36.6), west_of(37.4)];
    /// let history = ZoneHistory::of_days(&[(day(1), &zones[0]), (day(2), &zones[1]), (day(3), &zones[2])])?;
    /// let town = MultiPolygon(vec![polygon![(x: 37.0, y: 47.4), (x: 37.1, y: 47.4), (x: 37.1, y: 47.5)]]);
    /// // On the third day no edge comes near the town, which the zone takes in as a whole.
    /// assert_eq!(history.changes_near(&town), [false, false, true]);
    /// # Ok::<(), salient_terrain::TerrainError>(())
    /// ```
    #[must_use]
    pub fn changes_near(&self, ground: &MultiPolygon<f64>) -> Vec<bool> {
        // Wider than the surroundings to which overlays cut a zone.
        const MARGIN_SHARE: f64 = 0.02;
        let Some(limits) = ground_bounds(ground) else {
            return vec![false; self.days.len()];
        };
        let surroundings = widened(limits, MARGIN_SHARE);
        self.days
            .iter()
            .map(|day| {
                let comes_near = |&(from, to): &Edge| boxes_meet(Rect::new(from, to), surroundings);
                day.cycle.iter().any(comes_near)
                    || parity(day.cycle.iter().copied(), surroundings.min())
            })
            .collect()
    }
}
