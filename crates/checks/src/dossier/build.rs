//! Puts a dossier together.

use std::rc::Rc;

use salient_model::geometry::{MultiPolygon, Rect};
use salient_model::{Date, Place, Theatre};
use salient_terrain::{
    ControlLayers, NamedBoundary, SliverRule, agreed_ground, area_rfc7946, change, control_share,
};

use super::changes::changes;
use super::claims::LoadedClaim;
use super::labels::{common_label, is_same, label, native_name};
use super::readings::{Drawn, readings};
use super::topics::topics;
use super::types::{
    Agreement, Boundary, Dossier, MeasureRow, Neighbour, Ranged, ShareSeries, SideLabel,
};
use super::window::window_around;
use crate::access::{KnownPlace, MapAccess, PlaceAccess};
use crate::against_maps::advance_distance::SECTOR_HALF_ANGLE;
use crate::against_maps::control::{TOLERANCE_POINTS, WHOLE_PERCENT};
use crate::against_maps::question::{earlier, site};
use crate::{ChecksError, STALE_DAYS};

/// Days before the date over which changes are told.
const CHANGE_DAYS: i64 = 7;

/// Days before the date over which the share is plotted and the advance measured.
const SERIES_DAYS: i64 = 30;

/// How many neighbours are labelled.
const N_NEIGHBOURS: usize = 14;

/// What a dossier is asked for.
#[derive(Debug)]
pub struct DossierRequest<'a> {
    /// The place.
    pub place: &'a KnownPlace,
    /// The as-of date.
    pub on: Date,
    /// The theatre, for its sides.
    pub theatre: &'a Theatre,
    /// Key of the side whose ground the maps are asked for.
    pub holder: &'a str,
    /// Claims of the case about the place, published by `on`.
    pub claims: Vec<LoadedClaim>,
    /// Hash of the ledger.
    pub edition: String,
    /// Whether the case is the sample.
    pub synthetic: bool,
}

/// Computes a dossier.
pub fn build_dossier(
    request: DossierRequest<'_>,
    maps: &dyn MapAccess,
    places: &dyn PlaceAccess,
) -> Result<Dossier, ChecksError> {
    let DossierRequest {
        place: known,
        on,
        theatre,
        holder,
        claims,
        edition,
        synthetic,
    } = request;
    let sides: Vec<SideLabel> = theatre
        .sides
        .iter()
        .map(|side| SideLabel {
            key: side.key.clone(),
            name: side.name.clone(),
            adjective: side.adjective.clone(),
        })
        .collect();
    let holder = sides
        .iter()
        .find(|side| side.key == holder)
        .cloned()
        .unwrap_or_else(|| SideLabel {
            key: holder.to_owned(),
            name: holder.to_owned(),
            adjective: holder.to_owned(),
        });
    let since = earlier(on, CHANGE_DAYS);
    let window = window_around(known);
    let boundary = boundary_of(known)?;
    let (drawn, missing_maps) = readings(known, on, &holder.key, window, maps)?;
    let agreement = agreement(known, &drawn, window)?;
    let series = series(known, on, &holder.key, &drawn, maps)?;
    let n_claims = claims.len();
    let topics = topics(claims, &sides, on, maps, places)?;
    let n_shown = topics.iter().map(|topic| topic.claims.len()).sum();
    let mut measures = measures(known, on, since, &holder.key, &drawn, maps)?;
    super::said::attach(&mut measures, &topics, &holder.key);
    Ok(Dossier {
        native_names: native_name(&known.place).into_iter().collect(),
        neighbours: neighbours(known, window, places),
        changes: changes(&series, &topics, since),
        methods: methods(known, boundary.as_ref(), &drawn),
        maps: drawn.into_iter().map(|drawn| drawn.reading).collect(),
        place: Place {
            name: label(&known.place),
            ..known.place.clone()
        },
        boundary,
        on,
        since,
        sides,
        holder,
        edition,
        missing_maps,
        agreement,
        window,
        topics,
        measures,
        series,
        n_claims: (n_claims, n_shown),
        synthetic,
    })
}

fn boundary_of(known: &KnownPlace) -> Result<Option<Boundary>, ChecksError> {
    let area = |ground: &MultiPolygon<f64>| {
        area_rfc7946(ground)
            .map(|area| area.0)
            .map_err(ChecksError::measuring(format!(
                "the area of {}",
                known.place.name
            )))
    };
    let Some(((name, ground), others)) = known.boundaries.split_first() else {
        return Ok(None);
    };
    let alternatives = others
        .iter()
        .map(|(name, ground)| Ok((name.clone(), area(ground)?)))
        .collect::<Result<_, ChecksError>>()?;
    Ok(Some(Boundary {
        geometry: ground.clone(),
        name: name.clone(),
        area_km2: area(ground)?,
        alternatives,
    }))
}

/// Places of the window under the names that labels print. Several data sets may hold one place; an entry with a limit stands for it.
fn neighbours(known: &KnownPlace, window: Rect<f64>, places: &dyn PlaceAccess) -> Vec<Neighbour> {
    let mut groups: Vec<Vec<Place>> = Vec::new();
    for place in places.within(
        window.min().x,
        window.min().y,
        window.max().x,
        window.max().y,
    ) {
        if is_same(&place, &known.place) {
            continue;
        }
        let group = groups
            .iter()
            .position(|group| group.iter().any(|other| is_same(&place, other)));
        match group {
            Some(position) => groups[position].push(place),
            None if groups.len() < N_NEIGHBOURS => groups.push(vec![place]),
            None => {}
        }
    }
    groups.iter().filter_map(|group| neighbour(group)).collect()
}

/// One neighbour from all entries that mean it.
fn neighbour(group: &[Place]) -> Option<Neighbour> {
    let with_limit = group.iter().find(|place| place.boundary.is_some());
    let place = with_limit.or(group.first())?;
    Some(Neighbour {
        name: common_label(group),
        center: place.center,
        boundary: place.boundary.clone(),
        population: group.iter().find_map(|place| place.population),
    })
}

fn agreement(
    known: &KnownPlace,
    drawn: &[Drawn],
    window: Rect<f64>,
) -> Result<Option<Agreement>, ChecksError> {
    let fresh: Vec<&MultiPolygon<f64>> = drawn
        .iter()
        .filter(|drawn| drawn.reading.age_days <= STALE_DAYS)
        .map(|drawn| &drawn.layers.held)
        .collect();
    if fresh.is_empty() {
        return Ok(None);
    }
    let agreed = agreed_ground(&fresh, &MultiPolygon::from(window.to_polygon()))
        .map_err(ChecksError::measuring("where the maps agree"))?;
    let shares = match known.boundaries.first() {
        None => None,
        Some((name, ground)) => {
            // The window is drawn around the limit, so nothing of it is cut off.
            let share = |zone: &MultiPolygon<f64>| {
                control_share(
                    &NamedBoundary { name, ground },
                    &ControlLayers::of_held(zone.clone()),
                )
                .map(|share| share.held.percent())
                .map_err(ChecksError::measuring("the share on which the maps agree"))
            };
            let (all, any) = (share(&agreed.all)?, share(&agreed.any)?);
            Some((all, (any - all).max(0.0), 100.0 - any))
        }
    };
    Ok(Some(Agreement {
        all: agreed.all,
        any: agreed.any,
        shares,
    }))
}

fn series(
    known: &KnownPlace,
    on: Date,
    side: &str,
    drawn: &[Drawn],
    maps: &dyn MapAccess,
) -> Result<Vec<ShareSeries>, ChecksError> {
    let Some((name, ground)) = known.boundaries.first() else {
        return Ok(Vec::new());
    };
    let from = earlier(on, SERIES_DAYS);
    let mut series = Vec::new();
    for drawn in drawn {
        let reading = &drawn.reading;
        let mut points = Vec::new();
        for day in maps
            .days(&reading.outlet)
            .iter()
            .filter(|day| day.drawn >= from && day.drawn <= on)
        {
            let layers: Rc<ControlLayers> = maps.layers(&day.id, side)?;
            let share = control_share(&NamedBoundary { name, ground }, &layers).map_err(
                ChecksError::measuring(format!("the share of {}", known.place.name)),
            )?;
            points.push((day.drawn, share.held.percent()));
        }
        series.push(ShareSeries {
            outlet: reading.outlet.clone(),
            name: reading.name.clone(),
            points,
        });
    }
    Ok(series)
}

fn measures(
    known: &KnownPlace,
    on: Date,
    since: Date,
    side: &str,
    drawn: &[Drawn],
    maps: &dyn MapAccess,
) -> Result<Vec<MeasureRow>, ChecksError> {
    use super::types::EnclosureReading;
    let exact = |value: f64| Ranged {
        value,
        low: value,
        high: value,
    };
    let row = |label: &str, detail: String, unit, decimals, cells| MeasureRow {
        label: label.to_owned(),
        detail,
        unit,
        cells,
        decimals,
        said: Vec::new(),
    };
    let mut rows = vec![row(
        "Share held",
        "%, range".to_owned(),
        "percent",
        0,
        drawn.iter().map(|drawn| drawn.reading.share).collect(),
    )];
    let (mut gained, mut lost) = (Vec::new(), Vec::new());
    let (mut approach, mut penetration) = (Vec::new(), Vec::new());
    let month_ago = earlier(on, SERIES_DAYS);
    let measuring = || ChecksError::measuring(format!("the ground around {}", known.place.name));
    for drawn in drawn {
        let then = |day| {
            maps.drawn_by(&drawn.reading.outlet, day)
                .map(|map| maps.layers(&map.id, side))
                .transpose()
        };
        let window = known.boundaries.first().map(|(_, ground)| ground);
        let changed = match (then(since)?, window) {
            (Some(before), Some(window)) => Some(
                change(
                    &before.held,
                    &drawn.layers.held,
                    Some(window),
                    &SliverRule::default(),
                )
                .map_err(measuring())?,
            ),
            _ => None,
        };
        gained.push(
            changed
                .as_ref()
                .map(|changed| exact(changed.gained.total.0)),
        );
        lost.push(changed.as_ref().map(|changed| exact(changed.lost.total.0)));
        let (mut by_approach, mut by_penetration) = (None, None);
        if let Some(before) = then(month_ago)? {
            let target = site(known);
            by_approach =
                salient_terrain::advance_by_approach(&target, &before.held, &drawn.layers.held)
                    .map_err(measuring())?;
            let sector = salient_terrain::Sector {
                target: known.place.center,
                half_angle: SECTOR_HALF_ANGLE,
                reach: None,
            };
            by_penetration = salient_terrain::advance_by_penetration(
                &sector,
                &before.held,
                &drawn.layers.held,
                &SliverRule::default(),
            )
            .map_err(measuring())?;
        }
        approach.push(by_approach.map(|approach| exact(approach.advance.km())));
        penetration.push(by_penetration.map(|penetration| exact(penetration.depth.km())));
    }
    rows.push(row(
        "Gained inside",
        since_words("km²", since),
        "km2",
        1,
        gained,
    ));
    rows.push(row(
        "Lost inside",
        since_words("km²", since),
        "km2",
        1,
        lost,
    ));
    let enclosure = drawn
        .iter()
        .map(|drawn| match drawn.reading.enclosure {
            Some(EnclosureReading::Closed) => Some(exact(0.0)),
            Some(EnclosureReading::Open {
                width_km: Some(width),
                ..
            }) => Some(exact(width)),
            _ => None,
        })
        .collect();
    rows.push(row(
        "Way out",
        "km, narrowest".to_owned(),
        "km",
        1,
        enclosure,
    ));
    rows.push(row(
        "Distance",
        "km, to held ground".to_owned(),
        "km",
        1,
        drawn
            .iter()
            .map(|drawn| drawn.reading.distance_km.map(exact))
            .collect(),
    ));
    rows.push(row(
        "Approach",
        since_words("km", month_ago),
        "km",
        1,
        approach,
    ));
    rows.push(row(
        "Penetration",
        since_words("km", month_ago),
        "km",
        1,
        penetration,
    ));
    rows.retain(|row| row.cells.iter().any(Option::is_some));
    Ok(rows)
}

/// "km², since 1 Nov": the year stands in the brief's date.
fn since_words(unit: &str, since: Date) -> String {
    format!("{unit}, since {}", since.strftime("%-d %b"))
}

fn methods(known: &KnownPlace, boundary: Option<&Boundary>, drawn: &[Drawn]) -> Vec<String> {
    let mut methods = Vec::new();
    match boundary {
        Some(boundary) => {
            methods.push(format!(
                "Limit of the place: {}, {:.1} km².",
                boundary.name, boundary.area_km2
            ));
            if boundary.alternatives.is_empty() {
                methods.push("Ranges: the maps one day either side.".to_owned());
            } else {
                let others: Vec<String> = boundary
                    .alternatives
                    .iter()
                    .map(|(name, area)| format!("{name}, {area:.1} km²"))
                    .collect();
                methods.push(format!(
                    "Ranges: other limits ({}) and the maps one day either side.",
                    others.join("; ")
                ));
            }
        }
        None => methods.push(format!(
            "No limit of {} is known here, so no share is given.",
            known.place.name
        )),
    }
    if !drawn.is_empty() {
        methods.push("Blank ground is not drawn; it is not the other side's. Maps are outlets too and are never averaged.".to_owned());
        methods.push(format!(
            "A map draws a place as held from {WHOLE_PERCENT:.0} % on; a stated share may be missed by {TOLERANCE_POINTS:.0} point; a map older than {STALE_DAYS} days does not decide."
        ));
        methods.push("Way out: the widest disc that passes from free ground of the place to open ground beyond 20 km, ±0.1 km.".to_owned());
        methods.push(format!(
            "Penetration: largest distance of newly held ground from the ground held before, within {SECTOR_HALF_ANGLE:.0}° of the direction to the place. Approach: distance to the place then minus now."
        ));
    }
    methods.push("Claims were found by rules; their words are quoted, their fields may be wrong, and the notes lead back to them.".to_owned());
    methods
}
