//! Whether what the user names is there: outlets, sides, days. A name that nobody knows is an error with the names that are known, never an empty
//! answer or a zero.

use salient_checks::{CaseMaps, MapAccess as _};
use salient_ledger::Case;
use salient_model::Date;
use salient_names::{GENERIC, theatre};

use crate::failure::Failure;

/// The maps of the outlets asked, all when none is named.
pub(crate) fn maps_of<'a>(case: &'a Case, outlets: &[String]) -> Result<CaseMaps<'a>, Failure> {
    let known: Vec<String> = case
        .outlets()
        .map_err(Failure::data)?
        .into_iter()
        .map(|info| info.outlet)
        .collect();
    if let Some(unknown) = outlets.iter().find(|outlet| !known.contains(outlet)) {
        return Err(Failure::usage(format!(
            "no maps by {unknown:?} in this case; it has maps by {}",
            listed(&known)
        ))
        .hint("Add maps with: salient maps add CASE FILE --outlet KEY"));
    }
    CaseMaps::new(case, outlets).map_err(Failure::data)
}

/// Refuses a side that no map asked draws: ground that a map does not draw is not zero. The newest and the oldest map of each outlet are looked at;
/// an outlet that draws all sides answers for every side of the theatre.
pub(crate) fn side_is_drawn(case: &Case, maps: &CaseMaps<'_>, side: &str) -> Result<(), Failure> {
    let key = case.info().map_err(Failure::data)?.theatre;
    let registered: Vec<String> = theatre(&key)
        .map_err(Failure::data)?
        .sides
        .iter()
        .map(|side| side.key.clone())
        .collect();
    let mut drawn: Vec<String> = Vec::new();
    for outlet in maps.outlets() {
        let days = maps.days(&outlet.key);
        if outlet.draws_all_sides && !days.is_empty() {
            drawn.extend(registered.iter().cloned());
        }
        for day in [days.last(), days.first()].into_iter().flatten() {
            if drawn.iter().any(|key| key == side) {
                return Ok(());
            }
            let snapshot = case.snapshot(&day.id).map_err(Failure::data)?;
            let zones = snapshot.into_iter().flat_map(|snapshot| snapshot.zones);
            drawn.extend(zones.filter_map(|zone| zone.actor));
        }
    }
    if maps.outlets().is_empty() || drawn.iter().any(|key| key == side) {
        return Ok(());
    }
    drawn.sort();
    drawn.dedup();
    Err(Failure::usage(format!(
        "no map asked draws ground of {side:?}; they draw {}",
        listed(&drawn)
    ))
    .hint(format!(
        "Sides of the theatre {key}: {}",
        listed(&registered)
    )))
}

/// Refuses a side that the theatre does not register: what a case once holds, it holds for good. The generic theatre takes any.
pub(crate) fn side_is_registered(case: &Case, side: &str) -> Result<(), Failure> {
    let key = case.info().map_err(Failure::data)?.theatre;
    let registered: Vec<String> = theatre(&key)
        .map_err(Failure::data)?
        .sides
        .iter()
        .map(|side| side.key.clone())
        .collect();
    if key == GENERIC || registered.iter().any(|key| key == side) {
        return Ok(());
    }
    Err(Failure::usage(format!(
        "the theatre {key} has no side {side:?}; it has {}",
        listed(&registered)
    )))
}

/// Refuses a period that ends before it begins.
pub(crate) fn period_is_forward(first: Option<Date>, last: Option<Date>) -> Result<(), Failure> {
    match (first, last) {
        (Some(first), Some(last)) if last < first => Err(Failure::usage(format!(
            "the period ends on {last}, before it begins on {first}"
        ))),
        _ => Ok(()),
    }
}

fn listed(names: &[String]) -> String {
    if names.is_empty() {
        "none".to_owned()
    } else {
        names.join(", ")
    }
}
