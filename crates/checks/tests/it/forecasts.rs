//! Forecasts: what is asked follows the event that is forecast.

use salient_model::{Certainty, Claim, ClaimTime, ClaimType, MapCheckable, Modality, Outcome};

use crate::valley::{DAY, Maps, answer, claim, date, west_of};

fn forecast() -> Claim {
    Claim {
        claim_type: ClaimType::Forecast,
        modality: Modality::Future,
        certainty: Certainty::Probable,
        map: MapCheckable::Later,
        time: ClaimTime {
            start: Some(date("2030-05-01")),
            ..claim().time
        },
        ..claim()
    }
}

fn maps(east: f64) -> Maps {
    Maps::new(&[
        ("Ridge Map", "2030-04-30", west_of(37.05)),
        ("Ridge Map", DAY, west_of(east)),
    ])
}

#[test]
fn an_event_that_leaves_no_ground_is_not_asked_of_maps() {
    for words in [
        "will attack the town",
        "will storm the town within days",
        "will try to take the town",
        "strikes on the town will follow",
        // To whom, the words do not say.
        "the town will fall",
        // Which of the two?
        "will enter and hold the town",
        "that could take them a month",
        "will hold talks in the town",
    ] {
        assert_eq!(
            answer(&forecast(), words, &maps(37.15)),
            (Outcome::NotComputable, "no_predicate"),
            "{words}"
        );
    }
}

#[test]
fn taking_holding_and_entering_are_each_asked_as_such() {
    // Half of the town is held.
    for (words, expected) in [
        ("will capture the town", Outcome::Inconsistent),
        ("will take Ridge Town", Outcome::Inconsistent),
        ("the town will be taken", Outcome::Inconsistent),
        ("will be in control of the town", Outcome::Inconsistent),
        ("will enter the town", Outcome::Consistent),
        ("will surround the town", Outcome::Inconsistent),
    ] {
        assert_eq!(
            answer(&forecast(), words, &maps(37.15)).0,
            expected,
            "{words}"
        );
    }
    assert_eq!(
        answer(&forecast(), "will capture the town", &maps(37.30)).0,
        Outcome::Consistent
    );
    // Never held, it cannot be left.
    assert_eq!(
        answer(&forecast(), "will lose the town", &maps(37.05)),
        (Outcome::NotComputable, "no_change")
    );
}

#[test]
fn a_forecast_under_a_condition_is_not_refuted() {
    let conditional = Claim {
        modality: Modality::Conditional,
        ..forecast()
    };
    assert_eq!(
        answer(&conditional, "will capture the town", &maps(37.05)),
        (Outcome::NotComputable, "not_actual")
    );
}
