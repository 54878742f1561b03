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
            of_outlet.sort_by_key(|day| day.drawn);
            days.insert(info.outlet, of_outlet);
        }
        outlets.sort_by(|one, other| one.name.cmp(&other.name));
        Ok(Self {
            case,
            outlets,
            days,
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
