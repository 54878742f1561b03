//! Control and its share: with a number, without one, denied, and given up.

use salient_model::{Certainty, Claim, ClaimType, Comparator, Outcome, Polarity, Quantity};
use salient_testkit::ground::rectangle;

use crate::valley::{DAY, Maps, answer, checked, claim, entity, place, quantity, west_of};

/// Half of the town is drawn as held, or all of it.
fn map(east: f64) -> Maps {
    Maps::new(&[("Ridge Map", DAY, west_of(east))])
}

const HALF: f64 = 37.15;
const ALL: f64 = 37.30;

fn share(quantities: Vec<Quantity>, polarity: Polarity) -> Claim {
    Claim {
        claim_type: ClaimType::ControlShare,
        quantities,
        polarity,
        ..claim()
    }
}

#[test]
fn a_share_without_a_number_is_not_asked_as_the_whole() {
    let vague = Quantity {
        value: None,
        ..quantity(Comparator::Vague, 0.0, "percent_of_town")
    };
    let no_number = (Outcome::NotComputable, "no_number");
    let none = share(Vec::new(), Polarity::Affirmative);
    let with_vague = share(vec![vague], Polarity::Affirmative);
    let status = claim();
    let cases = [
        (&none, "controls most of the city", no_number),
        (&none, "controls a good deal of the city", no_number),
        (&none, "is in nearly full control", no_number),
        (&with_vague, "holds a portion of the town", no_number),
        (&status, "holds parts of the town", no_number),
        (
            &none,
            "controls the entire city",
            (Outcome::Inconsistent, "no_map_allows"),
        ),
        (
            &none,
            "is in full control",
            (Outcome::Inconsistent, "no_map_allows"),
        ),
    ];
    for (claim, words, expected) in cases {
        assert_eq!(answer(claim, words, &map(HALF)), expected, "{words}");
    }
    assert_eq!(
        answer(&none, "controls the entire city", &map(ALL)).0,
        Outcome::Consistent
    );
}

#[test]
fn a_denied_number_is_refuted_by_a_map_that_gives_it() {
    use Comparator::{Equal, Greater, Less};
    use Outcome::{Consistent, Inconsistent};
    for (comparator, value, east, expected) in [
        (Equal, 100.0, ALL, Inconsistent),
        (Equal, 100.0, HALF, Consistent),
        // "Not all of it", which carries its negation in the number.
        (Less, 100.0, ALL, Inconsistent),
        (Less, 100.0, HALF, Consistent),
        (Equal, 50.0, HALF, Inconsistent),
        (Equal, 70.0, HALF, Consistent),
        (Greater, 40.0, HALF, Inconsistent),
        (Greater, 60.0, HALF, Consistent),
        // Within what a map may miss, the source has the benefit of the doubt.
        (Greater, 49.5, HALF, Consistent),
    ] {
        let denied = share(
            vec![quantity(comparator, value, "percent_of_town")],
            Polarity::Negative,
        );
        assert_eq!(
            answer(&denied, "", &map(east)).0,
            expected,
            "not {comparator} {value} of {east}"
        );
    }
    let not_all = share(
        vec![quantity(Less, 100.0, "percent_of_town")],
        Polarity::Affirmative,
    );
    assert_eq!(answer(&not_all, "", &map(ALL)).0, Inconsistent);
    assert_eq!(answer(&not_all, "", &map(HALF)).0, Consistent);
}

#[test]
fn only_a_share_of_ground_is_compared_with_ground() {
    let not_of_ground = (Outcome::NotComputable, "not_of_ground");
    let withdrawal = |quantity: Quantity| Claim {
        claim_type: ClaimType::Withdrawal,
        quantities: vec![quantity],
        ..claim()
    };
    let half = |unit| quantity(Comparator::Equal, 50.0, unit);
    for claim in [
        withdrawal(half("percent_of_troops")),
        withdrawal(half("percent")),
        withdrawal(quantity(Comparator::Equal, 2.0, "brigades")),
        share(vec![half("percent_of_houses")], Polarity::Affirmative),
    ] {
        for east in [HALF, ALL] {
            assert_eq!(answer(&claim, "", &map(east)), not_of_ground, "{claim:?}");
        }
    }
}

#[test]
fn an_area_held_is_no_area_changed() {
    let area = share(
        vec![quantity(Comparator::Equal, 40.0, "km2")],
        Polarity::Affirmative,
    );
    assert_eq!(
        answer(&area, "controls 40 km²", &map(ALL)),
        (Outcome::NotComputable, "no_predicate")
    );
}

#[test]
fn what_is_only_called_possible_is_not_refuted() {
    let possible = |claim_type| Claim {
        claim_type,
        certainty: Certainty::Possible,
        ..claim()
    };
    let ring = possible(ClaimType::Encirclement);
    assert_eq!(
        answer(&ring, "the town may be surrounded", &map(HALF)),
        (Outcome::NotComputable, "not_actual")
    );
    let held = possible(ClaimType::ControlStatus);
    assert_eq!(
        answer(&held, "may hold the town", &map(HALF)),
        (Outcome::NotComputable, "not_actual")
    );
    assert_eq!(
        answer(&held, "may hold the town", &map(ALL)).0,
        Outcome::Consistent
    );
}

#[test]
fn a_place_that_is_wholly_held_cannot_be_surrounded() {
    let ring = Claim {
        claim_type: ClaimType::Encirclement,
        ..claim()
    };
    assert_eq!(
        answer(&ring, "the town is surrounded", &map(ALL)),
        (Outcome::NotComputable, "wholly_held")
    );
}

#[test]
fn a_map_about_another_side_gives_no_distance_and_no_fighting() {
    let distance = Claim {
        claim_type: ClaimType::FrontlineLocation,
        subject: Some(entity("Sudland", "SUD")),
        quantities: vec![quantity(Comparator::Equal, 2.0, "km")],
        ..claim()
    };
    assert_eq!(
        answer(&distance, "", &map(HALF)),
        (Outcome::NotComputable, "not_drawn")
    );
    let combat = |side: &str| Claim {
        claim_type: ClaimType::Combat,
        subject: Some(entity(side, side)),
        ..claim()
    };
    // Contested ground in the east of the town, of a width that is ground, or that two digitised edges make.
    let contested = |width: f64| {
        Maps::new(&[("Ridge Map", DAY, west_of(37.05))]).contesting(rectangle(
            37.20 - width,
            48.00,
            37.30,
            48.10,
        ))
    };
    for (side, width, expected) in [
        ("NOR", 0.01, (Outcome::Consistent, "all_maps_allow")),
        ("SUD", 0.01, (Outcome::Consistent, "all_maps_allow")),
        ("NOR", 0.0004, (Outcome::Inconsistent, "no_map_allows")),
        ("SUD", 0.0004, (Outcome::NotComputable, "not_drawn")),
    ] {
        assert_eq!(
            answer(
                &combat(side),
                "fighting goes on in the town",
                &contested(width)
            ),
            expected,
            "{side} {width}"
        );
    }
}

#[test]
fn a_town_stands_where_its_centre_is_and_an_oblast_does_not() {
    let held = |name: &str| Claim {
        places: vec![place(name)],
        ..claim()
    };
    let farm = checked(&held("Marsh Farm"), "holds the farm", &map(ALL));
    assert_eq!(farm.outcome, Outcome::Consistent);
    assert_eq!(farm.reason.words, "Ridge Map centre 11.2 km inside");
    let oblast = answer(&held("Outer Oblast"), "holds the oblast", &map(ALL));
    assert_eq!(oblast, (Outcome::NotComputable, "no_limit"));
}
