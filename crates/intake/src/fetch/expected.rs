//! Whether what comes is what the name of the file promises.
//!
//! **Shape.** Only the first bytes are looked at, and the last one where the format has a certain end: enough to notice a page that says "not found" with status 200, a
//! pointer in place of a file, and a file that is cut off where the protocol does not tell. Reading the map is left to `maps`.

use std::path::Path;

/// How many bytes the check of a beginning asks for.
pub(crate) const BEGINNING_BYTES: usize = 1024;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Expected {
    Json,
    Xml,
    /// First bytes that do not change.
    Signature(&'static [u8], &'static str),
    /// Anything but a web page.
    Any,
}

impl Expected {
    /// By the ending of the file's name.
    pub(crate) fn of_name(name: &str) -> Self {
        let ending = Path::new(name)
            .extension()
            .and_then(|ending| ending.to_str())
            .unwrap_or_default()
            .to_ascii_lowercase();
        match ending.as_str() {
            "json" | "geojson" | "jsonl" | "ndjson" | "geojsonl" | "geojsons" => Self::Json,
            "kml" | "xml" => Self::Xml,
            "kmz" | "zip" => Self::Signature(b"PK", "a ZIP archive"),
            "gz" => Self::Signature(b"\x1f\x8b", "a gzip file"),
            "zst" | "zstd" => Self::Signature(b"\x28\xb5\x2f\xfd", "a zstd file"),
            "xz" => Self::Signature(b"\xfd7zXZ\x00", "an xz file"),
            "gpkg" => Self::Signature(b"SQLite format 3\x00", "a GeoPackage"),
            "fgb" => Self::Signature(b"fgb", "FlatGeobuf"),
            _ => Self::Any,
        }
    }

    /// What the name promises, in words.
    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::Json => "JSON",
            Self::Xml => "XML",
            Self::Signature(_, words) => words,
            Self::Any => "a map and no web page",
        }
    }

    /// What the beginning shows instead of what is expected. `beginning` is the whole file when it is shorter than [`BEGINNING_BYTES`].
    pub(crate) fn what_instead(self, beginning: &[u8]) -> Option<&'static str> {
        let start = solid(beginning);
        let fits = match self {
            Self::Json => start.starts_with(b"{") || start.starts_with(b"["),
            Self::Xml => start.starts_with(b"<"),
            Self::Signature(signature, _) => beginning.starts_with(signature),
            Self::Any => !start.is_empty(),
        };
        if start.is_empty() {
            Some("nothing")
        } else if is_html(start) {
            Some("a web page")
        } else if fits {
            None
        } else {
            Some("other content")
        }
    }

    /// Whether a file may end so; `last` is its last byte that is no white space.
    pub(crate) fn may_end_with(self, last: u8) -> bool {
        match self {
            Self::Json => matches!(last, b'}' | b']'),
            Self::Xml => last == b'>',
            Self::Signature(..) | Self::Any => true,
        }
    }
}

/// The first words of a body on one line, for messages.
pub(crate) fn words_of_beginning(bytes: &[u8]) -> String {
    const WORDS_CHARS: usize = 80;
    let text = String::from_utf8_lossy(bytes);
    let mut words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some((end, _)) = words.char_indices().nth(WORDS_CHARS) {
        words.truncate(end);
        words.push('…');
    }
    words
}

/// Without a byte order mark and white space at the start.
fn solid(bytes: &[u8]) -> &[u8] {
    bytes
        .strip_prefix(b"\xef\xbb\xbf")
        .unwrap_or(bytes)
        .trim_ascii_start()
}

fn is_html(start: &[u8]) -> bool {
    let head = start[..start.len().min(256)].to_ascii_lowercase();
    head.starts_with(b"<!doctype html")
        || head.starts_with(b"<html")
        || head.starts_with(b"<head")
        || head.starts_with(b"<body")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_promises_a_content() {
        for (name, beginning, instead) in [
            ("a.geojson", &b"\xef\xbb\xbf\n {\"type\""[..], None),
            ("a.json", b"[1]", None),
            ("a.json", b"", Some("nothing")),
            ("a.json", b" \n", Some("nothing")),
            ("a.json", b"<!DOCTYPE HTML><p>", Some("a web page")),
            ("a.json", b"version https://git-lfs", Some("other content")),
            ("a.kml", b"<?xml version", None),
            ("a.kml", b"<html>", Some("a web page")),
            ("a.kmz", b"PK\x03\x04", None),
            ("a.kmz", b"<kml>", Some("other content")),
            ("a.json.gz", b"\x1f\x8b\x08", None),
            ("a.json.gz", b"{}", Some("other content")),
            ("a.dat", b"whatever", None),
            ("a", b"<HTML>", Some("a web page")),
        ] {
            let found = Expected::of_name(name).what_instead(beginning);
            assert_eq!(found, instead, "{name} {beginning:?}");
        }
    }

    #[test]
    fn a_beginning_is_one_short_line() {
        assert_eq!(words_of_beginning(b"<p>\n\n Not\tfound"), "<p> Not found");
        assert_eq!(words_of_beginning(&[b'a'; 500]).chars().count(), 81);
    }
}
