//! One file from one address into the folder.
//!
//! **Shape.** Bytes go to a temporary name; the file gets its own when it is whole. A large file whose server can send ranges is continued where it was cut off, in this run or
//! a later one, if the server says that it is still the same; any other begins anew.
//!
//! **Sources.** RFC 9110, sections 13 (conditional requests) and 14 (ranges).

use std::fs::File;
use std::io::Write as _;

use salient_model::WebAddress;

use crate::fetch::FetchError;
use crate::fetch::answer::{Answer, ReadChunk};
use crate::fetch::client::Client;
use crate::fetch::expected::{BEGINNING_BYTES, Expected, words_of_beginning};
use crate::fetch::retry::with_tries;
use crate::fetch::store::{Part, Store, Validators};

/// Files up to this size begin anew when they are cut off.
const CONTINUED_FROM_BYTES: u64 = 1 << 20;

/// What became of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Got {
    /// It is there, whole.
    File,
    /// The one that was there is still the same.
    Unchanged,
    /// The server does not have it.
    Missing,
}

/// Brings one file in. When it is there already, the server is asked whether it changed.
pub(crate) fn download(
    client: &mut Client<'_>,
    store: &mut Store,
    url: &WebAddress,
    name: &str,
) -> Result<Got, FetchError> {
    let got = with_tries(client, |client| attempt(client, store, url, name));
    if matches!(got, Err(_) | Ok(Got::Missing | Got::Unchanged)) {
        // What can be continued stays for the next run; anything else goes.
        let may_be_continued = got.is_err() && store.part(name, url.as_str()).is_some();
        if !may_be_continued {
            store.forget_part(name)?;
        }
    }
    got
}

fn attempt(
    client: &mut Client<'_>,
    store: &mut Store,
    url: &WebAddress,
    name: &str,
) -> Result<Got, FetchError> {
    let part = store.part(name, url.as_str());
    let known = store.retrieval(name, url.as_str()).cloned();
    let range;
    let mut fields: Vec<(&str, &str)> = Vec::new();
    if let Some((part, n_bytes)) = &part {
        range = format!("bytes={n_bytes}-");
        // A range of a compressed answer would be one of other bytes than those that are here.
        fields.extend([
            ("range", range.as_str()),
            ("if-range", part.validator.as_str()),
            ("accept-encoding", "identity"),
        ]);
    } else if let Some(known) = &known {
        let etag = known.etag.as_deref().map(|etag| ("if-none-match", etag));
        let date = known.last_modified.as_deref();
        fields.extend(etag);
        fields.extend(date.map(|date| ("if-modified-since", date)));
    }
    let mut answer = client.get(url, &fields)?;
    match (answer.status(), &part) {
        (200, _) => {
            let file = store.begin(name)?;
            receive(client, store, answer, url, name, file, 0)
        }
        (206, Some((_, n_bytes))) if starts_at(&answer, *n_bytes) => {
            let file = store.go_on(name)?;
            receive(client, store, answer, url, name, file, *n_bytes)
        }
        // What is here is no beginning of what is there.
        (206 | 416, Some(_)) => {
            store.forget_part(name)?;
            attempt(client, store, url, name)
        }
        (304, None) if known.is_some() => Ok(Got::Unchanged),
        (404 | 410, _) => Ok(Got::Missing),
        _ => Err(answer.refusal()),
    }
}

/// Writes a body to the end of `file`, which holds `n_before` bytes, and gives the file its name.
fn receive(
    client: &mut Client<'_>,
    store: &mut Store,
    mut answer: Answer,
    url: &WebAddress,
    name: &str,
    mut file: File,
    n_before: u64,
) -> Result<Got, FetchError> {
    let expected = Expected::of_name(name);
    let limit = client.limits().max_file_bytes;
    let promised = answer.n_bytes_promised().map(|rest| rest + n_before);
    if promised.is_some_and(|n_bytes| n_bytes > limit) {
        return Err(answer.too_large(promised, limit));
    }
    if answer.is_html() {
        return Err(FetchError::Content {
            url: answer.url().clone(),
            found: "a web page".to_owned(),
            beginning: answer.beginning(),
            expected: expected.words(),
        });
    }
    let validators = validators(&answer);
    let continued_by = promised
        .filter(|n_bytes| *n_bytes > CONTINUED_FROM_BYTES)
        .and_then(|_| validator_of_ranges(&answer, &validators));
    let part_path = store.part_path(name);
    let mut beginning: Vec<u8> = Vec::new();
    let mut is_checked = n_before > 0;
    let mut last = None;
    let mut n_bytes = n_before;
    loop {
        let chunk = match answer.read_chunk(client) {
            Ok(chunk) => chunk,
            Err(ReadChunk::Cut(source)) => {
                if is_checked && let Some(validator) = continued_by {
                    let part = Part {
                        url: url.as_str().to_owned(),
                        validator,
                    };
                    store.note_part(name, part)?;
                }
                return Err(answer.cut(n_bytes, source));
            }
            Err(ReadChunk::Limit(error)) => return Err(error),
        };
        n_bytes += chunk.len() as u64;
        if n_bytes > limit {
            return Err(answer.too_large(None, limit));
        }
        if !is_checked {
            let rest = BEGINNING_BYTES - beginning.len();
            beginning.extend(chunk.iter().take(rest));
            is_checked = chunk.is_empty() || beginning.len() == BEGINNING_BYTES;
            if is_checked && let Some(found) = expected.what_instead(&beginning) {
                return Err(FetchError::Content {
                    url: answer.url().clone(),
                    found: found.to_owned(),
                    beginning: words_of_beginning(&beginning),
                    expected: expected.words(),
                });
            }
        }
        if chunk.is_empty() {
            break;
        }
        last = chunk
            .iter()
            .rfind(|byte| !byte.is_ascii_whitespace())
            .copied()
            .or(last);
        file.write_all(&chunk)
            .map_err(FetchError::disk(&part_path, "writing it"))?;
    }
    // An answer that promises no length ends when the connection does, for whatever reason.
    if last.is_some_and(|last| !expected.may_end_with(last)) {
        let found = "it ends in the middle";
        let source = std::io::Error::new(std::io::ErrorKind::UnexpectedEof, found);
        return Err(answer.cut(n_bytes, source));
    }
    store.finish(name, &file, url.as_str(), validators)?;
    Ok(Got::File)
}

fn validators(answer: &Answer) -> Validators {
    Validators {
        etag: answer.field("etag").map(str::to_owned),
        last_modified: answer.field("last-modified").map(str::to_owned),
    }
}

/// What `If-Range` may say of this answer: a strong tag, or else the date, and only where the server does not decline ranges.
fn validator_of_ranges(answer: &Answer, validators: &Validators) -> Option<String> {
    let has_ranges = answer.status() == 206
        || answer
            .field("accept-ranges")
            .is_some_and(|unit| unit.eq_ignore_ascii_case("bytes"));
    let strong = validators
        .etag
        .clone()
        .filter(|etag| !etag.starts_with("W/"));
    has_ranges
        .then(|| strong.or_else(|| validators.last_modified.clone()))
        .flatten()
}

/// Whether a partial answer goes on where we stopped (RFC 9110, section 14.4).
fn starts_at(answer: &Answer, n_bytes: u64) -> bool {
    answer
        .field("content-range")
        .and_then(|range| range.strip_prefix("bytes "))
        .and_then(|range| range.split('-').next())
        .is_some_and(|start| start.parse() == Ok(n_bytes))
}
