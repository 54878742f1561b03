//! Marks what Markdown adds to the words. The text stays as it is, so that offsets stay.
//!
//! **Shape.** Front matter, fenced code, rules, and link targets are boilerplate; `##`, list marks, and `>` are labels at the head of a line.
//! Marks of emphasis stay inside sentences. Of the front matter, `title`, `date` or `published`, `outlet` or `source`, and `url` are read, and
//! of a comment on the last line, `generator`.
//!
//! **Sources.** The `CommonMark` specification 0.31, sections 4.1 (rules), 4.2 (headings), 4.5 (fences), 5.1 (quotations), 5.2 (lists), 6.3 (links).

use std::sync::LazyLock;

use regex::Regex;
use salient_model::{ByteSpan, TextZone, TextZoneKind};

use crate::calendar::read_metadata_date;
use crate::phrases::pattern;
use crate::read::Metadata;

static HEAD: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^\s{0,3}(#{1,6}|(?:>\s?)+(?:[-*+]\s)?|[-*+]|\d{1,9}[.)])(?:\s+|$)"));
static RULE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^\s{0,3}(?:=+|-{2,}|(?:[-*_]\s*){3,})\s*$"));
static TARGET: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"\]\([^()\s]*(?:\s+\x22[^\x22]*\x22)?\)"));

/// The marked parts of `text`, in text order, and what its front matter says.
pub(crate) fn read_markdown(text: &str) -> (Vec<TextZone>, Metadata) {
    let mut zones = Vec::new();
    let mut metadata = Metadata::default();
    let front_matter = front_matter_bytes(text);
    if let Some(span) = ByteSpan::trimmed(text, 0..front_matter) {
        zones.push(boilerplate(span));
        metadata = read_front_matter(&text[..front_matter]);
    }
    metadata.generator = generator(text);
    let mut fence: Option<&str> = None;
    let mut start = front_matter;
    for line in text[front_matter..].split_inclusive('\n') {
        let whole = ByteSpan::trimmed(text, start..start + line.len());
        let marker = fence_marker(line);
        let is_code = fence.is_some() || marker.is_some();
        fence = match (fence, marker) {
            (Some(open), Some(close)) if close.starts_with(open) => None,
            (Some(open), _) => Some(open),
            (None, opened) => opened,
        };
        if is_code || RULE.is_match(line) {
            zones.extend(whole.map(boilerplate));
        } else {
            mark_line(line, start, &mut zones);
        }
        start += line.len();
    }
    (zones, metadata)
}

/// `<!-- generator: NAME -->` on the last line.
fn generator(text: &str) -> Option<String> {
    let name = text
        .trim_end()
        .lines()
        .next_back()?
        .strip_prefix("<!-- generator: ")?
        .strip_suffix(" -->")?;
    Some(name.to_owned())
}

fn boilerplate(span: ByteSpan) -> TextZone {
    TextZone {
        span,
        kind: TextZoneKind::Boilerplate,
    }
}

fn mark_line(line: &str, start: usize, zones: &mut Vec<TextZone>) {
    let mut push = |kind, range: std::ops::Range<usize>| {
        let span = ByteSpan::new(start + range.start, start + range.end);
        zones.extend(span.ok().map(|span| TextZone { span, kind }));
    };
    if let Some(mark) = HEAD.captures(line).and_then(|found| found.get(1)) {
        push(
            TextZoneKind::Label,
            mark.start()..mark.start() + mark.as_str().trim_end().len(),
        );
    }
    for target in TARGET.find_iter(line) {
        // The closing bracket of the link's words stays outside.
        push(TextZoneKind::Boilerplate, target.start() + 1..target.end());
    }
}

/// Three or more of one fence character at the head of a line.
fn fence_marker(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let n_marks = ['`', '~']
        .into_iter()
        .map(|mark| line.len() - line.trim_start_matches(mark).len())
        .max()?;
    (n_marks >= 3).then(|| &line[..n_marks])
}

/// How many bytes the front matter takes: from `---` on the first line to the next `---`; 0 without one.
fn front_matter_bytes(text: &str) -> usize {
    let mut n_bytes = 0;
    for (n, line) in text.split_inclusive('\n').enumerate() {
        let is_mark = line.trim_end().trim_start_matches('\u{feff}') == "---";
        n_bytes += line.len();
        match (n, is_mark) {
            (0, false) => return 0,
            (0, true) | (_, false) => {}
            (_, true) => return n_bytes,
        }
    }
    0
}

fn read_front_matter(lines: &str) -> Metadata {
    let field = |names: &[&str]| {
        lines.lines().find_map(|line| {
            let (name, value) = line.split_once(':')?;
            let value = value.trim().trim_matches(['"', '\'']).trim();
            let is_named = names.contains(&&*name.trim().to_lowercase());
            (is_named && !value.is_empty()).then(|| value.to_owned())
        })
    };
    Metadata {
        title: field(&["title"]),
        outlet: field(&["outlet", "source"]),
        url: field(&["url"]),
        published: field(&["published", "date"]).and_then(|date| read_metadata_date(&date)),
        generator: None,
    }
}

#[cfg(test)]
mod tests {
    use salient_model::Date;

    use super::*;

    #[test]
    fn marks_of_markdown_are_zones_and_front_matter_is_read() {
        let text = "---\ntitle: \"Ridge\"\ndate: 2031-04-02\n---\n# Ridge falls\n\n- The [mayor](http://x.example \"t\") left.\n> Nobody stayed.\n```\ncode.\n```\n***\n";
        let (zones, metadata) = read_markdown(text);
        let found: Vec<(&str, &str)> = zones
            .iter()
            .map(|zone| (zone.kind.as_str(), &text[zone.span.range()]))
            .collect();
        assert_eq!(
            found,
            [
                (
                    "boilerplate",
                    "---\ntitle: \"Ridge\"\ndate: 2031-04-02\n---"
                ),
                ("label", "#"),
                ("label", "-"),
                ("boilerplate", "(http://x.example \"t\")"),
                ("label", ">"),
                ("boilerplate", "```"),
                ("boilerplate", "code."),
                ("boilerplate", "```"),
                ("boilerplate", "***"),
            ]
        );
        assert_eq!(metadata.title.as_deref(), Some("Ridge"));
        assert_eq!(metadata.published, Some(Date::constant(2031, 4, 2)));
    }

    #[test]
    fn a_dash_line_that_never_closes_is_no_front_matter() {
        assert_eq!(front_matter_bytes("---\nwords\n"), 0);
        assert_eq!(front_matter_bytes("words\n---\n"), 0);
    }
}
