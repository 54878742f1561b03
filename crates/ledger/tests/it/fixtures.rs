//! The invented theatre of the Ridge, small enough to read.

use geo_types::{Coord, LineString, MultiPolygon, Polygon};
use jiff::Timestamp;
use jiff::civil::date;
use salient_ledger::{Case, CaseInfo};
use salient_model::{
    Attribution, ByteSpan, Candidate, Certainty, Claim, ClaimId, ClaimTime, ClaimType, Comparator,
    ControlState, ControlZone, Date, Diagnostic, Directness, Document, DocumentFormat, DocumentId,
    Entity, ExtractorInfo, Force, ForceBasis, LonLat, MapCheckable, Modality, OffsetMap, Place,
    PlaceId, PlaceKind, PlaceMention, PlaceRole, Polarity, Quantity, RelativePosition, Repairs,
    Sentence, Sha256, Snapshot, SnapshotId, Source, SourceKind, TextPolicy, TextZone, TextZoneKind,
    Tier, Toponym,
};

/// When the fixtures are recorded.
pub(crate) fn recorded_at() -> Timestamp {
    "2031-05-04T09:30:00.25Z".parse().unwrap()
}

pub(crate) fn info() -> CaseInfo {
    CaseInfo {
        theatre: "ridge".to_owned(),
        title: "The Ridge in May".to_owned(),
        created: "2031-05-01T00:00:00Z".parse().unwrap(),
    }
}

/// A document with cyrillic letters and typographic quotes, so that bytes and code points differ.
pub(crate) fn document(n: usize) -> Document {
    let text = format!(
        "KARRAN, May {n} — The Vale Ministry said its troops hold “Верхній Ольм” and 3 to 5 km of road. Residents of Olm denied it.\n"
    );
    document_with_text(text, date(2031, 5, 3))
}

pub(crate) fn document_with_text(text: String, published: Date) -> Document {
    let text_hash = Sha256::of(text.as_bytes());
    let span = |words: &str| find(&text, words);
    Document {
        id: DocumentId::derive(&text_hash, "Ridge Courier", Some(published)),
        raw_hash: text_hash,
        text_hash,
        outlet: "Ridge Courier".to_owned(),
        published: Some(published),
        theatre: Some("ridge".to_owned()),
        title: None,
        url: Some("https://ridge.example/1".to_owned()),
        origin: "inbox/olm.txt".to_owned(),
        format: DocumentFormat::PlainText,
        text_policy: TextPolicy::OffsetsOnly,
        offset_map: OffsetMap::identity(text.len()),
        sentences: vec![
            Sentence {
                span: span(
                    "The Vale Ministry said its troops hold “Верхній Ольм” and 3 to 5 km of road.",
                ),
                paragraph: 0,
            },
            Sentence {
                span: span("Residents of Olm denied it."),
                paragraph: 0,
            },
        ],
        zones: vec![TextZone {
            span: span("KARRAN"),
            kind: TextZoneKind::Dateline,
        }],
        diagnostics: vec![Diagnostic::in_text(
            "C001",
            "a quotation that never closes",
            Some(span("“Верхній")),
        )],
        text,
    }
}

pub(crate) fn find(text: &str, words: &str) -> ByteSpan {
    let start = text.find(words).unwrap();
    ByteSpan::new(start, start + words.len()).unwrap()
}

pub(crate) fn attributions(document: &Document) -> Vec<Attribution> {
    let span = |words| find(&document.text, words);
    vec![
        Attribution {
            source: vec![span("The Vale Ministry")],
            cue: vec![span("said")],
            content: vec![
                span("its troops hold “Верхній Ольм”"),
                span("3 to 5 km of road"),
            ],
            inside: None,
        },
        Attribution {
            source: vec![span("Residents of Olm")],
            cue: vec![span("denied")],
            content: vec![span("it.")],
            inside: Some(0),
        },
    ]
}

pub(crate) fn claims(document: &Document) -> Vec<Claim> {
    let span = |words| find(&document.text, words);
    let held = claim(
        document,
        span("its troops hold “Верхній Ольм”"),
        "Vale Ministry",
        Polarity::Affirmative,
    );
    let road = claim(
        document,
        span("3 to 5 km of road"),
        "Vale Ministry",
        Polarity::Affirmative,
    );
    let denied = claim(document, span("denied it"), "residents", Polarity::Negative);
    vec![
        Claim {
            places: vec![PlaceMention {
                name: "Upper Olm".to_owned(),
                role: PlaceRole::In,
                span: Some(span("Верхній Ольм")),
                candidates: vec![
                    candidate("ridge:upper-olm", 10.25, 50.5),
                    candidate("ridge:olm", 10.5, 50.5),
                ],
                relative: None,
            }],
            ..held
        },
        Claim {
            quantities: vec![Quantity {
                value: Some(3.0),
                high: Some(5.0),
                unit: "km".to_owned(),
                comparator: Comparator::Range,
                of: Some("road".to_owned()),
                span: Some(span("3 to 5 km")),
                same_quantity_as: None,
                derived: false,
            }],
            places: vec![PlaceMention {
                name: "north of Olm".to_owned(),
                role: PlaceRole::NorthOf,
                span: None,
                candidates: vec![candidate("ridge:olm", 10.5, 50.5)],
                relative: Some(RelativePosition {
                    distance_m: Some(0.1 + 0.2),
                    uncertainty_m: 2_000.0,
                }),
            }],
            ..road
        },
        denied,
    ]
}

pub(crate) fn claim(
    document: &Document,
    span: ByteSpan,
    source: &str,
    polarity: Polarity,
) -> Claim {
    Claim {
        id: ClaimId::derive(
            &document.id,
            span,
            source,
            ClaimType::ControlStatus,
            polarity,
        ),
        document: document.id.clone(),
        span,
        sentence: document.enclosing_sentences(span).unwrap_or(span),
        cue: None,
        source: Source {
            name: source.to_owned(),
            span: None,
            role: None,
            kind: SourceKind::Official,
            side: "VALE".to_owned(),
            actor: None,
            named: true,
            protected: false,
        },
        force: Force::Asserts,
        force_from: ForceBasis::Cue,
        directness: Directness::Indirect,
        claim_type: ClaimType::ControlStatus,
        subject: Some(Entity {
            name: "Vale army".to_owned(),
            span: None,
            actor: Some("vale-army".to_owned()),
            side: Some("VALE".to_owned()),
        }),
        object: None,
        places: Vec::new(),
        time: ClaimTime::as_of(date(2031, 5, 3)),
        quantities: Vec::new(),
        polarity,
        certainty: Certainty::Certain,
        modality: Modality::Actual,
        map: MapCheckable::Yes,
        tier: Tier::Core,
        extractor: ExtractorInfo {
            name: "rules".to_owned(),
            version: "0.1.0".to_owned(),
            model_hash: Some(Sha256::of(b"lexicon")),
        },
    }
}

pub(crate) fn candidate(id: &str, lon: f64, lat: f64) -> Candidate {
    Candidate {
        place: PlaceId(id.to_owned()),
        name: "Olm".to_owned(),
        center: LonLat::new(lon, lat).unwrap(),
        reasons: vec!["name in the theatre pack".to_owned()],
    }
}

/// A square of `size` degrees with its south-west corner at `lon`, `lat`.
pub(crate) fn square(lon: f64, lat: f64, size: f64) -> MultiPolygon<f64> {
    let corners = [
        (0.0, 0.0),
        (size, 0.0),
        (size, size),
        (0.0, size),
        (0.0, 0.0),
    ];
    let ring = corners.map(|(east, north)| Coord {
        x: lon + east,
        y: lat + north,
    });
    MultiPolygon(vec![Polygon::new(LineString(ring.to_vec()), Vec::new())])
}

/// The map of an outlet for May `day`, which shows the end of the day before.
pub(crate) fn snapshot(day: i8) -> Snapshot {
    let drawn = date(2031, 5, day);
    let zone = |state, actor: &str, geometry| ControlZone {
        state,
        actor: Some(actor.to_owned()),
        geometry,
    };
    let raw_hash = Sha256::of(format!("map of May {day}").as_bytes());
    Snapshot {
        id: SnapshotId::derive("ridgemap", drawn, &raw_hash),
        outlet: "ridgemap".to_owned(),
        drawn,
        as_of: drawn.yesterday().unwrap(),
        zones: vec![
            zone(
                ControlState::Held,
                "VALE",
                square(10.0, 50.0, 0.1 + f64::from(day) / 7.0),
            ),
            zone(
                ControlState::Contested,
                "VALE",
                square(12.0, 50.0, 1.0 / 3.0),
            ),
            ControlZone {
                state: ControlState::Unknown,
                actor: None,
                geometry: MultiPolygon(Vec::new()),
            },
        ],
        raw_hash,
        origin: format!("ridgemap.ndjson:{day}"),
        repairs: Repairs {
            reoriented: 2,
            ..Repairs::default()
        },
        diagnostics: vec![Diagnostic::at(
            "M001",
            "ring orientation reversed",
            "feature 3, ring 2",
        )],
    }
}

pub(crate) fn places() -> Vec<Place> {
    let toponym = |name: &str, language: &str, former| Toponym {
        name: name.to_owned(),
        language: Some(language.to_owned()),
        former,
    };
    let olm = Place {
        id: PlaceId("ridge:olm".to_owned()),
        name: "Olm".to_owned(),
        toponyms: vec![toponym("Ольм", "uk", false), toponym("Old Olm", "en", true)],
        kind: PlaceKind::Settlement,
        country: None,
        within: vec!["Karran district".to_owned()],
        center: LonLat::new(10.5, 50.5).unwrap(),
        boundary: Some(square(10.4, 50.4, 0.2)),
        population: Some(12_000),
        dataset: "invented".to_owned(),
    };
    let upper_olm = Place {
        id: PlaceId("ridge:upper-olm".to_owned()),
        name: "Upper Olm".to_owned(),
        toponyms: Vec::new(),
        boundary: None,
        population: None,
        ..olm.clone()
    };
    vec![olm, upper_olm]
}

/// A case with a document, maps of three days, two places, and a theatre pack.
pub(crate) fn filled_case(path: &std::path::Path) -> Case {
    let mut case = Case::create(path, &info()).unwrap();
    case.append_theatre("key = \"ridge\"\n", recorded_at())
        .unwrap();
    case.append_places(&places(), recorded_at()).unwrap();
    let snapshots: Vec<_> = (1..=3).map(snapshot).collect();
    case.append_snapshots(&snapshots, r#"{"name":"Ridge Map"}"#, recorded_at())
        .unwrap();
    let document = document(3);
    let raw = document.text.clone();
    case.append_document(
        &document,
        raw.as_bytes(),
        &claims(&document),
        &attributions(&document),
        recorded_at(),
    )
    .unwrap();
    case
}
