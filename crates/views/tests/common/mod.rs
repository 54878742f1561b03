//! An invented dossier: Ridge Town in the Sel valley, two sides, three map outlets, claims with every outcome.
//!
//! The figures are made up and need not follow from the polygons: a view prints what it is given.
#![allow(
    dead_code,
    reason = "each test file and the example use a part of this module"
)]

mod claims;
mod ground;

use salient_checks::dossier::{
    Agreement, Boundary, Change, Dossier, EnclosureReading, MapReading, MeasureRow, Neighbour,
    Ranged, ShareSeries, SideLabel,
};
use salient_model::geometry::{MultiPolygon, Rect};
use salient_model::{Date, LonLat, Outcome, Place, PlaceId, PlaceKind, SnapshotId};

/// The sides' names, as registered.
pub(crate) const SIDES: [&str; 2] = ["Norland", "Sudland"];

/// A date of the invented month.
pub(crate) fn date(text: &str) -> Date {
    text.parse().expect("fixture dates are written correctly")
}

/// The full dossier.
pub(crate) fn dossier() -> Dossier {
    dossier_of(SIDES)
}

/// The full dossier with the sides under other names.
pub(crate) fn dossier_of(names: [&str; 2]) -> Dossier {
    let sides: Vec<SideLabel> = names.iter().map(|name| side(name)).collect();
    let maps = maps();
    Dossier {
        place: place(),
        native_names: vec!["Гребенець".to_owned()],
        boundary: Some(Boundary {
            geometry: ground::town(),
            name: "osm:relation/7".to_owned(),
            area_km2: 21.4,
            alternatives: vec![("wof:77".to_owned(), 19.8)],
        }),
        on: date("2030-05-08"),
        since: date("2030-05-01"),
        holder: sides[0].clone(),
        edition: "5c51d637d844".to_owned(),
        agreement: Some(Agreement {
            all: ground::meet(&maps),
            any: ground::join(&maps),
            shares: Some((17.2, 48.4, 34.4)),
        }),
        missing_maps: Vec::new(),
        window: window(),
        neighbours: neighbours(),
        topics: claims::topics(&sides),
        measures: measures(),
        series: series(),
        changes: changes(),
        n_claims: (41, 19),
        methods: methods(),
        synthetic: true,
        sides,
        maps,
    }
}

/// The same without any claim.
pub(crate) fn without_claims() -> Dossier {
    let mut dossier = dossier();
    dossier.topics.clear();
    dossier.n_claims = (0, 0);
    dossier
        .changes
        .retain(|change| !change.words.ends_with("claims"));
    for row in &mut dossier.measures {
        row.said.clear();
    }
    dossier
}

/// The same without any map.
pub(crate) fn without_maps() -> Dossier {
    let mut dossier = with_maps(0);
    dossier.agreement = None;
    dossier.missing_maps = vec![("Crest Map".to_owned(), "no map by 8 May 2030".to_owned())];
    for claim in dossier
        .topics
        .iter_mut()
        .flat_map(|topic| &mut topic.claims)
    {
        if let Some(finding) = &mut claim.finding {
            finding.outcome = Outcome::NotComputable;
            "no map of this ground by 8 May 2030".clone_into(&mut finding.reason.words);
        }
    }
    dossier
}

/// The same with the first `n` maps only.
pub(crate) fn with_maps(n: usize) -> Dossier {
    let mut dossier = dossier();
    dossier.maps.truncate(n);
    dossier.series.truncate(n);
    for row in &mut dossier.measures {
        row.cells.truncate(n);
    }
    dossier.measures.retain(|row| !row.cells.is_empty());
    if n == 1 {
        let held = dossier.maps[0].held.clone();
        dossier.agreement = Some(Agreement {
            all: held.clone(),
            any: held,
            shares: Some((19.3, 0.0, 80.7)),
        });
    }
    dossier
}

/// The same with the first map five days old.
pub(crate) fn with_a_stale_map() -> Dossier {
    let mut dossier = dossier();
    let first = &mut dossier.maps[0];
    first.drawn = date("2030-05-04");
    first.as_of = date("2030-05-03");
    first.age_days = 5;
    dossier.agreement = Some(Agreement {
        all: ground::meet(&dossier.maps[1..]),
        any: ground::join(&dossier.maps[1..]),
        shares: Some((40.0, 25.6, 34.4)),
    });
    dossier
}

/// The same where no limit of the place is known.
pub(crate) fn without_a_limit() -> Dossier {
    let mut dossier = dossier();
    dossier.boundary = None;
    dossier.series = Vec::new();
    dossier.measures.retain(|row| row.unit == "km");
    for map in &mut dossier.maps {
        map.share = None;
    }
    if let Some(agreement) = &mut dossier.agreement {
        agreement.shares = None;
    }
    dossier.methods =
        vec!["No limit of Ridge Town is known here, so no share is given.".to_owned()];
    dossier
}

/// The same claims, each said by the other side; names of sources stay.
pub(crate) fn said_by_the_other_side() -> Dossier {
    let mut dossier = dossier();
    let keys = [dossier.sides[0].key.clone(), dossier.sides[1].key.clone()];
    for claim in dossier
        .topics
        .iter_mut()
        .flat_map(|topic| &mut topic.claims)
    {
        let side = &mut claim.claim.source.side;
        if *side == keys[0] {
            side.clone_from(&keys[1]);
        } else if *side == keys[1] {
            side.clone_from(&keys[0]);
        }
    }
    dossier
}

fn side(name: &str) -> SideLabel {
    SideLabel {
        key: name[..3].to_uppercase(),
        name: name.to_owned(),
        adjective: format!("{name}ic"),
    }
}

fn place() -> Place {
    Place {
        id: PlaceId("osm:relation/7".to_owned()),
        name: "Ridge Town".to_owned(),
        toponyms: Vec::new(),
        kind: PlaceKind::Settlement,
        country: None,
        within: Vec::new(),
        center: at(37.10, 48.20),
        boundary: Some(ground::town()),
        population: Some(41_000),
        dataset: "invented".to_owned(),
    }
}

fn at(lon: f64, lat: f64) -> LonLat {
    LonLat::new(lon, lat).expect("fixture points lie on the globe")
}

fn window() -> Rect<f64> {
    Rect::new((36.949, 48.137), (37.251, 48.263))
}

fn neighbours() -> Vec<Neighbour> {
    let point = |name: &str, lon, lat, population| Neighbour {
        name: name.to_owned(),
        center: at(lon, lat),
        boundary: None,
        population: Some(population),
    };
    vec![
        Neighbour {
            boundary: Some(ground::mill()),
            ..point("Millbrook", 37.192, 48.216, 17_000)
        },
        point("Ferny Hill", 37.015, 48.245, 2_100),
        point("Stonebridge", 37.165, 48.150, 900),
        point("Lower Sel", 36.985, 48.172, 400),
    ]
}

fn maps() -> Vec<MapReading> {
    let ranged = |value, low, high| Ranged { value, low, high };
    let map = |outlet: &str, name: &str, share, held: MultiPolygon<f64>, width, neck| MapReading {
        outlet: outlet.to_owned(),
        name: name.to_owned(),
        snapshot: SnapshotId::from_record(format!("{outlet}-0508")),
        drawn: date("2030-05-08"),
        as_of: date("2030-05-07"),
        age_days: 1,
        raw_hash: "08af579ef29041a4c0ffee00c0ffee00c0ffee00c0ffee00c0ffee00c0ffee00".to_owned(),
        credit: "Invented for tests.".to_owned(),
        held,
        contested: MultiPolygon(Vec::new()),
        share: Some(share),
        contested_share: None,
        not_drawn_share: Some(100.0 - share.value),
        distance_km: Some(0.0),
        enclosure: Some(EnclosureReading::Open {
            width_km: width,
            neck,
            bearings_closed: 71.0,
            error_km: 0.1,
        }),
    };
    let mut maps = vec![
        map(
            "crest",
            "Crest Map",
            ranged(19.3, 19.3, 22.8),
            ground::crest(),
            Some(7.84),
            Some((at(37.0, 48.178), at(37.18, 48.24))),
        ),
        map(
            "fieldnotes",
            "Fieldnotes (after Sel Watch)",
            ranged(46.6, 43.9, 47.6),
            ground::fieldnotes(),
            Some(6.57),
            Some((at(37.0, 48.19), at(37.14, 48.25))),
        ),
        map(
            "vale",
            "Vale Survey",
            ranged(55.8, 50.7, 61.9),
            ground::vale(),
            None,
            None,
        ),
    ];
    maps[2].as_of = date("2030-05-08");
    maps[2].age_days = 0;
    maps
}

fn measures() -> Vec<MeasureRow> {
    let one = |value| {
        Some(Ranged {
            value,
            low: value,
            high: value,
        })
    };
    let row =
        |label: &str, detail: &str, unit, decimals, cells, said: &[(usize, &str)]| MeasureRow {
            label: label.to_owned(),
            detail: detail.to_owned(),
            unit,
            cells,
            decimals,
            said: said
                .iter()
                .map(|(note, words)| (*note, (*words).to_owned()))
                .collect(),
        };
    let shares = maps().into_iter().map(|map| map.share).collect();
    vec![
        row(
            "Share held",
            "%, range",
            "percent",
            0,
            shares,
            &[(1, "> 70 %"), (4, "≈ 40 %")],
        ),
        row(
            "Gained inside",
            "km², since 1 May",
            "km2",
            1,
            vec![one(3.71), one(2.08), one(16.04)],
            &[],
        ),
        row(
            "Lost inside",
            "km², since 1 May",
            "km2",
            1,
            vec![one(0.0), one(0.0), one(0.3)],
            &[],
        ),
        row(
            "Way out",
            "km, narrowest",
            "km",
            1,
            vec![one(7.84), one(6.57), None],
            &[],
        ),
        row(
            "Penetration",
            "km, since 8 Apr",
            "km",
            1,
            vec![one(3.46), one(2.31), one(3.9)],
            &[(6, "39 km"), (12, "41 km")],
        ),
    ]
}

fn series() -> Vec<ShareSeries> {
    let line = |outlet: &str, name: &str, points: &[(&str, f64)]| ShareSeries {
        outlet: outlet.to_owned(),
        name: name.to_owned(),
        points: points
            .iter()
            .map(|(day, share)| (date(day), *share))
            .collect(),
    };
    vec![
        line(
            "crest",
            "Crest Map",
            &[
                ("2030-04-08", 0.0),
                ("2030-04-19", 4.1),
                ("2030-05-03", 7.2),
                ("2030-05-04", 19.3),
                ("2030-05-08", 19.3),
            ],
        ),
        line(
            "fieldnotes",
            "Fieldnotes (after Sel Watch)",
            &[
                ("2030-04-08", 3.4),
                ("2030-04-21", 10.2),
                ("2030-05-02", 40.1),
                ("2030-05-04", 43.0),
                ("2030-05-08", 46.6),
            ],
        ),
        line(
            "vale",
            "Vale Survey",
            &[
                ("2030-04-09", 0.0),
                ("2030-05-04", 39.0),
                ("2030-05-05", 28.1),
                ("2030-05-06", 55.8),
                ("2030-05-08", 55.8),
            ],
        ),
    ]
}

fn changes() -> Vec<Change> {
    let change = |day: &str, words: &str, notes: &[usize]| Change {
        date: date(day),
        words: words.to_owned(),
        notes: notes.to_vec(),
    };
    vec![
        change("2030-05-08", "Fieldnotes 43 → 47 %", &[]),
        change("2030-05-08", "2 new claims", &[1, 2]),
        change("2030-05-06", "Vale Survey 28 → 56 %", &[]),
        change("2030-05-05", "Vale Survey 39 → 28 %", &[]),
        change(
            "2030-05-04",
            "Crest Map 7 → 19 %, Fieldnotes 40 → 43 %, Vale Survey 0 → 39 %",
            &[],
        ),
        change("2030-05-04", "12 new claims", &[]),
    ]
}

fn methods() -> Vec<String> {
    [
        "Limit of the place: osm:relation/7, 21.4 km².",
        "Ranges: other limits (wof:77, 19.8 km²) and the maps one day either side.",
        "Blank ground is not drawn; it is not the other side's. Maps are outlets too and are never averaged.",
    ]
    .map(str::to_owned)
    .to_vec()
}
