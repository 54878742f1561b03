//! Measures: a map that cannot say gives no value, and never a zero.

use geo::BooleanOps as _;
use salient_checks::{
    CutOutcome, KnownPlace, LineCut, Measure, MeasureRequest, Measured, first_cuts, measure,
};
use salient_model::Date;
use salient_model::geometry::{LineString, MultiLineString};
use salient_terrain::{Metres, SalientSettings};
use salient_testkit::ground::rectangle;

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
        salients: SalientSettings::default(),
        lines: &[],
        near: None,
        series: false,
        exact: false,
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

#[test]
fn a_strip_of_held_ground_is_a_salient_with_its_neck_and_depth() {
    // Held west of 36.90, with a strip 4 km wide that runs 22 km east, past the town.
    let strip = rectangle(36.9, 48.03, 37.2, 48.066);
    let drawn = rectangle(36.5, 47.5, 36.9, 48.6).union(&strip);
    let maps = Maps::new(&[("Ridge Map", DAY, drawn)]);
    let town = ridge_town();
    let request = MeasureRequest {
        measure: Measure::Salients,
        place: Some(&town),
        side: "NOR",
        from: None,
        to: date(DAY),
        axis: None,
        salients: SalientSettings::default(),
        lines: &[],
        near: None,
        series: false,
        exact: false,
    };
    let rows = measure(&request, &maps).unwrap();
    assert_eq!(rows.len(), 1, "{rows:?}");
    assert_eq!(rows[0].what, "salient");
    assert!(
        rows[0].note.starts_with("neck 4.0 km, 22.4 km deep"),
        "{}",
        rows[0].note
    );
    let empty = Maps::new(&[("Ridge Map", DAY, west_of(37.15))]);
    let none = measure(&request, &empty).unwrap();
    assert_eq!(none[0].value, None);
    assert!(
        none[0].note.starts_with("none narrower than 10 km"),
        "{}",
        none[0].note
    );
}

fn line(corners: &[(f64, f64)]) -> MultiLineString<f64> {
    MultiLineString(vec![LineString::from(corners.to_vec())])
}

fn cuts_by(maps: &Maps, side: &str, least: f64) -> Vec<LineCut> {
    let lines = [
        ("east".to_owned(), line(&[(37.12, 48.0), (37.5, 48.0)])),
        ("far".to_owned(), line(&[(38.0, 48.0), (38.5, 48.0)])),
    ];
    let request = MeasureRequest {
        measure: Measure::Route,
        place: None,
        side,
        from: None,
        to: date(DAY),
        axis: None,
        salients: SalientSettings::default(),
        lines: &lines,
        near: None,
        series: false,
        exact: false,
    };
    first_cuts(&request, Metres(least), maps).unwrap()
}

#[test]
fn every_line_has_its_own_first_cut_and_one_that_no_map_cuts_says_so() {
    // 0.03° of the parallel at 48° are 2.24 km.
    let cuts = cuts_by(&maps(), "NOR", 0.0);
    let [east, far, total] = &cuts[..] else {
        panic!("{cuts:?}");
    };
    assert_eq!((east.line.as_str(), far.line.as_str()), ("east", "far"));
    assert_eq!(east.outcome, CutOutcome::Cut);
    assert_eq!(east.cut.unwrap().drawn, date(DAY));
    assert_eq!(east.uncut_until.unwrap().drawn, date(FIRST));
    assert!((east.inside.unwrap().0 - 2_237.0).abs() < 2.0, "{east:?}");
    assert_eq!((far.outcome, far.cut), (CutOutcome::NotCut, None));
    assert_eq!((&*total.line, total.cut), ("total", east.cut));
    assert_eq!(total.inside, east.inside);
    assert_eq!(
        cuts_by(&maps(), "NOR", 2_240.0)[0].outcome,
        CutOutcome::NotCut
    );
}

#[test]
fn maps_that_do_not_draw_a_side_do_not_say_that_a_line_is_open() {
    let cuts = cuts_by(&maps(), "SUD", 0.0);
    assert!(
        cuts.iter().all(|cut| cut.outcome == CutOutcome::NotDrawn),
        "{cuts:?}"
    );
    assert!(
        cuts.iter()
            .all(|cut| cut.n_undrawn == 2 && cut.inside.is_none())
    );
}
