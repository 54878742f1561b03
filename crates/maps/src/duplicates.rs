//! Two maps of one outlet for one day.
//!
//! Both are kept: the later may be a revision, or a second edition of the same day. Which one a question is answered from is for the caller to say.

use std::collections::BTreeMap;

use salient_model::{Date, Diagnostic, Snapshot};

/// Remarks (M008) on days that an outlet drew more than once, by outlet and date. Snapshots of the same bytes are one and the same.
#[must_use]
pub fn duplicate_days(snapshots: &[Snapshot]) -> Vec<Diagnostic> {
    let mut days: BTreeMap<(&str, Date), Vec<&Snapshot>> = BTreeMap::new();
    for snapshot in snapshots {
        let day = days.entry((&snapshot.outlet, snapshot.drawn)).or_default();
        if day.iter().all(|known| known.id != snapshot.id) {
            day.push(snapshot);
        }
    }
    days.into_iter()
        .filter(|(_, snapshots)| snapshots.len() > 1)
        .map(|((outlet, drawn), snapshots)| {
            Diagnostic::at(
                "M008",
                format!(
                    "{outlet} has {} different maps of {drawn}; all are kept",
                    snapshots.len()
                ),
                snapshots
                    .iter()
                    .map(|snapshot| snapshot.origin.as_str())
                    .collect::<Vec<_>>()
                    .join(", "),
            )
        })
        .collect()
}
