//! Any measure over days.
//!
//! **What.** One value per snapshot, in order of date. Nothing is interpolated; days without a map have no value. When a map equals the one before, which
//! is common, its value is copied and not measured again.
//!
//! **Errors.** The first measure that fails ends the series.

use geo_types::MultiPolygon;
use salient_model::Date;

use crate::TerrainError;

/// The value of one day.
#[derive(Debug, Clone, PartialEq)]
pub struct SeriesPoint<T> {
    /// Day of the map.
    pub date: Date,
    /// What was measured.
    pub value: T,
    /// Whether the map is drawn just as the one before.
    pub unchanged: bool,
}

/// A measure over days. Two maps of one day stay in the order given.
///
/// ```
/// use geo_types::{MultiPolygon, polygon};
/// use salient_model::Date;
/// use salient_terrain::{area_rfc7946, series};
/// let zone = MultiPolygon(vec![polygon![(x: 0., y: 0.), (x: 1., y: 0.), (x: 1., y: 1.)]]);
/// let days = [(Date::constant(2031, 5, 2), &zone), (Date::constant(2031, 5, 1), &zone)];
/// let areas = series(&days, area_rfc7946)?;
/// assert_eq!(areas[0].date, Date::constant(2031, 5, 1));
/// assert!(areas[1].unchanged);
/// # Ok::<(), salient_terrain::TerrainError>(())
/// ```
pub fn series<T: Clone>(
    days: &[(Date, &MultiPolygon<f64>)],
    mut measure: impl FnMut(&MultiPolygon<f64>) -> Result<T, TerrainError>,
) -> Result<Vec<SeriesPoint<T>>, TerrainError> {
    let mut days = days.to_vec();
    days.sort_by_key(|(date, _)| *date);
    let mut points: Vec<SeriesPoint<T>> = Vec::with_capacity(days.len());
    let mut last: Option<&MultiPolygon<f64>> = None;
    for (date, zone) in days {
        let same = points.last().filter(|_| last == Some(zone));
        let point = match same {
            Some(before) => SeriesPoint {
                date,
                value: before.value.clone(),
                unchanged: true,
            },
            None => SeriesPoint {
                date,
                value: measure(zone)?,
                unchanged: false,
            },
        };
        points.push(point);
        last = Some(zone);
    }
    Ok(points)
}
