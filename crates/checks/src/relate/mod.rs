//! Claims against claims: which cannot both hold, which a reader should see side by side, which repeat or replace one another.
//!
//! **Shape.** In: the claims of one text, or of a case, in text order within each document. Out: relations, each once (symmetric kinds are
//! not doubled), sorted by the position of their first and second claim.
//!
//! **Doubt.** Over-calling contradictions is the failure that loses users, so every rule asks for the same proposition family, the same
//! place (or one inside the other), and overlapping time before it looks at the content; what fails a condition narrowly is at most
//! `in_tension`.

mod control;
mod denial;
mod numbers;
mod partners;
mod places;
mod polarity;
mod repeat;
mod revision;
mod time;

use std::collections::BTreeSet;

use salient_model::{Claim, Force, Relation, RelationKind};

use self::partners::Partners;
use crate::family::Family;

pub use places::same_ground;

/// A claim with the words of its span: how much an answer says shows in these only.
#[derive(Debug, Clone, Copy)]
pub struct WordedClaim<'a> {
    /// The claim.
    pub claim: &'a Claim,
    /// Its words.
    pub words: &'a str,
}

impl<'a> WordedClaim<'a> {
    /// The claims of one text with their words.
    #[must_use]
    pub fn of_text(claims: &'a [Claim], text: &'a str) -> Vec<Self> {
        let worded = |claim: &'a Claim| Self {
            claim,
            words: claim.span.slice(text).unwrap_or_default(),
        };
        claims.iter().map(worded).collect()
    }
}

/// What a rule says about an ordered pair of claims: the kind, and why in words.
type Verdict = Option<(RelationKind, String)>;

/// How many claims apart, within a document, an answer may stand from what it answers.
const ANSWER_REACH: usize = 3;

/// A relation found between two positions of the list, in the order in which it is said: for most kinds that of the list, and for a claim that
/// replaces another that of time.
struct Found {
    first: usize,
    second: usize,
    kind: RelationKind,
    reason: String,
}

/// Relates claims to one another. Claims of different documents are related as those of one, without the rules that rest on text order.
#[must_use]
pub fn relate_claims(claims: &[WordedClaim<'_>]) -> Vec<Relation> {
    // Answers first: a denial picks the nearest claim that it can be about, and is then spent.
    let mut found: Vec<Found> = (0..claims.len())
        .filter_map(|answer| denial::find_answered(claims, answer, ANSWER_REACH))
        .collect();
    let taken: BTreeSet<(usize, usize)> = found
        .iter()
        .map(|found| (found.first, found.second))
        .collect();
    let spent: BTreeSet<usize> = found
        .iter()
        .flat_map(|found| [found.first, found.second])
        .filter(|at| {
            matches!(
                claims[*at].claim.force,
                Force::Denies | Force::Doubts | Force::Retracts
            )
        })
        .collect();
    let mut partners = Partners::default();
    for (second, b) in claims.iter().map(|worded| worded.claim).enumerate() {
        for first in partners.of(b) {
            let a = claims[first].claim;
            if taken.contains(&(first, second)) {
                continue;
            }
            if let Some(revised) = revision::find_revised((first, a), (second, b)) {
                found.push(revised);
                continue;
            }
            let Some((kind, reason)) = compare(a, b) else {
                continue;
            };
            // A denial that has found what it answers does not contradict everything else on the topic as well, and two claims far apart
            // in one text seldom speak about the same count.
            let weak = kind == RelationKind::Contradicts
                && (spent.contains(&first)
                    || spent.contains(&second)
                    || (a.document == b.document
                        && second - first > ANSWER_REACH
                        && Family::of(a.claim_type) != Family::Control));
            let kind = if weak { RelationKind::InTension } else { kind };
            found.push(Found {
                first,
                second,
                kind,
                reason,
            });
        }
        partners.add(second, b);
    }
    found.sort_by_key(|found| (found.first, found.second));
    found
        .into_iter()
        .map(|found| Relation {
            from: claims[found.first].claim.id.clone(),
            kind: found.kind,
            to: claims[found.second].claim.id.clone(),
            reason: found.reason,
        })
        .collect()
}

/// The first rule that has something to say about a pair.
fn compare(a: &Claim, b: &Claim) -> Verdict {
    repeat::compare(a, b)
        .or_else(|| control::compare(a, b))
        .or_else(|| numbers::compare(a, b))
        .or_else(|| polarity::compare(a, b))
}

/// Whether two claims come from the same mouth: the same registered actor, else the same name. Source is not side: two bodies of one side
/// are two sources, and may contradict each other.
fn same_source(a: &Claim, b: &Claim) -> bool {
    let by_actor =
        matches!((&a.source.actor, &b.source.actor), (Some(one), Some(other)) if one == other);
    by_actor || (a.document == b.document && a.source.name == b.source.name)
}
