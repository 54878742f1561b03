//! What a claim asks of maps.
//!
//! **Shape.** A claim's type, numbers, and, for a forecast, words go in; a predicate from the closed list comes out, with whether the side is
//! said to hold the place or to have left it. `None` is for claims about nothing that a map could show; a reason is for those that speak of
//! ground in a way that no predicate answers.

use salient_model::{Claim, ClaimType, Polarity, Predicate, Reason};

use super::forecast;
use super::question::reason;
use crate::units::{km2_per, metres_per, share_of};

/// A question that maps can be asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Asks {
    pub(super) predicate: Predicate,
    pub(super) says: Says,
}

/// What the claim says of the side and the place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Says {
    /// That the side is there: holds it, has come, stands so far from it.
    Holds,
    /// That it was there, and is no longer.
    Leaves,
}

impl Asks {
    pub(super) fn new(predicate: Predicate, says: Says) -> Self {
        Self { predicate, says }
    }

    /// Whether the question is about the place itself. The others measure from it, or reach beyond it.
    pub(super) fn is_about_the_place(self) -> bool {
        matches!(
            self.predicate,
            Predicate::ControlShare
                | Predicate::WithinControl
                | Predicate::Contested
                | Predicate::Entered
                | Predicate::Encircled
        )
    }
}

/// What a claim asks, from its type and numbers.
pub(super) fn asked_by(claim: &Claim, words: &str) -> Option<Result<Asks, Reason>> {
    let counts =
        |test: fn(&str) -> bool| claim.quantities.iter().any(|quantity| test(&quantity.unit));
    let counts_length = counts(|unit| metres_per(unit).is_some());
    let counts_area = counts(|unit| km2_per(unit).is_some());
    let counts_share = counts(|unit| share_of(unit).is_some());
    let predicate = match claim.claim_type {
        ClaimType::Forecast => {
            return Some(forecast::predicted(words).ok_or_else(|| {
                no_predicate("no map of control shows the event that is forecast")
            }));
        }
        ClaimType::ControlShare | ClaimType::ControlStatus if counts_share => {
            Predicate::ControlShare
        }
        ClaimType::ControlShare | ClaimType::ControlStatus | ClaimType::Withdrawal
            if counts_area =>
        {
            return Some(Err(no_predicate(
                "an area held or given up is not asked of maps, only a share of a place and an area gained between two days",
            )));
        }
        ClaimType::ControlShare => Predicate::ControlShare,
        ClaimType::Withdrawal => {
            return Some(Ok(Asks::new(Predicate::WithinControl, Says::Leaves)));
        }
        ClaimType::ControlStatus | ClaimType::DefenceStatus => Predicate::WithinControl,
        ClaimType::Entry => Predicate::Entered,
        ClaimType::Encirclement => Predicate::Encircled,
        ClaimType::FrontlineLocation if counts_length => Predicate::DistanceToFront,
        ClaimType::Advance | ClaimType::AdvanceDistance if counts_area => Predicate::AreaChange,
        ClaimType::Advance | ClaimType::AdvanceDistance if counts_length => {
            Predicate::AdvanceDistance
        }
        ClaimType::Combat if claim.polarity == Polarity::Affirmative => Predicate::Contested,
        _ => return None,
    };
    Some(Ok(Asks::new(predicate, Says::Holds)))
}

fn no_predicate(words: &str) -> Reason {
    reason("no_predicate", words)
}
