//! How far two outlets draw the same ground, day by day.
//!
//! **What.** For each day whose end a map of the first outlet depicts, the last map of the second that depicts that day or one before it, no more than
//! [`STALE_DAYS`] old. *Agreement* is the ground that both draw as held over the ground that either draws: 100 % when they are alike, 0 % when they share nothing.
//!
//! **Errors and doubt.** Ground that neither draws counts for nothing. An outlet that leaves out what another draws (ground held before a year, say) agrees the less for
//! it. No outlet is taken as the measure of the other.
//!
//! **Source.** P. Jaccard, *The distribution of the flora in the alpine zone*, New Phytologist 11 (1912), for the coefficient.

use salient_model::Date;
use salient_model::geometry::MultiPolygon;
use salient_terrain::{
    ControlLayers, NamedBoundary, SliverRule, area_rfc7946, change, control_share,
};

use crate::ChecksError;
use crate::access::{MapAccess, MapDay};
use crate::against_maps::STALE_DAYS;

/// One day of two outlets.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AgreedDay {
    /// The day whose end the first map depicts.
    pub as_of: Date,
    /// The date on the first map's file.
    pub drawn_one: Date,
    /// The date on the second map's file.
    pub drawn_other: Date,
    /// Area that both draw as held, in km².
    pub both_km2: f64,
    /// Area that only the first draws, in km².
    pub only_one_km2: f64,
    /// Area that only the second draws, in km².
    pub only_other_km2: f64,
}

impl AgreedDay {
    /// Both over either, from 0 to 1; `None` when neither draws any ground.
    #[must_use]
    pub fn agreement(&self) -> Option<f64> {
        let either = self.both_km2 + self.only_one_km2 + self.only_other_km2;
        (either > 0.0).then(|| self.both_km2 / either)
    }
}

/// Every day from `from` to `to` for which both outlets have a map that draws the side, inside a window or anywhere.
pub fn agreement(
    maps: &dyn MapAccess,
    (one, other): (&str, &str),
    side: &str,
    window: Option<&MultiPolygon<f64>>,
    (from, to): (Date, Date),
) -> Result<Vec<AgreedDay>, ChecksError> {
    let mut agreed = Vec::new();
    for day in maps.days(one) {
        if day.as_of < from || day.as_of > to {
            continue;
        }
        if let Some(beside) = beside(maps.days(other), day.as_of) {
            agreed.extend(compared(maps, day, beside, side, window)?);
        }
    }
    Ok(agreed)
}

/// The last map that depicts a day or one before it, unless it is stale.
fn beside(days: &[MapDay], as_of: Date) -> Option<&MapDay> {
    let last = days
        .iter()
        .filter(|day| day.as_of <= as_of)
        .max_by_key(|day| (day.as_of, day.drawn))?;
    let age = last.as_of.until(as_of).ok()?.get_days();
    (i64::from(age) <= STALE_DAYS).then_some(last)
}

fn compared(
    maps: &dyn MapAccess,
    one: &MapDay,
    other: &MapDay,
    side: &str,
    window: Option<&MultiPolygon<f64>>,
) -> Result<Option<AgreedDay>, ChecksError> {
    let what = || {
        ChecksError::measuring(format!(
            "the agreement of the files of {} and {}",
            one.drawn, other.drawn
        ))
    };
    let first = maps.layers(&one.id, side)?;
    let second = maps.layers(&other.id, side)?;
    // A map that leaves the side out says nothing of its ground.
    if first.held.0.is_empty() || second.held.0.is_empty() {
        return Ok(None);
    }
    let change =
        change(&first.held, &second.held, window, &SliverRule::default()).map_err(what())?;
    let of_first = match window {
        Some(window) => {
            let limit = NamedBoundary {
                name: "window",
                ground: window,
            };
            let only_held = ControlLayers::of_held(first.held.clone());
            let share = control_share(&limit, &only_held).map_err(what())?;
            share.held.value() * share.area.0
        }
        None => area_rfc7946(&first.held).map_err(what())?.0,
    };
    Ok(Some(AgreedDay {
        as_of: one.as_of,
        drawn_one: one.drawn,
        drawn_other: other.drawn,
        both_km2: (of_first - change.lost.total.0).max(0.0),
        only_one_km2: change.lost.total.0,
        only_other_km2: change.gained.total.0,
    }))
}
