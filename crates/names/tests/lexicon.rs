//! The lexicon on texts, with the packs as they ship.

#![expect(clippy::unwrap_used, reason = "a helper of tests fails with the test")]

use salient_names::{Lexicon, Via, theatre};

fn lexicon(key: &str) -> Lexicon {
    Lexicon::new(theatre(key).unwrap()).unwrap()
}

/// `words -> side actor via`, one per mention.
fn actors(key: &str, text: &str) -> Vec<String> {
    lexicon(key)
        .actors_in(text)
        .iter()
        .map(|found| {
            format!(
                "{} -> {} {} {} {:?}",
                found.span.slice(text).unwrap(),
                found.side,
                found.actor,
                found.kind,
                found.via
            )
        })
        .collect()
}

#[test]
fn a_side_and_its_body_are_one_mention_however_they_are_put() {
    for (text, expected) in [
        (
            "Ukrainian General Staff",
            "Ukrainian General Staff -> UA ua-general-staff official Alias",
        ),
        (
            "Russia’s defence ministry",
            "Russia’s defence ministry -> RU ru-mod official Alias",
        ),
        (
            "Russian troops",
            "Russian troops -> RU ru-armed-forces official Alias",
        ),
        (
            "Ukraine's 57th Brigade",
            "Ukraine's 57th Brigade -> UA ua-unit official Alias",
        ),
        (
            "Russian airborne units",
            "Russian airborne units -> RU ru-armed-forces official Adjective",
        ),
        (
            "the Ministry of Defence of Sri Lanka",
            "Ministry of Defence of Sri Lanka -> LK LK/defence-ministry official Alias",
        ),
        (
            "a Kenyan military spokesman",
            "Kenyan military spokesman -> KE KE/spokesman official Adjective",
        ),
        (
            "Russian-installed military administration",
            "Russian-installed military administration -> RU ru-installed-administration official Adjective",
        ),
        ("anti-Russian slogans", ""),
        (
            "the defence ministry",
            "defence ministry -> UNKNOWN UNKNOWN/defence-ministry official Role",
        ),
    ] {
        assert_eq!(actors("ukraine", text).join("; "), expected, "{text}");
    }
}

#[test]
fn a_capital_that_speaks_is_an_actor_and_a_place() {
    let lexicon = lexicon("generic");
    let text = "Kigali rejects the report.";
    let actors = lexicon.actors_in(text);
    assert_eq!(
        (actors[0].side.as_str(), actors[0].via),
        ("RW", Via::Metonym)
    );
    let places = lexicon.places_in(text);
    assert_eq!(places[0].candidates[0].name, "Kigali");
    assert_eq!(places[0].metonym_of, ["rw"]);
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]
    #[test]
    fn any_text_gives_sorted_mentions_that_slice_and_do_not_cross(
        parts in proptest::collection::vec("(Russia|Kyiv|’s| |\n|army|Покровськ|وقوات الدعم السريع|[a-z]{1,4}|\\PC{0,3})", 0..30)
    ) {
        static LEXICON: std::sync::OnceLock<Lexicon> = std::sync::OnceLock::new();
        let lexicon = LEXICON.get_or_init(|| lexicon("ukraine"));
        let text = parts.concat();
        let spans: Vec<_> = lexicon.actors_in(&text).iter().map(|found| found.span).collect();
        for span in &spans {
            assert!(span.slice(&text).is_some());
        }
        for pair in spans.windows(2) {
            assert!(pair[0] == pair[1] || pair[0].end() <= pair[1].start());
        }
        for place in lexicon.places_in(&text) {
            assert!(!place.candidates.is_empty() && place.span.slice(&text).is_some());
        }
    }
}
