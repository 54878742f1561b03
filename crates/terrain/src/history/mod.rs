//! Every day of one zone, held as what each day changes.
//!
//! **What.** [`ZoneHistory`] takes the zone of one outlet day by day and keeps, for each day, how its rings are written from those of the day before (see
//! `script`) and the cycle of edges by which the two differ (see `cycle`). Every day's geometry comes back bit for bit. What is additive over edges follows
//! from the cycles alone, whatever the size of the zone: areas, gained and lost, the share of a place, and which places lie inside.
//!
//! | question | method |
//! |---|---|
//! | area of every day | [`ZoneHistory::areas`], [`ZoneHistory::areas_geodesic`] |
//! | gained and lost from day to day | [`ZoneHistory::changes`] |
//! | share of a place on every day | [`ZoneHistory::shares`] |
//! | places that lie inside, by day | [`ZoneHistory::place_days`] |
//! | days on which anything near a ground may differ | [`ZoneHistory::changes_near`] |
//! | bytes | [`ZoneHistory::to_bytes`], [`ZoneHistory::from_bytes`] |
//!
//! **Shape.** Days in order of date; two maps of one day stay in the order given. Nothing is interpolated. An outlet that digitised a map anew makes a long
//! cycle, and costs more on that day; results are the same.
//!
//! **Errors and doubt.** A coordinate that is on no globe is refused. The zone of each day is valid, as `maps` delivers it.

mod areas;
mod changes;
mod continued;
mod encoding;
mod near;
mod place_days;
mod script;
mod search;
mod shares;

use geo_types::{LineString, MultiPolygon, Polygon};
use salient_model::Date;

pub use changes::DayChange;
pub use place_days::PlaceDays;

use crate::TerrainError;
use crate::cycle::{Cancelling, Edge};
use crate::ground::{check_ground, is_on_globe};
use script::{RingList, Script};

/// One outlet's zone over days.
///
/// ```
/// use geo_types::{MultiPolygon, polygon};
/// use salient_model::{Date, LonLat};
/// use salient_terrain::ZoneHistory;
/// let zone = |east| MultiPolygon(vec![polygon![(x: 36., y: 47.), (x: east, y: 47.), (x: east, y: 48.), (x: 36., y: 48.)]]);
/// let (monday, tuesday) = (zone(37.0), zone(37.5));
/// let history = ZoneHistory::of_days(&[(Date::constant(2031, 5, 5), &monday), (Date::constant(2031, 5, 6), &tuesday)])?;
/// assert_eq!(history.zone(1), Some(tuesday));
/// let areas = history.areas();
/// assert!((areas[1].value.0 / areas[0].value.0 - 1.5).abs() < 1e-9);
/// let days = history.place_days(&[LonLat::new(37.2, 47.5).expect("on the globe")]);
/// assert_eq!(days.flips(0), [(Date::constant(2031, 5, 6), true)]);
/// # Ok::<(), salient_terrain::TerrainError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ZoneHistory {
    days: Vec<Day>,
}

/// What one day changes.
#[derive(Debug, Clone, PartialEq)]
struct Day {
    date: Date,
    /// How its rings are written from those of the day before.
    script: Script,
    /// By what it differs from the day before; the first day, from nothing.
    cycle: Vec<Edge>,
}

impl ZoneHistory {
    /// The history of a zone. Days may come in any order; two maps of one day stay in the order given.
    pub fn of_days(days: &[(Date, &MultiPolygon<f64>)]) -> Result<Self, TerrainError> {
        let mut days = days.to_vec();
        days.sort_by_key(|(date, _)| *date);
        let mut before = RingList::default();
        let mut cancelling = Cancelling::default();
        let mut history = Self::default();
        for (date, zone) in days {
            let now = RingList::of_zone(zone);
            let script = Script::between(&before, &now);
            // What was copied has been looked at with the day before.
            if !script.new.iter().copied().all(is_on_globe) {
                check_ground("zone", zone)?;
            }
            history.days.push(Day {
                date,
                cycle: script.cycle(&before, &now, &mut cancelling),
                script,
            });
            before = now;
        }
        Ok(history)
    }

    /// The days, in order.
    #[must_use = "the days are not copied"]
    pub fn dates(&self) -> impl ExactSizeIterator<Item = Date> + '_ {
        self.days.iter().map(|day| day.date)
    }

    /// The zone on the day with this index, bit for bit as it was given; `None` beyond the last.
    ///
    /// Costs a walk through the days before it; for all days, take [`Self::zones`].
    #[must_use]
    pub fn zone(&self, day_idx: usize) -> Option<MultiPolygon<f64>> {
        let mut rings = Vec::new();
        for day in self.days.get(..=day_idx)? {
            rings = day.script.replay(&rings);
        }
        Some(zone_of(rings, &self.days[day_idx].script))
    }

    /// The zones of all days, in order.
    pub fn zones(&self) -> impl Iterator<Item = (Date, MultiPolygon<f64>)> + '_ {
        let mut rings: Vec<LineString<f64>> = Vec::new();
        self.days.iter().map(move |day| {
            rings = day.script.replay(&rings);
            (day.date, zone_of(rings.clone(), &day.script))
        })
    }
}

/// Rings put together to polygons.
fn zone_of(rings: Vec<LineString<f64>>, script: &Script) -> MultiPolygon<f64> {
    let mut rings = rings.into_iter();
    script
        .rings_per_polygon
        .iter()
        .map(|&n_rings| {
            let mut own = rings.by_ref().take(n_rings);
            let exterior = own.next().unwrap_or_else(LineString::empty);
            Polygon::new(exterior, own.collect())
        })
        .collect()
}
