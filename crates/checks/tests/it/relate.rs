//! Claims against claims: precision first.

use salient_checks::WordedClaim;
use salient_model::{
    ByteSpan, Claim, ClaimId, ClaimTime, ClaimType, Comparator, DocumentId, Force, PlaceMention,
    PlaceRole, Polarity, Relation, RelationKind, TimeRelation,
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

/// Relations among claims whose words are as long as their spans.
fn relate_claims(claims: &[Claim]) -> Vec<Relation> {
    let words: Vec<String> = claims
        .iter()
        .map(|claim| "x".repeat(claim.span.len()))
        .collect();
    let worded: Vec<WordedClaim<'_>> = claims
        .iter()
        .zip(&words)
        .map(|(claim, words)| WordedClaim { claim, words })
        .collect();
    salient_checks::relate_claims(&worded)
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

/// A claim of another document.
fn elsewhere(claim: Claim) -> Claim {
    Claim {
        document: DocumentId::from_record("fedcba9876543210"),
        ..claim
    }
}

fn kinds(claims: &[Claim]) -> Vec<RelationKind> {
    relations(claims)
        .into_iter()
        .map(|(kind, _)| kind)
        .collect()
}

#[test]
fn numbers_of_different_things_and_two_denied_numbers_do_not_contradict() {
    let damage = |value, unit| Claim {
        claim_type: ClaimType::InfrastructureDamage,
        subject: None,
        quantities: vec![quantity(Comparator::Equal, value, unit)],
        ..claim()
    };
    let denied = |claim: Claim| Claim {
        polarity: Polarity::Negative,
        ..claim
    };
    let pair = |one: Claim, other: Claim| kinds(&[at(0, "NOR", one), at(100, "SUD", other)]);
    for (one, other) in [
        (
            damage(80.0, "percent_of_houses"),
            damage(30.0, "percent_of_schools"),
        ),
        (damage(80.0, "percent_of_houses"), damage(30.0, "percent")),
        (
            damage(80.0, "percent_of_town"),
            damage(30.0, "percent_of_region"),
        ),
        (
            denied(damage(50.0, "houses")),
            denied(damage(70.0, "houses")),
        ),
        (damage(50.0, "houses"), denied(damage(70.0, "houses"))),
    ] {
        assert_eq!(pair(one.clone(), other.clone()), [], "{one:?} {other:?}");
    }
    for (one, other) in [
        (damage(80.0, "percent_of_town"), damage(30.0, "percent")),
        (
            damage(80.0, "percent_of_houses"),
            damage(30.0, "percent_of_houses"),
        ),
    ] {
        assert_eq!(pair(one, other), [RelationKind::Contradicts]);
    }
}

#[test]
fn ground_beside_a_town_is_not_the_town() {
    let in_role = |role, side| Claim {
        subject: Some(entity(side, side)),
        places: vec![PlaceMention {
            role,
            ..place("Ridge Town")
        }],
        ..claim()
    };
    let pair = |one, other| {
        kinds(&[
            at(0, "NOR", in_role(one, "NOR")),
            at(100, "SUD", in_role(other, "SUD")),
        ])
    };
    assert_eq!(pair(PlaceRole::In, PlaceRole::NorthOf), []);
    assert_eq!(pair(PlaceRole::EastOf, PlaceRole::NorthOf), []);
    assert_eq!(
        pair(PlaceRole::In, PlaceRole::At),
        [RelationKind::Contradicts]
    );
    assert_eq!(
        pair(PlaceRole::NorthOf, PlaceRole::NorthOf),
        [RelationKind::Contradicts]
    );
}

#[test]
fn without_a_day_in_common_two_holders_do_not_contradict() {
    let undated = |relation| ClaimTime {
        start: None,
        end: None,
        relation,
        ..claim().time
    };
    let pair = |one: ClaimTime, other: ClaimTime| {
        let other = Claim {
            subject: Some(entity("Sudland", "SUD")),
            time: other,
            ..claim()
        };
        [
            at(
                0,
                "NOR",
                Claim {
                    time: one,
                    ..claim()
                },
            ),
            at(100, "SUD", other),
        ]
    };
    let [one, other] = pair(undated(TimeRelation::Past), undated(TimeRelation::Past));
    assert_eq!(kinds(&[one, other]), [RelationKind::InTension]);
    let [one, other] = pair(claim().time, undated(TimeRelation::Past));
    assert_eq!(kinds(&[one, other]), [RelationKind::InTension]);
    // Both about the time of publication: the same for one document, unknown for two.
    let [one, other] = pair(undated(TimeRelation::AsOf), undated(TimeRelation::AsOf));
    assert_eq!(
        kinds(&[one.clone(), other.clone()]),
        [RelationKind::Contradicts]
    );
    assert_eq!(kinds(&[one, elsewhere(other)]), [RelationKind::InTension]);
}

#[test]
fn what_replaces_a_claim_comes_later_in_time_and_not_in_the_list() {
    let denial = |day: &str| Claim {
        force: Force::Denies,
        polarity: Polarity::Negative,
        time: ClaimTime::as_of(date(day)),
        ..claim()
    };
    let admission = |day: &str| Claim {
        force: Force::Admits,
        time: ClaimTime::as_of(date(day)),
        ..claim()
    };
    let pair = |denied: &str, admitted: &str| {
        (
            at(0, "SUD", denial(denied)),
            elsewhere(at(100, "SUD", admission(admitted))),
        )
    };
    let (denied, admitted) = pair("2030-05-10", "2030-05-12");
    for claims in [
        [denied.clone(), admitted.clone()],
        [admitted.clone(), denied.clone()],
    ] {
        let found = relate_claims(&claims);
        assert_eq!(found.len(), 1);
        assert_eq!(
            (found[0].kind, &found[0].from, &found[0].to),
            (RelationKind::SupersededBy, &denied.id, &admitted.id)
        );
    }
    let (denied, admitted) = pair("2030-05-10", "2029-01-01");
    assert_eq!(kinds(&[denied, admitted]), []);
}

#[test]
fn an_answer_is_short_by_its_letters_and_not_by_its_bytes() {
    let denial = Claim {
        force: Force::Denies,
        polarity: Polarity::Affirmative,
        places: Vec::new(),
        ..claim()
    };
    let claims = [at(0, "NOR", claim()), at(100, "SUD", denial)];
    let answered = |words| {
        let worded = |at: usize, words| WordedClaim {
            claim: &claims[at],
            words,
        };
        salient_checks::relate_claims(&[worded(0, "Ridge Town is ours"), worded(1, words)]).len()
    };
    // Ten letters in twenty bytes are a bare "not so"; what is longer has a content of its own, which is compared.
    assert_eq!(answered("неправда ж"), 1);
    assert_eq!(answered("the town is in nobody's hands"), 0);
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

/// Two hundred million pairs: compared one by one, they would keep this test for minutes.
#[test]
fn one_sentence_again_and_again_costs_no_quadratic_time() {
    let claims: Vec<Claim> = (0..20_000).map(|n| at(100 * n, "NOR", claim())).collect();
    assert_eq!(relate_claims(&claims), []);
}
