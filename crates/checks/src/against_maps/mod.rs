//! Claims against maps: a closed list of predicates, one file each.
//!
//! **Shape.** A claim and the maps go in, a [`Finding`] comes out: values by map with low, high, and the share not drawn, an outcome, and
//! its reason. Every map is asked alone; they are never averaged.
//!
//! **Doubt.** A claim that names no place, no actor, no number, or no start is `not_computable` with that reason; values under named
//! methods may stand beside it. A map older than [`STALE_DAYS`] at the date in question is shown and does not decide.

pub(crate) mod advance_distance;
mod area_change;
mod contested;
pub(crate) mod control;
mod distance;
mod encircled;
mod entered;
mod forecast;
pub(crate) mod question;

use salient_model::{
    Claim, ClaimType, Comparator, Finding, MapCheckable, MapValue, Modality, Outcome, Polarity,
    Predicate, Reason,
};

use crate::ChecksError;
use crate::access::{MapAccess, PlaceAccess};
use question::Question;

/// A map whose depicted day lies further back than this, in days, is shown but does not decide an outcome.
pub const STALE_DAYS: i64 = 3;

/// Sets one claim against every map. `words` is the claim's span; `None` when the claim is about nothing that a map could show.
pub fn check_claim(
    claim: &Claim,
    words: &str,
    maps: &dyn MapAccess,
    places: &dyn PlaceAccess,
    today: salient_model::Date,
) -> Result<Option<Finding>, ChecksError> {
    if claim.map == MapCheckable::No {
        return Ok(None);
    }
    let predicate = predicate_of(claim);
    if predicate == Predicate::None {
        return Ok(None);
    }
    let answer = match forecast::not_yet(claim, today) {
        Some(answer) => answer,
        None => match Question::of(claim, words, maps, places) {
            Ok(question) => ask(predicate, &question)?,
            Err(reason) => Answer::not_computable(reason),
        },
    };
    Ok(Some(answer.into_finding(claim, predicate)))
}

fn ask(predicate: Predicate, question: &Question<'_>) -> Result<Answer, ChecksError> {
    match predicate {
        Predicate::ControlShare | Predicate::WithinControl => control::ask(question),
        Predicate::Contested => contested::ask(question),
        Predicate::Entered => entered::ask(question),
        Predicate::Encircled => encircled::ask(question),
        Predicate::DistanceToFront => distance::ask(question),
        Predicate::AdvanceDistance => advance_distance::ask(question),
        Predicate::AreaChange => area_change::ask(question),
        Predicate::None => Ok(Answer::not_computable(no_predicate())),
    }
}

/// Which predicate a claim's type and numbers call for.
fn predicate_of(claim: &Claim) -> Predicate {
    let unit =
        |test: fn(&str) -> bool| claim.quantities.iter().any(|quantity| test(&quantity.unit));
    let is_length = |unit: &str| crate::units::metres_per(unit).is_some();
    let is_area = |unit: &str| crate::units::km2_per(unit).is_some();
    let is_share = |unit: &str| unit.starts_with("percent");
    match claim.claim_type {
        ClaimType::ControlShare | ClaimType::ControlStatus if unit(is_area) => {
            Predicate::AreaChange
        }
        ClaimType::ControlShare if unit(is_share) => Predicate::ControlShare,
        ClaimType::ControlShare
        | ClaimType::ControlStatus
        | ClaimType::Withdrawal
        | ClaimType::DefenceStatus
        | ClaimType::Forecast => Predicate::WithinControl,
        ClaimType::Entry => Predicate::Entered,
        ClaimType::Encirclement => Predicate::Encircled,
        ClaimType::FrontlineLocation if unit(is_length) => Predicate::DistanceToFront,
        ClaimType::Advance | ClaimType::AdvanceDistance if unit(is_area) => Predicate::AreaChange,
        ClaimType::Advance | ClaimType::AdvanceDistance if unit(is_length) => {
            Predicate::AdvanceDistance
        }
        ClaimType::Combat if claim.polarity == Polarity::Affirmative => Predicate::Contested,
        _ => Predicate::None,
    }
}

/// What came of asking.
struct Answer {
    outcome: Outcome,
    reason: Reason,
    place: Option<String>,
    side: Option<String>,
    values: Vec<MapValue>,
    beside: Vec<MapValue>,
}

impl Answer {
    fn not_computable(reason: Reason) -> Self {
        Self {
            outcome: Outcome::NotComputable,
            reason,
            place: None,
            side: None,
            values: Vec::new(),
            beside: Vec::new(),
        }
    }

    /// The outcome that the values give together.
    fn from_values(question: &Question<'_>, values: Vec<MapValue>, claimed: &str) -> Self {
        let allows: Vec<bool> = values.iter().filter_map(|value| value.allows).collect();
        let n_allow = allows.iter().filter(|allow| **allow).count();
        let (outcome, code) = match (allows.len(), n_allow) {
            (0, _) => (Outcome::NotComputable, "not_drawn"),
            (n, n_allow) if n == n_allow => (Outcome::Consistent, "all_maps_allow"),
            (_, 0) => (Outcome::Inconsistent, "no_map_allows"),
            _ => (Outcome::MapsDisagree, "some_maps_allow"),
        };
        let given: Vec<String> = values.iter().map(value_words).collect();
        let words = if values.is_empty() {
            format!("no map of this ground by {}", date_words(question.on))
        } else if claimed.is_empty() {
            given.join(", ")
        } else {
            format!("{}; claimed: {claimed}", given.join(", "))
        };
        Self {
            outcome,
            reason: Reason { code, words },
            ..Self::about(question, values)
        }
    }

    fn about(question: &Question<'_>, values: Vec<MapValue>) -> Self {
        Self {
            outcome: Outcome::NotComputable,
            reason: no_predicate(),
            place: question
                .place
                .as_ref()
                .map(|known| known.place.name.clone()),
            side: Some(question.side.clone()),
            values,
            beside: Vec::new(),
        }
    }

    fn into_finding(self, claim: &Claim, predicate: Predicate) -> Finding {
        Finding {
            claim: claim.id.clone(),
            predicate,
            place: self.place,
            side: self.side,
            outcome: self.outcome,
            reason: self.reason,
            values: self.values,
            beside: self.beside,
        }
    }
}

fn no_predicate() -> Reason {
    Reason {
        code: "no_predicate",
        words: "no map predicate fits this claim".to_owned(),
    }
}

/// "DeepState 19 % (19–23)".
fn value_words(value: &MapValue) -> String {
    let decimals = usize::from(value.unit != "percent");
    let unit = match value.unit {
        "percent" => "%",
        "km2" => "km²",
        other => other,
    };
    let stale = if value.allows.is_none() && value.value.is_some() {
        ", does not decide"
    } else {
        ""
    };
    match (value.value, value.low, value.high) {
        (None, _, _) => format!("{}: {}", value.outlet, value.measure),
        (Some(number), Some(low), Some(high))
            if format!("{low:.decimals$}") != format!("{high:.decimals$}") =>
        {
            format!(
                "{} {number:.decimals$} {unit} ({low:.decimals$}–{high:.decimals$}){stale}",
                value.outlet
            )
        }
        (Some(number), _, _) => format!("{} {number:.decimals$} {unit}{stale}", value.outlet),
    }
}

/// Whether a claim is put as a fact, so that a map of the time can be asked.
fn is_actual(claim: &Claim) -> bool {
    matches!(claim.modality, Modality::Actual | Modality::Habitual)
}

/// "> 70 %", "39 km", "not 100 %".
fn quantity_words(claim: &Claim, test: impl Fn(&str) -> bool) -> String {
    let Some(quantity) = claim
        .quantities
        .iter()
        .find(|quantity| test(&quantity.unit))
    else {
        return String::new();
    };
    let unit = match quantity.unit.as_str() {
        percent if percent.starts_with("percent") => "%",
        "km2" => "km²",
        other => other,
    };
    let value = quantity
        .value
        .map(|value| value.to_string())
        .unwrap_or_default();
    let number = match (quantity.comparator, quantity.high) {
        (Comparator::Range, Some(high)) => format!("{value}–{high} {unit}"),
        (Comparator::Equal, _) => format!("{value} {unit}"),
        (comparator, _) => format!("{comparator} {value} {unit}"),
    };
    if claim.polarity == Polarity::Negative {
        format!("not {number}")
    } else {
        number
    }
}

/// "8 November 2025", for sentences.
fn date_words(date: salient_model::Date) -> String {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let month = usize::try_from(date.month())
        .ok()
        .and_then(|month| MONTHS.get(month - 1));
    format!(
        "{} {} {}",
        date.day(),
        month.copied().unwrap_or_default(),
        date.year()
    )
}
