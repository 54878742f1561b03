//! Ground that is in one zone and not in another, for two states of one map.
//!
//! **What.** Consecutive maps of an outlet share nearly all of their edges. What is left after equal edges cancel (see `cycle`) is joined to closed walks, and
//! walks whose boxes meet are filled together: by the positive rule where ground was gained, by the negative where it was lost. A map that was digitised
//! anew cancels nowhere and costs one full overlay, with the same result.
//!
//! **Error.** That of the overlay.

use geo_types::{LineString, MultiPolygon, Rect};

use crate::clip::{boxes_meet, clip_ring};
use crate::cycle::{Edge, closed_walks, cycle_between, groups};
use crate::ground::bounds;
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
    let walks = closed_walks(&cycle_between(earlier, later));
    filled(groups(walks))
}

/// The same from the cycle between the two, without pieces that lie away from a box.
pub(crate) fn difference_around(cycle: &[Edge], limits: Option<Rect<f64>>) -> Difference {
    let is_near = |walk: &LineString<f64>| {
        let around = bounds(walk.coords());
        around.is_some_and(|around| limits.is_none_or(|limits| boxes_meet(limits, around)))
    };
    let mut groups = groups(closed_walks(cycle));
    groups.retain(|group| group.iter().any(is_near));
    filled(groups)
}

/// The same inside a box; pieces are cut by it, or by a larger one.
pub(crate) fn difference_within(cycle: &[Edge], limits: Rect<f64>) -> Difference {
    let walks = closed_walks(cycle);
    // A walk that is cut by a box winds around the points in it as often as before.
    let within = walks.iter().filter_map(|walk| clip_ring(walk, limits));
    filled(groups(within.collect()))
}

fn filled(groups: Vec<Vec<LineString<f64>>>) -> Difference {
    let mut difference = Difference::nothing();
    for group in groups {
        let [gained, lost] = wound(&group);
        difference.gained.0.extend(gained);
        difference.lost.0.extend(lost);
    }
    difference
}
