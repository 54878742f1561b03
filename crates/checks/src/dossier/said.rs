//! Figures that claims give, beside the measures that they could be compared with.

use salient_model::{ClaimType, Quantity};

use super::types::{MeasureRow, Topic};
use crate::units::metres_per;

/// Puts the figures of claims beside the rows that measure the same thing.
pub(super) fn attach(rows: &mut [MeasureRow], topics: &[Topic]) {
    for topic_claim in topics
        .iter()
        .flat_map(|topic| &topic.claims)
        .filter(|claim| claim.withheld_until.is_none())
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
                row.said.push((topic_claim.note, figure(quantity)));
            }
        }
    }
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
