//! Gold documents from JSON Lines.

use salient_documents::{DocumentInput, Limits, read_document};
use salient_model::{Attribution, ByteSpan, CodePointIndex, Document, DocumentFormat, TextPolicy};
use serde_json::Value;

/// A document with its gold attributions.
pub(crate) struct Gold {
    pub(crate) name: String,
    pub(crate) document: Document,
    pub(crate) attributions: Vec<Attribution>,
}

/// Reads one line; `None` without a text.
pub(crate) fn read(line: &str) -> Option<Gold> {
    let value: Value = serde_json::from_str(line).ok()?;
    let text = value["text"].as_str()?;
    let index = CodePointIndex::new(text);
    let word = |key: &str| value[key].as_str().map(str::to_owned);
    let input = DocumentInput {
        bytes: text.as_bytes(),
        format: DocumentFormat::PlainText,
        outlet: word("outlet")
            .or_else(|| word("publisher"))
            .unwrap_or_default(),
        published: word("published")
            .or_else(|| word("date"))
            .and_then(|date| date.parse().ok()),
        theatre: word("theatre"),
        title: None,
        url: None,
        origin: word("id").unwrap_or_default(),
        text_policy: TextPolicy::OffsetsOnly,
    };
    let document = read_document(&input, &Limits::default()).ok()?;
    let attributions = value["attributions"]
        .as_array()?
        .iter()
        .map(|gold| Attribution {
            source: spans(&index, &gold["source"]),
            cue: spans(&index, &gold["cue"]),
            content: spans(&index, &gold["content"]),
            inside: gold["inside"]
                .as_u64()
                .and_then(|inside| usize::try_from(inside).ok())
                .and_then(|inside| inside.checked_sub(1)),
        })
        .collect();
    Some(Gold {
        name: word("id").unwrap_or_default(),
        document,
        attributions,
    })
}

/// `[start, end]` or a list of such pairs.
fn spans(index: &CodePointIndex, value: &Value) -> Vec<ByteSpan> {
    let pair = |value: &Value| -> Option<ByteSpan> {
        let at = |n: usize| {
            value
                .get(n)?
                .as_u64()
                .and_then(|at| usize::try_from(at).ok())
        };
        index.span(at(0)?, at(1)?)
    };
    match pair(value) {
        Some(one) => vec![one],
        None => value
            .as_array()
            .map(|all| all.iter().filter_map(pair).collect())
            .unwrap_or_default(),
    }
}
