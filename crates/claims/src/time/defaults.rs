//! The event time of a claim without a date of its own: by modality, type, and tense, or inherited from the claim before it.

use salient_model::{ClaimTime, ClaimType, Force, Modality, TimePrecision, TimeRelation};

use super::claim_time::ClaimWords;
use super::tense::{Tense, tense_of};

/// How a proposition lies in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Holds at a time.
    State,
    /// Happened at a time.
    Event,
    /// Happens again and again, or holds in general.
    Habit,
    /// Lies ahead: forecasts, plans, demands.
    Ahead,
}

/// Types that say how things stand, whatever their tense.
fn is_state(claim_type: ClaimType) -> bool {
    matches!(
        claim_type,
        ClaimType::ControlShare
            | ClaimType::ControlStatus
            | ClaimType::FrontlineLocation
            | ClaimType::ForceSize
            | ClaimType::Population
            | ClaimType::StrategicValue
            | ClaimType::SituationAssessment
            | ClaimType::NoComment
            | ClaimType::CasualtyDisclosure
            | ClaimType::HumanitarianAccess
            | ClaimType::DefenceStatus
            | ClaimType::Encirclement
            | ClaimType::Definition
            | ClaimType::VerificationStatus
            | ClaimType::Logistics
            | ClaimType::Intent
            | ClaimType::Demand
            | ClaimType::InfrastructureDamage
            | ClaimType::Deployment
    )
}

/// Types of which each instance is an event.
fn is_event(claim_type: ClaimType) -> bool {
    matches!(
        claim_type,
        ClaimType::Withdrawal
            | ClaimType::Surrender
            | ClaimType::Strike
            | ClaimType::Entry
            | ClaimType::Advance
            | ClaimType::AdvanceDistance
            | ClaimType::OperationOutcome
            | ClaimType::LossesPersonnel
            | ClaimType::LossesEquipment
            | ClaimType::CasualtiesCivilian
            | ClaimType::Operation
            | ClaimType::Displacement
    )
}

/// How the claim lies in time, from modality first, then type and tense.
pub(crate) fn default_shape(words: &ClaimWords<'_>) -> Shape {
    match words.modality {
        Modality::Future | Modality::Conditional | Modality::Normative => return Shape::Ahead,
        Modality::Intended if words.force != Force::Denies => return Shape::Ahead,
        Modality::Habitual => return Shape::Habit,
        Modality::Actual | Modality::Intended => {}
    }
    if words.claim_type == ClaimType::Forecast && words.force != Force::Doubts {
        return Shape::Ahead;
    }
    let tense = tense_of(words.span.slice(words.text).unwrap_or_default());
    let past = matches!(tense, Tense::Past | Tense::Pluperfect);
    match words.claim_type {
        claim_type if is_state(claim_type) && !past => Shape::State,
        ClaimType::ControlShare
        | ClaimType::ForceSize
        | ClaimType::NoComment
        | ClaimType::CasualtyDisclosure
        | ClaimType::VerificationStatus
        | ClaimType::SituationAssessment
        | ClaimType::ControlStatus => Shape::State,
        claim_type if is_event(claim_type) && tense != Tense::Present => Shape::Event,
        _ if past || tense == Tense::Perfect => Shape::Event,
        _ => Shape::State,
    }
}

/// The event time when no words give one.
pub(crate) fn undated(words: &ClaimWords<'_>, shape: Shape) -> ClaimTime {
    let today = words.anchor.today();
    let time = |start, end, relation| ClaimTime {
        start,
        end,
        relation,
        precision: TimePrecision::Vague,
        span: None,
    };
    match shape {
        Shape::Ahead if words.modality == Modality::Normative => {
            time(today, today, TimeRelation::AsOf)
        }
        Shape::Ahead => time(today, None, TimeRelation::After),
        Shape::Habit => time(today, today, TimeRelation::Habitual),
        Shape::State => ClaimTime {
            precision: TimePrecision::Day,
            ..time(today, today, TimeRelation::AsOf)
        },
        Shape::Event => inherited(words).unwrap_or_else(|| time(None, today, TimeRelation::Before)),
    }
}

/// An event told right after a dated one, in the same paragraph, shares its days.
fn inherited(words: &ClaimWords<'_>) -> Option<ClaimTime> {
    let previous = words.previous?;
    let dated = previous.start.is_some() && previous.end.is_some();
    let event = matches!(previous.relation, TimeRelation::At | TimeRelation::During);
    (dated && event).then(|| ClaimTime {
        span: None,
        ..previous.clone()
    })
}
