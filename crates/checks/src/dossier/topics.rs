//! Claims by the question that they answer.

use std::collections::BTreeMap;

use salient_model::{Claim, ClaimId, ClaimType, Date, Relation, RelationKind};

use super::claims::LoadedClaim;
use super::types::{SideLabel, Topic, TopicClaim};
use crate::access::{MapAccess, PlaceAccess};
use crate::family::Family;
use crate::{ChecksError, check_claim, relate_claims};

/// A claim that names a unit's present location stays out of views for this many days.
const WITHHELD_DAYS: i64 = 3;

/// At most this many topics; a brief is a page, and the whole record is one command away.
const MOST_TOPICS: usize = 8;

/// Sorts claims into topics, numbers their notes, relates them, and sets each against the maps.
pub(super) fn topics(
    claims: Vec<LoadedClaim>,
    sides: &[SideLabel],
    on: Date,
    maps: &dyn MapAccess,
    places: &dyn PlaceAccess,
) -> Result<Vec<Topic>, ChecksError> {
    let worded: Vec<_> = claims.iter().map(LoadedClaim::worded).collect();
    let relations = relate_claims(&worded);
    let mut by_family: BTreeMap<usize, Vec<LoadedClaim>> = BTreeMap::new();
    for loaded in claims {
        let family = Family::of(loaded.claim.claim_type);
        let rank = Family::ALL
            .iter()
            .position(|known| *known == family)
            .unwrap_or(Family::ALL.len());
        by_family.entry(rank).or_default().push(loaded);
    }
    let mut topics = Vec::new();
    let mut note = 0;
    for (rank, mut loaded) in by_family {
        let Some(family) = Family::ALL.get(rank).copied() else {
            continue;
        };
        // What is merely about knowledge needs a rival to be worth a row.
        let ids: Vec<ClaimId> = loaded
            .iter()
            .map(|loaded| loaded.claim.id.clone())
            .collect();
        let relation = strongest(&relations, &ids);
        if topics.len() >= MOST_TOPICS || (family == Family::Knowledge && relation.is_none()) {
            continue;
        }
        let side_rank = |claim: &Claim| {
            sides
                .iter()
                .position(|side| side.key == claim.source.side)
                .unwrap_or(sides.len())
        };
        loaded.sort_by_key(|loaded| {
            let claim = &loaded.claim;
            let unrelated = !relations.iter().any(|relation| {
                relation.kind == RelationKind::Contradicts
                    && (relation.from == claim.id || relation.to == claim.id)
            });
            (
                side_rank(claim),
                unrelated,
                std::cmp::Reverse(loaded.published),
                claim.span.start(),
            )
        });
        let mut topic_claims = Vec::new();
        for loaded in loaded {
            note += 1;
            let withheld_until = withheld_until(&loaded, on);
            let finding = if withheld_until.is_some() {
                None
            } else {
                check_claim(&loaded.claim, &loaded.words, maps, places, on)?
            };
            topic_claims.push(TopicClaim {
                note,
                claim: loaded.claim,
                quote: loaded.quote,
                cut: loaded.cut,
                in_context: loaded.in_context,
                code_points: loaded.code_points,
                outlet: loaded.outlet,
                published: loaded.published,
                text_hash: loaded.text_hash,
                policy: loaded.policy,
                withheld_until,
                finding,
            });
        }
        let silent_sides = sides
            .iter()
            .filter(|side| {
                !topic_claims
                    .iter()
                    .any(|claim| claim.claim.source.side == side.key)
            })
            .map(|side| side.key.clone())
            .collect();
        topics.push(Topic {
            family,
            claims: topic_claims,
            relation,
            silent_sides,
        });
    }
    Ok(topics)
}

/// The strongest relation among the claims of a topic: contradiction before tension.
fn strongest(relations: &[Relation], ids: &[ClaimId]) -> Option<(RelationKind, String)> {
    [RelationKind::Contradicts, RelationKind::InTension]
        .into_iter()
        .find_map(|kind| {
            relations
                .iter()
                .find(|relation| {
                    relation.kind == kind
                        && ids.contains(&relation.from)
                        && ids.contains(&relation.to)
                })
                .map(|relation| (kind, relation.reason.clone()))
        })
}

/// Until when a claim stays out of views: one that says where a named unit is now.
fn withheld_until(loaded: &LoadedClaim, on: Date) -> Option<Date> {
    const UNIT_WORDS: [&str; 8] = [
        "brigade",
        "battalion",
        "regiment",
        "division",
        "company",
        "platoon",
        "squadron",
        "battery",
    ];
    let claim = &loaded.claim;
    let names_unit = claim.claim_type == ClaimType::Deployment
        && claim.subject.as_ref().is_some_and(|subject| {
            let name = subject.name.to_lowercase();
            UNIT_WORDS.iter().any(|word| name.contains(word))
        })
        && !claim.places.is_empty();
    let until = loaded
        .published?
        .checked_add(jiff::Span::new().days(WITHHELD_DAYS))
        .ok()?;
    (names_unit && on < until).then_some(until)
}
