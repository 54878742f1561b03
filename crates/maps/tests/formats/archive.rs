//! Archives: what is looked at in them, and the limits.

use std::io::Write as _;

use salient_maps::Limits;
use zip::write::SimpleFileOptions;

use crate::common::{area, everything_held, read, refusal, refusal_within};

const KML: &str = "<kml><Placemark><Polygon><outerBoundaryIs><LinearRing><coordinates>10,50 11,50 11,51 10,51 10,50</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark></kml>";

fn deflated(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in files {
        let options = SimpleFileOptions::default();
        writer.start_file(*name, options).expect("a file");
        writer.write_all(content).expect("in memory");
    }
    writer.finish().expect("an archive").into_inner()
}

#[test]
fn the_first_kml_is_the_map_and_copies_of_file_attributes_are_no_files() {
    let archive = deflated(&[
        ("__MACOSX/._doc.kml", b"\0\x05\x16\x07"),
        ("._doc.kml", b"\0\x05\x16\x07"),
        ("images/a.png", b"\x89PNG"),
        ("Doc.KML", KML.as_bytes()),
        ("other.kml", b"<kml/>"),
    ]);
    assert!((area(&read(&archive, &everything_held())) - 1.0).abs() < 1e-12);
}

#[test]
fn files_bytes_and_expansion_are_bounded() {
    let spaces = [KML.as_bytes(), &vec![b' '; 100_000]].concat();
    let archive = deflated(&[("doc.kml", &spaces), ("a", b""), ("b", b"")]);
    read(&archive, &everything_held());
    let limits = Limits::default();
    for (limits, words) in [
        (
            Limits {
                archive_entries: 2,
                ..limits
            },
            "maps/ridge, top level: more than 2 files in the archive",
        ),
        (
            Limits {
                archive_bytes: 50_000,
                ..limits
            },
            "maps/ridge, doc.kml: more than 50000 bytes unpacked from the archive",
        ),
        (
            Limits {
                archive_ratio: 100,
                archive_ratio_from_bytes: 80_000,
                ..limits
            },
            "maps/ridge, doc.kml: more than 100 bytes unpacked per byte packed",
        ),
        (
            Limits {
                bytes: 10,
                ..limits
            },
            "maps/ridge, top level: more than 10 bytes",
        ),
    ] {
        assert_eq!(refusal_within(&archive, &everything_held(), &limits), words);
    }
}

#[test]
fn a_damaged_archive_is_refused_with_the_file() {
    let mut archive = deflated(&[("doc.kml", KML.as_bytes())]);
    assert!(
        refusal(&archive[..archive.len() - 30], &everything_held())
            .starts_with("maps/ridge, top level: broken ZIP archive: ")
    );
    let inside = archive.len() / 3;
    archive[inside] ^= 0x55;
    assert!(
        refusal(&archive, &everything_held())
            .starts_with("maps/ridge, doc.kml: broken ZIP archive: ")
    );
}
