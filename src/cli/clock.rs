//! The clock on the wall, which only the command line knows. It bounds the cut-off: nothing is
//! published as final before it is over. Beside it, the time up to which the lake was read.

use std::{
    io::{Write, stderr},
    time::{SystemTime, UNIX_EPOCH},
};

use chrono::{DateTime, TimeZone};

use super::exit_code::{Code, Stop};
use crate::{domain::time::LocalTime, lake::generation, pipeline::Job};

/// The clock in the zone of the authority.
fn wall(zone: chrono_tz::Tz) -> LocalTime {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let now = DateTime::from_timestamp_micros(since.as_micros() as i64).unwrap_or_default();
    LocalTime::from_naive(zone.from_utc_datetime(&now.naive_utc()).naive_local())
}

/// Set in tests, so that what they see does not depend on the time they run at.
const TODAY: &str = "CHISO_TODAY";

/// The minute it is in the zone of the authority. What is not over now is provisional.
pub fn now(zone: chrono_tz::Tz) -> Result<LocalTime, Stop> {
    let Some(text) = std::env::var_os(TODAY).filter(|text| !text.is_empty()) else {
        let now = wall(zone);
        return Ok(LocalTime::new(now.day(), now.second_of_day() / 60 * 60));
    };
    text.to_str().and_then(LocalTime::parse).ok_or_else(|| {
        let text = text.display();
        let what =
            format!("the environment says {TODAY}={text}; expected a day, or a minute of it");
        Stop::new(Code::Configuration, what)
    })
}

/// When something is published: as the operator says, or now.
pub fn published_at(given: Option<&str>, now: LocalTime) -> Result<LocalTime, Stop> {
    let Some(text) = given else { return Ok(now) };
    LocalTime::parse(text).ok_or_else(|| {
        let what = format!(
            "--published-at {text}: expected a day, or a minute of it, such as 2026-09-01T14:00"
        );
        Stop::new(Code::Usage, what)
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
            known.to_minute(),
            cut_off.to_minute()
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_is_that_of_the_zone() {
        let (hanoi, utc) = (wall(chrono_tz::Asia::Ho_Chi_Minh), wall(chrono_tz::UTC));
        let hours = (hanoi.micros() - utc.micros()) / 3_600_000_000;
        assert!((6..=7).contains(&hours), "{hours}");
    }
}
