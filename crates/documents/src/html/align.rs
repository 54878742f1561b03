//! Finds where the words of the extracted text stand in the page.
//!
//! **Rule.** Lines long enough to stand for themselves are looked up first, in order, each behind the one before. Then short lines, and long
//! ones that were changed on the way, are looked up between their neighbours, the latter in groups of words. White space does not count.
//!
//! **Shape.** Segments `(text_start, page_start, text_len, page_len)`, ascending in both, a segment per word or part of a word.

use std::ops::Range;

use super::walk::VisibleWords;

/// A line of so many bytes without white space stands for itself: it hardly occurs twice by accident.
const MIN_ANCHOR_BYTES: usize = 32;

/// How many long lines may fail before the search keeps to a window, so that a hostile page costs no quadratic time.
const MAX_FAR_FAILURES: usize = 64;

/// That window, in bytes.
const NEAR_BYTES: usize = 65_536;

/// How many words a group has when a line as a whole is not found.
const WORDS_PER_GROUP: usize = 6;

/// `(text_start, page_start, text_len, page_len)`.
pub(super) type Segment = (usize, usize, usize, usize);

/// A line of the text: its words as byte ranges, and the words without white space between.
struct Line {
    words: Vec<Range<usize>>,
    compact: String,
}

/// The segments of `text`.
pub(super) fn align(text: &str, visible: &VisibleWords) -> Vec<Segment> {
    let lines = lines_of(text);
    let found = anchor_lines(&lines, &visible.stream);
    let mut segments = Vec::new();
    let mut low = 0;
    // Where the next anchor starts, for each line.
    let mut highs = vec![visible.stream.len(); lines.len()];
    let mut high = visible.stream.len();
    for n in (0..lines.len()).rev() {
        highs[n] = high;
        high = found[n].unwrap_or(high);
    }
    for (n, line) in lines.iter().enumerate() {
        if let Some(start) = found[n] {
            push_words(text, &line.words, start, visible, &mut segments);
            low = start + line.compact.len();
        } else {
            low = align_between(text, line, low..highs[n].max(low), visible, &mut segments);
        }
    }
    segments
}

fn lines_of(text: &str) -> Vec<Line> {
    let mut line_start = 0;
    let mut lines = Vec::new();
    for line in text.split_inclusive('\n') {
        let mut words = Vec::new();
        let mut from = 0;
        for word in line.split_whitespace() {
            // The word is a part of `line`; it stands at its first occurrence behind the word before.
            let at = from + line[from..].find(word).expect("a line holds its words");
            words.push(line_start + at..line_start + at + word.len());
            from = at + word.len();
        }
        let compact = line.split_whitespace().collect();
        line_start += line.len();
        lines.push(Line { words, compact });
    }
    lines
}

/// Where the long lines start in the stream, in ascending order.
fn anchor_lines(lines: &[Line], stream: &str) -> Vec<Option<usize>> {
    let mut cursor = 0;
    let mut n_failures = 0;
    lines
        .iter()
        .map(|line| {
            if line.compact.len() < MIN_ANCHOR_BYTES {
                return None;
            }
            let end = if n_failures < MAX_FAR_FAILURES {
                stream.len()
            } else {
                stream.floor_char_boundary(
                    (cursor + NEAR_BYTES + line.compact.len()).min(stream.len()),
                )
            };
            let Some(at) = stream[cursor..end].find(&line.compact) else {
                n_failures += 1;
                return None;
            };
            let start = cursor + at;
            cursor = start + line.compact.len();
            Some(start)
        })
        .collect()
}

/// Looks a line up within `window` of the stream, whole or in groups of words; returns where the next line may start.
fn align_between(
    text: &str,
    line: &Line,
    window: Range<usize>,
    visible: &VisibleWords,
    segments: &mut Vec<Segment>,
) -> usize {
    let near = (window.start + NEAR_BYTES).min(window.end);
    let end = visible.stream.floor_char_boundary(near);
    let mut low = window.start;
    let mut look_up = |words: &[Range<usize>]| {
        let compact: String = words.iter().map(|word| &text[word.clone()]).collect();
        let at = visible.stream.get(low..end)?.find(&compact)?;
        push_words(text, words, low + at, visible, segments);
        low += at + compact.len();
        Some(())
    };
    if look_up(&line.words).is_none() && line.words.len() > WORDS_PER_GROUP {
        for group in line.words.chunks(WORDS_PER_GROUP) {
            // A group that is not found stays unmapped.
            let _found = look_up(group);
        }
    }
    low
}

/// Adds the segments of words that stand in the stream one behind the other from `stream_start` on.
fn push_words(
    text: &str,
    words: &[Range<usize>],
    stream_start: usize,
    visible: &VisibleWords,
    segments: &mut Vec<Segment>,
) {
    let mut from = stream_start;
    for word in words {
        let to = from + text[word.clone()].len();
        let first = visible.runs.partition_point(|run| run.0 + run.2 <= from);
        for &(run_start, page_start, stream_len, page_len) in &visible.runs[first..] {
            if run_start >= to {
                break;
            }
            let start = from.max(run_start);
            let end = to.min(run_start + stream_len);
            let text_start = word.start + (start - from);
            segments.push(if stream_len == page_len {
                (
                    text_start,
                    page_start + (start - run_start),
                    end - start,
                    end - start,
                )
            } else {
                (text_start, page_start, end - start, page_len)
            });
        }
        from = to;
    }
}

#[cfg(test)]
mod tests {
    use super::super::walk::visible_words;
    use super::*;

    #[test]
    fn words_are_found_in_order_and_strangers_stay_unmapped() {
        let page = "<ul><li>Ridge</ul><p>The army &amp; the rebels said on Tuesday that they had left.</p><p>Ridge</p><p>Nobody <i>knows</i> why the men went away so early that day.</p>";
        let text = "The army & the rebels said on Tuesday that they had left.\nRidge\nMade up\nNobody knows why the men went away so EARLY that day.";
        let visible = visible_words(page, 9).unwrap();
        let segments = align(text, &visible);
        let raw = |words: &str| {
            let start = text.find(words).unwrap();
            let map = salient_model::OffsetMap::from_segments(segments.clone()).unwrap();
            let span = salient_model::ByteSpan::new(start, start + words.len()).unwrap();
            map.raw_range(span).map(|(start, end)| &page[start..end])
        };
        assert_eq!(raw("army & the"), Some("army &amp; the"));
        assert_eq!(raw("\nRidge"), Some("Ridge"));
        assert_eq!(raw("Made up"), None);
        assert_eq!(raw("Nobody knows why"), Some("Nobody <i>knows</i> why"));
        assert_eq!(raw("EARLY"), None);
        assert!(
            segments
                .windows(2)
                .all(|pair| pair[0].1 + pair[0].3 <= pair[1].1 + pair[1].3)
        );
        let in_list = page.find("Ridge").unwrap();
        assert!(segments.iter().all(|segment| segment.1 != in_list));
    }
}
