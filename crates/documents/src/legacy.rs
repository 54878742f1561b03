//! Chooses between windows-1251 (Cyrillic) and windows-1252 (Western) for bytes that are no UTF-8.
//!
//! **Rule.** In Cyrillic words letters stand side by side, and all of them are high bytes; in Western words an accented letter stands alone
//! between ASCII letters. So: of the high bytes that are letters in windows-1251, do at least half have such a neighbour? Then windows-1251,
//! else windows-1252. The rule is deterministic, looks at every byte once, and has no word list of any language.
//!
//! **Doubt.** KOI8-R, ISO-8859-5, and encodings of other scripts are not told apart; a byte order mark or an HTML declaration is the way to
//! state them. The choice is reported as diagnostic D001.

use encoding_rs::{Encoding, WINDOWS_1251, WINDOWS_1252};

/// The encoding of `bytes` by the rule above.
pub(crate) fn choose_single_byte_encoding(bytes: &[u8]) -> &'static Encoding {
    let is_letter = |at: usize| bytes.get(at).copied().is_some_and(is_cyrillic_letter);
    let (mut n_letters, mut n_with_neighbour) = (0usize, 0usize);
    for at in (0..bytes.len()).filter(|at| is_letter(*at)) {
        n_letters += 1;
        let before = at.checked_sub(1).is_some_and(is_letter);
        n_with_neighbour += usize::from(before || is_letter(at + 1));
    }
    if n_letters > 0 && 2 * n_with_neighbour >= n_letters {
        WINDOWS_1251
    } else {
        WINDOWS_1252
    }
}

/// Letters of windows-1251: А–я, and Ё ё Ґ ґ Є є І і Ї ї.
fn is_cyrillic_letter(byte: u8) -> bool {
    byte >= 0xc0
        || matches!(
            byte,
            0xa8 | 0xb8 | 0xa5 | 0xb4 | 0xaa | 0xba | 0xb2 | 0xb3 | 0xaf | 0xbf
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cyrillic_words_and_western_words_get_their_encodings() {
        let cyrillic = WINDOWS_1251
            .encode("Село Роботине, за словами мера, тримається. The end.")
            .0;
        let western = WINDOWS_1252
            .encode("Le café d’Orléans était fermé – à midi, naïveté.")
            .0;
        assert_eq!(choose_single_byte_encoding(&cyrillic), WINDOWS_1251);
        assert_eq!(choose_single_byte_encoding(&western), WINDOWS_1252);
        assert_eq!(choose_single_byte_encoding(b"\x93quote\x94"), WINDOWS_1252);
    }
}
