//! Every day of an outlet's maps, seen from one side.
//!
//! **What.** A [`ControlHistory`] is one [`ZoneHistory`] for each layer of [`ControlLayers`], over the same days: the outlet's current snapshots. It is what the
//! ledger keeps derived, so that a question to two years of maps does not read two years of geometry.
//!
//! **Shape.** Days are one per date on a file, in order. Layers come back bit for bit; `claimed` is among them.
//!
//! **Errors and doubt.** A stored row that is stale, damaged, or about other days counts as missing, and is made anew from the maps. Where the geometry of a
//! map is refused, there is no history, and a measure says for the map it asked what is wrong with it.

use std::rc::Rc;

use salient_ledger::{HistoryRow, StoredHistory, history_digest};
use salient_model::geometry::MultiPolygon;
use salient_model::{Date, SnapshotId};
use salient_terrain::{ControlLayers, TerrainError, ZoneHistory};

use crate::access::MapDay;

/// Names of the layers, as the ledger keeps them, in the order of [`ControlHistory::histories`].
const LAYERS: [&str; 5] = ["held", "contested", "unknown", "not_held", "claimed"];

/// All days of an outlet, seen from one side, layer by layer.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ControlHistory {
    /// Ground held.
    pub held: ZoneHistory,
    /// Ground drawn as contested.
    pub contested: ZoneHistory,
    /// Ground drawn as unknown.
    pub unknown: ZoneHistory,
    /// Ground drawn as somebody else's.
    pub not_held: ZoneHistory,
    /// Ground claimed.
    pub claimed: ZoneHistory,
}

/// What the ledger's rows give.
pub(crate) enum Stored {
    /// The history.
    Whole(Box<ControlHistory>),
    /// Nothing for these days: no row yet, or rows for other maps.
    Missing,
    /// A row that cannot be read, in words.
    Damaged(String),
}

impl ControlHistory {
    /// The history of days in order, one map for each date.
    pub fn of_days(days: &[(Date, Rc<ControlLayers>)]) -> Result<Self, TerrainError> {
        let of_layer = |layer: fn(&ControlLayers) -> &MultiPolygon<f64>| {
            let zones: Vec<_> = days
                .iter()
                .map(|(date, layers)| (*date, layer(layers)))
                .collect();
            ZoneHistory::of_days(&zones)
        };
        Ok(Self {
            held: of_layer(|layers| &layers.held)?,
            contested: of_layer(|layers| &layers.contested)?,
            unknown: of_layer(|layers| &layers.unknown)?,
            not_held: of_layer(|layers| &layers.not_held)?,
            claimed: of_layer(|layers| &layers.claimed)?,
        })
    }

    /// The layers of every day, in order.
    pub fn layers(&self) -> impl Iterator<Item = ControlLayers> + '_ {
        let [held, contested, unknown, not_held, claimed] = self.histories();
        let rest = contested
            .zones()
            .zip(unknown.zones())
            .zip(not_held.zones())
            .zip(claimed.zones());
        held.zones().zip(rest).map(
            |((_, held), ((((_, contested), (_, unknown)), (_, not_held)), (_, claimed)))| {
                ControlLayers {
                    held,
                    contested,
                    unknown,
                    not_held,
                    claimed,
                }
            },
        )
    }

    /// For each day, whether any layer may differ from the day before in the surroundings of a ground.
    pub(crate) fn changes_near(&self, ground: &MultiPolygon<f64>) -> Vec<bool> {
        let mut changes = vec![false; self.held.dates().len()];
        for history in self.histories() {
            for (changes, here) in changes.iter_mut().zip(history.changes_near(ground)) {
                *changes |= here;
            }
        }
        changes
    }

    /// As the ledger keeps it, a row per layer.
    pub(crate) fn to_rows(&self, outlet: &str, side: &str, days: &[MapDay]) -> Vec<StoredHistory> {
        let ids = ids_of(days);
        LAYERS
            .into_iter()
            .zip(self.histories())
            .map(|(layer, history)| StoredHistory {
                outlet: outlet.to_owned(),
                side: side.to_owned(),
                layer: layer.to_owned(),
                made_from: history_digest(outlet, side, layer, &ids),
                bytes: history.to_bytes(),
            })
            .collect()
    }

    /// From the rows of an outlet and a side, for the days that hold now.
    pub(crate) fn from_rows(
        rows: &[HistoryRow],
        outlet: &str,
        side: &str,
        days: &[MapDay],
    ) -> Stored {
        let ids = ids_of(days);
        let mut histories: [ZoneHistory; 5] = Default::default();
        for (layer, history) in LAYERS.into_iter().zip(&mut histories) {
            let made_from = history_digest(outlet, side, layer, &ids);
            let Some(row) = rows
                .iter()
                .find(|row| row.history.layer == layer && row.history.made_from == made_from)
            else {
                return Stored::Missing;
            };
            match ZoneHistory::from_bytes(&row.history.bytes) {
                Ok(read) if read.dates().eq(days.iter().map(|day| day.drawn)) => *history = read,
                Ok(_) => {
                    return Stored::Damaged(format!("row {}: other days than its maps", row.row));
                }
                Err(error) => return Stored::Damaged(format!("row {}: {error}", row.row)),
            }
        }
        let [held, contested, unknown, not_held, claimed] = histories;
        Stored::Whole(Box::new(Self {
            held,
            contested,
            unknown,
            not_held,
            claimed,
        }))
    }

    fn histories(&self) -> [&ZoneHistory; 5] {
        [
            &self.held,
            &self.contested,
            &self.unknown,
            &self.not_held,
            &self.claimed,
        ]
    }
}

fn ids_of(days: &[MapDay]) -> Vec<SnapshotId> {
    days.iter().map(|day| day.id.clone()).collect()
}
