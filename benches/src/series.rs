//! The files between this program and the others: plain enough that each reads them with what it has.
//!
//! **Shape.** `SERIES.ndjson`: per line `{"date", "coordinates"}` with the coordinates of a GeoJSON `MultiPolygon`, in order of date. `places.tsv`: longitude and
//! latitude per line. `town.json`: the coordinates of a `MultiPolygon`. Numbers have as many digits as it takes to read the same bits back.

use std::fmt::Write as _;
use std::path::Path;

use anyhow::{Context as _, Result};
use salient_model::geometry::{Coord, LineString, MultiPolygon, Polygon};
use salient_model::{Date, LonLat};
use serde_json::{Value, json};

/// The series that are measured: file under the data folder, and key of the outlet's manifest.
pub(crate) const SERIES: [(&str, &str); 3] = [
    ("deepstate/deepstate_daily.ndjson.gz", "deepstate"),
    ("nzz/nzz_daily.ndjson.zst", "nzz"),
    (
        "deepstate_history/deepstate_history.ndjson.zst",
        "deepstate_history",
    ),
];

/// One zone over days.
pub(crate) type Days = Vec<(Date, MultiPolygon<f64>)>;

pub(crate) fn write_days(path: &Path, days: &Days) -> Result<()> {
    let mut text = String::new();
    for (date, zone) in days {
        writeln!(
            text,
            r#"{{"date":"{date}","coordinates":{}}}"#,
            coordinates(zone)
        )?;
    }
    std::fs::write(path, text).with_context(|| format!("writing {}", path.display()))
}

pub(crate) fn read_days(path: &Path) -> Result<Days> {
    let text =
        std::fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))?;
    text.lines()
        .map(|line| {
            let day: Value = serde_json::from_str(line)?;
            let date = day["date"].as_str().context("a date")?.parse()?;
            Ok((date, zone(&day["coordinates"])?))
        })
        .collect()
}

pub(crate) fn write_places(path: &Path, places: &[LonLat]) -> Result<()> {
    let mut text = String::new();
    for place in places {
        writeln!(text, "{}\t{}", place.lon(), place.lat())?;
    }
    Ok(std::fs::write(path, text)?)
}

pub(crate) fn read_places(path: &Path) -> Result<Vec<LonLat>> {
    std::fs::read_to_string(path)?
        .lines()
        .map(|line| {
            let (lon, lat) = line.split_once('\t').context("two columns")?;
            Ok(LonLat::new(lon.parse()?, lat.parse()?)?)
        })
        .collect()
}

pub(crate) fn write_zone(path: &Path, zone: &MultiPolygon<f64>) -> Result<()> {
    Ok(std::fs::write(path, coordinates(zone))?)
}

pub(crate) fn read_zone(path: &Path) -> Result<MultiPolygon<f64>> {
    zone(&serde_json::from_str(&std::fs::read_to_string(path)?)?)
}

fn coordinates(zone: &MultiPolygon<f64>) -> String {
    let ring = |ring: &LineString<f64>| -> Vec<[f64; 2]> {
        ring.coords().map(|at| [at.x, at.y]).collect()
    };
    let part = |part: &Polygon<f64>| -> Vec<Vec<[f64; 2]>> {
        std::iter::once(part.exterior())
            .chain(part.interiors())
            .map(ring)
            .collect()
    };
    json!(zone.iter().map(part).collect::<Vec<_>>()).to_string()
}

/// The coordinates of a GeoJSON `MultiPolygon`.
pub(crate) fn zone(coordinates: &Value) -> Result<MultiPolygon<f64>> {
    let list = |value: &Value| value.as_array().cloned().context("an array");
    let ring = |value: &Value| -> Result<LineString<f64>> {
        list(value)?
            .iter()
            .map(|at| {
                let number = |idx: usize| at[idx].as_f64().context("a number");
                Ok(Coord {
                    x: number(0)?,
                    y: number(1)?,
                })
            })
            .collect()
    };
    list(coordinates)?
        .iter()
        .map(|part| {
            let mut rings = list(part)?
                .iter()
                .map(ring)
                .collect::<Result<Vec<_>>>()?
                .into_iter();
            Ok(Polygon::new(
                rings.next().context("an exterior")?,
                rings.collect(),
            ))
        })
        .collect()
}
