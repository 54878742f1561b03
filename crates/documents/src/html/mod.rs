//! HTML to its main content, with the way back to the raw bytes.
//!
//! **What.** The main content comes from `dom_smoothie`, a port of the reader view of a browser. The raw page is walked a second time to find
//! where each extracted word stands in it.
//!
//! **Shape.** Text with a line for each block, and for each `<br>` inside one. The offset map has a segment per word; words that the walk does not find (made by the library,
//! or out of order) stay unmapped.
//!
//! **Errors and doubt.** Too many or too deeply nested elements and pages without content are errors. D004 marks content too thin for an
//! article: a login page, say, or a page that a script would have filled.

mod align;
mod charset;
mod line_breaks;
mod metadata;
mod walk;

use dom_smoothie::{Config, Readability, ReadabilityError, TextMode};
use salient_model::{ByteSpan, Diagnostic, OffsetMap};

use crate::decode::{Decoded, decode};
use crate::error::DocumentError;
use crate::input::Limits;
use crate::paragraphs::ends_a_sentence;
use crate::read::TextParts;

/// Fewer characters are a notice rather than an article; a short wire item has some 300.
const MIN_ARTICLE_CHARACTERS: usize = 120;

/// Reads the main content of a page.
pub(crate) fn read_html(
    bytes: &[u8],
    origin: &str,
    limits: &Limits,
) -> Result<TextParts, DocumentError> {
    let Decoded {
        text: page,
        offset_map: page_map,
        mut diagnostics,
    } = decode(bytes, charset::declared(bytes)).map_err(|binary| DocumentError::Binary {
        origin: origin.to_owned(),
        position: binary.position,
        found: binary.found,
    })?;
    let visible = walk::visible_words(&page, limits.max_html_depth).map_err(|costly| {
        let origin = origin.to_owned();
        match costly {
            walk::Costly::Deep { position } => DocumentError::TooDeep {
                origin,
                position,
                limit: limits.max_html_depth,
            },
            walk::Costly::Pieces { position } => {
                DocumentError::TooManyReferences { origin, position }
            }
        }
    })?;
    let no_content = |found: String| DocumentError::NoContent {
        origin: origin.to_owned(),
        n_bytes: bytes.len(),
        found,
    };
    let config = Config {
        text_mode: TextMode::Formatted,
        max_elements_to_parse: limits.max_html_elements,
        ..Config::default()
    };
    let mut readability = Readability::new(page.as_str(), None, Some(config))
        .map_err(|error| no_content(error.to_string()))?;
    let metadata = metadata::read_metadata(&readability);
    let article = readability.parse().map_err(|error| match error {
        ReadabilityError::TooManyElements(n_elements, limit) => DocumentError::TooManyElements {
            origin: origin.to_owned(),
            n_elements,
            limit,
        },
        ReadabilityError::GrabFailed | ReadabilityError::BadDocumentURL => {
            no_content(visible.describe())
        }
    })?;
    let text = tidy(&article.text_content);
    if text.is_empty() {
        return Err(no_content(visible.describe()));
    }
    diagnostics.retain(|one| one.span.is_none());
    diagnostics.extend(thin_content(&text));
    let aligned = align::align(&text, &visible);
    let line_breaks = line_breaks::line_breaks(&text, &page, &aligned);
    let segments = aligned
        .into_iter()
        .filter_map(|segment| to_raw(segment, &page_map))
        .collect();
    Ok(TextParts {
        offset_map: OffsetMap::from_segments(segments).expect("words are aligned in text order"),
        text,
        metadata,
        markup: Vec::new(),
        line_breaks,
        diagnostics,
    })
}

/// Takes a segment from the decoded page on to the raw bytes.
fn to_raw(
    (text_start, page_start, text_len, page_len): (usize, usize, usize, usize),
    page_map: &OffsetMap,
) -> Option<(usize, usize, usize, usize)> {
    let span = ByteSpan::new(page_start, page_start + page_len).ok()?;
    let (start, end) = page_map.raw_range(span)?;
    Some((text_start, start, text_len, end - start))
}

/// Lines without outer white space, and at most one empty line in a row.
fn tidy(text: &str) -> String {
    let mut tidied = String::with_capacity(text.len());
    let mut n_empty = 0;
    for line in text.lines().map(str::trim) {
        if line.is_empty() {
            n_empty += 1;
            continue;
        }
        if !tidied.is_empty() {
            tidied.push_str(if n_empty > 0 { "\n\n" } else { "\n" });
        }
        tidied.push_str(line);
        n_empty = 0;
    }
    tidied
}

fn thin_content(text: &str) -> Option<Diagnostic> {
    let n_characters = text.chars().count();
    let has_sentence = text.lines().any(ends_a_sentence);
    if n_characters >= MIN_ARTICLE_CHARACTERS && has_sentence {
        return None;
    }
    let message = if has_sentence {
        format!("the main content has only {n_characters} characters")
    } else {
        "the main content has no sentence".to_owned()
    };
    Some(Diagnostic::in_text("D004", message, None))
}
