//! Certainty, polarity, and modality of invented claims.

use proptest::prelude::*;
use salient_model::{ByteSpan, Certainty, ClaimType, Force, Modality, Polarity};

use super::{Wording, certainty, modality, polarity};

fn words(text: &str, claim_type: ClaimType, force: Force) -> Wording<'_> {
    Wording {
        text,
        span: ByteSpan::new(0, text.len()).unwrap(),
        claim_type,
        force,
    }
}

#[test]
fn certainty_comes_from_words_of_the_content() {
    for (text, claim_type, expected) in [
        (
            "the ridge may be mined",
            ClaimType::DefenceStatus,
            Certainty::Possible,
        ),
        (
            "the ridge was reportedly mined",
            ClaimType::DefenceStatus,
            Certainty::Probable,
        ),
        (
            "the ridge is mined",
            ClaimType::DefenceStatus,
            Certainty::Certain,
        ),
        (
            "perhaps a third of the houses are gone",
            ClaimType::InfrastructureDamage,
            Certainty::Certain,
        ),
        (
            "the figure could not be checked",
            ClaimType::VerificationStatus,
            Certainty::Certain,
        ),
        (
            "the town will fall",
            ClaimType::Forecast,
            Certainty::Probable,
        ),
        (
            "boats may use the canal",
            ClaimType::HumanitarianAccess,
            Certainty::Certain,
        ),
    ] {
        assert_eq!(
            certainty(&words(text, claim_type, Force::Asserts)),
            expected,
            "{text}"
        );
    }
}

#[test]
fn polarity_follows_the_typed_event() {
    for (text, claim_type, force, expected) in [
        (
            "the road to Varn is cut",
            ClaimType::Logistics,
            Force::Asserts,
            Polarity::Negative,
        ),
        (
            "the road to Varn is open",
            ClaimType::Logistics,
            Force::Asserts,
            Polarity::Affirmative,
        ),
        (
            "the union lost Oster",
            ClaimType::ControlStatus,
            Force::Admits,
            Polarity::Affirmative,
        ),
        (
            "the town has been surrounded",
            ClaimType::Encirclement,
            Force::Denies,
            Polarity::Negative,
        ),
        (
            "the guns have not stopped",
            ClaimType::Combat,
            Force::Asserts,
            Polarity::Affirmative,
        ),
        (
            "it has been quiet",
            ClaimType::Combat,
            Force::Asserts,
            Polarity::Negative,
        ),
        (
            "no fewer than 30 died",
            ClaimType::CasualtiesCivilian,
            Force::Asserts,
            Polarity::Affirmative,
        ),
        (
            "troops never left the ridge",
            ClaimType::ControlStatus,
            Force::Asserts,
            Polarity::Affirmative,
        ),
        (
            "the union declined to comment",
            ClaimType::NoComment,
            Force::ReporterVoice,
            Polarity::Negative,
        ),
        (
            "drones, not guns, caused the damage",
            ClaimType::CasualtiesCivilian,
            Force::Asserts,
            Polarity::Affirmative,
        ),
    ] {
        assert_eq!(
            polarity(&words(text, claim_type, force)),
            expected,
            "{text}"
        );
    }
}

#[test]
fn modality_comes_from_the_type_and_then_from_words() {
    for (text, claim_type, expected) in [
        ("both sides to stop", ClaimType::Demand, Modality::Normative),
        (
            "if the bridge falls, the town is lost",
            ClaimType::StrategicValue,
            Modality::Conditional,
        ),
        ("the town will fall", ClaimType::Forecast, Modality::Future),
        (
            "unless fuel arrives, the pumps will stop",
            ClaimType::Forecast,
            Modality::Conditional,
        ),
        ("to take the ridge", ClaimType::Intent, Modality::Intended),
        (
            "they shell the market every night",
            ClaimType::Strike,
            Modality::Habitual,
        ),
        (
            "they shelled the market",
            ClaimType::Strike,
            Modality::Actual,
        ),
        (
            "commanders should wait",
            ClaimType::Political,
            Modality::Normative,
        ),
    ] {
        assert_eq!(
            modality(&words(text, claim_type, Force::Asserts)),
            expected,
            "{text}"
        );
    }
}

proptest! {
    #[test]
    fn any_text_is_judged(text in "\\PC{1,60}", type_index in 0..ClaimType::ALL.len(), force_index in 0..Force::ALL.len()) {
        let words = words(&text, ClaimType::ALL[type_index], Force::ALL[force_index]);
        let once = (certainty(&words), polarity(&words), modality(&words));
        prop_assert_eq!(once, (certainty(&words), polarity(&words), modality(&words)));
    }
}
