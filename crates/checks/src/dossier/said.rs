//! Figures that claims give, beside the measures that they could be compared with.
//!
//! **Shape.** The measures are about one side's ground, so a figure about another side's is left out. A figure that its source denies says
//! "not".

use salient_model::{Claim, ClaimType, Force, Polarity, Quantity};

use super::types::{MeasureRow, Topic};
use crate::units::metres_per;

/// Puts the figures of claims beside the rows that measure the same thing.
pub(super) fn attach(rows: &mut [MeasureRow], topics: &[Topic], holder: &str) {
    for topic_claim in topics
        .iter()
        .flat_map(|topic| &topic.claims)
        .filter(|claim| claim.withheld_until.is_none() && is_about(&claim.claim, holder))
    {
        for quantity in topic_claim
            .claim
            .quantities
            .iter()
            .filter(|quantity| quantity.same_quantity_as.is_none())
        {
            let Some(label) = row_for(topic_claim.claim.claim_type, quantity) else {
                continue;
            };
            if let Some(row) = rows.iter_mut().find(|row| row.label == label) {
                let denied = is_denied(&topic_claim.claim);
                let words = if denied { "not " } else { "" }.to_owned() + &figure(quantity);
                row.said.push((topic_claim.note, words));
            }
        }
    }
}

/// Whether a claim may speak of the holder's ground: its subject is of that side, or of none that is known.
fn is_about(claim: &Claim, holder: &str) -> bool {
    let side = claim
        .subject
        .as_ref()
        .and_then(|subject| subject.side.as_deref());
    side.is_none_or(|side| side == holder)
}

/// Whether the source does not commit to the figure.
fn is_denied(claim: &Claim) -> bool {
    claim.force == Force::Denies || claim.polarity == Polarity::Negative
}

fn row_for(claim_type: ClaimType, quantity: &Quantity) -> Option<&'static str> {
    let is_length = metres_per(&quantity.unit).is_some();
    match claim_type {
        ClaimType::ControlShare if quantity.unit.starts_with("percent") => Some("Share held"),
        ClaimType::FrontlineLocation if is_length => Some("Distance"),
        ClaimType::AdvanceDistance | ClaimType::Advance if is_length => Some("Penetration"),
        _ => None,
    }
}

/// "> 70 %", "thousands" when vague.
fn figure(quantity: &Quantity) -> String {
    let unit = if quantity.unit.starts_with("percent") {
        " %".to_owned()
    } else {
        format!(" {}", quantity.unit)
    };
    match (quantity.value, quantity.high, quantity.comparator.as_str()) {
        (Some(low), Some(high), _) => format!("{low}–{high}{unit}"),
        (Some(value), None, "=") => format!("{value}{unit}"),
        (Some(value), None, comparator) => format!("{comparator} {value}{unit}"),
        (None, _, _) => quantity.of.clone().unwrap_or_else(|| "vague".to_owned()),
    }
}
