//! A history equals its days taken one by one, for any series.

mod common;

use common::{at, rectangle, turned};
use geo::CoordinatePosition as _;
use geo::coordinate_position::CoordPos;
use geo_types::{Coord, LineString, MultiPolygon, Polygon};
use proptest::prelude::*;
use salient_model::{Date, LonLat};
use salient_terrain::{
    ControlLayers, HoldRule, NamedBoundary, Site, SliverRule, Status, ZoneHistory, area_geodesic,
    area_rfc7946, change, control_share, status_of,
};

/// What an outlet does to its map from one day to the next.
#[derive(Debug, Clone)]
enum Edit {
    /// A corner moves.
    Move {
        part: usize,
        corner: usize,
        radius: f64,
    },
    /// A part appears or vanishes.
    Toggle { part: usize },
    /// A part gets a hole, or loses it.
    Pierce { part: usize },
    /// A ring begins at another corner.
    Roll { part: usize, by: usize },
    /// Rings wind the other way.
    Turn,
    /// Parts come in another order.
    Reverse,
    /// A corner stands in the middle of every edge.
    Refine { part: usize },
    /// Everything is digitised anew.
    Redraw { by: f64 },
}

#[derive(Debug, Clone)]
struct Part {
    radii: Vec<f64>,
    start: usize,
    drawn: bool,
    pierced: bool,
    refined: bool,
}

fn edit() -> impl Strategy<Value = Edit> {
    let part = 0..3_usize;
    prop_oneof![
        6 => (part.clone(), 0..40_usize, 0.1..0.4_f64).prop_map(|(part, corner, radius)| Edit::Move { part, corner, radius }),
        1 => part.clone().prop_map(|part| Edit::Toggle { part }),
        1 => part.clone().prop_map(|part| Edit::Pierce { part }),
        1 => (part.clone(), 0..40_usize).prop_map(|(part, by)| Edit::Roll { part, by }),
        1 => Just(Edit::Turn),
        1 => Just(Edit::Reverse),
        1 => part.prop_map(|part| Edit::Refine { part }),
        1 => (0.8..1.2_f64).prop_map(|by| Edit::Redraw { by }),
    ]
}

/// Where the first star stands in Europe.
const EAST: f64 = 30.0;

/// Days of three stars beside each other, each day made from the one before by some edits.
fn series() -> impl Strategy<Value = Vec<MultiPolygon<f64>>> {
    series_from(EAST)
}

/// The same with the first star at a longitude and the others east of it.
fn series_from(lon: f64) -> impl Strategy<Value = Vec<MultiPolygon<f64>>> {
    let parts = prop::collection::vec(prop::collection::vec(0.1..0.4_f64, 3..40), 3);
    let days = prop::collection::vec(prop::collection::vec(edit(), 0..4), 1..12);
    (parts, days).prop_map(move |(parts, days)| {
        let mut parts: Vec<Part> = parts
            .into_iter()
            .map(|radii| Part {
                radii,
                start: 0,
                drawn: true,
                pierced: false,
                refined: false,
            })
            .collect();
        let (mut is_turned, mut is_reversed) = (false, false);
        days.into_iter()
            .map(|edits| {
                for edit in edits {
                    match edit {
                        Edit::Move {
                            part,
                            corner,
                            radius,
                        } => {
                            let radii = &mut parts[part].radii;
                            let n = radii.len();
                            radii[corner % n] = radius;
                        }
                        Edit::Toggle { part } => parts[part].drawn ^= true,
                        Edit::Pierce { part } => parts[part].pierced ^= true,
                        Edit::Roll { part, by } => parts[part].start += by,
                        Edit::Turn => is_turned ^= true,
                        Edit::Reverse => is_reversed ^= true,
                        Edit::Refine { part } => parts[part].refined ^= true,
                        Edit::Redraw { by } => {
                            for radius in parts.iter_mut().flat_map(|part| &mut part.radii) {
                                *radius = (*radius * by).clamp(0.1, 0.4);
                            }
                        }
                    }
                }
                let mut zone: MultiPolygon<f64> = (0..)
                    .zip(&parts)
                    .filter(|(_, part)| part.drawn)
                    .map(|(idx, part)| polygon(part, lon + f64::from(idx)))
                    .collect();
                if is_reversed {
                    zone.0.reverse();
                }
                if is_turned { turned(&zone) } else { zone }
            })
            .collect()
    })
}

fn polygon(part: &Part, lon: f64) -> Polygon<f64> {
    let star = |scale: f64| {
        let n = part.radii.len();
        let round = |value: f64| (value * 1e6).round() / 1e6;
        let mut corners: Vec<Coord<f64>> = (0..n)
            .map(|idx| {
                let idx = (idx + part.start) % n;
                let angle = std::f64::consts::TAU * idx as f64 / n as f64;
                let radius = scale * part.radii[idx];
                Coord {
                    x: round(lon + radius * libm::cos(angle)),
                    y: round(50.0 + radius * libm::sin(angle)),
                }
            })
            .collect();
        if part.refined {
            corners = (0..n)
                .flat_map(|idx| [corners[idx], (corners[idx] + corners[(idx + 1) % n]) * 0.5])
                .collect();
        }
        LineString(corners)
    };
    let holes = if part.pierced {
        vec![star(0.5)]
    } else {
        Vec::new()
    };
    Polygon::new(star(1.0), holes)
}

fn date(idx: usize) -> Date {
    Date::constant(2031, 5, 1) + jiff::ToSpan::days(i64::try_from(idx).expect("few days"))
}

fn history(days: &[MultiPolygon<f64>]) -> ZoneHistory {
    let days: Vec<_> = days
        .iter()
        .enumerate()
        .map(|(idx, day)| (date(idx), day))
        .collect();
    ZoneHistory::of_days(&days).expect("valid")
}

fn bits(zone: &MultiPolygon<f64>) -> Vec<Vec<Vec<(u64, u64)>>> {
    let ring = |ring: &LineString<f64>| {
        ring.coords()
            .map(|at| (at.x.to_bits(), at.y.to_bits()))
            .collect()
    };
    zone.iter()
        .map(|part| {
            std::iter::once(part.exterior())
                .chain(part.interiors())
                .map(ring)
                .collect()
        })
        .collect()
}

/// Places all over the stars, some of them on corners.
fn places(day: &MultiPolygon<f64>, lon: f64) -> Vec<LonLat> {
    let grid = (0..40).flat_map(|x| {
        (0..16).map(move |y| at(lon - 0.6 + f64::from(x) * 0.08, 49.5 + f64::from(y) * 0.07))
    });
    let corners = day
        .iter()
        .flat_map(|part| part.exterior().coords())
        .map(|corner| at(corner.x, corner.y));
    grid.chain(corners).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_day_comes_back_bit_for_bit(days in series()) {
        let history = history(&days);
        let read = ZoneHistory::from_bytes(&history.to_bytes()).expect("just written");
        prop_assert_eq!(&read, &history);
        for (idx, ((_, zone), day)) in read.zones().zip(&days).enumerate() {
            prop_assert_eq!(bits(&zone), bits(day));
            prop_assert_eq!(history.zone(idx).as_ref().map(bits), Some(bits(day)));
        }
        prop_assert_eq!(history.zone(days.len()), None);
    }

    #[test]
    fn areas_are_those_of_each_day(days in series()) {
        let history = history(&days);
        for ((rfc7946, geodesic), day) in history.areas().iter().zip(history.areas_geodesic()).zip(&days) {
            let direct = area_rfc7946(day).expect("valid").0;
            prop_assert!((rfc7946.value.0 - direct).abs() <= 1e-9 * direct, "{} {}", rfc7946.value, direct);
            let direct = area_geodesic(day).expect("valid").0;
            prop_assert!((geodesic.value.0 - direct).abs() <= 1e-9 * direct, "{} {}", geodesic.value, direct);
        }
    }

    #[test]
    fn changes_are_those_of_each_two_days_and_balance(days in series()) {
        let history = history(&days);
        let rule = SliverRule::default();
        let window = rectangle(29.9, 49.8, 31.1, 50.3);
        let areas = history.areas();
        let changes = history.changes(None, &rule).expect("valid");
        let inside = history.changes(Some(&window), &rule).expect("valid");
        prop_assert_eq!(changes.len() + 1, days.len());
        for (idx, pair) in days.windows(2).enumerate() {
            prop_assert_eq!(&changes[idx].change, &change(&pair[0], &pair[1], None, &rule).expect("valid"));
            prop_assert_eq!(&inside[idx].change, &change(&pair[0], &pair[1], Some(&window), &rule).expect("valid"));
            let net = areas[idx + 1].value - areas[idx].value;
            prop_assert!((changes[idx].change.net - net).0.abs() < 1e-8);
        }
    }

    #[test]
    fn places_by_day_are_the_tests_of_each_day(days in series()) {
        let places = places(&days[0], EAST);
        let table = history(&days).place_days(&places);
        let rule = HoldRule::default();
        for (day_idx, day) in days.iter().enumerate() {
            let layers = ControlLayers::of_held(day.clone());
            let mut n_inside = 0;
            for (place_idx, centre) in places.iter().enumerate() {
                let site = Site { centre: *centre, boundary: None };
                let is_inside = status_of(&site, &layers, &rule).expect("valid") == Status::Held;
                prop_assert_eq!(table.is_inside(place_idx, day_idx), is_inside, "{:?} on day {}", centre, day_idx);
                n_inside += usize::from(is_inside);
            }
            prop_assert_eq!(table.n_inside(day_idx), n_inside);
        }
        for place_idx in 0..places.len() {
            let mut was_inside = false;
            let mut flips = Vec::new();
            for (day_idx, date) in table.dates().iter().enumerate() {
                let is_inside = table.is_inside(place_idx, day_idx);
                if is_inside != was_inside {
                    flips.push((*date, is_inside));
                }
                was_inside = is_inside;
            }
            prop_assert_eq!(table.flips(place_idx), flips);
        }
    }

    #[test]
    fn places_by_day_lie_where_points_lie_on_either_side_of_greenwich((lon, days) in prop_oneof![Just(-31.0), Just(-1.0), Just(-0.25), Just(0.0)].prop_flat_map(|lon| (Just(lon), series_from(lon)))) {
        // West of Greenwich the edges of a cycle come westward, and across it in neither order.
        let places = places(&days[0], lon);
        let table = history(&days).place_days(&places);
        for (day_idx, day) in days.iter().enumerate() {
            for (place_idx, place) in places.iter().enumerate() {
                let position = day.coordinate_position(&Coord { x: place.lon(), y: place.lat() });
                // A point on an edge falls on one side or the other.
                if position != CoordPos::OnBoundary {
                    prop_assert_eq!(table.is_inside(place_idx, day_idx), position == CoordPos::Inside, "{:?} on day {}", place, day_idx);
                }
            }
        }
    }

    #[test]
    fn shares_are_those_of_each_day(days in series()) {
        let town = rectangle(29.9, 49.8, 30.9, 50.1);
        let boundary = NamedBoundary { name: "invented", ground: &town };
        for (share, day) in history(&days).shares(&boundary).expect("valid").iter().zip(&days) {
            let direct = control_share(&boundary, &ControlLayers::of_held(day.clone())).expect("valid").held;
            prop_assert!((share.value.value() - direct.value()).abs() < 1e-9, "{} {}", share.value, direct);
        }
    }

    #[test]
    fn broken_bytes_are_an_error(days in series(), at in any::<prop::sample::Index>(), bit in 0..8_u8) {
        let bytes = history(&days).to_bytes();
        let mut broken = bytes.clone();
        broken[at.index(bytes.len())] ^= 1 << bit;
        prop_assert!(ZoneHistory::from_bytes(&broken).is_err());
        prop_assert!(ZoneHistory::from_bytes(&bytes[..at.index(bytes.len())]).is_err());
    }

    #[test]
    fn forged_bytes_are_a_history_or_an_error(days in series(), changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..6)) {
        // With a digest that fits, so that what lies behind it is read.
        let bytes = history(&days).to_bytes();
        let mut told = bytes[..bytes.len() - 32].to_vec();
        let first = b"salient zone history 1\n".len();
        for (at, byte) in changes {
            let at = first + at.index(told.len() - first);
            told[at] = byte;
        }
        let digest = salient_model::Sha256::of(&told);
        told.extend(digest.as_bytes());
        if let Ok(read) = ZoneHistory::from_bytes(&told) {
            let _ = read.areas();
            let _ = read.place_days(&places(&days[0], EAST));
            let _ = read.changes(None, &SliverRule::default());
            let _ = read.zones().count();
        }
    }
}

#[test]
fn a_history_of_no_days_is_empty_and_days_come_in_order() {
    let none = ZoneHistory::of_days(&[]).expect("valid");
    assert_eq!(ZoneHistory::from_bytes(&none.to_bytes()), Ok(none.clone()));
    assert!(none.areas().is_empty());
    assert!(none.place_days(&[at(30.0, 50.0)]).flips(0).is_empty());

    let zone = rectangle(30.0, 50.0, 31.0, 51.0);
    let history = ZoneHistory::of_days(&[(date(4), &zone), (date(1), &zone)]).expect("valid");
    assert_eq!(history.dates().collect::<Vec<_>>(), [date(1), date(4)]);
    assert!(history.areas()[1].unchanged);
}

#[test]
fn ground_off_the_globe_is_refused() {
    let zone = MultiPolygon(vec![Polygon::new(
        LineString::from(vec![(181.0, 0.0), (0.0, 1.0), (0.0, 0.0)]),
        vec![],
    )]);
    assert!(ZoneHistory::of_days(&[(date(0), &zone)]).is_err());
}
