//! Generates claims with any values that the model allows.

use jiff::civil::date;
use proptest::prelude::*;
use salient_model::{
    ByteSpan, Candidate, Certainty, Claim, ClaimId, ClaimTime, ClaimType, Comparator, Date,
    Directness, Document, DocumentId, Entity, ExtractorInfo, Force, ForceBasis, LonLat,
    MapCheckable, Modality, OffsetMap, PlaceId, PlaceMention, PlaceRole, Polarity, Quantity,
    RelativePosition, Sha256, Source, SourceKind, Tier, TimePrecision, TimeRelation,
};

use crate::fixtures::document;

fn any_of<T: Copy + std::fmt::Debug + 'static>(words: &'static [T]) -> impl Strategy<Value = T> {
    prop::sample::select(words)
}

const TEXT: &str = "a “quote” — Верхній Ольм 🙂 end\u{301}. The ridge holds; the vale does not.";

fn any_span() -> impl Strategy<Value = ByteSpan> {
    let boundaries: Vec<usize> = (0..=TEXT.len())
        .filter(|at| TEXT.is_char_boundary(*at))
        .collect();
    (0..boundaries.len(), 0..boundaries.len()).prop_filter_map(
        "an empty span",
        move |(one, other)| {
            ByteSpan::new(boundaries[one.min(other)], boundaries[one.max(other)]).ok()
        },
    )
}

fn any_date() -> impl Strategy<Value = Date> {
    (1900i16..2100, 1i8..=12, 1i8..=28).prop_map(|(year, month, day)| date(year, month, day))
}

fn any_words() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z ]{0,8}",
        Just("Ольм \"x\" \\ \n\u{0}\u{2028}".to_owned())
    ]
}

fn any_number() -> impl Strategy<Value = f64> {
    any::<f64>().prop_filter("finite", |number| number.is_finite())
}

fn any_entity() -> impl Strategy<Value = Entity> {
    let key = || prop::option::of(any_words());
    (any_words(), prop::option::of(any_span()), key(), key()).prop_map(
        |(name, span, actor, side)| Entity {
            name,
            span,
            actor,
            side,
        },
    )
}

fn any_source() -> impl Strategy<Value = Source> {
    (
        any_entity(),
        prop::option::of(any_words()),
        any_of(SourceKind::ALL),
        any_words(),
        any::<(bool, bool)>(),
    )
        .prop_map(|(entity, role, kind, side, (named, protected))| Source {
            name: entity.name,
            span: entity.span,
            role,
            kind,
            side,
            actor: entity.actor,
            named,
            protected,
        })
}

fn any_place() -> impl Strategy<Value = PlaceMention> {
    let candidate = (
        any_words(),
        any_words(),
        -180.0..=180.0f64,
        -90.0..=90.0f64,
        prop::collection::vec(any_words(), 0..3),
    )
        .prop_map(|(id, name, lon, lat, reasons)| Candidate {
            place: PlaceId(id),
            name,
            center: LonLat::new(lon, lat).unwrap(),
            reasons,
        });
    let relative =
        (prop::option::of(any_number()), any_number()).prop_map(|(distance_m, uncertainty_m)| {
            RelativePosition {
                distance_m,
                uncertainty_m,
            }
        });
    (
        any_entity(),
        any_of(PlaceRole::ALL),
        prop::collection::vec(candidate, 0..3),
        prop::option::of(relative),
    )
        .prop_map(|(entity, role, candidates, relative)| PlaceMention {
            name: entity.name,
            role,
            span: entity.span,
            candidates,
            relative,
        })
}

fn any_quantity() -> impl Strategy<Value = Quantity> {
    let number = || prop::option::of(any_number());
    (
        number(),
        number(),
        any_entity(),
        any_of(Comparator::ALL),
        prop::option::of(0usize..3),
        any::<bool>(),
    )
        .prop_map(
            |(value, high, entity, comparator, same_quantity_as, derived)| Quantity {
                value,
                high,
                unit: entity.name,
                comparator,
                of: entity.actor,
                span: entity.span,
                same_quantity_as,
                derived,
            },
        )
}

fn any_time() -> impl Strategy<Value = ClaimTime> {
    let precision = any_of(&[
        TimePrecision::Hour,
        TimePrecision::Day,
        TimePrecision::Week,
        TimePrecision::Month,
        TimePrecision::Season,
        TimePrecision::Year,
        TimePrecision::Vague,
    ]);
    let day = || prop::option::of(any_date());
    (
        day(),
        day(),
        any_of(TimeRelation::ALL),
        precision,
        prop::option::of(any_span()),
    )
        .prop_map(|(start, end, relation, precision, span)| ClaimTime {
            start,
            end,
            relation,
            precision,
            span,
        })
}

prop_compose! {
    /// A claim of [`plain_document`].
    pub(crate) fn any_claim()(
        (span, sentence, cue) in (any_span(), any_span(), prop::option::of(any_span())),
        source in any_source(),
        (force, force_from, directness, claim_type) in (any_of(Force::ALL), any_of(ForceBasis::ALL), any_of(Directness::ALL), any_of(ClaimType::ALL)),
        (subject, object) in (prop::option::of(any_entity()), prop::option::of(any_entity())),
        places in prop::collection::vec(any_place(), 0..3),
        time in any_time(),
        quantities in prop::collection::vec(any_quantity(), 0..3),
        (polarity, certainty, modality) in (any_of(Polarity::ALL), any_of(Certainty::ALL), any_of(Modality::ALL)),
        (map, tier) in (any_of(MapCheckable::ALL), any_of(Tier::ALL)),
        (name, version, has_model) in (any_words(), any_words(), any::<bool>()),
    ) -> Claim {
        let document = plain_document().id;
        Claim {
            id: ClaimId::derive(&document, span, &source.name, claim_type, polarity),
            document, span, sentence, cue, source, force, force_from, directness, claim_type, subject, object, places, time, quantities,
            polarity, certainty, modality, map, tier,
            extractor: ExtractorInfo { name, version, model_hash: has_model.then(|| Sha256::of(b"model")) },
        }
    }
}

/// A document with letters of every width and without marked parts.
pub(crate) fn plain_document() -> Document {
    let text = TEXT.to_owned();
    let text_hash = Sha256::of(text.as_bytes());
    Document {
        id: DocumentId::derive(&text_hash, "Ridge Courier", None),
        raw_hash: text_hash,
        text_hash,
        published: None,
        offset_map: OffsetMap::identity(text.len()),
        sentences: Vec::new(),
        zones: Vec::new(),
        diagnostics: Vec::new(),
        text,
        ..document(3)
    }
}
