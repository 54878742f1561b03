//! Cuts a text into windows that the encoder can read at once.
//!
//! Neighbours overlap, and each word is read in one of them: the seam lies within the overlap, at the end of a paragraph where there is one, so that what belongs
//! together is read together. (Seams in the middle of the overlap cost three points of exact contents on `PolNeAR`.)

use std::ops::Range;

use crate::tokens::Tokens;

/// Pieces that a window holds at most, with the marks around it.
pub(crate) const MAX_PIECES: usize = 384;
/// Half the pieces that neighbours share.
pub(crate) const MARGIN: usize = 32;

/// A window, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Window {
    /// Words that the encoder sees.
    pub(crate) seen: Range<usize>,
    /// Words that are read from it.
    pub(crate) own: Range<usize>,
}

/// The windows of a text; their own words follow one another without gap.
pub(crate) fn windows_of(tokens: &Tokens) -> Vec<Window> {
    let n_words = tokens.words.len();
    let width = |from: usize, to: usize| tokens.first_piece(to) - tokens.first_piece(from) + 2;
    let mut seen: Vec<Range<usize>> = Vec::new();
    let mut start = 0;
    while start < n_words {
        let mut end = start + 1;
        while end < n_words && width(start, end + 1) <= MAX_PIECES {
            end += 1;
        }
        seen.push(start..end);
        if end == n_words {
            break;
        }
        let mut next = end;
        while next > start + 1 && width(next - 1, end) - 2 <= 2 * MARGIN {
            next -= 1;
        }
        start = next;
    }
    let mut seam = 0;
    (0..seen.len())
        .map(|idx| {
            let from = seam;
            seam = seen.get(idx + 1).map_or(n_words, |next| {
                seam_of(tokens, next.start..seen[idx].end).max(from)
            });
            Window {
                seen: seen[idx].clone(),
                own: from..seam,
            }
        })
        .collect()
}

/// Of the words that two windows see, the one that the second begins to read at: the first of a paragraph nearest to the middle, or the middle.
fn seam_of(tokens: &Tokens, shared: Range<usize>) -> usize {
    let middle = usize::midpoint(shared.start, shared.end);
    (shared.start + 1..shared.end)
        .filter(|word| tokens.words[*word].after_break)
        .min_by_key(|word| (word.abs_diff(middle), *word))
        .unwrap_or(middle)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::vocabulary::Vocabulary;

    proptest! {
        #[test]
        fn every_word_is_read_once_and_no_window_is_too_wide(
            paragraphs in proptest::collection::vec(proptest::collection::vec("[a-c]{1,3}", 1..180), 0..9)
        ) {
            let vocabulary = Vocabulary::read("[UNK]\n[CLS]\n[SEP]\na\nb\nc\n##a\n##b\n##c").expect("a vocabulary");
            let text = paragraphs.iter().map(|words| words.join(" ")).collect::<Vec<_>>().join("\n\n");
            let tokens = Tokens::of(&text, &vocabulary);
            let windows = windows_of(&tokens);
            let mut next = 0;
            for window in &windows {
                prop_assert_eq!(window.own.start, next);
                prop_assert!(window.seen.start <= window.own.start && window.own.end <= window.seen.end);
                prop_assert!(window.own.start < window.own.end, "a window that nothing is read from");
                let width = tokens.first_piece(window.seen.end) - tokens.first_piece(window.seen.start) + 2;
                prop_assert!(width <= MAX_PIECES);
                next = window.own.end;
            }
            prop_assert_eq!(next, tokens.words.len());
        }
    }
}
