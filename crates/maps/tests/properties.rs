//! What holds for any input: no panic, and the same ground however it is written.

use std::fmt::Write as _;

use proptest::prelude::*;
use salient_maps::{
    DateRule, Limits, MapInput, MapReader, OutletManifest, builtin, builtin_keys, read_file,
    read_map,
};
use salient_model::{ControlZone, Repairs, Snapshot};

type Ring = Vec<(f64, f64)>;

/// A star-shaped ring around a centre: simple, counter-clockwise, closed.
fn star(center: (f64, f64), radii: &[f64]) -> Ring {
    let n_corners = radii.len() as f64;
    let mut ring: Ring = (0..)
        .zip(radii)
        .map(|(corner, radius)| {
            let angle = std::f64::consts::TAU * f64::from(corner) / n_corners;
            (
                center.0 + radius * libm::cos(angle),
                center.1 + radius * libm::sin(angle),
            )
        })
        .collect();
    ring.push(ring[0]);
    ring
}

fn text(polygons: &[Ring]) -> String {
    let mut features = String::new();
    for ring in polygons {
        let positions: Vec<String> = ring.iter().map(|(x, y)| format!("[{x},{y}]")).collect();
        write!(
            features,
            r#"{}{{"type":"Feature","properties":{{}},"geometry":{{"type":"Polygon","coordinates":[[{}]]}}}}"#,
            if features.is_empty() { "" } else { "," },
            positions.join(",")
        )
        .expect("a string takes any text");
    }
    format!(r#"{{"type":"FeatureCollection","features":[{features}]}}"#)
}

fn zones(polygons: &[Ring]) -> (Vec<ControlZone>, Repairs) {
    let manifest = OutletManifest::generic("ridge", "NORTH");
    let text = text(polygons);
    let input = MapInput {
        bytes: text.as_bytes(),
        file: "ridge.geojson",
        line: None,
    };
    let date = DateRule::Given(jiff::civil::date(2031, 5, 4));
    let snapshot = read_map(input, &manifest, &date, &Limits::default())
        .expect("readable")
        .remove(0);
    (snapshot.zones, snapshot.repairs)
}

/// Stars on a lattice, so far apart that none touches another.
fn stars() -> impl Strategy<Value = Vec<Ring>> {
    prop::collection::vec(prop::collection::vec(0.05..0.4_f64, 3..20), 1..6).prop_map(|all| {
        (0..)
            .zip(&all)
            .map(|(place, radii)| star((10.0 + f64::from(place), 50.0), radii))
            .collect()
    })
}

/// Rings that cross and cover each other at will, on a coarse grid so that they also touch.
fn tangles() -> impl Strategy<Value = Vec<Ring>> {
    let corner = (0..8_i32, 0..8_i32).prop_map(|(x, y)| (f64::from(x), f64::from(y)));
    prop::collection::vec(prop::collection::vec(corner, 3..9), 1..5)
}

proptest! {
    #[test]
    fn any_bytes_give_a_result(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        for key in builtin_keys() {
            let manifest = builtin(key).expect("valid");
            let _ = read_file(&bytes, "ridge.json", &manifest, &manifest.date, &Limits::default());
        }
    }

    #[test]
    fn map_like_text_gives_a_result(
        pieces in prop::collection::vec(prop::sample::select(vec![
            "{", "}", "[", "]", ",", ":", "\"type\"", "\"Feature\"", "\"FeatureCollection\"", "\"Polygon\"", "\"MultiPolygon\"", "\"geometry\"",
            "\"coordinates\"", "\"features\"", "\"geometries\"", "\"areas_latlon\"", "\"properties\"", "\"date\"", "\"2031-05-04\"", "null", "1", "-2.5",
            "1e300", "[[1,2],[3,4],[1,3],[1,2]]", "\n", "NaN", "true",
        ]), 0..40)
    ) {
        let text = pieces.concat();
        for key in builtin_keys() {
            let manifest = builtin(key).expect("valid");
            let _ = read_file(text.as_bytes(), "ridge.json", &manifest, &manifest.date, &Limits::default());
        }
    }

    #[test]
    fn sound_rings_pass_through_and_their_writing_does_not_matter(rings in stars()) {
        let (sound, repairs) = zones(&rings);
        prop_assert_eq!(repairs, Repairs::default());
        let written: Vec<Ring> = sound[0].geometry.iter()
            .map(|polygon| polygon.exterior().0.iter().map(|coord| (coord.x, coord.y)).collect())
            .collect();
        let mut sorted = rings.clone();
        sorted.sort_by(|a, b| a.partial_cmp(b).expect("no NaN"));
        prop_assert_eq!(&written, &sorted);

        let clockwise: Vec<Ring> = rings.iter().map(|ring| ring.iter().rev().copied().collect()).collect();
        prop_assert_eq!(&zones(&clockwise).0, &sound);
        let unclosed: Vec<Ring> = rings.iter().map(|ring| ring[..ring.len() - 1].to_vec()).collect();
        prop_assert_eq!(&zones(&unclosed).0, &sound);
        let reversed: Vec<Ring> = rings.iter().rev().cloned().collect();
        prop_assert_eq!(&zones(&reversed).0, &sound);
    }

    #[test]
    fn whatever_crosses_becomes_valid_by_the_measure_of_another_implementation(rings in tangles()) {
        use geo::Validation as _;
        let (mended, _) = zones(&rings);
        for zone in &mended {
            prop_assert!(zone.geometry.is_valid(), "{:?}", zone.geometry.validation_errors());
        }
        // Mended once, mended for good.
        let reversed: Vec<Ring> = rings.iter().rev().cloned().collect();
        prop_assert_eq!(zones(&reversed).0, mended);
    }

    #[test]
    fn a_map_is_mended_as_if_no_other_had_come_before(rings in tangles(), moves in prop::collection::vec((0..4_usize, 0..9_usize, 0..8_i32), 1..5)) {
        let mut days = vec![rings];
        for (ring, corner, x) in moves {
            // The day before, drawn again, and with one corner moved.
            let mut rings = days[days.len() - 1].clone();
            days.push(rings.clone());
            let ring = ring % rings.len();
            let corner = corner % rings[ring].len();
            rings[ring][corner].0 = f64::from(x);
            days.push(rings);
        }
        for (among_days, alone) in one_after_the_other(&days) {
            prop_assert_eq!(among_days, alone);
        }
    }
}

/// What one reader gives for each day, and what the day alone gives.
fn one_after_the_other(days: &[Vec<Ring>]) -> Vec<(Vec<Snapshot>, Vec<Snapshot>)> {
    let manifest = OutletManifest::generic("ridge", "NORTH");
    let limits = Limits::default();
    let date = DateRule::Given(jiff::civil::date(2031, 5, 4));
    let mut reader = MapReader::new(&manifest, &date, &limits);
    days.iter()
        .map(|rings| {
            let text = text(rings);
            let input = MapInput {
                bytes: text.as_bytes(),
                file: "ridge.geojson",
                line: None,
            };
            let alone = read_map(input, &manifest, &date, &limits).expect("readable");
            (reader.read(input).expect("readable"), alone)
        })
        .collect()
}

#[test]
fn a_changed_corner_is_mended_anew_and_a_feature_more_moves_no_remark() {
    let bow = |x: f64| vec![(0.0, 0.0), (x, 2.0), (x, 0.0), (0.0, 2.0)];
    let far = vec![(9.0, 9.0), (9.5, 9.0), (9.5, 9.5)];
    let days = [
        vec![bow(2.0)],
        vec![bow(3.0)],
        vec![far.clone(), bow(3.0)],
        vec![bow(3.0), far],
    ];
    let read = one_after_the_other(&days);
    for (among_days, alone) in &read {
        assert_eq!(among_days, alone);
        assert_eq!(among_days[0].repairs.self_crossings, 1);
    }
    assert_ne!(read[0].0[0].zones, read[1].0[0].zones);
}

#[test]
fn a_union_whose_hole_touches_itself_is_written_with_simple_rings() {
    use geo::Validation as _;
    let corners = |ring: &[(i32, i32)]| -> Ring {
        ring.iter()
            .map(|&(x, y)| (f64::from(x), f64::from(y)))
            .collect()
    };
    let (mended, repairs) = zones(&[
        corners(&[(4, 0), (0, 2), (7, 3), (2, 4)]),
        corners(&[(0, 2), (3, 4), (2, 3), (1, 0), (4, 3)]),
    ]);
    assert!(mended[0].geometry.is_valid());
    assert_eq!(mended[0].geometry.0[0].interiors().len(), 2);
    assert!(repairs.merged > 0);
}
