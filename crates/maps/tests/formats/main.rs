//! The readers of all formats: one map written by other software in each, and the oddities of each format.

mod archive;
mod common;
mod esri_json;
mod flatgeobuf;
mod geopackage;
mod kml;
mod lines;
mod mutations;
mod same_map;
mod shapefile;
mod texts;
