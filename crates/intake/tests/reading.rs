//! Files, folders, and compressed series through the public functions.

#![expect(clippy::unwrap_used, reason = "helpers of tests may fail loudly")]

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use salient_intake::{
    IntakeError, Limits, RawItem, RawKind, is_part_of_shapefile, list_map_files, open_lines,
    read_all, read_beginning, read_inputs, read_shapefile_parts,
};
use salient_model::Sha256;

/// "one\ntwo\n" as `xz -9` packs it.
const XZ: &str = "fd377a585a000004e6d6b446020021011c00000010cf58cc0100076f6e650a74776f0a0051ab9eaf5775704900012008bb19d9bb1fb6f37d010000000004595a";

fn bytes_of_hex(digits: &str) -> Vec<u8> {
    (0..digits.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&digits[at..at + 2], 16).unwrap())
        .collect()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// With the long window that map series are packed with.
fn zstd_long(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = zstd::Encoder::new(Vec::new(), 1).unwrap();
    encoder.window_log(27).unwrap();
    encoder.long_distance_matching(true).unwrap();
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// A folder with these files; made anew for each test.
fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    folder
}

fn read(paths: &[&Path], limits: &Limits) -> (Vec<RawItem>, Vec<IntakeError>) {
    let paths: Vec<PathBuf> = paths.iter().map(|path| path.to_path_buf()).collect();
    read_inputs(&paths, limits)
}

/// Messages without the path of the test's folder.
fn messages(errors: &[IntakeError], folder: &Path) -> Vec<String> {
    let prefix = format!("{}/", folder.display());
    errors
        .iter()
        .map(|error| error.to_string().replace(&prefix, ""))
        .collect()
}

fn origins(items: &[RawItem], folder: &Path) -> Vec<String> {
    let prefix = format!("{}/", folder.display());
    items
        .iter()
        .map(|item| item.origin.replace(&prefix, ""))
        .collect()
}

#[test]
fn a_folder_is_read_in_the_order_of_its_names_and_tells_what_it_left_out() {
    let folder = folder(&[
        ("b.txt", b"Two"),
        ("a/z.md", b"# One"),
        ("a/.hidden.txt", b"no"),
        (".git/x.txt", b"no"),
        ("c.jsonl", b"{\"text\":\"Three\"}\n\n{\"text\":\"Four\"}"),
        ("d.pdf", b"%PDF-1.7"),
        ("e.html.gz", &gzip(b"<p>Five")),
    ]);
    let (items, errors) = read(&[folder.path()], &Limits::default());
    assert_eq!(
        origins(&items, folder.path()),
        ["a/z.md", "b.txt", "c.jsonl:1", "c.jsonl:3", "e.html.gz"]
    );
    let kinds: Vec<RawKind> = items.iter().map(|item| item.kind).collect();
    assert_eq!(
        kinds,
        [
            RawKind::Markdown,
            RawKind::Text,
            RawKind::Jsonl,
            RawKind::Jsonl,
            RawKind::Html
        ]
    );
    assert_eq!(items[1].bytes, b"Two");
    assert_eq!(items[1].hash, Sha256::of(b"Two"));
    assert_eq!(items[4].bytes, b"<p>Five");
    assert_eq!(
        messages(&errors, folder.path()),
        [
            "d.pdf: skipped: unknown ending; expected txt, md, html, or jsonl, perhaps with gz, zst, or xz"
        ]
    );
    assert!(errors[0].is_skip());
}

#[test]
fn a_bad_line_is_reported_with_its_place_and_the_rest_goes_on() {
    let folder = folder(&[(
        "in.jsonl",
        b"{\"text\":\"One\"}\n{\"text\": \"Tw\n{\"text\":\"Three\",\"published\":\"2031-02-30\"}\n\xff\xfe\n{\"text\":\"Five\"}\r\n",
    )]);
    let (items, errors) = read(&[&folder.path().join("in.jsonl")], &Limits::default());
    assert_eq!(origins(&items, folder.path()), ["in.jsonl:1", "in.jsonl:5"]);
    assert_eq!(
        messages(&errors, folder.path()),
        [
            "in.jsonl:2:12: EOF while parsing a string; expected a JSON object",
            "in.jsonl:3: field \"published\": found \"2031-02-30\"; expected a date that exists, as 2031-04-02",
            "in.jsonl:4:1: expected value; expected a JSON object",
        ]
    );
}

#[test]
fn many_bad_lines_are_counted_after_the_first() {
    let folder = folder(&[("in.jsonl", "x\n".repeat(9).as_bytes())]);
    let limits = Limits {
        max_line_errors: 2,
        ..Limits::default()
    };
    let (items, errors) = read(&[&folder.path().join("in.jsonl")], &limits);
    assert!(items.is_empty());
    assert_eq!(errors.len(), 3);
    assert_eq!(
        messages(&errors, folder.path())[2],
        "in.jsonl: 7 more lines could not be read; the first of them is line 3"
    );
}

#[test]
fn missing_files_folders_without_documents_and_empty_lists_are_told() {
    let folder = folder(&[("in.jsonl", b"\n\n"), ("empty/x.pdf", b"")]);
    let (items, errors) = read(
        &[
            &folder.path().join("none.txt"),
            &folder.path().join("in.jsonl"),
            &folder.path().join("empty"),
        ],
        &Limits::default(),
    );
    assert!(items.is_empty());
    assert_eq!(
        messages(&errors, folder.path())[..3],
        [
            "none.txt: no such file or folder",
            "in.jsonl: holds no documents",
            "empty: holds no documents",
        ]
    );
}

#[test]
fn a_named_file_without_a_known_ending_is_read_by_its_look() {
    let folder = folder(&[
        ("page", b"<!doctype html><p>One"),
        ("lines.dat", b"{\"text\":\"Two\"}"),
        ("note", b"Three"),
    ]);
    let paths = ["page", "lines.dat", "note"].map(|name| folder.path().join(name));
    let (items, errors) = read_inputs(&paths, &Limits::default());
    assert!(errors.is_empty(), "{errors:?}");
    let kinds: Vec<RawKind> = items.iter().map(|item| item.kind).collect();
    assert_eq!(kinds, [RawKind::Html, RawKind::Jsonl, RawKind::Text]);
}

#[test]
fn lines_are_the_same_plain_and_packed() {
    let text = b"one\ntwo\n";
    let folder = folder(&[
        ("plain", text),
        ("gzip", &gzip(text)),
        ("zstd", &zstd_long(text)),
        ("xz", &bytes_of_hex(XZ)),
    ]);
    for name in ["plain", "gzip", "zstd", "xz"] {
        let path = folder.path().join(name);
        let lines: Vec<(usize, Vec<u8>)> = open_lines(&path, &Limits::default())
            .unwrap()
            .map(Result::unwrap)
            .collect();
        assert_eq!(
            lines,
            [(1, b"one".to_vec()), (2, b"two".to_vec())],
            "{name}"
        );
        assert_eq!(read_all(&path, &Limits::default()).unwrap(), text, "{name}");
    }
}

#[test]
fn line_ends_empty_lines_and_a_last_line_without_an_end_count() {
    let folder = folder(&[("in", b"a\r\n\nc\n"), ("cut", b"a\nb"), ("empty", b"")]);
    let lines = |name: &str| -> Vec<(usize, Vec<u8>)> {
        open_lines(&folder.path().join(name), &Limits::default())
            .unwrap()
            .map(Result::unwrap)
            .collect()
    };
    let line = |number, bytes: &[u8]| (number, bytes.to_vec());
    assert_eq!(lines("in"), [line(1, b"a"), line(2, b""), line(3, b"c")]);
    assert_eq!(lines("cut"), [line(1, b"a"), line(2, b"b")]);
    assert_eq!(lines("empty"), []);
}

#[test]
fn a_line_over_the_limit_is_told_and_the_next_one_follows() {
    let folder = folder(&[("in", format!("a\n{}\nc", "b".repeat(200_000)).as_bytes())]);
    let limits = Limits {
        max_line_bytes: 100,
        ..Limits::default()
    };
    let lines: Vec<_> = open_lines(&folder.path().join("in"), &limits)
        .unwrap()
        .collect();
    assert_eq!(lines.len(), 3);
    assert!(matches!(
        lines[1],
        Err(IntakeError::LineTooLong {
            line: 2,
            limit: 100,
            ..
        })
    ));
    assert_eq!(lines[2].as_ref().unwrap(), &(3, b"c".to_vec()));
}

#[test]
fn a_packed_file_that_is_cut_off_gives_its_whole_lines_and_then_an_error() {
    let mut text = Vec::new();
    for n in 0..20_000u32 {
        text.extend(format!("{n} {}\n", n.wrapping_mul(2_654_435_761)).bytes());
    }
    for packed in [gzip(&text), zstd_long(&text)] {
        let folder = folder(&[("cut", &packed[..packed.len() / 2])]);
        let results: Vec<_> = open_lines(&folder.path().join("cut"), &Limits::default())
            .unwrap()
            .collect();
        let (last, whole) = results.split_last().unwrap();
        assert!(whole.iter().all(Result::is_ok));
        let Err(IntakeError::Read { origin, .. }) = last else {
            panic!("expected an error at the end");
        };
        assert!(
            origin.ends_with(&format!("cut:{}", whole.len() + 1)),
            "{origin}"
        );
    }
}

#[test]
fn a_file_made_to_expand_without_end_is_stopped() {
    let packed = gzip(&vec![b' '; 3_000_000]);
    let folder = folder(&[("bomb.txt.gz", &packed)]);
    let path = folder.path().join("bomb.txt.gz");
    let by_ratio = Limits {
        max_ratio: 100,
        ratio_from_bytes: 100_000,
        ..Limits::default()
    };
    assert!(matches!(
        read_all(&path, &by_ratio),
        Err(IntakeError::RatioTooHigh { limit: 100, .. })
    ));
    let by_size = Limits {
        max_decompressed_bytes: 1_000_000,
        ..Limits::default()
    };
    assert!(matches!(
        read_all(&path, &by_size),
        Err(IntakeError::ExpandsTooFar {
            limit: 1_000_000,
            ..
        })
    ));
}

#[test]
fn a_document_over_the_limit_is_told_with_size_and_limit() {
    let line = format!(
        "{{\"text\":\"{}\"}}\n{{\"text\":\"b\"}}",
        "a".repeat(300_000)
    );
    let folder = folder(&[
        ("large.txt", "a".repeat(300_000).as_bytes()),
        ("lines.jsonl", line.as_bytes()),
    ]);
    let limits = Limits {
        max_document_bytes: 200_000,
        ..Limits::default()
    };
    let (items, errors) = read(&[folder.path()], &limits);
    assert_eq!(origins(&items, folder.path()), ["lines.jsonl:2"]);
    assert_eq!(
        messages(&errors, folder.path()),
        [
            "large.txt: 300000 bytes are more than the limit of 200000 bytes; split the file or raise the limit",
            "lines.jsonl:1: 300000 bytes are more than the limit of 200000 bytes; split the file or raise the limit",
        ]
    );
}

#[test]
fn a_folder_is_no_file_for_lines_and_bytes() {
    let folder = folder(&[]);
    let limits = Limits::default();
    assert!(matches!(
        open_lines(folder.path(), &limits),
        Err(IntakeError::IsFolder { .. })
    ));
    assert!(matches!(
        read_all(folder.path(), &limits),
        Err(IntakeError::IsFolder { .. })
    ));
}

#[test]
fn folders_over_the_limits_are_told() {
    let folder = folder(&[("a.txt", b"1"), ("b.txt", b"2"), ("c/d/e.txt", b"3")]);
    let few = Limits {
        max_files: 1,
        ..Limits::default()
    };
    let (items, errors) = read(&[folder.path()], &few);
    assert_eq!(items.len(), 1);
    assert!(matches!(
        errors[..],
        [IntakeError::TooManyFiles { limit: 1, .. }]
    ));
    let flat = Limits {
        max_depth: 1,
        ..Limits::default()
    };
    let (items, errors) = read(&[folder.path()], &flat);
    assert_eq!(items.len(), 2);
    assert_eq!(
        messages(&errors, folder.path()),
        ["c/d: folders nest deeper than 1"]
    );
}

#[cfg(unix)]
#[test]
fn links_out_of_the_folder_and_linked_folders_are_not_followed() {
    use std::os::unix::fs::symlink;

    let outside = folder(&[("secret.txt", b"no")]);
    let folder = folder(&[("a.txt", b"One"), ("sub/b.txt", b"Two")]);
    symlink(
        outside.path().join("secret.txt"),
        folder.path().join("out.txt"),
    )
    .unwrap();
    symlink(folder.path().join("a.txt"), folder.path().join("in.txt")).unwrap();
    symlink(folder.path(), folder.path().join("sub/loop")).unwrap();
    symlink("nowhere", folder.path().join("z.txt")).unwrap();
    let (items, errors) = read(&[folder.path()], &Limits::default());
    assert_eq!(
        origins(&items, folder.path()),
        ["a.txt", "in.txt", "sub/b.txt"]
    );
    assert_eq!(
        messages(&errors, folder.path()),
        [
            "out.txt: skipped: link that leads out of the folder",
            "sub/loop: skipped: link to a folder",
            "z.txt: skipped: link that leads nowhere",
        ]
    );
}

#[cfg(unix)]
#[test]
fn a_file_without_permission_is_told() {
    use std::os::unix::fs::PermissionsExt as _;

    let folder = folder(&[("a.txt", b"One")]);
    let path = folder.path().join("a.txt");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).unwrap();
    if fs::read(&path).is_ok() {
        println!("not checked: this user may read every file");
        return;
    }
    let (_, errors) = read(&[&path], &Limits::default());
    assert_eq!(
        messages(&errors, folder.path()),
        ["a.txt: cannot be opened: permission denied"]
    );
}

#[test]
fn the_maps_of_a_folder_are_found_and_the_parts_of_a_shapefile_stay_together() {
    let folder = folder(&[
        ("b/ridge.SHP", b"shapes"),
        ("b/ridge.dbf", b"records"),
        ("b/ridge.PRJ", b"system"),
        ("b/ridge.shx", b"index"),
        ("b/ridge.shp.xml", b"notes"),
        ("a.geojson.gz", b"{}"),
        ("c.kmz", b"PK"),
        ("lone.dbf", b"records"),
    ]);
    let root = folder.path();
    let (files, errors) = list_map_files(root, &Limits::default());
    let names: Vec<_> = files
        .iter()
        .map(|file| file.strip_prefix(root).unwrap().display().to_string())
        .collect();
    assert_eq!(names, ["a.geojson.gz", "b/ridge.SHP", "c.kmz"]);
    let told = messages(&errors, root);
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told[0].contains("ridge.shp.xml: skipped: unknown ending; expected geojson"));
    assert!(told[1].contains("lone.dbf: skipped"));

    let shp = root.join("b/ridge.SHP");
    let parts = read_shapefile_parts(&shp, &Limits::default()).unwrap();
    let names: Vec<&str> = parts.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["ridge.SHP", "ridge.PRJ", "ridge.dbf"]);
    assert_eq!(parts[1].1, b"system");
    assert!(is_part_of_shapefile(&root.join("b/ridge.shx")));
    assert!(!is_part_of_shapefile(&root.join("lone.dbf")));
}

#[test]
fn the_beginning_of_a_file_is_told_unpacked() {
    let folder = folder(&[("a.gz", &gzip(b"ridge and vale")), ("b", b"rid")]);
    let beginning =
        |name: &str| read_beginning(&folder.path().join(name), 5, &Limits::default()).unwrap();
    assert_eq!(beginning("a.gz"), b"ridge");
    assert_eq!(beginning("b"), b"rid");
}
