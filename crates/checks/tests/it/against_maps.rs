//! What maps allow: every predicate, every outcome.

use salient_checks::check_claim;
use salient_model::{
    ByteSpan, Claim, ClaimType, Comparator, Force, MapCheckable, Modality, Outcome, PlaceMention,
    PlaceRole, Polarity, TimeRelation,
};
use salient_testkit::ground::rectangle;

use crate::valley::{DAY, Maps, Town, checked, claim, date, entity, place, quantity, west_of};

/// Outcome and reason of a claim against one map that is held west of `east`.
fn outcome(claim: &Claim, east: f64) -> (Outcome, &'static str) {
    let finding = checked(
        claim,
        "the town is in our hands",
        &Maps::new(&[("Ridge Map", DAY, west_of(east))]),
    );
    (finding.outcome, finding.reason.code)
}

#[test]
fn a_town_is_held_when_nearly_all_of_it_is_drawn_so() {
    assert_eq!(
        outcome(&claim(), 37.30),
        (Outcome::Consistent, "all_maps_allow")
    );
    assert_eq!(
        outcome(&claim(), 37.15),
        (Outcome::Inconsistent, "no_map_allows")
    );
    let denial = Claim {
        polarity: Polarity::Negative,
        force: Force::Denies,
        ..claim()
    };
    assert_eq!(outcome(&denial, 37.15).0, Outcome::Consistent);
    assert_eq!(outcome(&denial, 37.30).0, Outcome::Inconsistent);
}

#[test]
fn maps_are_asked_one_by_one_and_never_averaged() {
    let maps = Maps::new(&[
        ("Ridge Map", DAY, west_of(37.30)),
        ("Vale Map", DAY, west_of(37.12)),
    ]);
    let finding = checked(&claim(), "the town is ours", &maps);
    assert_eq!(finding.outcome, Outcome::MapsDisagree);
    assert_eq!(finding.values.len(), 2);
    assert!((finding.values[0].value.unwrap() - 100.0).abs() < 0.1);
    assert!((finding.values[1].value.unwrap() - 20.0).abs() < 0.5);
}

#[test]
fn a_stated_share_is_held_against_the_range_with_its_comparator() {
    let share = |comparator, value| Claim {
        claim_type: ClaimType::ControlShare,
        quantities: vec![quantity(comparator, value, "percent_of_town")],
        ..claim()
    };
    // Half of the town is drawn as held.
    assert_eq!(
        outcome(&share(Comparator::Equal, 50.0), 37.15).0,
        Outcome::Consistent
    );
    assert_eq!(
        outcome(&share(Comparator::Approximately, 45.0), 37.15).0,
        Outcome::Consistent
    );
    assert_eq!(
        outcome(&share(Comparator::Greater, 70.0), 37.15).0,
        Outcome::Inconsistent
    );
    assert_eq!(
        outcome(&share(Comparator::Less, 70.0), 37.15).0,
        Outcome::Consistent
    );
}

#[test]
fn blank_ground_is_not_the_other_sides() {
    let other = Claim {
        subject: Some(entity("Sudland", "SUD")),
        ..claim()
    };
    // Nothing of the town is drawn as Norland's: the map says nothing about Sudland.
    assert_eq!(
        outcome(&other, 37.05),
        (Outcome::NotComputable, "not_drawn")
    );
    // All of it is: then it is not Sudland's on this map.
    assert_eq!(outcome(&other, 37.30).0, Outcome::Inconsistent);
}

#[test]
fn what_the_claim_leaves_out_is_named() {
    let without_place = Claim {
        places: Vec::new(),
        ..claim()
    };
    assert_eq!(outcome(&without_place, 37.30).1, "no_place");
    let elsewhere = Claim {
        places: vec![place("Ford")],
        ..claim()
    };
    assert_eq!(outcome(&elsewhere, 37.30).1, "unknown_place");
    let part = Claim {
        places: vec![place("Ridge Town, east bank")],
        ..claim()
    };
    assert_eq!(outcome(&part, 37.30).1, "part_of_place");
    let north = Claim {
        places: vec![PlaceMention {
            role: PlaceRole::NorthOf,
            ..place("Ridge Town")
        }],
        ..claim()
    };
    assert_eq!(outcome(&north, 37.05).1, "part_of_place");
    let nobody = Claim {
        subject: Some(entity("armed men", "UNKNOWN")),
        ..claim()
    };
    assert_eq!(outcome(&nobody, 37.30).1, "no_actor");
    let plan = Claim {
        modality: Modality::Intended,
        ..claim()
    };
    assert_eq!(outcome(&plan, 37.30).1, "not_actual");
    let talk = Claim {
        map: MapCheckable::No,
        ..claim()
    };
    assert!(
        check_claim(&talk, "", &Maps::new(&[]), &Town, date(DAY))
            .unwrap()
            .is_none()
    );
}

#[test]
fn an_old_map_is_shown_and_does_not_decide() {
    let maps = Maps::new(&[("Ridge Map", "2030-05-01", west_of(37.30))]);
    let finding = checked(&claim(), "the town is ours", &maps);
    assert_eq!(
        (finding.outcome, finding.reason.code),
        (Outcome::NotComputable, "not_drawn")
    );
    assert!(finding.values[0].value.is_some() && finding.values[0].allows.is_none());
}

#[test]
fn only_a_closed_ring_is_surrounded_and_fire_is_not_asked_of_maps() {
    let ring = Claim {
        claim_type: ClaimType::Encirclement,
        ..claim()
    };
    // Norland holds a frame around the town, closed or with a gap of some 3 km in the east.
    let frame = |gap: f64| {
        let mut parts = rectangle(36.9, 47.8, 37.05, 48.3).0;
        parts.extend(rectangle(37.05, 47.8, 37.4, 47.95).0);
        parts.extend(rectangle(37.05, 48.15, 37.4, 48.3).0);
        parts.extend(rectangle(37.25, 47.95, 37.4, 48.05 - gap / 2.0).0);
        parts.extend(rectangle(37.25, 48.05 + gap / 2.0, 37.4, 48.15).0);
        geo::MultiPolygon(parts)
    };
    let asked = |words: &str, gap: f64| {
        checked(&ring, words, &Maps::new(&[("Ridge Map", DAY, frame(gap))]))
    };
    let closed = asked("the town is surrounded", 1e-9);
    assert_eq!(closed.outcome, Outcome::Consistent, "{:?}", closed.reason);
    let open = asked("the town is surrounded", 0.03);
    assert_eq!(open.outcome, Outcome::Inconsistent);
    let width = open.values[0].value.unwrap();
    assert!((width - 3.3).abs() < 0.2, "{width}");
    let fire = asked("the town is blockaded", 0.03);
    assert_eq!(
        (fire.outcome, fire.reason.code),
        (Outcome::NotComputable, "degree_or_fire")
    );
    assert_eq!(fire.beside.len(), 1);
}

#[test]
fn a_distance_is_between_limit_and_centre() {
    let near = |km: f64| Claim {
        claim_type: ClaimType::FrontlineLocation,
        quantities: vec![quantity(Comparator::Equal, km, "km")],
        ..claim()
    };
    // Held ground ends 0.05 degrees (some 3.7 km) west of the limit, 7.5 km west of the centre.
    assert_eq!(outcome(&near(5.0), 37.05).0, Outcome::Consistent);
    assert_eq!(outcome(&near(12.0), 37.05).0, Outcome::Inconsistent);
    let miles = Claim {
        quantities: vec![quantity(Comparator::Equal, 3.0, "mi")],
        ..near(5.0)
    };
    assert_eq!(outcome(&miles, 37.05).0, Outcome::Consistent);
}

#[test]
fn an_entry_that_holds_no_ground_is_not_refuted() {
    let entry = Claim {
        claim_type: ClaimType::Entry,
        ..claim()
    };
    assert_eq!(
        outcome(&entry, 37.08),
        (Outcome::NotComputable, "raid_not_drawn")
    );
    assert_eq!(outcome(&entry, 36.80).0, Outcome::Inconsistent);
    let denied = Claim {
        polarity: Polarity::Negative,
        ..entry
    };
    assert_eq!(outcome(&denied, 37.08).0, Outcome::Consistent);
}

#[test]
fn an_advance_without_axis_is_not_computable_and_methods_stand_beside() {
    let mut advance = Claim {
        claim_type: ClaimType::AdvanceDistance,
        quantities: vec![quantity(Comparator::Equal, 5.0, "km")],
        ..claim()
    };
    advance.time.start = Some(date("2030-05-01"));
    advance.time.relation = TimeRelation::During;
    let maps = Maps::new(&[
        ("Ridge Map", "2030-05-01", west_of(36.95)),
        ("Ridge Map", DAY, west_of(37.05)),
    ]);
    let finding = checked(&advance, "advanced 5 km", &maps);
    assert_eq!(
        (finding.outcome, finding.reason.code),
        (Outcome::NotComputable, "no_axis")
    );
    let approach = finding.beside[0].value.unwrap();
    assert!((approach - 7.5).abs() < 0.2, "{approach}");
    assert_eq!(
        outcome(
            &Claim {
                time: claim().time,
                ..advance
            },
            37.05
        )
        .1,
        "no_start"
    );
}

#[test]
fn an_area_changed_meets_the_interval_from_net_to_gained() {
    let mut change = Claim {
        claim_type: ClaimType::Advance,
        places: Vec::new(),
        quantities: vec![quantity(Comparator::Approximately, 900.0, "km2")],
        ..claim()
    };
    change.time.start = Some(date("2030-05-01"));
    // 0.1 degrees of longitude by 1.1 of latitude: some 911 km².
    let maps = Maps::new(&[
        ("Ridge Map", "2030-05-01", west_of(36.95)),
        ("Ridge Map", DAY, west_of(37.05)),
    ]);
    assert_eq!(
        checked(&change, "took 900 km²", &maps).outcome,
        Outcome::Consistent
    );
    change.quantities = vec![quantity(Comparator::Equal, 400.0, "km2")];
    assert_eq!(
        checked(&change, "took 400 km²", &maps).outcome,
        Outcome::Inconsistent
    );
    // One map is no change, and a first map long before the interval cannot decide.
    let one = Maps::new(&[("Ridge Map", "2030-05-01", west_of(36.95))]);
    assert_eq!(
        checked(&change, "took 400 km²", &one).reason.code,
        "not_drawn"
    );
    let old = Maps::new(&[
        ("Ridge Map", "2028-01-01", west_of(36.95)),
        ("Ridge Map", DAY, west_of(37.05)),
    ]);
    assert_eq!(
        checked(&change, "took 400 km²", &old).outcome,
        Outcome::NotComputable
    );
    // Nor does a map of Norland's ground count Sudland's.
    let other = Claim {
        subject: Some(entity("Sudland", "SUD")),
        ..change.clone()
    };
    assert_eq!(
        checked(&other, "took 400 km²", &maps).outcome,
        Outcome::NotComputable
    );
    change.places = vec![place("Ridge Town")];
    assert_eq!(
        checked(&change, "took 400 km²", &maps).reason.code,
        "no_limit"
    );
}

#[test]
fn a_forecast_waits_for_its_day() {
    let mut forecast = Claim {
        claim_type: ClaimType::Forecast,
        modality: Modality::Future,
        map: MapCheckable::Later,
        ..claim()
    };
    forecast.time.end = None;
    assert_eq!(outcome(&forecast, 37.30), (Outcome::Pending, "no_horizon"));
    forecast.time.end = Some(date("2030-06-01"));
    assert_eq!(outcome(&forecast, 37.30), (Outcome::Pending, "not_due"));
    forecast.time.end = Some(date(DAY));
    assert_eq!(outcome(&forecast, 37.30).0, Outcome::Consistent);
}

#[test]
fn a_finding_names_its_claim_and_says_neither_true_nor_false() {
    let finding = checked(
        &Claim {
            span: ByteSpan::new(3, 9).unwrap(),
            ..claim()
        },
        "ours",
        &Maps::new(&[("Ridge Map", DAY, west_of(37.30))]),
    );
    assert_eq!(finding.claim, claim().id);
    let words = format!("{:?}", finding.reason);
    assert!(
        !words.contains("true") && !words.contains("false"),
        "{words}"
    );
}
