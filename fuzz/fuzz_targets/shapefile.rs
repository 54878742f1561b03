//! Shapefiles: the files in a sound archive, since a damaged archive goes no further than its checksum.
//!
//! The first two bytes say how many belong to the `.shp`, the next how many to the `.dbf`; the rest is the `.prj`. Without enough bytes, all are a bare `.shp`.
#![no_main]

use salient_maps::{MapFormat, bundle};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    salient_fuzz::read_as(MapFormat::Shapefile, bytes);
    let [a, b, c, d, rest @ ..] = bytes else {
        return;
    };
    let length = |low: &u8, high: &u8| usize::from(u16::from_le_bytes([*low, *high]));
    let Some((shp, rest)) = rest.split_at_checked(length(a, b)) else {
        return;
    };
    let Some((dbf, prj)) = rest.split_at_checked(length(c, d)) else {
        return;
    };
    let mut files = vec![("ridge.shp", shp), ("ridge.dbf", dbf)];
    if !prj.is_empty() {
        files.push(("ridge.prj", prj));
    }
    salient_fuzz::read_as(MapFormat::Shapefile, &bundle(&files));
});
