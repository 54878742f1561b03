//! Real series as `salient maps add` reads them, written down for all programs alike.

use std::path::Path;

use anyhow::{Context as _, Result};
use salient_intake::{Limits, open_lines};
use salient_maps::{MapInput, builtin, read_map};
use salient_model::LonLat;
use salient_model::geometry::MultiPolygon;
use salient_terrain::ControlLayers;
use serde_json::Value;

use crate::series::{Days, SERIES, write_days, write_places, write_zone, zone};

/// The side whose held zone is measured; every series draws it.
const SIDE: &str = "RU";
const PLACES: &str = "gazetteer/wof_ua_localities.tsv.gz";
const TOWNS: &str = "osm_admin/settlements.ndjson.gz";
/// Pokrovsk.
const TOWN: &str = "relation/2506125";

pub(crate) fn prepare(data: &Path, out: &Path) -> Result<()> {
    std::fs::create_dir_all(out)?;
    for (file, outlet) in SERIES {
        write_days(
            &out.join(format!("{outlet}.ndjson")),
            &days(&data.join(file), outlet)?,
        )?;
    }
    write_places(&out.join("places.tsv"), &places(&data.join(PLACES))?)?;
    write_zone(&out.join("town.json"), &town(&data.join(TOWNS))?)
}

fn days(path: &Path, outlet: &str) -> Result<Days> {
    let manifest = builtin(outlet)?;
    let mut days = Vec::new();
    for line in open_lines(path, &Limits::default())? {
        let (number, bytes) = line?;
        let input = MapInput {
            bytes: &bytes,
            file: outlet,
            line: Some(number),
        };
        for snapshot in read_map(
            input,
            &manifest,
            &manifest.date,
            &salient_maps::Limits::default(),
        )? {
            days.push((
                snapshot.drawn,
                ControlLayers::of_snapshot(&snapshot, SIDE).held,
            ));
        }
    }
    days.sort_by_key(|(date, _)| *date);
    Ok(days)
}

fn places(path: &Path) -> Result<Vec<LonLat>> {
    let mut places = Vec::new();
    for line in open_lines(path, &Limits::default())?.skip(1) {
        let (_, bytes) = line?;
        let line = String::from_utf8(bytes)?;
        let columns: Vec<&str> = line.split('\t').collect();
        places.push(LonLat::new(columns[4].parse()?, columns[3].parse()?)?);
    }
    Ok(places)
}

fn town(path: &Path) -> Result<MultiPolygon<f64>> {
    for line in open_lines(path, &Limits::default())? {
        let feature: Value = serde_json::from_slice(&line?.1)?;
        if feature["properties"]["@id"] == TOWN {
            let coordinates = &feature["geometry"]["coordinates"];
            return if feature["geometry"]["type"] == "Polygon" {
                zone(&Value::from_iter([coordinates.clone()]))
            } else {
                zone(coordinates)
            };
        }
    }
    Err(anyhow::Error::msg(TOWN)).context("looking for the town")
}
