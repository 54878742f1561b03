//! Pictures as SVG text, without scripts and without outside references.

mod chart;
mod frame;
mod hatch;
mod map;
mod path;

pub(crate) use chart::{ChartClaim, ChartSeries, Reach, share_chart};
pub(crate) use hatch::{dash_attribute, fill_of, key_swatch};
pub(crate) use map::{main_map, small_map};
