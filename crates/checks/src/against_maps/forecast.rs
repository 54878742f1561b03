//! Forecasts: kept until their horizon has passed, then asked of the maps of that day.

use salient_model::{Claim, ClaimType, Date, Outcome, Reason};

use super::Answer;

/// The answer for a forecast that is not due by `today`, or never will be because its words give no horizon.
pub(super) fn not_yet(claim: &Claim, today: Date) -> Option<Answer> {
    if claim.claim_type != ClaimType::Forecast {
        return None;
    }
    let (code, words) = match claim.time.end {
        None => (
            "no_horizon",
            "no date in the words; to be read again with every new map".to_owned(),
        ),
        Some(horizon) if horizon > today => {
            ("not_due", format!("due by {}", super::date_words(horizon)))
        }
        // Due: what was forecast is compared with the maps of the horizon by the caller.
        Some(_) => return None,
    };
    Some(Answer {
        outcome: Outcome::Pending,
        ..Answer::not_computable(Reason { code, words })
    })
}
