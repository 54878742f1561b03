//! GeoJSON, one text or several.
#![no_main]

use salient_maps::MapFormat;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| salient_fuzz::read_as(MapFormat::Geojson, bytes));
