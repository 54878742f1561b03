//! Which line ends of the extracted text are a single `<br>`: a line break inside a paragraph, and no end of one.
//!
//! **Rule.** What stands in the page between the words on either side of the line end decides: one `<br>`, and nothing that ends a block. Two
//! `<br>` make a paragraph, as the reader view has it.
//!
//! **Shape.** Byte offsets of the line ends, ascending. A line end beside an unmapped word is none.

use super::align::Segment;
use super::walk::tag_names;

/// Inside these a line goes on; any other element but `<br>` starts a line of its own.
const INLINE: &[&str] = &[
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins",
    "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "time",
    "tt", "u", "var", "wbr",
];

/// The line ends of `text` that are a single `<br>` in `page`.
pub(super) fn line_breaks(text: &str, page: &str, segments: &[Segment]) -> Vec<usize> {
    text.match_indices('\n')
        .map(|(at, _)| at)
        .filter(|&at| {
            let n = segments.partition_point(|segment| segment.0 < at);
            let between = n.checked_sub(1).and_then(|before| {
                let (before, after) = (segments[before], segments.get(n)?);
                page.get(before.1 + before.3..after.1)
            });
            between.is_some_and(is_one_break)
        })
        .collect()
}

fn is_one_break(between: &str) -> bool {
    let mut n_breaks = 0;
    for name in tag_names(between) {
        if name == "br" {
            n_breaks += 1;
        } else if !INLINE.contains(&&*name) {
            return false;
        }
    }
    n_breaks == 1
}
