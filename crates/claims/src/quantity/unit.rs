//! The noun that a number counts, and the unit that the record writes for it.
//!
//! **Shape.** The search runs from one past the number to the first word that cannot belong to the noun phrase. A noun of the lexicon wins;
//! else the first plural, else the last word. Losses take their unit from the verb of the claim: soldiers who were killed are
//! `killed_soldiers`.

use salient_model::ClaimType;

use super::lexicon::{UnitGroup, lexicon};
use super::tokens::{Token, TokenKind};

/// How far behind a number its noun may stand.
const MAX_WORDS: usize = 6;

/// Words that count people on their own and describe another noun when they stand beside one.
const PARTICIPLES: &[&str] = &[
    "captured",
    "killed",
    "wounded",
    "injured",
    "displaced",
    "missing",
    "uprooted",
    "evacuated",
    "dead",
    "hurt",
    "fallen",
    "died",
];

/// Plurals that are no nouns.
const NO_NOUNS: &[&str] = &[
    "yours", "others", "ours", "theirs", "arrives", "as", "was", "has", "its", "his", "this",
    "yes", "less", "them", "those", "more",
];

/// A counted noun.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Noun {
    /// The unit as the record writes it.
    pub(crate) unit: String,
    /// Its group, when the lexicon knows it.
    pub(crate) group: Option<UnitGroup>,
    /// Whether the lexicon knows it.
    pub(crate) is_known: bool,
    /// First token of the noun phrase.
    pub(crate) first: usize,
    /// One past its last token.
    pub(crate) next: usize,
}

/// The noun that starts at or shortly after token `at`.
pub(crate) fn find_noun(tokens: &[Token], at: usize) -> Option<Noun> {
    let mut from = at;
    // "24-hour", "800-metre".
    if tokens.get(from)?.is("-") {
        from += 1;
    }
    if let Some(area) = square_unit(tokens, from) {
        return Some(area);
    }
    if let Some(noun) = nautical_miles(tokens, from) {
        return Some(noun);
    }
    if tokens.get(from)?.is("of") {
        from += 1;
        while tokens
            .get(from)
            .is_some_and(|token| lexicon().determiners.contains(&token.lower))
        {
            from += 1;
        }
    }
    if tokens.get(from).is_some_and(|token| token.is_any(NO_NOUNS)) {
        return None;
    }
    let run = noun_run(tokens, from);
    let mut known: Option<usize> = None;
    for index in run.clone() {
        let token = &tokens[index];
        match known {
            // "three captured T-55s": a participle in front of a noun is no noun.
            Some(noun) if token.is_any(PARTICIPLES) && !tokens[noun].is_any(PARTICIPLES) => break,
            _ if is_known(token) => known = Some(index),
            Some(noun) if !(tokens[noun].is_any(PARTICIPLES) && model(token).is_some()) => break,
            Some(_) => known = None,
            None => {}
        }
    }
    if let Some(index) = known {
        let entry = &lexicon().units.get(&singular_key(&tokens[index]))?;
        return Some(Noun {
            unit: entry.unit.clone(),
            group: Some(entry.group),
            is_known: true,
            first: from,
            next: index + 1,
        });
    }
    if let Some(index) = run.clone().find(|&index| model(&tokens[index]).is_some()) {
        return Some(Noun {
            unit: model(&tokens[index])?.to_owned(),
            group: Some(UnitGroup::Equipment),
            is_known: true,
            first: from,
            next: index + 1,
        });
    }
    let index = run.clone().find(|&index| {
        let token = &tokens[index];
        token.lower.ends_with('s') && !token.lower.ends_with("'s") && !token.is_any(NO_NOUNS)
    })?;
    let token = &tokens[index];
    if token.capitalised {
        // "1,500 Rwandans", "forty Ukrainians": people by their country.
        return token.lower.ends_with('s').then(|| Noun {
            unit: "persons".to_owned(),
            group: Some(UnitGroup::People),
            is_known: false,
            first: from,
            next: index + 1,
        });
    }
    Some(Noun {
        unit: token.lower.clone(),
        group: None,
        is_known: false,
        first: from,
        next: index + 1,
    })
}

/// Tokens that may belong to the noun phrase.
fn noun_run(tokens: &[Token], from: usize) -> std::ops::Range<usize> {
    let end = (from..(from + MAX_WORDS).min(tokens.len()))
        .find(|&index| {
            let token = &tokens[index];
            let quote = token.is_any(&["“", "\""]) && index == from;
            (token.kind != TokenKind::Word && !quote) || lexicon().stop.contains(&token.lower)
        })
        .unwrap_or((from + MAX_WORDS).min(tokens.len()));
    from..end.max(from)
}

/// The word under which the lexicon may know it; a possessive ("the city's") is the noun's owner and stays unknown.
fn singular_key(token: &Token) -> String {
    token.lower.trim_end_matches('\'').to_owned()
}

fn is_known(token: &Token) -> bool {
    lexicon().units.contains_key(&singular_key(token))
}

/// Equipment by its designation: the prefix tells tanks from aircraft.
fn model(token: &Token) -> Option<&'static str> {
    let has_digit = token
        .lower
        .chars()
        .any(|character| character.is_ascii_digit());
    if !(has_digit && token.capitalised) {
        return None;
    }
    let prefix: String = token
        .lower
        .chars()
        .take_while(char::is_ascii_alphabetic)
        .collect();
    Some(match prefix.as_str() {
        "t" | "m" => "tanks",
        "su" | "mig" | "f" | "mi" | "ka" | "il" | "tu" => "aircraft",
        "bm" | "d" => "guns",
        _ => "vehicles",
    })
}

/// "square kilometres", "sq km", "sq. km", "square miles".
fn square_unit(tokens: &[Token], at: usize) -> Option<Noun> {
    if !tokens.get(at)?.is_any(&["square", "sq"]) {
        return None;
    }
    let dot = usize::from(tokens.get(at + 1).is_some_and(|token| token.is(".")));
    let side = lexicon()
        .units
        .get(&tokens.get(at + 1 + dot)?.lower)
        .filter(|entry| entry.group == UnitGroup::Length)?;
    Some(Noun {
        unit: format!("{}2", side.unit),
        group: Some(UnitGroup::Area),
        is_known: true,
        first: at,
        next: at + 2 + dot,
    })
}

fn nautical_miles(tokens: &[Token], at: usize) -> Option<Noun> {
    let words = tokens.get(at)?.is("nautical") && tokens.get(at + 1)?.is_any(&["miles", "mile"]);
    words.then(|| Noun {
        unit: "nmi".to_owned(),
        group: Some(UnitGroup::Length),
        is_known: true,
        first: at,
        next: at + 2,
    })
}

/// What a share is of: `percent_of_city`. A place name gives `percent`.
pub(crate) fn share_unit(tokens: &[Token], at: usize) -> (String, usize) {
    let linked = tokens.get(at).is_some_and(|token| token.is("of"));
    let from = if linked { at + 1 } else { at };
    let determined = (from..tokens.len())
        .find(|&index| !lexicon().determiners.contains(&tokens[index].lower))
        .unwrap_or(from);
    if !linked
        && determined == from
        && tokens
            .get(from)
            .is_none_or(|token| token.kind != TokenKind::Word)
    {
        return ("percent".to_owned(), at);
    }
    let run = noun_run(tokens, determined);
    // "of the Syrian border town of Kobani": the last lower-case word before the next preposition.
    let head = run
        .clone()
        .rev()
        .find(|&index| !tokens[index].capitalised && tokens[index].kind == TokenKind::Word);
    match head {
        Some(index) if linked || determined > from || is_known(&tokens[index]) => (
            format!("percent_of_{}", tokens[index].lower.trim_end_matches("'s")),
            index + 1,
        ),
        _ => (
            "percent".to_owned(),
            if linked { run.end.max(at) } else { at },
        ),
    }
}

/// The period of a rate that starts at `at`: "a day", "per week", "every month".
pub(crate) fn rate_period(tokens: &[Token], at: usize) -> Option<&str> {
    let period = tokens.get(at + 1)?;
    let is_rate = tokens.get(at)?.is_any(&["a", "an", "per", "each", "every"])
        && period.is_any(&["hour", "day", "night", "week", "month", "year"]);
    let is_date = tokens
        .get(at + 2)
        .is_some_and(|next| next.is_any(&["ago", "later", "earlier", "before", "after"]));
    (is_rate && !is_date).then_some(period.lower.as_str())
}

/// What happened to the people counted, from the words of the claim.
pub(crate) fn fate(words: &[&str]) -> Option<&'static str> {
    let any = |list: &[&str]| words.iter().any(|word| list.contains(word));
    if any(&[
        "killed",
        "dead",
        "died",
        "kill",
        "killing",
        "deaths",
        "death",
        "fallen",
        "perished",
        "eliminated",
        "buried",
        "toll",
        "martyrs",
        "dies",
        "fell",
    ]) {
        Some("killed")
    } else if any(&["wounded", "injured", "hurt", "wounding", "injuring"]) {
        Some("wounded")
    } else {
        None
    }
}

/// Unit of a number without a noun.
pub(crate) fn implied_unit(claim_type: Option<ClaimType>, words: &[&str]) -> String {
    let unit = match claim_type {
        Some(ClaimType::LossesPersonnel | ClaimType::CasualtiesCivilian) => {
            fate(words).unwrap_or("killed")
        }
        Some(
            ClaimType::Displacement
            | ClaimType::Population
            | ClaimType::Surrender
            | ClaimType::Withdrawal
            | ClaimType::Encirclement,
        ) => "persons",
        Some(ClaimType::ForceSize | ClaimType::Deployment) => "soldiers",
        Some(ClaimType::LossesEquipment) => "vehicles",
        Some(ClaimType::OperationOutcome) => "attacks",
        Some(ClaimType::ControlShare) => "percent",
        Some(ClaimType::Advance | ClaimType::AdvanceDistance | ClaimType::FrontlineLocation) => {
            "km"
        }
        _ => "items",
    };
    unit.to_owned()
}

/// `killed_soldiers` for soldiers who were killed.
pub(crate) fn people_unit(noun: &str, claim_type: Option<ClaimType>, words: &[&str]) -> String {
    let losses = matches!(
        claim_type,
        Some(ClaimType::LossesPersonnel | ClaimType::CasualtiesCivilian)
    );
    let fate = if losses { fate(words) } else { None };
    match (fate, noun) {
        (Some(fate), "soldiers" | "fighters" | "civilians") => format!("{fate}_{noun}"),
        (Some(fate), "persons") if claim_type == Some(ClaimType::CasualtiesCivilian) => {
            format!("{fate}_civilians")
        }
        (Some(fate), "persons") => fate.to_owned(),
        _ => noun.to_owned(),
    }
}
