//! What a file is, by its name or its first bytes.

use std::path::Path;

use crate::item::RawKind;

/// What a file may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FileKind {
    /// One document.
    One(RawKind),
    /// One document a line.
    JsonLines,
}

/// Endings of compressed files; what counts is the name before them.
const COMPRESSED: &[&str] = &["gz", "zst", "zstd", "xz"];

/// The ending of the name in lower case, behind the ending of a compressed file. A name without a dot has none.
pub(crate) fn ending(path: &Path) -> Option<String> {
    let name = path.file_name()?.to_str()?.to_lowercase();
    let mut endings = name.rsplit('.');
    let mut ending = endings.next()?;
    if COMPRESSED.contains(&ending) {
        ending = endings.next()?;
    }
    endings.next()?;
    Some(ending.to_owned())
}

/// By the ending of the name.
pub(crate) fn kind_by_name(path: &Path) -> Option<FileKind> {
    Some(match ending(path)?.as_str() {
        "txt" | "text" => FileKind::One(RawKind::Text),
        "md" | "markdown" => FileKind::One(RawKind::Markdown),
        "html" | "htm" | "xhtml" => FileKind::One(RawKind::Html),
        "jsonl" | "ndjson" => FileKind::JsonLines,
        _ => return None,
    })
}

/// By the look of the first bytes, for the standard input and files that were named one by one.
pub(crate) fn kind_by_look(bytes: &[u8]) -> FileKind {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let start = bytes.trim_ascii_start();
    let head = String::from_utf8_lossy(&start[..start.len().min(1024)]).to_lowercase();
    if head.starts_with("{\"") || head.starts_with("{ \"") {
        FileKind::JsonLines
    } else if head.starts_with('<') && (head.contains("<html") || head.contains("<!doctype html")) {
        FileKind::One(RawKind::Html)
    } else {
        FileKind::One(RawKind::Text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_first_bytes_tell_the_kind() {
        let by_name = |name: &str| kind_by_name(Path::new(name));
        assert_eq!(by_name("a/b.TXT"), Some(FileKind::One(RawKind::Text)));
        assert_eq!(by_name("b.html.gz"), Some(FileKind::One(RawKind::Html)));
        assert_eq!(by_name("b.ndjson.zst"), Some(FileKind::JsonLines));
        assert_eq!(by_name("b.pdf"), None);
        assert_eq!(by_name("txt"), None);
        assert_eq!(by_name("b.gz"), None);

        assert_eq!(kind_by_look(b"{\"text\": 1}"), FileKind::JsonLines);
        assert_eq!(
            kind_by_look(b"\xef\xbb\xbf\n<!DOCTYPE HTML><p>"),
            FileKind::One(RawKind::Html)
        );
        assert_eq!(kind_by_look(b"<3 Ridge"), FileKind::One(RawKind::Text));
        assert_eq!(kind_by_look(b""), FileKind::One(RawKind::Text));
    }
}
