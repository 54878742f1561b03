//! Words of a text, as the encoder counts them: runs of letters and digits; every punctuation mark and ideograph alone.

use salient_model::ByteSpan;
use unicode_normalization::UnicodeNormalization as _;
use unicode_properties::{GeneralCategory, GeneralCategoryGroup, UnicodeGeneralCategory as _};

/// A word of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word {
    /// Where it stands.
    pub span: ByteSpan,
    /// Whether a line ends between it and the word before.
    pub after_break: bool,
}

/// The words of `text`, in order.
///
/// ```
/// let words = salient_encoder::words_of("“Held,” he said.\n\nNo.");
/// let of = |idx: usize| words[idx].span.start()..words[idx].span.end();
/// assert_eq!(words.len(), 9);
/// assert_eq!(&"“Held,” he said.\n\nNo."[of(1)], "Held");
/// assert!(words[7].after_break && !words[8].after_break);
/// ```
#[must_use]
pub fn words_of(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut start: Option<usize> = None;
    let mut after_break = false;
    for (at, char) in text.char_indices() {
        let alone = is_punctuation(char) || is_ideograph(char);
        if alone || char.is_whitespace() {
            if let Some(start) = start.take() {
                push(&mut words, start, at, &mut after_break);
            }
            after_break |= char == '\n';
            if alone {
                push(&mut words, at, at + char.len_utf8(), &mut after_break);
            }
        } else if start.is_none() && !is_dropped(char) {
            start = Some(at);
        }
    }
    if let Some(start) = start {
        push(&mut words, start, text.len(), &mut after_break);
    }
    words
}

fn push(words: &mut Vec<Word>, start: usize, end: usize, after_break: &mut bool) {
    if let Ok(span) = ByteSpan::new(start, end) {
        words.push(Word {
            span,
            after_break: std::mem::take(after_break),
        });
    }
}

/// A word as the vocabulary writes it: lower case, without accents and control characters.
pub(crate) fn folded(word: &str) -> String {
    word.chars()
        .filter(|char| !is_dropped(*char))
        .nfd()
        .filter(|char| char.general_category() != GeneralCategory::NonspacingMark)
        .flat_map(char::to_lowercase)
        .collect()
}

fn is_punctuation(char: char) -> bool {
    char.is_ascii_punctuation()
        || char.general_category_group() == GeneralCategoryGroup::Punctuation
}

fn is_ideograph(char: char) -> bool {
    matches!(
        u32::from(char),
        0x3400..=0x4DBF
            | 0x4E00..=0x9FFF
            | 0xF900..=0xFAFF
            | 0x20000..=0x2A6DF
            | 0x2A700..=0x2CEAF
            | 0x2F800..=0x2FA1F
    )
}

/// What stands for nothing: control and format characters, and what Unicode has not assigned.
fn is_dropped(char: char) -> bool {
    !char.is_whitespace()
        && (char == '\u{FFFD}' || char.general_category_group() == GeneralCategoryGroup::Other)
}
