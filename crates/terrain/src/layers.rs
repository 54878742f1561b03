//! A snapshot seen from one actor: which ground the outlet draws as what.
//!
//! **Shape.** Five layers, any of which may be empty. Where none of them lies, the map says nothing: the ground is *not drawn*, and never counted as
//! anyone's. `claimed` stands beside the others; a claim that the outlet does not assess is no control.

use geo_types::MultiPolygon;
use salient_model::{ControlState, Snapshot};

/// What one map draws, from the view of one actor.
#[derive(Debug, Clone, PartialEq)]
pub struct ControlLayers {
    /// Held by the actor, or taken back by it.
    pub held: MultiPolygon<f64>,
    /// Contested, or operated in by anybody without control.
    pub contested: MultiPolygon<f64>,
    /// Ground of which the outlet says that it does not know.
    pub unknown: MultiPolygon<f64>,
    /// Held, or taken back, by somebody else.
    pub not_held: MultiPolygon<f64>,
    /// Claimed by the actor, not assessed as held.
    pub claimed: MultiPolygon<f64>,
}

impl ControlLayers {
    /// Layers of a map that draws the held zone of one actor and nothing else.
    #[must_use]
    pub fn of_held(held: MultiPolygon<f64>) -> Self {
        Self {
            held,
            ..Self::empty()
        }
    }

    /// Sorts the zones of a snapshot for the actor with this key.
    ///
    /// The ledger keeps histories of layers: another rule here needs another number in its digest of what a history was made from.
    #[must_use]
    pub fn of_snapshot(snapshot: &Snapshot, actor: &str) -> Self {
        let mut layers = Self::empty();
        for zone in &snapshot.zones {
            let own = zone.actor.as_deref() == Some(actor);
            let layer = match zone.state {
                // What the actor took back is drawn under its control again.
                ControlState::Held | ControlState::Liberated if own => &mut layers.held,
                ControlState::Held | ControlState::Liberated if zone.actor.is_some() => {
                    &mut layers.not_held
                }
                ControlState::Contested | ControlState::Advance => &mut layers.contested,
                ControlState::Unknown => &mut layers.unknown,
                ControlState::Claimed if own => &mut layers.claimed,
                // Held or taken back by nobody named, it cannot be said for whom; and somebody else's claim says nothing about this actor's control.
                ControlState::Held | ControlState::Liberated | ControlState::Claimed => continue,
            };
            layer.0.extend(zone.geometry.iter().cloned());
        }
        layers
    }

    fn empty() -> Self {
        let nothing = MultiPolygon(Vec::new());
        Self {
            held: nothing.clone(),
            contested: nothing.clone(),
            unknown: nothing.clone(),
            not_held: nothing.clone(),
            claimed: nothing,
        }
    }
}
