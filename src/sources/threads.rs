//! The same work on several threads at once.

use std::{panic::resume_unwind, thread};

/// What `work` gives on each of so many threads; one at least. A panic of one is one of the caller.
pub fn each<T: Send>(threads: usize, work: impl Fn() -> T + Sync) -> Vec<T> {
    thread::scope(|scope| {
        let workers: Vec<_> = (0..threads.max(1)).map(|_| scope.spawn(&work)).collect();
        let results = workers.into_iter().map(|worker| worker.join());
        results.map(|result| result.unwrap_or_else(|panic| resume_unwind(panic))).collect()
    })
}
