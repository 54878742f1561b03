//! What checks ask of a case: its maps and its places.
//!
//! **Shape.** Traits, so that checks run over a ledger, over the sample case, and over invented maps in tests alike. Reading may fail in the
//! ledger; a check then fails as a whole, it does not guess.

use std::rc::Rc;

use salient_model::geometry::MultiPolygon;
use salient_model::{Date, Place, PlaceId, SnapshotId};
use salient_terrain::ControlLayers;
use serde::{Deserialize, Serialize};

use crate::ChecksError;
use crate::history::ControlHistory;

/// A map outlet of the case. Its JSON is what the ledger keeps as the outlet's information.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MapOutlet {
    /// Key.
    pub key: String,
    /// Name in views.
    pub name: String,
    /// Whether ground outside its zones is said to be the other side's. When not, it is not drawn.
    pub draws_all_sides: bool,
    /// Whether it ever draws contested ground.
    pub draws_contested: bool,
    /// Credit and licence, as its manifest has them.
    pub credit: String,
}

impl MapOutlet {
    /// As the ledger keeps it.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// From what the ledger keeps.
    pub fn from_json(outlet: &str, json: &str) -> Result<Self, ChecksError> {
        serde_json::from_str(json).map_err(|error| ChecksError::OutletInfo {
            outlet: outlet.to_owned(),
            found: error.to_string(),
        })
    }
}

/// A snapshot without its geometry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MapDay {
    /// Identifier.
    pub id: SnapshotId,
    /// The date on the outlet's file.
    pub drawn: Date,
    /// The day whose end it depicts.
    pub as_of: Date,
    /// SHA-256 of its bytes, in hexadecimal.
    pub raw_hash: String,
}

/// The maps of a case.
pub trait MapAccess {
    /// Outlets, in alphabetical order of names.
    fn outlets(&self) -> &[MapOutlet];

    /// The snapshots of an outlet, by the date on the file: one for each date, the one recorded last.
    fn days(&self, outlet: &str) -> &[MapDay];

    /// Snapshots that another one of the same outlet and date has replaced. The case keeps them; no measure asks them.
    fn replaced(&self, _outlet: &str) -> &[MapDay] {
        &[]
    }

    /// What a snapshot draws, seen from one side.
    fn layers(&self, snapshot: &SnapshotId, side: &str) -> Result<Rc<ControlLayers>, ChecksError>;

    /// Every day of [`Self::days`], seen from one side, where that is cheaper than asking for the layers of each. `None` says nothing about the maps.
    fn history(
        &self,
        _outlet: &str,
        _side: &str,
    ) -> Result<Option<Rc<ControlHistory>>, ChecksError> {
        Ok(None)
    }

    /// The last snapshot of an outlet that is drawn on `day` or before.
    fn drawn_by(&self, outlet: &str, day: Date) -> Option<&MapDay> {
        let days = self.days(outlet);
        days.partition_point(|one| one.drawn <= day)
            .checked_sub(1)
            .map(|last| &days[last])
    }
}

/// A place with every limit that is known for it.
#[derive(Debug, Clone, PartialEq)]
pub struct KnownPlace {
    /// The place.
    pub place: Place,
    /// Its limits, the one to use first: data set with identifier, ground.
    pub boundaries: Vec<(String, MultiPolygon<f64>)>,
}

/// The places of a case.
pub trait PlaceAccess {
    /// The place with this identifier.
    fn by_id(&self, id: &PlaceId) -> Option<KnownPlace>;

    /// The places that a name, or an identifier, may mean: none, one, or several of which none stands out.
    fn by_name(&self, name: &str) -> Vec<KnownPlace>;

    /// Settlements inside a window, the most populous first.
    fn within(&self, west: f64, south: f64, east: f64, north: f64) -> Vec<Place>;
}
