//! Proposition families: types of claim that speak about the same state of affairs.
//!
//! Two claims can only contradict each other within one family. The families are kept narrow on purpose: "they are in the town" and "we
//! hold the town" are different propositions although they touch.

use salient_model::ClaimType;

/// What two claims must share before their content is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Family {
    /// Who holds the ground, and how much of it.
    Control,
    /// Whether the ground is closed in.
    Enclosure,
    /// Whether a force came, and how far.
    Movement,
    /// Fighting, operations, and how they ended.
    Fighting,
    /// Shelling, bombing, and the damage.
    Strikes,
    /// Soldiers and equipment lost or captured.
    Losses,
    /// Civilians killed or wounded.
    Civilians,
    /// Where people are and whether they moved.
    People,
    /// Roads, supply, and aid.
    Access,
    /// How many forces are where.
    Forces,
    /// What will happen or is intended.
    Outlook,
    /// Politics and demands.
    Politics,
    /// What is known, verified, or meant; silence.
    Knowledge,
}

impl Family {
    /// The family of a claim type.
    #[must_use]
    pub fn of(claim_type: ClaimType) -> Self {
        match claim_type {
            ClaimType::ControlShare
            | ClaimType::ControlStatus
            | ClaimType::Withdrawal
            | ClaimType::DefenceStatus => Self::Control,
            ClaimType::Encirclement => Self::Enclosure,
            ClaimType::Entry
            | ClaimType::Advance
            | ClaimType::AdvanceDistance
            | ClaimType::FrontlineLocation => Self::Movement,
            ClaimType::Combat | ClaimType::Operation | ClaimType::OperationOutcome => {
                Self::Fighting
            }
            ClaimType::Strike | ClaimType::InfrastructureDamage => Self::Strikes,
            ClaimType::LossesPersonnel | ClaimType::LossesEquipment | ClaimType::Surrender => {
                Self::Losses
            }
            ClaimType::CasualtiesCivilian => Self::Civilians,
            ClaimType::Displacement | ClaimType::Population => Self::People,
            ClaimType::Logistics | ClaimType::HumanitarianAccess => Self::Access,
            ClaimType::Deployment | ClaimType::ForceSize => Self::Forces,
            ClaimType::Forecast | ClaimType::Intent => Self::Outlook,
            ClaimType::Political | ClaimType::Demand => Self::Politics,
            ClaimType::CasualtyDisclosure
            | ClaimType::StrategicValue
            | ClaimType::SituationAssessment
            | ClaimType::Definition
            | ClaimType::VerificationStatus
            | ClaimType::SourceTrackRecord
            | ClaimType::NoComment => Self::Knowledge,
        }
    }

    /// The question that the family answers, for headings; `{place}` stays with the caller.
    #[must_use]
    pub fn question(self) -> &'static str {
        match self {
            Self::Control => "Who holds it?",
            Self::Enclosure => "Is it surrounded?",
            Self::Movement => "How far have they come?",
            Self::Fighting => "What happened in the fighting?",
            Self::Strikes => "What was struck?",
            Self::Losses => "Which losses?",
            Self::Civilians => "How many civilians hurt?",
            Self::People => "Who is still there?",
            Self::Access => "Is the way open?",
            Self::Forces => "Which forces, how many?",
            Self::Outlook => "What comes next?",
            Self::Politics => "What is asked or agreed?",
            Self::Knowledge => "What is known?",
        }
    }

    /// All families, in the order in which a reader wants them.
    pub const ALL: &'static [Self] = &[
        Self::Control,
        Self::Enclosure,
        Self::Movement,
        Self::Fighting,
        Self::Access,
        Self::Strikes,
        Self::Losses,
        Self::Civilians,
        Self::People,
        Self::Forces,
        Self::Outlook,
        Self::Politics,
        Self::Knowledge,
    ];
}
