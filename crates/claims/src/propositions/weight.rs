//! Tier and map value: how much a claim matters, and whether a map can be asked.
//!
//! **Sources.** Rule 16 of the annotation rules for tiers; the last rule of the corpus for maps: no for strikes, losses, and displacement;
//! yes for control and its denial; partial for a vague one; later for a forecast. The defaults per type stand in `lexicons/en/types.toml`.

use std::collections::BTreeMap;

use salient_model::{ClaimType, Force, MapCheckable, Modality, PlaceMention, Quantity, Tier};

use super::triggers::Triggers;

/// What the two values are judged by.
#[derive(Debug)]
pub(crate) struct Weighing<'a> {
    pub(crate) claim_type: ClaimType,
    pub(crate) force: Force,
    pub(crate) modality: Modality,
    pub(crate) places: &'a [PlaceMention],
    pub(crate) quantities: &'a [Quantity],
    /// Triggers in the span.
    pub(crate) triggers: &'a BTreeMap<ClaimType, usize>,
}

/// Types that a map shows.
const GROUND: [ClaimType; 8] = [
    ClaimType::ControlStatus,
    ClaimType::ControlShare,
    ClaimType::Entry,
    ClaimType::Advance,
    ClaimType::AdvanceDistance,
    ClaimType::Withdrawal,
    ClaimType::Encirclement,
    ClaimType::FrontlineLocation,
];

/// Whether a map can be asked.
pub(crate) fn map_value(weighing: &Weighing<'_>) -> MapCheckable {
    let (_tier, default) = Triggers::english().defaults(weighing.claim_type);
    let is_ahead = matches!(
        weighing.modality,
        Modality::Future | Modality::Conditional | Modality::Intended
    );
    match weighing.claim_type {
        ClaimType::Forecast => {
            let speaks_of_ground = GROUND
                .iter()
                .any(|ground| weighing.triggers.contains_key(ground));
            if speaks_of_ground && !weighing.places.is_empty() {
                MapCheckable::Later
            } else {
                MapCheckable::No
            }
        }
        _ if default == MapCheckable::No
            || weighing.places.is_empty() && default == MapCheckable::Partial =>
        {
            MapCheckable::No
        }
        _ if is_ahead => MapCheckable::Later,
        _ => default,
    }
}

/// How much an extraction may miss the claim.
pub(crate) fn tier(weighing: &Weighing<'_>) -> Tier {
    let (default, _map) = Triggers::english().defaults(weighing.claim_type);
    let takes_a_stand = matches!(
        weighing.force,
        Force::Denies | Force::Admits | Force::Retracts
    );
    let is_about_reporting = matches!(
        weighing.claim_type,
        ClaimType::NoComment
            | ClaimType::CasualtyDisclosure
            | ClaimType::VerificationStatus
            | ClaimType::SourceTrackRecord
    );
    match default {
        Tier::Secondary
            if takes_a_stand || !weighing.quantities.is_empty() && !weighing.places.is_empty() =>
        {
            Tier::Core
        }
        Tier::Optional if takes_a_stand && !is_about_reporting => Tier::Core,
        Tier::Core if weighing.claim_type == ClaimType::Intent && weighing.places.is_empty() => {
            Tier::Secondary
        }
        other => other,
    }
}
