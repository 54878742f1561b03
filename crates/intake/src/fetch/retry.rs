//! Asking again, after pauses.
//!
//! **Shape.** The pause doubles up to a cap, and is never shorter than the server asks for. There is no chance in it: one machine asks, one request at a time.

use std::error::Error as _;
use std::io;
use std::time::Duration;

use crate::fetch::client::Client;
use crate::fetch::{FetchError, FetchLimits};

/// Does `attempt` until it ends well, fails in a way that time does not mend, or has failed as often as the limit allows.
pub(crate) fn with_tries<T>(
    client: &mut Client<'_>,
    mut attempt: impl FnMut(&mut Client<'_>) -> Result<T, FetchError>,
) -> Result<T, FetchError> {
    let mut n_tries = 0;
    loop {
        let error = match attempt(client) {
            Ok(value) => return Ok(value),
            Err(error) => error,
        };
        n_tries += 1;
        let Some(asked) = may_pass(&error) else {
            return Err(error);
        };
        let limits = *client.limits();
        if let FetchError::Busy { url, status, .. } = &error
            && asked > limits.max_asked_pause
        {
            return Err(FetchError::AsksTooLongPause {
                url: url.clone(),
                status: *status,
                asked,
                limit: limits.max_asked_pause,
            });
        }
        if n_tries >= limits.max_tries {
            return Err(FetchError::GaveUp {
                n_tries,
                source: Box::new(error),
            });
        }
        client.pause(back_off(n_tries, &limits).max(asked), with_causes(&error));
    }
}

/// How long to wait at least, if waiting can help.
fn may_pass(error: &FetchError) -> Option<Duration> {
    match error {
        FetchError::Busy { retry_after, .. } => Some(retry_after.unwrap_or_default()),
        FetchError::Cut { .. } => Some(Duration::ZERO),
        FetchError::NoAnswer { source, .. } => match &**source {
            // A certificate that is not good now will not be in a minute.
            ureq::Error::Io(error) => error.kind() != io::ErrorKind::InvalidData,
            ureq::Error::Timeout(_) | ureq::Error::Protocol(_) | ureq::Error::ConnectionFailed => {
                true
            }
            _ => false,
        }
        .then_some(Duration::ZERO),
        _ => None,
    }
}

fn with_causes(error: &FetchError) -> String {
    let mut words = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        words = format!("{words}: {error}");
        cause = error.source();
    }
    words
}

/// The pause after so many failures.
fn back_off(n_failures: usize, limits: &FetchLimits) -> Duration {
    let n_doublings = u32::try_from(n_failures.saturating_sub(1)).unwrap_or(u32::MAX);
    2_u32
        .checked_pow(n_doublings)
        .and_then(|times| limits.first_pause.checked_mul(times))
        .map_or(limits.max_pause, |pause| pause.min(limits.max_pause))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pause_doubles_up_to_its_cap() {
        let limits = FetchLimits::default();
        let pauses: Vec<u64> = [1, 2, 3, 5, 6, 7, 500]
            .map(|n_failures| back_off(n_failures, &limits).as_secs())
            .into();
        assert_eq!(pauses, [2, 4, 8, 32, 60, 60, 60]);
    }
}
