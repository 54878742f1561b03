//! Overlays of zones in awkward positions, against exact areas; `oracles/make_overlay_cases.py` made the cases.

#![expect(
    clippy::disallowed_methods,
    reason = "a test at the rim: it opens a file that a person made, and says when there is none"
)]

use geo::{Area as _, Euclidean, Length as _, Validation as _};
use geo_types::{Coord, LineString, MultiPolygon, Polygon};
use serde_json::Value;

use super::{intersection, minus, outside, union};
use crate::difference::difference;
use crate::ground::rings;

/// Where a person has put the cases of JTS or GEOS, which are not ours to copy.
const CASES_VARIABLE: &str = "SALIENT_OVERLAY_CASES";

/// Results with more corners are not asked whether they are valid: `geo` looks at all pairs of edges, which takes minutes
/// for a hundred thousand.
const MOST_CORNERS: usize = 50_000;

fn zone(coordinates: &Value) -> MultiPolygon<f64> {
    let list = |value: &Value| value.as_array().expect("an array").clone();
    let number = |value: &Value| value.as_f64().expect("a number");
    let ring = |value: &Value| -> LineString<f64> {
        let corners = list(value);
        corners
            .iter()
            .map(|at| Coord {
                x: number(&at[0]),
                y: number(&at[1]),
            })
            .collect()
    };
    list(coordinates)
        .iter()
        .map(|part| {
            let mut rings = list(part).into_iter().map(|value| ring(&value));
            Polygon::new(rings.next().expect("an exterior"), rings.collect())
        })
        .collect()
}

/// Square degrees by which an area may be off. An end of a piece of an edge moves by the last bit of a longitude, 2⁻⁴⁵ degrees, at most, and once more where
/// another end is beside it; the sums over edges lose some bits of the operands' areas.
fn allowed(one: &MultiPolygon<f64>, other: &MultiPolygon<f64>) -> f64 {
    const TWO_BITS: f64 = 1.0 / 17_592_186_044_416.0;
    const OF_AREA: f64 = 1e-13;
    let length = |ground| {
        rings(ground)
            .map(|ring| Euclidean.length(ring))
            .sum::<f64>()
    };
    TWO_BITS * (length(one) + length(other))
        + OF_AREA * (one.unsigned_area() + other.unsigned_area())
}

/// What is wrong about one case.
fn faults(case: &Value) -> Vec<String> {
    let (one, other) = (zone(&case["one"]), zone(&case["other"]));
    let allowed = allowed(&one, &other);
    let expected = |key: &str| case[key].as_f64().expect("a number");
    let [both, one_only, other_only] = ["both", "one_only", "other_only"].map(expected);
    let all = both + one_only + other_only;
    let change = difference(&one, &other);
    let results = [
        ("intersection", intersection(&one, &other), both),
        ("intersection, turned", intersection(&other, &one), both),
        ("union", union(&one, &other), all),
        ("union, turned", union(&other, &one), all),
        ("one only", minus(&one, &other), one_only),
        ("other only", minus(&other, &one), other_only),
        ("one only, as a window", outside(&one, &other), one_only),
        ("other only, as a window", outside(&other, &one), other_only),
        ("gained", change.gained, other_only),
        ("lost", change.lost, one_only),
    ];
    let name = &case["name"];
    let mut faults = Vec::new();
    for (what, result, expected) in &results {
        let off = result.unsigned_area() - expected;
        if off.abs() > allowed {
            faults.push(format!(
                "{name}: {what}: off by {off:e} of {expected:e}, allowed {allowed:e}"
            ));
        }
        let n_corners: usize = rings(result).map(|ring| ring.0.len()).sum();
        if n_corners > MOST_CORNERS {
            println!("{name}: {what}: not asked whether {n_corners} corners are valid");
        } else if !result.is_valid() {
            faults.push(format!("{name}: {what}: {:?}", result.validation_errors()));
        }
    }
    let [.., (_, gained, _), (_, lost, _)] = &results;
    let net = other.unsigned_area() - one.unsigned_area();
    let off = gained.unsigned_area() - lost.unsigned_area() - net;
    if off.abs() > allowed {
        faults.push(format!(
            "{name}: gained less lost is off from net by {off:e}"
        ));
    }
    faults
}

fn check(cases: &str) -> usize {
    let cases: Vec<Value> = cases
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    let faults: Vec<String> = cases.iter().flat_map(faults).collect();
    assert!(
        faults.is_empty(),
        "{} in {} cases:\n{}",
        faults.len(),
        cases.len(),
        faults.join("\n")
    );
    cases.len()
}

#[test]
fn awkward_constellations_come_out_valid_with_exact_areas() {
    let cases = include_str!("../tests/fixtures/constellations.jsonl");
    assert_eq!(check(cases), 318);
}

#[test]
fn cases_from_elsewhere_come_out_valid_with_their_areas() {
    let Some(path) = std::env::var_os(CASES_VARIABLE) else {
        println!("skipped: {CASES_VARIABLE} names no file");
        return;
    };
    let cases = std::fs::read_to_string(path).expect("the file that the variable names");
    let n_cases = check(&cases);
    assert!(n_cases > 0, "no case in the file");
    println!("{n_cases} cases");
}

#[test]
fn a_comb_of_twenty_thousand_corners_is_cut_in_the_middle() {
    // Long teeth that lean, so that the box of each meets those of a thousand others.
    const N_TEETH: u32 = 5_000;
    const STEP: f64 = 1.0 / 5_000.0;
    let leaning = |x: f64, y: f64| Coord {
        x: 36.0 + x + 0.1 * y,
        y: 47.0 + y - 0.3 * x,
    };
    let corners = (0..N_TEETH).flat_map(|tooth| {
        let west = f64::from(tooth) * STEP;
        let east = west + STEP / 2.0;
        [(west, 0.0), (west, 1.0), (east, 1.0), (east, 0.0)]
    });
    let back = [(1.0, -0.1), (0.0, -0.1)];
    let zone = |corners: &mut dyn Iterator<Item = (f64, f64)>| {
        let exterior = corners.map(|(x, y)| leaning(x, y)).collect();
        MultiPolygon(vec![Polygon::new(exterior, Vec::new())])
    };
    let comb = zone(&mut corners.chain(back));
    let band = zone(&mut [(-1.0, 0.25), (2.0, 0.25), (2.0, 0.75), (-1.0, 0.75)].into_iter());
    let middle = intersection(&comb, &band);
    assert_eq!(middle.0.len(), 5_000);
    // Half of half a square, and what leaning makes of it.
    let expected = 0.25 * (1.0 + 0.1 * 0.3);
    let off = middle.unsigned_area() - expected;
    assert!(off.abs() < 1e-9, "off by {off:e}");
}
