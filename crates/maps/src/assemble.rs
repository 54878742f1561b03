//! From a map as read to snapshots: date, legend, zones, repairs.
//!
//! **Shape.** Zones are sorted by actor and state. Inside a zone, features are sorted by their geometry when there are several, so that the order of
//! features in the file does not matter; polygons inside a feature keep their order, so that the geometry of a sound feature is the input's.
//!
//! **Errors and doubt.** A snapshot without zones draws nothing, and says so with M006: it is no statement that nobody holds anything.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use geo_types::{LineString, MultiPolygon, Polygon};

use salient_model::{ControlState, ControlZone, Date, Sha256, Snapshot, SnapshotId};

use crate::MapsError;
use crate::date_rule::{DateRule, date_from_name, date_from_words};
use crate::legend::Meaning;
use crate::limits::Limits;
use crate::manifest::{AsOfRule, OutletManifest};
use crate::raw::{Properties, RawFeature, RawMap};
use crate::remarks::Remarks;
use crate::repair::{Mended, RepairFailure, SourcedPolygon};
use crate::rings::mend_polygon;

/// Where a map came from.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Provenance<'a> {
    /// File, or file and line.
    pub(crate) origin: &'a str,
    /// File alone, for its date.
    pub(crate) file: &'a str,
    pub(crate) raw_hash: Sha256,
}

/// One snapshot for each date in the map, earliest first; none for a date of which the legend ignores every feature.
pub(crate) fn snapshots_of(
    map: RawMap,
    provenance: Provenance<'_>,
    manifest: &OutletManifest,
    date: &DateRule,
    limits: &Limits,
    mended: &mut Mended,
) -> Result<Vec<Snapshot>, MapsError> {
    let drawn_on = |feature: Option<&RawFeature>| match date {
        DateRule::Given(date) => Ok(*date),
        DateRule::FromName => date_from_name(provenance.file),
        DateRule::Property(name) => {
            date_in_property(name, feature, &map.properties, provenance.origin)
        }
    };
    let mut by_date: BTreeMap<Date, Vec<RawFeature>> = BTreeMap::new();
    if map.features.is_empty() {
        by_date.insert(drawn_on(None)?, Vec::new());
    }
    for feature in map.features {
        by_date
            .entry(drawn_on(Some(&feature))?)
            .or_default()
            .push(feature);
    }
    // The reader remarks on the whole file, so its remarks go to the first snapshot.
    let mut of_reader = map.remarks;
    by_date
        .into_iter()
        .filter(|(_, features)| !is_all_ignored(features, manifest))
        .map(|(drawn, features)| {
            let mut remarks = std::mem::take(&mut of_reader);
            let as_of = as_of(drawn, &features, &map.properties, manifest, provenance)?;
            let zones = zones_of(features, provenance, manifest, limits, mended, &mut remarks)?;
            Ok(Snapshot {
                id: SnapshotId::derive(&manifest.key, drawn, &provenance.raw_hash),
                outlet: manifest.key.clone(),
                drawn,
                as_of,
                zones,
                raw_hash: provenance.raw_hash,
                origin: provenance.origin.to_owned(),
                repairs: remarks.repairs(),
                diagnostics: remarks.diagnostics(),
            })
        })
        .collect()
}

/// Whether the legend says of every feature that it is no ground of this war. Such a map is no snapshot: an empty one would look like an empty front.
fn is_all_ignored(features: &[RawFeature], manifest: &OutletManifest) -> bool {
    !features.is_empty()
        && features.iter().all(|feature| {
            manifest
                .entry_for(&feature.properties)
                .is_some_and(|entry| entry.meaning == Meaning::Ignored)
        })
}

fn date_in_property(
    name: &str,
    feature: Option<&RawFeature>,
    map: &Properties,
    origin: &str,
) -> Result<Date, MapsError> {
    let words = feature
        .and_then(|feature| feature.properties.get(name))
        .or_else(|| map.get(name));
    words
        .and_then(date_from_words)
        .ok_or_else(|| MapsError::Date {
            origin: origin.to_owned(),
            found: words.unwrap_or("no such property").to_owned(),
            expected: format!(
                "a date as YYYY-MM-DD in the property {name:?}{}",
                feature.map_or_else(String::new, |feature| format!(
                    " of feature {}",
                    feature.number
                ))
            ),
        })
}

/// The day whose end the map shows. Where features disagree, the earliest: the map is no newer than its oldest part.
fn as_of(
    drawn: Date,
    features: &[RawFeature],
    map: &Properties,
    manifest: &OutletManifest,
    provenance: Provenance<'_>,
) -> Result<Date, MapsError> {
    let AsOfRule::Property(name) = &manifest.as_of else {
        return Ok(manifest.as_of.as_of(drawn, None));
    };
    let mut earliest = None;
    for feature in features {
        if feature.properties.get(name).is_some() || map.get(name).is_some() {
            let date = date_in_property(name, Some(feature), map, provenance.origin)?;
            earliest = Some(earliest.map_or(date, |earliest: Date| earliest.min(date)));
        }
    }
    Ok(manifest.as_of.as_of(drawn, earliest))
}

/// The features of one zone, by feature.
type ZoneFeatures = Vec<Vec<SourcedPolygon>>;

fn zones_of(
    features: Vec<RawFeature>,
    provenance: Provenance<'_>,
    manifest: &OutletManifest,
    limits: &Limits,
    mended: &mut Mended,
    remarks: &mut Remarks,
) -> Result<Vec<ControlZone>, MapsError> {
    let mut zones: BTreeMap<(Option<&str>, ControlState), ZoneFeatures> = BTreeMap::new();
    let mut unknown: Option<(usize, String)> = None;
    if features.is_empty() {
        remarks.note("M006", || "all features".to_owned());
    }
    for feature in features {
        let number = feature.number;
        let at = || format!("feature {number}");
        if feature.is_empty {
            remarks.note("M006", at);
        }
        let Some(entry) = manifest.entry_for(&feature.properties) else {
            if !feature.polygons.is_empty() {
                remarks.note("M011", || {
                    format!("feature {number}, {}", feature.properties.summary())
                });
                let known = unknown.get_or_insert_with(|| (0, feature.properties.summary()));
                known.0 += feature.polygons.len();
            }
            continue;
        };
        let Meaning::Zone { state, actor } = &entry.meaning else {
            continue;
        };
        if let Some(kind) = feature.not_polygons.first() {
            remarks.note_many("M007", feature.not_polygons.len(), || {
                format!("feature {number}, {kind}")
            });
        }
        check_extent(&feature, manifest, provenance.origin)?;
        let polygons: Vec<SourcedPolygon> = feature
            .polygons
            .into_iter()
            .filter_map(|raw| mend_polygon(raw, number, remarks))
            .map(|polygon| SourcedPolygon {
                feature: number,
                polygon,
            })
            .collect();
        if !polygons.is_empty() {
            zones
                .entry((actor.as_deref(), *state))
                .or_default()
                .push(polygons);
        }
    }
    if let (true, Some((polygons, first))) = (zones.is_empty(), unknown) {
        return Err(MapsError::NothingInLegend {
            origin: provenance.origin.to_owned(),
            outlet: manifest.key.clone(),
            polygons,
            first,
        });
    }
    let mut mended_zones = Vec::with_capacity(zones.len());
    for ((actor, state), mut features) in zones {
        if features.len() > 1 {
            features.sort_by(|a, b| compare_polygons(a, b));
        }
        let polygons = features.into_iter().flatten().collect();
        let (polygons, report) = mended
            .mend_zone(polygons)
            .map_err(|failure| refusal(failure, state, provenance.origin, limits))?;
        for (code, numbers) in [
            ("M004", &report.broken),
            ("M005", &report.vanished),
            ("M010", &report.merged),
        ] {
            // Sorted by geometry above; the first in the file is the place to name.
            let first = numbers.iter().min().copied().unwrap_or_default();
            remarks.note_many(code, numbers.len(), || format!("feature {first}"));
        }
        if !polygons.is_empty() {
            mended_zones.push(ControlZone {
                state,
                actor: actor.map(ToOwned::to_owned),
                geometry: MultiPolygon(
                    polygons
                        .into_iter()
                        .map(|sourced| sourced.polygon)
                        .collect(),
                ),
            });
        }
    }
    Ok(mended_zones)
}

fn refusal(
    failure: RepairFailure,
    state: ControlState,
    origin: &str,
    limits: &Limits,
) -> MapsError {
    match failure {
        RepairFailure::TooTangled => MapsError::TooLarge {
            origin: origin.to_owned(),
            at: format!("zone {:?}", state.as_str()),
            what: "pairs of edges that lie beside each other",
            limit: limits.edge_pairs,
        },
        RepairFailure::StaysWrong { feature, reason } => MapsError::Unrepairable {
            origin: origin.to_owned(),
            at: format!("feature {feature}"),
            reason: reason.to_owned(),
        },
    }
}

/// A feature that lies outside the outlet's ground, but would lie inside with its ordinates swapped, is refused: both orders are on the globe.
fn check_extent(
    feature: &RawFeature,
    manifest: &OutletManifest,
    origin: &str,
) -> Result<(), MapsError> {
    let Some([west, south, east, north]) = manifest.extent else {
        return Ok(());
    };
    let is_inside =
        |lon: f64, lat: f64| (west..=east).contains(&lon) && (south..=north).contains(&lat);
    let mut coords = feature.polygons.iter().flatten().flatten();
    let Some(&first) = coords.clone().next() else {
        return Ok(());
    };
    if coords.all(|coord| !is_inside(coord.x, coord.y) && is_inside(coord.y, coord.x)) {
        return Err(MapsError::Coordinate {
            origin: origin.to_owned(),
            at: format!("feature {}", feature.number),
            found: format!("[{}, {}]", first.x, first.y),
            looks_like: format!(
                "it looks like latitude before longitude, since {} lies in {west} to {east} east, {south} to {north} north; swap the two",
                manifest.name
            ),
        });
    }
    Ok(())
}

/// Lexicographic by coordinates; any total order would do.
fn compare_polygons(a: &[SourcedPolygon], b: &[SourcedPolygon]) -> Ordering {
    fn ordinates(polygons: &[SourcedPolygon]) -> impl Iterator<Item = f64> {
        polygons
            .iter()
            .flat_map(|sourced| rings_of(&sourced.polygon))
            .flat_map(|ring| ring.0.iter().flat_map(|coord| [coord.x, coord.y]))
    }
    let mut b = ordinates(b);
    for a in ordinates(a) {
        let order = b.next().map_or(Ordering::Greater, |b| a.total_cmp(&b));
        if order.is_ne() {
            return order;
        }
    }
    if b.next().is_some() {
        Ordering::Less
    } else {
        Ordering::Equal
    }
}

fn rings_of(polygon: &Polygon<f64>) -> impl Iterator<Item = &LineString<f64>> {
    std::iter::once(polygon.exterior()).chain(polygon.interiors())
}
