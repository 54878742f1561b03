//! Bytes to text versions: decoding, offset maps, sentences, marked parts.
//!
//! **What.** [`read_document`] turns the bytes of one report into a [`Document`](salient_model::Document): its text, the way from that text
//! back to the bytes, its sentences, and the parts of it that are no report (dateline, byline, headings, labels, boilerplate). It decides
//! nothing about meaning, and nothing is dropped from the text: parts are marked.
//!
//! **Shape.** For plain text, Markdown, and the text of a JSON line that is valid UTF-8, `text` is the input, byte for byte, with its byte
//! order mark and its kind of line ends. For HTML it is the main content. Sentences and zones are sorted, lie on character boundaries, and do
//! not overlap among themselves; sentences do not cross paragraphs. Datelines, labels, list markers, and front matter stand outside sentences;
//! headings, bylines, and boilerplate lines are sentences that a zone covers.
//!
//! **Units and frame.** Offsets are bytes into the text, half-open. Dates are civil dates.
//!
//! **Errors and doubt.** [`DocumentError`] is for bytes that give no text at all (empty, binary, over a limit, HTML without content). All else
//! is a diagnostic of the document.
//!
//! ```
//! use salient_documents::{DocumentInput, Limits, read_document};
//! use salient_model::{DocumentFormat, TextPolicy};
//!
//! let input = DocumentInput {
//!     bytes: "RIDGE, April 2, 2031 — The army left. Nobody knows why.".as_bytes(),
//!     format: DocumentFormat::PlainText,
//!     outlet: "Vale Courier".to_owned(),
//!     published: None,
//!     theatre: None,
//!     title: None,
//!     url: None,
//!     origin: "ridge.txt".to_owned(),
//!     text_policy: TextPolicy::OffsetsOnly,
//! };
//! let document = read_document(&input, &Limits::default()).unwrap();
//! assert_eq!(document.words(document.sentences[0].span), "The army left.");
//! assert_eq!(document.words(document.zones[0].span), "RIDGE, April 2, 2031 —");
//! ```

mod binary;
mod calendar;
mod decode;
mod error;
mod html;
mod input;
mod legacy;
mod markdown;
mod paragraphs;
mod phrases;
mod quotes;
mod read;
mod script;
mod sentences;
mod zones;

pub use error::DocumentError;
pub use input::{DocumentInput, Limits};
pub use read::read_document;
pub use script::{Script, dominant_script};
pub use zones::{Dateline, dateline, speaker_label};
