//! Tells text from bytes that are no text, so that a picture or an office file is refused by name.

use std::fmt::Write as _;

/// What stands where, in bytes that are no text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct BinaryBytes {
    pub(crate) position: usize,
    pub(crate) found: String,
}

/// First bytes of common files that are no text. Facts from the formats' specifications.
const SIGNATURES: &[(&[u8], &str)] = &[
    (b"%PDF-", "a PDF file"),
    (
        b"PK\x03\x04",
        "a ZIP archive (office documents are such archives)",
    ),
    (b"\x1f\x8b", "gzip data"),
    (b"\x28\xb5\x2f\xfd", "zstd data"),
    (b"\xfd7zXZ\x00", "xz data"),
    (b"\x89PNG\r\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (
        b"\xd0\xcf\x11\xe0",
        "an office document of the old binary kind",
    ),
    (b"\x7fELF", "a program"),
];

/// In how many bytes one control character is still a blemish and not a sign of binary data.
const BYTES_PER_CONTROL_CHARACTER: usize = 10;

/// Where `bytes` stop being text: at a known signature, at the first NUL, or at the first control byte when more than a tenth of the bytes
/// are control bytes. UTF-16 is full of NULs and must be told apart before.
pub(crate) fn find_binary(bytes: &[u8]) -> Option<BinaryBytes> {
    if let Some((_, found)) = SIGNATURES
        .iter()
        .find(|(signature, _)| bytes.starts_with(signature))
    {
        return Some(BinaryBytes {
            position: 0,
            found: (*found).to_owned(),
        });
    }
    if let Some(position) = bytes.iter().position(|byte| *byte == 0) {
        return Some(BinaryBytes {
            position,
            found: describe(bytes, position),
        });
    }
    let n_control = bytes.iter().filter(|byte| is_odd_control(**byte)).count();
    if n_control * BYTES_PER_CONTROL_CHARACTER <= bytes.len() {
        return None;
    }
    let position = bytes.iter().position(|byte| is_odd_control(*byte))?;
    Some(BinaryBytes {
        position,
        found: format!(
            "{} among {n_control} control bytes in {}",
            describe(bytes, position),
            bytes.len()
        ),
    })
}

/// A control byte other than tab, line feed, form feed, carriage return, and escape (terminal colours in a saved log).
fn is_odd_control(byte: u8) -> bool {
    (byte < 0x20 && !matches!(byte, b'\t' | b'\n' | 0x0c | b'\r' | 0x1b)) || byte == 0x7f
}

fn describe(bytes: &[u8], position: usize) -> String {
    let end = bytes.len().min(position + 4);
    let mut words = String::from("binary data (");
    for (n, byte) in bytes[position..end].iter().enumerate() {
        let gap = if n == 0 { "" } else { " " };
        // Writing to a string cannot fail.
        let _written = write!(words, "{gap}{byte:02x}");
    }
    words.push(')');
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn binary_bytes_are_named_with_their_position() {
        let found = |bytes: &[u8]| find_binary(bytes).map(|binary| (binary.position, binary.found));
        assert_eq!(found(b"%PDF-1.7 words"), Some((0, "a PDF file".to_owned())));
        assert_eq!(
            found(b"Ridge\x00\x01\x02\x03\x04"),
            Some((5, "binary data (00 01 02 03)".to_owned()))
        );
        assert_eq!(
            found(b"ab\x01\x02"),
            Some((
                2,
                "binary data (01 02) among 2 control bytes in 4".to_owned()
            ))
        );
        assert_eq!(found("Ridge\r\n\tТа річка\u{c}".as_bytes()), None);
        assert_eq!(found(b"one bell \x07 in a longer line of text"), None);
    }
}
