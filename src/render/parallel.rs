//! Work on several threads in which no order can be seen.

use std::sync::{
    Mutex, PoisonError,
    atomic::{AtomicUsize, Ordering},
};

/// The results of all tasks, in the order of the tasks; `threads` threads take one after the other.
pub fn each<T: Sync, R: Send>(
    threads: usize,
    tasks: &[T],
    work: impl Fn(&T) -> R + Sync,
) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let done: Mutex<Vec<(usize, R)>> = Mutex::new(Vec::with_capacity(tasks.len()));
    let take = || {
        while let Some((place, task)) = {
            let place = next.fetch_add(1, Ordering::Relaxed);
            tasks.get(place).map(|task| (place, task))
        } {
            let result = work(task);
            done.lock().unwrap_or_else(PoisonError::into_inner).push((place, result));
        }
    };
    std::thread::scope(|scope| {
        for _ in 1..threads.min(tasks.len()) {
            scope.spawn(take);
        }
        take();
    });
    let mut done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
    done.sort_unstable_by_key(|(place, _)| *place);
    done.into_iter().map(|(_, result)| result).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_stand_in_the_order_of_their_tasks() {
        let tasks: Vec<u64> = (0..200).collect();
        let slow_first = |task: &u64| {
            if *task < 2 {
                std::thread::sleep(std::time::Duration::from_millis(20));
            }
            task * 2
        };
        let expected: Vec<u64> = (0..200).map(|task| task * 2).collect();
        for threads in [0, 1, 3, 300] {
            assert_eq!(each(threads, &tasks, slow_first), expected, "{threads} threads");
        }
    }

    #[test]
    fn no_task_gives_no_result() {
        assert!(each(2, &[] as &[u8], |task| *task).is_empty());
    }

    #[test]
    fn one_thread_is_the_one_that_asks() {
        let threads = each(1, &[(); 3], |()| std::thread::current().id());
        assert!(threads.iter().all(|thread| *thread == std::thread::current().id()));
    }
}
