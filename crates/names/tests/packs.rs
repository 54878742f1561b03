//! The packs that ship: they read, and no side has entries that its opponents lack.

use std::collections::BTreeMap;

use salient_model::PlaceKind;
use salient_names::{GENERIC, bodies, guess_theatre, theatre, theatre_keys};

#[test]
fn every_pack_reads_and_an_unknown_key_lists_them() {
    for key in theatre_keys() {
        let theatre = theatre(key).unwrap_or_else(|error| panic!("{key}: {error}"));
        assert_eq!(theatre.key, *key);
        assert!(!theatre.sides.is_empty(), "{key}");
    }
    bodies().unwrap();
    let error = theatre("atlantis").unwrap_err().to_string();
    assert!(error.contains("ukraine"), "{error}");
}

#[test]
fn every_side_has_an_entry_for_itself_its_leader_and_its_media() {
    for key in theatre_keys().iter().filter(|key| **key != GENERIC) {
        let theatre = theatre(key).unwrap();
        for side in &theatre.sides {
            let roles: Vec<Option<&str>> = theatre
                .actors
                .iter()
                .filter(|actor| actor.side == side.key)
                .map(|actor| actor.role.as_deref())
                .collect();
            assert_eq!(roles.first(), Some(&None), "{key} {}", side.key);
            let has = |names: &[&str]| roles.iter().flatten().any(|role| names.contains(role));
            assert!(has(&["leader", "president"]), "{key} {}", side.key);
            assert!(has(&["media", "state media"]), "{key} {}", side.key);
        }
    }
}

#[test]
fn the_two_states_of_the_ukraine_pack_have_the_same_roles_in_the_same_order() {
    let theatre = theatre("ukraine").unwrap();
    let roles = |side: &str| -> Vec<_> {
        theatre
            .actors
            .iter()
            .filter(|actor| actor.side == side)
            .map(|actor| (actor.kind, actor.role.clone()))
            .collect()
    };
    assert_eq!(roles("RU"), roles("UA"));
    let settlements = theatre
        .places
        .iter()
        .filter(|place| place.kind == PlaceKind::Settlement)
        .count();
    assert!(settlements >= 150, "{settlements}");
}

#[test]
fn the_generic_pack_names_every_state_once() {
    let theatre = theatre(GENERIC).unwrap();
    let mut keys: BTreeMap<&str, usize> = BTreeMap::new();
    for side in &theatre.sides {
        *keys.entry(&side.key).or_default() += 1;
    }
    assert!(keys.len() >= 195, "{}", keys.len());
    assert!(keys.values().all(|n| *n == 1));
}

#[test]
fn the_theatre_of_a_text_is_the_one_whose_own_names_lead() {
    for (text, expected) in [
        ("The RSF shelled El Fasher from Nyala road.", "sudan"),
        ("M23 fighters left Bukavu, and Kigali kept silent.", "drc"),
        ("The president spoke in Paris.", "generic"),
        ("", "generic"),
    ] {
        let guess = guess_theatre(text).unwrap();
        assert_eq!(guess.theatre.key, expected, "{text}: {:?}", guess.reasons);
    }
}
