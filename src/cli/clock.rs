//! The clock on the wall, which only the command line knows. Nothing that is published depends on
//! it: it serves to warn of a cut-off that has not come yet. Beside it, the day up to which the lake
//! was read.

use std::{
    io::{Write, stderr},
    time::{SystemTime, UNIX_EPOCH},
};

use chrono::{DateTime, TimeZone};

use crate::{domain::time::LocalTime, lake::generation, pipeline::Job};

/// Now, as clocks show it in the zone of the authority.
pub fn now(zone: chrono_tz::Tz) -> LocalTime {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let now = DateTime::from_timestamp_micros(since.as_micros() as i64).unwrap_or_default();
    LocalTime::from_naive(zone.from_utc_datetime(&now.naive_utc()).naive_local())
}

/// What is to be said of a cut-off that lies later than now.
pub fn beyond(cut_off: LocalTime, now: LocalTime) -> Option<String> {
    (cut_off > now).then(|| {
        format!(
            "the cut-off {} has not come yet (today is {}): periods that end by then are called final although they are \
             not over; give --as-of {} to have them provisional",
            cut_off.day(),
            now.day(),
            now.day()
        )
    })
}

/// Warns of a lake that was read up to an earlier instant than the cut-off: what came in since is
/// not in it, and what was open then looks open still.
pub fn warn_of_old_lake(job: &Job, cut_off: LocalTime) {
    if let Some(known) =
        generation::cut_off(&generation::in_use(&job.lake)).filter(|known| *known < cut_off)
    {
        let _ = writeln!(
            stderr(),
            "warning: the data was read as of {}, before the cut-off {}; read it again with `chiso run` or `chiso ingest`",
            known.day(),
            cut_off.day()
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::time::Day;

    #[test]
    fn a_cut_off_is_warned_of_until_its_instant_has_come() {
        let midnight = Day::from_ymd(2026, 12, 1).unwrap().start();
        assert_eq!(beyond(midnight, midnight), None);
        let before = midnight.minus_micros(1);
        assert!(beyond(midnight, before).unwrap().contains("--as-of 2026-11-30"));
    }

    #[test]
    fn the_day_is_that_of_the_zone() {
        let (hanoi, utc) = (now(chrono_tz::Asia::Ho_Chi_Minh), now(chrono_tz::UTC));
        let hours = (hanoi.micros() - utc.micros()) / 3_600_000_000;
        assert!((6..=7).contains(&hours), "{hours}");
    }
}
