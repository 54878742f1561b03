//! Walks the raw page for its visible words and where each stands.
//!
//! **Shape.** [`VisibleWords`] is the visible text without any white space, and runs that lead from it back to the page. Character references
//! are decoded and map to the whole reference.
//!
//! **Doubt.** This is no tree builder: it knows tags, comments, raw-text elements, and character references, which is what decides where a word
//! stands. A tag inside an attribute without quotation marks, and references without their semicolon, are read as they come.

/// The visible characters of a page and where they stand.
#[derive(Debug, Default)]
pub(super) struct VisibleWords {
    /// All visible characters except white space.
    pub(super) stream: String,
    /// `(stream_start, page_start, stream_len, page_len)`, in order of both, without gaps in the stream.
    pub(super) runs: Vec<(usize, usize, usize, usize)>,
    n_scripts: usize,
    n_words: usize,
}

/// Why a page is not read, and where.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Costly {
    /// An element that lies too deep.
    Deep { position: usize },
    /// A text that a tree builder puts together from too many pieces.
    Pieces { position: usize },
}

/// Elements whose content is no visible text.
const HIDDEN: &[&str] = &[
    "script", "style", "template", "title", "textarea", "iframe", "svg", "math",
];

/// Elements that nest without limit when they are not closed. Paragraphs, list items, and cells close each other and are not counted.
const NESTING: &[&str] = &[
    "div",
    "span",
    "section",
    "article",
    "main",
    "aside",
    "nav",
    "header",
    "footer",
    "ul",
    "ol",
    "dl",
    "table",
    "blockquote",
    "form",
    "fieldset",
    "center",
    "font",
    "b",
    "i",
    "u",
    "s",
    "em",
    "strong",
    "small",
    "big",
    "sub",
    "sup",
    "code",
    "pre",
    "tt",
    "figure",
    "details",
    "summary",
    "label",
    "q",
    "cite",
    "abbr",
    "mark",
    "ins",
    "del",
    "object",
    "bdo",
    "kbd",
    "samp",
    "var",
    "address",
];

/// The tree builder copies a text once for each piece of it, and `&` or a stray `<` starts a new piece. Most bytes that it may copy so; a page
/// of 1 MB with a reference in each word costs a hundredth.
const MAX_COPIED_BYTES: usize = 20_000_000_000;

/// Longest character reference: `&CounterClockwiseContourIntegral;`.
const MAX_REFERENCE_BYTES: usize = 34;

impl VisibleWords {
    /// What the page holds, for a message about a page without content.
    pub(super) fn describe(&self) -> String {
        format!("{} visible words, {} scripts", self.n_words, self.n_scripts)
    }

    fn push(&mut self, words: &str, page_start: usize, page_len: usize) {
        let is_new_word = self
            .runs
            .last()
            .is_none_or(|run| run.1 + run.3 != page_start);
        self.n_words += usize::from(is_new_word);
        match self.runs.last_mut() {
            // Plain characters side by side make one run.
            Some(run) if !is_new_word && run.2 == run.3 && words.len() == page_len => {
                run.2 += words.len();
                run.3 += page_len;
            }
            _ => self
                .runs
                .push((self.stream.len(), page_start, words.len(), page_len)),
        }
        self.stream.push_str(words);
    }
}

/// The visible words of `page`; an error when elements nest deeper than `max_depth` or a text has too many pieces.
pub(super) fn visible_words(page: &str, max_depth: usize) -> Result<VisibleWords, Costly> {
    let mut visible = VisibleWords::default();
    let mut depth = 0usize;
    let mut text_start = 0;
    let mut n_copied = 0usize;
    let mut at = 0;
    while let Some(character) = page[at..].chars().next() {
        let rest = &page[at..];
        if character == '<'
            && let Some(tag) = read_tag(rest)
        {
            let nests = NESTING.contains(&&*tag.name);
            at += tag.n_bytes;
            text_start = at;
            match tag.kind {
                TagKind::Open if HIDDEN.contains(&&*tag.name) => {
                    visible.n_scripts += usize::from(tag.name == "script");
                    at += hidden_bytes(&page[at..], &tag.name);
                }
                TagKind::Open if nests => {
                    depth += 1;
                    if depth > max_depth {
                        return Err(Costly::Deep {
                            position: at - tag.n_bytes,
                        });
                    }
                }
                TagKind::Close if nests => depth = depth.saturating_sub(1),
                TagKind::Open | TagKind::Close | TagKind::Other => {}
            }
            continue;
        }
        if matches!(character, '&' | '<') {
            n_copied += at - text_start;
            if n_copied > MAX_COPIED_BYTES {
                return Err(Costly::Pieces { position: at });
            }
        }
        if character == '&'
            && let Some((n_bytes, decoded)) = read_reference(rest)
        {
            let words: String = decoded.chars().filter(|c| !c.is_whitespace()).collect();
            if !words.is_empty() {
                visible.push(&words, at, n_bytes);
            }
            at += n_bytes;
            continue;
        }
        let n_bytes = character.len_utf8();
        if !character.is_whitespace() {
            visible.push(&rest[..n_bytes], at, n_bytes);
        }
        at += n_bytes;
    }
    Ok(visible)
}

/// The names of the tags in a part of a page, opening and closing ones alike, in order.
pub(super) fn tag_names(part: &str) -> impl Iterator<Item = String> + '_ {
    let mut rest = part;
    std::iter::from_fn(move || {
        loop {
            rest = &rest[rest.find('<')?..];
            let Some(tag) = read_tag(rest) else {
                rest = &rest[1..];
                continue;
            };
            rest = &rest[tag.n_bytes..];
            if !tag.name.is_empty() {
                return Some(tag.name);
            }
        }
    })
}

enum TagKind {
    Open,
    Close,
    Other,
}

struct Tag {
    kind: TagKind,
    name: String,
    n_bytes: usize,
}

/// The tag, comment, or declaration at the start of `rest`, if `<` starts one.
fn read_tag(rest: &str) -> Option<Tag> {
    let other = |n_bytes| Tag {
        kind: TagKind::Other,
        name: String::new(),
        n_bytes,
    };
    if let Some(comment) = rest.strip_prefix("<!--") {
        return Some(other(
            comment.find("-->").map_or(rest.len(), |end| 4 + end + 3),
        ));
    }
    if rest.starts_with("<!") || rest.starts_with("<?") {
        return Some(other(rest.find('>').map_or(rest.len(), |end| end + 1)));
    }
    let (kind, names_at) = if rest.starts_with("</") {
        (TagKind::Close, 2)
    } else {
        (TagKind::Open, 1)
    };
    let name: String = rest[names_at..]
        .chars()
        .take_while(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_lowercase())
        .collect();
    name.starts_with(|c: char| c.is_ascii_alphabetic())
        .then(|| Tag {
            kind,
            n_bytes: tag_bytes(rest),
            name,
        })
}

/// Up to and with the `>` that stands in no attribute value.
fn tag_bytes(rest: &str) -> usize {
    let mut quote: Option<u8> = None;
    let mut before = b' ';
    for (at, byte) in rest.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return at + 1,
            // A quotation mark opens a value only behind `=`.
            (None, b'"' | b'\'') if before == b'=' => quote = Some(byte),
            (Some(mark), byte) if mark == byte => quote = None,
            _ => {}
        }
        if !byte.is_ascii_whitespace() {
            before = byte;
        }
    }
    rest.len()
}

/// Up to the closing tag of a hidden element.
fn hidden_bytes(rest: &str, name: &str) -> usize {
    let is_end = |at: &usize| {
        rest.as_bytes()
            .get(at + 2..at + 2 + name.len())
            .is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes()))
    };
    rest.match_indices("</")
        .map(|(at, _)| at)
        .find(is_end)
        .unwrap_or(rest.len())
}

/// A character reference with its semicolon: its length and what it stands for.
fn read_reference(rest: &str) -> Option<(usize, String)> {
    let window = &rest[..rest.floor_char_boundary(MAX_REFERENCE_BYTES.min(rest.len()))];
    let n_bytes = window.find(';')? + 1;
    let reference = &rest[..n_bytes];
    let decoded = html_escape::decode_html_entities(reference);
    (decoded != reference).then(|| (n_bytes, decoded.into_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn visible_words_lead_back_to_the_page() {
        let page = "<p class='a>b'>The&nbsp;army&#8217;s <b>men</b><!-- no --> left<br>at 5 &lt; 6.</p><script>var x = '<p>no</p>';</script><style>no</style>";
        let visible = visible_words(page, 10).unwrap();
        assert_eq!(visible.stream, "Thearmy’smenleftat5<6.");
        let raw: Vec<&str> = visible
            .runs
            .iter()
            .map(|run| &page[run.1..run.1 + run.3])
            .collect();
        assert_eq!(
            raw,
            [
                "The", "army", "&#8217;", "s", "men", "left", "at", "5", "&lt;", "6."
            ]
        );
    }

    #[test]
    fn broken_pages_end_somewhere() {
        for page in [
            "<",
            "<p",
            "<p a=\"",
            "<!--",
            "<!",
            "</",
            "&",
            "&;",
            "&#x110000;",
            "<script>",
            "a < b",
        ] {
            let visible = visible_words(page, 10).unwrap();
            assert!(visible.stream.len() <= page.len(), "{page}");
        }
    }

    #[test]
    fn a_text_of_countless_pieces_is_refused_early() {
        let page = "&".repeat(250_000);
        assert!(matches!(
            visible_words(&page, 9),
            Err(Costly::Pieces {
                position: 200_000..
            })
        ));
        assert!(visible_words(&"Ridge &amp; Vale<br>".repeat(20_000), 9).is_ok());
    }

    #[test]
    fn deep_pages_are_told_with_their_position() {
        let page = "<div>".repeat(4);
        assert_eq!(
            visible_words(&page, 3).unwrap_err(),
            Costly::Deep { position: 15 }
        );
        assert!(visible_words(&"<p>".repeat(9), 3).is_ok());
        assert!(visible_words(&"<b>x</b>".repeat(9), 3).is_ok());
    }
}
