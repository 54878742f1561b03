//! The list of files of a folder.
//!
//! **Shape.** Three are read: the JSON array of objects that the contents API of `GitHub` answers with (`name`, `type`, `download_url`), a JSON array of names, and a text with
//! a name per line. Only names are taken from it, and where a file of that name is; what a file is called on disk never comes from a server.
//!
//! **Sources.** `GitHub`, REST API, "Get repository content": at most 1,000 files of a directory are listed, and nothing says that there are more.

use std::collections::BTreeMap;

use salient_model::WebAddress;
use serde::Deserialize;

use crate::fetch::FetchError;
use crate::fetch::expected::{Expected, words_of_beginning};

/// So many names look cut off.
const CUT_AT_NAMES: usize = 1_000;

/// What a list says.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Index {
    /// The address of each file, where the list gives one.
    files: BTreeMap<String, Option<WebAddress>>,
    /// Whether there may be more files than it names.
    pub(crate) may_be_cut: bool,
}

/// What a list says about one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Listed<'a> {
    /// It does not name it.
    Absent,
    /// It names it, and says nothing about where it is.
    Named,
    /// It says where it is.
    At(&'a WebAddress),
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Entry {
    Name(String),
    File {
        name: String,
        #[serde(rename = "type")]
        kind: Option<String>,
        download_url: Option<String>,
    },
}

impl Index {
    /// Looks a file up by its name.
    pub(crate) fn find(&self, name: &str) -> Listed<'_> {
        match self.files.get(name) {
            None => Listed::Absent,
            Some(None) => Listed::Named,
            Some(Some(address)) => Listed::At(address),
        }
    }
}

pub(crate) fn read_index(bytes: &[u8], url: &WebAddress) -> Result<Index, FetchError> {
    let shape = |found: String| FetchError::Shape {
        url: url.clone(),
        found,
        expected: "a list of files: a JSON array of names or of objects with name and download_url, or a name per line",
    };
    let is_array = bytes.trim_ascii_start().starts_with(b"[");
    let is_page = Expected::Any.what_instead(bytes).is_some();
    if is_page || bytes.trim_ascii_start().starts_with(b"{") {
        return Err(shape(format!(
            "a text that begins {:?}",
            words_of_beginning(&bytes[..bytes.len().min(512)])
        )));
    }
    if !is_array {
        let text = String::from_utf8_lossy(bytes);
        let names = text
            .lines()
            .map(str::trim)
            .filter(|name| !name.is_empty())
            .map(|name| (name.to_owned(), None));
        return Ok(Index {
            files: names.collect(),
            may_be_cut: false,
        });
    }
    let entries: Vec<Entry> = serde_json::from_slice(bytes)
        .map_err(|error| shape(format!("broken JSON, or other entries ({error})")))?;
    let is_api = entries
        .iter()
        .any(|entry| matches!(entry, Entry::File { .. }));
    let may_be_cut = is_api && entries.len() >= CUT_AT_NAMES;
    let mut files = BTreeMap::new();
    for entry in entries {
        let (name, address) = match entry {
            Entry::Name(name) => (name, None),
            Entry::File { kind, .. } if kind.as_deref().is_some_and(|kind| kind != "file") => {
                continue;
            }
            Entry::File {
                name, download_url, ..
            } => (name, download_url),
        };
        let address = address
            .map(|address| {
                let address = WebAddress::new(&address).map_err(|error| error.to_string())?;
                if url.is_https() && !address.is_https() {
                    return Err(format!("an address without https ({address})"));
                }
                Ok(address)
            })
            .transpose()
            .map_err(|found| shape(format!("for {name:?} {found}")))?;
        files.insert(name, address);
    }
    Ok(Index { files, may_be_cut })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Index, String> {
        let url = WebAddress::new("https://ridge.example/contents").unwrap();
        read_index(text.as_bytes(), &url).map_err(|error| error.to_string())
    }

    #[test]
    fn three_shapes_of_lists_are_read() {
        let api = read(
            r#"[{"name": "a.json", "type": "file", "download_url": "https://ridge.example/raw/a.json", "size": 3},
                {"name": "old", "type": "dir", "download_url": null}]"#,
        )
        .unwrap();
        let address = WebAddress::new("https://ridge.example/raw/a.json").unwrap();
        assert_eq!(api.find("a.json"), Listed::At(&address));
        assert_eq!(api.find("old"), Listed::Absent);
        for names in ["[\"a.json\", \"b.json\"]", "a.json\r\n\n b.json \n"] {
            let index = read(names).unwrap();
            assert_eq!(index.find("b.json"), Listed::Named, "{names}");
            assert_eq!(index.find("c.json"), Listed::Absent);
        }
    }

    #[test]
    fn a_list_that_cannot_be_used_is_refused_with_what_it_holds() {
        for (text, found) in [
            (
                "<!doctype html><p>Sign in",
                "begins \"<!doctype html><p>Sign in\"",
            ),
            ("{\"message\": \"Not Found\"}", "Not Found"),
            ("[1]", "other entries"),
            ("[\"a\"", "broken JSON"),
            ("", "begins \"\""),
            (
                r#"[{"name": "a", "download_url": "file:///etc/passwd"}]"#,
                "for \"a\" expected http",
            ),
            (
                r#"[{"name": "a", "download_url": "http://ridge.example/a"}]"#,
                "for \"a\" an address without https",
            ),
        ] {
            let error = read(text).unwrap_err();
            assert!(error.contains(found), "{text}: {error}");
        }
    }

    #[test]
    fn a_list_of_a_thousand_files_may_be_cut() {
        let list = |n_names: usize| {
            let names: Vec<String> = (0..n_names)
                .map(|number| format!("{{\"name\": \"{number}\"}}"))
                .collect();
            read(&format!("[{}]", names.join(","))).unwrap().may_be_cut
        };
        assert!(!list(999));
        assert!(list(1_000));
    }
}
