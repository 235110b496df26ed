//! Work on several threads, whose results the calling thread takes as they come. Few results wait for it
//! at a time, so that what is made for a thousand files takes the room of some.

use std::{
    ops::ControlFlow,
    sync::{
        atomic::{AtomicUsize, Ordering},
        mpsc::sync_channel,
    },
};

/// What a thread hands its results to. It says `Break` where nobody takes them any more.
pub type Hand<'h, R> = &'h mut dyn FnMut(R) -> ControlFlow<()>;

/// Does all tasks, `threads` at a time, and lets `take` have each result. No order can be relied on. The
/// first fault of `take` ends the work.
pub fn handed<T: Sync, R: Send, E>(
    threads: usize,
    tasks: &[T],
    work: impl Fn(&T, Hand<'_, R>) -> ControlFlow<()> + Sync,
    mut take: impl FnMut(R) -> Result<(), E>,
) -> Result<(), E> {
    let next = AtomicUsize::new(0);
    let threads = threads.min(tasks.len()).max(1);
    std::thread::scope(|scope| {
        let (sender, results) = sync_channel(threads);
        for _ in 0..threads {
            let (sender, next, work) = (sender.clone(), &next, &work);
            scope.spawn(move || {
                let mut hand = |result| match sender.send(result) {
                    Ok(()) => ControlFlow::Continue(()),
                    Err(_) => ControlFlow::Break(()),
                };
                while let Some(task) = tasks.get(next.fetch_add(1, Ordering::Relaxed))
                    && work(task, &mut hand).is_continue()
                {}
            });
        }
        drop(sender);
        // Where a result is not taken, this end of the channel is dropped, and the threads notice.
        results.into_iter().try_for_each(&mut take)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn doubled(threads: usize, tasks: &[u64]) -> Vec<u64> {
        let mut all = Vec::new();
        let twice = |task: &u64, hand: Hand<'_, u64>| {
            hand(*task)?;
            hand(task + 1)
        };
        let take = |result| {
            all.push(result);
            Ok::<(), ()>(())
        };
        handed(threads, tasks, twice, take).unwrap();
        all.sort_unstable();
        all
    }

    #[test]
    fn every_result_of_every_task_is_taken() {
        let tasks: Vec<u64> = (0..200).map(|number| number * 2).collect();
        let expected: Vec<u64> = (0..400).collect();
        for threads in [0, 1, 3, 300] {
            assert_eq!(doubled(threads, &tasks), expected, "{threads} threads");
        }
    }

    #[test]
    fn no_task_gives_no_result() {
        assert!(doubled(2, &[]).is_empty());
    }

    #[test]
    fn a_result_that_cannot_be_taken_ends_the_work() {
        let done = AtomicUsize::new(0);
        let work = |_: &u64, hand: Hand<'_, ()>| {
            done.fetch_add(1, Ordering::Relaxed);
            hand(())
        };
        let tasks = vec![0; 10_000];
        assert_eq!(handed(2, &tasks, work, |()| Err("full")), Err("full"));
        assert!(done.into_inner() < 100);
    }
}
