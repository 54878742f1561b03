//! The members of a JSON object without reading what is in them.
//!
//! **What.** Tells what a JSON text is, and what it says of its coordinates before they are read, since members may come in any order.
//!
//! **Errors and doubt.** Broken or cut-off text ends the members early; the reader that follows says what is wrong.

/// The members of the first object in some text: name and value as they stand there. Escapes in names stay.
#[derive(Debug, Clone)]
pub(crate) struct Members<'a> {
    bytes: &'a [u8],
    at: usize,
}

/// The members of the first object, which may stand in an array and behind a byte order mark or a record separator.
pub(crate) fn members(bytes: &[u8]) -> Members<'_> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let start = bytes
        .iter()
        .position(|byte| !byte.is_ascii_whitespace() && !b"\x1e[".contains(byte));
    let at = match start {
        Some(start) if bytes[start] == b'{' => start + 1,
        _ => bytes.len(),
    };
    Members { bytes, at }
}

/// The value of a member, if the first object has it.
pub(crate) fn member<'a>(bytes: &'a [u8], name: &str) -> Option<&'a [u8]> {
    members(bytes)
        .find(|(found, _)| *found == name.as_bytes())
        .map(|(_, value)| value)
}

impl<'a> Iterator for Members<'a> {
    type Item = (&'a [u8], &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        self.skip(|byte| byte.is_ascii_whitespace() || byte == b',');
        if self.bytes.get(self.at) != Some(&b'"') {
            return None;
        }
        let name_at = self.at + 1;
        self.at = end_of_text(self.bytes, name_at);
        let name = &self.bytes[name_at..self.at.saturating_sub(1).max(name_at)];
        self.skip(|byte| byte.is_ascii_whitespace() || byte == b':');
        let value_at = self.at;
        self.at = end_of_value(self.bytes, value_at);
        Some((name, self.bytes[value_at..self.at].trim_ascii_end()))
    }
}

impl Members<'_> {
    fn skip(&mut self, is_skipped: impl Fn(u8) -> bool) {
        while self
            .bytes
            .get(self.at)
            .is_some_and(|&byte| is_skipped(byte))
        {
            self.at += 1;
        }
    }
}

/// Behind the closing quotation mark of a text that starts here.
fn end_of_text(bytes: &[u8], mut at: usize) -> usize {
    while let Some(&byte) = bytes.get(at) {
        at += match byte {
            b'\\' => 2,
            b'"' => return at + 1,
            _ => 1,
        };
    }
    bytes.len()
}

/// At the comma or bracket behind a value that starts here.
fn end_of_value(bytes: &[u8], mut at: usize) -> usize {
    let mut depth = 0_usize;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'"' => {
                at = end_of_text(bytes, at + 1);
                continue;
            }
            b'{' | b'[' => depth += 1,
            b'}' | b']' | b',' if depth == 0 => return at,
            b'}' | b']' => depth -= 1,
            _ => {}
        }
        at += 1;
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_come_with_their_values_as_they_stand() {
        let text = br#" [{"a" : {"b": ["}", "\"", 1]}, "c":"d,\"", "e": 1 } , {"f": 2}]"#;
        let found: Vec<(&[u8], &[u8])> = members(text).collect();
        let expected: [(&[u8], &[u8]); 3] = [
            (b"a", br#"{"b": ["}", "\"", 1]}"#),
            (b"c", br#""d,\"""#),
            (b"e", b"1"),
        ];
        assert_eq!(found, expected);
        assert_eq!(
            member(b"\xef\xbb\xbf\x1e{\"a\":7}", "a"),
            Some(b"7".as_slice())
        );
    }

    #[test]
    fn text_that_breaks_off_ends_the_members() {
        for text in [
            "",
            "{",
            "{\"",
            "{\"a",
            "{\"a\\",
            "{\"a\":",
            "{\"a\":[",
            "{\"a\":\"\\",
            "7",
        ] {
            assert!(members(text.as_bytes()).count() < 2, "{text}");
        }
    }
}
