//! What a map says about a place on a day, and how that went over time.
//!
//! **What.** [`status_of`] gives one word for a place under one map: the layer in which its point lies, or which covers at least a stated share of its
//! limit. A place that no layer covers to that share is *divided*. [`status_history`] turns words by day into runs, and into flips: a new word counts
//! when it holds for a stated number of snapshots, and is dated to the first of them. Shorter spells are runs, and no flips.
//!
//! **Shape.** Days are those of the maps; a missing day is no evidence for anything. Runs and flips are in order of time.

use geo_types::MultiPolygon;
use salient_model::Date;

use crate::ground::{check_ground, contains, coord};
use crate::{ControlLayers, NamedBoundary, Share, Site, TerrainError, control_share};

/// What a map says about a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// Held by the actor.
    Held,
    /// Contested.
    Contested,
    /// Drawn as unknown.
    Unknown,
    /// Drawn as somebody else's.
    NotHeld,
    /// The map says nothing.
    NotDrawn,
    /// No single layer covers enough of it.
    Divided,
}

impl Status {
    /// The word as outputs write it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Held => "held",
            Self::Contested => "contested",
            Self::Unknown => "unknown",
            Self::NotHeld => "not held",
            Self::NotDrawn => "not drawn",
            Self::Divided => "divided",
        }
    }
}

/// When a status counts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct HoldRule {
    /// A layer gives a limit its status from this share on. Above one half, so that no two can.
    pub covering: Share,
    /// A flip counts when it holds for so many snapshots, at least 1.
    pub snapshots: usize,
}

impl Default for HoldRule {
    fn default() -> Self {
        Self {
            covering: Share::new(0.95),
            snapshots: 3,
        }
    }
}

/// A status that held for some snapshots in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Run {
    /// The status.
    pub status: Status,
    /// Day of its first snapshot.
    pub first: Date,
    /// Day of its last snapshot.
    pub last: Date,
    /// Number of snapshots.
    pub snapshots: usize,
}

/// A change of status that held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Flip {
    /// Day of the first snapshot with the new status.
    pub date: Date,
    /// The last status before that had held.
    pub from: Status,
    /// The new status.
    pub to: Status,
}

/// How the status of a place went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatusHistory {
    /// Spells of one status.
    pub runs: Vec<Run>,
    /// Changes that held.
    pub flips: Vec<Flip>,
}

impl StatusHistory {
    /// The first day with a status.
    #[must_use]
    pub fn first_day(&self, status: Status) -> Option<Date> {
        self.runs
            .iter()
            .find(|run| run.status == status)
            .map(|run| run.first)
    }

    /// The last day with a status.
    #[must_use]
    pub fn last_day(&self, status: Status) -> Option<Date> {
        self.runs
            .iter()
            .rfind(|run| run.status == status)
            .map(|run| run.last)
    }
}

/// The status of a place under one map.
///
/// ```
/// use geo_types::{MultiPolygon, polygon};
/// use salient_model::LonLat;
/// use salient_terrain::{ControlLayers, HoldRule, Site, Status, status_of};
/// let zone = MultiPolygon(vec![polygon![(x: 36., y: 47.), (x: 38., y: 47.), (x: 38., y: 48.), (x: 36., y: 48.)]]);
/// let map = ControlLayers::of_held(zone);
/// let at = |lon, lat| Site { centre: LonLat::new(lon, lat).expect("on the globe"), boundary: None };
/// assert_eq!(status_of(&at(37.0, 47.5), &map, &HoldRule::default())?, Status::Held);
/// assert_eq!(status_of(&at(37.0, 48.5), &map, &HoldRule::default())?, Status::NotDrawn);
/// # Ok::<(), salient_terrain::TerrainError>(())
/// ```
pub fn status_of(
    site: &Site<'_>,
    layers: &ControlLayers,
    rule: &HoldRule,
) -> Result<Status, TerrainError> {
    check_rule(rule)?;
    let Some(ground) = site.boundary else {
        return status_of_point(site, layers);
    };
    let boundary = NamedBoundary {
        name: "limit",
        ground,
    };
    let share = control_share(&boundary, layers)?;
    let covered = [
        (share.held, Status::Held),
        (share.contested, Status::Contested),
        (share.unknown, Status::Unknown),
        (share.not_held, Status::NotHeld),
        (share.not_drawn, Status::NotDrawn),
    ]
    .into_iter()
    .find(|(share, _)| *share >= rule.covering);
    Ok(covered.map_or(Status::Divided, |(_, status)| status))
}

fn check_rule(rule: &HoldRule) -> Result<(), TerrainError> {
    if rule.covering.value() <= 0.5 {
        return Err(TerrainError::Setting {
            name: "covering share of the hold rule",
            found: rule.covering.value(),
            expected: "above 0.5",
        });
    }
    if rule.snapshots == 0 {
        return Err(TerrainError::Setting {
            name: "snapshots of the hold rule",
            found: 0.0,
            expected: "at least 1",
        });
    }
    Ok(())
}

fn status_of_point(site: &Site<'_>, layers: &ControlLayers) -> Result<Status, TerrainError> {
    let order: [(&'static str, &MultiPolygon<f64>, Status); 4] = [
        ("held zone", &layers.held, Status::Held),
        ("contested zone", &layers.contested, Status::Contested),
        ("unknown zone", &layers.unknown, Status::Unknown),
        ("zone held by others", &layers.not_held, Status::NotHeld),
    ];
    for (what, ground, status) in order {
        check_ground(what, ground)?;
        if contains(ground, coord(site.centre)) {
            return Ok(status);
        }
    }
    Ok(Status::NotDrawn)
}

/// Runs and flips of a place. Days may come in any order; two maps of one day stay in the order given.
///
/// ```
/// use salient_model::Date;
/// use salient_terrain::{HoldRule, Status, status_history};
/// let day = |day| Date::constant(2031, 5, day);
/// let words = [Status::NotDrawn, Status::Held, Status::NotDrawn, Status::Held, Status::Held, Status::Held];
/// let days: Vec<_> = (1..).map(day).zip(words).collect();
/// let history = status_history(&days, &HoldRule::default())?;
/// // One day held on the 2nd did not last; the flip is dated to the 4th, after no other status had held.
/// assert_eq!(history.runs.len(), 4);
/// assert_eq!(history.first_day(Status::Held), Some(day(2)));
/// assert_eq!(history.flips.len(), 1);
/// assert_eq!(history.flips[0].date, day(4));
/// # Ok::<(), salient_terrain::TerrainError>(())
/// ```
pub fn status_history(
    days: &[(Date, Status)],
    rule: &HoldRule,
) -> Result<StatusHistory, TerrainError> {
    check_rule(rule)?;
    let mut days = days.to_vec();
    days.sort_by_key(|(date, _)| *date);
    let runs: Vec<Run> = days
        .chunk_by(|(_, one), (_, other)| one == other)
        .map(|run| Run {
            status: run[0].1,
            first: run[0].0,
            last: run[run.len() - 1].0,
            snapshots: run.len(),
        })
        .collect();
    let mut flips = Vec::new();
    // What the place was before the first run that held is what the first map says.
    let mut standing = runs.first().map(|run| run.status);
    for run in runs.iter().filter(|run| run.snapshots >= rule.snapshots) {
        if let Some(from) = standing.filter(|from| *from != run.status) {
            flips.push(Flip {
                date: run.first,
                from,
                to: run.status,
            });
        }
        standing = Some(run.status);
    }
    Ok(StatusHistory { runs, flips })
}
