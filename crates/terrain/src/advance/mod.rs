//! How far an actor came, by three named methods. A bare number of kilometres has no meaning: each result says from where, to where, and along what.
//!
//! * *approach*: the distance to a target at the start less the distance at the end;
//! * *penetration*: the largest distance of newly held ground from the zone held at the start, within a sector toward a target;
//! * *axis*: the furthest held point along a line within a corridor, at the start and at the end.
//!
//! The methods answer different questions and differ by much: ground taken sideways is penetration and no approach, a thin finger is far on the axis.

mod approach;
mod axis;
mod penetration;

pub use approach::{Approach, advance_by_approach};
pub use axis::{Axis, AxisAdvance, Reach, advance_along_axis};
pub use penetration::{Penetration, Sector, advance_by_penetration};
