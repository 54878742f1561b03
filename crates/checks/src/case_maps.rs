//! The maps of a ledger, for checks.
//!
//! **Histories.** A whole history comes from the ledger's derived rows where they fit the current snapshots; else it is made from the maps. Checks never
//! write: what was made is handed out by [`CaseMaps::into_made`], for the caller to store.

use std::cell::RefCell;
use std::collections::{BTreeMap, VecDeque};
use std::rc::Rc;

use salient_ledger::{Case, Mismatch, StoredHistory};
use salient_model::{Snapshot, SnapshotId};
use salient_terrain::ControlLayers;

use crate::ChecksError;
use crate::access::{MapAccess, MapDay, MapOutlet};
use crate::history::{ControlHistory, Stored};

/// How many maps are kept in memory: enough for a month of three outlets, some 30 MB.
const N_KEPT: usize = 128;

/// Reads maps from a case, and keeps the last ones.
#[derive(Debug)]
pub struct CaseMaps<'a> {
    case: &'a Case,
    outlets: Vec<MapOutlet>,
    days: BTreeMap<String, Vec<MapDay>>,
    replaced: BTreeMap<String, Vec<MapDay>>,
    kept: RefCell<Kept>,
    histories: RefCell<Histories>,
    made: RefCell<MadeHistories>,
}

/// By outlet and side; `None` where terrain refuses the geometry of a map.
type Histories = BTreeMap<(String, String), Option<Rc<ControlHistory>>>;

/// Histories that were made because the case had none that could be used.
#[derive(Debug, Default)]
pub struct MadeHistories {
    /// For [`Case::replace_histories`].
    pub rows: Vec<StoredHistory>,
    /// What was wrong with stored ones, in words.
    pub remarks: Vec<String>,
}

#[derive(Debug, Default)]
struct Kept {
    layers: BTreeMap<(SnapshotId, String), Rc<ControlLayers>>,
    order: VecDeque<(SnapshotId, String)>,
}

impl<'a> CaseMaps<'a> {
    /// Lists the maps of `case`; with `only`, those of the outlets named there.
    pub fn new(case: &'a Case, only: &[String]) -> Result<Self, ChecksError> {
        let mut outlets = Vec::new();
        let mut days = BTreeMap::new();
        let mut replaced = BTreeMap::new();
        for info in case.outlets()? {
            if !only.is_empty() && !only.contains(&info.outlet) {
                continue;
            }
            outlets.push(MapOutlet::from_json(&info.outlet, &info.info)?);
            let mut of_outlet: Vec<MapDay> = case
                .snapshot_days(&info.outlet)?
                .into_iter()
                .map(|day| MapDay {
                    id: day.id,
                    drawn: day.drawn,
                    as_of: day.as_of,
                    raw_hash: day.raw_hash.to_string(),
                })
                .collect();
            // Of two for one date the ledger gives the one recorded last behind the other; the sort keeps that order.
            of_outlet.sort_by_key(|day| day.drawn);
            let mut current: Vec<MapDay> = Vec::with_capacity(of_outlet.len());
            let mut replaced_here = Vec::new();
            for day in of_outlet {
                match current.last_mut() {
                    Some(last) if last.drawn == day.drawn => {
                        replaced_here.push(std::mem::replace(last, day));
                    }
                    _ => current.push(day),
                }
            }
            replaced.insert(info.outlet.clone(), replaced_here);
            days.insert(info.outlet, current);
        }
        outlets.sort_by(|one, other| one.name.cmp(&other.name));
        Ok(Self {
            case,
            outlets,
            days,
            replaced,
            kept: RefCell::default(),
            histories: RefCell::default(),
            made: RefCell::default(),
        })
    }

    /// Makes the history of an outlet for every side that its current maps name.
    pub fn make_histories(&self, outlet: &str) -> Result<(), ChecksError> {
        let snapshots = self.snapshots(outlet)?;
        let mut sides: Vec<&str> = snapshots
            .iter()
            .flat_map(|snapshot| &snapshot.zones)
            .filter_map(|zone| zone.actor.as_deref())
            .collect();
        sides.sort_unstable();
        sides.dedup();
        for side in sides {
            self.make(outlet, side, &snapshots);
        }
        Ok(())
    }

    /// What was made so far.
    #[must_use]
    pub fn into_made(self) -> MadeHistories {
        self.made.into_inner()
    }

    fn make(&self, outlet: &str, side: &str, snapshots: &[Snapshot]) -> Option<Rc<ControlHistory>> {
        let days: Vec<_> = snapshots
            .iter()
            .map(|snapshot| {
                let layers = ControlLayers::of_snapshot(snapshot, side);
                (snapshot.drawn, Rc::new(layers))
            })
            .collect();
        // Geometry that terrain refuses is told by the measure that asks for its map.
        let history = ControlHistory::of_days(&days).ok()?;
        let rows = history.to_rows(outlet, side, self.days(outlet));
        self.made.borrow_mut().rows.extend(rows);
        Some(Rc::new(history))
    }

    /// What the ledger keeps. A row that cannot be read is worth a remark, and no failure: it can be made again.
    fn stored(&self, outlet: &str, side: &str) -> Option<Rc<ControlHistory>> {
        let found = match self.case.histories(outlet, side) {
            Ok(rows) => ControlHistory::from_rows(&rows, outlet, side, self.days(outlet)),
            Err(error) => Stored::Damaged(error.to_string()),
        };
        match found {
            Stored::Whole(history) => Some(Rc::from(history)),
            Stored::Missing => None,
            Stored::Damaged(why) => {
                self.made.borrow_mut().remarks.push(format!(
                    "the stored history of {outlet}, {side} is damaged and was made again from the maps; {why}"
                ));
                None
            }
        }
    }

    /// The current snapshots of an outlet.
    fn snapshots(&self, outlet: &str) -> Result<Vec<Snapshot>, ChecksError> {
        self.days(outlet)
            .iter()
            .map(|day| self.snapshot(&day.id))
            .collect()
    }

    pub(crate) fn snapshot(&self, id: &SnapshotId) -> Result<Snapshot, ChecksError> {
        self.case
            .snapshot(id)?
            .ok_or_else(|| ChecksError::NoSnapshot { id: id.to_string() })
    }
}

/// Makes the stored histories of a case again from its maps, and tells every row that differs. Stale rows are left out, as nothing reads them.
pub fn rebuilt_histories(case: &Case) -> Result<Vec<Mismatch>, ChecksError> {
    let mismatch = |row, found: String| Mismatch {
        table: "zone_histories".to_owned(),
        row,
        found,
        expected: "the history that its maps give; once the row is deleted, it is made again"
            .to_owned(),
    };
    let rows = match case.all_histories() {
        Ok(rows) => rows,
        Err(error) => return Ok(vec![mismatch(None, error.to_string())]),
    };
    let mut mismatches = Vec::new();
    let mut rest = rows.as_slice();
    while let Some(first) = rest.first() {
        let outlet = first.history.outlet.clone();
        let (of_outlet, others) =
            rest.split_at(rest.partition_point(|row| row.history.outlet <= outlet));
        rest = others;
        let maps = CaseMaps::new(case, std::slice::from_ref(&outlet))?;
        let mut sides: Vec<&str> = of_outlet.iter().map(|row| &*row.history.side).collect();
        sides.dedup();
        let snapshots = maps.snapshots(&outlet)?;
        for side in sides {
            maps.make(&outlet, side, &snapshots);
        }
        let made = maps.into_made().rows;
        for row in of_outlet {
            let differs = made.iter().any(|made| {
                made.made_from == row.history.made_from && made.bytes != row.history.bytes
            });
            if differs {
                mismatches.push(mismatch(
                    Some(row.row),
                    "another history than its maps have".to_owned(),
                ));
            }
        }
    }
    Ok(mismatches)
}

impl MapAccess for CaseMaps<'_> {
    fn outlets(&self) -> &[MapOutlet] {
        &self.outlets
    }

    fn days(&self, outlet: &str) -> &[MapDay] {
        self.days.get(outlet).map_or(&[], Vec::as_slice)
    }

    fn replaced(&self, outlet: &str) -> &[MapDay] {
        self.replaced.get(outlet).map_or(&[], Vec::as_slice)
    }

    fn layers(&self, snapshot: &SnapshotId, side: &str) -> Result<Rc<ControlLayers>, ChecksError> {
        let key = (snapshot.clone(), side.to_owned());
        if let Some(layers) = self.kept.borrow().layers.get(&key) {
            return Ok(Rc::clone(layers));
        }
        let layers = Rc::new(ControlLayers::of_snapshot(&self.snapshot(snapshot)?, side));
        let mut kept = self.kept.borrow_mut();
        if kept.order.len() >= N_KEPT
            && let Some(oldest) = kept.order.pop_front()
        {
            kept.layers.remove(&oldest);
        }
        kept.order.push_back(key.clone());
        kept.layers.insert(key, Rc::clone(&layers));
        Ok(layers)
    }

    fn history(&self, outlet: &str, side: &str) -> Result<Option<Rc<ControlHistory>>, ChecksError> {
        let key = (outlet.to_owned(), side.to_owned());
        if let Some(known) = self.histories.borrow().get(&key) {
            return Ok(known.clone());
        }
        let history = match self.stored(outlet, side) {
            Some(history) => Some(history),
            None => self.make(outlet, side, &self.snapshots(outlet)?),
        };
        self.histories.borrow_mut().insert(key, history.clone());
        Ok(history)
    }
}
