//! Processor time of this thread.

use rustix::time::{ClockId, clock_gettime};

/// Runs `work` a number of times; gives the least CPU seconds of a run, and what the last run returned.
pub(crate) fn least_of<T>(n_runs: usize, mut work: impl FnMut() -> T) -> (f64, T) {
    let (mut least, mut result) = timed(&mut work);
    for _ in 1..n_runs {
        let (seconds, again) = timed(&mut work);
        least = least.min(seconds);
        result = again;
    }
    (least, result)
}

fn timed<T>(work: &mut impl FnMut() -> T) -> (f64, T) {
    let start = now();
    let result = work();
    (now() - start, result)
}

fn now() -> f64 {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    time.tv_sec as f64 + time.tv_nsec as f64 / 1e9
}
