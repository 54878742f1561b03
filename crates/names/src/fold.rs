//! Keys under which spellings of one name meet.
//!
//! **What.** [`exact_key`] forgets case, marks, apostrophes, hyphens, and spaces; [`keys`] adds Latin keys of Cyrillic names;
//! [`loose_key`] also forgets what romanizations differ in. A loose key is a hint, never an identity.
//!
//! **Shape.** Keys are small letters and digits in Unicode compatibility decomposition without marks; an empty key means that nothing was left.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::transliterate::{Romanization, is_apostrophe, is_cyrillic, transliterate};

/// The key of a spelling in its own script.
///
/// ```
/// use salient_names::exact_key;
/// assert_eq!(exact_key("Kup’yans’k-Vuzlovyi"), exact_key("kupyansk vuzlovyi"));
/// assert_eq!(exact_key("أبو كرن"), exact_key("ابو كرن"));
/// ```
#[must_use]
pub fn exact_key(name: &str) -> String {
    let mut key = String::with_capacity(name.len());
    for letter in name.chars() {
        // These two are letters of their own in Ukrainian and Russian, not an accented и.
        if matches!(letter, 'й' | 'Й' | 'ї' | 'Ї') {
            key.extend(letter.to_lowercase());
            continue;
        }
        if is_apostrophe(letter) {
            continue;
        }
        for part in std::iter::once(letter).nfkd() {
            if is_combining_mark(part) || !part.is_alphanumeric() {
                continue;
            }
            for small in part.to_lowercase() {
                push_folded(&mut key, small);
            }
        }
    }
    key
}

/// Letters without a decomposition, and Arabic letters that are written one for another.
fn push_folded(key: &mut String, letter: char) {
    match letter {
        'ł' => key.push('l'),
        'ø' | 'œ' => key.push('o'),
        'đ' | 'ð' => key.push('d'),
        'ı' => key.push('i'),
        'ə' => key.push('e'),
        'ß' => key.push_str("ss"),
        'æ' => key.push_str("ae"),
        'þ' => key.push_str("th"),
        'ё' => key.push('е'),
        'ى' | 'ی' | 'ئ' => key.push('ي'),
        'ة' => key.push('ه'),
        'ک' => key.push('ك'),
        'ؤ' => key.push('و'),
        'ٱ' => key.push('ا'),
        // Tatweel only stretches a word; combining i-dot is left from a Turkish capital.
        'ـ' | '\u{307}' => {}
        other => key.push(other),
    }
}

/// All keys of a spelling: its own, and for Cyrillic one per romanization. The first is the exact one; none repeats; none is empty.
#[must_use]
pub fn keys(name: &str) -> Vec<String> {
    let mut keys = vec![exact_key(name)];
    if name.chars().any(is_cyrillic) {
        for table in Romanization::ALL {
            keys.push(exact_key(&transliterate(name, *table)));
        }
    }
    let mut unique: Vec<String> = Vec::with_capacity(keys.len());
    for key in keys {
        if !key.is_empty() && !unique.contains(&key) {
            unique.push(key);
        }
    }
    unique
}

/// A key that also forgets the differences between romanizations of Cyrillic and Arabic names.
///
/// ```
/// use salient_names::loose_key;
/// assert_eq!(loose_key("Al-Fashir"), loose_key("El Fasher"));
/// assert_eq!(loose_key("Gorlovskiy"), loose_key("Horlovskyi"));
/// ```
#[must_use]
pub fn loose_key(name: &str) -> String {
    let latin = if name.chars().any(is_cyrillic) {
        transliterate(name, Romanization::UkrainianKmu2010)
    } else {
        name.to_owned()
    };
    let key = exact_key(&without_article(&latin));
    if !key.is_ascii() {
        return key;
    }
    let mut loose = key;
    // Longest first, so that "shch" is not eaten by "sh".
    for (from, to) in [
        ("shch", "s"),
        ("sch", "s"),
        ("tsch", "c"),
        ("tch", "c"),
        ("kh", "h"),
        ("gh", "h"),
        ("zh", "z"),
        ("sh", "s"),
        ("ch", "c"),
        ("ts", "c"),
        ("tz", "c"),
        ("ck", "k"),
        ("ph", "f"),
        ("ou", "u"),
        ("oo", "u"),
        ("ee", "i"),
        ("w", "v"),
        ("q", "k"),
        ("g", "h"),
        ("y", "i"),
        ("j", "i"),
        ("e", "i"),
        ("o", "u"),
    ] {
        loose = loose.replace(from, to);
    }
    let mut squeezed = String::with_capacity(loose.len());
    for letter in loose.chars() {
        if !squeezed.ends_with(letter) {
            squeezed.push(letter);
        }
    }
    squeezed.replace("iu", "u").replace("ia", "a")
}

/// The Arabic article in its spellings, when it stands apart or before a hyphen, and the article joined in Arabic script.
fn without_article(name: &str) -> String {
    let lower = name.to_lowercase();
    for article in [
        "al", "el", "as", "es", "ash", "esh", "ad", "ed", "ar", "er", "an", "en", "at", "et", "az",
        "ez", "ul",
    ] {
        if let Some(rest) = lower.strip_prefix(article)
            && let Some(rest) = rest.strip_prefix(['-', ' '])
            && rest.chars().count() > 2
        {
            return rest.to_owned();
        }
    }
    match lower.strip_prefix("ال") {
        Some(rest) if rest.chars().count() > 2 => rest.to_owned(),
        _ => lower,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_invented_name_meet_under_one_key() {
        for (left, right) in [
            ("Vélyka  Kamyana", "velyka-kamyana"),
            ("Ḩajar al-Mālik", "Hajar Al Malik"),
            ("Łęg", "leg"),
            ("Ёлкино", "Елкино"),
            ("İzmirli", "izmirli"),
        ] {
            assert_eq!(exact_key(left), exact_key(right), "{left} {right}");
        }
        assert_ne!(exact_key("Новий"), exact_key("Новии"));
    }

    #[test]
    fn a_cyrillic_name_has_a_latin_key_for_each_table() {
        assert_eq!(keys("Куп'ївськ"), ["купївськ", "kupivsk", "kupyivsk"]);
        assert_eq!(keys("— '"), Vec::<String>::new());
    }

    #[test]
    fn loose_keys_join_romanizations_and_drop_the_arabic_article() {
        assert_eq!(loose_key("Chassiw Jar"), loose_key("Chasiv Yar"));
        assert_eq!(loose_key("Ash-Shurayk"), loose_key("Shuraik"));
        assert_eq!(loose_key("الأبيض"), loose_key("أبيض"));
        // An unstressed vowel written another way is another name until an alias says otherwise.
        assert_ne!(loose_key("Rabotino"), loose_key("Robotyne"));
    }
}
