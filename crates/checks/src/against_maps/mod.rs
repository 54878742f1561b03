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
mod earlier;
mod encircled;
mod entered;
mod forecast;
mod places;
mod predicate;
pub(crate) mod question;
mod several;

use salient_model::{
    Certainty, Claim, Comparator, Date, Finding, MapCheckable, MapValue, Outcome, Polarity,
    Predicate, Reason,
};

use crate::ChecksError;
use crate::access::{MapAccess, PlaceAccess};
use predicate::Asks;
use question::{Judged, Question, Undecided, reason};

/// A map whose depicted day lies further back than this, in days, is shown but does not decide an outcome.
pub const STALE_DAYS: i64 = 3;

/// Sets one claim against every map drawn by `today`. `words` is the claim's span; `None` when the claim is about nothing that a map could show.
pub fn check_claim(
    claim: &Claim,
    words: &str,
    maps: &dyn MapAccess,
    places: &dyn PlaceAccess,
    today: Date,
) -> Result<Option<Finding>, ChecksError> {
    if claim.map == MapCheckable::No {
        return Ok(None);
    }
    let (predicate, answer) = match predicate::asked_by(claim, words) {
        None => return Ok(None),
        Some(Err(reason)) => (Predicate::None, Answer::not_computable(reason)),
        Some(Ok(asks)) => (
            asks.predicate,
            answer(claim, words, asks, maps, places, today)?,
        ),
    };
    Ok(Some(answer.into_finding(claim, predicate)))
}

fn answer(
    claim: &Claim,
    words: &str,
    asks: Asks,
    maps: &dyn MapAccess,
    places: &dyn PlaceAccess,
    today: Date,
) -> Result<Answer, ChecksError> {
    if let Some(pending) = forecast::not_yet(claim, today) {
        return Ok(pending);
    }
    let questions = match Question::all(claim, words, asks, maps, places, today) {
        Ok(questions) => questions,
        Err(reason) => return Ok(Answer::not_computable(reason)),
    };
    if asks.predicate == Predicate::AreaChange && questions.len() > 1 {
        return Ok(Answer::not_computable(reason(
            "no_limit",
            "one area is given for several places, and no limit around them",
        )));
    }
    let mut answers = Vec::with_capacity(questions.len());
    for of_place in questions {
        let answer = match of_place.question {
            Ok(question) => ask(&question)?,
            Err(reason) => Answer::not_computable(reason),
        };
        answers.push((of_place.name, answer));
    }
    Ok(several::together(answers, claim.polarity).hedged_as(claim))
}

fn ask(question: &Question<'_>) -> Result<Answer, ChecksError> {
    match question.asks.predicate {
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

    /// The outcome that the maps give together.
    fn from_maps(question: &Question<'_>, judged: Vec<Judged>, claimed: &str) -> Self {
        let undecided = judged.iter().filter_map(|judged| judged.undecided).min();
        let values: Vec<MapValue> = judged.into_iter().map(|judged| judged.value).collect();
        let allows: Vec<bool> = values.iter().filter_map(|value| value.allows).collect();
        let n_allow = allows.iter().filter(|allow| **allow).count();
        let mut words = measured_words(question, &values, claimed);
        let (outcome, code) = match (allows.len(), n_allow) {
            (0, _) => {
                let why = undecided.unwrap_or(Undecided::NotDrawn);
                if let Some(more) = why.words() {
                    words = format!("{words}; {more}");
                }
                (Outcome::NotComputable, why.code())
            }
            (n, n_allow) if n == n_allow => (Outcome::Consistent, "all_maps_allow"),
            (_, 0) => (Outcome::Inconsistent, "no_map_allows"),
            _ => (Outcome::MapsDisagree, "some_maps_allow"),
        };
        Self {
            outcome,
            reason: reason(code, words),
            ..Self::about(question, values)
        }
    }

    /// The answer for a claim that its source only calls possible: maps may bear it out, but nothing that they show speaks against it.
    fn hedged_as(self, claim: &Claim) -> Self {
        if claim.certainty != Certainty::Possible || self.outcome != Outcome::Inconsistent {
            return self;
        }
        Self {
            outcome: Outcome::NotComputable,
            reason: reason(
                "not_actual",
                format!(
                    "{}; the words only say that it may be so",
                    self.reason.words
                ),
            ),
            ..self
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
    reason("no_predicate", "no map predicate fits this claim")
}

/// "DeepState 19 %, Vale Map 22 %; claimed: 30 %".
fn measured_words(question: &Question<'_>, values: &[MapValue], claimed: &str) -> String {
    if values.is_empty() {
        return format!("no map of this ground by {}", date_words(question.on));
    }
    let given: Vec<String> = values.iter().map(value_words).collect();
    if claimed.is_empty() {
        given.join(", ")
    } else {
        format!("{}; claimed: {claimed}", given.join(", "))
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
        (Some(km), _, _) if value.measure == control::CENTRE_DISTANCE => {
            let side = if km < 0.0 { "inside" } else { "outside" };
            format!("{} centre {:.1} km {side}{stale}", value.outlet, km.abs())
        }
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
pub(crate) fn date_words(date: Date) -> String {
    date.strftime("%-d %B %Y").to_string()
}
