//! The number, comparator, and unit words of English, read once from the lexicons inside the binary.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use salient_model::Comparator;
use serde::Deserialize;

/// What kind of thing a unit measures or counts; two units of one group can be compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnitGroup {
    /// Kilometres, miles, metres.
    Length,
    /// Square kilometres, hectares.
    Area,
    /// Percent of something.
    Percent,
    /// Persons, soldiers, killed, families.
    People,
    /// Tanks, guns, ships.
    Equipment,
    /// Hours, days, weeks.
    Time,
    /// Formations, attacks, buildings, and all else.
    Other,
}

/// What the lexicon knows about a counted noun.
#[derive(Debug, Clone)]
pub(crate) struct UnitEntry {
    /// The unit as the record writes it.
    pub(crate) unit: String,
    /// Its group.
    pub(crate) group: UnitGroup,
}

#[derive(Debug, Deserialize)]
struct NumbersFile {
    cardinals: BTreeMap<String, f64>,
    scales: BTreeMap<String, f64>,
    ordinals: BTreeMap<String, f64>,
    denominators: BTreeMap<String, f64>,
    factors: BTreeMap<String, f64>,
    amounts: Amounts,
}

/// Words for amounts without a number.
#[derive(Debug, Deserialize)]
pub(crate) struct Amounts {
    pub(crate) vague_plurals: Vec<String>,
    pub(crate) vague_words: Vec<String>,
    pub(crate) vague_phrases: Vec<String>,
    pub(crate) whole_words: Vec<String>,
    pub(crate) whole_phrases: Vec<String>,
    pub(crate) everybody: Vec<String>,
    pub(crate) nobody: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct ComparatorsFile {
    before: BTreeMap<String, Vec<String>>,
    between: WordList,
    after: BTreeMap<String, Vec<String>>,
}

#[derive(Debug, Deserialize)]
struct UnitsFile {
    stop: WordList,
    determiners: WordList,
    unit: Vec<UnitLine>,
}

#[derive(Debug, Deserialize)]
struct WordList {
    words: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct UnitLine {
    unit: String,
    group: UnitGroup,
    words: Vec<String>,
    #[serde(default)]
    plurals: Vec<String>,
}

/// All that the readers of quantities look up.
#[derive(Debug)]
pub(crate) struct Lexicon {
    pub(crate) cardinals: BTreeMap<String, f64>,
    pub(crate) scales: BTreeMap<String, f64>,
    pub(crate) ordinals: BTreeMap<String, f64>,
    pub(crate) denominators: BTreeMap<String, f64>,
    pub(crate) factors: BTreeMap<String, f64>,
    pub(crate) amounts: Amounts,
    /// Phrases before a number as words, longest first.
    pub(crate) before: Vec<(Vec<String>, Comparator)>,
    pub(crate) skip: Vec<String>,
    /// Phrases after a number as words, longest first.
    pub(crate) after: Vec<(Vec<String>, Comparator)>,
    pub(crate) units: BTreeMap<String, UnitEntry>,
    pub(crate) stop: Vec<String>,
    pub(crate) determiners: Vec<String>,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let numbers: NumbersFile = toml::from_str(include_str!("../../../../lexicons/en/numbers.toml"))
        .expect("the embedded number lexicon is valid");
    let comparators: ComparatorsFile =
        toml::from_str(include_str!("../../../../lexicons/en/comparators.toml"))
            .expect("the embedded comparator lexicon is valid");
    let units: UnitsFile = toml::from_str(include_str!("../../../../lexicons/en/units.toml"))
        .expect("the embedded unit lexicon is valid");
    Lexicon {
        cardinals: numbers.cardinals,
        scales: numbers.scales,
        ordinals: numbers.ordinals,
        denominators: numbers.denominators,
        factors: numbers.factors,
        amounts: numbers.amounts,
        before: phrases(&comparators.before),
        skip: comparators.between.words,
        after: phrases(&comparators.after),
        units: unit_words(units.unit),
        stop: units.stop.words,
        determiners: units.determiners.words,
    }
});

/// The lexicon.
pub(crate) fn lexicon() -> &'static Lexicon {
    &LEXICON
}

/// The group of a unit as the record writes it.
///
/// ```
/// use salient_claims::quantity::{unit_group, UnitGroup};
/// assert_eq!(unit_group("percent_of_city"), UnitGroup::Percent);
/// assert_eq!(unit_group("killed_soldiers"), UnitGroup::People);
/// assert_eq!(unit_group("pumps"), UnitGroup::Other);
/// ```
#[must_use]
pub fn unit_group(unit: &str) -> UnitGroup {
    let lower = unit.to_lowercase();
    if lower.starts_with("percent") {
        return UnitGroup::Percent;
    }
    if lower.starts_with("square") || lower.starts_with("sq") {
        return UnitGroup::Area;
    }
    if lower.starts_with("ratio") || lower.starts_with("factor") {
        return UnitGroup::Other;
    }
    let known = |word: &str| lexicon().units.get(word).map(|entry| entry.group);
    known(&lower)
        .or_else(|| known(lower.split(['_', ' ']).next().unwrap_or_default()))
        .or_else(|| known(lower.rsplit(['_', ' ']).next().unwrap_or_default()))
        .unwrap_or(UnitGroup::Other)
}

fn phrases(table: &BTreeMap<String, Vec<String>>) -> Vec<(Vec<String>, Comparator)> {
    let mut phrases: Vec<(Vec<String>, Comparator)> = table
        .iter()
        .flat_map(|(word, phrases)| {
            let comparator: Comparator = word
                .parse()
                .expect("the embedded comparator lexicon names comparators");
            phrases.iter().map(move |phrase| {
                let words = phrase.split(' ').map(str::to_owned).collect::<Vec<_>>();
                (words, comparator)
            })
        })
        .collect();
    phrases.sort_by(|(first, _), (second, _)| {
        second
            .len()
            .cmp(&first.len())
            .then_with(|| first.cmp(second))
    });
    phrases
}

fn unit_words(lines: Vec<UnitLine>) -> BTreeMap<String, UnitEntry> {
    let mut words = BTreeMap::new();
    for line in lines {
        let UnitLine {
            unit,
            group,
            words: singulars,
            plurals,
        } = line;
        let regular: Vec<String> = singulars.iter().map(|word| plural(word)).collect();
        for word in singulars.iter().chain(&plurals).chain(&regular) {
            // The catch-all unit keeps the noun itself.
            let name = if unit == "other" {
                if regular.contains(word) {
                    word.clone()
                } else {
                    plural(word)
                }
            } else {
                unit.clone()
            };
            words
                .entry(word.clone())
                .or_insert(UnitEntry { unit: name, group });
        }
        words
            .entry(unit.clone())
            .or_insert(UnitEntry { unit, group });
    }
    words
}

/// The regular English plural.
fn plural(word: &str) -> String {
    let consonant_y = word
        .strip_suffix('y')
        .filter(|stem| !stem.ends_with(['a', 'e', 'o', 'u', 'i']) && !stem.is_empty());
    if let Some(stem) = consonant_y {
        format!("{stem}ies")
    } else if word.ends_with(['s', 'x', 'z']) || word.ends_with("ch") || word.ends_with("sh") {
        format!("{word}es")
    } else {
        format!("{word}s")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lexicons_parse_and_longer_bounds_come_first() {
        let lexicon = lexicon();
        assert!(lexicon.before[0].0.len() >= lexicon.before.last().unwrap().0.len());
        assert_eq!(lexicon.units["lorries"].unit, "vehicles");
        assert_eq!(lexicon.units["convoy"].group, UnitGroup::Other);
        assert_eq!(lexicon.units["permit"].unit, "permits");
    }

    #[test]
    fn plurals_are_regular() {
        assert_eq!(plural("lorry"), "lorries");
        assert_eq!(plural("bus"), "buses");
        assert_eq!(plural("day"), "days");
    }
}
