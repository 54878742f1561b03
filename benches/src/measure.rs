//! The measures, timed.

use std::hint::black_box;
use std::path::Path;

use anyhow::{Context as _, Result};
use salient_model::geometry::{MultiLineString, MultiPolygon};
use salient_model::{Date, LonLat};
use salient_terrain::{
    Axis, ControlLayers, EnclosureSettings, HoldRule, Metres, NamedBoundary, Sector, Site,
    SliverRule, ZoneHistory, advance_along_axis, advance_by_approach, advance_by_penetration,
    area_geodesic, area_rfc7946, change, control_share, distance_from_ground, distance_from_point,
    enclosure, front_line, route_control, status_of,
};
use serde_json::{Map, Value, json};

use crate::clock::least_of;
use crate::series::{Days, SERIES, read_days, read_places, read_zone};

const N_RUNS: usize = 5;

/// Answers and times of every series, as JSON.
pub(crate) fn measure(out: &Path) -> Result<Value> {
    let places = read_places(&out.join("places.tsv"))?;
    let town = read_zone(&out.join("town.json"))?;
    let mut all = Map::new();
    for (_, outlet) in SERIES {
        let days = read_days(&out.join(format!("{outlet}.ndjson")))?;
        let mut report = over_all_days(&days, &places, &town)?;
        if outlet == "deepstate" {
            report["one_day"] = one_day(&days, &town)?;
        }
        all.insert(outlet.to_owned(), report);
    }
    Ok(Value::Object(all))
}

fn over_all_days(days: &Days, places: &[LonLat], town: &MultiPolygon<f64>) -> Result<Value> {
    let borrowed: Vec<(Date, &MultiPolygon<f64>)> =
        days.iter().map(|(date, zone)| (*date, zone)).collect();
    let rule = SliverRule::default();
    let boundary = NamedBoundary {
        name: "osm",
        ground: town,
    };

    let (build_s, history) = least_of(N_RUNS, || ZoneHistory::of_days(&borrowed));
    let history = history?;
    let (encode_s, bytes) = least_of(N_RUNS, || history.to_bytes());
    let (decode_s, read) = least_of(N_RUNS, || ZoneHistory::from_bytes(&bytes));
    anyhow::ensure!(read? == history, "the bytes give another history");

    let (places_s, table) = least_of(N_RUNS, || history.place_days(places));
    let one_s = places.first().map_or(0.0, |place| {
        least_of(N_RUNS, || {
            history.place_days(std::slice::from_ref(place)).flips(0)
        })
        .0
    });
    let (flips_s, flips) = least_of(N_RUNS, || {
        let flips = |idx| table.flips(idx).len();
        (0..places.len()).map(flips).sum::<usize>()
    });
    let (areas_s, areas) = least_of(N_RUNS, || history.areas());
    let (geodesic_s, geodesic) = least_of(N_RUNS, || history.areas_geodesic());
    let (changes_s, changes) = least_of(N_RUNS, || history.changes(None, &rule));
    let changes = changes?;
    let (share_s, shares) = least_of(N_RUNS, || history.shares(&boundary));
    let shares = shares?;

    let inside: Vec<Vec<usize>> = (0..days.len())
        .map(|day_idx| {
            (0..places.len())
                .filter(|place_idx| table.is_inside(*place_idx, day_idx))
                .collect()
        })
        .collect();
    Ok(json!({
        "n_days": days.len(),
        "n_corners": days.iter().map(|(_, zone)| n_corners(zone)).sum::<usize>(),
        "n_bytes": bytes.len(),
        "n_flips": flips,
        "cpu_s": {
            "build": build_s, "encode": encode_s, "decode": decode_s, "place_days": places_s,
            "when_did_it_change_hands, from the history": one_s,
            "when_did_it_change_hands, from the table": flips_s / places.len() as f64,
            "areas": areas_s, "areas_geodesic": geodesic_s, "changes": changes_s, "shares": share_s,
        },
        "inside": inside,
        "areas": areas.iter().map(|day| day.value.0).collect::<Vec<_>>(),
        "areas_geodesic": geodesic.iter().map(|day| day.value.0).collect::<Vec<_>>(),
        "gained": changes.iter().map(|day| day.change.gained.total.0).collect::<Vec<_>>(),
        "lost": changes.iter().map(|day| day.change.lost.total.0).collect::<Vec<_>>(),
        "shares": shares.iter().map(|day| day.value.value()).collect::<Vec<_>>(),
    }))
}

/// Every measure of one place and one day.
fn one_day(days: &Days, town: &MultiPolygon<f64>) -> Result<Value> {
    const DAY: Date = Date::constant(2025, 11, 8);
    const MONTHS_BEFORE: Date = Date::constant(2024, 7, 8);
    let zone = |wanted: Date| {
        let found = days.iter().find(|(date, _)| *date == wanted);
        found
            .map(|(_, zone)| zone)
            .with_context(|| format!("no map of {wanted}"))
    };
    let (earlier, later) = (zone(MONTHS_BEFORE)?, zone(DAY)?);
    let layers = ControlLayers::of_held(later.clone());
    let site = Site {
        centre: LonLat::new(37.175_8, 48.282_3)?,
        boundary: Some(town),
    };
    let boundary = NamedBoundary {
        name: "osm",
        ground: town,
    };
    let rule = SliverRule::default();
    let enclosing = EnclosureSettings {
        error_bound: Metres(50.0),
        ..EnclosureSettings::default()
    };
    let line = MultiLineString(town.iter().map(|part| part.exterior().clone()).collect());
    let sector = Sector {
        target: site.centre,
        half_angle: 30.0,
        reach: None,
    };
    let axis = Axis {
        from: LonLat::new(37.7, 48.15)?,
        to: site.centre,
        half_width: Metres::from_km(10.0),
    };
    let seconds = [
        (
            "area",
            least_of(N_RUNS, || black_box(area_rfc7946(later)).is_ok()).0,
        ),
        (
            "area, geodesic",
            least_of(N_RUNS, || black_box(area_geodesic(later)).is_ok()).0,
        ),
        (
            "share",
            least_of(N_RUNS, || {
                black_box(control_share(&boundary, &layers)).is_ok()
            })
            .0,
        ),
        (
            "change",
            least_of(N_RUNS, || {
                black_box(change(earlier, later, None, &rule)).is_ok()
            })
            .0,
        ),
        (
            "front",
            least_of(N_RUNS, || {
                black_box(front_line(later, &MultiLineString(vec![]), Metres(500.0))).is_ok()
            })
            .0,
        ),
        (
            "distance from the centre",
            least_of(N_RUNS, || {
                black_box(distance_from_point(site.centre, later)).is_ok()
            })
            .0,
        ),
        (
            "distance from the limit",
            least_of(N_RUNS, || {
                black_box(distance_from_ground(town, later)).is_ok()
            })
            .0,
        ),
        (
            "approach",
            least_of(N_RUNS, || {
                black_box(advance_by_approach(&site, earlier, later)).is_ok()
            })
            .0,
        ),
        (
            "penetration",
            least_of(N_RUNS, || {
                black_box(advance_by_penetration(&sector, earlier, later, &rule)).is_ok()
            })
            .0,
        ),
        (
            "axis",
            least_of(N_RUNS, || {
                black_box(advance_along_axis(&axis, earlier, later)).is_ok()
            })
            .0,
        ),
        (
            "enclosure",
            least_of(N_RUNS, || {
                black_box(enclosure(&site, later, &enclosing)).is_ok()
            })
            .0,
        ),
        (
            "status",
            least_of(N_RUNS, || {
                black_box(status_of(&site, &layers, &HoldRule::default())).is_ok()
            })
            .0,
        ),
        (
            "route",
            least_of(N_RUNS, || black_box(route_control(&line, later)).is_ok()).0,
        ),
    ];
    let total: f64 = seconds.iter().map(|(_, seconds)| seconds).sum();
    let mut report: Map<String, Value> = seconds
        .iter()
        .map(|(what, seconds)| ((*what).to_owned(), json!(seconds)))
        .collect();
    report.insert("all".to_owned(), json!(total));
    report.insert(
        "enclosure error bound, m".to_owned(),
        json!(enclosing.error_bound.0),
    );
    Ok(Value::Object(report))
}

fn n_corners(zone: &MultiPolygon<f64>) -> usize {
    let rings = zone
        .iter()
        .flat_map(|part| std::iter::once(part.exterior()).chain(part.interiors()));
    rings.map(|ring| ring.0.len()).sum()
}
