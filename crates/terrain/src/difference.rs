//! Ground that is in one zone and not in another, for two states of one map.
//!
//! **What.** Consecutive maps of an outlet share nearly all of their edges. What is left after equal edges cancel (see `cycle`) is joined to closed walks, and
//! walks whose boxes meet are filled together: by the positive rule where ground was gained, by the negative where it was lost. A map that was digitised
//! anew cancels nowhere and costs one full overlay, with the same result.
//!
//! **Error.** That of the overlay with its corners put back (see `restore`).

use geo_types::MultiPolygon;

use crate::cycle::{Edge, closed_walks, cycle_between, groups};
use crate::overlay::wound;

/// Ground gained and ground lost.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Difference {
    /// In the later zone only.
    pub(crate) gained: MultiPolygon<f64>,
    /// In the earlier zone only.
    pub(crate) lost: MultiPolygon<f64>,
}

impl Difference {
    /// Two zones that are the same.
    pub(crate) fn nothing() -> Self {
        Self {
            gained: MultiPolygon(Vec::new()),
            lost: MultiPolygon(Vec::new()),
        }
    }
}

/// What changed from one zone to the other. Both must have been checked.
pub(crate) fn difference(earlier: &MultiPolygon<f64>, later: &MultiPolygon<f64>) -> Difference {
    difference_around(cycle_between(earlier, later))
}

/// The same from the cycle between the two.
pub(crate) fn difference_around(cycle: Vec<Edge>) -> Difference {
    let mut gained = Vec::new();
    let mut lost = Vec::new();
    for group in groups(closed_walks(cycle)) {
        let [more, less] = wound(&group);
        gained.extend(more);
        lost.extend(less);
    }
    Difference {
        gained: MultiPolygon(gained),
        lost: MultiPolygon(lost),
    }
}
