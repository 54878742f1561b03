//! Measures of many days of one outlet, out of its history.
//!
//! **What.** The rows are those that a day on its own gives. What is saved is the reading of geometry, which is written from the day before, and the measuring
//! of what did not change: areas follow from the edges that a day changes; the share of a place and its status are measured again on days on which an edge
//! comes near it; a map that is drawn as the one before gives the same rows.
//!
//! **Error.** Areas differ from those of a day on its own by less than 10⁻¹² of their value, other values by the order in which edges are summed: both far below
//! the decimals of a row.

use std::cell::{OnceCell, RefCell};
use std::collections::{BTreeMap, VecDeque};
use std::rc::Rc;

use salient_model::SnapshotId;
use salient_model::geometry::{MultiPolygon, Rect};
use salient_terrain::{
    ControlLayers, ControlShare, HoldRule, NamedBoundary, ShareRange, SquareKilometres, Status,
    control_share, status_of,
};

use super::MeasureRequest;
use crate::ChecksError;
use crate::access::{KnownPlace, MapAccess, MapDay, MapOutlet};
use crate::against_maps::question::{days_between, site};
use crate::history::ControlHistory;

/// The days of one outlet under one request.
pub(super) struct Whole<'a> {
    days: &'a [MapDay],
    history: &'a ControlHistory,
    replay: Replay<'a>,
    place: Option<&'a KnownPlace>,
    /// For each day, whether anything differs from the day before.
    changes: OnceCell<Vec<bool>>,
    areas: OnceCell<Vec<(SquareKilometres, SquareKilometres)>>,
    /// By day, ground held and ground drawn as others'.
    held_and_not_held: OnceCell<Vec<(SquareKilometres, SquareKilometres)>>,
    /// For each limit of the place and each day, the last day on which something changed near it.
    changed_near: OnceCell<Vec<Vec<usize>>>,
    /// By limit and day of the last change.
    shares: RefCell<BTreeMap<(usize, usize), ControlShare>>,
}

impl<'a> Whole<'a> {
    pub(super) fn new(
        request: &MeasureRequest<'a>,
        maps: &'a dyn MapAccess,
        outlet: &MapOutlet,
        history: &'a ControlHistory,
    ) -> Self {
        let days = maps.days(&outlet.key);
        Self {
            days,
            history,
            replay: Replay {
                maps,
                side: request.side.to_owned(),
                day_of: (0..).zip(days).map(|(idx, day)| (&day.id, idx)).collect(),
                walk: RefCell::new(Walk {
                    layers: Box::new(history.layers()),
                    next: 0,
                    kept: VecDeque::new(),
                }),
            },
            place: request.place,
            changes: OnceCell::new(),
            areas: OnceCell::new(),
            held_and_not_held: OnceCell::new(),
            changed_near: OnceCell::new(),
            shares: RefCell::default(),
        }
    }

    /// The maps, with layers out of the history. It is walked forward: days are best asked in order.
    pub(super) fn maps(&self) -> &dyn MapAccess {
        &self.replay
    }

    /// Whether a map is drawn as the one before.
    pub(super) fn repeats(&self, day: &MapDay) -> bool {
        let changes = self.changes.get_or_init(|| {
            let globe = Rect::new((-180.0, -90.0), (180.0, 90.0)).to_polygon();
            self.history.changes_near(&MultiPolygon(vec![globe]))
        });
        let day_idx = self.idx_of(day);
        day_idx > 0 && !changes[day_idx]
    }

    /// For each of some days, whether held ground may differ from the day before in the surroundings of a ground.
    pub(super) fn held_changes_near(
        &self,
        ground: &MultiPolygon<f64>,
        days: &[&MapDay],
    ) -> Vec<bool> {
        let changes = self.history.held.changes_near(ground);
        days.iter().map(|day| changes[self.idx_of(day)]).collect()
    }

    /// Area of held ground, under straight and under geodesic edges.
    pub(super) fn areas(&self, day: &MapDay) -> (SquareKilometres, SquareKilometres) {
        let areas = self.areas.get_or_init(|| {
            let held = &self.history.held;
            let both = held.areas().into_iter().zip(held.areas_geodesic());
            both.map(|(rfc, geodesic)| (rfc.value, geodesic.value))
                .collect()
        });
        areas[self.idx_of(day)]
    }

    /// As [`draws_side`](crate::against_maps::question::draws_side) tells for an outlet that does not draw all sides. `None` where the two areas are so close
    /// that rounding would decide.
    pub(super) fn draws_more_than_others(&self, day: &MapDay) -> Option<bool> {
        const CLOSE_SHARE: f64 = 1e-9;
        let areas = self.held_and_not_held.get_or_init(|| {
            let (held, not_held) = (&self.history.held, &self.history.not_held);
            let both = held.areas().into_iter().zip(not_held.areas());
            both.map(|(held, not_held)| (held.value, not_held.value))
                .collect()
        });
        let (held, not_held) = areas[self.idx_of(day)];
        let apart = held.0 - not_held.0;
        (apart.abs() > CLOSE_SHARE * held.0.max(not_held.0)).then_some(apart > 0.0)
    }

    /// Share of the first limit of the place. `None` without one.
    pub(super) fn share(&self, day: &MapDay) -> Result<Option<ControlShare>, ChecksError> {
        let Some(known) = self.place.filter(|known| !known.boundaries.is_empty()) else {
            return Ok(None);
        };
        self.share_of(known, 0, self.idx_of(day)).map(Some)
    }

    /// As [`share_around`](crate::against_maps::question::share_around) gives it: over all limits, and the maps drawn one day before and after.
    pub(super) fn share_range(&self, day: &MapDay) -> Result<Option<ShareRange>, ChecksError> {
        let Some(known) = self.place else {
            return Ok(None);
        };
        let day_idx = self.idx_of(day);
        let is_neighbour = |idx: &usize| {
            self.days
                .get(*idx)
                .is_some_and(|other| days_between(day.drawn, other.drawn).abs() == 1)
        };
        let around = [day_idx.wrapping_sub(1), day_idx + 1];
        let mut range: Option<ShareRange> = None;
        for limit_idx in 0..known.boundaries.len() {
            for idx in std::iter::once(day_idx).chain(around.into_iter().filter(is_neighbour)) {
                let share = self.share_of(known, limit_idx, idx)?;
                range = Some(match range {
                    None => ShareRange {
                        low: share.held,
                        high: share.held,
                        stated: share,
                    },
                    Some(mut range) => {
                        if share.held < range.low {
                            range.low = share.held;
                        }
                        if share.held > range.high {
                            range.high = share.held;
                        }
                        range
                    }
                });
            }
        }
        Ok(range)
    }

    /// The status of the place on each of some days in order.
    pub(super) fn statuses(
        &self,
        known: &KnownPlace,
        days: &[&MapDay],
        rule: &HoldRule,
    ) -> Result<Vec<Status>, ChecksError> {
        if known.boundaries.is_empty() {
            return Ok(self.statuses_of_point(known, days));
        }
        let changed = &self.changed_near(known)[0];
        let mut last: Option<(usize, Status)> = None;
        let mut statuses = Vec::with_capacity(days.len());
        for day in days {
            let changed = changed[self.idx_of(day)];
            let status = match last {
                Some((since, status)) if since == changed => status,
                _ => status_of(
                    &site(known),
                    &*self.replay.layers(&day.id, &self.replay.side)?,
                    rule,
                )
                .map_err(ChecksError::measuring(format!(
                    "the status of {}",
                    known.place.name
                )))?,
            };
            last = Some((changed, status));
            statuses.push(status);
        }
        Ok(statuses)
    }

    fn statuses_of_point(&self, known: &KnownPlace, days: &[&MapDay]) -> Vec<Status> {
        let centre = [known.place.center];
        // In the order in which `status_of` asks.
        let layers = [
            (&self.history.held, Status::Held),
            (&self.history.contested, Status::Contested),
            (&self.history.unknown, Status::Unknown),
            (&self.history.not_held, Status::NotHeld),
        ]
        .map(|(layer, status)| (layer.place_days(&centre), status));
        days.iter()
            .map(|day| {
                let day_idx = self.idx_of(day);
                layers
                    .iter()
                    .find(|(table, _)| table.is_inside(0, day_idx))
                    .map_or(Status::NotDrawn, |(_, status)| *status)
            })
            .collect()
    }

    fn share_of(
        &self,
        known: &KnownPlace,
        limit_idx: usize,
        day_idx: usize,
    ) -> Result<ControlShare, ChecksError> {
        let key = (limit_idx, self.changed_near(known)[limit_idx][day_idx]);
        if let Some(share) = self.shares.borrow().get(&key) {
            return Ok(share.clone());
        }
        let (name, ground) = &known.boundaries[limit_idx];
        let layers = self
            .replay
            .layers(&self.days[day_idx].id, &self.replay.side)?;
        let share = control_share(&NamedBoundary { name, ground }, &layers).map_err(
            ChecksError::measuring(format!("the share of {}", known.place.name)),
        )?;
        self.shares.borrow_mut().insert(key, share.clone());
        Ok(share)
    }

    fn changed_near(&self, known: &KnownPlace) -> &[Vec<usize>] {
        self.changed_near.get_or_init(|| {
            let of_limit = |(_, ground): &(String, MultiPolygon<f64>)| {
                let mut last = 0;
                (0..)
                    .zip(self.history.changes_near(ground))
                    .map(|(idx, changes)| {
                        if changes {
                            last = idx;
                        }
                        last
                    })
                    .collect()
            };
            known.boundaries.iter().map(of_limit).collect()
        })
    }

    /// Index of one of the outlet's days.
    fn idx_of(&self, day: &MapDay) -> usize {
        self.days
            .partition_point(|other| other.drawn < day.drawn)
            .min(self.days.len().saturating_sub(1))
    }
}

/// Maps whose layers come out of a history.
struct Replay<'a> {
    maps: &'a dyn MapAccess,
    side: String,
    day_of: BTreeMap<&'a SnapshotId, usize>,
    walk: RefCell<Walk<'a>>,
}

/// A walk through a history. A map and those of the days around it are kept.
struct Walk<'a> {
    layers: Box<dyn Iterator<Item = ControlLayers> + 'a>,
    /// Index of the day that comes next.
    next: usize,
    kept: VecDeque<(usize, Rc<ControlLayers>)>,
}

impl MapAccess for Replay<'_> {
    fn outlets(&self) -> &[MapOutlet] {
        self.maps.outlets()
    }

    fn days(&self, outlet: &str) -> &[MapDay] {
        self.maps.days(outlet)
    }

    fn replaced(&self, outlet: &str) -> &[MapDay] {
        self.maps.replaced(outlet)
    }

    fn layers(&self, snapshot: &SnapshotId, side: &str) -> Result<Rc<ControlLayers>, ChecksError> {
        const N_KEPT: usize = 3;
        let wanted = self
            .day_of
            .get(snapshot)
            .copied()
            .filter(|_| side == self.side);
        let Some(wanted) = wanted else {
            return self.maps.layers(snapshot, side);
        };
        let mut walk = self.walk.borrow_mut();
        while walk.next <= wanted {
            let Some(layers) = walk.layers.next() else {
                break;
            };
            if walk.kept.len() >= N_KEPT {
                walk.kept.pop_front();
            }
            let idx = walk.next;
            walk.kept.push_back((idx, Rc::new(layers)));
            walk.next += 1;
        }
        match walk.kept.iter().find(|(idx, _)| *idx == wanted) {
            Some((_, layers)) => Ok(Rc::clone(layers)),
            // A day that the walk has passed is read on its own.
            None => self.maps.layers(snapshot, side),
        }
    }
}
