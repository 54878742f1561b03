//! When a route was first cut.
//!
//! **What.** A route is cut on a map when at least a stated length of it lies inside the zone; 0 means any length above zero. The answer names the first day on
//! whose map it is, and the last day before on whose map it is not. A route that no map cuts is an answer of its own.
//!
//! **Shape.** Days with the length inside, in any order, each day once.
//!
//! **Errors and doubt.** Between the last uncut and the first cut day nothing is known. Where the first map of all shows the route cut, there is no uncut day,
//! and the day of the cut is that day or an earlier one.

use geo_types::{MultiLineString, MultiPolygon};
use salient_model::Date;

use crate::{Metres, TerrainError, route_inside};

/// When a route was cut.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum FirstCut {
    /// A map shows it cut.
    Cut {
        /// The first day.
        on: Date,
        /// Length inside the zone on that day.
        inside: Metres,
        /// The last day before; absent where the first map of all shows it cut.
        uncut_until: Option<Date>,
    },
    /// No map does.
    NotCut,
}

/// The first day on which at least so much of a route lies inside.
///
/// ```
/// use salient_model::Date;
/// use salient_terrain::{FirstCut, Metres, first_cut};
/// let day = |day| Date::constant(2030, 5, day);
/// let days = [(day(1), Metres(0.0)), (day(4), Metres(40.0)), (day(5), Metres(900.0))];
/// let found = first_cut(&days, Metres(100.0))?;
/// assert_eq!(found, FirstCut::Cut { on: day(5), inside: Metres(900.0), uncut_until: Some(day(4)) });
/// assert_eq!(first_cut(&days, Metres(1000.0))?, FirstCut::NotCut);
/// # Ok::<(), salient_terrain::TerrainError>(())
/// ```
pub fn first_cut(days: &[(Date, Metres)], least: Metres) -> Result<FirstCut, TerrainError> {
    check_least(least)?;
    let mut days = days.to_vec();
    days.sort_by_key(|(date, _)| *date);
    let mut uncut_until = None;
    for (on, inside) in days {
        if is_cut(inside, least) {
            return Ok(FirstCut::Cut {
                on,
                inside,
                uncut_until,
            });
        }
        uncut_until = Some(on);
    }
    Ok(FirstCut::NotCut)
}

/// The first day on whose map at least so much of the route lies inside the zone. Days may come in any order; none after the first cut is looked at.
pub fn first_day_cut(
    route: &MultiLineString<f64>,
    days: &[(Date, &MultiPolygon<f64>)],
    least: Metres,
) -> Result<Option<Date>, TerrainError> {
    check_least(least)?;
    let mut days = days.to_vec();
    days.sort_by_key(|(date, _)| *date);
    for (date, zone) in days {
        if is_cut(route_inside(route, zone)?, least) {
            return Ok(Some(date));
        }
    }
    Ok(None)
}

fn is_cut(inside: Metres, least: Metres) -> bool {
    inside.0 > 0.0 && inside >= least
}

fn check_least(least: Metres) -> Result<(), TerrainError> {
    if least.0.is_finite() && least.0 >= 0.0 {
        return Ok(());
    }
    Err(TerrainError::Setting {
        name: "length that cuts a route, in metres",
        found: least.0,
        expected: "0 or more",
    })
}
