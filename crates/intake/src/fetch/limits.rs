//! How much is asked for and taken before a fetch ends.

use std::time::Duration;

/// Bounds on one run. The defaults let some years of daily maps pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FetchLimits {
    /// Largest file, in bytes after `Content-Encoding` is taken off.
    pub max_file_bytes: u64,
    /// Most bytes of all files together.
    pub max_total_bytes: u64,
    /// Most requests, redirects and repetitions among them.
    pub max_requests: usize,
    /// Longest time for one request, from the name's resolution to the last byte.
    pub request_time: Duration,
    /// Longest time for a connection to come about.
    pub connect_time: Duration,
    /// Most redirects of one request.
    pub max_redirects: usize,
    /// How often the same is asked for while the server is busy or the connection fails.
    pub max_tries: usize,
    /// Pause before the first repetition; it doubles with each further one.
    pub first_pause: Duration,
    /// The pause does not double past this.
    pub max_pause: Duration,
    /// Longest pause that a server may ask for. One that asks for more is not asked again in this run.
    pub max_asked_pause: Duration,
    /// How many files may fail one after another before the run ends.
    pub max_failures_in_row: usize,
}

impl Default for FetchLimits {
    fn default() -> Self {
        Self {
            max_file_bytes: 256_000_000,
            max_total_bytes: 8_000_000_000,
            max_requests: 10_000,
            request_time: Duration::from_mins(2),
            connect_time: Duration::from_secs(20),
            max_redirects: 5,
            max_tries: 4,
            first_pause: Duration::from_secs(2),
            max_pause: Duration::from_mins(1),
            max_asked_pause: Duration::from_mins(5),
            max_failures_in_row: 3,
        }
    }
}
