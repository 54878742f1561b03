//! Rows of `documents`, `attributions`, and `raw`.
//!
//! **Shape.** The text is always kept, whatever the text policy: without it no span can be sliced again. The policy binds views. Offsets
//! are code points, as in the promised JSON; the offset map alone counts bytes, as its other side is bytes.

use std::io::Read as _;

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _};
use salient_model::{
    Attribution, ByteSpan, CodePointIndex, Date, Document, DocumentFormat, DocumentId, OffsetMap,
    Sentence, Sha256, TextPolicy, TextZone, TextZoneKind,
};
use salient_record::{AttributionRecord, attribution_to_record};

use crate::diagnostics;
use crate::error::Fault;
use crate::row_reader::{RowReader, json};
use crate::writer::{EntryWriter, integer};

const TABLE: &str = "documents";

/// Fast and within a few percent of the higher levels on news pages.
const ZSTD_LEVEL: i32 = 3;

/// A document without its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentInfo {
    /// Identifier.
    pub id: DocumentId,
    /// Who published.
    pub outlet: String,
    /// Publication date, if known.
    pub published: Option<Date>,
    /// Theatre key, if given.
    pub theatre: Option<String>,
    /// Title, if found.
    pub title: Option<String>,
    /// Address, if found.
    pub url: Option<String>,
    /// File or line that it came from, as given.
    pub origin: String,
    /// What the bytes were.
    pub format: DocumentFormat,
    /// How much views may print.
    pub text_policy: TextPolicy,
    /// SHA-256 of the bytes as received.
    pub raw_hash: Sha256,
    /// SHA-256 of the text.
    pub text_hash: Sha256,
    /// Number of its claims.
    pub n_claims: usize,
    /// When the ledger took it.
    pub recorded_at: Timestamp,
    /// The entry that added it.
    pub entry: u64,
}

/// Adds the bytes as received, unless they are there.
pub(crate) fn add_raw(
    entry: &mut EntryWriter<'_, '_>,
    hash: Sha256,
    raw: &[u8],
) -> Result<(), Fault> {
    let known: bool = entry
        .connection()
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM raw WHERE hash = ?1)")?
        .query_row([hash.to_string()], |row| row.get(0))?;
    if known {
        return Ok(());
    }
    let compressed = zstd::bulk::compress(raw, ZSTD_LEVEL).ok();
    let (encoding, bytes) = match compressed {
        Some(compressed) if compressed.len() < raw.len() => ("zstd", compressed),
        _ => ("plain", raw.to_vec()),
    };
    entry.add(
        "raw",
        &[
            ("hash", hash.to_string().into()),
            ("n_bytes", integer(raw.len())),
            ("encoding", encoding.to_owned().into()),
            ("bytes", bytes.into()),
        ],
    )
}

/// The bytes as received.
pub(crate) fn raw(connection: &Connection, hash: &Sha256) -> Result<Option<Vec<u8>>, Fault> {
    let mut statement = connection
        .prepare_cached("SELECT fid, n_bytes, encoding, bytes FROM raw WHERE hash = ?1")?;
    let mut rows = statement.query([hash.to_string()])?;
    match rows.next()? {
        None => Ok(None),
        Some(row) => decode_raw(&RowReader::new("raw", row)?).map(Some),
    }
}

/// The bytes of a row of `raw`, never more than the row states.
pub(crate) fn decode_raw(row: &RowReader<'_>) -> Result<Vec<u8>, Fault> {
    let bytes = row.blob("bytes")?;
    let n_bytes = row
        .optional_integer("n_bytes")?
        .and_then(|n| u64::try_from(n).ok())
        .ok_or_else(|| row.bad("n_bytes", "no size".to_owned(), "a size in bytes"))?;
    let wrong_size = |found: usize| {
        row.bad(
            "bytes",
            format!("{found} bytes or more"),
            "as many bytes as n_bytes says",
        )
    };
    let decoded = match row.text("encoding")?.as_str() {
        "plain" => bytes.to_vec(),
        "zstd" => {
            let mut decoded = Vec::new();
            zstd::stream::read::Decoder::new(bytes)
                .and_then(|decoder| decoder.take(n_bytes + 1).read_to_end(&mut decoded))
                .map_err(|error| row.bad("bytes", error.to_string(), "zstd"))?;
            decoded
        }
        other => return Err(row.bad("encoding", other.to_owned(), "plain or zstd")),
    };
    if decoded.len() as u64 == n_bytes {
        Ok(decoded)
    } else {
        Err(wrong_size(decoded.len()))
    }
}

/// Adds the row of a document.
pub(crate) fn add(
    entry: &mut EntryWriter<'_, '_>,
    document: &Document,
    index: &CodePointIndex,
) -> Result<(), Fault> {
    let sentences: Vec<_> = document
        .sentences
        .iter()
        .filter_map(|sentence| {
            let (start, end) = index.code_points(sentence.span)?;
            Some((start, end, sentence.paragraph))
        })
        .collect();
    let zones: Vec<_> = document
        .zones
        .iter()
        .filter_map(|zone| {
            let (start, end) = index.code_points(zone.span)?;
            Some((start, end, zone.kind.as_str()))
        })
        .collect();
    entry.add(
        TABLE,
        &[
            ("document_id", document.id.to_string().into()),
            ("outlet", document.outlet.clone().into()),
            (
                "published",
                document.published.map(|date| date.to_string()).into(),
            ),
            ("theatre", document.theatre.clone().into()),
            ("title", document.title.clone().into()),
            ("url", document.url.clone().into()),
            ("origin", document.origin.clone().into()),
            ("format", document.format.as_str().to_owned().into()),
            (
                "text_policy",
                document.text_policy.as_str().to_owned().into(),
            ),
            ("raw_hash", document.raw_hash.to_string().into()),
            ("text_hash", document.text_hash.to_string().into()),
            ("text", document.text.clone().into()),
            ("offset_map", json(&document.offset_map.segments()).into()),
            ("sentences", json(&sentences).into()),
            ("zones", json(&zones).into()),
            (
                "diagnostics",
                diagnostics::to_json(&document.diagnostics, index).into(),
            ),
        ],
    )
}

/// Adds the rows of a document's attributions.
pub(crate) fn add_attributions(
    entry: &mut EntryWriter<'_, '_>,
    document: &DocumentId,
    attributions: &[Attribution],
    index: &CodePointIndex,
) -> Result<(), Fault> {
    for (position, attribution) in attributions.iter().enumerate() {
        let record = attribution_to_record(attribution, index);
        entry.add(
            "attributions",
            &[
                ("document_id", document.to_string().into()),
                ("position", integer(position)),
                ("source", json(&record.source).into()),
                ("cue", json(&record.cue).into()),
                ("content", json(&record.content).into()),
                ("inside", attribution.inside.map(integer).into()),
            ],
        )?;
    }
    Ok(())
}

/// Whether a document is stored.
pub(crate) fn is_known(connection: &Connection, id: &DocumentId) -> Result<bool, Fault> {
    Ok(connection
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM documents WHERE document_id = ?1)")?
        .query_row([id.as_str()], |row| row.get(0))?)
}

/// The text of a document.
pub(crate) fn text(connection: &Connection, id: &DocumentId) -> Result<Option<String>, Fault> {
    Ok(connection
        .prepare_cached("SELECT text FROM documents WHERE document_id = ?1")?
        .query_row([id.as_str()], |row| row.get(0))
        .optional()?)
}

/// One document.
pub(crate) fn by_id(connection: &Connection, id: &DocumentId) -> Result<Option<Document>, Fault> {
    let mut statement =
        connection.prepare_cached("SELECT * FROM documents WHERE document_id = ?1")?;
    let mut rows = statement.query([id.as_str()])?;
    match rows.next()? {
        None => Ok(None),
        Some(row) => read(&RowReader::new(TABLE, row)?).map(Some),
    }
}

/// Every document without its text, in the order of recording.
pub(crate) fn all(connection: &Connection) -> Result<Vec<DocumentInfo>, Fault> {
    let mut statement = connection.prepare_cached(
        "SELECT documents.fid, document_id, outlet, published, theatre, title, url, origin, format, text_policy, raw_hash, text_hash,
           entry, recorded_at, (SELECT COUNT(*) FROM claims WHERE claims.document_id = documents.document_id) AS n_claims
         FROM documents LEFT JOIN entries ON entries.seq = documents.entry ORDER BY documents.fid",
    )?;
    let mut rows = statement.query([])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(read_info(&RowReader::new(TABLE, row)?)?);
    }
    Ok(found)
}

/// The attributions of a document, in their order.
pub(crate) fn attributions(
    connection: &Connection,
    document: &DocumentId,
    index: &CodePointIndex,
) -> Result<Vec<Attribution>, Fault> {
    let mut statement = connection
        .prepare_cached("SELECT * FROM attributions WHERE document_id = ?1 ORDER BY position")?;
    let mut rows = statement.query([document.as_str()])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let row = RowReader::new("attributions", row)?;
        let record = AttributionRecord {
            source: row.json("source")?,
            cue: row.json("cue")?,
            content: row.json("content")?,
            inside: row
                .optional_integer("inside")?
                .and_then(|n| usize::try_from(n).ok()),
        };
        found.push(record.to_attribution(index));
    }
    Ok(found)
}

fn read(row: &RowReader<'_>) -> Result<Document, Fault> {
    let text = row.text("text")?;
    let index = CodePointIndex::new(&text);
    let span = |column: &'static str, start: usize, end: usize| -> Result<ByteSpan, Fault> {
        index.span(start, end).ok_or_else(|| {
            row.bad(
                column,
                format!("[{start}, {end}]"),
                "a half-open range inside the text",
            )
        })
    };
    let sentences = row
        .json::<Vec<(usize, usize, usize)>>("sentences")?
        .into_iter()
        .map(|(start, end, paragraph)| {
            Ok(Sentence {
                span: span("sentences", start, end)?,
                paragraph,
            })
        })
        .collect::<Result<_, Fault>>()?;
    let zones = row
        .json::<Vec<(usize, usize, String)>>("zones")?
        .into_iter()
        .map(|(start, end, word)| {
            Ok(TextZone {
                span: span("zones", start, end)?,
                kind: TextZoneKind::from_word(&word)
                    .ok_or_else(|| row.bad("zones", word, "a kind of text zone"))?,
            })
        })
        .collect::<Result<_, Fault>>()?;
    let offset_map = OffsetMap::from_segments(row.json("offset_map")?).ok_or_else(|| {
        row.bad(
            "offset_map",
            "overlapping segments".to_owned(),
            "segments in text order",
        )
    })?;
    let diagnostics =
        diagnostics::from_records(row.json("diagnostics")?, &index).ok_or_else(|| {
            row.bad(
                "diagnostics",
                "an unknown code or span".to_owned(),
                "codes of this version",
            )
        })?;
    let info = read_header(row)?;
    Ok(Document {
        id: info.id,
        raw_hash: info.raw_hash,
        text_hash: info.text_hash,
        text,
        outlet: info.outlet,
        published: info.published,
        theatre: info.theatre,
        title: info.title,
        url: info.url,
        origin: info.origin,
        format: info.format,
        text_policy: info.text_policy,
        offset_map,
        sentences,
        zones,
        diagnostics,
    })
}

fn read_info(row: &RowReader<'_>) -> Result<DocumentInfo, Fault> {
    Ok(DocumentInfo {
        n_claims: row.count("n_claims")?,
        recorded_at: row.read("recorded_at", "an ISO time", |text| text.parse().ok())?,
        ..read_header(row)?
    })
}

/// The columns that both forms share; the count of claims and the record time are filled by [`read_info`].
fn read_header(row: &RowReader<'_>) -> Result<DocumentInfo, Fault> {
    Ok(DocumentInfo {
        id: DocumentId::from_record(row.text("document_id")?),
        outlet: row.text("outlet")?,
        published: row.optional_date("published")?,
        theatre: row.optional_text("theatre")?,
        title: row.optional_text("title")?,
        url: row.optional_text("url")?,
        origin: row.text("origin")?,
        format: row.read("format", "a document format", DocumentFormat::from_word)?,
        text_policy: row.read("text_policy", "a text policy", TextPolicy::from_word)?,
        raw_hash: row.hash("raw_hash")?,
        text_hash: row.hash("text_hash")?,
        n_claims: 0,
        recorded_at: Timestamp::UNIX_EPOCH,
        entry: row.entry()?,
    })
}
