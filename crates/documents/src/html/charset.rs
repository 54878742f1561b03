//! The encoding that a page declares for itself.
//!
//! **Sources.** WHATWG HTML, "prescan a byte stream to determine its encoding": the first 1,024 bytes count. Labels by WHATWG Encoding.

use std::sync::LazyLock;

use encoding_rs::Encoding;
use regex::bytes::Regex;

const PRESCAN_BYTES: usize = 1024;

static DECLARATION: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r#"(?i-u)(?:<meta\s[^>]*charset\s*=|<\?xml\s[^>]*encoding\s*=)\s*["']?\s*([a-z0-9_:.-]+)"#,
    )
    .expect("the pattern is fixed and valid")
});

/// The declared encoding, if there is one that is known.
pub(super) fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(PRESCAN_BYTES)];
    let label = DECLARATION.captures(head)?.get(1)?;
    Encoding::for_label_no_replacement(label.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn declarations_of_all_kinds_are_read() {
        let name = |page: &[u8]| declared(page).map(Encoding::name);
        assert_eq!(name(b"<meta charset=utf-8>"), Some("UTF-8"));
        assert_eq!(
            name(b"<META http-equiv='Content-Type' content='text/html; charset=Windows-1251'>"),
            Some("windows-1251")
        );
        assert_eq!(
            name(b"<?xml version='1.0' encoding=\"koi8-r\"?>"),
            Some("KOI8-R")
        );
        assert_eq!(name(b"<meta charset=nonsense>"), None);
        assert_eq!(name(b"<p>charset=utf-8</p>"), None);
    }
}
