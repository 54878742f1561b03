//! The maps of a ledger, for checks.

use std::cell::RefCell;
use std::collections::{BTreeMap, VecDeque};
use std::rc::Rc;

use salient_ledger::Case;
use salient_model::SnapshotId;
use salient_terrain::ControlLayers;

use crate::ChecksError;
use crate::access::{MapAccess, MapDay, MapOutlet};

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
        })
    }
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
        let read = self
            .case
            .snapshot(snapshot)?
            .ok_or_else(|| ChecksError::NoSnapshot {
                id: snapshot.to_string(),
            })?;
        let layers = Rc::new(ControlLayers::of_snapshot(&read, side));
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
}
