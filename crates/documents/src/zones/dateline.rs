//! "SLOVIANSK, Ukraine, July 3, 2022 —", "KYIV (Agency) –", "ODESA, July 1 (Lloyd Street Wire) -".
//!
//! **Shape.** Place in capitals, or as usual when a date or an agency follows; then perhaps a country, a date, an agency in brackets; then a
//! dash, and a sentence. A colon or a stop makes a heading, not a dateline.
//!
//! **Units and frame.** A dateline's date without a year is read in the year that puts it on or before the publication date; without one it has
//! no date.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;
use salient_model::{ByteSpan, Date, Document, TextZoneKind};

use super::holds_a_sentence;
use crate::calendar::{WrittenDate, read_date_at_start};
use crate::phrases::pattern;

/// Where and when a report was filed, as its dateline says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dateline {
    /// The whole dateline.
    pub span: ByteSpan,
    /// The words for the place, with its country if named.
    pub place: ByteSpan,
    /// The agency in brackets.
    pub agency: Option<ByteSpan>,
    /// The date, if named.
    pub date: Option<Date>,
}

/// Everything before the first dash that stands between spaces, without the agency.
static HEAD: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?P<head>[^()—–―\n]{3,90}?)(?:,?\s*\((?P<agency>[^()\n]{2,60})\))?(?:\s*[—–―]|\s+--?)\s+",
    )
});

/// A place: words in capitals, or words with a capital each; particles and strokes between them.
static PLACE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^\p{Lu}[\p{L}\p{M}'’.\-]*(?:[ /](?:(?:de|del|la|el|of|and|al)[ \-])?\p{Lu}[\p{L}\p{M}'’.\-]*){0,4}$",
    )
});

/// Most parts between commas: place, region, country.
const MAX_PLACE_PARTS: usize = 3;

/// The parts of a dateline, as byte ranges of the line.
struct Parts {
    n_bytes: usize,
    place_bytes: usize,
    agency: Option<Range<usize>>,
    date: Option<WrittenDate>,
}

/// The bytes of the dateline at the start of `line`, without the white space behind it.
pub(super) fn dateline_bytes(line: &str) -> Option<usize> {
    read_parts(line).map(|parts| parts.n_bytes)
}

fn read_parts(line: &str) -> Option<Parts> {
    let found = HEAD.captures(line)?;
    let whole = found.get(0)?;
    let head = found["head"].trim_end();
    let agency = found.name("agency").map(|agency| agency.range());
    let date = date_at_end(head);
    let place = head[..date.map_or(head.len(), |(start, _)| start)]
        .trim_end_matches(|c: char| c.is_whitespace() || c == ',');
    let is_marked = is_in_capitals(place) || date.is_some() || agency.is_some();
    let is_dateline = is_marked && is_place(place) && holds_a_sentence(&line[whole.end()..]);
    is_dateline.then(|| Parts {
        n_bytes: whole.as_str().trim_end().len(),
        place_bytes: place.len(),
        agency,
        date: date.map(|(_, date)| date),
    })
}

/// A date that ends `head`, and where it starts.
fn date_at_end(head: &str) -> Option<(usize, WrittenDate)> {
    head.match_indices([' ', ',']).find_map(|(at, _)| {
        let (date, n_bytes) = read_date_at_start(&head[at + 1..])?;
        let behind = &head[at + 1 + n_bytes..];
        behind
            .chars()
            .all(|c| !c.is_alphanumeric())
            .then_some((at, date))
    })
}

fn is_place(words: &str) -> bool {
    let parts: Vec<&str> = words.split(',').map(str::trim).collect();
    parts.len() <= MAX_PLACE_PARTS && parts.iter().all(|part| PLACE.is_match(part))
}

/// Whether the place itself, before its country, has three capitals or more and no small letter.
fn is_in_capitals(words: &str) -> bool {
    let place = words.split(',').next().unwrap_or_default();
    place.chars().filter(|c| c.is_uppercase()).count() >= 3 && !place.contains(char::is_lowercase)
}

/// The dateline of a document, if one is marked.
///
/// ```
/// # use salient_documents::{DocumentInput, Limits, dateline, read_document};
/// # use salient_model::{Date, DocumentFormat, TextPolicy};
/// # let input = DocumentInput {
/// #     bytes: "RIDGE, Vale, April 2 (Courier) — The army left.".as_bytes(),
/// #     format: DocumentFormat::PlainText, outlet: String::new(), published: Some(Date::constant(2031, 4, 3)),
/// #     theatre: None, title: None, url: None, origin: "-".to_owned(), text_policy: TextPolicy::Store,
/// # };
/// let document = read_document(&input, &Limits::default()).unwrap();
/// let dateline = dateline(&document).unwrap();
/// assert_eq!(document.words(dateline.place), "RIDGE, Vale");
/// assert_eq!(dateline.date, Some(Date::constant(2031, 4, 2)));
/// ```
#[must_use]
pub fn dateline(document: &Document) -> Option<Dateline> {
    let zone = document
        .zones
        .iter()
        .find(|zone| zone.kind == TextZoneKind::Dateline)?;
    let start = zone.span.start();
    let line = document.text.get(start..)?.split('\n').next()?;
    let parts = read_parts(line)?;
    let date = parts
        .date
        .and_then(|date| match (date.year, document.published) {
            (Some(year), _) => date.in_year(year),
            (None, Some(published)) => date
                .in_year(published.year())
                .filter(|date| *date <= published)
                .or_else(|| date.in_year(published.year() - 1)),
            (None, None) => None,
        });
    Some(Dateline {
        span: zone.span,
        place: ByteSpan::new(start, start + parts.place_bytes).ok()?,
        agency: parts
            .agency
            .and_then(|range| ByteSpan::new(start + range.start, start + range.end).ok()),
        date,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn datelines_end_at_their_dash() {
        for (head, place) in [
            ("SLOVIANSK, Ukraine, July 3, 2022 —", "SLOVIANSK, Ukraine"),
            ("PORT SUDAN, Jan. 12, 2025 —", "PORT SUDAN"),
            ("KYIV (Agency) –", "KYIV"),
            ("ODESA, July 1 (Lloyd Street Wire) -", "ODESA"),
            ("BUENOS AIRES/LONDON, May 29, 1982 —", "BUENOS AIRES/LONDON"),
            ("BAGHDAD -", "BAGHDAD"),
            ("Ridge, 3 July 2031 (Agency) —", "Ridge"),
            ("КИЇВ, 3 липня (Агенція) —", "КИЇВ"),
            ("DEIR EZ-ZOR, Syria --", "DEIR EZ-ZOR, Syria"),
        ] {
            let line = format!("{head} The army left the town on Tuesday.");
            let parts = read_parts(&line).unwrap_or_else(|| panic!("no dateline in {line}"));
            assert_eq!(&line[..parts.n_bytes], head);
            assert_eq!(&line[..parts.place_bytes], place);
        }
    }

    #[test]
    fn sentences_and_headings_with_a_dash_are_no_datelines() {
        for line in [
            "RAPID SUPPORT FORCES — OFFICE OF THE SPOKESMAN",
            "Moscow — which denies it all — said that the town had fallen.",
            "UN officials — all of them — left the town.",
            "GAZA: Army reports gains - and losses.",
            "Ridge (the old town) was quiet.",
        ] {
            assert_eq!(dateline_bytes(line), None, "{line}");
        }
    }
}
