//! "By Dorian Wexley", "Interview: Ana Holm, Vale Review".

use std::sync::LazyLock;

use regex::Regex;

use crate::phrases::pattern;

/// A name is one to five capitalised words, particles among them; names are joined by "and" or commas; a place or outlet may follow.
static BYLINE: LazyLock<Regex> = LazyLock::new(|| {
    let name = r"\p{Lu}[\p{L}\p{M}.'’\-]*(?:\s+(?:de|la|van|von|der|den|al|bin|ibn|el|\p{Lu}[\p{L}\p{M}.'’\-]*)){0,4}";
    let opening = r"(?:(?i:by|words by|text by|story by|interview:|interview by|автор:|авторка:|від)\s+|\p{Lu}[^.!?:]{0,60},\s+by\s+)";
    pattern(&format!(
        r"^{opening}{name}(?:(?:,| and| &| та| и)\s+{name})*(?:,?\s+(?:in|at)\s+{name})?(?:\s*[,|•—–-]\s*[^.!?]{{1,60}})?\.?$"
    ))
});

/// A byline is one short line.
const MAX_CHARACTERS: usize = 140;

/// Whether a line names who wrote the text and says nothing else.
pub(crate) fn is_byline(line: &str) -> bool {
    let line = line.trim_matches(['*', '_', ' ']);
    line.chars().count() <= MAX_CHARACTERS && BYLINE.is_match(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bylines_are_told_from_sentences_that_start_with_by() {
        for line in [
            "By Dorian Wexley",
            "By Ana Holm and Borys van Vale",
            "By Ana-Maria Holm, Ridge",
            "By Ana Holm in Ridge",
            "A letter from Ridge, by Ana Holm",
            "Interview: Ana Holm, Vale Review, 6 May 2031",
            "**By Ana Holm**",
        ] {
            assert!(is_byline(line), "{line}");
        }
        for line in [
            "By Tuesday the army had left Ridge.",
            "By dawn the bridge was gone",
            "By Friday evening, 40 men had left, the mayor said.",
        ] {
            assert!(!is_byline(line), "{line}");
        }
    }
}
