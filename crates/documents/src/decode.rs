//! Bytes to text with the way back.
//!
//! **Rule, in this order.** UTF-16 with a byte order mark; valid UTF-8, kept byte for byte; an encoding that the document declares; damaged
//! UTF-8 (many whole multi-byte characters, few broken ones), with U+FFFD for what is broken; else windows-1251 or windows-1252 by
//! [`choose_single_byte_encoding`]. Valid UTF-8 wins over a declaration, because text in another encoding is valid UTF-8 only by a rare accident
//! and pages are often declared wrongly.
//!
//! **Shape.** The map is exact for UTF-8. Elsewhere a run of characters of one kind within one word is a segment, so that a span of whole words
//! maps back exactly. Declared multi-byte encodings other than UTF-8 and UTF-16 are decoded but not mapped.
//!
//! **Errors and doubt.** Binary bytes are refused. D001 names the encoding, D002 counts what could not be read, D003 control characters.

use encoding_rs::Encoding;
use salient_model::{ByteSpan, Diagnostic, OffsetMap};

use crate::binary::{BinaryBytes, find_binary};
use crate::legacy::choose_single_byte_encoding;

/// A text, the way back to its bytes, and remarks.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Decoded {
    pub(crate) text: String,
    pub(crate) offset_map: OffsetMap,
    pub(crate) diagnostics: Vec<Diagnostic>,
}

/// Damaged UTF-8 has at least so many whole multi-byte characters for each broken one.
const WHOLE_CHARACTERS_PER_BROKEN: usize = 4;

/// Decodes `bytes`; `declared` is the encoding that the document itself names.
pub(crate) fn decode(
    bytes: &[u8],
    declared: Option<&'static Encoding>,
) -> Result<Decoded, BinaryBytes> {
    if let Some(is_big_endian) = utf16_byte_order(bytes) {
        return Ok(decode_utf16(bytes, is_big_endian));
    }
    if let Some(binary) = find_binary(bytes) {
        return Err(binary);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(Decoded {
            text: text.to_owned(),
            offset_map: OffsetMap::identity(bytes.len()),
            diagnostics: remarks_on_characters(text),
        });
    }
    let declared = declared.filter(|encoding| *encoding != encoding_rs::UTF_8);
    Ok(match declared {
        Some(encoding) => decode_with(bytes, encoding, "declared by the document"),
        None if is_damaged_utf8(bytes) => decode_damaged_utf8(bytes),
        None => decode_with(
            bytes,
            choose_single_byte_encoding(bytes),
            "chosen by the neighbours of its high bytes",
        ),
    })
}

/// Whether UTF-16 is big-endian, if a byte order mark says that it is UTF-16.
fn utf16_byte_order(bytes: &[u8]) -> Option<bool> {
    match bytes {
        // FF FE 00 00 is UTF-32, which nobody publishes in; it is refused later for its NULs.
        [0xff, 0xfe, 0, 0, ..] => None,
        [0xff, 0xfe, ..] => Some(false),
        [0xfe, 0xff, ..] => Some(true),
        _ => None,
    }
}

fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut n_whole, mut n_broken) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        n_whole += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        n_broken += usize::from(!chunk.invalid().is_empty());
    }
    n_whole >= WHOLE_CHARACTERS_PER_BROKEN * n_broken
}

fn decode_damaged_utf8(bytes: &[u8]) -> Decoded {
    let mut text = String::with_capacity(bytes.len());
    let mut segments = Vec::new();
    let mut raw_start = 0;
    for chunk in bytes.utf8_chunks() {
        let valid = chunk.valid();
        if !valid.is_empty() {
            segments.push((text.len(), raw_start, valid.len(), valid.len()));
            text.push_str(valid);
            raw_start += valid.len();
        }
        let n_invalid = chunk.invalid().len();
        if n_invalid > 0 {
            let replacement = char::REPLACEMENT_CHARACTER;
            segments.push((text.len(), raw_start, replacement.len_utf8(), n_invalid));
            text.push(replacement);
            raw_start += n_invalid;
        }
    }
    finish(text, segments, Vec::new())
}

fn decode_utf16(bytes: &[u8], is_big_endian: bool) -> Decoded {
    let units = bytes.chunks_exact(2).map(|pair| {
        let pair = [pair[0], pair[1]];
        if is_big_endian {
            u16::from_be_bytes(pair)
        } else {
            u16::from_le_bytes(pair)
        }
    });
    let mut runs = Runs::default();
    for unit in char::decode_utf16(units) {
        // A lone surrogate takes one unit, like the replacement character that stands for it.
        let character = unit.unwrap_or(char::REPLACEMENT_CHARACTER);
        runs.push(character, 2 * character.len_utf16());
    }
    if bytes.len() % 2 == 1 {
        runs.push(char::REPLACEMENT_CHARACTER, 1);
    }
    let name = if is_big_endian {
        "UTF-16BE"
    } else {
        "UTF-16LE"
    };
    finish(
        runs.text,
        runs.segments,
        vec![decoded_from(name, "named by the byte order mark")],
    )
}

fn decode_with(bytes: &[u8], encoding: &'static Encoding, why: &str) -> Decoded {
    let (text, _had_errors) = encoding.decode_without_bom_handling(bytes);
    let remark = vec![decoded_from(encoding.name(), why)];
    if !encoding.is_single_byte() {
        return finish(text.into_owned(), Vec::new(), remark);
    }
    let mut runs = Runs::default();
    for character in text.chars() {
        runs.push(character, 1);
    }
    finish(runs.text, runs.segments, remark)
}

fn decoded_from(name: &str, why: &str) -> Diagnostic {
    let message = format!("not UTF-8; decoded from {name}, {why}");
    Diagnostic::in_text("D001", message, None)
}

fn finish(
    text: String,
    segments: Vec<(usize, usize, usize, usize)>,
    mut diagnostics: Vec<Diagnostic>,
) -> Decoded {
    diagnostics.extend(remarks_on_characters(&text));
    Decoded {
        text,
        offset_map: OffsetMap::from_segments(segments).expect("segments are made in text order"),
        diagnostics,
    }
}

/// D002 and D003, each with a count and the first place.
fn remarks_on_characters(text: &str) -> Vec<Diagnostic> {
    let is_replacement = |character: char| character == char::REPLACEMENT_CHARACTER;
    let is_control = |character: char| {
        character.is_control() && !matches!(character, '\t' | '\n' | '\r' | '\u{c}' | '\u{85}')
    };
    let remark = |code, is_odd: &dyn Fn(char) -> bool, what: &str| {
        let (at, first) = text.char_indices().find(|(_, c)| is_odd(*c))?;
        let n_odd = text.chars().filter(|character| is_odd(*character)).count();
        let span = ByteSpan::new(at, at + first.len_utf8()).ok();
        Some(Diagnostic::in_text(code, format!("{n_odd} {what}"), span))
    };
    let unreadable = "unreadable characters, each shown as U+FFFD";
    [
        remark("D002", &is_replacement, unreadable),
        remark("D003", &is_control, "control characters, left in the text"),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Builds text and segments character by character. A segment ends where the number of bytes per character changes, and at each border
/// between a word and white space when text and raw bytes differ in length there.
#[derive(Default)]
struct Runs {
    text: String,
    segments: Vec<(usize, usize, usize, usize)>,
    /// Bytes per character in text and raw, and whether it is white space, of the last segment.
    kind: Option<(usize, usize, bool)>,
    n_raw: usize,
}

impl Runs {
    fn push(&mut self, character: char, n_raw: usize) {
        let n_text = character.len_utf8();
        let kind = (n_text, n_raw, n_text != n_raw && character.is_whitespace());
        if self.kind != Some(kind) {
            self.segments.push((self.text.len(), self.n_raw, 0, 0));
            self.kind = Some(kind);
        }
        if let Some(segment) = self.segments.last_mut() {
            segment.2 += n_text;
            segment.3 += n_raw;
        }
        self.text.push(character);
        self.n_raw += n_raw;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(decoded: &Decoded) -> Vec<&'static str> {
        decoded.diagnostics.iter().map(|one| one.code.0).collect()
    }

    fn raw_words<'a>(decoded: &Decoded, bytes: &'a [u8], words: &str) -> &'a [u8] {
        let start = decoded.text.find(words).unwrap();
        let span = ByteSpan::new(start, start + words.len()).unwrap();
        let (start, end) = decoded.offset_map.raw_range(span).unwrap();
        &bytes[start..end]
    }

    #[test]
    fn utf8_stays_as_it_is_with_its_mark_and_line_ends() {
        let text = "\u{feff}Ridge\r\nСело\u{301} 🙂";
        let decoded = decode(text.as_bytes(), None).unwrap();
        assert_eq!(decoded.text, text);
        assert!(decoded.diagnostics.is_empty());
    }

    #[test]
    fn windows_1251_maps_back_word_by_word() {
        let text = "Село Роботине (Ridge) тримається";
        let bytes = encoding_rs::WINDOWS_1251.encode(text).0;
        let decoded = decode(&bytes, None).unwrap();
        assert_eq!(decoded.text, text);
        assert_eq!(codes(&decoded), ["D001"]);
        for words in ["Роботине", "Ridge", "тримається", "Село Роботине"]
        {
            let raw = encoding_rs::WINDOWS_1251.encode(words).0;
            assert_eq!(raw_words(&decoded, &bytes, words), &*raw);
        }
    }

    #[test]
    fn utf16_with_a_mark_maps_back_and_a_cut_unit_is_replaced() {
        let text = "Ridge, Село 🙂 end";
        let mut bytes = vec![0xfe, 0xff];
        bytes.extend(text.encode_utf16().flat_map(u16::to_be_bytes));
        let raw: Vec<u8> = "Село".encode_utf16().flat_map(u16::to_be_bytes).collect();
        let decoded = decode(&bytes, None).unwrap();
        assert_eq!(decoded.text.trim_start_matches('\u{feff}'), text);
        assert_eq!(raw_words(&decoded, &bytes, "Село"), raw);
        bytes.push(0x04);
        let cut = decode(&bytes, None).unwrap();
        assert!(cut.text.ends_with("end\u{fffd}"));
        assert_eq!(codes(&cut), ["D001", "D002"]);
    }

    #[test]
    fn damaged_utf8_keeps_what_is_whole() {
        let mut bytes = "Село Роботине ".as_bytes().to_vec();
        bytes.extend(b"\xd0 Ridge");
        let decoded = decode(&bytes, None).unwrap();
        assert_eq!(decoded.text, "Село Роботине \u{fffd} Ridge");
        assert_eq!(codes(&decoded), ["D002"]);
        assert_eq!(raw_words(&decoded, &bytes, "Ridge"), b"Ridge");
        assert_eq!(raw_words(&decoded, &bytes, "\u{fffd}"), b"\xd0");
    }

    #[test]
    fn a_declared_encoding_wins_over_the_rule_but_not_over_valid_utf8() {
        let koi8 = encoding_rs::KOI8_R.encode("Село").0;
        let decoded = decode(&koi8, Some(encoding_rs::KOI8_R)).unwrap();
        assert_eq!(decoded.text, "Село");
        let utf8 = decode("Село".as_bytes(), Some(encoding_rs::KOI8_R)).unwrap();
        assert_eq!(utf8.text, "Село");
    }

    #[test]
    fn control_characters_stay_and_are_remarked() {
        let decoded = decode("a bell \u{7} in a longer line".as_bytes(), None).unwrap();
        assert_eq!(codes(&decoded), ["D003"]);
        assert!(decode(b"nul\x00", None).is_err());
    }
}
