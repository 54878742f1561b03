//! The canonical encoding of rows and entries, and their digests.
//!
//! **Shape.** A row's digest covers its table and every column that is not null, by name. An entry's payload lists the rows that it added
//! with their digests; its hash covers number, kind, record time, payload, and the hash before it. Changing any cell, record time, or order
//! changes every later hash. The encoding is specified in `docs/case-format.md`, with a program in another language that replays it.
//!
//! The record time is inside the hash: when a forecast was recorded is evidence.

use std::collections::BTreeMap;

use rusqlite::types::ValueRef;
use salient_model::Sha256;
use serde::{Deserialize, Serialize};

/// Columns outside a row's digest: the key and the entry are in the payload and the chain; the raw bytes are covered by their hash, so that
/// a later release of the compressor gives the same edition.
const OUTSIDE_DIGEST: &[(&str, &str)] = &[("raw", "bytes"), ("raw", "encoding")];

/// Digits of an edition's short form.
const EDITION_DIGITS: usize = 12;

/// The last entry of a chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Head {
    /// Its number; 0 before the first.
    pub(crate) seq: i64,
    /// Its hash; zeros before the first.
    pub(crate) hash: Sha256,
}

impl Head {
    /// Before the first entry.
    pub(crate) fn before_first() -> Self {
        Self {
            seq: 0,
            hash: Sha256::from_bytes([0; 32]),
        }
    }

    /// The short name of the case as it stands.
    pub(crate) fn edition(&self) -> String {
        edition(&self.hash)
    }
}

/// The short name of the ledger up to the entry with `hash`.
pub(crate) fn edition(hash: &Sha256) -> String {
    hash.short(EDITION_DIGITS)
}

/// What an entry added: for each table, keys with digests, in the order of addition.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(crate) struct Payload {
    /// By table.
    pub(crate) rows: BTreeMap<String, Vec<(i64, String)>>,
}

impl Payload {
    /// Canonical JSON: one object, keys sorted, no white space, integers only.
    pub(crate) fn to_canonical_json(&self) -> String {
        serde_json::to_string(self).expect("maps with text keys are JSON")
    }
}

/// The hash of an entry.
pub(crate) fn entry_hash(
    seq: i64,
    kind: &str,
    recorded_at: &str,
    payload: &str,
    prev_hash: &Sha256,
) -> Sha256 {
    Sha256::of_parts(&[
        b"salient entry 1",
        seq.to_string().as_bytes(),
        kind.as_bytes(),
        recorded_at.as_bytes(),
        payload.as_bytes(),
        prev_hash.to_string().as_bytes(),
    ])
}

/// The digest of a row. Columns may come in any order; null ones do not count.
pub(crate) fn row_digest<'v>(
    table: &str,
    columns: impl Iterator<Item = (&'v str, ValueRef<'v>)>,
) -> Sha256 {
    let mut cells: Vec<(&str, Vec<u8>)> = columns
        .filter(|(name, _)| {
            !matches!(*name, "fid" | "entry") && !OUTSIDE_DIGEST.contains(&(table, name))
        })
        .filter_map(|(name, value)| Some((name, cell_bytes(value)?)))
        .collect();
    cells.sort_unstable();
    let mut parts: Vec<&[u8]> = vec![b"salient row 1", table.as_bytes()];
    for (name, bytes) in &cells {
        parts.push(name.as_bytes());
        parts.push(bytes);
    }
    Sha256::of_parts(&parts)
}

/// A letter for the type, then the value; `None` for null.
fn cell_bytes(value: ValueRef<'_>) -> Option<Vec<u8>> {
    let (letter, bytes): (u8, &[u8]) = match value {
        ValueRef::Null => return None,
        ValueRef::Integer(number) => (b'i', &number.to_be_bytes()),
        ValueRef::Real(number) => (b'r', &number.to_bits().to_be_bytes()),
        ValueRef::Text(bytes) => (b't', bytes),
        ValueRef::Blob(bytes) => (b'b', bytes),
    };
    Some([&[letter], bytes].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_ignores_column_order_and_nulls_but_not_types() {
        let digest =
            |cells: &[(&'static str, ValueRef<'static>)]| row_digest("t", cells.iter().copied());
        let one = digest(&[("a", ValueRef::Integer(1)), ("b", ValueRef::Text(b"x"))]);
        assert_eq!(
            one,
            digest(&[
                ("b", ValueRef::Text(b"x")),
                ("later", ValueRef::Null),
                ("a", ValueRef::Integer(1))
            ])
        );
        assert_ne!(
            one,
            digest(&[("a", ValueRef::Real(1.0)), ("b", ValueRef::Text(b"x"))])
        );
        assert_ne!(
            one,
            digest(&[("a", ValueRef::Integer(1)), ("b", ValueRef::Blob(b"x"))])
        );
        assert_ne!(
            digest(&[("a", ValueRef::Real(0.0))]),
            digest(&[("a", ValueRef::Real(-0.0))])
        );
    }

    #[test]
    fn an_entry_hash_covers_every_part() {
        let start = Head::before_first().hash;
        let hash = |seq, kind, at, payload| entry_hash(seq, kind, at, payload, &start);
        let base = hash(1, "case", "t", "{}");
        assert_ne!(base, hash(2, "case", "t", "{}"));
        assert_ne!(base, hash(1, "document", "t", "{}"));
        assert_ne!(base, hash(1, "case", "u", "{}"));
        assert_ne!(base, hash(1, "case", "t", "{ }"));
        assert_ne!(base, entry_hash(1, "case", "t", "{}", &base));
    }
}
