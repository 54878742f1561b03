//! Reads one document: bytes → text → paragraphs → sentences and zones.

use salient_model::{
    ByteSpan, Date, Diagnostic, Document, DocumentFormat, DocumentId, GENERATOR, OffsetMap, Sha256,
    TextZone,
};

use crate::decode::decode;
use crate::error::DocumentError;
use crate::html::read_html;
use crate::input::{DocumentInput, Limits};
use crate::markdown::read_markdown;
use crate::paragraphs::Paragraph;
use crate::sentences::split_sentences;
use crate::{calendar, paragraphs, zones};

/// What the document says about itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Metadata {
    pub(crate) title: Option<String>,
    pub(crate) outlet: Option<String>,
    pub(crate) url: Option<String>,
    pub(crate) published: Option<Date>,
    pub(crate) generator: Option<String>,
}

/// A text with the way back, before sentences are known. Marked spans are no part of any sentence.
#[derive(Debug, Clone, Default)]
pub(crate) struct TextParts {
    pub(crate) text: String,
    pub(crate) offset_map: OffsetMap,
    pub(crate) metadata: Metadata,
    pub(crate) markup: Vec<TextZone>,
    /// Line ends that are known to lie inside a paragraph, as byte offsets.
    pub(crate) line_breaks: Vec<usize>,
    pub(crate) diagnostics: Vec<Diagnostic>,
}

/// Reads one document.
///
/// What the caller gave (date, outlet, title, address) wins; metadata fills what is empty. A differing publication date is diagnostic D005.
/// A brief of ours is refused: its quotations would count as claims a second time.
pub fn read_document(
    input: &DocumentInput<'_>,
    limits: &Limits,
) -> Result<Document, DocumentError> {
    refuse_by_size(input, limits)?;
    let TextParts {
        text,
        offset_map,
        metadata,
        markup,
        line_breaks,
        mut diagnostics,
    } = read_text(input, limits)?;
    if metadata.generator.as_deref() == Some(GENERATOR) {
        return Err(DocumentError::OwnBrief {
            origin: input.origin.clone(),
        });
    }
    if text.trim_matches(is_blank).is_empty() {
        return Err(DocumentError::WhiteSpaceOnly {
            origin: input.origin.clone(),
            n_bytes: input.bytes.len(),
        });
    }

    let split = paragraphs::split(&text, &markup, &line_breaks);
    let marked = zones::mark(&text, &split, &markup);
    let paragraph_bodies: Vec<(usize, ByteSpan)> = bodies(&text, &marked.paragraphs);
    let (sentences, long) = split_sentences(&text, &paragraph_bodies, limits.max_sentence_bytes);
    diagnostics.extend(long);

    let published = input.published.or(metadata.published);
    let outlet = if input.outlet.trim().is_empty() {
        metadata.outlet.unwrap_or_default()
    } else {
        input.outlet.clone()
    };
    let text_hash = Sha256::of(text.as_bytes());
    let mut document = Document {
        id: DocumentId::derive(&text_hash, &outlet, published),
        raw_hash: Sha256::of(input.bytes),
        text_hash,
        text,
        outlet,
        published,
        theatre: input.theatre.clone(),
        title: input.title.clone().or(metadata.title),
        url: input.url.clone().or(metadata.url),
        origin: input.origin.clone(),
        format: input.format,
        text_policy: input.text_policy,
        offset_map,
        sentences,
        zones: marked.zones,
        diagnostics,
    };
    if let Some(given) = input.published {
        let remark = other_date(&document, given, metadata.published);
        document.diagnostics.extend(remark);
    }
    Ok(document)
}

/// Lines at the head of a text in which its own date may stand.
const HEAD_LINES: usize = 8;

/// D005 when the document itself says otherwise than the date that was given: in its metadata, in a line such as "Published: 2 April 2031", or in
/// its dateline, which may be a day off, since a report filed in the evening is published on the next day.
fn other_date(document: &Document, given: Date, metadata: Option<Date>) -> Option<Diagnostic> {
    let stated = metadata.or_else(|| {
        document
            .text
            .lines()
            .take(HEAD_LINES)
            .find_map(calendar::read_publication_line)
    });
    if let Some(found) = stated {
        let message = format!(
            "the document says that it was published on {found}; {given} was given and is kept"
        );
        return (found != given).then(|| Diagnostic::in_text("D005", message, None));
    }
    let dateline = zones::dateline(document)?;
    let found = dateline.date?;
    let days_apart = given.until(found).ok()?.get_days().abs();
    (days_apart > 1).then(|| {
        let message = format!(
            "the dateline says {found}; {given} was given as the date of publication and is kept"
        );
        Diagnostic::in_text("D005", message, Some(dateline.span))
    })
}

fn refuse_by_size(input: &DocumentInput<'_>, limits: &Limits) -> Result<(), DocumentError> {
    let origin = || input.origin.clone();
    let n_bytes = input.bytes.len();
    if n_bytes == 0 {
        return Err(DocumentError::Empty { origin: origin() });
    }
    if n_bytes > limits.max_bytes {
        return Err(DocumentError::TooLarge {
            origin: origin(),
            n_bytes,
            limit: limits.max_bytes,
        });
    }
    Ok(())
}

fn read_text(input: &DocumentInput<'_>, limits: &Limits) -> Result<TextParts, DocumentError> {
    if input.format == DocumentFormat::Html {
        return read_html(input.bytes, &input.origin, limits);
    }
    let decoded = decode(input.bytes, None).map_err(|binary| DocumentError::Binary {
        origin: input.origin.clone(),
        position: binary.position,
        found: binary.found,
    })?;
    let (markup, metadata) = if input.format == DocumentFormat::Markdown {
        read_markdown(&decoded.text)
    } else {
        (Vec::new(), Metadata::default())
    };
    Ok(TextParts {
        text: decoded.text,
        offset_map: decoded.offset_map,
        metadata,
        markup,
        line_breaks: Vec::new(),
        diagnostics: decoded.diagnostics,
    })
}

/// White space, and the characters that take no room: byte order mark and zero-width spaces.
fn is_blank(character: char) -> bool {
    character.is_whitespace()
        || matches!(character, '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{2060}')
}

/// The part of each paragraph that holds sentences, without those that hold none.
fn bodies(text: &str, paragraphs: &[Paragraph]) -> Vec<(usize, ByteSpan)> {
    paragraphs
        .iter()
        .enumerate()
        .filter_map(|(n, paragraph)| {
            ByteSpan::trimmed(text, paragraph.body_start..paragraph.end).map(|body| (n, body))
        })
        .collect()
}
