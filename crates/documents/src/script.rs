//! Which script a text is mostly written in.

/// A script, as far as sentence rules differ by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Script {
    /// Latin.
    Latin,
    /// Cyrillic.
    Cyrillic,
    /// Arabic.
    Arabic,
    /// Burmese.
    Burmese,
    /// Ethiopic.
    Ethiopic,
    /// Any other.
    Other,
}

const SCRIPTS: [Script; 6] = [
    Script::Latin,
    Script::Cyrillic,
    Script::Arabic,
    Script::Burmese,
    Script::Ethiopic,
    Script::Other,
];

/// The script with the most letters; the first of the list on a tie; `None` when there are no letters.
///
/// ```
/// use salient_documents::{Script, dominant_script};
/// assert_eq!(dominant_script("Село Ridge тримається"), Some(Script::Cyrillic));
/// assert_eq!(dominant_script("12.5 %"), None);
/// ```
#[must_use]
pub fn dominant_script(text: &str) -> Option<Script> {
    let mut counts = [0usize; SCRIPTS.len()];
    for character in text.chars().filter(|character| character.is_alphabetic()) {
        counts[script_of(character) as usize] += 1;
    }
    let most = *counts.iter().max()?;
    if most == 0 {
        return None;
    }
    SCRIPTS
        .into_iter()
        .find(|script| counts[*script as usize] == most)
}

/// The key under which the sentence library knows the rules for `text`.
///
/// Ukrainian and Russian are told apart by letters that only one of them has; the abbreviations differ.
pub(crate) fn sentence_rules(text: &str) -> &'static str {
    match dominant_script(text) {
        Some(Script::Cyrillic) => {
            let count = |letters: &str| text.chars().filter(|c| letters.contains(*c)).count();
            if count("іїєґІЇЄҐ") >= count("ыэёъЫЭЁЪ") {
                "uk"
            } else {
                "ru"
            }
        }
        Some(Script::Arabic) => "ar",
        Some(Script::Burmese) => "my",
        Some(Script::Ethiopic) => "am",
        Some(Script::Latin | Script::Other) | None => "en",
    }
}

/// Unicode blocks; letters outside the named ones are `Other`.
fn script_of(character: char) -> Script {
    match character {
        'A'..='Z' | 'a'..='z' | '\u{aa}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => Script::Latin,
        '\u{400}'..='\u{52f}' => Script::Cyrillic,
        '\u{600}'..='\u{6ff}'
        | '\u{750}'..='\u{77f}'
        | '\u{8a0}'..='\u{8ff}'
        | '\u{fb50}'..='\u{fdff}'
        | '\u{fe70}'..='\u{fefc}' => Script::Arabic,
        '\u{1000}'..='\u{109f}' => Script::Burmese,
        '\u{1200}'..='\u{139f}' => Script::Ethiopic,
        _ => Script::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_script_gets_its_sentence_rules() {
        for (text, rules) in [
            ("The army left.", "en"),
            ("Військо відійшло.", "uk"),
            ("Войска отошли, объявил он.", "ru"),
            ("انسحب الجيش", "ar"),
            ("", "en"),
        ] {
            assert_eq!(sentence_rules(text), rules, "{text}");
        }
    }
}
