//! The closed vocabularies of the claim record, word for word as the corpus format has them.
//!
//! **Shape.** Each type knows its words (`as_str`, `FromStr`) and the whole list (`ALL`). The order of variants carries no meaning, so
//! none of them implements `Ord` beyond a stable sort order for output.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

/// A word that is not in the vocabulary.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{found:?} is no {vocabulary}; expected one of {expected}")]
pub struct UnknownWord {
    /// Which vocabulary was asked.
    pub vocabulary: &'static str,
    /// The word that was found.
    pub found: String,
    /// The words that it knows, comma-separated.
    pub expected: String,
}

macro_rules! vocabulary {
    ($(#[$meta:meta])* $name:ident { $($(#[$variant_meta:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $($(#[$variant_meta])* $variant,)+
        }

        impl $name {
            /// Every word of this vocabulary, in declaration order.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The word as the record writes it.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)+
                }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.pad(self.as_str())
            }
        }

        impl FromStr for $name {
            type Err = UnknownWord;

            fn from_str(word: &str) -> Result<Self, Self::Err> {
                match word {
                    $($word => Ok(Self::$variant),)+
                    _ => Err(UnknownWord {
                        vocabulary: stringify!($name),
                        found: word.to_owned(),
                        expected: Self::ALL.iter().map(|known| known.as_str()).collect::<Vec<_>>().join(", "),
                    }),
                }
            }
        }
    };
}

vocabulary! {
    /// The speech act of the source.
    Force {
        /// Says that it is so.
        Asserts = "asserts",
        /// Says that it is not so, against a claim.
        Denies = "denies",
        /// Gives an approximate figure.
        Estimates = "estimates",
        /// Gives a figure by a named method.
        Calculates = "calculates",
        /// Says it against own interest.
        Admits = "admits",
        /// Warns of it.
        Warns = "warns",
        /// Says that it will be so.
        Predicts = "predicts",
        /// Wants it done.
        Demands = "demands",
        /// Values it.
        Opines = "opines",
        /// Characterises it.
        Describes = "describes",
        /// Says that another's claim is so.
        Confirms = "confirms",
        /// Blames another.
        Accuses = "accuses",
        /// Is not convinced of it.
        Doubts = "doubts",
        /// Makes an earlier claim precise.
        Clarifies = "clarifies",
        /// Takes an earlier claim back.
        Retracts = "retracts",
        /// The outlet says it in its own voice.
        ReporterVoice = "reporter_voice",
    }
}

vocabulary! {
    /// What the speech act was read from. Words that carry a denial themselves ("the town is not surrounded") must not be denied again where they are quoted.
    ForceBasis {
        /// The cue says it: "denied", "estimates", "according to".
        Cue = "cue",
        /// The words of the claim make it, after a neutral cue or in a source's own text.
        Words = "words",
        /// An outlet reports it in its own voice.
        Voice = "voice",
    }
}

vocabulary! {
    /// How the words of the source reach us.
    Directness {
        /// In quotation marks, wholly.
        Direct = "direct",
        /// In the reporter's words.
        Indirect = "indirect",
        /// Partly quoted.
        Mixed = "mixed",
        /// By an unnamed plural ("residents say").
        Collective = "collective",
        /// The author's own voice.
        Reporter = "reporter",
    }
}

vocabulary! {
    /// What a claim is about.
    ClaimType {
        /// A degree of control.
        ControlShare = "control_share",
        /// Who holds a place.
        ControlStatus = "control_status",
        /// A force crosses a boundary.
        Entry = "entry",
        /// A force gains ground.
        Advance = "advance",
        /// By how much.
        AdvanceDistance = "advance_distance",
        /// Surrounded, cut off, besieged.
        Encirclement = "encirclement",
        /// Where the line is.
        FrontlineLocation = "frontline_location",
        /// A force leaves.
        Withdrawal = "withdrawal",
        /// A force lays down arms or deserts.
        Surrender = "surrender",
        /// An operation as such.
        Operation = "operation",
        /// How it ended.
        OperationOutcome = "operation_outcome",
        /// Fighting takes place.
        Combat = "combat",
        /// Shelling, bombing, raids from afar.
        Strike = "strike",
        /// A defence holds or breaks.
        DefenceStatus = "defence_status",
        /// Forces are placed or moved.
        Deployment = "deployment",
        /// How many they are.
        ForceSize = "force_size",
        /// Soldiers killed, wounded, captured.
        LossesPersonnel = "losses_personnel",
        /// Equipment lost.
        LossesEquipment = "losses_equipment",
        /// Civilians killed or wounded.
        CasualtiesCivilian = "casualties_civilian",
        /// Whether losses are disclosed.
        CasualtyDisclosure = "casualty_disclosure",
        /// People flee or return.
        Displacement = "displacement",
        /// How many live there.
        Population = "population",
        /// Supply, roads, bridges in use.
        Logistics = "logistics",
        /// Aid and escape routes.
        HumanitarianAccess = "humanitarian_access",
        /// Buildings and services damaged.
        InfrastructureDamage = "infrastructure_damage",
        /// What a place is worth.
        StrategicValue = "strategic_value",
        /// The state of affairs.
        SituationAssessment = "situation_assessment",
        /// What a party wants to do.
        Intent = "intent",
        /// What will happen.
        Forecast = "forecast",
        /// What a party asks for.
        Demand = "demand",
        /// Politics, detentions, talks.
        Political = "political",
        /// What a word or figure covers.
        Definition = "definition",
        /// What is or is not verified.
        VerificationStatus = "verification_status",
        /// How a source fared before.
        SourceTrackRecord = "source_track_record",
        /// Silence.
        NoComment = "no_comment",
    }
}

vocabulary! {
    /// What kind of source speaks.
    SourceKind {
        /// A state as such.
        State = "state",
        /// A person or body in office.
        Official = "official",
        /// A commander in the field.
        Commander = "commander",
        /// A soldier.
        Soldier = "soldier",
        /// A head of state or government.
        HeadOfState = "head_of_state",
        /// An armed group or its spokesman.
        ArmedGroup = "armed_group",
        /// The outlet of an armed group.
        ArmedGroupMedia = "armed-group_media",
        /// State media.
        StateMedia = "state_media",
        /// A channel that takes sides.
        PartisanMedia = "partisan_media",
        /// An analyst.
        Analyst = "analyst",
        /// A think tank.
        ThinkTank = "think_tank",
        /// An open-source mapping or verification group.
        OsintGroup = "osint_group",
        /// A monitor.
        Monitor = "monitor",
        /// A laboratory that reads imagery.
        ImageryLab = "imagery_lab",
        /// Imagery or another instrument.
        Sensor = "sensor",
        /// An intergovernmental body.
        Igo = "igo",
        /// An aid body.
        AidAgency = "aid_agency",
        /// Civil society, clergy, local elders.
        CivilSociety = "civil_society",
        /// A witness or resident.
        Witness = "witness",
        /// A document.
        Document = "document",
        /// An unnamed plural.
        Collective = "collective",
        /// The reporting outlet, or another news outlet.
        NewsAgency = "news_agency",
    }
}

vocabulary! {
    /// What the source commits to.
    Polarity {
        /// It is so.
        Affirmative = "affirmative",
        /// It is not so.
        Negative = "negative",
    }
}

vocabulary! {
    /// How sure the words of the content are.
    Certainty {
        /// Without a hedge.
        Certain = "certain",
        /// Likely, expected, a bare forecast.
        Probable = "probable",
        /// May, could, perhaps.
        Possible = "possible",
    }
}

vocabulary! {
    /// How the proposition is put.
    Modality {
        /// As a matter of fact.
        Actual = "actual",
        /// As a habit.
        Habitual = "habitual",
        /// As future.
        Future = "future",
        /// Under a condition.
        Conditional = "conditional",
        /// As a plan.
        Intended = "intended",
        /// As what ought to be.
        Normative = "normative",
    }
}

vocabulary! {
    /// Whether a map can be asked.
    MapCheckable {
        /// Directly.
        Yes = "yes",
        /// In part.
        Partial = "partial",
        /// Once later maps exist.
        Later = "later",
        /// Not at all.
        No = "no",
    }
}

vocabulary! {
    /// How much an extraction may miss it.
    Tier {
        /// Must be found.
        Core = "core",
        /// Should be found.
        Secondary = "secondary",
        /// May be found.
        Optional = "optional",
    }
}

vocabulary! {
    /// How a number is bounded.
    Comparator {
        /// The number itself.
        Equal = "=",
        /// About.
        Approximately = "≈",
        /// Less than.
        Less = "<",
        /// More than.
        Greater = ">",
        /// At most.
        AtMost = "<=",
        /// At least.
        AtLeast = ">=",
        /// Nearly: just under.
        JustUnder = "<≈",
        /// From value to high.
        Range = "range",
        /// A word without a number.
        Vague = "vague",
    }
}

vocabulary! {
    /// How the time relates to the proposition.
    TimeRelation {
        /// Happened at.
        At = "at",
        /// Holds as of.
        AsOf = "as_of",
        /// Lasted during.
        During = "during",
        /// Happened before.
        Before = "before",
        /// After.
        After = "after",
        /// Began at.
        Start = "start",
        /// Lasted until.
        Until = "until",
        /// Some time past.
        Past = "past",
        /// Again and again.
        Habitual = "habitual",
    }
}

vocabulary! {
    /// How a place relates to the proposition.
    PlaceRole {
        /// At it.
        At = "at",
        /// In it.
        In = "in",
        /// Toward it.
        Toward = "toward",
        /// Away from it.
        From = "from",
        /// Within its bounds.
        Within = "within",
        /// Around it.
        Around = "around",
        /// Near it.
        Near = "near",
        /// Between it and another.
        Between = "between",
        /// Along it.
        Along = "along",
        /// Beyond it.
        Beyond = "beyond",
        /// Across it.
        Across = "across",
        /// North of it.
        NorthOf = "north_of",
        /// North-east of it.
        NortheastOf = "northeast_of",
        /// East of it.
        EastOf = "east_of",
        /// South-east of it.
        SoutheastOf = "southeast_of",
        /// South of it.
        SouthOf = "south_of",
        /// South-west of it.
        SouthwestOf = "southwest_of",
        /// West of it.
        WestOf = "west_of",
        /// North-west of it.
        NorthwestOf = "northwest_of",
    }
}

vocabulary! {
    /// How two claims relate.
    RelationKind {
        /// Both cannot hold for the same place, time, and definition.
        Contradicts = "contradicts",
        /// A reader should see them side by side, though both may hold.
        InTension = "in_tension",
        /// The same claim again.
        SameAs = "same_as",
        /// Makes the other likelier.
        Supports = "supports",
        /// Makes the other more precise.
        Refines = "refines",
        /// Is about the other.
        About = "about",
        /// Gives the cause of the other.
        CauseOf = "cause_of",
        /// Answers the other.
        ResponseTo = "response_to",
        /// Stands inside the other.
        EmbeddedIn = "embedded_in",
        /// Is replaced by the other.
        SupersededBy = "superseded_by",
    }
}

impl RelationKind {
    /// Whether the relation holds both ways.
    #[must_use]
    pub fn is_symmetric(self) -> bool {
        matches!(self, Self::Contradicts | Self::InTension | Self::SameAs)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_parses_to_itself_and_an_unknown_one_names_the_list() {
        for claim_type in ClaimType::ALL {
            assert_eq!(claim_type.as_str().parse(), Ok(*claim_type));
        }
        for comparator in Comparator::ALL {
            assert_eq!(comparator.as_str().parse(), Ok(*comparator));
        }
        let error = "shouts".parse::<Force>().unwrap_err();
        assert!(
            error
                .to_string()
                .contains("\"shouts\" is no Force; expected one of asserts, denies"),
            "{error}"
        );
    }
}
