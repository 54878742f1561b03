//! Cyrillic to Latin by published tables.
//!
//! **What.** Three tables: Ukrainian by resolution 55 of the Cabinet of Ministers, 2010 (KMU 2010, since 2019 also BGN/PCGN and UNGEGN),
//! Ukrainian by BGN/PCGN 1965, Russian by BGN/PCGN 1947. Reports mix them, so the lexicon and the gazetteer use all three.
//!
//! **Shape.** Letters without an entry pass unchanged; upper case gives a capital followed by small letters ("Щ" → "Shch").

/// A table of letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Romanization {
    /// Ukrainian, KMU 2010: "Куп'янськ" → "Kupiansk".
    UkrainianKmu2010,
    /// Ukrainian, BGN/PCGN 1965 without its marks: "Куп'янськ" → "Kupyansk".
    UkrainianBgn1965,
    /// Russian, BGN/PCGN 1947 without its marks: "Купянск" → "Kupyansk".
    RussianBgn1947,
}

impl Romanization {
    /// Every table.
    pub const ALL: &'static [Self] = &[
        Self::UkrainianKmu2010,
        Self::UkrainianBgn1965,
        Self::RussianBgn1947,
    ];
}

/// Writes `name` in Latin letters.
///
/// ```
/// use salient_names::{Romanization, transliterate};
/// assert_eq!(transliterate("Щастя", Romanization::UkrainianKmu2010), "Shchastia");
/// assert_eq!(transliterate("Ялынское", Romanization::RussianBgn1947), "Yalynskoye");
/// ```
#[must_use]
pub fn transliterate(name: &str, table: Romanization) -> String {
    let mut out = String::with_capacity(name.len());
    let mut previous: Option<char> = None;
    for letter in name.chars() {
        let small = letter.to_lowercase().next().unwrap_or(letter);
        let initial = previous.is_none_or(|before| !before.is_alphabetic());
        if is_apostrophe(letter) && previous.is_some_and(is_cyrillic) {
            // The Ukrainian apostrophe is left out in both tables.
            continue;
        }
        let latin = match table {
            Romanization::UkrainianKmu2010 => kmu_2010(small, previous, initial),
            Romanization::UkrainianBgn1965 => ukrainian_bgn(small),
            Romanization::RussianBgn1947 => russian_bgn(small, previous, initial),
        };
        match latin {
            Some(latin) if letter.is_uppercase() => {
                let mut letters = latin.chars();
                out.extend(letters.next().map(|first| first.to_ascii_uppercase()));
                out.push_str(letters.as_str());
            }
            Some(latin) => out.push_str(latin),
            None => out.push(letter),
        }
        previous = Some(small);
    }
    out
}

/// Whether `letter` is Cyrillic.
pub(crate) fn is_cyrillic(letter: char) -> bool {
    matches!(letter, '\u{0400}'..='\u{052F}')
}

/// Whether `character` is one of the signs that stand for an apostrophe, a soft sign, or a glottal stop in names.
pub(crate) fn is_apostrophe(character: char) -> bool {
    matches!(
        character,
        '\'' | '’' | '‘' | 'ʼ' | 'ʹ' | '′' | '`' | '´' | 'ʻ' | 'ʿ' | 'ʾ' | '"' | '”' | '“'
    )
}

fn kmu_2010(letter: char, previous: Option<char>, initial: bool) -> Option<&'static str> {
    Some(match letter {
        'г' if previous == Some('з') => "gh",
        'є' if initial => "ye",
        'ї' if initial => "yi",
        'й' if initial => "y",
        'ю' if initial => "yu",
        'я' if initial => "ya",
        'є' => "ie",
        'ї' | 'й' => "i",
        'ю' => "iu",
        'я' => "ia",
        other => return ukrainian_shared(other),
    })
}

fn ukrainian_bgn(letter: char) -> Option<&'static str> {
    Some(match letter {
        'є' => "ye",
        'ї' => "yi",
        'й' => "y",
        'ю' => "yu",
        'я' => "ya",
        other => return ukrainian_shared(other),
    })
}

fn ukrainian_shared(letter: char) -> Option<&'static str> {
    Some(match letter {
        'г' => "h",
        'ґ' => "g",
        'и' | 'ы' => "y",
        'і' => "i",
        'ё' => "io",
        'е' | 'э' => "e",
        'щ' => "shch",
        other => return shared(other),
    })
}

fn russian_bgn(letter: char, previous: Option<char>, initial: bool) -> Option<&'static str> {
    let after_vowel_or_sign =
        previous.is_some_and(|before| "аеёиоуыэюяйъьії".contains(before)) || initial;
    Some(match letter {
        'г' | 'ґ' => "g",
        'е' if after_vowel_or_sign => "ye",
        'ё' if after_vowel_or_sign => "yo",
        'е' | 'э' => "e",
        'ё' => "yo",
        'є' => "ye",
        'и' | 'і' => "i",
        'ї' => "yi",
        'й' | 'ы' => "y",
        'щ' => "shch",
        'ю' => "yu",
        'я' => "ya",
        other => return shared(other),
    })
}

fn shared(letter: char) -> Option<&'static str> {
    Some(match letter {
        'а' => "a",
        'б' => "b",
        'в' => "v",
        'д' => "d",
        'ж' => "zh",
        'з' => "z",
        'к' => "k",
        'л' => "l",
        'м' => "m",
        'н' => "n",
        'о' => "o",
        'п' => "p",
        'р' => "r",
        'с' => "s",
        'т' => "t",
        'у' => "u",
        'ф' => "f",
        'х' => "kh",
        'ц' => "ts",
        'ч' => "ch",
        'ш' => "sh",
        'ь' | 'ъ' => "",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_three_tables_spell_one_invented_town_their_own_way() {
        let cases = [
            ("Яр'ївка", Romanization::UkrainianKmu2010, "Yarivka"),
            ("Єгорівськ", Romanization::UkrainianKmu2010, "Yehorivsk"),
            ("Згурія", Romanization::UkrainianKmu2010, "Zghuriia"),
            ("Згурія", Romanization::UkrainianBgn1965, "Zhuriya"),
            ("Еловьево", Romanization::RussianBgn1947, "Yelovyevo"),
            ("Hill 12", Romanization::RussianBgn1947, "Hill 12"),
        ];
        for (name, table, expected) in cases {
            assert_eq!(transliterate(name, table), expected, "{name} {table:?}");
        }
    }
}
