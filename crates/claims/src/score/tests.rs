use super::*;
use salient_model::{
    ByteSpan, Certainty, ClaimId, ClaimTime, ClaimType, Comparator, Date, Directness, DocumentId,
    ExtractorInfo, Force, ForceBasis, MapCheckable, Modality, PlaceMention, PlaceRole, Polarity,
    Quantity, Source, SourceKind,
};

const TEXT: &str = "The ministry said its troops hold Ridge. The rebels deny it. Rain fell.";

fn span(words: &str) -> ByteSpan {
    let start = TEXT.find(words).unwrap();
    ByteSpan::new(start, start + words.len()).unwrap()
}

fn claim(words: &str, source: &str, claim_type: ClaimType, tier: Tier) -> Claim {
    let document = DocumentId::from_record("d");
    let day: Date = "2024-05-01".parse().unwrap();
    Claim {
        id: ClaimId::derive(
            &document,
            span(words),
            source,
            claim_type,
            Polarity::Affirmative,
        ),
        document,
        span: span(words),
        sentence: span(words),
        cue: None,
        source: Source {
            name: source.to_owned(),
            span: None,
            role: None,
            kind: SourceKind::Official,
            side: "A".to_owned(),
            actor: None,
            named: true,
            protected: false,
        },
        force: Force::Asserts,
        force_from: ForceBasis::Cue,
        directness: Directness::Indirect,
        claim_type,
        subject: None,
        object: None,
        places: vec![PlaceMention {
            name: "Ridge".to_owned(),
            role: PlaceRole::At,
            span: None,
            candidates: Vec::new(),
            relative: None,
        }],
        time: ClaimTime::as_of(day),
        quantities: vec![Quantity {
            value: Some(12.0),
            high: None,
            unit: "kilometres".to_owned(),
            comparator: Comparator::Equal,
            of: None,
            span: None,
            same_quantity_as: None,
            derived: false,
        }],
        polarity: Polarity::Affirmative,
        certainty: Certainty::Certain,
        modality: Modality::Actual,
        map: MapCheckable::Yes,
        tier,
        extractor: ExtractorInfo {
            name: "test".to_owned(),
            version: "1".to_owned(),
            model_hash: None,
        },
    }
}

fn score(gold: &[Claim], predicted: &[Claim]) -> ScoreReport {
    score_claims(&[ScoredDocument {
        name: "ridge",
        text: TEXT,
        gold,
        gold_relations: &[],
        predicted,
        predicted_relations: &[],
    }])
}

fn value(report: &ScoreReport, name: &str) -> Option<f64> {
    report.measure(name).and_then(Measure::value)
}

#[test]
fn a_gold_list_scored_against_itself_is_perfect() {
    let gold = [
        claim(
            "its troops hold Ridge",
            "ministry",
            ClaimType::ControlStatus,
            Tier::Core,
        ),
        claim("deny it", "rebels", ClaimType::ControlStatus, Tier::Core),
    ];
    let report = score(&gold, &gold);
    for name in [
        "core",
        "core_strict",
        "all",
        "source",
        "type",
        "quantity",
        "time",
        "place",
    ] {
        assert_eq!(value(&report, name), Some(1.0), "{name}");
    }
}

#[test]
fn a_hit_on_an_optional_claim_is_neutral_and_a_stray_claim_costs_precision() {
    let gold = [
        claim(
            "its troops hold Ridge",
            "ministry",
            ClaimType::ControlStatus,
            Tier::Core,
        ),
        claim(
            "Rain fell",
            "agency",
            ClaimType::SituationAssessment,
            Tier::Optional,
        ),
    ];
    let neutral = score(&gold, &gold);
    assert_eq!(value(&neutral, "core"), Some(1.0));
    let stray = [
        gold[0].clone(),
        claim(
            "The rebels deny it",
            "rebels",
            ClaimType::Combat,
            Tier::Core,
        ),
    ];
    let report = score(&gold, &stray);
    let core = report.measure("core").unwrap();
    assert_eq!(core.tally.precision(), Some(0.5));
    assert_eq!(core.tally.recall(), Some(1.0));
    assert_eq!(value(&report, "optional_recall"), Some(0.0));
}

#[test]
fn two_claimants_over_one_span_do_not_swap_places() {
    let gold = [
        claim(
            "its troops hold Ridge",
            "ministry",
            ClaimType::ControlStatus,
            Tier::Core,
        ),
        claim(
            "its troops hold Ridge",
            "mayor",
            ClaimType::ControlStatus,
            Tier::Core,
        ),
    ];
    let predicted = [gold[1].clone(), gold[0].clone()];
    assert_eq!(value(&score(&gold, &predicted), "source"), Some(1.0));
}

#[test]
fn units_of_one_family_are_equal_and_a_different_number_is_not() {
    let gold = [claim(
        "its troops hold Ridge",
        "ministry",
        ClaimType::ControlStatus,
        Tier::Core,
    )];
    let mut predicted = gold.clone();
    predicted[0].quantities[0].unit = "km".to_owned();
    assert_eq!(value(&score(&gold, &predicted), "quantity"), Some(1.0));
    predicted[0].quantities[0].value = Some(13.0);
    assert_eq!(value(&score(&gold, &predicted), "quantity"), Some(0.0));
}

#[test]
fn windows_agree_when_they_overlap_and_neither_is_twice_as_long() {
    let gold = [claim(
        "its troops hold Ridge",
        "ministry",
        ClaimType::ControlStatus,
        Tier::Core,
    )];
    let mut predicted = gold.clone();
    predicted[0].time.start = Some("2024-04-30".parse().unwrap());
    let report = score(&gold, &predicted);
    assert_eq!(value(&report, "time"), Some(0.0));
    assert_eq!(value(&report, "time_window"), Some(1.0));
    predicted[0].time.start = Some("2024-04-01".parse().unwrap());
    assert_eq!(value(&score(&gold, &predicted), "time_window"), Some(0.0));
}

#[test]
fn an_empty_prediction_scores_zero_and_an_empty_gold_has_no_value() {
    let gold = [claim("Rain fell", "agency", ClaimType::Combat, Tier::Core)];
    assert_eq!(value(&score(&gold, &[]), "core"), Some(0.0));
    assert_eq!(value(&score(&[], &[]), "core"), None);
}
