//! Readers of control maps; legend to actor and control state.
//!
//! **What.** Bytes of a map file (GeoJSON, ArcGIS JSON, KML, KMZ, Shapefile, GeoPackage, FlatGeobuf), or of one line of a series, go in with the outlet's manifest; [`Snapshot`](salient_model::Snapshot)s come out.
//! Not for drawing, comparing, or measuring maps: that is `terrain`.
//!
//! **Shape.** [`read_map`] reads one map, [`MapReader`] one after the other, [`read_file`] a file of either layout. A format reader (one file each) yields features with rings as they
//! came; the legend sorts them into zones; invalid geometry is mended and counted. Geometry that is valid and wound as RFC 7946 asks passes through bit for bit.
//!
//! **Units and frame.** WGS 84 degrees, longitude first, edges straight in longitude and latitude (RFC 7946). Web Mercator and UTM are converted to that, point by point.
//!
//! **Errors and doubt.** [`MapsError`] where a snapshot would say what the outlet did not draw; diagnostics M001 to M018 for the rest. Any bytes give a
//! result and never a panic.
//!
//! **Example.**
//!
//! ```
//! use salient_maps::{Limits, MapInput, OutletManifest, read_map};
//!
//! let manifest = OutletManifest::generic("ridge", "NORTH");
//! let bytes = br#"{"type": "Polygon", "coordinates": [[[10, 50], [10, 51], [11, 51], [10, 50]]]}"#;
//! let input = MapInput { bytes, file: "ridge-2031-05-04.geojson", line: None };
//! let snapshots = read_map(input, &manifest, &manifest.date, &Limits::default())?;
//! assert_eq!(snapshots[0].drawn.to_string(), "2031-05-04");
//! assert_eq!(snapshots[0].repairs.reoriented, 1);
//! # Ok::<(), salient_maps::MapsError>(())
//! ```

mod archive;
mod as_drawn;
mod assemble;
mod bundle;
mod byte_reader;
mod content;
mod coordinates;
mod crs;
mod date_rule;
mod day_layers;
mod dbf;
mod deepstate_history;
mod duplicates;
mod edges;
mod error;
mod esri_json;
mod fetch_table;
mod flatgeobuf;
mod geojson;
mod geopackage;
mod json_object;
mod json_scan;
mod kml;
mod legend;
mod limits;
mod lines;
mod manifest;
mod nesting;
mod nzz;
mod overlay;
mod owlmaps;
mod pinches;
mod progress;
mod projection;
mod raw;
mod read;
mod reader;
mod remarks;
mod remembered;
mod repair;
mod rings;
mod set_apart;
mod shapefile;
mod validity;
mod wkb;
mod wkt;

pub use as_drawn::read_as_drawn;
pub use bundle::bundle;
pub use date_rule::DateRule;
pub use day_layers::day_blocks;
pub use duplicates::duplicate_days;
pub use error::MapsError;
pub use legend::{LegendEntry, Meaning};
pub use limits::Limits;
pub use lines::{Lines, read_lines};
pub use manifest::{
    AsOfRule, Draws, MapFormat, OutletManifest, builtin, builtin_keys, read_manifest,
};
pub use read::{Layout, MapInput, Series, begins_like_json, layout_of, read_file, read_map};
pub use reader::MapReader;
