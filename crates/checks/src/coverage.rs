//! Which days an outlet's maps cover: days without a map, and days drawn as the one before.

use std::collections::BTreeMap;

use salient_model::{Date, Snapshot};

use crate::access::{MapAccess as _, MapDay};
use crate::{CaseMaps, ChecksError};

/// Days in a row, between two maps of an outlet, of which there is no map.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MapGap {
    /// First day without.
    pub first: Date,
    /// Last day without.
    pub last: Date,
}

impl MapGap {
    /// How many days, at least one.
    #[must_use]
    pub fn n_days(self) -> usize {
        let span = self
            .first
            .until(self.last)
            .map_or(0, |span| span.get_days());
        usize::try_from(span).unwrap_or(0) + 1
    }
}

/// The days that no file is dated between the first and the last of some maps, which are in order of their dates.
#[must_use]
pub fn map_gaps(days: &[MapDay]) -> Vec<MapGap> {
    days.windows(2)
        .filter_map(|pair| {
            let first = pair[0].drawn.tomorrow().ok()?;
            let last = pair[1].drawn.yesterday().ok()?;
            (first <= last).then_some(MapGap { first, last })
        })
        .collect()
}

/// What a reader of a list wants to know of a day of an outlet beyond its map.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct DrawnDay {
    /// Files of this date, those that were replaced too.
    pub n_files: usize,
    /// The date of the map before, where this one draws the same ground to the last coordinate.
    pub same_as: Option<Date>,
}

/// For every date of an outlet's maps. Each map is read, one after the other.
pub fn drawn_days(
    maps: &CaseMaps<'_>,
    outlet: &str,
) -> Result<BTreeMap<Date, DrawnDay>, ChecksError> {
    let mut drawn: BTreeMap<Date, DrawnDay> = BTreeMap::new();
    for day in maps.replaced(outlet) {
        drawn.entry(day.drawn).or_default().n_files += 1;
    }
    let mut last: Option<Snapshot> = None;
    for day in maps.days(outlet) {
        let snapshot = maps.snapshot(&day.id)?;
        let entry = drawn.entry(day.drawn).or_default();
        entry.n_files += 1;
        entry.same_as = last
            .filter(|last| last.zones == snapshot.zones)
            .map(|last| last.drawn);
        last = Some(snapshot);
    }
    Ok(drawn)
}

#[cfg(test)]
mod tests {
    use salient_model::{Sha256, SnapshotId};

    use super::*;

    #[test]
    fn gaps_lie_between_two_maps_and_are_counted_in_days() {
        let day = |number: i8| {
            let drawn = Date::constant(2030, 5, number);
            MapDay {
                id: SnapshotId::derive("ridge", drawn, &Sha256::of(b"")),
                drawn,
                as_of: drawn,
                raw_hash: String::new(),
            }
        };
        let gaps: Vec<(i8, i8, usize)> = map_gaps(&[day(2), day(3), day(5), day(9)])
            .into_iter()
            .map(|gap| (gap.first.day(), gap.last.day(), gap.n_days()))
            .collect();
        assert_eq!(gaps, [(4, 4, 1), (6, 8, 3)]);
        assert_eq!(map_gaps(&[day(2)]), []);
        assert_eq!(map_gaps(&[]), []);
    }
}
