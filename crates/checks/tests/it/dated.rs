//! Changes of state, and the day that a map shows.

use salient_model::{Claim, ClaimTime, ClaimType, Comparator, Outcome, Polarity, TimeRelation};
use salient_testkit::ground::rectangle;

use crate::valley::{DAY, Maps, answer, claim, date, quantity, west_of};

const BEFORE: &str = "2030-05-09";

/// The town as the map of the day before and that of the day draw it, by the eastern end of Norland's ground.
fn change(before: f64, now: f64) -> Maps {
    Maps::new(&[
        ("Ridge Map", BEFORE, west_of(before)),
        ("Ridge Map", DAY, west_of(now)),
    ])
}

fn of_type(claim_type: ClaimType, polarity: Polarity) -> Claim {
    Claim {
        claim_type,
        polarity,
        ..claim()
    }
}

const NONE: f64 = 37.05;
const PART: f64 = 37.12;
const ALL: f64 = 37.30;

#[test]
fn a_withdrawal_needs_a_place_that_was_held() {
    use Outcome::{Consistent, Inconsistent, NotComputable};
    use Polarity::{Affirmative, Negative};
    for (polarity, before, now, expected) in [
        (Affirmative, ALL, NONE, (Consistent, "all_maps_allow")),
        (Affirmative, ALL, ALL, (Inconsistent, "no_map_allows")),
        (Affirmative, NONE, NONE, (NotComputable, "no_change")),
        (Affirmative, PART, PART, (Inconsistent, "no_map_allows")),
        (Negative, ALL, ALL, (Consistent, "all_maps_allow")),
        (Negative, ALL, NONE, (Consistent, "all_maps_allow")),
        (Negative, NONE, NONE, (NotComputable, "no_change")),
    ] {
        let withdrawal = of_type(ClaimType::Withdrawal, polarity);
        assert_eq!(
            answer(&withdrawal, "has left the town", &change(before, now)),
            expected,
            "{polarity} from {before} to {now}"
        );
    }
    let alone = Maps::new(&[("Ridge Map", DAY, west_of(NONE))]);
    assert_eq!(
        answer(
            &of_type(ClaimType::Withdrawal, Affirmative),
            "has left the town",
            &alone
        ),
        (NotComputable, "no_earlier_map")
    );
}

#[test]
fn an_entry_needs_a_place_that_was_not_wholly_held() {
    use Outcome::{Consistent, NotComputable};
    let entry = of_type(ClaimType::Entry, Polarity::Affirmative);
    let entered = |maps: &Maps| answer(&entry, "has entered the town", maps);
    assert_eq!(entered(&change(NONE, PART)).0, Consistent);
    assert_eq!(entered(&change(PART, PART)).0, Consistent);
    assert_eq!(entered(&change(ALL, ALL)), (NotComputable, "no_change"));
    let alone = Maps::new(&[("Ridge Map", DAY, west_of(PART))]);
    assert_eq!(entered(&alone), (NotComputable, "no_earlier_map"));
}

#[test]
fn a_map_that_ends_before_the_day_of_an_event_does_not_refute_it() {
    let at = |relation| Claim {
        time: ClaimTime {
            relation,
            ..claim().time
        },
        ..claim()
    };
    let yesterday = Maps::new(&[("Ridge Map", BEFORE, west_of(NONE))]);
    assert_eq!(
        answer(&at(TimeRelation::At), "took the town on Friday", &yesterday),
        (Outcome::NotComputable, "map_before_event")
    );
    // How things stand is another matter: a map of the last days decides.
    assert_eq!(
        answer(&at(TimeRelation::AsOf), "holds the town", &yesterday).0,
        Outcome::Inconsistent
    );
    // So does a map of the day, though its file is of the day after.
    let shifted = Maps::new(&[("Ridge Map", "2030-05-11", west_of(NONE))]).showing_the_day_before();
    assert_eq!(
        salient_checks::check_claim(
            &at(TimeRelation::At),
            "took the town on Friday",
            &shifted,
            &crate::valley::Town,
            date("2030-05-11")
        )
        .unwrap()
        .unwrap()
        .outcome,
        Outcome::Inconsistent
    );
}

#[test]
fn a_day_either_side_is_tried_for_rings_distances_and_areas() {
    let frame = |gap: f64| {
        let mut parts = rectangle(36.9, 47.8, 37.05, 48.3).0;
        parts.extend(rectangle(37.05, 47.8, 37.4, 47.95).0);
        parts.extend(rectangle(37.05, 48.15, 37.4, 48.3).0);
        parts.extend(rectangle(37.25, 47.95, 37.4, 48.05 - gap / 2.0).0);
        parts.extend(rectangle(37.25, 48.05 + gap / 2.0, 37.4, 48.15).0);
        geo::MultiPolygon(parts)
    };
    let closed_yesterday = Maps::new(&[
        ("Ridge Map", BEFORE, frame(1e-9)),
        ("Ridge Map", DAY, frame(0.03)),
    ]);
    for polarity in [Polarity::Affirmative, Polarity::Negative] {
        assert_eq!(
            answer(
                &of_type(ClaimType::Encirclement, polarity),
                "the town is surrounded",
                &closed_yesterday
            )
            .0,
            Outcome::Consistent,
            "{polarity}"
        );
    }
    let far = Claim {
        quantities: vec![quantity(Comparator::Equal, 20.0, "km")],
        ..of_type(ClaimType::FrontlineLocation, Polarity::Affirmative)
    };
    assert_eq!(
        answer(&far, "20 km away", &change(36.82, 37.05)).0,
        Outcome::Consistent
    );
    let mut area = Claim {
        places: Vec::new(),
        quantities: vec![quantity(Comparator::Equal, 900.0, "km2")],
        ..of_type(ClaimType::Advance, Polarity::Affirmative)
    };
    area.time.start = Some(date("2030-05-01"));
    let grown_yesterday = Maps::new(&[
        ("Ridge Map", "2030-05-01", west_of(36.95)),
        ("Ridge Map", BEFORE, west_of(37.05)),
        ("Ridge Map", DAY, west_of(36.97)),
    ]);
    assert_eq!(
        answer(&area, "took 900 km²", &grown_yesterday).0,
        Outcome::Consistent
    );
}
