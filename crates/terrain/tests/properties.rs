//! What holds for any ground.

mod common;

use common::{at, moved, turned, with_vertices_inserted};
use geo_types::{Coord, LineString, MultiLineString, MultiPolygon, Polygon};
use proptest::prelude::*;
use salient_terrain::{
    ControlLayers, Metres, NamedBoundary, SliverRule, area_geodesic, area_rfc7946, change,
    control_share, distance_from_point, front_line, route_inside, route_near, series,
};

/// Star-shaped ground with up to 30 corners around a centre near (30, 50), on a grid of six decimals.
fn star() -> impl Strategy<Value = MultiPolygon<f64>> {
    (
        -0.5..0.5_f64,
        -0.5..0.5_f64,
        proptest::collection::vec((0.05..0.4_f64, 0.0..0.8_f64), 3..30),
    )
        .prop_map(|(lon, lat, corners)| {
            let n = corners.len() as f64;
            let ring = corners
                .iter()
                .enumerate()
                .map(|(idx, (radius, turn))| {
                    let angle = std::f64::consts::TAU * (idx as f64 + turn) / n;
                    let round = |value: f64| (value * 1e6).round() / 1e6;
                    Coord {
                        x: round(30.0 + lon + 1.5 * radius * libm::cos(angle)),
                        y: round(50.0 + lat + radius * libm::sin(angle)),
                    }
                })
                .collect();
            MultiPolygon(vec![Polygon::new(LineString(ring), vec![])])
        })
}

/// A route of a few edges about where the stars are.
fn route() -> impl Strategy<Value = MultiLineString<f64>> {
    prop::collection::vec((29.0..31.0_f64, 49.0..51.0_f64), 2..6)
        .prop_map(|corners| MultiLineString(vec![LineString::from(corners)]))
}

fn km2(ground: &MultiPolygon<f64>) -> f64 {
    area_rfc7946(ground).expect("valid").0
}

fn named(ground: &MultiPolygon<f64>) -> NamedBoundary<'_> {
    NamedBoundary {
        name: "invented",
        ground,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn gained_less_lost_is_net(earlier in star(), later in star()) {
        let found = change(&earlier, &later, None, &SliverRule::default()).expect("valid");
        // To the last bit against the parts, and to a square metre against the two areas.
        prop_assert_eq!(found.net, found.gained.total - found.lost.total);
        prop_assert!((found.net.0 - (km2(&later) - km2(&earlier))).abs() < 1e-6);
    }

    #[test]
    fn a_change_in_a_window_and_outside_of_it_add_up(earlier in star(), later in star()) {
        let rule = SliverRule::default();
        let west = common::rectangle(28.0, 48.0, 30.1, 52.0);
        let east = common::rectangle(30.1, 48.0, 32.0, 52.0);
        let total = |window| change(&earlier, &later, window, &rule).expect("valid").gained.total.0;
        prop_assert!((total(Some(&west)) + total(Some(&east)) - total(None)).abs() < 1e-5);
    }

    #[test]
    fn shares_add_up_to_one(town in star(), held in star(), contested in star(), others in star()) {
        let layers = ControlLayers { contested, not_held: others, ..ControlLayers::of_held(held) };
        let share = control_share(&named(&town), &layers).expect("valid");
        let sum = share.held.value() + share.contested.value() + share.unknown.value() + share.not_held.value() + share.not_drawn.value();
        prop_assert!((sum - 1.0).abs() < 1e-8, "{}", sum);
    }

    #[test]
    fn areas_do_not_depend_on_longitude_winding_or_hemisphere(ground in star()) {
        let area = km2(&ground);
        let same = |other: &MultiPolygon<f64>| (km2(other) / area - 1.0).abs() < 1e-10;
        let shifted = moved(&ground, |at| Coord { x: at.x - 150.0, y: at.y });
        let mirrored = moved(&ground, |at| Coord { x: at.x, y: -at.y });
        prop_assert!(same(&shifted));
        prop_assert!(same(&mirrored));
        prop_assert!(same(&turned(&ground)));
    }

    #[test]
    fn inserted_vertices_change_nothing(one in star(), other in star(), lon in 29.0..31.0_f64, lat in 49.0..51.0_f64) {
        let fine = with_vertices_inserted(&one);
        prop_assert!((km2(&fine) / km2(&one) - 1.0).abs() < 1e-9);
        let nothing = change(&one, &fine, None, &SliverRule::default()).expect("valid");
        prop_assert!(nothing.gained.total.0 + nothing.lost.total.0 < 1e-6);
        let share = |zone: &MultiPolygon<f64>| control_share(&named(&other), &ControlLayers::of_held(zone.clone())).expect("valid").held.value();
        prop_assert!((share(&fine) - share(&one)).abs() < 1e-9);
        let metres = |zone: &MultiPolygon<f64>| {
            let found = distance_from_point(at(lon, lat), zone).expect("valid").expect("a zone");
            (found.distance + found.depth).0
        };
        prop_assert!((metres(&fine) - metres(&one)).abs() < 2e-3);
    }

    #[test]
    fn winding_changes_nothing(one in star(), other in star()) {
        let rule = SliverRule::default();
        let straight = change(&one, &other, None, &rule).expect("valid");
        let wound = change(&turned(&one), &other, None, &rule).expect("valid");
        prop_assert!((straight.gained.total.0 - wound.gained.total.0).abs() < 1e-9);
        prop_assert!((straight.lost.total.0 - wound.lost.total.0).abs() < 1e-9);
        let geodesic = |ground: &MultiPolygon<f64>| area_geodesic(ground).expect("valid").0;
        prop_assert!((geodesic(&one) / geodesic(&turned(&one)) - 1.0).abs() < 1e-12);
    }

    #[test]
    fn what_is_no_front_is_left_out_and_nothing_else(ground in star()) {
        let ring = ground.0[0].exterior();
        let limits = geo_types::MultiLineString(vec![LineString(ring.0[..2].to_vec())]);
        let front = front_line(&ground, &limits, Metres(500.0)).expect("valid");
        let nothing = front_line(&ground, &geo_types::MultiLineString(vec![]), Metres(500.0)).expect("valid");
        prop_assert!((front.length + front.left_out - nothing.length).0.abs() < 1e-3);
        prop_assert_eq!(nothing.left_out, Metres(0.0));
    }

    #[test]
    fn the_part_of_a_route_near_a_zone_grows_with_the_distance_from_the_part_inside(
        zone in star(), route in route(), near in 1.0..20.0_f64, farther in 0.0..20.0_f64
    ) {
        let near_m = |km: f64| route_near(&route, &zone, Metres::from_km(km)).expect("valid").near.0;
        let inside = route_inside(&route, &zone).expect("valid").0;
        prop_assert!((near_m(0.0) - inside).abs() < 1e-6);
        prop_assert!(inside <= near_m(near) + 1e-3);
        prop_assert!(near_m(near) <= near_m(near + farther) + 1e-3);
    }

    #[test]
    fn a_route_is_the_same_in_either_direction(zone in star(), route in route(), km in 0.0..30.0_f64) {
        let mut back = route.clone();
        back.0[0].0.reverse();
        let [there, back] = [route, back].map(|route| {
            let near = route_near(&route, &zone, Metres::from_km(km)).expect("valid");
            let inside = route_inside(&route, &zone).expect("valid");
            (near.near.0, near.error_bound.0, inside.0)
        });
        prop_assert!((there.0 - back.0).abs() < 1e-6, "{there:?} {back:?}");
        prop_assert!((there.1 - back.1).abs() < 1e-6, "{there:?} {back:?}");
        prop_assert!((there.2 - back.2).abs() < 1e-6, "{there:?} {back:?}");
    }

    #[test]
    fn coordinates_that_are_no_numbers_are_refused(ground in star(), idx in 0..3_usize, odd in prop::sample::select(vec![f64::NAN, f64::INFINITY, -181.0, 1e300])) {
        let mut broken = ground.clone();
        broken.0[0].exterior_mut(|ring| ring.0[idx].x = odd);
        let rule = SliverRule::default();
        prop_assert!(area_rfc7946(&broken).is_err());
        prop_assert!(area_geodesic(&broken).is_err());
        prop_assert!(change(&ground, &broken, None, &rule).is_err());
        prop_assert!(change(&ground, &ground, Some(&broken), &rule).is_err());
        prop_assert!(control_share(&named(&ground), &ControlLayers::of_held(broken.clone())).is_err());
        prop_assert!(distance_from_point(at(30.0, 50.0), &broken).is_err());
        prop_assert!(series(&[(salient_model::Date::constant(2031, 5, 1), &broken)], area_rfc7946).is_err());
    }
}
