//! Behaviour of the other measures on invented shapes.

mod common;

use common::{at, rectangle, turned};
use geo_types::{LineString, MultiLineString, MultiPolygon, Polygon};
use salient_model::{ControlState, ControlZone, Date, Repairs, Sha256, Snapshot, SnapshotId};
use salient_terrain::{
    Axis, ControlLayers, FirstCut, HoldRule, Metres, NamedBoundary, Sector, Share, Site,
    SliverRule, Standing, Status, TerrainError, advance_along_axis, advance_by_approach,
    advance_by_penetration, change, control_share, distance_from_ground, distance_from_point,
    first_cut, first_day_cut, front_line, route_control, route_inside, route_near, share_range,
    status_history, status_of,
};

fn day(day: i8) -> Date {
    Date::constant(2031, 5, day)
}

fn nothing() -> MultiPolygon<f64> {
    MultiPolygon(vec![])
}

fn named<'a>(name: &'a str, ground: &'a MultiPolygon<f64>) -> NamedBoundary<'a> {
    NamedBoundary { name, ground }
}

#[test]
fn thin_and_small_pieces_are_slivers_and_their_sum_is_told() {
    let before = rectangle(30.0, 50.0, 30.2, 50.1);
    // A real gain in the east, a strip of 5 m in the north, a speck of 70 m by 70 m apart.
    let mut after = rectangle(30.0, 50.0, 30.3, 50.1);
    after.0.extend(rectangle(30.0, 50.100_01, 30.1, 50.100_055));
    after.0.extend(rectangle(31.0, 50.0, 31.001, 50.000_63));
    let found = change(&before, &after, None, &SliverRule::default()).expect("valid");
    assert_eq!((found.gained.n_pieces, found.gained.n_slivers), (1, 2));
    assert_eq!((found.lost.n_pieces, found.lost.n_slivers), (0, 0));
    let slivers = found.gained.slivers.0;
    assert!(slivers > 0.035 && slivers < 0.045, "{slivers}");
    assert_eq!(found.gained.ground.0.len(), 1);
    assert_eq!(
        found.gained.beyond_slivers(),
        found.gained.total - found.gained.slivers
    );
}

#[test]
fn ground_that_fills_a_hole_is_gained() {
    let hole = rectangle(30.1, 50.02, 30.2, 50.05).0[0].exterior().clone();
    let outer = rectangle(30.0, 50.0, 30.3, 50.1).0[0].exterior().clone();
    let before = MultiPolygon(vec![Polygon::new(outer, vec![hole])]);
    let after = rectangle(30.0, 50.0, 30.3, 50.1);
    for before in [turned(&before), before] {
        let found = change(&before, &after, None, &SliverRule::default()).expect("valid");
        assert_eq!(found.gained.n_pieces, 1);
        assert_eq!(found.lost.n_pieces + found.lost.n_slivers, 0);
        assert!(
            (found.gained.total.0 - 23.9).abs() < 0.1,
            "{}",
            found.gained.total
        );
    }
}

#[test]
fn an_empty_map_gains_all_and_equal_maps_nothing() {
    let zone = rectangle(30.0, 50.0, 30.3, 50.1);
    let rule = SliverRule::default();
    let all = change(&nothing(), &zone, None, &rule).expect("valid");
    assert!(all.net.0 > 0.0 && all.lost.n_slivers == 0);
    let none = change(&zone, &turned(&zone), None, &rule).expect("valid");
    assert_eq!(none.gained.n_slivers + none.lost.n_slivers, 0);
    assert_eq!(none.gained.ground, nothing());
}

#[test]
fn a_share_names_its_boundary_and_ranges_over_the_alternatives() {
    let town = rectangle(30.0, 50.0, 30.2, 50.1);
    let wide = rectangle(29.8, 50.0, 30.2, 50.1);
    let today = ControlLayers::of_held(rectangle(30.1, 49.0, 31.0, 51.0));
    let tomorrow = ControlLayers::of_held(rectangle(30.05, 49.0, 31.0, 51.0));
    let range = share_range(
        &[named("invented:town", &town), named("invented:wide", &wide)],
        &[&today, &tomorrow],
    )
    .expect("valid");
    assert_eq!(range.stated.boundary, "invented:town");
    let close = |share: Share, expected: f64| (share.value() - expected).abs() < 1e-9;
    assert!(close(range.stated.held, 0.5), "{range:?}");
    assert!(
        close(range.low, 0.25) && close(range.high, 0.75),
        "{range:?}"
    );
}

#[test]
fn ground_that_two_layers_cover_counts_once() {
    let town = rectangle(30.0, 50.0, 30.2, 50.1);
    let layers = ControlLayers {
        contested: rectangle(30.0, 49.0, 30.15, 51.0),
        claimed: rectangle(30.0, 49.0, 31.0, 51.0),
        ..ControlLayers::of_held(rectangle(30.1, 49.0, 30.2, 51.0))
    };
    let share = control_share(&named("town", &town), &layers).expect("valid");
    let close = |share: Share, expected: f64| (share.value() - expected).abs() < 1e-9;
    assert!(
        close(share.held, 0.5) && close(share.contested, 0.5),
        "{share:?}"
    );
    assert!(
        close(share.not_drawn, 0.0) && close(share.claimed, 1.0),
        "{share:?}"
    );
}

#[test]
fn a_boundary_without_extent_has_no_share() {
    let found = control_share(
        &named("empty", &nothing()),
        &ControlLayers::of_held(nothing()),
    );
    assert!(
        matches!(found, Err(TerrainError::NoExtent { .. })),
        "{found:?}"
    );
}

#[test]
fn an_empty_zone_has_no_distance() {
    let town = rectangle(30.0, 50.0, 30.2, 50.1);
    assert_eq!(distance_from_point(at(30.0, 50.0), &nothing()), Ok(None));
    assert_eq!(distance_from_ground(&town, &nothing()), Ok(None));
}

#[test]
fn a_place_is_outside_partly_or_inside() {
    let zone = rectangle(30.0, 50.0, 31.0, 51.0);
    for (town, standing, distance, depth) in [
        (
            rectangle(29.8, 50.4, 29.9, 50.5),
            Standing::Outside,
            7_091.0,
            0.0,
        ),
        (
            rectangle(29.95, 50.4, 30.05, 50.5),
            Standing::Partly,
            0.0,
            0.0,
        ),
        (
            rectangle(30.1, 50.4, 30.2, 50.5),
            Standing::Inside,
            0.0,
            7_091.0,
        ),
    ] {
        let found = distance_from_ground(&town, &zone)
            .expect("valid")
            .expect("a zone");
        assert_eq!(found.standing, standing);
        assert!((found.distance.0 - distance).abs() < 10.0, "{found:?}");
        assert!((found.depth.0 - depth).abs() < 10.0, "{found:?}");
    }
}

#[test]
fn ground_taken_sideways_is_penetration_and_no_approach() {
    // The front runs north and south at 30°; the target lies in the east, and the gain in the north-east.
    let before = rectangle(29.0, 49.0, 30.0, 51.0);
    let mut after = before.clone();
    after.0.extend(rectangle(30.0, 50.2, 30.1, 50.25));
    let target = Site {
        centre: at(30.5, 50.0),
        boundary: None,
    };
    let approach = advance_by_approach(&target, &before, &after)
        .expect("valid")
        .expect("two zones");
    assert!(
        approach.advance.0 < 100.0 && approach.advance.0 >= 0.0,
        "{approach:?}"
    );

    let sector = |half_angle| Sector {
        target: target.centre,
        half_angle,
        reach: None,
    };
    let rule = SliverRule::default();
    let wide = advance_by_penetration(&sector(85.0), &before, &after, &rule)
        .expect("valid")
        .expect("newly held ground");
    assert!((wide.depth.km() - 7.1).abs() < 0.1, "{wide:?}");
    let narrow = advance_by_penetration(&sector(45.0), &before, &after, &rule).expect("valid");
    assert_eq!(narrow, None);
}

#[test]
fn the_farthest_newly_held_point_may_lie_between_two_arms() {
    // A bay 11 km wide closes. No corner of the newly held ground is far from the old zone; the middle of the bay is, by half its width.
    let mut before = rectangle(29.0, 49.0, 30.0, 51.0);
    before.0.extend(rectangle(30.0, 50.05, 30.3, 51.0));
    before.0.extend(rectangle(30.0, 49.0, 30.3, 49.95));
    let mut after = before.clone();
    after.0.extend(rectangle(30.0, 49.95, 30.3, 50.05));
    let sector = Sector {
        target: at(30.05, 50.0),
        half_angle: 90.0,
        reach: Some(Metres::from_km(50.0)),
    };
    let found = advance_by_penetration(&sector, &before, &after, &SliverRule::default())
        .expect("valid")
        .expect("newly held ground");
    assert!((found.depth.0 - 5_561.0).abs() < 15.0, "{found:?}");
    assert!((found.furthest.lat() - 50.0).abs() < 1e-3, "{found:?}");
}

#[test]
fn a_corridor_sees_only_what_lies_in_it() {
    let axis = |half_width| Axis {
        from: at(30.0, 50.0),
        to: at(31.0, 50.0),
        half_width,
    };
    let before = rectangle(29.0, 49.0, 30.1, 51.0);
    let mut after = before.clone();
    // A finger 11 km north of the axis.
    after.0.extend(rectangle(30.1, 50.1, 30.4, 50.15));
    let along = |half_width| {
        advance_along_axis(&axis(half_width), &before, &after)
            .expect("valid")
            .advance
            .expect("held")
            .km()
    };
    assert!(along(Metres::from_km(5.0)).abs() < 1e-9);
    assert!((along(Metres::from_km(20.0)) - 21.4).abs() < 0.3);
}

#[test]
fn a_front_without_limits_is_the_whole_edge() {
    let zone = rectangle(30.0, 50.0, 31.0, 51.0);
    let front = front_line(&zone, &MultiLineString(vec![]), Metres(500.0)).expect("valid");
    assert_eq!(front.left_out, Metres(0.0));
    assert_eq!(front.lines.0.len(), 1);
    assert!((front.length.km() - 364.6).abs() < 1.0, "{}", front.length);
}

#[test]
fn a_route_is_cut_on_the_first_day_with_enough_of_it_inside() {
    let route = MultiLineString(vec![LineString::from(vec![(30.0, 50.0), (31.0, 50.0)])]);
    let near = rectangle(30.0, 50.1, 31.0, 50.2);
    let across = rectangle(30.5, 49.9, 30.6, 50.2);
    let far = route_control(&route, &near).expect("valid");
    assert_eq!(far.inside, Metres(0.0));
    assert!(
        (far.distance.expect("a zone").km() - 11.1).abs() < 0.1,
        "{far:?}"
    );
    let cut = route_control(&route, &turned(&across)).expect("valid");
    assert!((cut.share.value() - 0.1).abs() < 1e-8, "{cut:?}");
    let days = [(day(3), &across), (day(1), &near), (day(2), &across)];
    assert_eq!(first_day_cut(&route, &days, Metres(0.0)), Ok(Some(day(2))));
    assert_eq!(
        first_day_cut(&route, &days, Metres::from_km(50.0)),
        Ok(None)
    );
    assert_eq!(
        route_control(&route, &nothing()).expect("valid").distance,
        None
    );
}

/// On the equator a degree of longitude is a · π / 180 = 111,319.4908 m, and a meridian starts square to it: the nearest point of a zone that begins at a meridian
/// and reaches to both sides of the equator is due east.
const EQUATOR_DEGREE_M: f64 = 111_319.490_793_273_57;

#[test]
fn a_route_on_the_equator_is_near_for_as_long_as_it_takes_to_go_there() {
    let route = MultiLineString(vec![LineString::from(vec![(30.0, 0.0), (31.0, 0.0)])]);
    let zone = rectangle(30.5, -1.0, 30.6, 1.0);
    let inside = 0.1 * EQUATOR_DEGREE_M;
    for (km, expected) in [
        (0.0, inside),
        (0.001, inside + 2.0),
        (5.0, inside + 10_000.0),
        // To the east the route ends 0.4° beyond the zone, to the west it begins 0.5° before it.
        (50.0, inside + 0.4 * EQUATOR_DEGREE_M + 50_000.0),
        (60.0, EQUATOR_DEGREE_M),
        (1000.0, EQUATOR_DEGREE_M),
    ] {
        let found = route_near(&route, &zone, Metres::from_km(km)).expect("valid");
        let off = (found.near.0 - expected).abs();
        assert!(off <= found.error_bound.0 + 1e-3, "{km} km: {found:?}");
        assert!(found.error_bound.0 <= 1.0, "{km} km: {found:?}");
    }
    let far = route_near(&route, &rectangle(40.0, 0.0, 41.0, 1.0), Metres(1e5)).expect("valid");
    assert_eq!((far.near, far.error_bound), (Metres(0.0), Metres(0.0)));
    let inside = route_inside(&route, &nothing()).expect("valid").0;
    assert!(inside.is_sign_positive() && far.near.0.is_sign_positive());
    let none = route_near(&route, &nothing(), Metres(1e5)).expect("valid");
    assert_eq!(none.near, Metres(0.0));
}

#[test]
fn a_route_along_the_very_distance_says_how_little_is_known() {
    // 0.1° of a meridian from the equator are 11,057.4 m; the parallel there keeps that distance from a zone south of the equator, to less than a millimetre.
    let route = MultiLineString(vec![LineString::from(vec![(30.0, 0.1), (30.1, 0.1)])]);
    let zone = rectangle(29.0, -1.0, 31.0, 0.0);
    let found = route_near(&route, &zone, Metres(11_057.43)).expect("valid");
    let length = route_control(&route, &zone).expect("valid").length;
    assert!(
        found.near.0 - found.error_bound.0 < 1.0
            && found.near.0 + found.error_bound.0 > length.0 - 1.0,
        "{found:?}"
    );
}

#[test]
fn a_distance_that_is_none_is_refused() {
    let route = MultiLineString(vec![LineString::from(vec![(30.0, 0.0), (31.0, 0.0)])]);
    let zone = rectangle(30.5, -1.0, 30.6, 1.0);
    for odd in [f64::NAN, -1.0, f64::INFINITY, 1e7] {
        assert!(route_near(&route, &zone, Metres(odd)).is_err(), "{odd}");
    }
    for odd in [f64::NAN, -1.0, f64::INFINITY] {
        assert!(first_cut(&[], Metres(odd)).is_err(), "{odd}");
        assert!(first_day_cut(&route, &[], Metres(odd)).is_err(), "{odd}");
    }
}

#[test]
fn a_route_that_the_first_map_cuts_has_no_day_before() {
    let days = [(day(3), Metres(0.0)), (day(2), Metres(7.0))];
    let found = first_cut(&days, Metres(0.0));
    let cut = FirstCut::Cut {
        on: day(2),
        inside: Metres(7.0),
        uncut_until: None,
    };
    assert_eq!(found, Ok(cut));
    assert_eq!(first_cut(&days, Metres(7.1)), Ok(FirstCut::NotCut));
    assert_eq!(first_cut(&[], Metres(0.0)), Ok(FirstCut::NotCut));
}

fn snapshot(zones: Vec<ControlZone>) -> Snapshot {
    let raw_hash = Sha256::of(b"invented");
    Snapshot {
        id: SnapshotId::derive("almanac", day(1), &raw_hash),
        outlet: "almanac".to_owned(),
        drawn: day(1),
        as_of: day(1),
        zones,
        raw_hash,
        origin: "invented".to_owned(),
        repairs: Repairs::default(),
        diagnostics: vec![],
    }
}

#[test]
fn what_a_map_does_not_draw_is_nobodys() {
    use Status::{Contested, Held, NotDrawn, NotHeld, Unknown};
    let zone = |state, actor: Option<&str>, west: f64| ControlZone {
        state,
        actor: actor.map(str::to_owned),
        geometry: rectangle(west, 50.0, west + 1.0, 51.0),
    };
    let map = snapshot(vec![
        zone(ControlState::Held, Some("ostia"), 30.0),
        zone(ControlState::Held, Some("westmark"), 31.0),
        zone(ControlState::Contested, None, 32.0),
        zone(ControlState::Unknown, None, 33.0),
        zone(ControlState::Liberated, Some("westmark"), 34.0),
        zone(ControlState::Claimed, Some("ostia"), 35.0),
        zone(ControlState::Held, None, 36.0),
    ]);
    let status = |actor, lon| {
        let site = Site {
            centre: at(lon, 50.5),
            boundary: None,
        };
        let layers = ControlLayers::of_snapshot(&map, actor);
        status_of(&site, &layers, &HoldRule::default()).expect("valid")
    };
    let row =
        |actor| [30.5, 31.5, 32.5, 33.5, 34.5, 35.5, 36.5, 37.5].map(|lon| status(actor, lon));
    assert_eq!(
        row("ostia"),
        [
            Held, NotHeld, Contested, Unknown, NotHeld, NotDrawn, NotDrawn, NotDrawn
        ]
    );
    assert_eq!(
        row("westmark"),
        [
            NotHeld, Held, Contested, Unknown, Held, NotDrawn, NotDrawn, NotDrawn
        ]
    );
}

#[test]
fn a_town_that_no_layer_covers_is_divided() {
    let limit = rectangle(30.0, 50.0, 30.2, 50.1);
    let town = Site {
        centre: at(30.1, 50.05),
        boundary: Some(&limit),
    };
    let layers = ControlLayers::of_held(rectangle(30.1, 49.0, 31.0, 51.0));
    let rule = HoldRule::default();
    assert_eq!(status_of(&town, &layers, &rule), Ok(Status::Divided));
    let lax = HoldRule {
        covering: Share::new(0.4),
        ..rule
    };
    assert!(matches!(
        status_of(&town, &layers, &lax),
        Err(TerrainError::Setting { .. })
    ));
}

#[test]
fn a_spell_that_does_not_last_is_no_flip() {
    use Status::{Held, NotDrawn};
    let words = [
        NotDrawn, NotDrawn, NotDrawn, Held, Held, NotDrawn, Held, Held, Held, NotDrawn,
    ];
    let days: Vec<(Date, Status)> = (1..).map(day).zip(words).collect();
    let history = status_history(&days, &HoldRule::default()).expect("valid");
    assert_eq!(history.runs.len(), 5);
    assert_eq!(history.flips.len(), 1);
    let flip = history.flips[0];
    assert_eq!((flip.date, flip.from, flip.to), (day(7), NotDrawn, Held));
    assert_eq!(history.first_day(Held), Some(day(4)));
    assert_eq!(history.last_day(Held), Some(day(9)));
    assert_eq!(history.last_day(Status::Contested), None);
}
