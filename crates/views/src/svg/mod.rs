//! Pictures as SVG text, without scripts and without outside references.

mod chart;
mod frame;
mod hatch;
mod map;
mod path;

pub(crate) use chart::{ChartClaim, ChartSeries, Reach, share_chart};
pub(crate) use frame::Frame;
pub(crate) use hatch::{dash_attribute, fill_of, hatch_patterns, key_swatch};
pub(crate) use map::{main_map, scale, small_map};
pub(crate) use path::area_path;
