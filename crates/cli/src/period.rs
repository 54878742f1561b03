//! Dates on the command line.

use jiff::Timestamp;
use salient_model::Date;

use crate::failure::Failure;

/// Parses an ISO date, and says what is wrong with one that does not exist.
pub(crate) fn date(words: &str) -> Result<Date, String> {
    words.parse().map_err(|_error| {
        format!("{words:?} is no date; expected one that exists, such as 2025-11-08")
    })
}

/// The moment of recording. `SALIENT_NOW` replaces the clock, so that a case can be rebuilt byte for byte.
pub(crate) fn now() -> Timestamp {
    std::env::var("SALIENT_NOW")
        .ok()
        .and_then(|words| words.parse().ok())
        .unwrap_or_else(Timestamp::now)
}

/// Today, by the same clock, in universal time.
pub(crate) fn today() -> Date {
    jiff::tz::TimeZone::UTC.to_datetime(now()).date()
}

/// Refuses a clock that was set to no time: with the real one, the same input would give another case.
pub(crate) fn clock_is_readable() -> Result<(), Failure> {
    match std::env::var("SALIENT_NOW") {
        Ok(words) if words.parse::<Timestamp>().is_err() => Err(Failure::usage(format!(
            "SALIENT_NOW is {words:?}; expected a time such as 2030-05-10T12:00:00Z"
        ))),
        _ => Ok(()),
    }
}
