//! Which earlier claims a claim can be related to at all, so that a long list is not compared pair by pair.
//!
//! **Rule.** Every rule about pairs, [`find_revised`](super::revision::find_revised) and those of [`compare`](super::compare), asks for one of three things: one type and opposite polarity; one type and numbers on both
//! sides; control affirmed of two different sides. Claims are filed by these. A new rule that asks for less needs a file of its own here.

use std::collections::BTreeMap;

use salient_model::{Claim, ClaimType, Polarity};

use super::control::holder;
use crate::family::Family;

/// The claims so far, by position, filed by what a relation needs.
#[derive(Debug, Default)]
pub(super) struct Partners<'a> {
    affirmed: BTreeMap<ClaimType, Vec<usize>>,
    negated: BTreeMap<ClaimType, Vec<usize>>,
    numbered: BTreeMap<ClaimType, Vec<usize>>,
    held_by: BTreeMap<&'a str, Vec<usize>>,
}

impl<'a> Partners<'a> {
    /// Earlier claims that `claim` may be related to, in the order of the list, each once.
    pub(super) fn of(&self, claim: &Claim) -> Vec<usize> {
        let opposite = match claim.polarity {
            Polarity::Affirmative => self.negated.get(&claim.claim_type),
            Polarity::Negative => self.affirmed.get(&claim.claim_type),
        };
        let numbered = self
            .numbered
            .get(&claim.claim_type)
            .filter(|_| !claim.quantities.is_empty());
        let side = held_for(claim);
        let rivals = self
            .held_by
            .iter()
            .filter(|(rival, _)| side.is_some_and(|side| side != **rival))
            .map(|(_, positions)| positions);
        let mut positions: Vec<usize> = opposite
            .into_iter()
            .chain(numbered)
            .chain(rivals)
            .flatten()
            .copied()
            .collect();
        positions.sort_unstable();
        positions.dedup();
        positions
    }

    /// Files the claim at `position`.
    pub(super) fn add(&mut self, position: usize, claim: &'a Claim) {
        let by_polarity = match claim.polarity {
            Polarity::Affirmative => &mut self.affirmed,
            Polarity::Negative => &mut self.negated,
        };
        let by_number = (!claim.quantities.is_empty()).then_some(&mut self.numbered);
        for file in std::iter::once(by_polarity).chain(by_number) {
            file.entry(claim.claim_type).or_default().push(position);
        }
        if let Some(side) = held_for(claim) {
            self.held_by.entry(side).or_default().push(position);
        }
    }
}

/// The side that holds the ground, in a claim about control.
fn held_for(claim: &Claim) -> Option<&str> {
    holder(claim).filter(|_| {
        Family::of(claim.claim_type) == Family::Control && claim.polarity == Polarity::Affirmative
    })
}

#[cfg(test)]
mod tests {
    use salient_model::{
        ByteSpan, Certainty, ClaimId, ClaimTime, Comparator, Date, Directness, DocumentId, Entity,
        ExtractorInfo, Force, ForceBasis, MapCheckable, Modality, PlaceMention, PlaceRole,
        Quantity, Source, SourceKind, Tier,
    };

    use super::*;
    use crate::relate::{compare, revision::find_revised};

    /// What the rules look at, varied below.
    #[derive(Debug, Clone, Copy)]
    struct Case {
        claim_type: ClaimType,
        polarity: Polarity,
        says: &'static str,
        holds: Option<&'static str>,
        value: Option<f64>,
    }

    fn claim(case: Case) -> Claim {
        let document = DocumentId::from_record("0123456789abcdef");
        let span = ByteSpan::new(0, 40).expect("the ends are in order");
        Claim {
            id: ClaimId::derive(&document, span, case.says, case.claim_type, case.polarity),
            document,
            span,
            sentence: span,
            cue: None,
            source: Source {
                name: case.says.to_owned(),
                span: None,
                role: None,
                kind: SourceKind::State,
                side: case.says.to_owned(),
                actor: None,
                named: true,
                protected: false,
            },
            force: Force::Admits,
            force_from: ForceBasis::Cue,
            directness: Directness::Indirect,
            claim_type: case.claim_type,
            subject: case.holds.map(|side| Entity {
                name: side.to_owned(),
                span: None,
                actor: None,
                side: Some(side.to_owned()),
            }),
            object: None,
            places: vec![PlaceMention {
                name: "Ridge Town".to_owned(),
                role: PlaceRole::In,
                span: Some(span),
                candidates: Vec::new(),
                relative: None,
            }],
            time: ClaimTime::as_of(Date::constant(2030, 5, 4)),
            quantities: case
                .value
                .map(|value| Quantity {
                    value: Some(value),
                    high: None,
                    unit: "soldiers".to_owned(),
                    comparator: Comparator::Equal,
                    of: None,
                    span: None,
                    same_quantity_as: None,
                    derived: false,
                })
                .into_iter()
                .collect(),
            polarity: case.polarity,
            certainty: Certainty::Certain,
            modality: Modality::Actual,
            map: MapCheckable::Yes,
            tier: Tier::Core,
            extractor: ExtractorInfo {
                name: "test".to_owned(),
                version: String::new(),
                model_hash: None,
            },
        }
    }

    #[test]
    fn every_pair_that_a_rule_relates_is_offered() {
        let mut claims = Vec::new();
        for claim_type in [
            ClaimType::ControlStatus,
            ClaimType::DefenceStatus,
            ClaimType::LossesPersonnel,
            ClaimType::Entry,
        ] {
            for polarity in [Polarity::Affirmative, Polarity::Negative] {
                for says in ["NOR", "SUD"] {
                    for holds in [None, Some("NOR"), Some("SUD")] {
                        for value in [None, Some(40.0), Some(90.0)] {
                            claims.push(claim(Case {
                                claim_type,
                                polarity,
                                says,
                                holds,
                                value,
                            }));
                        }
                    }
                }
            }
        }
        let mut partners = Partners::default();
        let mut n_related = 0;
        for (second, b) in claims.iter().enumerate() {
            let offered = partners.of(b);
            for (first, a) in claims[..second].iter().enumerate() {
                if compare(a, b).is_some() || find_revised((first, a), (second, b)).is_some() {
                    n_related += 1;
                    assert!(offered.contains(&first), "{a:?}\n{b:?}");
                }
            }
            partners.add(second, b);
        }
        assert!(n_related > 500, "{n_related}");
    }
}
