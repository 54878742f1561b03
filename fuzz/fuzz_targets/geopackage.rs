//! GeoPackage: the database and the geometry in it.
#![no_main]

use salient_maps::MapFormat;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| salient_fuzz::read_as(MapFormat::Geopackage, bytes));
