//! Any bytes, as the command reads a file of an outlet without a manifest.
#![no_main]

use salient_maps::MapFormat;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| salient_fuzz::read_as(MapFormat::ByContent, bytes));
