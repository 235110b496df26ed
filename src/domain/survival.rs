//! How long it takes until something ends, where some were not followed to their end: the estimate of Kaplan and
//! Meier (1958), and with several kinds of end the cumulative incidence of Aalen and Johansen (1978). Counts are
//! whole numbers; only the shares are not. A time without enough ends has no quantile: absent, never a guess.

use std::collections::BTreeMap;

/// Shares that differ by less are one, whatever the order of the factors was.
const SAME: f64 = 1e-9;

/// What is known at one time: how many ended in each of `K` ways, and how many were followed no longer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct At<const K: usize> {
    pub ended: [u64; K],
    pub censored: u64,
}

/// Times of any whole unit, such as working days from receipt, with what was seen at each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Times<const K: usize>(BTreeMap<u64, At<K>>);

/// The estimate at a time at which one ended at least.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step<const K: usize> {
    pub time: u64,
    /// Followed until this time, those with it among them: who is censored at a time is still at risk there.
    pub at_risk: u64,
    pub ended: [u64; K],
    /// The share that has not ended after this time, from 0 to 1.
    pub open: f64,
    /// The shares that have ended in each way by this time; with `open` they make 1.
    pub by_way: [f64; K],
}

impl<const K: usize> Times<K> {
    /// One that ended at a time in one of the ways.
    pub fn ended(&mut self, time: u64, way: usize) {
        self.at(time).ended[way] += 1;
    }

    /// One that was open when it was last seen.
    pub fn censored(&mut self, time: u64) {
        self.at(time).censored += 1;
    }

    /// Adds what was counted elsewhere.
    pub fn add(&mut self, other: &Self) {
        for (time, counted) in &other.0 {
            let own = self.at(*time);
            own.censored += counted.censored;
            own.ended.iter_mut().zip(counted.ended).for_each(|(own, more)| *own += more);
        }
    }

    fn at(&mut self, time: u64) -> &mut At<K> {
        self.0.entry(time).or_insert(At { ended: [0; K], censored: 0 })
    }

    /// The steps of the estimate, in the order of time; none where nothing ended.
    pub fn steps(&self) -> Vec<Step<K>> {
        let count = |at: &At<K>| at.censored + at.ended.iter().sum::<u64>();
        let mut at_risk: u64 = self.0.values().map(count).sum();
        let (mut open, mut by_way) = (1.0, [0.0; K]);
        let mut steps = Vec::new();
        for (time, at) in &self.0 {
            let ended: u64 = at.ended.iter().sum();
            if ended > 0 {
                for (share, ended) in by_way.iter_mut().zip(at.ended) {
                    *share += open * ended as f64 / at_risk as f64;
                }
                open *= (at_risk - ended) as f64 / at_risk as f64;
                steps.push(Step { time: *time, at_risk, ended: at.ended, open, by_way });
            }
            at_risk -= count(at);
        }
        steps
    }

    /// The first time by which a share of all has ended, in whatever way: 0.5 for the median, 0.9 for the ninth
    /// decile. Absent where so many are not known to have ended.
    pub fn quantile(&self, share: f64) -> Option<u64> {
        let reached = |step: &Step<K>| step.open <= 1.0 - share + SAME;
        self.steps().into_iter().find(reached).map(|step| step.time)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn times(ended: &[u64], censored: &[u64]) -> Times<1> {
        let mut times = Times::default();
        ended.iter().for_each(|time| times.ended(*time, 0));
        censored.iter().for_each(|time| times.censored(*time));
        times
    }

    fn near(found: f64, expected: f64, places: i32) -> bool {
        (found - expected).abs() <= 0.5001 * 10_f64.powi(-places)
    }

    #[test]
    fn who_is_censored_at_the_time_of_an_end_is_still_at_risk() {
        let ended = [6, 6, 6, 7, 10, 13, 16, 22, 23];
        let times = times(&ended, &[6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]);
        let steps = times.steps();
        let at_risk: Vec<u64> = steps.iter().map(|step| step.at_risk).collect();
        assert_eq!(at_risk, [21, 17, 15, 12, 11, 7, 6]);
        let expected = [0.8571, 0.8067, 0.7529, 0.6902, 0.6275, 0.5378, 0.4482];
        for (step, expected) in steps.iter().zip(expected) {
            assert!(near(step.open, expected, 4), "{step:?}");
        }
        assert_eq!((times.quantile(0.5), times.quantile(0.9)), (Some(23), None));
    }

    #[test]
    fn the_last_to_end_leaves_none_open() {
        let times = times(&[1, 1, 4, 5, 9, 22], &[6, 9]);
        let steps = times.steps();
        assert_eq!(steps.last().map(|step| step.open), Some(0.0));
        assert_eq!(times.quantile(1.0), Some(22));
        assert_eq!(times.quantile(0.5), Some(5), "just a half is open after 5");
    }

    #[test]
    fn nothing_that_ended_has_no_quantile() {
        assert_eq!(Times::<1>::default().quantile(0.5), None);
        assert_eq!(times(&[], &[3, 4]).steps(), []);
        assert_eq!(times(&[], &[3, 4]).quantile(0.5), None);
    }

    #[test]
    fn ways_to_end_compete() {
        // 0 answered, 1 refused, 2 withdrawn; by hand, of eight.
        let mut times = Times::<3>::default();
        times.ended(1, 0);
        times.ended(1, 1);
        times.ended(2, 0);
        times.censored(2);
        times.ended(3, 2);
        times.ended(4, 0);
        times.censored(5);
        times.censored(5);
        let steps = times.steps();
        let first = steps.first().unwrap();
        assert_eq!((first.at_risk, first.by_way), (8, [0.125, 0.125, 0.0]));
        // After 1: 6 at risk of 3/4; one answered takes 1/8. After 2: 4 at risk of 5/8.
        assert!(near(steps[1].by_way[0], 0.25, 12) && near(steps[1].open, 0.625, 12));
        assert!(near(steps[2].by_way[2], 0.15625, 12));
        assert!(near(steps[3].by_way[0], 0.40625, 12));
        for step in &steps {
            assert!(near(step.open + step.by_way.iter().sum::<f64>(), 1.0, 12), "{step:?}");
        }
        // All ends together are the estimate of one way to end.
        let mut one = Times::<1>::default();
        [1, 1, 2, 3, 4].iter().for_each(|time| one.ended(*time, 0));
        [2, 5, 5].iter().for_each(|time| one.censored(*time));
        let open = |step: f64| (step * 1e12).round();
        let ways: Vec<f64> = steps.iter().map(|step| open(step.open)).collect();
        let together: Vec<f64> = one.steps().iter().map(|step| open(step.open)).collect();
        assert_eq!(ways, together);
    }

    #[test]
    fn counts_of_two_places_add_up() {
        let mut one = times(&[1, 4], &[2]);
        one.add(&times(&[4, 5], &[4]));
        assert_eq!(one, times(&[1, 4, 4, 5], &[2, 4]));
    }
}
