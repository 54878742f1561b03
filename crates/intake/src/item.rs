//! One document as received.

use salient_model::Sha256;

/// What the bytes of an item are, by name or by their look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RawKind {
    /// Plain text.
    Text,
    /// Markdown.
    Markdown,
    /// HTML.
    Html,
    /// The text of a JSON line, taken out of its quotation.
    Jsonl,
}

/// What a JSON line says about its document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ItemFields {
    /// Identifier, as given.
    pub id: Option<String>,
    /// Who published.
    pub outlet: Option<String>,
    /// Publication date, "2031-04-02"; checked to exist.
    pub published: Option<String>,
    /// Title.
    pub title: Option<String>,
    /// Address.
    pub url: Option<String>,
    /// Theatre key.
    pub theatre: Option<String>,
}

/// One document as received.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawItem {
    /// Path, or path and line: "reports.jsonl:12". "-" is the standard input.
    pub origin: String,
    /// The bytes of the document; of a JSON line those of its `text` or `html`.
    pub bytes: Vec<u8>,
    /// SHA-256 of what was received: the file after decompression, or the whole JSON line without its end.
    pub hash: Sha256,
    /// What the bytes are.
    pub kind: RawKind,
    /// What a JSON line says beside the text; empty for files.
    pub fields: ItemFields,
}
