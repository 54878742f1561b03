//! Speech act and directness of a claim, from its cue, its words, and its type.
//!
//! **Sources.** Rule 7 of the annotation rules: the force comes from the cue; a neutral cue with an approximate number estimates, with own
//! losses or a retreat it admits; a denial needs a cue of denial or a plain negative that answers.

use salient_model::{
    ByteSpan, ClaimType, Comparator, Directness, Force, ForceBasis, Quantity, SourceKind,
};

use crate::attribution::lexicon::{self, CueForce};
use crate::attribution::token::tokens;
use crate::propositions::Grammar;

/// What a force is read from.
#[derive(Debug)]
pub(super) struct ForceInput<'a> {
    /// Words of the cue; empty without one.
    pub(super) cue: &'a str,
    /// Words of the claim.
    pub(super) content: &'a str,
    /// Whether a colon stands between cue and content.
    pub(super) is_behind_colon: bool,
    pub(super) claim_type: ClaimType,
    pub(super) quantities: &'a [Quantity],
    /// Whether a party to the conflict speaks.
    pub(super) is_party: bool,
    /// Whether a news outlet says it in its own voice.
    pub(super) is_reporter: bool,
}

/// Longest answer that a verdict alone makes ("Not so", "Pure invention").
const N_VERDICT_WORDS: usize = 4;
/// How near the start a negation must stand to negate the clause as a whole.
const N_OPENING_WORDS: usize = 5;
const NEGATIONS: [&str; 7] = ["not", "no", "never", "nobody", "none", "nothing", "neither"];

/// The speech act, and what it was read from.
pub(super) fn force(input: &ForceInput<'_>) -> (Force, ForceBasis) {
    if input.is_reporter {
        return (Force::ReporterVoice, ForceBasis::Voice);
    }
    let cue = cue_force(input.cue);
    // "Contradicted the picture of calm: shooting had gone on": the words behind the colon are what is held against it.
    let is_counterclaim = input.is_behind_colon
        && matches!(cue.force, Force::Denies | Force::Doubts | Force::Retracts);
    if is_counterclaim {
        return (by_content(input), ForceBasis::Words);
    }
    if is_negated(input.cue) && !is_verdict(input.cue) {
        return (negated(cue.force), ForceBasis::Cue);
    }
    if !cue.neutral {
        return (cue.force, ForceBasis::Cue);
    }
    match by_content(input) {
        Force::Asserts if !input.cue.is_empty() => (Force::Asserts, ForceBasis::Cue),
        force => (force, ForceBasis::Words),
    }
}

/// What the cue says before the content is looked at.
fn cue_force(cue: &str) -> CueForce {
    let words = tokens(cue);
    let lexicon = lexicon::english();
    let mut neutral = None;
    for at in 0..words.len() {
        let rest = &words[at..];
        let found = lexicon
            .verbs_at(rest)
            .first()
            .map(|hit| {
                let verb = &lexicon.verbs[hit.verb];
                CueForce {
                    force: verb.force,
                    neutral: verb.neutral,
                }
            })
            .or_else(|| lexicon.phrase_at(rest).map(|(_n_tokens, force)| force))
            .or_else(|| lexicon.possessed(&rest[0]))
            .or_else(|| lexicon.passive_at(rest).map(|(_n_tokens, force)| force))
            .or_else(|| lexicon.verdict_at(rest).map(|(_n_tokens, force)| force))
            .or_else(|| lexicon.noun(&rest[0]));
        match found {
            Some(force) if !force.neutral && force.force != Force::Asserts => return force,
            Some(force) => neutral = neutral.or(Some(force)),
            None => {}
        }
    }
    neutral.map_or(
        CueForce {
            force: Force::Asserts,
            neutral: true,
        },
        |found| CueForce {
            neutral: true,
            ..found
        },
    )
}

fn is_negated(cue: &str) -> bool {
    tokens(cue).iter().any(|token| {
        matches!(token.lower.as_str(), "not" | "never" | "cannot") || token.lower.ends_with("n't")
    })
}

/// "Not true", "not correct": the negation is part of the verdict.
fn is_verdict(cue: &str) -> bool {
    let words = tokens(cue);
    (0..words.len()).any(|at| lexicon::english().verdict_at(&words[at..]).is_some())
}

/// The force of a cue that is itself negated: not disputing admits, not confirming doubts.
fn negated(force: Force) -> Force {
    match force {
        Force::Denies | Force::Doubts => Force::Admits,
        Force::Confirms | Force::Admits | Force::Predicts | Force::Estimates | Force::Opines => {
            Force::Doubts
        }
        other => other,
    }
}

/// What the content makes of a neutral cue, or of none.
fn by_content(input: &ForceInput<'_>) -> Force {
    let words = tokens(input.content);
    let says = |list: &[&str]| {
        words
            .iter()
            .any(|token| list.contains(&token.lower.as_str()))
    };
    let speaks_of_own = says(&["our", "ours", "we", "us", "my"]);
    let is_short = words.len() <= N_VERDICT_WORDS;
    let is_rebuttal = words
        .iter()
        .any(|token| Grammar::english().is_rebuttal(&token.lower));
    if is_short && (is_rebuttal || says(&NEGATIONS)) {
        return Force::Denies;
    }
    let opens_negated = words
        .iter()
        .take(N_OPENING_WORDS)
        .any(|token| NEGATIONS.contains(&token.lower.as_str()));
    if opens_negated && input.is_party && is_disputed_kind(input.claim_type) {
        return Force::Denies;
    }
    match input.claim_type {
        ClaimType::Demand => return Force::Demands,
        ClaimType::Forecast => return Force::Predicts,
        ClaimType::Definition => return Force::Clarifies,
        ClaimType::LossesPersonnel | ClaimType::LossesEquipment | ClaimType::Withdrawal
            if speaks_of_own && !says(&NEGATIONS) =>
        {
            return Force::Admits;
        }
        ClaimType::StrategicValue if input.quantities.is_empty() => return Force::Opines,
        _ => {}
    }
    let is_approximate = input.quantities.first().is_some_and(|quantity| {
        matches!(
            quantity.comparator,
            Comparator::Approximately | Comparator::Range | Comparator::JustUnder
        ) && is_counted_kind(input.claim_type)
    });
    if is_approximate {
        Force::Estimates
    } else {
        Force::Asserts
    }
}

/// Kinds of claim that parties throw at each other, so that a plain negative answers one.
fn is_disputed_kind(claim_type: ClaimType) -> bool {
    matches!(
        claim_type,
        ClaimType::ControlStatus
            | ClaimType::ControlShare
            | ClaimType::Entry
            | ClaimType::Withdrawal
            | ClaimType::Encirclement
            | ClaimType::Deployment
            | ClaimType::Operation
            | ClaimType::OperationOutcome
            | ClaimType::Strike
            | ClaimType::LossesPersonnel
            | ClaimType::LossesEquipment
            | ClaimType::Surrender
            | ClaimType::Political
            | ClaimType::Intent
    )
}

/// Kinds of claim of which the number is the news, so that an approximate one makes an estimate.
fn is_counted_kind(claim_type: ClaimType) -> bool {
    matches!(
        claim_type,
        ClaimType::ControlShare
            | ClaimType::AdvanceDistance
            | ClaimType::ForceSize
            | ClaimType::LossesPersonnel
            | ClaimType::LossesEquipment
            | ClaimType::CasualtiesCivilian
            | ClaimType::Displacement
            | ClaimType::Population
            | ClaimType::Surrender
            | ClaimType::Advance
            | ClaimType::HumanitarianAccess
    )
}

/// How the words reach us.
pub(super) fn directness(
    text: &str,
    sentence: ByteSpan,
    span: ByteSpan,
    has_cue: bool,
    kind: SourceKind,
    is_plural: bool,
) -> Directness {
    let before = text.get(sentence.start()..span.start()).unwrap_or_default();
    let inside = span.slice(text).unwrap_or_default();
    let is_quoted = opens_quotation(before);
    if is_quoted {
        Directness::Direct
    } else if inside.contains(['“', '”', '"']) {
        Directness::Mixed
    } else if kind == SourceKind::Collective || is_plural {
        Directness::Collective
    } else if has_cue {
        Directness::Indirect
    } else {
        // A speaker's label without a cue: an interview gives the words themselves.
        Directness::Direct
    }
}

/// Whether a quotation is still open at the end of `before`.
fn opens_quotation(before: &str) -> bool {
    let n_open = before.matches('“').count();
    let n_close = before.matches('”').count();
    n_open > n_close || before.matches('"').count() % 2 == 1
}
