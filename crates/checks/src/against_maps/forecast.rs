//! Forecasts: kept until their horizon has passed, then asked of the maps of that day.
//!
//! **Words.** What is forecast stands only in the words. Those for taking, holding, and leaving ground, for entering it, and for a closed ring
//! are asked of maps. An attack, a push, or an attempt leaves no trace on a map of control whether it comes or not; and "the town will fall"
//! does not say to whom. Words for two different events leave open which of them is forecast, so neither is asked.

use salient_model::{Claim, ClaimType, Date, Outcome, Predicate};

use super::predicate::{Asks, Says};
use super::question::reason;
use super::{Answer, encircled};

/// Words for what may fail or leave no ground behind, as they begin.
const ATTEMPTS: [&str; 20] = [
    "assault",
    "attack",
    "ambush",
    "attempt",
    "battl",
    "bomb",
    "clash",
    "counter",
    "fight",
    "offensive",
    "operation",
    "probe",
    "push",
    "raid",
    "shell",
    "storm",
    "strik",
    "struck",
    "tries",
    "try",
];

/// Words for taking a place, as they begin.
const TAKING: [&str; 8] = [
    "captur", "conquer", "liberat", "occup", "overr", "recaptur", "retak", "seiz",
];

/// Words for giving a place up, as they begin.
const LEAVING: [&str; 4] = ["abandon", "evacuat", "retreat", "withdr"];

/// What follows "take", "lose", or "leave" when its object is ground; a name does so as well.
const BEFORE_GROUND: [&str; 9] = [
    "all", "back", "control", "full", "it", "over", "that", "the", "this",
];

/// What follows "taken" and "hold" when no ground is meant.
const IDIOMS: [&str; 15] = [
    "a",
    "an",
    "away",
    "elections",
    "fire",
    "hostage",
    "off",
    "out",
    "part",
    "place",
    "prisoner",
    "talks",
    "time",
    "to",
    "up",
];

/// The answer for a forecast that is not due by `today`, or never will be because its words give no horizon.
pub(super) fn not_yet(claim: &Claim, today: Date) -> Option<Answer> {
    if claim.claim_type != ClaimType::Forecast {
        return None;
    }
    let reason = match claim.time.end {
        None => reason(
            "no_horizon",
            "no date in the words; to be read again with every new map",
        ),
        Some(horizon) if horizon > today => {
            reason("not_due", format!("due by {}", super::date_words(horizon)))
        }
        // Due: what was forecast is compared with the maps of the horizon by the caller.
        Some(_) => return None,
    };
    Some(Answer {
        outcome: Outcome::Pending,
        ..Answer::not_computable(reason)
    })
}

/// The event that a forecast is about, if maps of control show it.
pub(super) fn predicted(words: &str) -> Option<Asks> {
    let tokens = Tokens::of(words);
    if tokens.any_begins(&ATTEMPTS) {
        return None;
    }
    let holds = Asks::new(Predicate::WithinControl, Says::Holds);
    let events = [
        (tokens.speak_of_taking() || tokens.speak_of_holding(), holds),
        (
            tokens.speak_of_leaving(),
            Asks::new(Predicate::WithinControl, Says::Leaves),
        ),
        (
            tokens.any_with_next(&["enter", "enters", "entering", "entered"], |_, _| true),
            Asks::new(Predicate::Entered, Says::Holds),
        ),
        (
            encircled::names_a_closing(words),
            Asks::new(Predicate::Encircled, Says::Holds),
        ),
    ];
    let mut named = events.into_iter().filter(|(is_named, _)| *is_named);
    match (named.next(), named.next()) {
        (Some((_, asks)), None) => Some(asks),
        // "Lose control" is one event.
        (None, None) => tokens.any_begins(&["control"]).then_some(holds),
        _ => None,
    }
}

/// The words of a forecast: in small letters, and whether each began with a capital.
struct Tokens(Vec<(String, bool)>);

impl Tokens {
    fn of(words: &str) -> Self {
        let tokens = words
            .split(|letter: char| !letter.is_alphanumeric())
            .filter(|word| !word.is_empty());
        Self(
            tokens
                .map(|word| (word.to_lowercase(), word.starts_with(char::is_uppercase)))
                .collect(),
        )
    }

    fn any_begins(&self, beginnings: &[&str]) -> bool {
        self.0
            .iter()
            .any(|(word, _)| beginnings.iter().any(|begin| word.starts_with(begin)))
    }

    /// Whether one of `verbs` stands here with a next word that `fits`; at the end the next word is empty.
    fn any_with_next(&self, verbs: &[&str], fits: impl Fn(&str, bool) -> bool) -> bool {
        self.0.iter().enumerate().any(|(at, (word, _))| {
            let next = self.0.get(at + 1);
            verbs.contains(&word.as_str())
                && next.map_or_else(|| fits("", false), |(next, is_name)| fits(next, *is_name))
        })
    }

    fn speak_of_taking(&self) -> bool {
        self.any_begins(&TAKING)
            || self.any_with_next(&["take", "takes", "taking"], is_before_ground)
            || self.any_with_next(&["taken"], |next, _| !IDIOMS.contains(&next))
    }

    fn speak_of_holding(&self) -> bool {
        let holds = ["hold", "holds", "holding", "held"];
        self.any_with_next(&holds, |next, _| !IDIOMS.contains(&next))
            || self.0.iter().any(|(word, _)| word == "hands")
    }

    fn speak_of_leaving(&self) -> bool {
        self.any_begins(&LEAVING)
            || self.any_with_next(
                &["lose", "loses", "losing", "leave", "leaves"],
                is_before_ground,
            )
            || self.any_with_next(&["pull", "pulls"], |next, _| {
                ["back", "out"].contains(&next)
            })
    }
}

fn is_before_ground(next: &str, is_name: bool) -> bool {
    is_name || BEFORE_GROUND.contains(&next)
}
