//! Whole series out of histories: the same rows as from every map on its own, whatever stands in the derived table.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::rc::Rc;

use flate2::read::MultiGzDecoder;
use proptest::prelude::*;
use salient_checks::{
    CaseMaps, ChecksError, KnownPlace, LineCut, MapAccess, MapDay, MapOutlet, Measure,
    MeasureRequest, Measured, first_cuts, measure, rebuilt_histories,
};
use salient_ledger::{Case, CaseInfo};
use salient_model::geometry::{LineString, MultiLineString, MultiPolygon};
use salient_model::{
    ControlState, ControlZone, Date, LonLat, Repairs, Sha256, Snapshot, SnapshotId,
};
use salient_terrain::{ControlLayers, Metres, SalientSettings};
use salient_testkit::ground::rectangle;
use serde_json::Value;

use crate::valley::{date, ridge_town, west_of};

/// Maps of a case without their histories: every measure asks every map.
struct EveryMap<'a>(&'a CaseMaps<'a>);

impl MapAccess for EveryMap<'_> {
    fn outlets(&self) -> &[MapOutlet] {
        self.0.outlets()
    }

    fn days(&self, outlet: &str) -> &[MapDay] {
        self.0.days(outlet)
    }

    fn layers(&self, snapshot: &SnapshotId, side: &str) -> Result<Rc<ControlLayers>, ChecksError> {
        self.0.layers(snapshot, side)
    }
}

/// A case in a folder of its own.
struct Shelf {
    _folder: tempfile::TempDir,
    case: Case,
}

impl Shelf {
    fn new(snapshots: &[Snapshot]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let info = CaseInfo {
            theatre: "generic".to_owned(),
            title: "The Ridge".to_owned(),
            created: "2030-06-01T00:00:00Z".parse().unwrap(),
        };
        let case = Case::create(&folder.path().join("ridge.gpkg"), &info).unwrap();
        let mut shelf = Self {
            _folder: folder,
            case,
        };
        shelf.add(snapshots);
        shelf
    }

    fn add(&mut self, snapshots: &[Snapshot]) {
        let outlet = MapOutlet {
            key: "ridge".to_owned(),
            name: "Ridge Map".to_owned(),
            draws_all_sides: false,
            draws_contested: true,
            credit: String::new(),
        };
        self.case
            .append_snapshots(
                snapshots,
                &outlet.to_json(),
                "2030-06-01T00:00:00Z".parse().unwrap(),
            )
            .unwrap();
    }

    fn maps(&self) -> CaseMaps<'_> {
        CaseMaps::new(&self.case, &[]).unwrap()
    }

    /// Stores what the histories of a side are made of; gives the remarks.
    fn keep(&mut self, side: &str) -> Vec<String> {
        let maps = self.maps();
        maps.history("ridge", side).unwrap();
        let made = maps.into_made();
        self.case
            .replace_histories(&made.rows, "2030-06-02T00:00:00Z".parse().unwrap())
            .unwrap();
        made.remarks
    }
}

fn snapshot(drawn: Date, revision: usize, zones: Vec<ControlZone>) -> Snapshot {
    let raw_hash = Sha256::of(format!("{drawn} {revision}").as_bytes());
    Snapshot {
        id: SnapshotId::derive("ridge", drawn, &raw_hash),
        outlet: "ridge".to_owned(),
        drawn,
        as_of: drawn,
        zones,
        raw_hash,
        origin: "invented".to_owned(),
        repairs: Repairs::default(),
        diagnostics: Vec::new(),
    }
}

fn zone(state: ControlState, actor: Option<&str>, geometry: MultiPolygon<f64>) -> ControlZone {
    ControlZone {
        state,
        actor: actor.map(str::to_owned),
        geometry,
    }
}

/// What an outlet does to its map from one day to the next.
#[derive(Debug, Clone)]
enum Day {
    /// The front runs along this longitude; a contested strip lies before it.
    Moved(f64, f64),
    /// The same map again.
    Repeated,
    /// The same ground, digitised anew: other corners, another start, the other direction.
    Redigitised,
    /// A map that was drawn wrong, and its revision on the same date.
    Revised(f64),
    /// A map that draws nothing.
    Empty,
    /// No map on that date.
    Missing,
    /// The other side's ground is drawn as well.
    BothSides(f64),
}

fn held_zones(east: f64, contested: f64) -> Vec<ControlZone> {
    vec![
        zone(ControlState::Held, Some("NOR"), west_of(east)),
        zone(
            ControlState::Contested,
            None,
            rectangle(east, 47.9, east + contested, 48.2),
        ),
    ]
}

fn redigitised(mut zones: Vec<ControlZone>) -> Vec<ControlZone> {
    for polygon in zones.iter_mut().flat_map(|zone| &mut zone.geometry.0) {
        polygon.exterior_mut(|ring| {
            ring.0.pop();
            ring.0.reverse();
            ring.0.rotate_left(1);
            let middle = (ring.0[0] + ring.0[1]) / 2.0;
            ring.0.insert(1, middle);
            ring.close();
        });
    }
    zones
}

fn snapshots(days: &[Day]) -> Vec<Snapshot> {
    let mut drawn = date("2030-05-01");
    let mut zones = held_zones(37.0, 0.01);
    let mut all = Vec::new();
    for day in days {
        match day {
            Day::Moved(east, contested) => zones = held_zones(*east, *contested),
            Day::Repeated | Day::Missing => {}
            Day::Redigitised => zones = redigitised(zones),
            Day::Revised(east) => {
                all.push(snapshot(drawn, 1, zones));
                zones = held_zones(*east, 0.02);
            }
            Day::Empty => zones = Vec::new(),
            Day::BothSides(east) => {
                zones = held_zones(*east, 0.0);
                zones.truncate(1);
                zones.push(zone(
                    ControlState::Held,
                    Some("SUD"),
                    rectangle(*east, 47.5, 38.0, 48.6),
                ));
            }
        }
        if !matches!(day, Day::Missing) {
            all.push(snapshot(drawn, 2, zones.clone()));
        }
        drawn = drawn.tomorrow().unwrap();
    }
    all
}

fn a_dozen_days() -> Vec<Day> {
    vec![
        Day::Moved(37.05, 0.02),
        Day::Moved(37.12, 0.02),
        Day::Repeated,
        Day::Redigitised,
        Day::Revised(37.15),
        Day::Missing,
        Day::Moved(37.25, 0.02),
        Day::BothSides(37.18),
        Day::Empty,
        Day::Redigitised,
        Day::Moved(37.02, 0.12),
        Day::Moved(37.02, 0.0),
        Day::Moved(37.11, 0.05),
    ]
}

const SERIES: [Measure; 7] = [
    Measure::Area,
    Measure::Share,
    Measure::Change,
    Measure::Front,
    Measure::Distance,
    Measure::Advance,
    Measure::Status,
];

fn request<'a>(
    of: Measure,
    place: Option<&'a KnownPlace>,
    side: &'a str,
    from: Option<Date>,
) -> MeasureRequest<'a> {
    MeasureRequest {
        measure: of,
        place,
        side,
        from,
        to: Date::MAX,
        axis: None,
        salients: SalientSettings::default(),
        lines: &[],
        near: None,
        series: true,
        exact: false,
    }
}

fn assert_same(found: &[Measured], expected: &[Measured], what: &str) {
    assert_eq!(found.len(), expected.len(), "{what}");
    for (found, expected) in found.iter().zip(expected) {
        let numbers = |row: &Measured| [row.value, row.low, row.high];
        for (one, other) in numbers(found).into_iter().zip(numbers(expected)) {
            let is_same = match (one, other) {
                (Some(one), Some(other)) => (one - other).abs() <= 1e-11 * other.abs().max(1.0),
                (one, other) => one == other,
            };
            assert!(is_same, "{what}: {found:?} {expected:?}");
        }
        let words = |row: &Measured| Measured {
            value: None,
            low: None,
            high: None,
            ..row.clone()
        };
        assert_eq!(words(found), words(expected), "{what}");
    }
}

/// A railway toward the town, and one that no map of these reaches.
fn railways() -> [(String, MultiLineString<f64>); 2] {
    let line = |corners: Vec<(f64, f64)>| MultiLineString(vec![LineString::from(corners)]);
    [
        (
            "to the town".to_owned(),
            line(vec![(37.13, 48.05), (37.4, 48.1)]),
        ),
        ("far".to_owned(), line(vec![(39.0, 48.0), (39.5, 48.0)])),
    ]
}

fn assert_histories_give_what_every_map_gives(shelf: &Shelf, place: &KnownPlace, side: &str) {
    let maps = shelf.maps();
    let railways = railways();
    for least in [0.0, 2_000.0, 6_000.0, 1e6] {
        let request = MeasureRequest {
            lines: &railways,
            ..request(Measure::Route, None, side, None)
        };
        let found = first_cuts(&request, Metres(least), &maps).unwrap();
        let expected = first_cuts(&request, Metres(least), &EveryMap(&maps)).unwrap();
        let rounded = |cuts: &[LineCut]| -> Vec<LineCut> {
            let round = |inside: Metres| Metres((inside.0 * 1e3).round());
            cuts.iter()
                .map(|cut| LineCut {
                    inside: cut.inside.map(round),
                    ..cut.clone()
                })
                .collect()
        };
        assert_eq!(rounded(&found), rounded(&expected), "{least}");
    }
    let point = KnownPlace {
        boundaries: Vec::new(),
        ..place.clone()
    };
    let days = maps.days("ridge");
    let middle = days[days.len() / 2].drawn;
    for of in SERIES {
        for place in [None, Some(place), Some(&point)] {
            for from in [None, Some(middle)] {
                let request = request(of, place, side, from);
                let found = measure(&request, &maps).unwrap();
                let expected = measure(&request, &EveryMap(&maps)).unwrap();
                let limits = place.map(|place| place.boundaries.len());
                assert_same(&found, &expected, &format!("{of:?} {limits:?} {from:?}"));
            }
        }
    }
}

/// The town with a second, larger limit.
fn town() -> KnownPlace {
    let mut town = ridge_town();
    let wider = rectangle(37.08, 47.98, 37.24, 48.12);
    town.boundaries.push(("sel:wider".to_owned(), wider));
    town
}

#[test]
fn a_dozen_odd_days_give_the_same_rows_from_histories_just_made_and_stored() {
    let mut shelf = Shelf::new(&snapshots(&a_dozen_days()));
    for side in ["NOR", "SUD"] {
        assert_histories_give_what_every_map_gives(&shelf, &town(), side);
        assert_eq!(shelf.keep(side), [""; 0]);
        assert_histories_give_what_every_map_gives(&shelf, &town(), side);
        // What was stored was used.
        let maps = shelf.maps();
        assert!(maps.history("ridge", side).unwrap().is_some());
        assert!(maps.into_made().rows.is_empty());
    }
    assert_eq!(rebuilt_histories(&shelf.case).unwrap(), []);
    assert!(shelf.case.verify().unwrap().is_clean());
}

fn any_day() -> impl Strategy<Value = Day> {
    let east = || (0..40_i32).prop_map(|n| 36.95 + f64::from(n) / 100.0);
    let strip = (0..12_i32).prop_map(|n| f64::from(n) / 100.0);
    prop_oneof![
        4 => (east(), strip).prop_map(|(east, contested)| Day::Moved(east, contested)),
        2 => Just(Day::Repeated),
        2 => Just(Day::Redigitised),
        1 => east().prop_map(Day::Revised),
        1 => Just(Day::Empty),
        1 => Just(Day::Missing),
        1 => east().prop_map(Day::BothSides),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn any_days_give_the_same_rows(days in proptest::collection::vec(any_day(), 1..13)) {
        let mut all = snapshots(&days);
        all.push(snapshot(date("2030-06-01"), 1, held_zones(37.1, 0.02)));
        let mut shelf = Shelf::new(&all);
        shelf.keep("NOR");
        assert_histories_give_what_every_map_gives(&shelf, &town(), "NOR");
    }
}

#[test]
fn a_history_of_earlier_maps_is_made_again_and_never_used() {
    let days = snapshots(&a_dozen_days());
    let (early, late) = days.split_at(7);
    let mut shelf = Shelf::new(early);
    shelf.keep("NOR");
    let stale = shelf.case.histories("ridge", "NOR").unwrap();
    shelf.add(late);
    assert_histories_give_what_every_map_gives(&shelf, &town(), "NOR");
    // A row that nothing reads is no mismatch.
    assert_eq!(rebuilt_histories(&shelf.case).unwrap(), []);
    assert_eq!(shelf.keep("NOR"), [""; 0]);
    // A process that has not seen the late maps does not take the new rows away.
    let stale: Vec<_> = stale.into_iter().map(|row| row.history).collect();
    let n_written = shelf
        .case
        .replace_histories(&stale, "2030-06-03T00:00:00Z".parse().unwrap())
        .unwrap();
    assert_eq!(n_written, 0);
    assert!(shelf.keep("NOR").is_empty());
    assert_histories_give_what_every_map_gives(&shelf, &town(), "NOR");
}

#[test]
fn a_damaged_history_gives_a_remark_and_the_right_rows() {
    let mut shelf = Shelf::new(&snapshots(&a_dozen_days()));
    shelf.keep("NOR");
    let rows = shelf.case.histories("ridge", "NOR").unwrap();
    assert_eq!(rows.len(), 5);
    for row in rows {
        let mut damaged = row.history.clone();
        let middle = damaged.bytes.len() / 2;
        damaged.bytes[middle] ^= 0x10;
        shelf
            .case
            .replace_histories(&[damaged], "2030-06-03T00:00:00Z".parse().unwrap())
            .unwrap();
        assert_eq!(rebuilt_histories(&shelf.case).unwrap().len(), 1);
        assert_histories_give_what_every_map_gives(&shelf, &town(), "NOR");
        let remarks = shelf.keep("NOR");
        assert_eq!(remarks.len(), 1);
        assert!(
            remarks[0].contains("ridge, NOR is damaged and was made again"),
            "{remarks:?}"
        );
        assert_eq!(rebuilt_histories(&shelf.case).unwrap(), []);
    }
}

#[test]
fn a_sound_history_of_other_ground_is_found_by_making_it_again() {
    let mut shelf = Shelf::new(&snapshots(&a_dozen_days()));
    shelf.keep("NOR");
    let mut rows = shelf.case.histories("ridge", "NOR").unwrap();
    let contested = rows.remove(1).history;
    let claimed = rows.remove(0).history;
    assert_eq!(
        (&*contested.layer, &*claimed.layer),
        ("contested", "claimed")
    );
    let mut forged = claimed;
    forged.bytes = contested.bytes;
    shelf
        .case
        .replace_histories(&[forged], "2030-06-03T00:00:00Z".parse().unwrap())
        .unwrap();
    let found = rebuilt_histories(&shelf.case).unwrap();
    assert_eq!(found.len(), 1);
    assert!(
        found[0].to_string().starts_with("zone_histories, row "),
        "{}",
        found[0]
    );
}

#[test]
fn histories_of_all_drawn_sides_are_made_at_once() {
    let shelf = Shelf::new(&snapshots(&a_dozen_days()));
    let maps = shelf.maps();
    maps.make_histories("ridge").unwrap();
    let mut sides: Vec<_> = maps
        .into_made()
        .rows
        .into_iter()
        .map(|row| row.side)
        .collect();
    sides.dedup();
    assert_eq!(sides, ["NOR", "SUD"]);
}

/// Lines of a file, or `None` with a line on why.
#[expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a test at the rim: it opens files that a user would import, and says when they are absent"
)]
fn features(path: &str, wanted: impl Fn(&str) -> bool) -> Option<Vec<Value>> {
    let data = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/");
    let path = Path::new(data).join(path);
    let Ok(file) = std::fs::File::open(&path) else {
        println!("skipped: {} is not here", path.display());
        return None;
    };
    Some(
        BufReader::new(MultiGzDecoder::new(file))
            .lines()
            .map(Result::unwrap)
            .filter(|line| wanted(line))
            .map(|line| serde_json::from_str(&line).unwrap())
            .collect(),
    )
}

fn ground(feature: &Value) -> MultiPolygon<f64> {
    use salient_model::geometry::{Coord, LineString, Polygon};
    let list = |value: &Value| value.as_array().unwrap().clone();
    let ring = |ring: &Value| -> LineString<f64> {
        list(ring)
            .iter()
            .map(|pair| Coord {
                x: pair[0].as_f64().unwrap(),
                y: pair[1].as_f64().unwrap(),
            })
            .collect()
    };
    let polygon = |rings: &Value| {
        let mut rings: Vec<_> = list(rings).iter().map(ring).collect();
        Polygon::new(rings.remove(0), rings)
    };
    let geometry = &feature["geometry"];
    match geometry["type"].as_str() {
        Some("MultiPolygon") => list(&geometry["coordinates"]).iter().map(polygon).collect(),
        _ => MultiPolygon(vec![polygon(&geometry["coordinates"])]),
    }
}

#[test]
fn a_real_series_gives_the_same_rows() {
    let (Some(days), Some(towns)) = (
        features("deepstate/deepstate_daily.ndjson.gz", |_| true),
        features("osm_admin/settlements.ndjson.gz", |line| {
            line.contains("\"Pokrovsk\"")
        }),
    ) else {
        return;
    };
    let snapshots: Vec<_> = days
        .iter()
        .map(|day| {
            let drawn = date(day["properties"]["date"].as_str().unwrap());
            snapshot(
                drawn,
                1,
                vec![zone(ControlState::Held, Some("RU"), ground(day))],
            )
        })
        .collect();
    let centre = (37.175_8, 48.282_3);
    let town = towns
        .iter()
        .map(ground)
        .find(|town| {
            let corner = town.0[0].exterior().0[0];
            (corner.x - centre.0).abs() < 0.2 && (corner.y - centre.1).abs() < 0.2
        })
        .unwrap();
    let mut known = ridge_town();
    known.place.center = LonLat::new(centre.0, centre.1).unwrap();
    known.boundaries = vec![("osm".to_owned(), town)];
    let point = KnownPlace {
        boundaries: Vec::new(),
        ..known.clone()
    };
    let mut shelf = Shelf::new(&snapshots);
    shelf.keep("RU");
    let n_bytes: usize = shelf
        .case
        .all_histories()
        .unwrap()
        .iter()
        .map(|row| row.history.bytes.len())
        .sum();
    assert!(n_bytes < 2_000_000, "{n_bytes}");
    let maps = shelf.maps();
    let printed = |row: &Measured| row.value.map(|value| format!("{value:.*}", row.decimals));
    for (of, place, from) in [
        (Measure::Area, None, None),
        (Measure::Area, Some(&known), None),
        (Measure::Share, Some(&known), None),
        (Measure::Status, Some(&known), None),
        (Measure::Status, Some(&point), None),
        (Measure::Change, Some(&known), Some(date("2025-07-01"))),
    ] {
        let request = request(of, place, "RU", from);
        let found = measure(&request, &maps).unwrap();
        let expected = measure(&request, &EveryMap(&maps)).unwrap();
        assert_same(&found, &expected, &format!("{of:?}"));
        assert!(found.iter().map(printed).eq(expected.iter().map(printed)));
    }
    assert!(maps.into_made().rows.is_empty());
}
