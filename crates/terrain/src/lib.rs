//! Areas, shares, distances, advances, and enclosure from snapshots.
//!
//! **What.** Pure functions over zones. Each measure stands in its own file with its definition, units, error bound, worked example, and source.
//! No function knows a file format, an outlet, or a language; the caller hands in geometry, and dates where a measure runs over days.
//!
//! | measure | function |
//! |---|---|
//! | area | [`area_rfc7946`], beside it [`area_geodesic`] |
//! | share | [`control_share`], [`share_range`] |
//! | change | [`change`] |
//! | front line | [`front_line`] |
//! | distance | [`distance_from_point`], [`distance_from_ground`] |
//! | advance | [`advance_by_approach`], [`advance_by_penetration`], [`advance_along_axis`] |
//! | enclosure | [`enclosure`] |
//! | salient, pocket | [`salients`] |
//! | agreement | [`agreed_ground`] |
//! | status | [`status_of`], [`status_history`] |
//! | route | [`route_control`], [`route_near`], [`route_inside`], [`first_cut`], [`first_day_cut`] |
//! | series | [`series`] |
//! | all days of a zone at once | [`ZoneHistory`] |
//!
//! **Units and frame.** WGS 84 degrees, longitude first, edges straight in longitude and latitude (RFC 7946, section 3.1.1). Rings may wind either way.
//! Polygons of one zone are valid and do not overlap, as `maps` delivers them. Lengths and areas carry their unit in their type.
//!
//! **Errors and doubt.** A coordinate that is on no globe is a [`TerrainError`]; an empty zone is an answer. Control is always "according to": nothing here
//! joins outlets, and *not drawn* is never anyone's.

mod advance;
mod agreement;
mod area;
mod change;
mod clip;
mod crossings;
mod cycle;
mod difference;
mod distance;
mod ellipsoid;
mod enclosure;
mod error;
mod first_cut;
mod front;
mod ground;
mod history;
mod layers;
mod local;
mod nearest;
mod noding;
mod overlay;
mod planar;
mod route;
mod route_near;
mod salients;
mod series;
mod share;
mod site;
mod status;
mod units;
mod winding;

pub use advance::{
    Approach, Axis, AxisAdvance, Penetration, Reach, Sector, advance_along_axis,
    advance_by_approach, advance_by_penetration,
};
pub use agreement::{AgreedGround, agreed_ground};
pub use area::{area_geodesic, area_rfc7946};
pub use change::{Change, ChangedGround, SliverRule, change};
pub use distance::{Distance, Standing, distance_from_ground, distance_from_point};
pub use enclosure::{Confinement, Enclosure, EnclosureSettings, Neck, WayOut, enclosure};
pub use error::TerrainError;
pub use first_cut::{FirstCut, first_cut, first_day_cut};
pub use front::{FrontLine, front_line};
pub use history::{DayChange, PlaceDays, ZoneHistory};
pub use layers::ControlLayers;
pub use route::{RouteControl, route_control, route_inside};
pub use route_near::{RouteNear, route_near};
pub use salients::{Protrusion, SalientSettings, Salients, salients};
pub use series::{SeriesPoint, series};
pub use share::{ControlShare, NamedBoundary, ShareRange, control_share, share_range};
pub use site::Site;
pub use status::{Flip, HoldRule, Run, Status, StatusHistory, status_history, status_of};
pub use units::{Bearing, Metres, Share, SquareKilometres};
