//! Ground that is no valid polygon: whatever comes, each measure answers or refuses, and never panics.

mod common;

use common::at;
use geo_types::{Coord, LineString, MultiLineString, MultiPolygon, Polygon};
use proptest::prelude::*;
use salient_terrain::{
    Axis, ControlLayers, EnclosureSettings, HoldRule, Metres, NamedBoundary, Sector, Site,
    SliverRule, advance_along_axis, advance_by_approach, advance_by_penetration, area_geodesic,
    area_rfc7946, change, control_share, distance_from_ground, distance_from_point, enclosure,
    front_line, route_control, status_of,
};

/// Rings on a coarse grid: repeated points, spikes, self-crossings, shared edges, nothing at all.
fn ring() -> impl Strategy<Value = LineString<f64>> {
    proptest::collection::vec((0..6_i32, 0..6_i32), 0..9).prop_map(|corners| {
        LineString(
            corners
                .into_iter()
                .map(|(x, y)| Coord {
                    x: 30.0 + f64::from(x) / 20.0,
                    y: 50.0 + f64::from(y) / 20.0,
                })
                .collect(),
        )
    })
}

fn odd_ground() -> impl Strategy<Value = MultiPolygon<f64>> {
    let polygon = (ring(), proptest::collection::vec(ring(), 0..2))
        .prop_map(|(exterior, holes)| Polygon::new(exterior, holes));
    proptest::collection::vec(polygon, 0..4).prop_map(MultiPolygon)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_measure_panics_on_odd_ground(one in odd_ground(), other in odd_ground(), limit in odd_ground(), line in ring()) {
        let rule = SliverRule::default();
        let centre = at(30.12, 50.13);
        let lines = MultiLineString(vec![line]);
        let _ = area_rfc7946(&one);
        let _ = area_geodesic(&one);
        let _ = change(&one, &other, Some(&limit), &rule);
        let layers = ControlLayers { contested: other.clone(), ..ControlLayers::of_held(one.clone()) };
        let _ = control_share(&NamedBoundary { name: "odd", ground: &limit }, &layers);
        let _ = distance_from_point(centre, &one);
        let _ = distance_from_ground(&limit, &one);
        let _ = front_line(&one, &lines, Metres(500.0));
        let _ = route_control(&lines, &one);
        let axis = Axis { from: centre, to: at(30.3, 50.2), half_width: Metres(5_000.0) };
        let _ = advance_along_axis(&axis, &one, &other);
        let sector = Sector { target: at(30.5, 50.1), half_angle: 60.0, reach: None };
        let _ = advance_by_penetration(&sector, &one, &other, &rule);
        let settings = EnclosureSettings { error_bound: Metres(1_000.0), ..EnclosureSettings::default() };
        for boundary in [None, Some(&limit)] {
            let site = Site { centre, boundary };
            let _ = advance_by_approach(&site, &one, &other);
            let _ = status_of(&site, &layers, &HoldRule::default());
            let _ = enclosure(&site, &one, &settings);
        }
    }
}

#[test]
fn ten_thousand_parts_are_measured() {
    let parts = MultiPolygon(
        (0..10_000_u32)
            .map(|idx| {
                let (x, y) = (
                    30.0 + f64::from(idx % 100) / 100.0,
                    50.0 + f64::from(idx / 100) / 100.0,
                );
                common::rectangle(x, y, x + 0.005, y + 0.005).0.remove(0)
            })
            .collect(),
    );
    let all = area_rfc7946(&parts).expect("valid").0;
    let found = change(&MultiPolygon(vec![]), &parts, None, &SliverRule::default()).expect("valid");
    assert_eq!(found.gained.n_pieces, 10_000);
    assert!((found.gained.total.0 - all).abs() < 1e-6);
}
