//! One JSON line to one item.
//!
//! **Shape.** An object with `text` or `html`, and perhaps `outlet` (or `source`), `published`, `title`, `url`, `theatre`, and `id` (or `doc`).
//! `null` counts as absent; other fields are left alone. When both are there, `text` is read.
//!
//! **Units and frame.** `published` is a date, or a time stamp of which the day as written counts.

use salient_model::{Date, Sha256};
use serde_json::{Map, Value};

use crate::error::IntakeError;
use crate::item::{ItemFields, RawItem, RawKind};

/// Reads a line of a JSON Lines file; `None` for an empty one.
pub(crate) fn read_json_line(
    origin: &str,
    line: usize,
    bytes: &[u8],
) -> Result<Option<RawItem>, IntakeError> {
    let text = if line == 1 {
        bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)
    } else {
        bytes
    };
    if text.trim_ascii().is_empty() {
        return Ok(None);
    }
    let refused = |column: usize, found: String| IntakeError::Json {
        origin: origin.to_owned(),
        line,
        column,
        found,
    };
    let value: Value =
        serde_json::from_slice(text).map_err(|error| refused(error.column(), words_of(&error)))?;
    let Value::Object(object) = value else {
        return Err(refused(1, format!("found {}", kind_of(&value))));
    };
    let at = At { origin, line };
    let (words, kind) = match (at.string(&object, "text")?, at.string(&object, "html")?) {
        (Some(text), _) => (text, RawKind::Jsonl),
        (None, Some(html)) => (html, RawKind::Html),
        (None, None) if object.contains_key("text") => {
            return Err(at.wrong("text", "null".to_owned(), "a string"));
        }
        (None, None) => return Err(at.no_text(&object)),
    };
    let published = match at.string(&object, "published")? {
        Some(words) => Some(at.day(&words)?),
        None => None,
    };
    let outlet = match at.string(&object, "outlet")? {
        None => object
            .get("source")
            .and_then(Value::as_str)
            .map(str::to_owned),
        outlet => outlet,
    };
    Ok(Some(RawItem {
        origin: format!("{origin}:{line}"),
        bytes: words.into_bytes(),
        hash: Sha256::of(bytes),
        kind,
        fields: ItemFields {
            id: ["id", "doc"]
                .iter()
                .find_map(|field| object.get(*field)?.as_str().map(str::to_owned)),
            outlet,
            published,
            title: at.string(&object, "title")?,
            url: at.string(&object, "url")?,
            theatre: at.string(&object, "theatre")?,
        },
    }))
}

/// The reader's words without its own "at line 1 column 5".
fn words_of(error: &serde_json::Error) -> String {
    let words = error.to_string();
    words
        .split(" at line ")
        .next()
        .unwrap_or_default()
        .to_owned()
}

/// Where a message points.
struct At<'a> {
    origin: &'a str,
    line: usize,
}

impl At<'_> {
    fn string(
        &self,
        object: &Map<String, Value>,
        field: &'static str,
    ) -> Result<Option<String>, IntakeError> {
        match object.get(field) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(words)) => Ok(Some(words.clone())),
            Some(other) => Err(self.wrong(field, kind_of(other).to_owned(), "a string")),
        }
    }

    /// The day of a date or time stamp.
    fn day(&self, words: &str) -> Result<String, IntakeError> {
        let wrong = || {
            let found = format!("{words:?}");
            self.wrong("published", found, "a date that exists, as 2031-04-02")
        };
        let day = words.get(..10).ok_or_else(wrong)?;
        let ends_there = words[10..].is_empty() || words[10..].starts_with(['T', 't', ' ']);
        let date: Date = day.parse().map_err(|_not_a_date| wrong())?;
        if ends_there {
            Ok(date.to_string())
        } else {
            Err(wrong())
        }
    }

    fn wrong(&self, field: &'static str, found: String, expected: &'static str) -> IntakeError {
        IntakeError::Field {
            origin: self.origin.to_owned(),
            line: self.line,
            field,
            found,
            expected,
        }
    }

    fn no_text(&self, object: &Map<String, Value>) -> IntakeError {
        const MAX_NAMED: usize = 8;
        let mut names: Vec<String> = object
            .keys()
            .take(MAX_NAMED)
            .map(|name| format!("{name:?}"))
            .collect();
        if object.len() > MAX_NAMED {
            names.push(format!("and {} more", object.len() - MAX_NAMED));
        }
        let found = if names.is_empty() {
            "(none)".to_owned()
        } else {
            names.join(", ")
        };
        IntakeError::NoText {
            origin: self.origin.to_owned(),
            line: self.line,
            found,
        }
    }
}

fn kind_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Result<Option<RawItem>, String> {
        read_json_line("in.jsonl", 7, line.as_bytes()).map_err(|error| error.to_string())
    }

    fn refusal(line: &str) -> String {
        read(line).expect_err("the line is bad")
    }

    #[test]
    fn text_and_fields_are_taken_out_of_their_quotation() {
        let line = r#"{"doc": "r1", "text": "Ridge\r\nСело \u00e9", "source": "Vale Courier", "published": "2031-04-02T10:00:00Z", "url": null, "theatre": "vale", "more": [1]}"#;
        let item = read(line).unwrap().unwrap();
        assert_eq!(item.bytes, "Ridge\r\nСело é".as_bytes());
        assert_eq!(item.kind, RawKind::Jsonl);
        assert_eq!(item.origin, "in.jsonl:7");
        assert_eq!(item.hash, Sha256::of(line.as_bytes()));
        assert_eq!(
            item.fields,
            ItemFields {
                id: Some("r1".to_owned()),
                outlet: Some("Vale Courier".to_owned()),
                published: Some("2031-04-02".to_owned()),
                title: None,
                url: None,
                theatre: Some("vale".to_owned()),
            }
        );
        assert_eq!(
            read(r#"{"html": "<p>"}"#).unwrap().unwrap().kind,
            RawKind::Html
        );
        assert_eq!(read("  "), Ok(None));
    }

    #[test]
    fn bad_lines_say_where_and_what() {
        for (line, message) in [
            (
                r#"{"text": "a", "#,
                "in.jsonl:7:14: EOF while parsing a value; expected a JSON object",
            ),
            (
                "[1]",
                "in.jsonl:7:1: found an array; expected a JSON object",
            ),
            (
                r#"{"text": 5}"#,
                r#"in.jsonl:7: field "text": found a number; expected a string"#,
            ),
            (
                r#"{"text": null}"#,
                r#"in.jsonl:7: field "text": found null; expected a string"#,
            ),
            (
                r#"{"text": "a", "published": "2025-02-30"}"#,
                r#"in.jsonl:7: field "published": found "2025-02-30"; expected a date that exists, as 2031-04-02"#,
            ),
            (
                r#"{"text": "a", "published": "2 April 2031"}"#,
                r#"in.jsonl:7: field "published": found "2 April 2031"; expected a date that exists, as 2031-04-02"#,
            ),
            (
                r#"{"words": "a"}"#,
                r#"in.jsonl:7: found the fields "words"; expected "text" or "html" among them"#,
            ),
        ] {
            assert_eq!(refusal(line), message);
        }
    }
}
