//! Speech act and directness of a claim, from its cue, its words, and its type.
//!
//! **Sources.** Rule 7 of the annotation rules: the force comes from the cue; a neutral cue with an approximate number estimates, with own
//! losses or a retreat it admits; a denial needs a cue of denial or a plain negative that answers.

use salient_model::{ByteSpan, ClaimType, Comparator, Directness, Force, Quantity, SourceKind};

use crate::attribution::lexicon::{self, CueForce};
use crate::attribution::token::tokens;

/// What a force is read from.
#[derive(Debug)]
pub(super) struct ForceInput<'a> {
    /// Words of the cue; empty without one.
    pub(super) cue: &'a str,
    /// Words of the claim.
    pub(super) content: &'a str,
    pub(super) claim_type: ClaimType,
    pub(super) quantities: &'a [Quantity],
    /// Whether a news outlet says it in its own voice.
    pub(super) is_reporter: bool,
}

/// Longest answer that a verdict alone makes ("Not so", "Pure invention").
const N_VERDICT_WORDS: usize = 4;

/// The speech act.
pub(super) fn force(input: &ForceInput<'_>) -> Force {
    if input.is_reporter {
        return Force::ReporterVoice;
    }
    let cue = cue_force(input.cue);
    if is_negated(input.cue) {
        return negated(cue.force);
    }
    if !cue.neutral {
        return cue.force;
    }
    by_content(input)
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
    let lexicon = lexicon::english();
    let is_verdict = words.len() <= N_VERDICT_WORDS
        && (0..words.len()).any(|at| {
            lexicon
                .verdict_at(&words[at..])
                .is_some_and(|(_n_tokens, found)| found.force == Force::Denies)
        });
    let is_refusal = words.len() <= N_VERDICT_WORDS && says(&["not", "no", "never"]);
    if is_verdict || is_refusal {
        return Force::Denies;
    }
    match input.claim_type {
        ClaimType::Demand => return Force::Demands,
        ClaimType::Forecast => return Force::Predicts,
        ClaimType::Definition => return Force::Clarifies,
        ClaimType::LossesPersonnel | ClaimType::LossesEquipment | ClaimType::Withdrawal
            if speaks_of_own && !says(&["not", "no", "never"]) =>
        {
            return Force::Admits;
        }
        ClaimType::StrategicValue if input.quantities.is_empty() => return Force::Opines,
        _ => {}
    }
    let is_approximate = input.quantities.iter().any(|quantity| {
        matches!(
            quantity.comparator,
            Comparator::Approximately | Comparator::Range | Comparator::JustUnder
        )
    });
    if is_approximate {
        Force::Estimates
    } else {
        Force::Asserts
    }
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
