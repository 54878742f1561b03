//! Names for labels: the reader's script first, the place's own script beside it.
//!
//! **Shape.** Data sets differ in which name they put first. A label takes the English name, else a Latin one, else a romanization of the
//! first; it never depends on the order of data sets.

use salient_model::{LonLat, Place};
use salient_names::{Romanization, exact_key, transliterate};

/// Two entries whose names meet are one place within this distance.
const SAME_PLACE_KM: f64 = 3.0;

/// Kilometres in a degree of latitude (WGS 84 mean; the rule above is coarse).
const KM_PER_DEGREE: f64 = 111.2;

/// The name that a label prints.
pub(super) fn label(place: &Place) -> String {
    let current = || place.toponyms.iter().filter(|toponym| !toponym.former);
    // The usual name stands when it is readable: it is the name that the case, its claims, and the command line use.
    if is_latin(&place.name) {
        return place.name.clone();
    }
    let english = current()
        .find(|toponym| toponym.language.as_deref() == Some("en") && is_latin(&toponym.name));
    let written = english.or_else(|| current().find(|toponym| is_latin(&toponym.name)));
    written.map_or_else(
        || transliterate(&place.name, table_of(place)),
        |toponym| toponym.name.clone(),
    )
}

/// The label of one place with several entries: one that no entry knows as a former name, then the one that most entries have in some
/// spelling. Some data sets keep old names for long.
pub(super) fn common_label(entries: &[Place]) -> String {
    let rank = |label: &str| {
        let key = exact_key(label);
        let n_having = |former: bool| {
            entries
                .iter()
                .filter(|place| keys(place, former).contains(&key))
                .count()
        };
        (n_having(true) == 0, n_having(false))
    };
    let mut best: Option<((bool, usize), String)> = None;
    for entry in entries {
        let label = label(entry);
        let rank = rank(&label);
        if best.as_ref().is_none_or(|(highest, _)| rank > *highest) {
            best = Some((rank, label));
        }
    }
    best.map(|(_, label)| label).unwrap_or_default()
}

/// An outlet's name without what stands in brackets behind it: "Vale" for "Vale (after Ridge Map)". For heads and charts; notes and
/// credits keep the whole name.
#[must_use]
pub fn short_name(outlet: &str) -> &str {
    outlet.split(" (").next().unwrap_or(outlet)
}

/// A name in another script than Latin, for the header: the usual name, if it is one, else the first that is not former.
pub(super) fn native_name(place: &Place) -> Option<String> {
    if !is_latin(&place.name) {
        return Some(place.name.clone());
    }
    place
        .toponyms
        .iter()
        .filter(|toponym| !toponym.former && !is_latin(&toponym.name))
        .min_by_key(|toponym| !is_local(place, toponym.language.as_deref()))
        .map(|toponym| toponym.name.clone())
}

/// Whether two entries are the same place: near each other, and sharing a name in some spelling.
pub(super) fn is_same(one: &Place, other: &Place) -> bool {
    if one.id == other.id {
        return true;
    }
    if distance_km(one.center, other.center) > SAME_PLACE_KM {
        return false;
    }
    let all = |place| [keys(place, false), keys(place, true)].concat();
    let others = all(other);
    all(one).iter().any(|key| others.contains(key))
}

/// The current or the former names of a place as keys, Cyrillic ones also in Latin letters.
fn keys(place: &Place, former: bool) -> Vec<String> {
    let toponyms = place
        .toponyms
        .iter()
        .filter(|toponym| toponym.former == former)
        .map(|toponym| toponym.name.as_str());
    let usual = (!former).then_some(place.name.as_str());
    let mut keys: Vec<String> = usual
        .into_iter()
        .chain(toponyms)
        .flat_map(|name| {
            Romanization::ALL
                .iter()
                .map(|table| exact_key(&transliterate(name, *table)))
                .chain([exact_key(name)])
        })
        .filter(|key| !key.is_empty())
        .collect();
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// Whether a name's language is one of the country that the place lies in, as far as the two codes tell.
fn is_local(place: &Place, language: Option<&str>) -> bool {
    match (place.country.as_deref(), language) {
        (Some("UA"), Some(language)) => language == "uk",
        (Some(country), Some(language)) => country.eq_ignore_ascii_case(language),
        _ => false,
    }
}

fn table_of(place: &Place) -> Romanization {
    if place.country.as_deref() == Some("RU") {
        Romanization::RussianBgn1947
    } else {
        Romanization::UkrainianKmu2010
    }
}

fn is_latin(name: &str) -> bool {
    name.chars()
        .filter(|letter| letter.is_alphabetic())
        .all(|letter| u32::from(letter) < 0x250 || (0x1e00..0x1f00).contains(&u32::from(letter)))
}

fn distance_km(one: LonLat, other: LonLat) -> f64 {
    let shrink = libm::cos(one.lat().to_radians());
    let east = (one.lon() - other.lon()) * shrink * KM_PER_DEGREE;
    let north = (one.lat() - other.lat()) * KM_PER_DEGREE;
    east.hypot(north)
}

#[cfg(test)]
mod tests {
    use salient_model::{PlaceId, PlaceKind, Toponym};

    use super::*;

    fn place(id: &str, name: &str, names: &[(&str, &str)], lon: f64) -> Place {
        Place {
            id: PlaceId(id.to_owned()),
            name: name.to_owned(),
            toponyms: names
                .iter()
                .map(|(name, language)| Toponym {
                    name: (*name).to_owned(),
                    language: Some((*language).to_owned()),
                    former: false,
                })
                .collect(),
            kind: PlaceKind::Settlement,
            country: Some("UA".to_owned()),
            within: Vec::new(),
            center: LonLat::new(lon, 48.0).unwrap(),
            boundary: None,
            population: None,
            dataset: "invented".to_owned(),
        }
    }

    #[test]
    fn a_label_prefers_the_english_name_then_a_latin_one_then_a_romanization() {
        let names = [("Lypynka", "pl"), ("Lypynska", "en")];
        assert_eq!(label(&place("a", "Липинська", &names, 37.0)), "Lypynska");
        assert_eq!(
            label(&place("a", "Липинська", &names[..1], 37.0)),
            "Lypynka"
        );
        assert_eq!(label(&place("a", "Липинська", &[], 37.0)), "Lypynska");
    }

    #[test]
    fn an_old_name_in_one_data_set_yields_to_the_name_that_both_know() {
        let old = place("a", "Staraville", &[("Lypynska", "en")], 37.0);
        let new = place("b", "Липинська", &[], 37.0);
        assert_eq!(label(&old), "Staraville");
        assert_eq!(common_label(&[old, new]), "Lypynska");
    }

    #[test]
    fn a_name_that_one_data_set_knows_as_former_yields() {
        let old = place("a", "Staraville", &[], 37.0);
        let mut new = place("b", "Липинська", &[("Staraville", "en")], 37.0);
        new.toponyms[0].former = true;
        assert!(is_same(&old, &new));
        assert_eq!(common_label(&[old, new]), "Lypynska");
    }

    #[test]
    fn the_header_gets_one_name_in_the_places_own_script() {
        let names = [("Липинская", "ru"), ("Липинська", "uk")];
        let native = |name| native_name(&place("a", name, &names, 37.0));
        assert_eq!(native("Lypynska").as_deref(), Some("Липинська"));
        assert_eq!(native("Липинська").as_deref(), Some("Липинська"));
        assert_eq!(native_name(&place("a", "Ridge", &[], 37.0)), None);
    }

    #[test]
    fn one_place_from_two_data_sets_is_one_place_and_a_namesake_far_off_is_another() {
        let latin = place("a", "Lypynska", &[], 37.0);
        let cyrillic = place("b", "Липинська", &[], 37.02);
        assert!(is_same(&latin, &cyrillic));
        assert!(!is_same(&latin, &place("b", "Липинська", &[], 37.2)));
        assert!(!is_same(&latin, &place("b", "Верхня", &[], 37.02)));
    }
}
