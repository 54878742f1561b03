//! Claims about several places, about parts of places, and about names that several places bear.

use salient_model::{Claim, ClaimType, Comparator, Outcome, PlaceMention, PlaceRole, Polarity};

use crate::valley::{
    DAY, Maps, answer, checked, claim, date, place, place_in_role, quantity, west_of,
};

fn about(places: Vec<PlaceMention>) -> Claim {
    Claim { places, ..claim() }
}

/// The town is held, and the ford, which lies east of it, is not.
fn town_only() -> Maps {
    Maps::new(&[("Ridge Map", DAY, west_of(37.25))])
}

fn both() -> Maps {
    Maps::new(&[("Ridge Map", DAY, west_of(37.40))])
}

fn neither() -> Maps {
    Maps::new(&[("Ridge Map", DAY, west_of(37.05))])
}

#[test]
fn each_place_is_asked_and_the_claim_holds_for_all_or_not() {
    use Outcome::{Consistent, Inconsistent, NotComputable};
    let two = about(vec![place("Ridge Town"), place("Old Ford")]);
    let denied = Claim {
        polarity: Polarity::Negative,
        ..two.clone()
    };
    for (claim, maps, expected) in [
        (&two, both(), (Consistent, "all_maps_allow")),
        (&two, town_only(), (Inconsistent, "no_map_allows")),
        (&denied, neither(), (Consistent, "all_maps_allow")),
        (&denied, both(), (Inconsistent, "no_map_allows")),
        // Does it deny both, or that it is both?
        (&denied, town_only(), (NotComputable, "places_differ")),
    ] {
        assert_eq!(answer(claim, "", &maps), expected);
    }
    let finding = checked(&two, "", &town_only());
    assert_eq!(finding.place.as_deref(), Some("Ridge Town, Old Ford"));
    assert_eq!(
        finding.reason.words,
        "Ridge Town: Ridge Map 100 %; Old Ford: Ridge Map 0 %"
    );
    assert!(finding.values[1].measure.starts_with("Old Ford: "));
    let unknown = about(vec![place("Ridge Town"), place("Nowhere")]);
    assert_eq!(
        answer(&unknown, "", &both()),
        (NotComputable, "unknown_place")
    );
}

#[test]
fn a_place_that_only_says_where_another_lies_is_not_asked() {
    for roles in [
        (PlaceRole::In, PlaceRole::In),
        (PlaceRole::At, PlaceRole::Within),
        (PlaceRole::In, PlaceRole::NorthOf),
    ] {
        let claim = about(vec![
            place_in_role("Ridge Town", roles.0),
            place_in_role("Ridge District", roles.1),
        ]);
        let finding = checked(&claim, "", &town_only());
        assert_eq!(finding.outcome, Outcome::Consistent, "{roles:?}");
        assert_eq!(finding.place.as_deref(), Some("Ridge Town"));
    }
}

#[test]
fn one_leaves_the_place_from_which_one_comes() {
    let maps = Maps::new(&[
        ("Ridge Map", "2030-05-09", west_of(37.40)),
        ("Ridge Map", DAY, west_of(37.25)),
    ]);
    let withdrawal = Claim {
        claim_type: ClaimType::Withdrawal,
        ..about(vec![
            place_in_role("Ridge Town", PlaceRole::At),
            place_in_role("Old Ford", PlaceRole::From),
        ])
    };
    let finding = checked(&withdrawal, "pulled back from the ford", &maps);
    assert_eq!(
        (finding.outcome, finding.place.as_deref()),
        (Outcome::Consistent, Some("Old Ford"))
    );
}

#[test]
fn ground_beside_a_place_is_not_the_place() {
    for (claim_type, role) in [
        (ClaimType::ControlStatus, PlaceRole::Toward),
        (ClaimType::ControlStatus, PlaceRole::Around),
        (ClaimType::Encirclement, PlaceRole::Between),
        (ClaimType::Encirclement, PlaceRole::Near),
        (ClaimType::Entry, PlaceRole::From),
    ] {
        let claim = Claim {
            claim_type,
            ..about(vec![place_in_role("Ridge Town", role)])
        };
        assert_eq!(
            answer(&claim, "surrounded", &town_only()),
            (Outcome::NotComputable, "part_of_place"),
            "{claim_type} {role}"
        );
    }
}

#[test]
fn a_part_that_only_the_words_name_is_not_the_place() {
    assert_eq!(
        answer(
            &claim(),
            "our units hold the northern districts",
            &neither()
        ),
        (Outcome::NotComputable, "part_of_place")
    );
}

#[test]
fn one_area_for_two_places_is_not_asked_of_each() {
    let mut gain = Claim {
        claim_type: ClaimType::Advance,
        quantities: vec![quantity(Comparator::Equal, 4.0, "km2")],
        ..about(vec![place("Ridge Town"), place("Old Ford")])
    };
    gain.time.start = Some(date("2030-05-01"));
    assert_eq!(
        answer(&gain, "took 4 km² around them", &both()),
        (Outcome::NotComputable, "no_limit")
    );
}

#[test]
fn a_name_of_two_places_is_neither() {
    let claim = about(vec![place("Twin Ford")]);
    assert_eq!(
        answer(&claim, "", &both()),
        (Outcome::NotComputable, "ambiguous_place")
    );
}
