//! Claims against claims: precision first.

use salient_checks::relate_claims;
use salient_model::{
    ByteSpan, Claim, ClaimId, ClaimType, Comparator, Force, Polarity, RelationKind,
};

use crate::valley::{claim, date, entity, place, quantity, source};

/// A claim at a position of its own in the text, by a side.
fn at(start: usize, side: &str, base: Claim) -> Claim {
    let span = ByteSpan::new(start, start + 40).unwrap();
    let name = if side == "NOR" { "Norland" } else { "Sudland" };
    let source = source(name, side);
    Claim {
        id: ClaimId::derive(&base.document, span, name, base.claim_type, base.polarity),
        span,
        sentence: span,
        source,
        ..base
    }
}

fn relations(claims: &[Claim]) -> Vec<(RelationKind, String)> {
    relate_claims(claims)
        .into_iter()
        .map(|relation| (relation.kind, relation.reason))
        .collect()
}

#[test]
fn a_denial_contradicts_the_nearest_claim_that_it_can_be_about() {
    let denial = Claim {
        force: Force::Denies,
        polarity: Polarity::Negative,
        ..claim()
    };
    let claims = [at(0, "NOR", claim()), at(100, "SUD", denial)];
    let found = relate_claims(&claims);
    assert_eq!(found.len(), 1);
    assert_eq!(
        (found[0].kind, &found[0].from, &found[0].to),
        (RelationKind::Contradicts, &claims[0].id, &claims[1].id)
    );
    assert!(found[0].reason.contains("denies"));
}

#[test]
fn two_holders_of_one_town_contradict_and_two_towns_do_not() {
    let other = Claim {
        subject: Some(entity("Sudland", "SUD")),
        ..claim()
    };
    assert_eq!(
        relations(&[at(0, "NOR", claim()), at(100, "SUD", other.clone())])[0].0,
        RelationKind::Contradicts
    );
    let elsewhere = Claim {
        places: vec![place("Ford")],
        ..other.clone()
    };
    assert!(relations(&[at(0, "NOR", claim()), at(100, "SUD", elsewhere)]).is_empty());
    let mut earlier = other;
    earlier.time.start = Some(date("2030-04-01"));
    earlier.time.end = Some(date("2030-04-02"));
    assert!(relations(&[at(0, "NOR", claim()), at(100, "SUD", earlier)]).is_empty());
}

#[test]
fn a_part_held_by_the_other_side_is_in_tension() {
    let part = Claim {
        places: vec![place("Ridge Town, east bank")],
        subject: Some(entity("Sudland", "SUD")),
        ..claim()
    };
    assert_eq!(
        relations(&[at(0, "NOR", claim()), at(100, "SUD", part)])[0].0,
        RelationKind::InTension
    );
}

#[test]
fn numbers_contradict_only_when_their_bounds_do_not_meet() {
    let losses = |comparator, value| Claim {
        claim_type: ClaimType::LossesPersonnel,
        subject: Some(entity("Sudland", "SUD")),
        quantities: vec![quantity(comparator, value, "killed_soldiers")],
        ..claim()
    };
    let pair = |one: Claim, other: Claim| relations(&[at(0, "NOR", one), at(100, "SUD", other)]);
    assert_eq!(
        pair(
            losses(Comparator::Equal, 400.0),
            losses(Comparator::Equal, 30.0)
        )[0]
        .0,
        RelationKind::Contradicts
    );
    assert!(
        pair(
            losses(Comparator::Greater, 300.0),
            losses(Comparator::Equal, 400.0)
        )
        .is_empty()
    );
    assert!(
        pair(
            losses(Comparator::Approximately, 400.0),
            losses(Comparator::Equal, 380.0)
        )
        .is_empty()
    );
    // Losses of one side and of the other are two things.
    let own = Claim {
        subject: Some(entity("Norland", "NOR")),
        ..losses(Comparator::Equal, 30.0)
    };
    assert!(pair(losses(Comparator::Equal, 400.0), own).is_empty());
}

#[test]
fn a_source_that_admits_what_it_denied_is_superseded() {
    let denial = Claim {
        force: Force::Denies,
        polarity: Polarity::Negative,
        ..claim()
    };
    let admission = Claim {
        force: Force::Admits,
        ..claim()
    };
    assert_eq!(
        relations(&[at(0, "SUD", denial), at(100, "SUD", admission)])[0].0,
        RelationKind::SupersededBy
    );
}

#[test]
fn an_unrelated_document_alters_no_relation() {
    let other = Claim {
        subject: Some(entity("Sudland", "SUD")),
        ..claim()
    };
    let claims = vec![at(0, "NOR", claim()), at(100, "SUD", other)];
    let before = relate_claims(&claims);
    let mut more = claims;
    more.push(Claim {
        document: salient_model::DocumentId::from_record("fedcba9876543210"),
        claim_type: ClaimType::Population,
        places: vec![place("Ford")],
        ..at(900, "THIRD", claim())
    });
    assert_eq!(relate_claims(&more), before);
}
