//! Measures: a map that cannot say gives no value, and never a zero.

use salient_checks::{KnownPlace, Measure, MeasureRequest, Measured, measure};
use salient_model::Date;

use crate::valley::{DAY, Maps, date, ridge_town, west_of};

const FIRST: &str = "2030-05-01";

fn maps() -> Maps {
    Maps::new(&[
        ("Ridge Map", FIRST, west_of(37.10)),
        ("Ridge Map", DAY, west_of(37.15)),
    ])
}

fn measured(what: Measure, place: Option<&KnownPlace>, side: &str) -> Vec<Measured> {
    let first: Date = date(FIRST);
    let request = MeasureRequest {
        measure: what,
        place,
        side,
        from: Some(first),
        to: date(DAY),
        axis: None,
        lines: None,
        series: false,
    };
    measure(&request, &maps()).unwrap()
}

#[test]
fn a_place_without_a_limit_is_not_measured_as_the_theatre() {
    let point = KnownPlace {
        boundaries: Vec::new(),
        ..ridge_town()
    };
    for what in [Measure::Area, Measure::Change, Measure::Share] {
        let rows = measured(what, Some(&point), "NOR");
        assert_eq!(rows.len(), 1);
        assert_eq!(rows[0].value, None);
        assert_eq!(rows[0].note, "no limit of Ridge Town is known");
    }
    assert!(measured(Measure::Area, None, "NOR")[0].value.unwrap() > 1000.0);
}

#[test]
fn a_side_that_is_not_drawn_has_no_value_and_no_zero() {
    let town = ridge_town();
    for (what, place) in [
        (Measure::Area, None),
        (Measure::Area, Some(&town)),
        (Measure::Change, None),
        (Measure::Change, Some(&town)),
        (Measure::Share, Some(&town)),
        (Measure::Front, None),
        (Measure::Distance, Some(&town)),
        (Measure::Advance, Some(&town)),
        (Measure::Enclosure, Some(&town)),
    ] {
        let rows = measured(what, place, "SUD");
        assert_eq!(rows[0].value, None, "{what:?}");
        assert_eq!(rows[0].low, None, "{what:?}");
        assert_eq!(
            rows[0].note, "the map draws no ground of this side",
            "{what:?}"
        );
    }
    // What the map draws instead is still told.
    let share = measured(Measure::Share, Some(&town), "SUD");
    assert!(share.iter().any(|row| row.what == "share drawn as others'"));
}
