//! Two maps of one outlet for one day.
//!
//! Both are kept: the later may be a revision, or a second edition of the same day. Which one a question is answered from is for the caller to say.

use std::collections::{BTreeMap, BTreeSet};

use salient_model::{ControlState, Date, Diagnostic, Snapshot, SnapshotId};

/// What makes two maps rivals: outlet, day, and a zone that both draw.
type Drawing<'a> = (&'a str, Date, Option<&'a str>, ControlState);

/// Remarks (M008) on days for which an outlet drew a zone more than once, by outlet and date.
///
/// Snapshots of the same bytes are one and the same, and layers of one day that draw different zones are no rivals.
#[must_use]
pub fn duplicate_days(snapshots: &[Snapshot]) -> Vec<Diagnostic> {
    let mut drawings: BTreeMap<Drawing<'_>, BTreeMap<&SnapshotId, &str>> = BTreeMap::new();
    for snapshot in snapshots {
        for zone in &snapshot.zones {
            let drawing = (
                snapshot.outlet.as_str(),
                snapshot.drawn,
                zone.actor.as_deref(),
                zone.state,
            );
            drawings
                .entry(drawing)
                .or_default()
                .insert(&snapshot.id, &snapshot.origin);
        }
    }
    let mut days: BTreeMap<(&str, Date), BTreeSet<&str>> = BTreeMap::new();
    for ((outlet, drawn, ..), rivals) in drawings {
        if rivals.len() > 1 {
            days.entry((outlet, drawn))
                .or_default()
                .extend(rivals.into_values());
        }
    }
    days.into_iter()
        .map(|((outlet, drawn), origins)| {
            Diagnostic::at(
                "M008",
                format!("{outlet} has different maps of {drawn}; all are kept"),
                origins.into_iter().collect::<Vec<_>>().join(", "),
            )
        })
        .collect()
}
